"""What a screen reader gets of the article, asked for as Qt’s bridges ask."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAccessible, QAccessibleInterface

from annotator.domain.annotation import Layer
from annotator.domain.article import Article
from annotator.ui.article.accessible import AccessibleText
from tests.flows.conftest import Editor
from tests.projects_for_tests import TEXT


def _asked(editor: Editor) -> tuple[QAccessibleInterface, AccessibleText]:
    found = QAccessible.queryAccessibleInterface(editor.window.view)
    assert found is not None
    text = found.textInterface()
    assert isinstance(text, AccessibleText)
    return found, text


def test_it_is_a_document_with_all_of_the_text(editor: Editor) -> None:
    found, text = _asked(editor)
    assert found.role() == QAccessible.Role.Document
    assert found.text(QAccessible.Text.Name) == "Article text"
    assert found.state().readOnly
    assert text.text(0, text.characterCount()) == TEXT


def test_offsets_are_those_of_qt(editor: Editor) -> None:
    view, scene = editor.window.view, editor.window.view.scene
    assert scene is not None
    view.show_article(Article("x", "👩 said 🇫🇷."), scene.annotations, scene.index, scene.scheme, {})
    _, text = _asked(editor)
    assert text.characterCount() == len("👩 said 🇫🇷.".encode("utf-16-le")) // 2
    assert text.text(3, 7) == "said"
    text.setSelection(0, 3, 7)
    assert view.selection is not None
    assert (view.selection.start, view.selection.end) == (2, 6)
    assert text.selection(0) == (3, 7)
    text.removeSelection(0)
    assert text.selectionCount() == 0
    text.setCursorPosition(3)
    assert view.caret == 2


def test_a_place_on_the_screen_is_a_place_in_the_text(editor: Editor) -> None:
    _, text = _asked(editor)
    start = TEXT.index("Crews")
    text.scrollToSubstring(start, start + 5)
    box = text.characterRect(start)
    assert not box.isEmpty()
    assert text.offsetAtPoint(QPoint(box.left() + 1, box.center().y())) == start


def test_what_is_focused_is_said(editor: Editor) -> None:
    editor.window.session.switch_layer(Layer.ENTITIES)
    editor.press("J")
    found, _ = _asked(editor)
    focused = editor.window.session.focused_annotation
    assert focused is not None
    said = found.text(QAccessible.Text.Description)
    assert focused.state.value in said
    assert found.text(QAccessible.Text.Name) == "Article text"
