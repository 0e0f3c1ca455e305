"""Edges of words and characters, in every script."""

import regex
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.span import Span
from annotator.domain.words import TextEdges
from tests.strategies import texts


@given(texts, st.data())
def test_a_snapped_span_cuts_no_grapheme_cluster(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    snapped = TextEdges(text).snapped_to_clusters(span)
    edges = {0, *(match.end() for match in regex.finditer(r"\X", text))}
    assert snapped.covers(span)
    assert {snapped.start, snapped.end} <= edges


@given(texts, st.integers(0, 200))
def test_moving_on_always_gets_on(text: str, position: int) -> None:
    position = min(position, len(text))
    edges = TextEdges(text)
    for move in (edges.next_cluster, edges.next_word, edges.next_word_start, edges.next_line):
        assert move(position) > position or move(position) == len(text)
    for move in (edges.previous_cluster, edges.previous_word, edges.previous_line):
        assert move(position) < position or move(position) == 0
    assert edges.next_sentence(position) > position or position == len(text)
    assert edges.previous_sentence(position) < position or edges.previous_sentence(position) == 0


def test_words_are_those_of_editors() -> None:
    text = "The U.S. co-op don’t pay 3.50. 日本"
    words = [word.of(text) for word in TextEdges(text).words]
    assert words == ["The", "U.S", "co-op", "don’t", "pay", "3.50", "日", "本"]


def test_a_selection_snaps_to_whole_words() -> None:
    text = "He said nothing more."
    assert TextEdges(text).snapped_to_words(Span(4, 9)).of(text) == "said nothing"
