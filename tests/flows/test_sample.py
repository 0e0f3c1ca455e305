"""The first minutes with the program: the sample project, reviewed at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.domain.step import Progress
from annotator.ui.main_window import MainWindow
from annotator.workspace.reviewing.cases import CaseState


def test_the_sample_opens_without_a_question_and_can_be_reviewed(
    qtbot: QtBot, make_window: Callable[[], MainWindow]
) -> None:
    window = make_window()
    window.actions_by_id["open_sample"].trigger()
    qtbot.waitUntil(lambda: window.session.article is not None, timeout=120_000)
    assert QApplication.activeModalWidget() is None
    workspace = window.session.workspace
    assert workspace is not None
    assert workspace.annotator == "Ines"
    assert window.session.annotations is not None
    assert window.session.annotations.progress is Progress.TODO
    window.actions_by_id["workspace_review"].trigger()
    qtbot.waitUntil(
        lambda: bool(window.review.cases) and not window.jobs.is_running, timeout=30_000
    )
    states = {one.state for one in window.review.cases.values()}
    assert states == {CaseState.OPEN, CaseState.DEFERRED, CaseState.DECIDED}
    assert window.review.place.case is not None
