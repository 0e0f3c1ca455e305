"""An editor copies an article in a browser and pastes it as a new one."""

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QRadioButton, QTableWidget

from annotator.domain.annotation_set import DETECTOR, AnnotationSet
from annotator.domain.article import Article
from annotator.ui.dialogs.paste import PasteDialog
from tests.flows.conftest import Editor
from tests.workspace.test_pasting import SELECTION, TEXT

_ADDRESS = "https://meridian.example/harbour"


def _copy(html: str = "") -> None:
    mime = QMimeData()
    mime.setText(TEXT)
    if html:
        mime.setHtml(html)
        mime.setData("chromium/x-source-url", QByteArray(_ADDRESS.encode()))
    QGuiApplication.clipboard().setMimeData(mime)


def _asked(editor: Editor) -> PasteDialog:
    editor.press("Ctrl+Shift+V")
    editor.bot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), PasteDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PasteDialog)
    return dialog


def _newest(editor: Editor) -> tuple[Article, AnnotationSet]:
    editor.bot.waitUntil(lambda: not editor.window.jobs.is_running)
    workspace = editor.window.session.workspace
    assert workspace is not None
    article_id = workspace.queries.article_ids(workspace.owner)[-1]
    found = workspace.queries.annotation_set(article_id, DETECTOR)
    assert found is not None
    return workspace.queries.article(article_id), found


def test_a_page_keeps_the_segments_of_its_structure(editor: Editor) -> None:
    _copy(SELECTION)
    dialog = _asked(editor)
    table = dialog.findChild(QTableWidget)
    assert isinstance(table, QTableWidget)
    model = table.model()
    shown = [(model.index(row, 0).data(), model.index(row, 1).data()) for row in range(6)]
    assert shown[0] == ("Headline", "Harbour board agrees")
    assert ("left out", "Share") in shown
    assert editor.window.queue.model.rowCount() == 2
    editor.press("Enter")
    article, found = _newest(editor)
    assert (article.title, article.source) == ("Harbour board agrees", "meridian.example")
    assert article.url == _ADDRESS
    assert {one.origin.detector for one in found.partition.segments} == {"structure"}
    assert "Ada Brandt" in {one.span.of(article.text) for one in found.mentions}


def test_all_of_the_text_can_be_wanted_instead(editor: Editor) -> None:
    _copy(SELECTION)
    dialog = _asked(editor)
    dialog.findChildren(QRadioButton)[1].setFocus()
    editor.press("Space")
    source = dialog.findChildren(QLineEdit)[1]
    source.setFocus()
    source.selectAll()
    editor.type("Meridian")
    editor.press("Enter")
    article, found = _newest(editor)
    assert (article.text, article.source) == (TEXT, "Meridian")
    assert "Share" in article.text
    assert {one.origin.detector for one in found.partition.segments} == {"segments"}


def test_plain_text_is_segmented_by_the_detector(editor: Editor) -> None:
    _copy()
    dialog = _asked(editor)
    assert not dialog.findChildren(QRadioButton)[0].isVisible()
    editor.press("Enter")
    article, found = _newest(editor)
    assert article.text == TEXT
    assert {one.origin.detector for one in found.partition.segments} == {"segments"}


def test_nothing_comes_in_when_the_editor_thinks_better_of_it(editor: Editor) -> None:
    _copy(SELECTION)
    _asked(editor)
    editor.press("Escape")
    editor.bot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert editor.window.queue.model.rowCount() == 2
    QGuiApplication.clipboard().setText("  ")
    editor.press("Ctrl+Shift+V")
    editor.bot.waitUntil(lambda: "Copy an article" in editor.window.status._message.text())
