"""The list of one layer's annotations, with what is undecided at its foot."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from annotator.domain.annotation import Layer, State
from annotator.domain.step import Change
from annotator.ui.controllers.labelling import SURE
from annotator.ui.panels.foot import Foot
from annotator.ui.panels.model import AnnotationModel
from annotator.ui.panels.placed_list import PlacedList
from annotator.ui.session import Session
from annotator.ui.theme.theme import Theme

_EMPTY = {
    Layer.SEGMENTS: "No segments yet. “Detect again in this article” finds them.",
    Layer.ENTITIES: "No mentions yet. Select a name in the article and press a digit.",
    Layer.QUOTES: "No quotes yet. Select what somebody said and press 1.",
}

_ALL_HIDDEN = "All suggestions are hidden, since the detectors are not sure enough of them."


class AnnotationList(QWidget):
    """Follows the session; ``annotation_chosen`` carries an id of this layer."""

    annotation_chosen = Signal(str)

    def __init__(
        self,
        session: Session,
        theme: Theme,
        layer: Layer,
        view: PlacedList,
    ) -> None:
        super().__init__()
        self._session = session
        self._layer = layer
        self._model = AnnotationModel(layer)
        self._delegate = view.delegate
        self.view = view
        self.view.setModel(self._model)
        self.view.setAccessibleName(f"{layer.value.capitalize()} of the article")
        self.view.selectionModel().currentChanged.connect(self._on_current_changed)
        # Once what is focused has settled: accepting moves a row, and then the focus to another.
        self._scroll = QTimer(self, singleShot=True, interval=0)
        self._scroll.timeout.connect(self._on_scroll_due)
        self.foot = Foot(theme, SURE)
        self._empty = QLabel(_EMPTY[layer])
        self._empty.setWordWrap(True)
        self._empty.setContentsMargins(24, 24, 24, 24)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._empty.setProperty("quiet", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self._empty, self.view, self.foot):
            column.addWidget(widget)
        session.article_opened.connect(self._on_article_opened)
        session.annotations_changed.connect(self._on_annotations_changed)
        session.focus_moved.connect(self._on_focus_moved)
        session.hiding_changed.connect(self._on_hiding_changed)
        theme.changed.connect(self.view.viewport().update)

    def _on_article_opened(self) -> None:
        session = self._session
        scheme = session.workspace.scheme if session.workspace else None
        self._delegate.scheme = scheme
        self._model.show(session.article, session.annotations, session.index, scheme, session.names)
        self._tell()

    def _on_hiding_changed(self) -> None:
        self._on_article_opened()
        self._on_focus_moved(self._session.focused)

    def _on_annotations_changed(self, changes: tuple[Change, ...]) -> None:
        if self._session.annotations is not None:
            self._model.update(self._session.annotations, changes, self._session.names)
            self._on_focus_moved(self._session.focused)
            self._tell()

    def _on_focus_moved(self, annotation_id: str | None) -> None:
        if self._session.layer is not self._layer:
            return
        row = self._delegate.focused_row = self._model.row_of(annotation_id)
        selection = self.view.selectionModel()
        index = self._model.index(row) if row >= 0 else QModelIndex()
        selection.blockSignals(True)
        selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        selection.blockSignals(False)
        # The focused row is taller: let the list measure again.
        self.view.scheduleDelayedItemsLayout()
        self._scroll.start()

    def _on_scroll_due(self) -> None:
        self.view.scrollTo(self.view.currentIndex())

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        annotation_id = self._model.id_at(current.row())
        if annotation_id is not None:
            self.annotation_chosen.emit(annotation_id)

    def _tell(self) -> None:
        has_rows = self._model.rowCount() > 0
        hidden = self._session.hidden_count(self._layer)
        self._empty.setText(_ALL_HIDDEN if hidden else _EMPTY[self._layer])
        self._empty.setVisible(not has_rows)
        self.view.setVisible(has_rows)
        self.foot.setVisible(has_rows or hidden > 0)
        least = self._session.thresholds.of(self._layer)
        is_showing = self._session.is_showing_hidden and least > 0
        self.foot.show_count(self._model.count(State.SUGGESTED), hidden, least, is_showing)
