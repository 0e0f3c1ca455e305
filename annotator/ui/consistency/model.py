"""Findings as rows, under a heading for each kind; what a row says is made when it is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from annotator.comparing.consistency import Finding, Kind

Index = QModelIndex | QPersistentModelIndex


def change_of(finding: Finding) -> str:
    """Return what stands there and what is usual, such as “ORG → GPE”; empty where neither is."""
    if finding.odd and finding.usual and finding.odd != finding.words:
        return f"{finding.odd} → {finding.usual}"
    return f"→ {finding.usual}" if finding.usual and not finding.entity_ids else ""


class FindingModel(QAbstractListModel):
    """``rows`` are findings, and before those of each kind the kind itself, as a heading."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Finding | Kind] = []
        self.counts: Counter[Kind] = Counter()
        self._titles: Mapping[str, str] = {}

    def show(self, findings: Sequence[Finding], titles: Mapping[str, str]) -> None:
        """Show findings, which are in the order of their kinds."""
        self.beginResetModel()
        self._titles = titles
        self.counts = Counter(one.kind for one in findings)
        self.rows = []
        last: Kind | None = None
        for one in findings:
            if one.kind is not last:
                self.rows.append(one.kind)
                last = one.kind
            self.rows.append(one)
        self.endResetModel()

    def title(self, finding: Finding) -> str:
        return self._titles.get(finding.article_id, "Register")

    def finding(self, row: int) -> Finding | None:
        """Return the finding of a row; ``None`` for a heading, and where there is no such row."""
        found = self.rows[row] if 0 <= row < len(self.rows) else None
        return found if isinstance(found, Finding) else None

    def row_near(self, row: int, step: int = 1) -> int:
        """Return the first row from ``row`` on that is a finding, round the end; -1 without any."""
        count = len(self.rows)
        for number in range(count):
            found = (row + number * step) % count
            if isinstance(self.rows[found], Finding):
                return found
        return -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.finding(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        if isinstance(row, Kind):
            said = f"{row.heading}, {self.counts[row]:,}"
        else:
            said = ". ".join(
                part for part in (row.words, change_of(row), row.why, self.title(row)) if part
            )
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return said
        return said if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, Finding) else None
