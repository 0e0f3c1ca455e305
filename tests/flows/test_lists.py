"""The lists of the panel, long ones too: what is focused is in view, headings are not lost."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Layer, Mention, State
from annotator.domain.identity import new_id
from annotator.domain.span import Span
from annotator.store import NewSet
from annotator.ui.main_window import MainWindow
from annotator.ui.panels.model import AnnotationModel
from annotator.ui.panels.placed_list import RowList
from tests.flows.conftest import Editor
from tests.projects_for_tests import TEXT, UNSURE, make_project

_STARTS = [start for start in range(len(TEXT) - 2) if TEXT[start : start + 2].isalpha()]


@pytest.fixture
def editor(qtbot: QtBot, tmp_path: Path, make_window: Callable[[], MainWindow]) -> Editor:
    """Return an editor at an article with more mentions than its list has room for."""
    path = tmp_path / "many.annot"
    found = tuple(
        Mention(new_id(), Span(start, start + 2), "PERSON", State.SUGGESTED, UNSURE)
        for start in _STARTS
    )
    make_project(path, found=NewSet(mentions=found))
    editor = Editor(qtbot, make_window(), path)
    editor.open()
    editor.press("F3")
    return editor


def _list(editor: Editor) -> tuple[RowList, AnnotationModel]:
    listed = editor.window.panel.lists[Layer.ENTITIES].view
    assert isinstance(listed, RowList)
    return listed, listed.annotation_model


def _is_seen(editor: Editor) -> bool:
    listed, model = _list(editor)
    box = listed.visualRect(model.index(model.row_of(editor.window.session.focused), 0))
    return not box.isEmpty() and listed.viewport().rect().contains(box)


def test_what_is_focused_is_in_view_wherever_it_is(editor: Editor) -> None:
    listed, model = _list(editor)
    assert model.rowCount() == len(_STARTS) > 60
    for row in (len(_STARTS) - 1, 1, 70, 69, 0):
        editor.window.session.focus(model.id_at(row))
        editor.bot.waitUntil(lambda: _is_seen(editor))
    editor.window.session.focus(model.id_at(65))
    editor.press("Space", "Space")
    assert model.row_of(editor.window.session.focused) == 65
    editor.bot.waitUntil(lambda: _is_seen(editor))
    assert listed.verticalScrollBar().value() > 0


def test_an_accepted_rows_new_place_does_not_scroll_the_heading_away(editor: Editor) -> None:
    listed, model = _list(editor)
    editor.press("N", "J", "Space")
    editor.bot.waitUntil(lambda: listed.visualRect(model.index(1, 0)).top() > 0)
    assert model.row_of(editor.window.session.focused) == 1
    assert listed.verticalScrollBar().value() == 0


def test_keys_and_clicks_go_through_the_rows(editor: Editor) -> None:
    listed, model = _list(editor)
    editor.press("F6", "End")
    assert editor.window.session.focused == model.id_at(model.rowCount() - 1)
    editor.bot.waitUntil(lambda: _is_seen(editor))
    editor.press("PageUp", "Up")
    editor.bot.waitUntil(lambda: _is_seen(editor))
    editor.press("Home")
    editor.bot.waitUntil(lambda: _is_seen(editor))
    spot = listed.visualRect(model.index(3, 0)).center()
    assert listed.indexAt(spot).row() == 3
    editor.bot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert editor.window.session.focused == model.id_at(3)


def test_headings_stand_where_a_state_begins(editor: Editor) -> None:
    _, model = _list(editor)
    assert model.headings() == {0: State.SUGGESTED}
    editor.press("N", "Space", "X")
    last = model.rowCount() - 1
    assert model.headings() == {
        0: State.SUGGESTED,
        last - 1: State.ACCEPTED,
        last: State.REJECTED,
    }
