"""The list of disagreements: a model over light rows, and how a row is painted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QRectF, QStringListModel, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle

from annotator.ui.article import marks
from annotator.ui.row_delegate import Index, RowDelegate
from annotator.ui.severity import paint_severity
from annotator.ui.theme.theme import Theme
from annotator.workspace.reviewing.cases import Case, CaseState

CASE = Qt.ItemDataRole.UserRole
_HEIGHT = 62


def about(case: Case) -> str:
    """Say in a few words what a case is about: “Label differs: ORG or GPE”."""
    kinds = ", ".join(kind.value for kind in case.kinds)
    labels = " or ".join(case.labels)
    return f"{kinds.capitalize()}: {labels}" if labels else kinds.capitalize()


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
    itself: in Python that would take a third of a second for 50,000.
    """

    def __init__(self) -> None:
        super().__init__()
        self.cases: list[Case] = []
        # Before any view hears of it, so that each finds the cases that are left.
        self.rowsRemoved.connect(self._on_rows_removed)

    def show(self, cases: Sequence[Case]) -> None:
        self.cases = list(cases)
        self.setStringList([""] * len(self.cases))

    def put(self, row: int, case: Case) -> None:
        self.cases[row] = case
        self.dataChanged.emit(self.index(row), self.index(row))

    def take(self, row: int) -> None:
        self.removeRows(row, 1)

    def _on_rows_removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        del self.cases[first : last + 1]

    def flags(self, _index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def row_of(self, case_id: str) -> int:
        """Return the row of a case; -1 where it is not listed."""
        return next((row for row, one in enumerate(self.cases) if one.id == case_id), -1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not 0 <= index.row() < len(self.cases):
            return None
        case = self.cases[index.row()]
        if role == CASE:
            return case
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{case.words}. {about(case)}. {case.title}. {case.state.value}"
        return None


class CaseDelegate(RowDelegate):
    """Paints a case: how grave, the words, what it is about, and the article."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _HEIGHT)

    def paint_row(
        self, painter: QPainter, box: QRectF, index: Index, state: QStyle.StateFlag
    ) -> None:
        case = index.data(CASE)
        if not isinstance(case, Case):
            return
        if state & QStyle.StateFlag.State_Selected:
            self.paint_chosen(painter, box)
            marks.fill(
                painter,
                QRectF(box.left() + 6, box.top() + 14, 3, 34),
                self._theme.tokens.accent,
                1.5,
            )
        paint_severity(painter, self._theme, box.topLeft(), case.severity)
        inside = box.adjusted(40, 0, -16, 0)
        self.write(painter, inside, case.words, 13, 600, baseline=20)
        self.write(painter, inside, about(case), 12, baseline=37)
        said, token = case.title, "text2"
        if case.state is not CaseState.OPEN:
            token = "warn" if case.state is CaseState.CHANGED else "text2"
            said = f"{case.state.value.capitalize()} · {case.title}"
        self.write(painter, inside, said, 11.5, token=token, baseline=53)
