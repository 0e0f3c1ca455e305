"""The switch between the window's workspaces, in the toolbar."""

from __future__ import annotations

from PySide6.QtCore import Qt

from annotator.ui.actions import Actions
from annotator.ui.key_button import KeyButton, Switch
from annotator.ui.theme.theme import Theme

WORKSPACES = ("label", "review", "agreement")


class WorkspaceSwitch(Switch):
    """One button a workspace; each runs the action ``workspace_NAME``."""

    def __init__(self, actions: Actions, theme: Theme) -> None:
        self._buttons = {name: KeyButton(theme, name.capitalize()) for name in WORKSPACES}
        super().__init__(*self._buttons.values())
        self.setAccessibleName("Workspace")
        for name, button in self._buttons.items():
            action = actions[f"workspace_{name}"]
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setToolTip(f"{action.text()} ({actions.key_of(action.objectName())})")
            button.clicked.connect(action.trigger)
        self.show_workspace(WORKSPACES[0])

    def show_workspace(self, name: str) -> None:
        self._buttons[name].setChecked(True)
