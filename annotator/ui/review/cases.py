"""The list of disagreements: a model over light rows, and how a row is painted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import attrgetter

from PySide6.QtCore import QModelIndex, QPointF, QRectF, QStringListModel, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle

from annotator.comparing.disagreements import Kind
from annotator.domain.scheme import Scheme
from annotator.ui.article import marks
from annotator.ui.row_delegate import Index, RowDelegate
from annotator.ui.row_table import RowTable
from annotator.ui.severity import paint_severity
from annotator.ui.theme.theme import Theme
from annotator.workspace.reviewing.cases import Case, CaseOrder, CaseState

CASE = Qt.ItemDataRole.UserRole
HEADING = CASE + 1
ABOUT = CASE + 2
_HEIGHT = 62
_HEADING_HEIGHT = 28
_ICONS = {
    Kind.MISSING: "missing",
    Kind.LABEL: "tag",
    Kind.SPEAKER: "speaker",
    Kind.SPLIT: "split",
    Kind.BOUNDARY: "boundary",
    Kind.QUOTE_TYPE: "quote",
    Kind.SOURCE: "person",
    Kind.CUE: "note",
    Kind.ATTRIBUTE: "lines",
}
_SEVERITIES = {3: "High severity", 2: "Medium", 1: "Low"}


_SHARED: Mapping[CaseOrder, Callable[[Case], Hashable]] = {
    CaseOrder.SEVERITY: attrgetter("severity"),
    CaseOrder.ARTICLE: attrgetter("article_id"),
    CaseOrder.TYPE: lambda one: (one.layer, one.kinds[0]),
    CaseOrder.LABEL: attrgetter("layer", "labels"),
    CaseOrder.WORDS: lambda _one: None,
}
"""What the cases of a group share, by what the list is sorted by."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above the first row of a group; ``severity`` is 0 where rows do not share it."""

    title: str
    count: int
    severity: int = 0


def _title(case: Case, order: CaseOrder, scheme: Scheme) -> str:
    """Name the group of a case; empty where each row stands alone."""
    match order:
        case CaseOrder.SEVERITY:
            return _SEVERITIES[case.severity]
        case CaseOrder.ARTICLE:
            return case.title
        case CaseOrder.TYPE:
            return f"{case.layer.value.capitalize()} · {case.kinds[0].value}"
        case CaseOrder.LABEL:
            return f"{case.layer.value.capitalize()} · {_labels(case, scheme)}"
        case CaseOrder.WORDS:
            return ""


def about(case: Case, scheme: Scheme) -> str:
    """Say in a few words what a case is about: “Label differs: ORG or GPE”."""
    kinds = ", ".join(kind.value for kind in case.kinds)
    labels = _labels(case, scheme)
    return f"{kinds.capitalize()}: {labels}" if labels else kinds.capitalize()


def _labels(case: Case, scheme: Scheme) -> str:
    return " or ".join(scheme.shown(case.layer, label) for label in case.labels)


class KeyedList(QListView):
    """A list in which letters and digits are keys of actions, and never look for a row."""

    def __init__(self, accessible_name: str) -> None:
        super().__init__()
        self.setAccessibleName(accessible_name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)

    def keyboardSearch(self, search: str) -> None:
        pass


