"""A reviewer goes through the findings in gold by keys: looks, fixes, marks as right, undoes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotator.comparing.consistency import Finding, Kind
from annotator.domain.annotation import Layer, Mention
from annotator.domain.annotation_set import GOLD
from annotator.ui.consistency import ConsistencyPane
from annotator.ui.main_window import MainWindow
from tests.flows.conftest import Editor
from tests.projects_for_consistency import TEXTS, make_inconsistent_project


@pytest.fixture
def reviewer(qtbot: QtBot, tmp_path: Path, make_window: Callable[[], MainWindow]) -> Editor:
    path = tmp_path / "project.annot"
    make_inconsistent_project(path)
    editor = Editor(qtbot, make_window(), path)
    editor.open()
    editor.press("Ctrl+Shift+C")
    qtbot.waitUntil(lambda: not editor.window.jobs.is_running)
    return editor


def pane_of(reviewer: Editor) -> ConsistencyPane:
    return reviewer.window.consistency_pane


def current(reviewer: Editor) -> Finding:
    found = pane_of(reviewer).current
    assert found is not None
    return found


def kinds(reviewer: Editor) -> list[Kind]:
    return [one.kind for one in pane_of(reviewer).model.rows if isinstance(one, Finding)]


def gold_labels(reviewer: Editor, number: int = 3) -> list[tuple[str, str]]:
    """Return what is labelled in gold on disk, in one article."""
    workspace = reviewer.window.session.workspace
    assert workspace is not None
    article_id = workspace.queries.annotated_ids(GOLD)[number]
    found = workspace.queries.annotation_set(article_id, GOLD)
    assert found is not None
    return [(one.span.of(TEXTS[number]), one.label) for one in found.mentions]


def test_listed_by_kind_and_opened_at_the_place(reviewer: Editor) -> None:
    pane, session = pane_of(reviewer), reviewer.window.session
    assert kinds(reviewer) == list(Kind)
    headings = [one.heading for one in pane.model.rows if isinstance(one, Kind)]
    assert headings == [kind.heading for kind in Kind]
    assert pane._about.text() == "8 findings in 4 articles of gold"
    assert pane.list.hasFocus()
    reviewer.press("Return")
    assert session.article is not None
    assert session.article.text == TEXTS[3]
    assert session.shown_owner == GOLD
    assert session.layer is Layer.ENTITIES
    focused = session.focused_annotation
    assert isinstance(focused, Mention)
    assert focused.span.of(TEXTS[3]) == "Brenholm"
    assert reviewer.window.view.hasFocus()
    assert "Gold" in reviewer.window.article_bar._about.text()
    reviewer.press("Ctrl+Shift+C")
    assert pane.list.hasFocus()
    reviewer.press("Escape")
    assert reviewer.window.view.hasFocus()


def test_all_fixed_by_keys_and_undone(reviewer: Editor) -> None:
    reviewer.press("Alt+U")
    assert kinds(reviewer) == list(Kind)[1:]
    assert ("Brenholm", "GPE") in gold_labels(reviewer)
    assert current(reviewer).kind is Kind.UNLABELLED
    selection = reviewer.window.session.selection
    assert selection is not None
    assert selection.of(TEXTS[3]) == "Ada Ekholm"
    reviewer.press("Alt+Shift+U", "Alt+U")
    assert gold_labels(reviewer) == [
        ("Brenholm", "GPE"),
        ("Tidal Board", "ORG"),
        ("Ada Ekholm", "PERSON"),
    ]
    reviewer.press("Ctrl+Z", "Ctrl+Z", "Ctrl+Z")
    assert kinds(reviewer) == list(Kind)
    assert gold_labels(reviewer) == [("Brenholm", "ORG"), ("The Tidal Board", "ORG")]


def test_entries_are_merged(reviewer: Editor) -> None:
    reviewer.press("Alt+Shift+C")
    assert current(reviewer).kind is Kind.ALIKE
    reviewer.press("Alt+U")
    assert Kind.ALIKE not in kinds(reviewer)
    workspace = reviewer.window.session.workspace
    assert workspace is not None
    names = [one.name for one in workspace.queries.entities().values()]
    assert sorted(names) == ["Ada Ekholm", "Nils Okoro"]
    reviewer.press("Ctrl+Z")
    assert Kind.ALIKE in kinds(reviewer)


def test_next_and_previous_from_the_article(reviewer: Editor) -> None:
    reviewer.press("Return", "Alt+C", "Alt+C", "Alt+C")
    assert current(reviewer).kind is Kind.NO_SPEAKER
    assert reviewer.window.session.layer is Layer.QUOTES
    assert reviewer.window.session.focused == current(reviewer).annotation_id
    assert not reviewer.window.actions_by_id["fix_finding"].isEnabled()
    reviewer.press("Alt+Shift+C")
    assert current(reviewer).kind is Kind.BOUNDARY
    assert reviewer.window.view.hasFocus()


def test_marked_as_right_left_out_listed_and_taken_back(reviewer: Editor) -> None:
    pane = pane_of(reviewer)
    reviewer.press("Alt+R", "Alt+Shift+R")
    assert kinds(reviewer) == list(Kind)[2:]
    reviewer.window.actions_by_id["check_consistency"].trigger()
    reviewer.bot.waitUntil(lambda: not reviewer.window.jobs.is_running)
    assert kinds(reviewer) == list(Kind)[2:]
    pane._kinds.setCurrentText("Marked as right")
    assert kinds(reviewer) == list(Kind)[:2]
    pane.list.setFocus()
    reviewer.press("Alt+R", "Alt+R")
    assert kinds(reviewer) == []
    assert "Alt+R marks" in pane._empty.text()
    pane._kinds.setCurrentIndex(0)
    assert kinds(reviewer) == list(Kind)


def test_filters(reviewer: Editor) -> None:
    pane = pane_of(reviewer)
    pane._kinds.setCurrentText(Kind.MARKS.heading)
    assert kinds(reviewer) == [Kind.MARKS]
    pane._kinds.setCurrentIndex(0)
    pane._words.setFocus()
    reviewer.type("tidal")
    assert kinds(reviewer) == [Kind.BOUNDARY]
    reviewer.type("x")
    assert "Change the filter" in pane._empty.text()


def test_the_pane_is_one_of_the_panes_and_closes(reviewer: Editor) -> None:
    window, pane = reviewer.window, pane_of(reviewer)
    window.view.setFocus()
    reviewer.press("F6")
    assert pane.list.hasFocus()
    pane.closed.emit()
    assert not pane.isVisible()
    assert window.view.hasFocus()
    window.session.close_project()
    reviewer.press("Ctrl+Shift+C")
    assert not pane.isVisible()


def test_cancelled_and_ones_own_work(reviewer: Editor) -> None:
    window, pane = reviewer.window, pane_of(reviewer)
    window.consistency.check()
    window.jobs.cancel()
    assert "cancelled" in pane._empty.text()
    pane._owners.setCurrentIndex(1)
    pane._owners.activated.emit(1)
    reviewer.bot.waitUntil(lambda: not window.jobs.is_running)
    assert kinds(reviewer) == [Kind.ALIKE]
    assert pane._about.text() == "1 finding in 0 articles of my work"
    reviewer.press("Ctrl+Shift+C", "Alt+R")
    assert kinds(reviewer) == []
    assert "once somebody has begun" in pane._empty.text()
    assert not window.actions_by_id["mark_finding"].isEnabled()
