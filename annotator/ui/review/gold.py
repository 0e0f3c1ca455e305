"""The gold of an article so far: every place of it, and how it was settled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import (
    QModelIndex,
    QPointF,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QStyle, QWidget

from annotator.comparing.disagreements import Cluster
from annotator.domain.annotation import Layer
from annotator.domain.decision import Decision, Ruling
from annotator.ui.article import marks
from annotator.ui.review.cases import KeyedList
from annotator.ui.review.choices import Said, Teller
from annotator.ui.row_delegate import Index, RowDelegate
from annotator.ui.row_list import ROW, RowList
from annotator.ui.theme.fonts import ui_font
from annotator.ui.theme.theme import Theme
from annotator.workspace.reviewing.cases import CaseState, ReviewedArticle

_HEIGHT = 30
_CHIP_ROOM = 92.0


class Settled(Enum):
    """Who settled a place."""

    NOBODY = "open"
    RULE = "annotators agree"
    PERSON = "decided by reviewer"


@dataclass(frozen=True, slots=True)
class GoldRow:
    """A place of the article, or the heading above a layer's; ``how`` says how it was settled."""

    said: Said
    how: str
    settled: Settled = Settled.NOBODY
    votes: tuple[int, int] = (0, 0)
    case_id: str = ""
    is_current: bool = False
    is_heading: bool = False


def gold_rows(
    reviewed: ReviewedArticle, teller: Teller, letters: Mapping[str, str], current: str
) -> list[GoldRow]:
    """Return the rows of an article; ``letters`` are those of the annotators by name.

    ``current`` is the id of the disagreement that is being decided.
    """
    rows: list[GoldRow] = []
    for layer in Layer:
        places = [one for one in reviewed.clusters if one.layer is layer]
        of_layer = [_row(one, reviewed, teller, letters, current) for one in places]
        settled = sum(one.settled is not Settled.NOBODY for one in of_layer)
        name = Said(layer.value.capitalize(), "", "")
        rows.append(GoldRow(name, f"{settled} of {len(of_layer)}", is_heading=True))
        rows += of_layer
    return rows


def _row(
    cluster: Cluster,
    reviewed: ReviewedArticle,
    teller: Teller,
    letters: Mapping[str, str],
    current: str,
) -> GoldRow:
    decision = reviewed.decisions.get(cluster.id)
    state = reviewed.state_of(cluster)
    said = _decided(cluster, decision, reviewed, teller) or _first_said(cluster, teller)
    voters = sum(len(one.owners) for one in cluster.choices)
    votes = (len(cluster.choices[0].owners), voters)
    case_id = cluster.id if cluster.kinds else ""
    is_current = cluster.id == current
    if decision is None or state is not CaseState.DECIDED:
        how = "deciding" if is_current else "later" if state is CaseState.DEFERRED else state.value
        if decision is None and not cluster.kinds:
            how = "all"
        return GoldRow(said, how, votes=votes, case_id=case_id, is_current=is_current)
    settled = Settled.PERSON if decision.is_by_person else Settled.RULE
    return GoldRow(said, how_of(decision, letters), settled, votes, case_id, is_current)


def how_of(decision: Decision, letters: Mapping[str, str]) -> str:
    """Say in a word or two how a place was decided; who has no letter here stays unnamed."""
    if not decision.is_by_person:
        return "all" if decision.how == "unanimous" else decision.how
    if decision.ruling is not Ruling.CHOICE:
        return decision.ruling.value
    names = decision.how.split(", ")
    return "took " + ", ".join(sorted(letters.get(name, "somebody") for name in names))


def _decided(
    cluster: Cluster, decision: Decision | None, reviewed: ReviewedArticle, teller: Teller
) -> Said | None:
    """Return what stands in gold there; ``None`` where nobody decided."""
    if decision is None or decision.ruling is Ruling.DEFERRED or reviewed.gold is None:
        return None
    found = [one for id_ in decision.made if (one := reviewed.gold_annotation(id_)) is not None]
    if not found:
        return Said("nothing", teller.short(cluster.span), "") if not decision.made else None
    annotation, span = found[0]
    return teller.said(annotation, span)[0]


def _first_said(cluster: Cluster, teller: Teller) -> Said:
    piece = next(choice for choice in cluster.choices if choice.pieces).pieces[0]
    return teller.said(piece.annotation, piece.span)[0]


class GoldView(KeyedList):
    """``opened`` carries the id of the disagreement that was clicked, or chosen by Space."""

    opened = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__("Gold so far")
        self.rows = GoldModel()
        self.setModel(self.rows)
        self.setItemDelegate(GoldDelegate(theme))
        self.clicked.connect(self._open)
        theme.changed.connect(self.viewport().update)

    def show_rows(self, rows: Sequence[GoldRow]) -> None:
        self.rows.show(rows)
        current = next((n for n, row in enumerate(rows) if row.is_current), -1)
        if current >= 0:
            index = self.rows.index(current)
            self.setCurrentIndex(index)
            self.scrollTo(index, KeyedList.ScrollHint.PositionAtCenter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter saves the decision, here as everywhere in the workspace.
        if event.key() == Qt.Key.Key_Space:
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, GoldRow) and row.case_id:
            self.opened.emit(row.case_id)


