"""One disagreement as it is shown, and what the reviewer has chosen for it but not saved yet."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.comparing.deciding import blind_order, can, result_of
from annotator.comparing.disagreements import Cluster
from annotator.domain.annotation import Annotation, Layer, Quote
from annotator.domain.annotation_set import Owner
from annotator.domain.decision import Reason, Ruling
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


class CaseController(QObject):
    """``case`` is the one that is shown, ``reviewed`` its article; both ``None`` where none is.

    ``told`` says which one it is, for the status strip.
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
        self._shown: list[ShownChoice] = []
        self._number = -1
        self._ruling: Ruling | None = None
        self._edited: tuple[Annotation, ...] = ()
        self._reason: Reason | None = None
        self._names.toggled.connect(lambda _is_shown: self._show())
        theme.changed.connect(self._show)
        page.decision.chosen.connect(self.choose)

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
        self._shown = []
        self._number, self._ruling, self._edited, self._reason = -1, None, (), None
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
        cluster = self.reviewed.cluster(case.id) if self.reviewed else None
        if cluster is None:
            return False
        self.case = case
        self._begin_verdict(cluster)
        self._show()
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

    def _begin_verdict(self, cluster: Cluster) -> None:
        """Begin with what was decided, where it was, so that it can be changed."""
        assert self.reviewed is not None
        known = self.reviewed.decisions.get(cluster.id)
        self._number, self._ruling, self._edited = -1, None, ()
        self._reason = known.reason if known else None
        self._page.decision.note.setText(known.note if known else "")
        if known is not None and known.ruling not in (Ruling.CHOICE, Ruling.EDITED):
            self._ruling = known.ruling

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

    def _show(self) -> None:
        case, reviewed, cluster = self.case, self.reviewed, self.cluster
        if case is None or reviewed is None or cluster is None:
            return
        page, is_blind, letters = self._page, not self._names.isChecked(), self.letters
        teller = self.teller()
        chosen = self._shown[self._number].choice if self._number >= 0 else None
        self._shown = shown_choices(cluster, teller, letters, is_blind=is_blind)
        choices = [one.choice for one in self._shown]
        if chosen is not None:
            self._number = choices.index(chosen) if chosen in choices else -1
        elif self._ruling is None:
            self._number = self._number_decided(cluster)
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
        self._mark()

    @property
    def _place_in_article(self) -> str:
        """Which disagreement of its article is shown, in words; empty where none is."""
        if self.cluster is None or self.reviewed is None:
            return ""
        here = [one.id for one in self.reviewed.clusters if one.kinds]
        number = here.index(self.cluster.id) + 1 if self.cluster.id in here else 0
        return f"Disagreement {number} of {len(here)} in this article"

    def _number_decided(self, cluster: Cluster) -> int:
        """Return the number of the choice that was taken earlier; -1 where none was."""
        assert self.reviewed is not None
        known = self.reviewed.decisions.get(cluster.id)
        if known is None or known.ruling is not Ruling.CHOICE:
            return -1
        for number, one in enumerate(self._shown):
            made = result_of(cluster, Ruling.CHOICE, one.choice)
            if made and {each.id for each in made} & set(known.made):
                return number
        return -1

    def _about(self, case: Case, *, is_blind: bool) -> str:
        assert self.reviewed is not None
        parts = [about(case), "order shuffled, names hidden" if is_blind else "names shown"]
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
        if not self._shown[number].choice.pieces and not can(cluster, Ruling.NONE):
            self._session.told.emit("Every stretch has to be in some segment. Choose another one.")
        else:
            self._number, self._ruling, self._edited = number, None, ()
        self._mark()

    def rule(self, ruling: Ruling) -> None:
        self._number, self._ruling, self._edited = -1, ruling, ()
        self._mark()

    def give_reason(self, reason: Reason) -> None:
        self._reason = None if self._reason is reason else reason
        self._mark()

    def edit(self) -> None:
        """Make something new of the place, beginning with the choice that is marked."""
        cluster, workspace, reviewed = self.cluster, self._session.workspace, self.reviewed
        self._mark()
        if cluster is None or workspace is None or reviewed is None:
            return
        marked = self._shown[self._number].choice if self._number >= 0 else None
        choices = [one for one in (marked, *cluster.choices) if one is not None and one.pieces]
        dialog: SpansDialog | QuotePartsDialog
        if cluster.layer is Layer.QUOTES:
            pieces = [piece.annotation for one in choices for piece in one.pieces]
            quotes = [one for one in pieces if isinstance(one, Quote)]
            dialog = QuotePartsDialog(
                reviewed.article, cluster.span, quotes, self.teller(), self._window
            )
        else:
            dialog = SpansDialog(
                reviewed.article,
                cluster.span,
                cluster.layer,
                choices[0].pieces,
                workspace.scheme,
                self._window,
            )
        dialog.edited.connect(self._on_edited)
        dialog.open()

    def _on_edited(self, annotations: tuple[Annotation, ...]) -> None:
        self._number, self._ruling, self._edited = -1, Ruling.EDITED, tuple(annotations)
        self._mark()
        self._page.cases.list.setFocus()

    def _mark(self) -> None:
        self._page.decision.show_verdict(self._number, self._ruling, self._reason)
        self._page.place.mark_chosen(self._number if self._number >= 0 else None)

    @property
    def verdict(self) -> Verdict | None:
        """What is chosen just now; ``None`` where nothing is."""
        ruling, choice = self._ruling, None
        if self._number >= 0:
            choice = self._shown[self._number].choice
            ruling = Ruling.CHOICE if choice.pieces else Ruling.NONE
        if ruling is None or (ruling is Ruling.EDITED and not self._edited):
            return None
        note = self._page.decision.note.text()
        return Verdict(ruling, choice, self._edited, self._reason, note)

    @property
    def said_of_verdict(self) -> str:
        """What is chosen just now, in words."""
        if self._number >= 0:
            return self._shown[self._number].in_words
        return self._ruling.value if self._ruling else ""
