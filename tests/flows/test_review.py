"""A reviewer decides disagreements by keys: one, all alike, by rules, with undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from annotator.comparing.compared import Piece
from annotator.comparing.strategies import Majority
from annotator.domain.annotation import Layer, Mention, Segment
from annotator.domain.annotation_set import GOLD, AnnotationSet, Owner, OwnerKind
from annotator.domain.article import Article
from annotator.domain.decision import Decision, Reason, Ruling
from annotator.domain.identity import new_id
from annotator.domain.span import Span
from annotator.domain.step import Progress
from annotator.store import NewSet, Project
from annotator.ui.main_window import MainWindow
from annotator.ui.review.edit_dialogs import SpansDialog
from annotator.ui.review.excerpt import Excerpt
from annotator.ui.review.finish_dialog import FinishDialog
from annotator.ui.review.settle_dialog import SettleDialog
from annotator.workspace.reviewing.cases import Case, CaseState
from annotator.workspace.schemes import default_scheme
from tests.flows.conftest import Editor
from tests.projects_for_agreement import make_compared_project
from tests.projects_for_tests import TEXT, make_project, span
from tests.workspace.reviewing.test_marking import mark_crews


class Reviewer(Editor):
    """Somebody at the Review workspace."""

    def wait(self) -> None:
        self.bot.waitUntil(lambda: not self.window.jobs.is_running)

    @property
    def cases(self) -> list[Case]:
        """What the list shows."""
        return self.window.review_page.cases.model.cases

    @property
    def case(self) -> Case:
        found = self.window.review.place.case
        assert found is not None
        return found

    def gold(self, article_id: str) -> AnnotationSet:
        workspace = self.window.session.workspace
        assert workspace is not None
        found = workspace.queries.annotation_set(article_id, GOLD)
        assert found is not None
        return found

    def decision(self, case: Case) -> Decision | None:
        found = self.gold(case.article_id).decisions
        return next((one for one in found if one.id == case.id), None)

    def go_to(self, words: str) -> Case:
        """Press N until the case about ``words`` is shown, from the first one on."""
        self.window.review_page.cases.go_to_row(0)
        while self.case.words != words:
            before = self.case
            self.press("N")
            assert self.case is not before, f"no case about {words}"
        return self.case

    def dialog(self) -> QDialog:
        self.bot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
        found = QApplication.activeModalWidget()
        assert isinstance(found, QDialog)
        return found


@pytest.fixture
def reviewer(qtbot: QtBot, tmp_path: Path, make_window: Callable[[], MainWindow]) -> Reviewer:
    path = tmp_path / "project.annot"
    make_compared_project(path)
    reviewer = Reviewer(qtbot, make_window(), path)
    reviewer.open()
    reviewer.press("Ctrl+2")
    reviewer.wait()
    return reviewer


def test_what_all_agree_on_is_gold_and_the_rest_is_listed(reviewer: Reviewer) -> None:
    window = reviewer.window
    assert window.workspaces.currentWidget() is window.review_page
    assert window.review_page.cases.list.hasFocus()
    assert {one.words for one in reviewer.cases} == {
        "Ada Brandt said",
        "Crews",
        "“It is ready,” Brandt said",
    }
    assert len(reviewer.cases) == 9
    gold = reviewer.gold(reviewer.case.article_id)
    assert {one.label for one in gold.partition.segments} == {"headline", "paragraph"}
    assert all(not one.is_by_person for one in gold.decisions)


def test_a_choice_is_taken_with_its_reason_and_note(reviewer: Reviewer) -> None:
    case = reviewer.go_to("Crews")
    reviewer.press("1", "G", "T")
    reviewer.type("Is a crew an ORG?")
    reviewer.press("Return")
    decision = reviewer.decision(case)
    assert decision is not None
    assert decision.ruling is Ruling.CHOICE
    assert decision.reason is Reason.GUIDELINE
    assert decision.note == "Is a crew an ORG?"
    assert decision.by == "Ines"
    (mention,) = reviewer.gold(case.article_id).mentions
    assert mention.span == span("Crews")
    assert case.id not in {one.id for one in reviewer.cases}
    assert reviewer.case.id != case.id
    assert reviewer.window.review_page.cases.list.hasFocus()


def test_undo_shows_what_is_open_again(reviewer: Reviewer) -> None:
    case = reviewer.go_to("Crews")
    reviewer.press("1", "Return", "Ctrl+Z")
    assert reviewer.case.id == case.id
    assert reviewer.case.is_open
    assert not reviewer.gold(case.article_id).mentions
    reviewer.press("Ctrl+Y")
    assert reviewer.case.id == case.id
    assert reviewer.decision(case) is not None
    reviewer.press("X")
    assert reviewer.decision(case) is None
    assert reviewer.case.is_open


def test_union_intersection_none_and_later(reviewer: Reviewer) -> None:
    wide = [one for one in reviewer.cases if one.words == "Ada Brandt said"]
    for key, ruling, words in (
        ("U", Ruling.UNION, ["Ada Brandt said"]),
        ("I", Ruling.INTERSECTION, ["Ada Brandt"]),
        ("0", Ruling.NONE, []),
    ):
        case = reviewer.go_to("Ada Brandt said")
        reviewer.press(key, "Return")
        decision = reviewer.decision(case)
        assert decision is not None
        assert decision.ruling is ruling
        assert [one.span.of(TEXT) for one in reviewer.gold(case.article_id).mentions] == words
    assert len(wide) == 3
    case = reviewer.go_to("Crews")
    reviewer.press("L", "Return")
    assert reviewer.window.review.cases[case.id].state is CaseState.DEFERRED
    assert case.id not in {one.id for one in reviewer.cases}


def test_nothing_is_saved_before_something_is_chosen(reviewer: Reviewer) -> None:
    case = reviewer.case
    reviewer.press("Return")
    assert reviewer.decision(case) is None
    assert reviewer.case.id == case.id


def test_when_the_last_one_is_decided_keys_do_nothing(reviewer: Reviewer) -> None:
    while reviewer.cases:
        reviewer.press("2", "Return")
    page = reviewer.window.review_page
    assert "Nothing is open" in page.message
    assert reviewer.window.review.place.verdict is None
    before = reviewer.window.session.workspace.undo_title  # type: ignore[union-attr]
    reviewer.press("Return", "B", "X", "T", "E", "N")
    assert QApplication.activeModalWidget() is None
    assert reviewer.window.session.workspace.undo_title == before  # type: ignore[union-attr]
    assert page.cases.list.hasFocus()


def test_nothing_is_decided_that_is_not_on_the_screen(reviewer: Reviewer) -> None:
    case = reviewer.case
    actions = reviewer.window.actions_by_id
    reviewer.press("1", "Ctrl+1")
    assert not actions["save_decision"].isEnabled()
    actions["save_decision"].trigger()
    assert reviewer.decision(case) is None
    reviewer.press("Ctrl+2", "Return")
    assert reviewer.decision(case) is not None


def test_a_key_that_means_nothing_here_stays_where_it_is(reviewer: Reviewer) -> None:
    case = reviewer.go_to("Crews")
    assert not reviewer.window.actions_by_id["choose_union"].isEnabled()
    reviewer.press("U", "4")
    assert reviewer.case is case
    case = reviewer.go_to("Ada Brandt said")
    reviewer.press("C")
    assert reviewer.case is case


def test_a_decision_is_made_anew_and_the_next_one_comes(reviewer: Reviewer) -> None:
    while reviewer.cases:
        reviewer.press("1", "Return")
    reviewer.window.review.go_to(next(iter(reviewer.window.review.cases)))
    first, second, *_ = reviewer.cases
    reviewer.window.review.go_to(first.id)
    before = reviewer.decision(first)
    reviewer.press("2", "Return")
    after = reviewer.decision(first)
    assert before is not None
    assert after is not None
    assert (before.ruling, before.how) != (after.ruling, after.how)
    assert reviewer.case.id == second.id


def test_undo_goes_further_back_than_what_all_agree_on(reviewer: Reviewer) -> None:
    workspace = reviewer.window.session.workspace
    assert workspace is not None
    reviewer.press("1", "Return", "Ctrl+Z", "Ctrl+Z")
    reviewer.wait()
    assert workspace.undo_title == ""
    assert not reviewer.gold(reviewer.case.article_id).decisions
    reviewer.press("Ctrl+Y")
    reviewer.wait()
    assert len(reviewer.gold(reviewer.case.article_id).decisions) == 3
    reviewer.press("Ctrl+Y")
    assert workspace.redo_title == ""


def test_a_decision_while_disagreements_are_looked_for_is_kept(reviewer: Reviewer) -> None:
    case = reviewer.case
    reviewer.window.review.compute()
    assert reviewer.window.jobs.is_running
    reviewer.press("1", "Return")
    reviewer.wait()
    assert reviewer.decision(case) is not None
    assert reviewer.window.review.cases[case.id].state is CaseState.DECIDED


def test_a_project_can_be_closed_while_disagreements_are_looked_for(reviewer: Reviewer) -> None:
    window = reviewer.window
    window.review.compute()
    window.actions_by_id["close_project"].trigger()
    assert not window.jobs.is_running
    assert not window.review.cases
    reviewer.open()
    reviewer.press("Ctrl+2")
    reviewer.wait()
    assert len(reviewer.cases) == 9


def test_choices_that_have_no_key_are_taken_by_tab_and_space(
    qtbot: QtBot, tmp_path: Path, make_window: Callable[[], MainWindow]
) -> None:
    path = tmp_path / "many.annot"
    (article_id,) = make_project(path)
    project = Project.open(path)
    segments = (Segment(new_id(), 0, "headline"),)
    for number in range(11):
        words = Span(TEXT.index("Ada"), TEXT.index("Ada") + 10 + number)
        project.add_set(
            article_id,
            Owner(OwnerKind.ANNOTATOR, f"Person {number}"),
            NewSet(
                tuple(replace(one, id=new_id()) for one in segments),
                (Mention(new_id(), words, "PERSON"),),
                progress=Progress.DONE,
            ),
        )
    project.close()
    reviewer = Reviewer(qtbot, make_window(), path)
    reviewer.open()
    reviewer.press("Ctrl+2")
    reviewer.wait()
    cards = reviewer.window.review_page.decision.cards
    assert len(cards) == 11
    qtbot.waitUntil(cards[0].isVisible)
    cards[0].setFocus()
    for _ in range(10):
        reviewer.press("Tab")
    assert QApplication.focusWidget() is cards[10]
    reviewer.press("Tab")
    none = QApplication.focusWidget()
    assert isinstance(none, QPushButton)
    assert none.text() == "None is right"
    reviewer.press("Shift+Backtab", "Space", "Return")
    (mention,) = reviewer.gold(article_id).mentions
    chosen = reviewer.window.review.cases
    assert {one.state for one in chosen.values()} == {CaseState.DECIDED}
    assert TEXT[mention.span.start :].startswith("Ada Brandt")
    assert reviewer.window.height() <= 900


def test_names_hide_until_they_are_asked_for(reviewer: Reviewer) -> None:
    place = reviewer.window.review.place
    assert set(place.letters.values()) == {"A", "B", "C"}
    cards = reviewer.window.review_page.decision.cards
    assert not any("Ines" in one.accessibleName() for one in cards)
    reviewer.press("Alt+N")
    cards = reviewer.window.review_page.decision.cards
    assert any("Ines" in one.accessibleName() for one in cards)


def test_all_that_are_alike_are_decided_in_one_step(reviewer: Reviewer) -> None:
    case = reviewer.go_to("Crews")
    reviewer.press("2", "S", "B")
    reviewer.dialog()
    reviewer.press("Return")
    reviewer.wait()
    crews = [one for one in reviewer.window.review.cases.values() if one.words == "Crews"]
    assert len(crews) == 3
    assert {one.state for one in crews} == {CaseState.DECIDED}
    found = {reviewer.decision(one) for one in crews}
    assert {one.reason for one in found if one} == {Reason.SLIP}
    labels = {one.label for each in crews for one in reviewer.gold(each.article_id).mentions}
    assert len(labels) == 1
    reviewer.press("Ctrl+Z")
    crews = [one for one in reviewer.window.review.cases.values() if one.words == "Crews"]
    assert {one.state for one in crews} == {CaseState.OPEN}
    assert case.id in {one.id for one in reviewer.cases}


def test_a_mention_is_edited_into_something_new(reviewer: Reviewer) -> None:
    case = reviewer.go_to("Ada Brandt said")
    reviewer.press("E")
    dialog = reviewer.dialog()
    excerpt = dialog.findChild(Excerpt)
    assert excerpt is not None
    reviewer.bot.waitUntil(excerpt.hasFocus)
    excerpt.select(span("Brandt"))
    reviewer.press("3")
    reviewer.press("Enter")
    reviewer.bot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    reviewer.press("Return")
    decision = reviewer.decision(case)
    assert decision is not None
    assert decision.ruling is Ruling.EDITED
    (mention,) = reviewer.gold(case.article_id).mentions
    assert (mention.span, mention.label) == (span("Brandt"), "GPE")


def test_a_quote_is_put_together_part_by_part(reviewer: Reviewer) -> None:
    case = next(one for one in reviewer.cases if one.layer is Layer.QUOTES)
    reviewer.go_to(case.words)
    case = reviewer.case
    reviewer.press("E")
    dialog = reviewer.dialog()
    source = next(one for one in dialog.findChildren(QComboBox) if one.accessibleName() == "Source")
    source.setFocus()
    reviewer.press("End", "Enter")
    reviewer.bot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    reviewer.press("Return")
    (quote,) = reviewer.gold(case.article_id).quotes
    assert quote.content == (span("“It is ready,”"),)
    assert quote.source == ()
    assert quote.cue == (span("said", number=1),)


def test_a_quote_gets_further_parts_from_words_selected_by_hand(reviewer: Reviewer) -> None:
    case = next(one for one in reviewer.cases if one.layer is Layer.QUOTES)
    reviewer.go_to(case.words)
    case = reviewer.case
    reviewer.press("E")
    dialog = reviewer.dialog()
    excerpt = dialog.findChild(Excerpt)
    assert excerpt is not None
    excerpt.setFocus()
    reviewer.press("Home", "Shift+Ctrl+Right", "1")
    assert excerpt.selection == span("Ada ")
    excerpt.select(span("harbour is"))
    reviewer.press("+")
    excerpt.select(span("Brandt said"))
    reviewer.press("+")
    excerpt.select(span("said", number=1))
    button = next(
        one
        for one in dialog.findChildren(QPushButton)
        if one.accessibleName() == "Add the selected words as a further part of the source"
    )
    button.setFocus()
    reviewer.press("Space", "Enter")
    reviewer.bot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    reviewer.press("Return")
    (quote,) = reviewer.gold(case.article_id).quotes
    assert quote.content == (span("Ada"), span("Brandt said"), span("harbour is"))
    assert quote.source == (span("Brandt", number=1), span("said", number=1))


def test_rules_settle_what_they_can_and_say_what_they_leave(reviewer: Reviewer) -> None:
    taken = reviewer.go_to("Crews")
    reviewer.press("2", "Return", "Ctrl+Shift+L")
    dialog = reviewer.dialog()
    assert isinstance(dialog, SettleDialog)
    majority = dialog.findChildren(QCheckBox)[0]
    reviewer.bot.waitUntil(majority.hasFocus)
    reviewer.press("Space")
    reviewer.bot.waitUntil(lambda: dialog.run is not None and len(dialog.run.rules) == 1)
    assert dialog.run is not None
    assert dialog.run.taken == 8
    assert dialog.run.left == ()
    before = reviewer.decision(taken)
    reviewer.press("Enter")
    reviewer.wait()
    states = {one.state for one in reviewer.window.review.cases.values()}
    assert states == {CaseState.DECIDED}
    assert reviewer.decision(taken) == before
    assert not reviewer.cases
    reviewer.press("Ctrl+Z")
    states_after = [one.state for one in reviewer.window.review.cases.values()]
    assert states_after.count(CaseState.OPEN) == 8


def test_closing_the_rules_ends_trying_them(reviewer: Reviewer) -> None:
    reviewer.press("Ctrl+Shift+L")
    dialog = reviewer.dialog()
    assert isinstance(dialog, SettleDialog)
    dialog.look_wanted.emit([])
    dialog.look_wanted.emit([Majority()])
    assert reviewer.window.jobs.is_running
    reviewer.press("Escape")
    assert not reviewer.window.jobs.is_running
    assert reviewer.window.focusWidget() is reviewer.window.review_page.cases.list


def test_a_project_for_reading_only_shows_disagreements_and_keeps_them(
    qtbot: QtBot, tmp_path: Path, make_window: Callable[[], MainWindow]
) -> None:
    path = tmp_path / "shared.annot"
    make_compared_project(path)
    writer = Project.open(path)
    reviewer = Reviewer(qtbot, make_window(), path)
    reviewer.open()
    reviewer.press("Ctrl+2")
    reviewer.wait()
    told: list[str] = []
    reviewer.window.session.told.connect(told.append)
    case = reviewer.case
    reviewer.press("1", "Return")
    assert "reading only" in told[-1]
    assert reviewer.case.id == case.id
    assert len(reviewer.cases) == 9
    writer.close()


def test_decided_articles_are_finished_but_for_an_audit(reviewer: Reviewer) -> None:
    articles = {one.article_id for one in reviewer.cases}
    while reviewer.cases:
        reviewer.press("1", "Return")
    reviewer.window.actions_by_id["finish_agreed"].trigger()
    dialog = reviewer.dialog()
    assert isinstance(dialog, FinishDialog)
    reviewer.bot.waitUntil(lambda: dialog.found is not None)
    reviewer.press("Enter")
    reviewer.bot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert {reviewer.gold(one).progress for one in articles} == {Progress.DONE}
    reviewer.window.actions_by_id["beside_gold"].trigger()
    reviewer.wait()
    assert reviewer.dialog().windowTitle() == "Ines beside gold"


def test_merging_the_first_segment_keeps_the_beginning_of_the_text(qtbot: QtBot) -> None:
    article = Article("a", "\n  One two\nthree")
    pieces = [
        Piece(Segment("s1", 0, "headline"), Span(3, 11), "headline"),
        Piece(Segment("s2", 11, "caption"), Span(11, 16), "caption"),
    ]
    dialog = SpansDialog(article, Span(3, 16), Layer.SEGMENTS, pieces, default_scheme())
    qtbot.addWidget(dialog)
    qtbot.mouseClick(button_of(dialog, "Merge with the one before"), Qt.MouseButton.LeftButton)
    (segment,) = dialog.annotations
    assert isinstance(segment, Segment)
    assert (segment.start, segment.label) == (0, "caption")
    excerpt = dialog.findChild(Excerpt)
    assert excerpt is not None
    excerpt.select(Span(9, 10))
    qtbot.mouseClick(button_of(dialog, "Cut at the caret"), Qt.MouseButton.LeftButton)
    assert [one.start for one in dialog.annotations if isinstance(one, Segment)] == [0, 11]


def button_of(dialog: QDialog, words: str) -> QPushButton:
    return next(one for one in dialog.findChildren(QPushButton) if one.text() == words)


def test_the_gold_leads_to_a_place(reviewer: Reviewer) -> None:
    case = reviewer.go_to("Crews")
    gold = reviewer.window.review_page.gold
    reviewer.press("N")
    assert reviewer.case.id != case.id
    model = gold.model()
    row = next(n for n in range(model.rowCount()) if ": Crews." in str(model.index(n, 0).data()))
    gold.setFocus()
    gold.setCurrentIndex(model.index(row, 0))
    reviewer.bot.keyClick(gold, Qt.Key.Key_Space)
    assert reviewer.case.words == "Crews"


def test_a_changed_annotation_comes_back_marked(reviewer: Reviewer) -> None:
    from annotator.workspace.commands import FinishArticle, ReopenArticle, RetypeMention

    case = reviewer.go_to("Crews")
    reviewer.press("1", "Return")
    workspace = reviewer.window.session.workspace
    assert workspace is not None
    own = workspace.annotations(case.article_id)
    mention = next(one for one in own.mentions if one.span == span("Crews"))
    workspace.do(ReopenArticle(case.article_id, own.id, "again"))
    workspace.do(RetypeMention(case.article_id, own.id, mention.id, "GPE"))
    workspace.do(FinishArticle(case.article_id, own.id))
    reviewer.press("Ctrl+1", "Ctrl+2")
    reviewer.wait()
    assert reviewer.window.review.cases[case.id].state is CaseState.CHANGED
    assert case.id in {one.id for one in reviewer.cases}


def test_a_project_without_two_finished_annotators_says_what_to_do(editor: Editor) -> None:
    editor.press("Ctrl+2")
    editor.bot.waitUntil(lambda: not editor.window.jobs.is_running)
    page = editor.window.review_page
    assert "two annotators or more have finished it" in page.message
    editor.press("1", "Return", "E", "U", "N", "B", "X")
    assert editor.window.review.place.case is None


def test_the_list_has_a_heading_above_each_severity(reviewer: Reviewer) -> None:
    listed = reviewer.window.review_page.cases

    def headings() -> list[tuple[int, str, int]]:
        found = ((row, listed.model.heading(row)) for row in range(listed.model.rowCount()))
        return [(row, one.title, one.count) for row, one in found if one is not None]

    def is_higher(row: int) -> bool:
        return listed.list.rowHeight(row) > listed.list.verticalHeader().defaultSectionSize()

    grave = [one.severity for one in reviewer.cases].count(3)
    rest = len(reviewer.cases) - grave
    assert headings() == [(0, "High severity", grave), (grave, "Medium", rest)]
    assert [is_higher(row) for row in (0, 1, grave)] == [True, False, True]
    assert "Severity high" in str(listed.model.index(0).data())
    listed.go_to_row(0)
    reviewer.press("2", "Return")
    assert headings()[0] == (0, "High severity", grave - 1)
    assert is_higher(0)
    reviewer.press("End")
    assert reviewer.case is reviewer.cases[-1]
    reviewer.press("Home")
    assert reviewer.case is reviewer.cases[0]
    order = listed.findChild(QComboBox, options=Qt.FindChildOption.FindChildrenRecursively)
    assert order is not None
    order.setFocus()
    reviewer.press("Down")
    titles = [title for _, title, _ in headings()]
    assert len(titles) == len({one.article_id for one in reviewer.cases})


def chosen_cards(reviewer: Reviewer) -> list[int]:
    cards = reviewer.window.review_page.decision.cards
    return [number for number, card in enumerate(cards) if card.isChecked()]


def test_what_is_chosen_and_not_saved_stays_when_the_list_is_made_anew(reviewer: Reviewer) -> None:
    case = reviewer.go_to("Crews")
    reviewer.press("2", "S", "T")
    reviewer.type("Look it up")
    reviewer.press("Escape")
    reviewer.window.review.compute()
    reviewer.wait()
    assert reviewer.case.id == case.id
    assert chosen_cards(reviewer) == [1]
    reviewer.press("N", "Shift+N")
    assert chosen_cards(reviewer) == [1]
    reviewer.press("Return")
    decision = reviewer.decision(case)
    assert decision is not None
    assert (decision.reason, decision.note) == (Reason.SLIP, "Look it up")
    reviewer.press("Ctrl+Z")
    assert reviewer.case.id == case.id
    assert chosen_cards(reviewer) == []
    assert reviewer.window.review_page.decision.note.text() == ""


def test_a_choice_that_is_another_one_since_is_not_kept(reviewer: Reviewer) -> None:
    from annotator.workspace.commands import FinishArticle, ReopenArticle, RetypeMention

    case = reviewer.go_to("Crews")
    number = next(
        n
        for n, card in enumerate(reviewer.window.review_page.decision.cards)
        if "ORG" in card.accessibleName()
    )
    reviewer.press(str(number + 1), "G")
    workspace = reviewer.window.session.workspace
    assert workspace is not None
    own = workspace.annotations(case.article_id)
    mention = next(one for one in own.mentions if one.span == span("Crews"))
    workspace.do(ReopenArticle(case.article_id, own.id, "again"))
    workspace.do(RetypeMention(case.article_id, own.id, mention.id, "GPE"))
    workspace.do(FinishArticle(case.article_id, own.id))
    reviewer.wait()
    assert reviewer.case.id == case.id
    assert chosen_cards(reviewer) == []
    reviewer.press("1", "Return")
    decision = reviewer.decision(case)
    assert decision is not None
    assert decision.reason is Reason.GUIDELINE


def test_an_article_is_approved_when_nothing_in_it_is_open(reviewer: Reviewer) -> None:
    told: list[str] = []
    reviewer.window.session.told.connect(told.append)
    article_id = reviewer.case.article_id
    reviewer.press("Ctrl+Return")
    assert told[-1] == "3 places are open in this article. Decide them first."
    assert reviewer.gold(article_id).progress is not Progress.DONE
    for case in [one for one in reviewer.cases if one.article_id == article_id]:
        reviewer.window.review.go_to(case.id)
        reviewer.press("1", "Return")
    assert "Ctrl Enter approves it" in told[-1]
    assert reviewer.case.article_id != article_id
    reviewer.press("Ctrl+Return")
    assert "is finished" in told[-1]
    assert reviewer.gold(article_id).progress is Progress.DONE
    shown = reviewer.window.session.article
    reviewer.press("Ctrl+Z")
    reviewer.wait()
    assert reviewer.gold(article_id).progress is not Progress.DONE
    assert reviewer.window.session.article == shown
    reviewer.press("Ctrl+Y", "Ctrl+1")
    assert reviewer.gold(article_id).progress is Progress.DONE
    assert not reviewer.window.actions_by_id["approve"].isEnabled()


def test_finished_gold_is_reopened_with_a_reason(reviewer: Reviewer) -> None:
    told: list[str] = []
    reviewer.window.session.told.connect(told.append)
    while reviewer.cases:
        reviewer.press("1", "Return")
    reviewer.press("Ctrl+Return")
    decided = next(
        one
        for one in reviewer.window.review.cases.values()
        if reviewer.gold(one.article_id).progress is Progress.DONE
    )
    reviewer.window.review.go_to(decided.id)
    before = reviewer.decision(decided)
    reviewer.press("X")
    assert told[-1] == "The gold of this article is finished. R reopens it."
    reviewer.press("R")
    reviewer.dialog()
    reviewer.type("The guidelines changed")
    reviewer.press("Enter")
    reviewer.bot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert reviewer.gold(decided.article_id).progress is Progress.DOING
    workspace = reviewer.window.session.workspace
    assert workspace is not None
    assert workspace.undo_title == "Reopen article: The guidelines changed"
    assert not reviewer.window.actions_by_id["reopen_gold"].isEnabled()
    assert reviewer.case.id == decided.id
    reviewer.press("X")
    assert before is not None
    assert reviewer.decision(decided) is None
    assert reviewer.window.review.cases[decided.id].is_open


def test_a_card_tells_how_long_it_took_and_with_the_names_when(
    qtbot: QtBot, tmp_path: Path, make_window: Callable[[], MainWindow]
) -> None:
    path = tmp_path / "marked.annot"
    mark_crews(path)
    reviewer = Reviewer(qtbot, make_window(), path)
    reviewer.open()
    reviewer.press("Ctrl+2")
    reviewer.wait()
    reviewer.go_to("Crews")

    def told() -> str:
        cards = reviewer.window.review_page.decision.cards
        (found,) = [one for one in cards if "GPE" in one.accessibleName()]
        assert found.toolTip().count("marked") == 1
        return found.accessibleDescription()

    assert "marked in 50 s, with the note “Is a crew a place?”" in told()
    assert "2026" not in told()
    reviewer.press("Alt+N")
    assert "Ines: marked on 14 March 2026 at " in told()
