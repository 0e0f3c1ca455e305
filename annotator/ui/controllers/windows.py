"""What the editor does with the window itself: panes, look, help."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from annotator import __version__
from annotator.ui.dialogs.question import tell
from annotator.ui.dialogs.shortcuts import ShortcutsDialog
from annotator.ui.settings import Settings
from annotator.ui.theme.theme import Mode, Theme

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow

_ZOOM = 1.1
_CONTEXT = ("accept", "reject", "edit", "delete", "split", "merge_previous", "label_all", "link")


class WindowController(QObject):
    def __init__(self, window: MainWindow, theme: Theme, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._settings = settings
        self._actions = window.actions_by_id
        self._actions["snapping"].setChecked(True)
        self._actions["snapping"].toggled.connect(self._on_snapping_toggled)
        self._actions["only_active"].toggled.connect(window.view.set_only_active_layer)
        self._actions["guidelines"].toggled.connect(window.guidelines.setVisible)
        window.guidelines.closed.connect(self._actions["guidelines"].trigger)
        self._actions["raw_layout"].toggled.connect(window.view.set_raw_layout)
        window.view.set_font_scale(settings.font_scale)
        window.view.context_requested.connect(self._on_context_requested)
        theme.changed.connect(self._draw_icons)
        self._draw_icons()

    def handlers(self) -> dict[str, Callable[[], object]]:
        window = self._window
        return {
            "quit": window.close,
            "workspace_label": partial(window.show_workspace, "label"),
            "workspace_review": partial(window.show_workspace, "review"),
            "workspace_agreement": partial(window.show_workspace, "agreement"),
            "palette": window.palette_overlay.open,
            "any_label": window.palette_overlay.open,
            "cheat_sheet": window.cheat_sheet.open,
            "cheat_sheet_letter": window.cheat_sheet.open,
            "next_pane": partial(self._go_to_pane, 1),
            "previous_pane": partial(self._go_to_pane, -1),
            "zoom_in": partial(self._zoom, _ZOOM),
            "zoom_out": partial(self._zoom, 1 / _ZOOM),
            "zoom_reset": partial(self._zoom, 0),
            "theme_light": partial(self._set_mode, Mode.LIGHT),
            "theme_dark": partial(self._set_mode, Mode.DARK),
            "theme_system": partial(self._set_mode, Mode.SYSTEM),
            "shortcuts": self._change_shortcuts,
            "about": self._tell_about,
        }

    def _go_to_pane(self, step: int) -> None:
        window = self._window
        shown = window.panel.lists.get(window.session.layer)
        panes: list[QWidget] = [
            window.queue.list,
            window.view,
            shown.view if shown else window.panel,
        ]
        if window.consistency_pane.isVisible():
            panes.insert(2, window.consistency_pane.list)
        for page in (window.review_page, window.agreement_page):
            if window.workspaces.currentWidget() is page:
                panes = page.panes
        focused = next(
            (n for n, pane in enumerate(panes) if pane.hasFocus()), -1 if step > 0 else 0
        )
        panes[(focused + step) % len(panes)].setFocus()

    def _zoom(self, factor: float) -> None:
        scale = self._settings.font_scale * factor if factor else 1.0
        self._settings.font_scale = min(2.5, max(0.7, scale))
        self._window.view.set_font_scale(self._settings.font_scale)

    def _set_mode(self, mode: Mode) -> None:
        self._settings.mode = mode
        self._theme.set_mode(mode)

    def _on_snapping_toggled(self, is_snapping: bool) -> None:
        self._window.view.is_snapping = is_snapping

    def _on_context_requested(self, place: QPoint) -> None:
        menu = QMenu(self._window)
        for action_id in _CONTEXT:
            menu.addAction(self._actions[action_id])
        menu.popup(place)

    def _change_shortcuts(self) -> None:
        dialog = ShortcutsDialog(self._actions, self._window)
        dialog.changed.connect(self._remember_shortcuts)
        dialog.open()

    def _remember_shortcuts(self) -> None:
        self._settings.keys = self._actions.own_keys

    def _tell_about(self) -> None:
        tell(
            self._window,
            f"Annotator {__version__}",
            "Turns news articles into gold-standard datasets, by hand and offline. MIT licence. "
            "Made with Qt under the LGPL; Inter and Source Serif Pro under the SIL Open Font "
            "License.",
        )

    def _draw_icons(self) -> None:
        for spec, action in self._actions:
            if spec.icon:
                action.setIcon(self._theme.icon(spec.icon))
