"""What the program remembers of its user between two runs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from annotator.domain.queue_order import QueueOrder
from annotator.domain.suggestions import SHOW_ALL, Thresholds
from annotator.ui.theme.theme import Mode

_RECENT = 8


class Settings:
    """A typed view of ``QSettings``."""

    def __init__(self, stored: QSettings) -> None:
        self._stored = stored

    @property
    def annotator(self) -> str:
        return str(self._stored.value("annotator", ""))

    @annotator.setter
    def annotator(self, name: str) -> None:
        self._stored.setValue("annotator", name)

    def annotator_of(self, project_id: str) -> str:
        """Who worked on that project last; empty where it was never opened here."""
        return str(self._stored.value(f"annotators/{project_id}", ""))

    def remember_annotator(self, project_id: str, name: str) -> None:
        self._stored.setValue(f"annotators/{project_id}", name)
        self.annotator = name

    @property
    def mode(self) -> Mode:
        stored = str(self._stored.value("theme", Mode.SYSTEM))
        return Mode(stored) if stored in set(Mode) else Mode.SYSTEM

    @mode.setter
    def mode(self, mode: Mode) -> None:
        self._stored.setValue("theme", mode.value)

    @property
    def font_scale(self) -> float:
        try:
            scale = float(str(self._stored.value("font_scale", 1.0)))
        except ValueError:
            return 1.0
        return min(3.0, max(0.6, scale))

    @font_scale.setter
    def font_scale(self, scale: float) -> None:
        self._stored.setValue("font_scale", scale)

    @property
    def keys(self) -> Mapping[str, str]:
        """The user's own shortcuts, by action id."""
        try:
            stored = json.loads(str(self._stored.value("keys", "{}")))
        except ValueError:
            return {}
        return {str(key): str(keys) for key, keys in stored.items()} if stored else {}

    @keys.setter
    def keys(self, keys: Mapping[str, str]) -> None:
        self._stored.setValue("keys", json.dumps(dict(keys)))

    @property
    def recent(self) -> list[Path]:
        """Projects opened lately, the newest first, as far as they are still there."""
        try:
            stored = json.loads(str(self._stored.value("recent", "[]")))
        except ValueError:
            return []
        return [path for path in map(Path, stored) if path.exists()]

    def remember(self, path: Path) -> None:
        recent = [path.absolute(), *(one for one in self.recent if one != path.absolute())]
        self._stored.setValue("recent", json.dumps([str(one) for one in recent[:_RECENT]]))

    def order(self, project_id: str) -> QueueOrder:
        """Return the order in which a project's articles are worked on here."""
        stored = str(self._stored.value(f"order/{project_id}", QueueOrder.IMPORTED))
        return QueueOrder(stored) if stored in set(QueueOrder) else QueueOrder.IMPORTED

    def set_order(self, project_id: str, order: QueueOrder) -> None:
        self._stored.setValue(f"order/{project_id}", order.value)

    def thresholds(self, project_id: str) -> Thresholds:
        """Return under which confidence a project's suggestions are hidden here."""
        try:
            stored = json.loads(str(self._stored.value(f"thresholds/{project_id}", "{}")))
            return Thresholds(int(stored["entities"]), int(stored["quotes"]))
        except (ValueError, TypeError, KeyError):
            return SHOW_ALL

    def set_thresholds(self, project_id: str, thresholds: Thresholds) -> None:
        self._stored.setValue(f"thresholds/{project_id}", json.dumps(asdict(thresholds)))

    @property
    def window(self) -> tuple[QByteArray, QByteArray]:
        """The window's geometry and its panes' widths."""
        geometry, panes = self._stored.value("geometry"), self._stored.value("panes")
        return (
            geometry if isinstance(geometry, QByteArray) else QByteArray(),
            panes if isinstance(panes, QByteArray) else QByteArray(),
        )

    @window.setter
    def window(self, state: tuple[QByteArray, QByteArray]) -> None:
        self._stored.setValue("geometry", state[0])
        self._stored.setValue("panes", state[1])
