"""Placing cards, by its properties."""

from itertools import combinations_with_replacement, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.panels.placing import isotonic, placed


def _in_text_order(cards: list[tuple[float, int]]) -> list[tuple[float, int]]:
    """Return the cards with falling tops put right: no segment begins above the one before."""
    tops = sorted(top for top, _ in cards)
    return [(top, height) for top, (_, height) in zip(tops, cards, strict=True)]


_GAP = 4
_PIXELS = st.floats(-2000, 2000, allow_nan=False)
_CARDS = st.lists(st.tuples(_PIXELS, st.integers(20, 120)), max_size=12).map(_in_text_order)


def _cost(tops: list[float], wanted: list[float]) -> float:
    return sum((top - want) ** 2 for top, want in zip(tops, wanted, strict=True))


def _is_apart(tops: list[float], heights: list[int]) -> bool:
    rows = zip(tops, heights, strict=True)
    return all(low - top >= height + _GAP - 1e-6 for (top, height), (low, _) in pairwise(rows))


@given(_CARDS, st.data())
def test_cards_keep_their_order_and_never_overlap(
    cards: list[tuple[float, int]], data: st.DataObject
) -> None:
    wanted, heights = [top for top, _ in cards], [height for _, height in cards]
    focused = data.draw(st.none() | st.integers(0, len(cards) - 1) if cards else st.none())
    highest = data.draw(st.none() | _PIXELS)
    tops = placed(wanted, heights, _GAP, focused=focused, highest=highest)
    assert len(tops) == len(cards)
    assert _is_apart(tops, heights)


@given(_CARDS)
def test_cards_with_room_are_not_moved(cards: list[tuple[float, int]]) -> None:
    heights = [height for _, height in cards]
    apart = placed([top for top, _ in cards], heights, _GAP)
    assert placed(apart, heights, _GAP) == pytest.approx(apart)


@given(_CARDS.filter(bool), st.data())
def test_the_focused_card_keeps_its_place(
    cards: list[tuple[float, int]], data: st.DataObject
) -> None:
    wanted, heights = [top for top, _ in cards], [height for _, height in cards]
    focused = data.draw(st.integers(0, len(cards) - 1))
    highest = data.draw(st.none() | st.floats(-2000, wanted[0]))
    tops = placed(wanted, heights, _GAP, focused=focused, highest=highest)
    assert tops[focused] == pytest.approx(wanted[focused])


@given(_CARDS.filter(bool), st.data())
def test_no_other_placing_moves_the_cards_less(
    cards: list[tuple[float, int]], data: st.DataObject
) -> None:
    wanted, heights = [top for top, _ in cards], [height for _, height in cards]
    focused = data.draw(st.none() | st.integers(0, len(cards) - 1))
    tops = placed(wanted, heights, _GAP, focused=focused)
    # Any other: gaps drawn freely, laid from the focused card outwards or from anywhere.
    start = focused if focused is not None else 0
    spare = data.draw(st.lists(st.floats(0, 300), min_size=len(cards), max_size=len(cards)))
    other = [0.0] * len(cards)
    other[start] = wanted[start] if focused is not None else data.draw(_PIXELS)
    for number in range(start + 1, len(cards)):
        other[number] = other[number - 1] + heights[number - 1] + _GAP + spare[number]
    for number in range(start - 1, -1, -1):
        other[number] = other[number + 1] - heights[number] - _GAP - spare[number]
    assert _is_apart(other, heights)
    assert _cost(tops, wanted) <= _cost(other, wanted) + 1e-3


@given(st.lists(st.integers(0, 3), min_size=1, max_size=3), st.none() | st.integers(0, 3))
def test_small_cases_are_as_brute_force_finds_them(values: list[int], highest: int | None) -> None:
    # Means of up to three whole numbers are whole sixths.
    grid = [sixth / 6 for sixth in range(19) if highest is None or sixth >= 6 * highest]
    best = min(
        combinations_with_replacement(grid, len(values)),
        key=lambda one: sum((a - b) ** 2 for a, b in zip(one, values, strict=True)),
    )
    heights = [0] * len(values)
    assert placed(values, heights, 0, highest=highest) == pytest.approx(best)
    if highest is None:
        assert isotonic(values) == pytest.approx(best)


@given(_CARDS.filter(bool), _PIXELS)
def test_no_card_lies_above_the_top(cards: list[tuple[float, int]], highest: float) -> None:
    wanted, heights = [top for top, _ in cards], [height for _, height in cards]
    assert min(placed(wanted, heights, _GAP, highest=highest)) >= highest
