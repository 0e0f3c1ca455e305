"""The theme: light or dark, handed to every widget that paints."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from annotator.domain.scheme import Label
from annotator.ui.theme.fonts import ui_font
from annotator.ui.theme.icons import Icons
from annotator.ui.theme.style_sheet import style_sheet
from annotator.ui.theme.tokens import DARK, LIGHT, Tokens


class Mode(StrEnum):
    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


class Theme(QObject):
    """Colours and icons of the theme in force; ``changed`` tells when it is another one."""

    changed = Signal()

    def __init__(self, application: QApplication, mode: Mode = Mode.SYSTEM) -> None:
        super().__init__()
        self._application = application
        self._icons = Icons()
        self.mode = mode
        self.tokens: Tokens = LIGHT
        application.setStyle("Fusion")
        application.setFont(ui_font(13))
        application.styleHints().colorSchemeChanged.connect(self._apply)
        self._apply()

    def set_mode(self, mode: Mode) -> None:
        self.mode = mode
        self._apply()

    @contextmanager
    def assembling(self) -> Iterator[None]:
        """Leave the style sheet off while a window is put together, and put it on at the end.

        With it on, Qt styles all that is in a part anew each time the part is put into another.
        """
        self._application.setStyleSheet("")
        try:
            yield
        finally:
            self._application.setStyleSheet(style_sheet(self.tokens))

    def _apply(self) -> None:
        scheme = self._application.styleHints().colorScheme()
        is_dark = self.mode is Mode.DARK or (
            self.mode is Mode.SYSTEM and scheme is Qt.ColorScheme.Dark
        )
        self.tokens = DARK if is_dark else LIGHT
        self._application.setPalette(_palette(self.tokens))
        self._application.setStyleSheet(style_sheet(self.tokens))
        self.changed.emit()

    def colour(self, token: str) -> QColor:
        """Return a token's colour by its name in ``Tokens``."""
        return QColor(getattr(self.tokens, token))

    def label_colour(self, label: Label) -> str:
        return label.dark if self.tokens.is_dark else label.light

    def icon(self, name: str, token: str = "text2", size: int = 20) -> QIcon:
        return self._icons.icon(name, getattr(self.tokens, token), size)

    @property
    def icons(self) -> Icons:
        return self._icons


def _palette(tokens: Tokens) -> QPalette:
    roles = QPalette.ColorRole
    palette = QPalette()
    for role, colour in {
        roles.Window: tokens.win,
        roles.WindowText: tokens.text,
        roles.Base: tokens.card,
        roles.AlternateBase: tokens.side,
        roles.Text: tokens.text,
        roles.Button: tokens.card,
        roles.ButtonText: tokens.text,
        roles.BrightText: tokens.bad,
        roles.ToolTipBase: tokens.card,
        roles.ToolTipText: tokens.text,
        roles.Highlight: tokens.accent,
        roles.HighlightedText: tokens.onaccent,
        roles.Link: tokens.accent,
        roles.LinkVisited: tokens.accent,
        roles.PlaceholderText: tokens.text3,
        roles.Light: tokens.card,
        roles.Midlight: tokens.hair,
        roles.Mid: tokens.hair2,
        roles.Dark: tokens.hair2,
        roles.Shadow: tokens.hair2,
    }.items():
        palette.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.text3))
    return palette
