"""The rows of one layer's list, undecided first; an edit touches only its own row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from annotator.domain.annotation import Annotation, Layer, Mention, Quote, Segment, State
from annotator.domain.annotation_index import AnnotationIndex, place_of
from annotator.domain.annotation_set import AnnotationSet
from annotator.domain.article import Article
from annotator.domain.scheme import Scheme
from annotator.domain.step import Change
from annotator.ui.panels.rows import Row, row_of, says

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
_KINDS = {Layer.SEGMENTS: Segment, Layer.ENTITIES: Mention, Layer.QUOTES: Quote}
_ORDER = (State.SUGGESTED, State.ACCEPTED, State.REJECTED)


class AnnotationModel(QAbstractListModel):
    """Annotations of one layer. Segments stay in text order; the others list undecided first."""

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        self._layer = layer
        self._article: Article | None = None
        self._annotations: AnnotationSet | None = None
        self._index = AnnotationIndex()
        self._scheme: Scheme | None = None
        self._names: Mapping[str, str] = {}
        self._count = 0

    def show(
        self,
        article: Article | None,
        annotations: AnnotationSet | None,
        index: AnnotationIndex,
        scheme: Scheme | None,
        names: Mapping[str, str],
    ) -> None:
        """Show an article's annotations as they are now; ``index`` is of ``annotations``."""
        self.beginResetModel()
        self._article, self._annotations, self._index = article, annotations, index
        self._scheme, self._names = scheme, names
        self._count = index.count(self._layer, *State)
        self.endResetModel()

    def update(
        self, annotations: AnnotationSet, changes: Sequence[Change], names: Mapping[str, str]
    ) -> None:
        """Follow an edit; where each annotation keeps its row, the rows are only drawn again."""
        if any(self._is_moved(change) for change in changes):
            self.show(self._article, annotations, self._index, self._scheme, names)
            return
        self._annotations, self._names = annotations, names
        if self._count:
            self.dataChanged.emit(self.index(0), self.index(self._count - 1))

    def _is_moved(self, change: Change) -> bool:
        before, after = change.before, change.after
        if not isinstance(change.record, _KINDS[self._layer]):
            return False
        if before is None or after is None:
            return True
        assert isinstance(before, Segment | Mention | Quote)
        assert isinstance(after, Segment | Mention | Quote)
        if self._layer is Layer.SEGMENTS:
            return place_of(before) != place_of(after)
        return (before.state, place_of(before)) != (after.state, place_of(after))

    def row_of(self, annotation_id: str | None) -> int:
        """Return the row of an annotation; -1 where it is not of this layer."""
        found = self._index.find(annotation_id)
        if found is None or not isinstance(found, _KINDS[self._layer]):
            return -1
        if self._index.hides(found.id):
            return -1
        if isinstance(found, Segment):
            assert self._annotations is not None
            return self._annotations.partition.index_at(found.start)
        above = _ORDER[: _ORDER.index(found.state)]
        return self._index.count(self._layer, *above) + self._index.rank(found)

    def id_at(self, row: int) -> str | None:
        return self._at(row).id if 0 <= row < self._count else None

    def _at(self, row: int) -> Annotation:
        if self._layer is Layer.SEGMENTS:
            assert self._annotations is not None
            return self._annotations.partition.segments[row]
        for state in _ORDER:
            of_state = self._index.in_state(self._layer, state)
            if row < len(of_state):
                return of_state[row]
            row -= len(of_state)
        raise IndexError(row)

    def count(self, state: State) -> int:
        return self._index.count(self._layer, state)

    def headings(self) -> dict[int, State]:
        """Return the rows that have a heading above them: where each state begins."""
        if self._layer is Layer.SEGMENTS:
            return {}
        counts = [self._index.count(self._layer, state) for state in _ORDER]
        starts = accumulate(counts, initial=0)
        return {
            start: state
            for start, count, state in zip(starts, counts, _ORDER, strict=False)
            if count
        }

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._count

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not 0 <= index.row() < self._count:
            return None
        if role == ROW:
            return self.row(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return says(self.row(index.row()))
        return None

    def row(self, number: int) -> Row:
        """Return what a row shows; there must be one."""
        assert self._article is not None
        assert self._annotations is not None
        assert self._scheme is not None
        annotation = self._at(number)
        return row_of(annotation, self._annotations, self._article.text, self._scheme, self._names)
