"""Where things lie in the article view, without a window."""

import pytest
from hypothesis import given

from annotator.domain.annotation import Mention, Segment, State
from annotator.domain.annotation_set import GOLD, AnnotationSet
from annotator.domain.partition import Partition
from annotator.domain.span import Span
from annotator.ui.application import make_application
from annotator.ui.article.blocks import blocks_of
from annotator.ui.article.lanes import MOST_LANES, lanes_of
from annotator.ui.article.pages import Pages
from annotator.ui.article.paint_quotes import Chip, beside_each_other
from annotator.ui.article.places import segment_places
from annotator.ui.matching import ranked
from tests.strategies import partitions, texts


def _mention(start: int, end: int) -> Mention:
    return Mention(f"{start}-{end}", Span(start, end), "PERSON")


def test_an_inner_mention_is_nearer_to_the_text() -> None:
    inner, outer, apart = _mention(2, 5), _mention(0, 9), _mention(20, 25)
    assert lanes_of([outer, inner, apart]) == {"2-5": 0, "0-9": 1, "20-25": 0}


def test_crossing_mentions_have_lanes_of_their_own() -> None:
    assert lanes_of([_mention(0, 5), _mention(3, 8)]) == {"0-5": 0, "3-8": 1}


def test_lanes_come_to_an_end() -> None:
    lanes = lanes_of([_mention(0, end) for end in range(1, 9)])
    assert max(lanes.values()) == MOST_LANES - 1


@given(texts)
def test_blocks_hold_every_word(text: str) -> None:
    partition = Partition(len(text))
    tidy = "".join(text[one.start : one.end] for one in blocks_of(text, partition))
    assert "".join(tidy.split()) == "".join(text.split())
    raw = blocks_of(text, partition, raw=True)
    assert "\n".join(text[one.start : one.end] for one in raw) == text


@given(texts.flatmap(lambda text: partitions(text).map(lambda cut: (text, cut))))
def test_blocks_name_their_segments(found: tuple[str, Partition]) -> None:
    text, partition = found
    for block in blocks_of(text, partition):
        if len(partition):
            assert partition.span_at(block.segment).overlaps(Span(block.start, block.end))


def test_long_lines_are_cut_at_blanks() -> None:
    text = "word " * 3000
    blocks = blocks_of(text.strip(), Partition(len(text.strip())))
    assert len(blocks) > 3
    assert all(text[one.end - 1] == " " for one in blocks[:-1])


def test_titles_are_found_by_their_letters() -> None:
    titles = ["Merge with previous", "Set label to Paragraph", "Split at the caret"]
    assert ranked("para", titles)[0].index == 1
    assert [match.index for match in ranked("spl", titles)] == [2]
    assert ranked("xyz", titles) == []


def test_chips_stand_in_the_order_of_their_places() -> None:
    make_application()
    chips = [
        Chip(20, 60, "CUE", State.ACCEPTED),
        Chip(20, 10, "→ VIKTOR SANDOVAL", State.ACCEPTED),
        Chip(52, 10, "SOURCE", State.SUGGESTED),
        Chip(20, 400, "CUE", State.SUGGESTED),
    ]
    placed = list(beside_each_other(chips))
    assert [chip.text for chip, _ in placed] == ["→ VIKTOR SANDOVAL", "CUE", "CUE", "SOURCE"]
    assert placed[0][1] == 10
    assert placed[1][1] > 60
    assert [left for _, left in placed[2:]] == [400, 10]


@given(texts.flatmap(lambda text: partitions(text).map(lambda cut: (text, cut))))
def test_every_segment_with_words_has_its_place(found: tuple[str, Partition]) -> None:
    text, partition = found
    pages = Pages()
    pages.show(text, AnnotationSet("set", "article", GOLD, partition), raw=False)
    if not pages.blocks:
        return
    places = segment_places(pages, partition, 0, pages.height)
    ids = [one.id for one in places]
    wordy = [one.id for one in partition.segments if partition.span_of(one).of(text).strip()]
    assert [one for one in ids if one in wordy] == wordy
    assert all(one.top < one.bottom for one in places)
    assert [one.top for one in places] == sorted(one.top for one in places)
    own = {one.id for one in places if not one.host}
    assert all(one.host in own for one in places if one.host)
    scrolled = segment_places(pages, partition, 30, pages.height)
    assert [one.top - 30 for one in places] == pytest.approx([one.top for one in scrolled])


def test_only_segments_near_the_view_have_places() -> None:
    text = "A line of words.\n" * 5000
    starts = range(0, len(text), len("A line of words.\n"))
    partition = Partition(len(text), tuple(Segment(f"{n}", n, "paragraph") for n in starts))
    pages = Pages()
    pages.show(text, AnnotationSet("set", "article", GOLD, partition), raw=False)
    places = segment_places(pages, partition, 40_000, 400)
    assert 20 < len(places) < 60
    assert any(one.top <= 0 < one.bottom for one in places)