class GoldModel(RowList[GoldRow]):
    """Headings cannot be chosen."""

    def __init__(self) -> None:
        super().__init__(lambda row: f"{row.said.label}: {row.said.words}. {row.how}")

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not 0 <= index.row() < len(self.rows) or self.rows[index.row()].is_heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class GoldDelegate(RowDelegate):
    """Paints a place: its label, its words, who agrees on it or a diamond, and how."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _HEIGHT)

    def paint_row(
        self, painter: QPainter, box: QRectF, index: Index, state: QStyle.StateFlag
    ) -> None:
        row = index.data(ROW)
        if not isinstance(row, GoldRow):
            return
        if row.is_heading:
            inside = box.adjusted(16, 4, -16, 0)
            self.write(painter, inside, row.said.label, 13, 600)
            self._how(painter, inside, row.how, "text2")
            return
        if state & QStyle.StateFlag.State_HasFocus:
            marks.ring(painter, box.adjusted(8, 1, -8, -1), self._theme.tokens.accent, 1.5)
        self._paint_place(painter, box, row)

    def _paint_place(self, painter: QPainter, box: QRectF, row: GoldRow) -> None:
        if row.is_current:
            painter.setPen(marks.solid_pen(self._theme.tokens.accent, 1.5))
            painter.setBrush(self._theme.colour("accentbg"))
            painter.drawRoundedRect(box.adjusted(8, 1, -8, -1), 6, 6)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        inside = box.adjusted(16, 0, -16, 0)
        is_settled = row.settled is not Settled.NOBODY
        colour = row.said.colour or self._theme.tokens.text2
        ground = self._theme.tokens.chipfg if is_settled else self._theme.tokens.side
        top = inside.center().y() - marks.CHIP_HEIGHT / 2
        label = painter.fontMetrics().elidedText(
            row.said.label, Qt.TextElideMode.ElideRight, int(_CHIP_ROOM)
        )
        marks.chip(painter, inside.left(), top, label, colour, ground, is_filled=is_settled)
        token = "accent" if row.is_current else "gold" if row.settled is Settled.PERSON else "text2"
        right = self._how(painter, inside, row.how, token) - 10
        if row.settled is Settled.PERSON:
            right = paint_diamond(painter, self._theme, right, inside.center().y()) - 8
        elif is_settled or row.how == "all":
            right = self._paint_dots(painter, right, inside.center().y(), row.votes) - 8
        words = QRectF(inside.left() + _CHIP_ROOM, inside.top(), 0, inside.height())
        words.setRight(right)
        self.write(painter, words, row.said.words, 13)

    def _how(self, painter: QPainter, box: QRectF, how: str, token: str) -> float:
        """Write ``how`` at the right and return its left edge."""
        painter.setFont(ui_font(12))
        painter.setPen(self._theme.colour(token))
        shown = painter.fontMetrics().elidedText(
            how, Qt.TextElideMode.ElideRight, int(box.width() * 0.4)
        )
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, right, shown)
        return box.right() - painter.fontMetrics().horizontalAdvance(shown)

    def _paint_dots(
        self, painter: QPainter, right: float, middle: float, votes: tuple[int, int]
    ) -> float:
        """Paint a dot an annotator, filled for those who said so, and return the left edge."""
        agreeing, voters = votes
        if voters > 6:
            return right
        left = right - 11 * voters
        for number in range(voters):
            is_filled = number < agreeing
            painter.setPen(
                marks.solid_pen(self._theme.tokens.ok if is_filled else self._theme.tokens.hair2, 1)
            )
            painter.setBrush(self._theme.colour("ok") if is_filled else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(left + 11 * number, middle - 3.5, 7, 7))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        return left


def paint_diamond(painter: QPainter, theme: Theme, right: float, middle: float) -> float:
    """Paint the sign of a reviewer’s decision and return its left edge."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("gold"))
    x = right - 5
    corners = [(x - 5, middle), (x, middle - 5), (x + 5, middle), (x, middle + 5)]
    painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    return x - 5


class Legend(QWidget):
    """What the signs at the right of the places mean."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedHeight(38)
        self.setAccessibleName("Dots: annotators agree. Diamond: decided by a reviewer.")
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(ui_font(12))
            middle, x = self.height() / 2, 16.0
            for settled in (Settled.RULE, Settled.PERSON):
                if settled is Settled.RULE:
                    marks.fill(painter, QRectF(x, middle - 3.5, 7, 7), self._theme.tokens.ok, 3.5)
                else:
                    paint_diamond(painter, self._theme, x + 9, middle)
                painter.setPen(self._theme.colour("text2"))
                room = QRectF(x + 15, 0, self.width() - x - 23, self.height())
                shown = painter.fontMetrics().elidedText(
                    settled.value, Qt.TextElideMode.ElideRight, int(room.width())
                )
                painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
                x += 15 + painter.fontMetrics().horizontalAdvance(settled.value) + 22
        finally:
            painter.end()
