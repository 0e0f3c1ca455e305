"""The rows of one layer's list, undecided first; an edit touches only its own row."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from annotator.domain.annotation import Annotation, Layer, State
from annotator.domain.annotation_set import AnnotationSet
from annotator.domain.article import Article
from annotator.domain.scheme import Scheme
from annotator.ui.panels.rows import Row, row_of, says

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole


class AnnotationModel(QAbstractListModel):
    """Annotations of one layer. Segments stay in text order; the others list undecided first."""

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        self._layer = layer
        self._article: Article | None = None
        self._annotations: AnnotationSet | None = None
        self._scheme: Scheme | None = None
        self._names: Mapping[str, str] = {}
        self._shown: list[Annotation] = []

    def show(
        self,
        article: Article | None,
        annotations: AnnotationSet | None,
        scheme: Scheme | None,
        names: Mapping[str, str],
    ) -> None:
        """Show an article's annotations as they are now."""
        self.beginResetModel()
        self._article, self._annotations, self._scheme = article, annotations, scheme
        self._names = names
        self._shown = self._ordered()
        self.endResetModel()

    def update(self, annotations: AnnotationSet, names: Mapping[str, str]) -> None:
        """Follow an edit; where the same annotations are listed, only their rows are redrawn."""
        self._annotations, self._names = annotations, names
        shown = self._ordered()
        if [one.id for one in shown] == [one.id for one in self._shown]:
            self._shown = shown
            self.dataChanged.emit(self.index(0), self.index(len(shown) - 1))
            return
        self.beginResetModel()
        self._shown = shown
        self.endResetModel()

    def _ordered(self) -> list[Annotation]:
        if self._annotations is None:
            return []
        found = list(self._annotations.of_layer(self._layer))
        if self._layer is Layer.SEGMENTS:
            return found
        order = {State.SUGGESTED: 0, State.ACCEPTED: 1, State.REJECTED: 2}
        return sorted(found, key=lambda one: order[one.state])

    def row_of(self, annotation_id: str | None) -> int:
        return next((row for row, one in enumerate(self._shown) if one.id == annotation_id), -1)

    def id_at(self, row: int) -> str | None:
        return self._shown[row].id if 0 <= row < len(self._shown) else None

    def counts(self) -> dict[State, int]:
        counts = dict.fromkeys(State, 0)
        for one in self._shown:
            counts[one.state] += 1
        return counts

    def heading(self, row: int) -> str:
        """Return the heading above a row: where a state begins among the list's."""
        if self._layer is Layer.SEGMENTS or not 0 <= row < len(self._shown):
            return ""
        state = self._shown[row].state
        if row and self._shown[row - 1].state is state:
            return ""
        titles = {
            State.SUGGESTED: "Undecided",
            State.ACCEPTED: "Accepted",
            State.REJECTED: "Rejected",
        }
        return titles[state]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not 0 <= index.row() < len(self._shown):
            return None
        if role == ROW:
            return self._row(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return says(self._row(index.row()))
        return None

    def _row(self, number: int) -> Row:
        assert self._article is not None
        assert self._annotations is not None
        assert self._scheme is not None
        annotation = self._shown[number]
        return row_of(annotation, self._annotations, self._article.text, self._scheme, self._names)
