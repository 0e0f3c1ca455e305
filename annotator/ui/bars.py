"""The strips round the article: toolbar, article bar, bottom bar with the keys, status strip."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
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

from annotator.domain.annotation import Layer
from annotator.ui.actions import Actions
from annotator.ui.active_time import spoken_time
from annotator.ui.panels.delegate import paint_key
from annotator.ui.session import Session
from annotator.ui.theme.fonts import ui_font
from annotator.ui.theme.theme import Theme


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
        self._command = QPushButton("Search or run a command     Ctrl K")
        self._command.setMinimumWidth(250)
        self._command.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._command.clicked.connect(actions["palette"].trigger)
        self._finish = QPushButton("Finish article   Ctrl Enter")
        self._finish.setProperty("primary", True)
        self._finish.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._finish.clicked.connect(actions["finish"].trigger)
        row.addWidget(self._menu)
        row.addWidget(self._name)
        row.addSpacing(12)
        row.addWidget(tool_button(actions["import_files"], with_text=True))
        row.addWidget(tool_button(actions["export"], with_text=True))
        row.addStretch(1)
        row.addWidget(self._command)
        row.addStretch(1)
        row.addWidget(tool_button(actions["undo"]))
        row.addWidget(tool_button(actions["redo"]))
        row.addSpacing(8)
        row.addWidget(self._finish)
        theme.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        self._menu.setIcon(self._theme.icon("menu"))
        self._command.setIcon(self._theme.icon("search", "text3"))
        self._finish.setIcon(self._theme.icon("check", "onaccent"))

    def show_project(self, name: str, *, is_read_only: bool) -> None:
        self._name.setText(f"{name} (read-only)" if is_read_only else name)


class ArticleBar:
    """Where the article is from, which layer is active, and whether the others show."""

    def __init__(self, session: Session, actions: Actions) -> None:
        self.widget, row = _strip("articleBar", 42)
        self._session = session
        self._parts: list[str] = []
        self._about = QLabel()
        self._about.setFont(ui_font(12.5))
        self._about.setMinimumWidth(60)
        row.addWidget(self._about, 1)
        self._layers: dict[Layer, QToolButton] = {}
        for layer in Layer:
            action = actions[f"layer_{layer.value}"]
            button = QToolButton()
            button.setCheckable(True)
            button.setText(f"{layer.value.capitalize()}  {actions.key_of(action.objectName())}")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(action.trigger)
            self._layers[layer] = button
            row.addWidget(button)
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
        self._parts = [part for part in parts if part]
        self._about.setText("  ·  ".join(self._parts))

    def show_time(self, seconds: float) -> None:
        """Show how long the editor has worked on the article; nobody else is shown it."""
        if seconds >= 1 and self._session.article is not None:
            self._about.setText("  ·  ".join([*self._parts, f"{spoken_time(seconds)} of work"]))

    def _on_layer_switched(self, layer: Layer) -> None:
        for one, button in self._layers.items():
            button.setChecked(one is layer)


class KeyBar(QWidget):
    """The bottom bar: the active layer's labels with their keys, and the keys of the moment."""

    label_chosen = Signal(str)

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("bottomBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(40)
        self.setAccessibleName("Keys")
        self._session = session
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
        for key, text, name, colour in self._labels(layer) if workspace else ():
            button = _LabelButton(self._theme, key, text, name, colour)
            button.clicked.connect(lambda _checked=False, digit=key: self.label_chosen.emit(digit))
            self._row.addWidget(button)
            self._buttons.append(button)
        self._row.addStretch(1)
        self._row.addWidget(self._verbs)
        self._mark()

    def _labels(self, layer: Layer) -> list[tuple[str, str, str, tuple[str, str]]]:
        if layer is Layer.QUOTES:
            quote = ("#A81C69", "#F58BC5")
            names = (("1", "Content"), ("2", "Cue"), ("3", "Source"))
            return [(key, title, "", quote) for key, title in names]
        assert self._session.workspace is not None
        labels = [one for one in self._session.workspace.scheme.of_layer(layer) if one.key]
        short = layer is Layer.ENTITIES
        return [
            (one.key, one.name if short else one.title, one.name, (one.light, one.dark))
            for one in labels
        ]

    def _mark(self) -> None:
        focused = self._session.focused_annotation
        name = getattr(focused, "label", "")
        for button in self._buttons:
            button.set_current(bool(name) and button.name == name)
        self._verbs.show_for(self._session)


class _LabelButton(QPushButton):
    """A label with its key on the label's colour."""

    def __init__(
        self, theme: Theme, key: str, text: str, name: str, colours: tuple[str, str]
    ) -> None:
        super().__init__()
        self.name = name
        self._theme = theme
        self._key = key
        self._text = text
        self._colours = colours
        self._is_current = False
        self.setAccessibleName(f"{text}, key {key}")
        self.setToolTip(f"{text} ({key})")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedHeight(28)

    def set_current(self, is_current: bool) -> None:
        if is_current != self._is_current:
            self._is_current = is_current
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(int(34 + QFontMetricsF(ui_font(12.5, 500)).horizontalAdvance(self._text)), 28)

    def minimumSizeHint(self) -> QSize:
        # The text gives way before the window grows; the key stays.
        return QSize(26, 28)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            tokens = self._theme.tokens
            if self._is_current or self.underMouse():
                painter.setPen(QColor(tokens.text2 if self._is_current else tokens.hair2))
                painter.setBrush(QColor(tokens.inset))
                painter.drawRoundedRect(self.rect().adjusted(0, 1, -1, -2), 6, 6)
            cap = self.rect().adjusted(4, 5, 0, 0)
            cap.setSize(QSize(18, 18))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._colours[1 if tokens.is_dark else 0]))
            painter.drawRoundedRect(cap, 4, 4)
            painter.setPen(QColor(tokens.chipfg))
            painter.setFont(ui_font(11, 700))
            painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)
            painter.setPen(QColor(tokens.text))
            painter.setFont(ui_font(12.5, 500))
            room = self.rect().adjusted(27, 0, -2, -1)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self._text)
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
        elif session.layer is Layer.QUOTES:
            keys = (("Space", "accept"), ("X", "reject"), ("S", "speaker"), ("N", "next"))
        elif session.layer is Layer.ENTITIES:
            keys = (("Space", "accept"), ("X", "reject"), ("[ ]", "edges"), ("N", "next undecided"))
        else:
            keys = (("Space", "accept"), ("/", "split"), ("M", "merge"), ("[ ]", "edges"))
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

    def show_session(self, session: Session, undecided: int) -> None:
        workspace = session.workspace
        if workspace is None:
            for label in (self._who, self._saved, self._undecided, self._place):
                label.setText("")
            return
        self._who.setText(workspace.annotator)
        project = workspace.project
        by = f": {project.writer} has it open" if project.writer else ""
        self._saved.setText(f"Read-only{by}" if project.is_read_only else "✓ All changes saved")
        self._undecided.setText(f"◌ {undecided:,} undecided" if session.article else "")

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
