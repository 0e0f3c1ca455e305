"""Timestamps in the window: what they mean, and saying that they mean something else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Segment, State
from annotator.domain.identity import new_id
from annotator.store import NewSet
from annotator.ui.dialogs.layouts import Dialog
from annotator.ui.dialogs.timestamp_reading import spelled_out
from annotator.ui.main_window import MainWindow
from annotator.workspace.commands import MoveBoundary, SplitSegment
from tests.flows.conftest import Editor
from tests.projects_for_tests import SURE, make_project

LINE = "10:00 GMT +112 March 2020"
TEXT = f"{LINE}\n\nHarbour reopens\n\nThe harbour is open again, the board said.\n"
NEAR, FAR = "2020-03-12T10:00:00+01:00", "2020-03-02T10:00:00+11:00"


@pytest.fixture
def editor(qtbot: QtBot, tmp_path: Path, make_window: Callable[[], MainWindow]) -> Editor:
    path = tmp_path / "project.annot"
    starts = (0, TEXT.index("Harbour"), TEXT.index("The harbour"))
    labels = ("caption", "headline", "paragraph")
    make_project(
        path,
        found=NewSet(
            segments=tuple(
                Segment(new_id(), start, label, State.SUGGESTED, SURE)
                for start, label in zip(starts, labels, strict=True)
            )
        ),
        text=TEXT,
    )
    editor = Editor(qtbot, make_window(), path)
    editor.open()
    editor.press("F2", "N")
    return editor


def _first(editor: Editor) -> Segment:
    return editor.now.partition.segments[0]


def _read(editor: Editor) -> set[object]:
    attributes = _first(editor).attributes
    others = attributes["alternatives"]
    assert isinstance(others, list)
    return {attributes["value"], *others}


def _dialog(editor: Editor) -> Dialog:
    editor.bot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), Dialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, Dialog)
    return dialog


def test_a_line_made_a_timestamp_is_read_and_no_longer_so_when_it_is_none(editor: Editor) -> None:
    editor.press("0")
    assert {NEAR, FAR} <= _read(editor)
    editor.press("7")
    assert _first(editor).attributes == {}
    editor.press("Ctrl+Z")
    assert {NEAR, FAR} <= _read(editor)


def test_other_words_are_read_anew(editor: Editor) -> None:
    editor.press("0", "Shift+M")
    assert _first(editor).label == "timestamp"
    assert _first(editor).attributes == {}
    editor.press("Ctrl+Z")
    assert {NEAR, FAR} <= _read(editor)
    editor.press("]", "Left", "Left")
    assert _first(editor).attributes == {}


def test_another_reading_is_chosen_by_the_keyboard_and_taken_back(editor: Editor) -> None:
    editor.press("0", "Return")
    dialog = _dialog(editor)
    assert any(LINE in label.text() for label in dialog.findChildren(QLabel))
    told = [button.text() for button in dialog.findChildren(QRadioButton)]
    assert "Thursday, 12 March 2020, 10:00, UTC+01:00" in told
    before = _first(editor).attributes["value"]
    editor.press("Down", "Return")
    chosen = _first(editor)
    assert chosen.attributes["value"] != before
    assert before in _read(editor)
    assert chosen.state is State.ACCEPTED
    article = editor.window.session.article
    assert article is not None
    assert article.published == chosen.attributes["value"]
    editor.press("Ctrl+Z")
    assert _first(editor).attributes["value"] == before


def test_a_moment_that_somebody_wrote_stays_when_the_words_change(editor: Editor) -> None:
    editor.press("0", "Return")
    field = _dialog(editor).findChild(QLineEdit)
    assert field is not None
    field.setFocus()
    field.selectAll()
    editor.type("2020-03-13")
    editor.press("Return")
    editor.window.view.setFocus()
    editor.press("0", "Shift+M")
    assert _first(editor).attributes["value"] == "2020-03-13"


def test_a_timestamp_that_begins_earlier_is_read_whole(editor: Editor) -> None:
    session = editor.window.session
    assert session.article is not None
    assert session.annotations is not None
    place = session.article.id, session.annotations.id
    session.do(SplitSegment(*place, TEXT.index("March"), "timestamp"))
    stamp = editor.now.partition.segments[1]
    assert stamp.attributes == {}
    session.do(MoveBoundary(*place, stamp.id, TEXT.index("12 March")))
    assert editor.now.partition.segments[1].attributes["value"] == "2020-03-12"
    assert session.article.published == "2020-03-12"


def test_a_moment_of_ones_own_has_to_be_one(editor: Editor) -> None:
    editor.press("0", "Return")
    dialog = _dialog(editor)
    field = dialog.findChild(QLineEdit)
    assert field is not None
    save = next(one for one in dialog.findChildren(QPushButton) if one.text() == "Read it so")
    field.setFocus()
    field.selectAll()
    editor.type("next week")
    assert not save.isEnabled()
    field.selectAll()
    editor.type("2020-03-13")
    editor.press("Return")
    assert _first(editor).attributes["value"] == "2020-03-13"
    assert {NEAR, FAR} <= _read(editor)


def test_without_a_timestamp_it_says_what_to_do(editor: Editor) -> None:
    told: list[str] = []
    editor.window.session.told.connect(told.append)
    editor.window.actions_by_id["read_timestamp"].trigger()
    assert told == ["This article has no timestamp. Label one first, with 0."]


def test_a_reading_from_a_file_that_is_no_moment_is_shown_as_it_is() -> None:
    assert spelled_out("last spring") == "last spring"
    assert spelled_out("2020-03-12T10:00:00+01:00") == "Thursday, 12 March 2020, 10:00, UTC+01:00"
    assert spelled_out("2020-03-12") == "Thursday, 12 March 2020"
