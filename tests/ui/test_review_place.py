"""The place under review: its lines lie under the words, whatever way they run, however many."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from annotator.comparing.disagreements import Choice
from annotator.domain.span import Span
from annotator.ui.application import make_application
from annotator.ui.review.choices import Said, ShownChoice
from annotator.ui.review.place import PlaceView
from annotator.ui.theme.theme import Mode, Theme

_RED = "#ff0000"
_HEBREW = "בירושלים אמר ראש העיר יוסף לוי כי הגשר ייפתח ביום שני."


@pytest.fixture
def show(qtbot: QtBot) -> Callable[[str, Span], PlaceView]:
    def show(text: str, span: Span) -> PlaceView:
        view = PlaceView(Theme(make_application(), Mode.LIGHT))
        qtbot.addWidget(view)
        view.resize(760, 400)
        said = Said("PERSON", "words", _RED, (span,))
        view.show_place(text, span, [ShownChoice(Choice((), ()), ("A",), "", (said,))])
        return view

    return show


def _columns(image: QImage, colour: str) -> list[int]:
    """Return the columns in which a colour is."""
    return [
        x
        for x in range(image.width())
        if any(image.pixelColor(x, y).name() == colour for y in range(image.height()))
    ]


def test_the_line_lies_under_words_that_run_from_right_to_left(
    show: Callable[[str, Span], PlaceView],
) -> None:
    first = Span(0, _HEBREW.index(" "))
    last = Span(_HEBREW.rindex(" ") + 1, len(_HEBREW))
    of_first = _columns(show(_HEBREW, first).grab().toImage(), _RED)
    of_last = _columns(show(_HEBREW, last).grab().toImage(), _RED)
    assert of_last[-1] < of_first[0]


def test_the_letter_stands_beside_the_line(show: Callable[[str, Span], PlaceView]) -> None:
    view = show(_HEBREW, Span(0, _HEBREW.index(" ")))
    image = view.grab().toImage()
    letter = Theme(make_application(), Mode.LIGHT).colour("text2").name()
    line = _columns(image, _RED)
    assert max(_columns(image, letter)) > line[-1]
    assert line == list(range(line[0], line[-1] + 1))


def test_a_very_long_place_is_shown_from_its_beginning(
    show: Callable[[str, Span], PlaceView],
) -> None:
    text = "A line of words.\n\n" * 6000
    view = show(text, Span(0, len(text)))
    assert view.sizeHint().height() > 400
    assert len(view.accessibleName()) < 400
    line = "words without an end " * 5000
    view = show(line, Span(0, len(line)))
    assert _columns(view.grab().toImage(), _RED)
