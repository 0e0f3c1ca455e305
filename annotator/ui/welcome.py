"""What the window shows while no project is open."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.actions import Actions
from annotator.ui.key_button import KeyButton
from annotator.ui.line_list import LineList
from annotator.ui.theme.fonts import reading_font, ui_font
from annotator.ui.theme.theme import Theme

_KEYS = (
    ("Space", "accept what is suggested, go to the next"),
    ("1–9", "change its label"),
    ("[ ]", "pick an edge, then move it with the arrows"),
)


class Welcome(QWidget):
    """``recent_chosen`` carries the path of a project opened lately."""

    recent_chosen = Signal(object)

    def __init__(self, actions: Actions, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._recent = LineList("Recent projects")
        self._recent.itemActivated.connect(self._on_activated)
        self._recent.itemClicked.connect(self._on_activated)
        self._mark = QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._start(actions), 3)
        row.addWidget(self._side(actions), 2)
        theme.changed.connect(self._draw)
        self._draw()

    def _start(self, actions: Actions) -> QWidget:
        start = QWidget()
        start.setObjectName("page")
        start.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addWidget(self._mark)
        name = QLabel("Annotator")
        name.setFont(reading_font(28, 600))
        column.addWidget(name)
        what = QLabel("Label news articles by hand, quickly and together.")
        what.setFont(ui_font(15))
        what.setProperty("quiet", True)
        column.addWidget(what)
        column.addSpacing(14)
        for action_id, icon in (
            ("new_project", "plus"),
            ("open_project", "folder"),
            ("open_sample", "book"),
        ):
            is_primary = action_id == "new_project"
            button = KeyButton.of_action(
                actions[action_id], self._theme, icon=icon, is_primary=is_primary
            )
            button.setProperty("tall", True)
            column.addWidget(button)
        column.addWidget(self._drop_zone())
        frame = QVBoxLayout(start)
        frame.addStretch(1)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addLayout(column, 3)
        middle.addStretch(1)
        frame.addLayout(middle)
        frame.addStretch(1)
        return start

    def _drop_zone(self) -> QFrame:
        self._zone = QFrame()
        self._zone.setObjectName("dropZone")
        column = QVBoxLayout(self._zone)
        column.setContentsMargins(20, 24, 20, 24)
        title = QLabel("Drop articles here to start a project")
        title.setFont(ui_font(13.5, 600))
        what = QLabel("Text files, JSON Lines or a folder. Nothing leaves this computer.")
        what.setProperty("quiet", True)
        for label in (title, what):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            column.addWidget(label)
        return self._zone

    def _side(self, actions: Actions) -> QWidget:
        side = QWidget()
        side.setObjectName("panel")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(side)
        column.setContentsMargins(44, 40, 44, 40)
        column.setSpacing(12)
        column.addStretch(1)
        recent = QLabel("Recent")
        recent.setFont(ui_font(13.5, 600))
        column.addWidget(recent)
        column.addWidget(self._recent, 3)
        keys = QLabel("Three keys are enough to begin")
        keys.setFont(ui_font(13.5, 600))
        column.addWidget(keys)
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(16)
        for number, (key, what) in enumerate(_KEYS):
            cap = QLabel(key)
            cap.setFont(ui_font(11, 600))
            cap.setProperty("cap", True)
            grid.addWidget(cap, number, 0, Qt.AlignmentFlag.AlignLeft)
            words = QLabel(what)
            words.setWordWrap(True)
            grid.addWidget(words, number, 1)
        column.addLayout(grid)
        all_keys = KeyButton.of_action(actions["cheat_sheet"], self._theme)
        column.addWidget(all_keys, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return side

    def show_recent(self, recent: Sequence[Path]) -> None:
        self._recent.clear()
        for path in recent:
            row = self._recent.add(path.stem, str(path.parent))
            row.setData(Qt.ItemDataRole.UserRole, str(path))
        if not recent:
            row = self._recent.add("Nothing yet. The sample project takes five minutes.")
            row.setFlags(Qt.ItemFlag.NoItemFlags)

    def _on_activated(self, row: QListWidgetItem) -> None:
        path = row.data(Qt.ItemDataRole.UserRole)
        if path:
            self.recent_chosen.emit(Path(path))

    def _draw(self) -> None:
        tokens = self._theme.tokens
        ratio = self.devicePixelRatioF()
        self._mark.setPixmap(self._theme.icons.pixmap("annotator", tokens.accent, 52, ratio))
        self._zone.setStyleSheet(
            f"#dropZone {{ border: 2px dashed {tokens.hair2}; border-radius: 10px;"
            f" background: {tokens.side}; }}"
        )
