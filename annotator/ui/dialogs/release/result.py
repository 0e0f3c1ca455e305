"""What a release became: where it lies, and what is left for people to do."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from annotator.ui.dialogs.release.parts import Card, quiet, wrapped
from annotator.ui.theme.fonts import ui_font
from annotator.workspace.releasing.writing import Released


class ResultPage(QWidget):
    """``closed`` asks to close the dialog."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 18)
        column.setSpacing(12)
        self._title = QLabel()
        self._title.setFont(ui_font(16, 600))
        column.addWidget(self._title)
        card = Card()
        self._folder = QLabel()
        self._folder.setFont(ui_font(13, 500))
        self._folder.setWordWrap(True)
        self._folder.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._folder.setAccessibleName("Folder")
        self._about = wrapped()
        card.column.addWidget(quiet("Folder"))
        card.column.addWidget(self._folder)
        card.column.addWidget(self._about)
        column.addWidget(card)
        column.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        self._open, self._copy = QPushButton("Open the folder"), QPushButton("Copy its path")
        self.close_button = QPushButton("Close")
        self.close_button.setProperty("primary", True)
        for button, slot in (
            (self._copy, self._on_copy),
            (self._open, self._on_open),
            (self.close_button, self.closed.emit),
        ):
            button.clicked.connect(slot)
            row.addWidget(button)
        column.addLayout(row)

    def show_released(self, released: Released) -> None:
        self._title.setText(f"{released.folder.name} is released")
        self._folder.setText(str(released.folder))
        left = "question of README.md is" if released.todos == 1 else "questions of README.md are"
        self._about.setText(
            f"{released.articles:,} articles. The folder is complete and its files are write-"
            "protected; a release never changes. Anyone can check it with “annotator verify”.\n\n"
            f"{released.todos} {left} left to people, each marked TODO; answer them in the copy "
            f"that you publish.\n\nSHA-256 of the manifest: {released.sha256}"
        )

    def _on_open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self._folder.text()))

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._folder.text())
