"""The panel with its tabs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QTabWidget

from annotator.domain.annotation import Layer
from annotator.ui.article import ArticleView
from annotator.ui.panels.annotation_list import AnnotationList
from annotator.ui.panels.delegate import AnnotationDelegate
from annotator.ui.panels.notes import NotesTab
from annotator.ui.panels.people import PeopleTab
from annotator.ui.panels.placed_list import PlacedList, RowList
from annotator.ui.panels.segment_cards import SegmentCards
from annotator.ui.panels.segment_delegate import SegmentDelegate
from annotator.ui.session import Session
from annotator.ui.theme.theme import Theme

_ICONS = {
    "Segments": "segments",
    "Entities": "entity",
    "Quotes": "quote",
    "People": "person",
    "Notes": "note",
}
_BESIDE = 16


class SidePanel(QTabWidget):
    """Segments, entities, quotes, people and notes of the open article."""

    def __init__(self, session: Session, theme: Theme, article: ArticleView) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        self.tabBar().setAccessibleName("What the panel shows")
        self._session, self._theme = session, theme
        views: dict[Layer, PlacedList] = {
            Layer.SEGMENTS: SegmentCards(SegmentDelegate(theme), theme, article),
            Layer.ENTITIES: RowList(AnnotationDelegate(theme, Layer.ENTITIES)),
            Layer.QUOTES: RowList(AnnotationDelegate(theme, Layer.QUOTES)),
        }
        self.lists = {
            layer: AnnotationList(session, theme, layer, view) for layer, view in views.items()
        }
        for layer, listed in self.lists.items():
            self.addTab(listed, layer.value.capitalize())
            listed.annotation_chosen.connect(session.focus)
        self.people = PeopleTab(session)
        self.notes = NotesTab(session)
        self.addTab(self.people, "People")
        self.addTab(self.notes, "Notes")
        for number, name in enumerate(_ICONS):
            self.setTabToolTip(number, name)
            self.tabBar().setAccessibleTabName(number, name)
        theme.changed.connect(self._name_tabs)
        self.currentChanged.connect(self._on_tab_changed)
        session.layer_switched.connect(self._on_layer_switched)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._name_tabs()

    def _name_tabs(self) -> None:
        """Give the tabs their names; where there is no room for all, the one in front has one."""
        bar = self.tabBar()
        for number, name in enumerate(_ICONS):
            self.setTabText(number, name)
            self.setTabIcon(number, QIcon())
        if bar.sizeHint().width() + _BESIDE <= self.width():
            return
        for number, icon in enumerate(_ICONS.values()):
            if number != self.currentIndex():
                self.setTabText(number, "")
                self.setTabIcon(number, self._theme.icon(icon))

    def _on_tab_changed(self, index: int) -> None:
        self._name_tabs()
        layers = list(Layer)
        if index < len(layers):
            self._session.switch_layer(layers[index])

    def _on_layer_switched(self, layer: Layer) -> None:
        self.setCurrentIndex(list(Layer).index(layer))

    def write_note(self, *, is_question: bool = False) -> None:
        self.setCurrentWidget(self.notes)
        self.notes.write(is_question=is_question)

    def show_notes(self, note_id: str) -> None:
        """Show the notes, one of them chosen."""
        self.setCurrentWidget(self.notes)
        self.notes.choose(note_id)
