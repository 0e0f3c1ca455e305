"""One disagreement as it is shown, and what the reviewer has chosen for it but not saved yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.comparing.deciding import blind_order, can, result_of
from annotator.comparing.disagreements import Choice, Cluster
from annotator.domain.annotation import Annotation, Layer, Quote
from annotator.domain.annotation_set import Owner
from annotator.domain.decision import Decision, Reason, Ruling
from annotator.ui.actions import Actions
from annotator.ui.review.cases import about
from annotator.ui.review.choices import ShownChoice, Teller, shown_choices
from annotator.ui.review.decision_panel import MOST_KEYS
from annotator.ui.review.edit_dialogs import QuotePartsDialog, SpansDialog
from annotator.ui.review.gold import Settled, gold_rows, how_of
from annotator.ui.review.page import ReviewPage
from annotator.ui.session import Session
from annotator.ui.theme.theme import Theme
from annotator.workspace.reviewing.cases import Case, CaseState, ReviewedArticle, reviewed_article
from annotator.workspace.reviewing.decisions import Verdict
from annotator.workspace.reviewing.marking import Marking, marked_at, markings


@dataclass(frozen=True, slots=True)
class Leaning:
    """What is chosen for a place: one of its choices, or else a ruling; with reason and note."""

    choice: Choice | None = None
    ruling: Ruling | None = None
    edited: tuple[Annotation, ...] = ()
    reason: Reason | None = None
    note: str = ""


_NOTHING = Leaning()


class CaseController(QObject):
    """``case`` is the one that is shown, ``reviewed`` its article; both ``None`` where none is.

    ``last_id`` is the one that is shown or was last. ``told`` says which one it is, for the status
    strip. What is chosen for a place and not saved is kept until the place is decided, wherever
    the reviewer goes in between, and whatever is computed anew.
    """

    told = Signal(str)

    def __init__(
        self,
        session: Session,
        page: ReviewPage,
        actions: Actions,
        theme: Theme,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._page, self._theme, self._window = session, page, theme, window
        self._names = actions["show_names"]
        self.case: Case | None = None
        self.reviewed: ReviewedArticle | None = None
        self.last_id = ""
        self._shown: list[ShownChoice] = []
        self._markings: Mapping[str, Marking] = {}
        self._leaning = _NOTHING
        self._unsaved: dict[str, tuple[Leaning, Decision | None]] = {}
        self._names.toggled.connect(lambda _is_shown: self.show())
        theme.changed.connect(self.show)
        page.decision.chosen.connect(self.choose)
        page.decision.note.textEdited.connect(self._on_note_typed)

    def handlers(self) -> dict[str, Callable[[], object]]:
        numbers = {f"choose_{n + 1}": partial(self.choose, n) for n in range(MOST_KEYS)}
        return {
            **numbers,
            "choose_none": partial(self.rule, Ruling.NONE),
            "choose_union": partial(self.rule, Ruling.UNION),
            "choose_intersection": partial(self.rule, Ruling.INTERSECTION),
            "choose_edit": self.edit,
            "choose_deferred": partial(self.rule, Ruling.DEFERRED),
            "reason_ambiguous": partial(self.give_reason, Reason.AMBIGUOUS),
            "reason_guideline": partial(self.give_reason, Reason.GUIDELINE),
            "reason_slip": partial(self.give_reason, Reason.SLIP),
            "reason_other": partial(self.give_reason, Reason.OTHER),
            "review_note": self._page.decision.note.setFocus,
        }

    # Showing

    def close(self) -> None:
        """Show no case any more."""
        self.case = self.reviewed = None
        self._shown, self._leaning = [], _NOTHING
        self.tell()

    def tell(self) -> None:
        """Say which disagreement of its article is shown."""
        self.told.emit(self._place_in_article)

    def open(self, case: Case) -> bool:
        """Show a case; return whether it is still there."""
        workspace = self._session.workspace
        if workspace is None:
            return False
        if self.reviewed is None or self.reviewed.article.id != case.article_id:
            self.reviewed = reviewed_article(workspace.queries, case.article_id)
            self._markings = markings(workspace.queries, case.article_id)
        cluster = self.reviewed.cluster(case.id) if self.reviewed else None
        if cluster is None:
            return False
        self.case, self.last_id = case, case.id
        self._leaning = self._begun(cluster)
        self._page.decision.note.setText(self._leaning.note)
        self.show()
        return True

    def follow(self, article_id: str, reviewed: ReviewedArticle | None) -> None:
        """Take over how an article stands now, where it is the open one."""
        if self.reviewed is not None and self.reviewed.article.id == article_id:
            self.reviewed = reviewed

    @property
    def cluster(self) -> Cluster | None:
        if self.case is None or self.reviewed is None:
            return None
        return self.reviewed.cluster(self.case.id)

    def _begun(self, cluster: Cluster) -> Leaning:
        """Return what was chosen and not saved; else what was decided, so that it can be changed.

        Where a choice is another one since, the reason and the note are left of it.
        """
        assert self.reviewed is not None
        decision = self.reviewed.decisions.get(cluster.id)
        leaning, decided = self._unsaved.get(cluster.id, (None, None))
        if leaning is not None and decided == decision:
            is_there = leaning.choice is None or leaning.choice in cluster.choices
            return leaning if is_there else replace(leaning, choice=None)
        self.forget(cluster.id)
        if decision is None:
            return _NOTHING
        is_again = decision.ruling not in (Ruling.CHOICE, Ruling.EDITED)
        ruling = decision.ruling if is_again else None
        choice = _taken(cluster, decision)
        return Leaning(choice, ruling, reason=decision.reason, note=decision.note)

    def forget(self, case_id: str) -> None:
        """Keep nothing unsaved of a place any more: it was saved."""
        self._unsaved.pop(case_id, None)

    def forget_unsaved(self) -> None:
        """Keep nothing unsaved, as another project is open."""
        self._unsaved.clear()

    @property
    def letters(self) -> dict[Owner, str]:
        """The letters of the open article's annotators: their own, or shuffled where names hide."""
        workspace, reviewed = self._session.workspace, self.reviewed
        if workspace is None or reviewed is None:
            return {}
        if self._names.isChecked():
            known = {one.name: one.letter for one in workspace.project.team.annotators()}
            return {owner: known.get(owner.name, owner.name[:1]) for owner in reviewed.sets}
        seed = workspace.project.fact("id")
        shuffled = blind_order(reviewed.sets, reviewed.article.id, seed)
        return {owner: chr(ord("A") + n) for n, owner in enumerate(shuffled)}

    def teller(self) -> Teller:
        workspace, reviewed = self._session.workspace, self.reviewed
        assert workspace is not None
        assert reviewed is not None
        ids = {one.entity for sets in reviewed.sets.values() for one in sets.mentions}
        ids |= {one.speaker.entity for sets in reviewed.sets.values() for one in sets.quotes}
        known = workspace.queries.entities(sorted(one for one in ids if one))
        names = {entity.id: entity.name for entity in known.values()}
        return Teller(reviewed.article, workspace.scheme, self._theme, names)

    def show(self) -> None:
        """Show the case anew, as it stands and with what is chosen for it."""
        case, reviewed, cluster = self.case, self.reviewed, self.cluster
        if case is None or reviewed is None or cluster is None:
            return
        page, is_blind, letters = self._page, not self._names.isChecked(), self.letters
        teller = self.teller()
        marked = marked_at(reviewed, cluster, self._markings)
        self._shown = shown_choices(cluster, teller, letters, marked, is_blind=is_blind)
        self.tell()
        number = self._place_in_article
        page.show_place(reviewed.title, number, reviewed.article.text, cluster.span, self._shown)
        possible = {ruling for ruling in Ruling if can(cluster, ruling)}
        page.decision.show_choices(self._shown, possible, self._about(case, is_blind=is_blind))
        by_name = {owner.name: letter for owner, letter in letters.items()}
        rows = gold_rows(reviewed, teller, by_name, case.id)
        places = [row for row in rows if not row.is_heading]
        settled = sum(row.settled is not Settled.NOBODY for row in places)
        page.show_gold(rows, f"{settled} of {len(places)} settled")
        page.show_finished(reviewed.is_finished)
        self._mark()

    @property
    def _place_in_article(self) -> str:
        """Which disagreement of its article is shown, in words; empty where none is."""
        if self.cluster is None or self.reviewed is None:
            return ""
        here = [one.id for one in self.reviewed.clusters if one.kinds]
        number = here.index(self.cluster.id) + 1 if self.cluster.id in here else 0
        return f"Disagreement {number} of {len(here)} in this article"

    def _about(self, case: Case, *, is_blind: bool) -> str:
        assert self.reviewed is not None
        scheme = self._page.cases.model.scheme
        parts = [about(case, scheme), "order shuffled, names hidden" if is_blind else "names shown"]
        known = self.reviewed.decisions.get(case.id)
        if known is not None and case.state is not CaseState.OPEN:
            by = f"{known.by}: " if known.by else ""
            letters = {owner.name: letter for owner, letter in self.letters.items()}
            was = "changed since it was decided, " if case.state is CaseState.CHANGED else ""
            parts.insert(0, f"{was}{by}{how_of(known, letters)}")
        return " · ".join(parts)

    # The verdict

    def choose(self, number: int) -> None:
        """Take a choice by its number, from 0."""
        cluster = self.cluster
        if cluster is None or not 0 <= number < len(self._shown):
            return
        choice = self._shown[number].choice
        if not choice.pieces and not can(cluster, Ruling.NONE):
            self._session.told.emit("Every stretch has to be in some segment. Choose another one.")
            self._mark()
        else:
            self._lean(replace(self._leaning, choice=choice, ruling=None, edited=()))

    def rule(self, ruling: Ruling) -> None:
        self._lean(replace(self._leaning, choice=None, ruling=ruling, edited=()))

    def give_reason(self, reason: Reason) -> None:
        is_again = self._leaning.reason is reason
        self._lean(replace(self._leaning, reason=None if is_again else reason))

    def _on_note_typed(self, note: str) -> None:
        self._lean(replace(self._leaning, note=note))

    def _lean(self, leaning: Leaning) -> None:
        """Take what the reviewer chose, and keep it until it is saved."""
        case, reviewed = self.case, self.reviewed
        if case is not None and reviewed is not None:
            self._leaning = leaning
            self._unsaved[case.id] = leaning, reviewed.decisions.get(case.id)
        self._mark()

    def edit(self) -> None:
        """Make something new of the place, beginning with the choice that is marked."""
        cluster, workspace, reviewed = self.cluster, self._session.workspace, self.reviewed
        self._mark()
        if cluster is None or workspace is None or reviewed is None:
            return
        choices = [self._leaning.choice, *cluster.choices]
        pieces = [one.pieces for one in choices if one is not None and one.pieces]
        dialog: SpansDialog | QuotePartsDialog
        if cluster.layer is Layer.QUOTES:
            annotations = [piece.annotation for of_choice in pieces for piece in of_choice]
            quotes = [one for one in annotations if isinstance(one, Quote)]
            dialog = QuotePartsDialog(
                reviewed.article, cluster.span, quotes, self.teller(), self._window
            )
        else:
            dialog = SpansDialog(
                reviewed.article,
                cluster.span,
                cluster.layer,
                pieces[0],
                workspace.scheme,
                self._window,
            )
        dialog.edited.connect(self._on_edited)
        dialog.open()

    def _on_edited(self, annotations: tuple[Annotation, ...]) -> None:
        edited = tuple(annotations)
        self._lean(replace(self._leaning, choice=None, ruling=Ruling.EDITED, edited=edited))
        self._page.cases.list.setFocus()

    def _mark(self) -> None:
        self._page.decision.show_verdict(self._number, self._leaning.ruling, self._leaning.reason)
        self._page.place.mark_chosen(self._number if self._number >= 0 else None)

    @property
    def _number(self) -> int:
        """The number of the choice that is taken, from 0; -1 where none is."""
        choices = [one.choice for one in self._shown]
        choice = self._leaning.choice
        return choices.index(choice) if choice is not None and choice in choices else -1

    @property
    def verdict(self) -> Verdict | None:
        """What is chosen just now; ``None`` where nothing is."""
        ruling, choice, edited = self._leaning.ruling, self._leaning.choice, self._leaning.edited
        if choice is not None:
            ruling = Ruling.CHOICE if choice.pieces else Ruling.NONE
        if ruling is None or (ruling is Ruling.EDITED and not edited):
            return None
        return Verdict(ruling, choice, edited, self._leaning.reason, self._leaning.note)

    @property
    def said_of_verdict(self) -> str:
        """What is chosen just now, in words."""
        if self._number >= 0:
            return self._shown[self._number].in_words
        return self._leaning.ruling.value if self._leaning.ruling else ""


def _taken(cluster: Cluster, decision: Decision) -> Choice | None:
    """Return the choice that a decision took, where it still is one."""
    if decision.ruling is not Ruling.CHOICE:
        return None
    made = set(decision.made)
    for choice in cluster.choices:
        if made & {one.id for one in result_of(cluster, Ruling.CHOICE, choice)}:
            return choice
    return None