class CaseModel(QStringListModel):
    """Rows are shown in the order given; what a row says is made when it is asked for.

    The view asks for the number of rows twice for each row whenever one goes, so Qt counts them
    itself: in Python that would take a third of a second for 50,000. ``scheme`` tells how labels
    are shown.
    """

    def __init__(self) -> None:
        super().__init__()
        self.cases: list[Case] = []
        self.scheme = Scheme("", 0, ())
        self._order = CaseOrder.SEVERITY
        self._counts = Counter[Hashable]()
        # Before any view hears of it, so that each finds the cases that are left.
        self.rowsRemoved.connect(self._on_rows_removed)

    def show(self, cases: Sequence[Case], order: CaseOrder) -> None:
        """Show cases that are sorted by ``order``."""
        self.cases, self._order = list(cases), order
        self._counts = Counter(map(_SHARED[order], cases))
        self.setStringList([""] * len(self.cases))

    def put(self, row: int, case: Case) -> None:
        self.cases[row] = case
        self.dataChanged.emit(self.index(row), self.index(row))

    def take(self, row: int) -> None:
        self.removeRows(row, 1)

    def _on_rows_removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._counts.subtract(map(_SHARED[self._order], self.cases[first : last + 1]))
        del self.cases[first : last + 1]

    def flags(self, _index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def row_of(self, case_id: str) -> int:
        """Return the row of a case; -1 where it is not listed."""
        return next((row for row, one in enumerate(self.cases) if one.id == case_id), -1)

    @property
    def has_headings(self) -> bool:
        return self._order is not CaseOrder.WORDS

    @property
    def is_by_severity(self) -> bool:
        return self._order is CaseOrder.SEVERITY

    def first_rows(self) -> Iterator[int]:
        """Yield the first row of each group, of a list that was just shown."""
        return accumulate(self._counts.values(), initial=0)

    def heading(self, row: int) -> Heading | None:
        """Return what stands above a row; ``None`` where that is the row before, or no row is."""
        if not self.has_headings or not 0 <= row < len(self.cases):
            return None
        case, shared = self.cases[row], _SHARED[self._order]
        if row and shared(self.cases[row - 1]) == shared(case):
            return None
        severity = case.severity if self.is_by_severity else 0
        return Heading(_title(case, self._order, self.scheme), self._counts[shared(case)], severity)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not 0 <= index.row() < len(self.cases):
            return None
        case = self.cases[index.row()]
        if role == CASE:
            return case
        if role == HEADING:
            return self.heading(index.row())
        if role == ABOUT:
            return about(case, self.scheme)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            grave = _SEVERITIES[case.severity].removesuffix(" severity").lower()
            said = f"{case.words}. {about(case, self.scheme)}. Severity {grave}. {case.title}"
            return f"{said}. {case.state.value}"
        return None


class CaseDelegate(RowDelegate):
    """Paints a case: the kind’s icon, the words, what it is about, and the article.

    The first row of a group has the group's heading above it.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _HEIGHT)

    def paint_row(
        self, painter: QPainter, box: QRectF, index: Index, state: QStyle.StateFlag
    ) -> None:
        case, heading = index.data(CASE), index.data(HEADING)
        if not isinstance(case, Case):
            return
        if isinstance(heading, Heading):
            top = box.top() + _HEADING_HEIGHT
            self._paint_heading(painter, QRectF(box.topLeft(), QPointF(box.right(), top)), heading)
            box.setTop(top)
        if state & QStyle.StateFlag.State_Selected:
            self.paint_chosen(painter, box)
            marks.fill(
                painter,
                QRectF(box.left() + 6, box.top() + 14, 3, 34),
                self._theme.tokens.accent,
                1.5,
            )
        self._paint_kind(painter, box, index, case)
        inside = box.adjusted(40, 0, -16, 0)
        self.write(painter, inside, case.words, 13, 600, baseline=20)
        self.write(painter, inside, str(index.data(ABOUT)), 12, baseline=37)
        said, token = case.title, "text2"
        if case.state is not CaseState.OPEN:
            token = "warn" if case.state is CaseState.CHANGED else "text2"
            said = f"{case.state.value.capitalize()} · {case.title}"
        self.write(painter, inside, said, 11.5, token=token, baseline=53)

    def _paint_heading(self, painter: QPainter, box: QRectF, heading: Heading) -> None:
        left = box.left() + 16
        if heading.severity:
            corner = QPointF(box.left() + 2, box.top() - 2)
            paint_severity(painter, self._theme, corner, heading.severity)
            left += 24
        count = f"{heading.count:,}"
        words = QRectF(left, box.top(), box.right() - 16 - left - 10 * len(count), box.height())
        self.write(painter, words, heading.title, 12.5, 600, "text2", baseline=20)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
        painter.drawText(box.adjusted(0, 0, -16, -5), right, count)

    def _paint_kind(self, painter: QPainter, box: QRectF, index: Index, case: Case) -> None:
        """Paint the icon of what is gravest, and below it how grave, unless a heading says so."""
        device = painter.device()
        pixmap = self._theme.icons.pixmap(
            _ICONS[case.kinds[0]], self._theme.tokens.text2, 18, device.devicePixelRatio()
        )
        painter.drawPixmap(QPointF(box.left() + 14, box.top() + 8), pixmap)
        model = index.model()
        if isinstance(model, CaseModel) and not model.is_by_severity:
            corner = QPointF(box.left(), box.top() + 24)
            paint_severity(painter, self._theme, corner, case.severity)


class CaseTable(RowTable):
    """The rows as a table of one column, which knows the heights of its rows without asking.

    A list would ask for each of 50,000 anew whenever one goes, as rows with a heading are higher.
    """

    def __init__(self, theme: Theme, model: CaseModel) -> None:
        super().__init__(theme, "Disagreements", model, CaseDelegate(theme), _HEIGHT)
        self._cases = model
        self.horizontalHeader().hide()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        # After the table has heard of it, so that its rows are those that there are.
        model.modelReset.connect(self._on_reset)
        model.rowsRemoved.connect(lambda _parent, first, _last: self._fit(first))

    def _on_reset(self) -> None:
        if self._cases.has_headings:
            for row in self._cases.first_rows():
                self._fit(row)

    def _fit(self, row: int) -> None:
        """Make room for the heading of a row, where it has one."""
        if self._cases.heading(row) is not None:
            self.setRowHeight(row, _HEIGHT + _HEADING_HEIGHT)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        # A table would go to the first and last column.
        last = len(self._cases.cases) - 1
        ends = {
            QAbstractItemView.CursorAction.MoveHome: 0,
            QAbstractItemView.CursorAction.MoveEnd: last,
        }
        if action in ends:
            return self._cases.index(ends[action], 0)
        return super().moveCursor(action, modifiers)

    def keyboardSearch(self, search: str) -> None:
        # Letters and digits are keys of actions.
        pass
