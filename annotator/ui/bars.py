"""The strips round the article: toolbar, article bar, bottom bar with the keys, status strip."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QPushButton,
    QToolButton,
    QWidget,
)

from annotator.domain.annotation import Layer, Quote
from annotator.ui.actions import Actions
from annotator.ui.key_button import KeyButton, Switch
from annotator.ui.panels.delegate import paint_key
from annotator.ui.session import Session
from annotator.ui.theme.fonts import ui_font
from annotator.ui.theme.theme import Theme
from annotator.ui.theme.tokens import DARK, LIGHT, mixed
from annotator.ui.workspace_switch import WorkspaceSwitch

_QUOTE = (LIGHT.quote, DARK.quote)
_QUOTE_KEYS = {
    "label_1": "Content",
    "label_2": "Cue",
    "label_3": "Source",
    "speaker": "Speaker…",
    "type": "Type",
    "add_part": "Add part",
}


def _strip(name: str, height: int) -> tuple[QWidget, QHBoxLayout]:
    strip = QWidget()
    strip.setObjectName(name)
    strip.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    strip.setFixedHeight(height)
    row = QHBoxLayout(strip)
    row.setContentsMargins(12, 0, 12, 0)
    row.setSpacing(8)
    return strip, row


def tool_button(action: QAction, *, with_text: bool = False) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setIconSize(QSize(18, 18))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAccessibleName(action.text())
    if with_text:
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    return button


class Toolbar:
    """Menu, project, export, command field, undo and redo, and the one main action."""

    def __init__(self, actions: Actions, theme: Theme, menu: QMenu) -> None:
        self.widget, row = _strip("toolbar", 46)
        self._theme = theme
        self._menu = QToolButton()
        self._menu.setMenu(menu)
        self._menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu.setAccessibleName("Menu")
        self._menu.setToolTip("Menu (F10)")
        self._menu.setShortcut("F10")
        self._menu.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self._name = QLabel()
        self._name.setFont(ui_font(13.5, 600))
        command = KeyButton.of_action(
            actions["palette"], theme, text="Search or run a command", icon="search"
        )
        command.setMinimumWidth(120)
        self._finish = KeyButton.of_action(actions["finish"], theme, icon="check", is_primary=True)
        row.addWidget(self._menu)
        row.addWidget(self._name)
        row.addSpacing(12)
        self.switch = WorkspaceSwitch(actions, theme)
        row.addWidget(self.switch)
        row.addSpacing(4)
        row.addWidget(tool_button(actions["import_files"], with_text=True))
        row.addWidget(tool_button(actions["export"], with_text=True))
        row.addStretch(1)
        row.addWidget(command)
        row.addStretch(1)
        row.addWidget(tool_button(actions["undo"]))
        row.addWidget(tool_button(actions["redo"]))
        row.addSpacing(8)
        row.addWidget(self._finish)
        theme.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        self._menu.setIcon(self._theme.icon("menu"))

    def show_workspace(self, name: str) -> None:
        """Mark the workspace; finishing belongs to labelling alone."""
        self.switch.show_workspace(name)
        self._finish.setVisible(name == "label")

    def show_project(self, name: str, *, is_read_only: bool) -> None:
        self._name.setText(f"{name} (read-only)" if is_read_only else name)


class ArticleBar:
    """Where the article is from, which layer is active, and whether the others show."""

    def __init__(self, session: Session, actions: Actions, theme: Theme) -> None:
        self.widget, row = _strip("articleBar", 42)
        self._session = session
        self._about = QLabel()
        self._about.setFont(ui_font(12.5))
        self._about.setMinimumWidth(60)
        row.addWidget(self._about, 1)
        self._layers = {
            layer: KeyButton.of_action(
                actions[f"layer_{layer.value}"], theme, text=layer.value.capitalize()
            )
            for layer in Layer
        }
        row.addWidget(Switch(*self._layers.values()))
        row.addSpacing(8)
        row.addWidget(tool_button(actions["only_active"], with_text=True))
        session.article_opened.connect(self._on_article_opened)
        session.layer_switched.connect(self._on_layer_switched)
        self._on_layer_switched(session.layer)

    def _on_article_opened(self) -> None:
        article = self._session.article
        if article is None:
            self._about.setText("")
            return
        words = f"{len(article.text.split()):,} words"
        parts = (article.source, article.published[:16].replace("T", " "), words, article.language)
        self._about.setText("  ·  ".join(part for part in parts if part))

    def _on_layer_switched(self, layer: Layer) -> None:
        for one, button in self._layers.items():
            button.setChecked(one is layer)


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
        self._row.addStretch(1)
        self._row.addWidget(self._verbs)
        self._mark()

    def _labels(self, layer: Layer) -> list[_KeyLabel]:
        if layer is Layer.QUOTES:
            return [_KeyLabel(action, text, text, _QUOTE) for action, text in _QUOTE_KEYS.items()]
        assert self._session.workspace is not None
        labels = [one for one in self._session.workspace.scheme.of_layer(layer) if one.key]
        short = layer is Layer.ENTITIES
        return [
            _KeyLabel(
                f"label_{one.key}",
                one.name if short else one.title,
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
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.text())
        finally:
            painter.end()


class _Verbs(QWidget):
    """The keys that make sense just now, at the right of the bottom bar."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._keys: tuple[tuple[str, str], ...] = ()
        self.setMinimumWidth(20)

    def show_for(self, session: Session) -> None:
        if session.edge is not None:
            keys = (("← →", "word"), ("Alt ← →", "character"), ("↑ ↓", "line"), ("Enter", "done"))
        elif session.layer is Layer.SEGMENTS:
            keys = (("Space", "accept"), ("/", "split"), ("M", "merge"), ("[ ]", "edges"))
        else:
            keys = (("Space", "accept"), ("X", "reject"), ("[ ]", "edges"), ("N", "next undecided"))
        self._keys = keys
        self.setAccessibleName(", ".join(f"{key}: {verb}" for key, verb in keys))
        self.setFixedWidth(int(self._width()))
        self.update()

    def _width(self) -> float:
        caps, words = QFontMetricsF(ui_font(10.5, 600)), QFontMetricsF(ui_font(12))
        return sum(
            max(18.0, caps.horizontalAdvance(key) + 9) + words.horizontalAdvance(verb) + 19
            for key, verb in self._keys
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            x = 0.0
            for key, verb in self._keys:
                x = paint_key(painter, self._theme, x, self.height() / 2 - 10, key, verb)
        finally:
            painter.end()


class StatusStrip:
    """Who works, that all is saved, what is undecided, messages, and running jobs."""

    def __init__(self, theme: Theme) -> None:
        self.widget, row = _strip("statusStrip", 26)
        self._theme = theme
        self._who = QLabel()
        self._saved = QLabel()
        self._undecided = QLabel()
        self._message = QLabel()
        self._message.setAccessibleName("Message")
        self._job = QLabel()
        self._bar = QProgressBar()
        self._bar.setFixedWidth(140)
        self._bar.setTextVisible(False)
        self.cancel = QToolButton()
        self.cancel.setText("Cancel")
        self.cancel.setAccessibleName("Cancel the running job")
        self._place = QLabel()
        for label in (self._who, self._saved, self._undecided, self._message, self._place):
            label.setFont(ui_font(11.5, 500))
        self._job.setFont(ui_font(11.5))
        self.cancel.setFont(ui_font(11))
        for widget in (self._who, self._saved, self._undecided):
            row.addWidget(widget)
            row.addSpacing(8)
        row.addWidget(self._message, 1)
        for shown in (self._job, self._bar, self.cancel, self._place):
            row.addWidget(shown)
        self.show_job("", 0, 0)

    def show_session(self, session: Session) -> None:
        workspace = session.workspace
        if workspace is None:
            for label in (self._who, self._saved, self._undecided, self._place):
                label.setText("")
            return
        self._who.setText(workspace.annotator)
        project = workspace.project
        by = f": {project.writer} has it open" if project.writer else ""
        self._saved.setText(f"Read-only{by}" if project.is_read_only else "✓ All changes saved")
        self._undecided.setText(
            f"◌ {session.undecided_count():,} undecided" if session.article else ""
        )

    def show_place(self, text: str) -> None:
        self._place.setText(text)

    def tell(self, message: str) -> None:
        self._message.setText(message)
        self._message.setToolTip(message)

    def show_job(self, title: str, done: int, total: int) -> None:
        """Show a running job, or none where ``title`` is empty."""
        for widget in (self._job, self._bar, self.cancel):
            widget.setVisible(bool(title))
        self._job.setText(f"{title} {done:,} of {total:,}" if total else title)
        self._bar.setRange(0, total)
        self._bar.setValue(done)
