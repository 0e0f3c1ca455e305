"""What is dropped on the window: files, and pieces of a page or of text from other programs."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from annotator.ui.controllers.projects import ProjectsController
from annotator.ui.dialogs.paste import copied_in


def welcome(event: QDropEvent) -> bool:
    """Accept what an article may come from, and tell whether it is; not while a dialog asks.

    It is copied, never moved, so that it stays where it was dragged from.
    """
    mime = event.mimeData()
    is_foreign = event.source() is None and QApplication.activeModalWidget() is None
    if is_foreign and (mime.hasUrls() or mime.hasHtml() or mime.hasText()):
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        return True
    return False


def take(event: QDropEvent, projects: ProjectsController) -> None:
    """Import dropped files; a piece of a page goes the way of what is pasted."""
    if not welcome(event):
        return
    mime = event.mimeData()
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if paths:
        projects.drop(paths)
    elif mime.hasUrls():
        projects.drop_link()
    else:
        projects.take_copied(copied_in(mime))
