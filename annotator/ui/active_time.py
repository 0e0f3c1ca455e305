"""Measuring how long the editor works on the open article, from what they do to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from time import monotonic

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from annotator.domain.active_time import Sitting, Stopwatch
from annotator.domain.errors import MendableError
from annotator.domain.identity import new_id
from annotator.ui.article import ArticleView
from annotator.ui.session import Session

_SAVING_MS = 60_000
_LEAST_SECONDS = 1.0
_SIGNS = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress})


class ActiveTime(QObject):
    """Notes signs of work while the program is in front, and stores the time a minute at a time.

    Signs are keys and mouse movements on the article, scrolling, and whatever the session tells
    of: steps, moving the focus. ``domain.active_time`` says how they become time.
    """

    measured = Signal(float)
    """Carries the editor's active seconds on the open article, all sittings together."""

    def __init__(self, session: Session, view: ArticleView) -> None:
        super().__init__(view)
        self._session = session
        self._stopwatch = Stopwatch()
        self._sitting: Sitting | None = None
        self._earlier = 0.0
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)
        view.verticalScrollBar().valueChanged.connect(lambda _value: self.sign())
        session.article_opened.connect(self._on_article_opened)
        session.project_closing.connect(self.save)
        session.focus_moved.connect(lambda _id: self.sign())
        session.annotations_changed.connect(lambda _changes: self.sign())
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.applicationStateChanged.connect(self._on_state_changed)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.save)
        self._timer.start(_SAVING_MS)

    def sign(self) -> None:
        """Take note that the editor works on the article just now."""
        if self._sitting is not None:
            self._stopwatch.sign(monotonic())

    def save(self) -> None:
        """Store how long the sitting lasts by now."""
        workspace = self._session.workspace
        if workspace is None or self._sitting is None or workspace.project.is_read_only:
            return
        if self._stopwatch.seconds - self._sitting.seconds < _LEAST_SECONDS:
            return
        measured = replace(self._sitting, seconds=self._stopwatch.seconds)
        try:
            workspace.project.team.put_sitting(measured)
        except MendableError:
            # It is stored a minute later, or with the next article; the editor is not disturbed.
            return
        self._sitting = measured
        self.measured.emit(self._earlier + measured.seconds)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS:
            self.sign()
        return False

    def _on_article_opened(self) -> None:
        workspace, article = self._session.workspace, self._session.article
        self.save()
        self._stopwatch = Stopwatch()
        self._sitting = None
        if workspace is None or article is None:
            return
        began = datetime.now(UTC).isoformat(timespec="seconds")
        self._sitting = Sitting(new_id(), article.id, workspace.annotator, began, 0.0)
        self._earlier = workspace.project.team.active_seconds(workspace.annotator, article.id)
        self.measured.emit(self._earlier)
        self.sign()

    def _on_state_changed(self, state: Qt.ApplicationState) -> None:
        if state is not Qt.ApplicationState.ApplicationActive and self._sitting is not None:
            self._stopwatch.pause(monotonic())
            self.save()


def spoken_time(seconds: float) -> str:
    """Say a stretch of time in words, such as “1 h 05 min”."""
    minutes = round(seconds / 60)
    if seconds < 60:
        return "less than a minute" if seconds else "no time yet"
    return f"{minutes // 60} h {minutes % 60:02} min" if minutes >= 60 else f"{minutes} min"
