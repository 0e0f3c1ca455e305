"""Articles in Hebrew and Arabic, and with both directions in a line, by keys and by the mouse."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Layer, Mention, Quote, QuoteType, Segment
from annotator.domain.article import Article
from annotator.domain.identity import new_id
from annotator.domain.span import Span
from annotator.store import NewArticle, NewSet, Project
from annotator.ui.article import Edge
from annotator.ui.main_window import MainWindow
from annotator.ui.review.excerpt import Excerpt
from annotator.workspace.schemes import default_scheme
from tests.flows.conftest import Editor

HEBREW = "הנמל נפתח מחדש ביום ראשון."
ARABIC = "قالت سلمى: «الميناء مفتوح»."
MIXED = "דנה לוי מחברת Meridian אמרה 14 מילים."
LATIN = "The port of חיפה is open."
TEXT = f"{HEBREW}\n\n{ARABIC}\n\n{MIXED}\n\n{LATIN}\n"


def span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def make_article(path: Path) -> None:
    quote = Quote(
        new_id(), QuoteType.DIRECT, (span("«الميناء مفتوح»"),), (span("قالت"),), (span("سلمى"),)
    )
    labels = ("headline", "paragraph", "caption", "paragraph")
    starts = (0, *(TEXT.index(one) for one in (ARABIC, MIXED, LATIN)))
    found = NewSet(
        segments=tuple(
            Segment(new_id(), start, label) for start, label in zip(starts, labels, strict=True)
        ),
        mentions=(
            Mention(new_id(), span("דנה לוי"), "PERSON"),
            Mention(new_id(), span("Meridian"), "ORG"),
            Mention(new_id(), span("חיפה"), "GPE"),
        ),
        quotes=(quote,),
    )
    project = Project.create(path, default_scheme())
    article = Article(new_id(), TEXT)
    project.add_articles([NewArticle(article, b"original", "a.txt")], "test")
    project.put_detection({article.id: found})
    project.close()


@pytest.fixture
def editor(qtbot: QtBot, tmp_path: Path, make_window: Callable[[], MainWindow]) -> Editor:
    path = tmp_path / "right.annot"
    make_article(path)
    editor = Editor(qtbot, make_window(), path)
    editor.open()
    return editor


def ends(editor: Editor, words: str) -> tuple[float, float]:
    """Return the least and greatest x of some words on the screen."""
    hits = editor.window.view.hits
    assert hits is not None
    box = hits.extent(span(words))
    return box.left(), box.right()


def middle(editor: Editor, words: str) -> int:
    hits = editor.window.view.hits
    assert hits is not None
    return round(hits.extent(span(words)).center().y())


def test_a_paragraph_is_set_from_the_side_of_its_first_letter(editor: Editor) -> None:
    right = ends(editor, HEBREW)[1]
    assert ends(editor, ARABIC)[1] == pytest.approx(right, abs=2)
    assert ends(editor, "הנמל")[1] > ends(editor, "ראשון")[1]
    # The caption is indented, at its right.
    assert right - 30 < ends(editor, MIXED)[1] < right - 10
    assert ends(editor, LATIN)[0] < ends(editor, HEBREW)[0]
    assert ends(editor, "The")[0] < ends(editor, "is open")[0]


def test_the_left_arrow_leads_on_where_words_run_to_the_left(editor: Editor) -> None:
    view = editor.window.view
    view.select(0, 0)
    editor.press("Left")
    assert TEXT[: view.caret].split() == ["הנמל"]
    editor.press("Alt+Left", "Alt+Left")
    assert TEXT[: view.caret].endswith("הנמל נ") or TEXT[: view.caret].endswith("הנמל נפ")
    editor.press("Right")
    assert view.caret <= TEXT.index("נפתח")
    start = TEXT.index(LATIN)
    view.select(start, start)
    editor.press("Right")
    assert view.caret > start
    # What is said to the left of the text is at its end.
    view.select(0, 0)
    editor.press("Shift+End")
    assert view.selection == Span(0, len(HEBREW))


def test_words_are_selected_by_dragging_from_right_to_left(editor: Editor) -> None:
    editor.window.session.switch_layer(Layer.ENTITIES)
    view = editor.window.view.viewport()
    left, right = ends(editor, "נפתח מחדש")
    y = middle(editor, "נפתח מחדש")
    editor.bot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(round(right) - 2, y))
    editor.bot.mouseMove(view, QPoint(round((left + right) / 2), y))
    editor.bot.mouseMove(view, QPoint(round(left) + 2, y))
    editor.bot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(round(left) + 2, y))
    assert editor.window.view.selection == span("נפתח מחדש")
    editor.press("3")
    assert span("נפתח מחדש") in [one.span for one in editor.now.mentions]


def test_a_click_finds_the_mention_in_either_direction(editor: Editor) -> None:
    session = editor.window.session
    session.switch_layer(Layer.ENTITIES)
    for words in ("דנה לוי", "Meridian", "חיפה"):
        left, right = ends(editor, words)
        spot = QPoint(round((left + right) / 2), middle(editor, words))
        editor.bot.mouseClick(editor.window.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        focused = session.focused_annotation
        assert isinstance(focused, Mention)
        assert focused.span == span(words)


def test_an_edge_is_where_the_words_begin_and_moves_with_the_arrows(editor: Editor) -> None:
    session, hits = editor.window.session, editor.window.view.hits
    session.switch_layer(Layer.ENTITIES)
    assert hits is not None
    for words, begins_left in (("דנה לוי", False), ("Meridian", True), ("חיפה", False)):
        session.focus(next(one.id for one in editor.now.mentions if one.span == span(words)))
        left, right = ends(editor, words)
        y = middle(editor, words)
        found = hits.edge(QPoint(round(left), y).toPointF())
        assert found == (span(words), Edge.START if begins_left else Edge.END)
        found = hits.edge(QPoint(round(right), y).toPointF())
        assert found == (span(words), Edge.END if begins_left else Edge.START)
    session.focus(next(one.id for one in editor.now.mentions if one.span == span("דנה לוי")))
    editor.press("]", "Right", "Enter")
    assert span("דנה") in [one.span for one in editor.now.mentions]
    editor.press("]", "Left", "Enter")
    assert span("דנה לוי") in [one.span for one in editor.now.mentions]


def test_an_edge_is_dragged_to_the_left(editor: Editor) -> None:
    session, view = editor.window.session, editor.window.view.viewport()
    session.switch_layer(Layer.ENTITIES)
    session.focus(next(one.id for one in editor.now.mentions if one.span == span("דנה לוי")))
    y = middle(editor, "דנה לוי")
    edge, to = ends(editor, "דנה לוי")[0], ends(editor, "מחברת")[0]
    editor.bot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(round(edge), y))
    editor.bot.mouseMove(view, QPoint(round((edge + to) / 2), y))
    editor.bot.mouseMove(view, QPoint(round(to) + 1, y))
    editor.bot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(round(to) + 1, y))
    assert span("דנה לוי מחברת") in [one.span for one in editor.now.mentions]


def test_a_chip_hangs_where_its_words_begin(editor: Editor) -> None:
    editor.window.session.switch_layer(Layer.ENTITIES)
    image = editor.window.view.viewport().grab().toImage()
    person = QColor(next(one.light for one in default_scheme().labels if one.name == "PERSON"))
    left, right = ends(editor, "דנה לוי")
    y = middle(editor, "דנה לוי")
    below = range(y + 14, y + 26)
    columns = [
        x
        for x in range(image.width())
        if sum(image.pixelColor(x, at) == person for at in below) > 4
    ]
    assert columns
    assert right - 3 <= max(columns) <= right + 1
    assert min(columns) > left - 40


def test_the_words_of_a_review_dialog_are_set_from_the_right(qtbot: QtBot) -> None:
    excerpt = Excerpt(TEXT, span(MIXED))
    qtbot.addWidget(excerpt)
    excerpt.resize(600, 120)
    excerpt.show()
    qtbot.keyClick(excerpt, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert excerpt.cursorRect().left() > 500
    qtbot.keyClick(excerpt, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert excerpt.selection == Span(TEXT.index(MIXED), TEXT.index(MIXED) + 1)
