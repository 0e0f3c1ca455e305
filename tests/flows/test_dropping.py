"""An editor drags files and pieces of pages from other programs onto the window."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from annotator.domain.annotation_set import DETECTOR
from annotator.ui.dialogs.paste import PasteDialog
from tests.flows.conftest import Editor
from tests.workspace.test_pasting import SELECTION, TEXT

_NO_KEYS = Qt.KeyboardModifier.NoModifier
_LEFT = Qt.MouseButton.LeftButton


def _dropped(editor: Editor, mime: QMimeData) -> bool:
    """Drag something over the window and let it go there; tell whether it was taken.

    The events go to the native window, as the system's do, and Qt finds the widget.
    """
    window = editor.window.windowHandle()
    place = editor.window.rect().center()
    actions = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    entering = QDragEnterEvent(QPoint(place), actions, mime, _LEFT, _NO_KEYS)
    QApplication.sendEvent(window, entering)
    dropping = QDropEvent(QPointF(place), actions, mime, _LEFT, _NO_KEYS)
    QApplication.sendEvent(window, dropping)
    assert entering.isAccepted() == dropping.isAccepted()
    if dropping.isAccepted():
        assert dropping.dropAction() is Qt.DropAction.CopyAction
    return dropping.isAccepted()


def _count(editor: Editor) -> int:
    editor.bot.waitUntil(lambda: not editor.window.jobs.is_running)
    return editor.window.queue.model.rowCount()


def _asked(editor: Editor) -> PasteDialog:
    editor.bot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), PasteDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PasteDialog)
    return dialog


def test_a_page_as_a_file_is_imported(editor: Editor, tmp_path: Path) -> None:
    page = tmp_path / "harbour.html"
    page.write_text(SELECTION, encoding="utf-8")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(page))])
    # File managers offer the path as text, too.
    mime.setText(str(page))
    assert _dropped(editor, mime)
    assert _count(editor) == 3
    assert "1 article" in editor.window.status._message.text()


def test_a_piece_of_a_page_becomes_an_article_as_if_it_was_pasted(editor: Editor) -> None:
    mime = QMimeData()
    mime.setHtml(SELECTION)
    mime.setText(TEXT)
    mime.setData("chromium/x-source-url", QByteArray(b"https://meridian.example/harbour"))
    assert _dropped(editor, mime)
    _asked(editor)
    assert not _dropped(editor, mime)
    editor.press("Enter")
    assert _count(editor) == 3
    workspace = editor.window.session.workspace
    assert workspace is not None
    article_id = workspace.queries.article_ids(workspace.owner)[-1]
    article = workspace.queries.article(article_id)
    assert (article.title, article.source) == ("Harbour board agrees", "meridian.example")
    found = workspace.queries.annotation_set(article_id, DETECTOR)
    assert found is not None
    assert {one.origin.detector for one in found.partition.segments} == {"structure"}


def test_what_is_no_article_changes_nothing(editor: Editor) -> None:
    link = QMimeData()
    link.setUrls([QUrl("https://meridian.example/harbour")])
    link.setHtml('<a href="https://meridian.example/harbour">Harbour</a>')
    assert _dropped(editor, link)
    assert "A link was dropped" in editor.window.status._message.text()
    blank = QMimeData()
    blank.setText(" ")
    assert _dropped(editor, blank)
    editor.bot.waitUntil(lambda: "no text in it" in editor.window.status._message.text())
    picture = QMimeData()
    picture.setData("image/png", QByteArray(b"\x89PNG"))
    assert not _dropped(editor, picture)
    assert _count(editor) == 2


def test_without_a_project_one_is_made_first(editor: Editor, tmp_path: Path) -> None:
    editor.window.session.close_project()
    mime = QMimeData()
    mime.setHtml(SELECTION)
    mime.setText(TEXT)
    assert _dropped(editor, mime)
    chooser = QApplication.activeModalWidget()
    assert isinstance(chooser, QFileDialog)
    chooser.selectFile(str(tmp_path / "new.annot"))
    editor.press("Enter")
    _asked(editor)
    editor.press("Enter")
    assert _count(editor) == 1
