"""The switch between the window's workspaces, in the toolbar."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from annotator.ui.actions import Actions

WORKSPACES = ("label", "agreement")


class WorkspaceSwitch(QWidget):
    """One button a workspace; each runs the action ``workspace_NAME``."""

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self.setObjectName("workspaceSwitch")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Workspace")
        self.setFixedHeight(32)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(2)
        self._buttons: dict[str, QToolButton] = {}
        for name in WORKSPACES:
            action = actions[f"workspace_{name}"]
            button = QToolButton()
            button.setText(name.capitalize())
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setToolTip(f"{action.text()} ({actions.key_of(action.objectName())})")
            button.clicked.connect(action.trigger)
            row.addWidget(button)
            self._buttons[name] = button
        self.show_workspace(WORKSPACES[0])

    def show_workspace(self, name: str) -> None:
        for each, button in self._buttons.items():
            button.setChecked(each == name)
