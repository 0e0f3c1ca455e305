"""Buttons that show the key which does the same."""

from __future__ import annotations

import re

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QFontMetricsF, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from annotator.ui.theme.fonts import ui_font
from annotator.ui.theme.theme import Theme

_PADDING = 12.0
_GAP = 7.0
_ICON = 16.0
_CAP = 18.0


class KeyButton(QPushButton):
    """A button with an icon, its words, and a cap for its key, such as ``Ctrl Enter``.

    The frame is the style sheet's; what stands on it is painted here, since a button's text can
    have one font only.
    """

    def __init__(
        self,
        theme: Theme,
        text: str,
        key: str = "",
        *,
        icon: str = "",
        ink: str = "text",
        is_primary: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``ink`` is the token of its words' colour where it is not the primary button."""
        super().__init__(text, parent)
        self._theme = theme
        self._key = key
        self._icon_name = icon
        self._ink = ink
        self._is_primary = is_primary
        self.setProperty("primary", is_primary)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._name()
        theme.changed.connect(self.update)

    @classmethod
    def of_action(
        cls,
        action: QAction,
        theme: Theme,
        *,
        text: str = "",
        icon: str = "",
        is_primary: bool = False,
    ) -> KeyButton:
        """Return a button that does ``action`` and follows its key, whatever that becomes."""
        button = cls(theme, text or action.text(), icon=icon, is_primary=is_primary)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(action.trigger)

        def follow() -> None:
            button.set_key(shown_key(action.shortcut()))
            button.setEnabled(action.isEnabled())

        action.changed.connect(follow)
        follow()
        return button

    def set_key(self, key: str) -> None:
        if key != self._key:
            self._key = key
            self._name()
            self.updateGeometry()
            self.update()

    def setText(self, text: str) -> None:
        super().setText(text)
        self._name()
        self.updateGeometry()

    def _name(self) -> None:
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(f"Key {self._key}" if self._key else "")

    def sizeHint(self) -> QSize:
        cap = self._cap_width() + _GAP if self._key else 0
        return QSize(int(self._words_width() + cap) + 1, 30)

    def minimumSizeHint(self) -> QSize:
        # Where room is short, the cap goes before the words do.
        return QSize(int(self._words_width()) + 1, 30)

    def _words_width(self) -> float:
        words = QFontMetricsF(ui_font(13, 600)).horizontalAdvance(self.text())
        return 2 * _PADDING + words + (_ICON + _GAP if self._icon_name else 0)

    def _cap_width(self) -> float:
        return max(_CAP, QFontMetricsF(ui_font(10.5, 600)).horizontalAdvance(self._key) + 9)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        try:
            option = QStyleOptionButton()
            self.initStyleOption(option)
            option.text = ""
            painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint(painter)
        finally:
            painter.end()

    def _paint(self, painter: QPainter) -> None:
        tokens = self._theme.tokens
        ink = tokens.onaccent if self._is_primary else getattr(tokens, self._ink)
        if not self.isEnabled():
            ink = tokens.text3
        box = QRectF(self.rect())
        left, right = box.left() + _PADDING, box.right() - _PADDING
        if self._icon_name:
            pixmap = self._theme.icons.pixmap(
                self._icon_name, ink, int(_ICON), self.devicePixelRatioF()
            )
            painter.drawPixmap(QRectF(left, box.center().y() - 8, 16, 16).toRect(), pixmap)
            left += _ICON + _GAP
        if self._key and self.width() >= self.sizeHint().width():
            cap = QRectF(right - self._cap_width(), box.center().y() - 9, self._cap_width(), _CAP)
            self._paint_cap(painter, cap, ink)
            right = cap.left() - _GAP
        is_strong = self._is_primary or self.isChecked() or self.isDefault()
        painter.setFont(ui_font(13, 600 if is_strong else 500))
        painter.setPen(QColor(ink))
        room = QRectF(left, box.top(), right - left, box.height())
        shown = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, int(room.width()) + 1
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_cap(self, painter: QPainter, cap: QRectF, ink: str) -> None:
        edge, ground = QColor(ink), QColor(ink)
        edge.setAlphaF(0.45)
        ground.setAlphaF(0.14 if self._is_primary else 0.0)
        painter.setPen(edge)
        painter.setBrush(ground)
        painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setFont(ui_font(10.5, 600))
        painter.setPen(QColor(ink if self._is_primary else self._theme.tokens.text2))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)


def shown_key(keys: QKeySequence) -> str:
    """Return a shortcut as it stands on the keys: ``Ctrl Enter``."""
    text = keys.toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "Enter")
    # The “+” between keys goes, the key “+” stays.
    return re.sub(r"(?<=.)\+(?=.)", " ", text)


class Switch(QFrame):
    """Buttons of which one is chosen, in one track."""

    def __init__(self, *buttons: QPushButton) -> None:
        super().__init__()
        self.setObjectName("switch")
        self.setFixedHeight(32)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(0)
        for button in buttons:
            button.setCheckable(True)
            button.setAutoExclusive(True)
            row.addWidget(button)
