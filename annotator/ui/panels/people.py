"""The People tab: who is named and who speaks in the article, and the register."""

from __future__ import annotations

from collections import Counter

from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.register import Entity
from annotator.ui.dialogs.entity_editor import EntityEditor
from annotator.ui.dialogs.register_picker import RegisterPicker
from annotator.ui.line_list import LineList
from annotator.ui.session import Session
from annotator.workspace.commands import AddEntity, EditEntity, MergeEntities


class PeopleTab(QWidget):
    """Entries of the register; the article's own come first."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._shown: list[Entity] = []
        self._find = QLineEdit()
        self._find.setPlaceholderText("Find in the register")
        self._find.setAccessibleName("Find in the register")
        self._find.setClearButtonEnabled(True)
        self._find.textChanged.connect(self.refresh)
        self._list = LineList("People, organisations and places")
        self._list.itemActivated.connect(self._edit)
        buttons = QHBoxLayout()
        for title, slot in (("Edit…", self._edit), ("Merge into…", self._merge)):
            button = QPushButton(title)
            button.clicked.connect(slot)
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.addWidget(self._find)
        column.addWidget(self._list)
        column.addLayout(buttons)
        session.article_opened.connect(self.refresh)
        session.annotations_changed.connect(self._on_annotations_changed)

    def _on_annotations_changed(self, _changes: object) -> None:
        # Counting mentions costs on large articles: only while somebody looks.
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self.refresh()

    def refresh(self) -> None:
        self._list.clear()
        self._shown = []
        session = self._session
        if session.workspace is None:
            return
        typed = self._find.text().strip()
        if typed:
            self._shown = session.workspace.queries.entities_called(typed, most=100)
            named = spoken = Counter[str]()
        else:
            named, spoken = self._counts()
            register = session.workspace.queries.entities(sorted({*named, *spoken}))
            self._shown = sorted(
                register.values(), key=lambda one: (-spoken[one.id], -named[one.id], one.name)
            )
        for entity in self._shown:
            self._list.add(entity.name, *_about(entity, named, spoken))

    def _counts(self) -> tuple[Counter[str], Counter[str]]:
        annotations = self._session.annotations
        if annotations is None:
            return Counter(), Counter()
        named = Counter(one.entity for one in annotations.mentions if one.entity)
        spoken = Counter(one.speaker.entity for one in annotations.quotes if one.speaker.entity)
        return named, spoken

    def _chosen(self) -> Entity | None:
        row = self._list.currentRow()
        if not 0 <= row < len(self._shown):
            self._session.told.emit("Choose an entry of the register first.")
            return None
        return self._shown[row]

    def _edit(self) -> None:
        entity = self._chosen()
        if entity is not None:
            editor = EntityEditor(entity, self.window())
            editor.saved.connect(lambda changed: self._do(EditEntity(changed)))
            editor.open()

    def _merge(self) -> None:
        entity, workspace = self._chosen(), self._session.workspace
        if entity is None or workspace is None:
            return
        picker = RegisterPicker(workspace.queries, entity.name, entity.kind, self.window())
        picker.setWindowTitle(f"Merge {entity.name} into")
        picker.added.connect(lambda new: self._do(AddEntity(new)))
        picker.chosen.connect(lambda kept: self._do(MergeEntities(kept.id, entity.id)))
        picker.open()

    def _do(self, command: AddEntity | EditEntity | MergeEntities) -> None:
        if self._session.do(command) is not None:
            self._session.reload_article()
            self.refresh()


def _about(entity: Entity, named: Counter[str], spoken: Counter[str]) -> tuple[str, str]:
    """Return what stands under an entry's name, and how often the article has it."""
    also = f" · also {', '.join(entity.aliases)}" if entity.aliases else ""
    quotes = spoken[entity.id]
    counts = (
        f"{named[entity.id]}×" if named[entity.id] else "",
        f"{quotes} quote{'s' if quotes > 1 else ''}" if quotes else "",
    )
    return f"{entity.kind.value}{also}", " · ".join(part for part in counts if part)
