"""The bottom bar: the active layer's labels with their keys, and what the keys do just now."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from annotator.domain.annotation import Layer, Quote
from annotator.ui.actions import Actions
from annotator.ui.panels.delegate import paint_key
from annotator.ui.session import Session
from annotator.ui.theme.fonts import ui_font
from annotator.ui.theme.theme import Theme
from annotator.ui.theme.tokens import DARK, LIGHT, mixed

_QUOTE = (LIGHT.quote, DARK.quote)
_QUOTE_KEYS = {
    "label_1": "Content",
    "label_2": "Cue",
    "label_3": "Source",
    "speaker": "Speaker…",
    "type": "Type",
    "add_part": "Add part",
}


class KeyBar(QWidget):
    """The bottom bar: the active layer's labels with their keys, and the keys of the moment."""

    def __init__(self, session: Session, actions: Actions, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("bottomBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(40)
        self.setAccessibleName("Keys")
        self._session = session
        self._actions = actions
        self._theme = theme
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 0, 14, 0)
        self._row.setSpacing(2)
        self._buttons: list[_LabelButton] = []
        self._verbs = _Verbs(theme)
        session.project_opened.connect(self._build)
        session.labels_changed.connect(self._build)
        session.layer_switched.connect(lambda _layer: self._build())
        session.focus_moved.connect(lambda _id: self._mark())
        session.annotations_changed.connect(lambda _changes: self._mark())
        session.edge_chosen.connect(lambda _edge: self._mark())
        self._build()

    def _build(self) -> None:
        while self._row.count():
            taken = self._row.takeAt(0)
            widget = taken.widget() if taken else None
            if widget is not None and widget is not self._verbs:
                # Deleted when the event loop runs again; until then it would still be painted.
                widget.hide()
                widget.deleteLater()
        layer, workspace = self._session.layer, self._session.workspace
        title = QLabel(layer.value.capitalize())
        title.setProperty("quiet", True)
        self._row.addWidget(title)
        self._row.addSpacing(10)
        self._buttons = []
        for one in self._labels(layer) if workspace else ():
            action = self._actions[one.action]
            button = _LabelButton(self._theme, self._actions.key_of(one.action), one)
            button.clicked.connect(action.trigger)
            self._row.addWidget(button)
            self._buttons.append(button)
        self._row.addWidget(self._verbs, 1)
        self._mark()

    def _labels(self, layer: Layer) -> list[_KeyLabel]:
        if layer is Layer.QUOTES:
            return [_KeyLabel(action, text, text, _QUOTE) for action, text in _QUOTE_KEYS.items()]
        assert self._session.workspace is not None
        labels = [one for one in self._session.workspace.scheme.of_layer(layer) if one.key]
        return [
            _KeyLabel(
                f"label_{one.key}",
                one.shown,
                one.name,
                (one.light, one.dark),
            )
            for one in labels
        ]

    def _mark(self) -> None:
        focused = self._session.focused_annotation
        # A quote's keys are about its parts: content is what it has, and what its edges are of.
        quote = focused if isinstance(focused, Quote) else None
        current = "Content" if quote else getattr(focused, "label", "")
        for button in self._buttons:
            button.set_current(bool(current) and button.label.name == current)
            if button.label.action == "type":
                button.setText(f"Type: {quote.type.value}" if quote else "Type")
        self._verbs.show_for(self._session)


@dataclass(frozen=True, slots=True)
class _KeyLabel:
    """What a button of the bottom bar does: ``name`` is the label that it gives."""

    action: str
    text: str
    name: str
    colours: tuple[str, str]


class _LabelButton(QPushButton):
    """A label with its key on the label's colour."""

    def __init__(self, theme: Theme, key: str, label: _KeyLabel) -> None:
        super().__init__(label.text)
        self.label = label
        self._theme = theme
        self._key = key
        self._is_current = False
        self._name()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedHeight(28)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        if text != self.text():
            super().setText(text)
            self._name()
            self.updateGeometry()

    def _name(self) -> None:
        self.setAccessibleName(f"{self.text()}, key {self._key}")
        self.setToolTip(f"{self.text()} ({self._key})")

    def set_current(self, is_current: bool) -> None:
        if is_current != self._is_current:
            self._is_current = is_current
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(int(34 + QFontMetricsF(ui_font(12.5, 500)).horizontalAdvance(self.text())), 28)

    def minimumSizeHint(self) -> QSize:
        # The text gives way before the window grows; the key stays.
        return QSize(26, 28)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            tokens = self._theme.tokens
            colour = self.label.colours[1 if tokens.is_dark else 0]
            if self._is_current or self.underMouse():
                painter.setPen(QColor(colour if self._is_current else tokens.hair2))
                ground = mixed(colour, tokens.win, 0.18) if self._is_current else tokens.inset
                painter.setBrush(QColor(ground))
                painter.drawRoundedRect(self.rect().adjusted(0, 1, -1, -2), 6, 6)
            cap = self.rect().adjusted(4, 5, 0, 0)
            cap.setSize(QSize(18, 18))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(cap, 4, 4)
            painter.setPen(QColor(tokens.chipfg))
            painter.setFont(ui_font(11, 700))
            painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)
            painter.setPen(QColor(tokens.text))
            painter.setFont(ui_font(12.5, 500))
            room = self.rect().adjusted(27, 0, -2, -1)
            shown = painter.fontMetrics().elidedText(
                self.text(), Qt.TextElideMode.ElideRight, room.width()
            )
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        finally:
            painter.end()


class _Verbs(QWidget):
    """The keys that make sense just now, at the right of the bottom bar."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._keys: tuple[tuple[str, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_for(self, session: Session) -> None:
        keys: tuple[tuple[str, str], ...]
        if session.edge is not None:
            keys = (("← →", "word"), ("Alt ← →", "character"), ("↑ ↓", "line"), ("Enter", "done"))
        elif session.layer is Layer.SEGMENTS:
            keys = (("Space", "accept"), ("/", "split"), ("M", "merge"), ("[ ]", "edges"))
            if getattr(session.focused_annotation, "label", "") == "timestamp":
                keys = (*keys, ("Enter", "reading"))
        else:
            keys = (("Space", "accept"), ("X", "reject"), ("[ ]", "edges"), ("N", "next undecided"))
        self._keys = keys
        self.setAccessibleName(", ".join(f"{key}: {verb}" for key, verb in keys))
        self.update()

    def _widths(self) -> list[float]:
        caps, words = QFontMetricsF(ui_font(10.5, 600)), QFontMetricsF(ui_font(12))
        return [
            max(18.0, caps.horizontalAdvance(key) + 9) + words.horizontalAdvance(verb) + 19
            for key, verb in self._keys
        ]

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            widths = self._widths()
            # Where room is short, the labels stay and the last of the verbs go.
            while sum(widths) > self.width():
                widths.pop()
            x = self.width() - sum(widths)
            for key, verb in self._keys[: len(widths)]:
                x = paint_key(painter, self._theme, x, self.height() / 2 - 10, key, verb)
        finally:
            painter.end()
