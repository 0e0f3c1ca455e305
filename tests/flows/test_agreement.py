"""A reviewer looks at the agreement, by key and by mouse, and goes to what lies behind a figure."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from annotator.comparing.disagreements import Kind
from annotator.domain.annotation import Layer
from annotator.ui.agreement.articles import ArticleTable
from annotator.ui.agreement.list_dialog import DisagreementList
from annotator.ui.agreement.matrix import CELL
from annotator.ui.main_window import MainWindow
from annotator.workspace.commands import ReopenArticle
from tests.flows.conftest import Editor
from tests.projects_for_agreement import make_compared_project
from tests.projects_for_tests import span


@pytest.fixture
def reviewer(qtbot: QtBot, tmp_path: Path, make_window: Callable[[], MainWindow]) -> Editor:
    path = tmp_path / "project.annot"
    make_compared_project(path)
    editor = Editor(qtbot, make_window(), path)
    editor.open()
    editor.press("Ctrl+3")
    editor.bot.waitUntil(lambda: not editor.window.jobs.is_running)
    return editor


def opened(reviewer: Editor) -> DisagreementList:
    (listed,) = reviewer.window.agreement.lists
    return listed


def test_figures_and_what_lies_behind_them(reviewer: Editor) -> None:
    window, page = reviewer.window, reviewer.window.agreement_page
    assert window.workspaces.currentWidget() is page
    said = [card.accessibleName() for card in page.cards]
    assert said[0].startswith("Segments, boundary similarity, near misses count half: 1.00")
    assert said[1].startswith("Entities, F1, exact span and label: 0.33")
    assert page.cards[1].hasFocus()
    reviewer.press("Return")
    listed = opened(reviewer)
    assert {kind for one in listed.model.rows for kind in one.kinds} == {Kind.LABEL, Kind.BOUNDARY}
    assert listed.model.rowCount() == 6
    reviewer.bot.keyClick(listed.view, Qt.Key.Key_Return)
    assert window.session.article is not None
    assert window.session.layer is Layer.ENTITIES
    assert window.workspaces.currentIndex() == 0
    focused = window.session.focused_annotation
    assert focused is not None
    assert getattr(focused, "span", None) == span("Crews")
    listed.close()
    assert not window.agreement.lists


def test_a_cell_of_each_matrix_by_key(reviewer: Editor) -> None:
    page = reviewer.window.agreement_page
    cell = page.heat.model().index(1, 2).data(CELL)
    assert (cell.text, cell.note) == (".50", "3")
    page.heat.setFocus()
    page.heat.setCurrentIndex(page.heat.model().index(1, 2))
    reviewer.bot.keyClick(page.heat, Qt.Key.Key_Return)
    listed = opened(reviewer)
    assert {one.kinds for one in listed.model.rows} == {(Kind.LABEL,)}
    listed.close()
    labels = [
        page.confusion.model().index(0, column).data(CELL).text
        for column in range(page.confusion.model().columnCount())
    ]
    assert labels == ["", "PERSON", "ORG"]
    place = page.confusion.visualRect(page.confusion.model().index(2, 1)).center()
    reviewer.bot.mouseClick(page.confusion.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert "ORG read as PERSON" in opened(reviewer).windowTitle()


def test_troubles_and_articles(reviewer: Editor) -> None:
    page = reviewer.window.agreement_page
    model = page.troubles.model()
    said = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert said == [
        "ORG ↔ PERSON, 3 mentions",
        "PERSON: boundary, 3 mentions",
        "Quote: missing, 3 quotes",
    ]
    place = page.troubles.visualRect(model.index(2, 0)).center()
    reviewer.bot.mouseClick(page.troubles.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened(reviewer).windowTitle() == "Quotes: Quote: missing"
    opened(reviewer).close()
    table: ArticleTable = page.articles
    assert table.model().index(0, 6).data() == "3"
    table.setCurrentIndex(table.model().index(0, 0))
    reviewer.bot.keyClick(table, Qt.Key.Key_Return)
    assert opened(reviewer).model.rowCount() == 3


def test_another_way_to_count_spans_and_other_owners(reviewer: Editor) -> None:
    page, filters = reviewer.window.agreement_page, reviewer.window.agreement_page.filters
    filters.match.choose(1)
    assert "overlapping span, same label: 0.67" in page.cards[1].accessibleName()
    for action in filters._who.choices.actions():
        action.setChecked(action.text().startswith(("Ines", "detector")))
    reviewer.bot.waitUntil(lambda: not reviewer.window.jobs.is_running)
    assert "overlapping span, same label: 1.00" in page.cards[1].accessibleName()
    reviewer.bot.mouseClick(page.cards[0], Qt.MouseButton.LeftButton, pos=QPoint(150, 20))
    assert page.layer is Layer.SEGMENTS


def test_work_after_computing_is_said(reviewer: Editor) -> None:
    window = reviewer.window
    assert "up to date" in window.agreement_page.filters._said.text()
    reviewer.press("Ctrl+1")
    assert window.view.hasFocus()
    session = window.session
    assert session.annotations is not None
    place = session.annotations.article_id, session.annotations.id
    session.do(ReopenArticle(*place, "Look again"))
    reviewer.press("Ctrl+3")
    assert "changed since" in window.agreement_page.filters._said.text()
    window.actions_by_id["compute_agreement"].trigger()
    reviewer.bot.waitUntil(lambda: not window.jobs.is_running)
    assert "up to date" in window.agreement_page.filters._said.text()


def test_export(reviewer: Editor, tmp_path: Path) -> None:
    for name in ("report.html", "report.csv", "report.json"):
        reviewer.window.agreement.export(tmp_path / name)
        assert (tmp_path / name).stat().st_size > 1000


def test_alone_there_is_nothing_to_compare(editor: Editor) -> None:
    editor.press("Ctrl+3")
    page = editor.window.agreement_page
    assert "needs two people" in page._empty.text()
    for action in page.filters._who.choices.actions():
        action.setChecked(True)
    editor.bot.waitUntil(lambda: not editor.window.jobs.is_running)
    assert "no article in common" in page._empty.text()
    editor.window.agreement.choose_export()
    page.filters.articles.choose(1)
    editor.bot.waitUntil(lambda: not editor.window.jobs.is_running)
    assert "no article in common" in page._empty.text()


def test_cancelling_says_so_and_gamma_has_a_card(reviewer: Editor) -> None:
    window, page = reviewer.window, reviewer.window.agreement_page
    assert not page.cards[5].isVisible()
    page.filters._gamma.click()
    reviewer.bot.waitUntil(lambda: not window.jobs.is_running)
    assert page.cards[5].isVisible()
    assert page.cards[5].accessibleName().startswith("γ, spans and labels")
    window.agreement._on_project_opened()
    window.jobs.cancel()
    assert "cancelled" in page._empty.text()


def test_going_through_the_panes_and_what_cannot_be_done_here(reviewer: Editor) -> None:
    window, page = reviewer.window, reviewer.window.agreement_page
    page.cards[0].setFocus()
    for pane in (page.heat, page.confusion, page.troubles, page.articles, page.trend):
        reviewer.press("F6")
        assert pane.hasFocus()
    reviewer.press("Ctrl+Return")
    assert not window.actions_by_id["finish"].isEnabled()
    reviewer.press("Ctrl+1")
    assert window.actions_by_id["finish"].isEnabled()


def test_a_disagreement_of_the_list_is_decided_in_review(reviewer: Editor) -> None:
    window = reviewer.window
    reviewer.press("Return")
    listed = opened(reviewer)
    wanted = listed.model.rows[1]
    listed.view.setCurrentIndex(listed.model.index(1))
    listed.activateWindow()
    reviewer.bot.waitUntil(listed.isActiveWindow)
    reviewer.bot.keyClick(listed.view, "D")
    reviewer.bot.waitUntil(lambda: not window.jobs.is_running)
    assert window.workspaces.currentWidget() is window.review_page
    shown = window.review.place.case
    assert shown is not None
    assert (shown.article_id, shown.span) == (wanted.article_id, wanted.span)
    listed.close()


def test_a_point_of_the_trend_opens_what_lies_behind_it(reviewer: Editor) -> None:
    plot = reviewer.window.agreement_page.trend
    assert "in 1 article" in plot.accessibleDescription()
    plot.setFocus()
    reviewer.press("Left", "Return")
    listed = opened(reviewer)
    (article_id,) = {one.article_id for one in listed.model.rows}
    found = reviewer.window.session.workspace
    assert found is not None
    assert article_id == found.queries.article_ids(found.owner)[1]
    listed.close()
