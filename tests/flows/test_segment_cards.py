"""The cards beside the article: where they lie, and what clicking and keys do there."""

from itertools import pairwise

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtWidgets import QApplication

from annotator.domain.annotation import Layer, Segment
from annotator.ui.panels.segment_cards import SegmentCards
from tests.flows.conftest import Editor
from tests.projects_for_tests import TEXT


def _cards(editor: Editor) -> SegmentCards:
    cards = editor.window.panel.lists[Layer.SEGMENTS].view
    assert isinstance(cards, SegmentCards)
    editor.window.grab()
    return cards


def _boxes(editor: Editor) -> list[QRect]:
    cards = _cards(editor)
    rows = range(cards.model().rowCount())
    return [cards.visualRect(cards.model().index(row, 0)) for row in rows]


def _level(editor: Editor, segment: Segment) -> int:
    """Return how far below the window's top a segment is shown."""
    place = next(one for one in editor.window.view.segment_places() if one.id == segment.id)
    return editor.window.view.viewport().mapToGlobal(QPoint(0, round(place.top))).y()


def _shown_at(editor: Editor, box: QRect) -> int:
    return _cards(editor).viewport().mapToGlobal(box.topLeft()).y()


def test_cards_lie_level_with_their_segments(editor: Editor) -> None:
    boxes, segments = _boxes(editor), editor.now.partition.segments
    assert len(boxes) == len(segments)
    for box, segment in zip(boxes, segments, strict=True):
        assert abs(_shown_at(editor, box) - _level(editor, segment)) < 12
    assert all(above.bottom() < below.top() for above, below in pairwise(boxes))


def test_clicking_a_card_focuses_its_segment(editor: Editor) -> None:
    cards, segments = _cards(editor), editor.now.partition.segments
    spot = _boxes(editor)[1].center()
    editor.bot.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert editor.window.session.focused == segments[1].id
    assert cards.currentIndex().row() == 1
    editor.press("7")
    assert editor.now.partition.segments[1].label == "caption"


def test_the_focused_card_grows_at_its_place_and_the_others_give_way(editor: Editor) -> None:
    before = _boxes(editor)
    editor.window.session.focus(editor.now.partition.segments[1].id)
    after = _boxes(editor)
    assert after[1].height() > before[1].height()
    assert after[1].top() == before[1].top()
    assert all(above.bottom() < below.top() for above, below in pairwise(after))


def test_arrows_go_from_card_to_card(editor: Editor) -> None:
    segments = editor.now.partition.segments
    editor.press("F6")
    assert QApplication.focusWidget() is _cards(editor)
    for key, expected in (("Home", 0), ("Down", 1), ("Down", 2), ("Down", 2), ("Up", 1)):
        editor.press(key)
        assert editor.window.session.focused == segments[expected].id
    editor.press("PageDown")
    assert editor.window.session.focused == segments[2].id
    editor.press("Space")
    assert editor.now.partition.segments[2].state.value == "accepted"


def test_cards_follow_the_article_and_the_wheel_scrolls_it(editor: Editor) -> None:
    editor.window.resize(1000, 260)
    cards, bar = _cards(editor), editor.window.view.verticalScrollBar()
    # The last card: others make way for each other when the first one leaves.
    before = _boxes(editor)[2].top()
    wheel = QWheelEvent(
        QPointF(40, 20),
        cards.viewport().mapToGlobal(QPointF(40, 20)),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(cards.viewport(), wheel)
    assert bar.value() > 0
    assert _boxes(editor)[2].top() == before - bar.value()


def test_a_long_segments_card_stays_until_it_ends(editor: Editor) -> None:
    editor.window.session.focus(editor.now.partition.segments[1].id)
    editor.press("M")
    editor.window.session.focus(None)
    editor.window.resize(1000, 260)
    editor.window.grab()
    editor.window.view.verticalScrollBar().setValue(40)
    box = _boxes(editor)[0]
    assert 0 <= box.top() < 12


def test_an_inline_segment_stands_on_its_hosts_card_until_it_is_focused(editor: Editor) -> None:
    place = TEXT.index("“It is")
    editor.window.view.select(place, place)
    editor.press("/")
    editor.window.session.focus(None)
    cards, boxes = _cards(editor), _boxes(editor)
    inline = next(
        n for n, box in enumerate(boxes) if any(b.contains(box) for b in boxes if b != box)
    )
    segment = editor.now.partition.segments[inline]
    editor.bot.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=boxes[inline].center())
    assert editor.window.session.focused == segment.id
    after = _boxes(editor)
    assert all(above.bottom() < below.top() for above, below in pairwise(after))


def test_splitting_and_undoing_show_on_the_cards_at_once(editor: Editor) -> None:
    place = TEXT.index("Nils")
    editor.window.view.select(place, place)
    editor.press("/")
    assert _cards(editor).model().rowCount() == 4
    assert len(_boxes(editor)) == 4
    editor.press("Ctrl+Z")
    assert all(not box.isEmpty() for box in _boxes(editor))
    assert len(_boxes(editor)) == 3


def test_a_screen_reader_finds_a_list_of_named_cards(editor: Editor) -> None:
    cards = _cards(editor)
    listed = QAccessible.queryAccessibleInterface(cards)
    assert listed is not None
    assert listed.role() == QAccessible.Role.List
    assert listed.text(QAccessible.Text.Name) == "Segments of the article"
    assert listed.childCount() == 3
    card = listed.child(1)
    assert card.role() == QAccessible.Role.ListItem
    assert "Ada Brandt" in card.text(QAccessible.Text.Name)
    middle = cards.viewport().mapToGlobal(_boxes(editor)[1].center())
    found = listed.childAt(middle.x(), middle.y())
    assert found is not None
    assert found.text(QAccessible.Text.Name) == card.text(QAccessible.Text.Name)


def test_the_foot_says_what_is_left(editor: Editor) -> None:
    foot = editor.window.panel.lists[Layer.SEGMENTS].foot
    assert foot.accessibleName() == "3 undecided. Shift+A: accept the rest above .90"
    assert "6 undecided" in editor.window.status._undecided.text()
    editor.press("F2", "Shift+A")
    assert foot.accessibleName().startswith("1 undecided")
    editor.press("N", "Space")
    assert foot.accessibleName() == "Everything is decided"


def test_an_edge_of_a_segment_and_of_an_inline_one_are_painted(editor: Editor) -> None:
    place = TEXT.index("“It is")
    editor.window.view.select(place, place)
    editor.press("/")
    for segment in editor.now.partition.segments[1:]:
        editor.window.session.focus(segment.id)
        plain = editor.window.view.viewport().grab().toImage()
        editor.press("BracketRight")
        assert editor.window.view.viewport().grab().toImage() != plain
        editor.press("Escape")
