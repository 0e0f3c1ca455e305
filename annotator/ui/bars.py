"""The strips round the article: toolbar, article bar, status strip."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QToolButton,
    QWidget,
)

from annotator.domain.annotation import Layer
from annotator.domain.annotation_set import GOLD
from annotator.ui.actions import Actions
from annotator.ui.active_time import spoken_time
from annotator.ui.key_button import KeyButton, Switch
from annotator.ui.session import Session
from annotator.ui.theme.fonts import ui_font
from annotator.ui.theme.theme import Theme
from annotator.ui.workspace_switch import WorkspaceSwitch


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
        self._approve = KeyButton.of_action(actions["approve"], theme, icon="check")
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
        row.addWidget(self._approve)
        self._approve.hide()
        theme.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        self._menu.setIcon(self._theme.icon("menu"))

    def show_workspace(self, name: str) -> None:
        """Mark the workspace, and offer how an article is finished in it."""
        self.switch.show_workspace(name)
        self._finish.setVisible(name == "label")
        self._approve.setVisible(name == "review")

    def show_project(self, name: str, *, is_read_only: bool) -> None:
        self._name.setText(f"{name} (read-only)" if is_read_only else name)


class ArticleBar:
    """Where the article is from, which layer is active, and whether the others show."""

    def __init__(self, session: Session, actions: Actions, theme: Theme) -> None:
        self.widget, row = _strip("articleBar", 42)
        self._session = session
        self._parts: list[str] = []
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
        session.details_changed.connect(self._on_article_opened)
        session.layer_switched.connect(self._on_layer_switched)
        self._on_layer_switched(session.layer)

    def _on_article_opened(self) -> None:
        article = self._session.article
        parts: tuple[str, ...] = ()
        if article is not None:
            words = f"{len(article.text.split()):,} words"
            published = article.published[:16].replace("T", " ")
            shown = "Gold" if self._session.shown_owner == GOLD else ""
            parts = (shown, article.source, published, words, article.language)
        self._parts = [part for part in parts if part]
        self._about.setText("  ·  ".join(self._parts))

    def show_time(self, seconds: float) -> None:
        """Show how long the editor has worked on the article; nobody else is shown it."""
        if seconds >= 1 and self._parts:
            self._about.setText("  ·  ".join([*self._parts, f"{spoken_time(seconds)} of work"]))

    def _on_layer_switched(self, layer: Layer) -> None:
        for one, button in self._layers.items():
            button.setChecked(one is layer)


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
        hidden = session.hidden_count()
        more = f", {hidden:,} hidden (H)" if hidden else ""
        self._undecided.setText(
            f"◌ {session.undecided_count():,} undecided{more}" if session.article else ""
        )

    def show_left(self, text: str) -> None:
        """Say what is left to do where that is not what is undecided in the open article."""
        self._undecided.setText(text)

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
