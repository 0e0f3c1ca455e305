"""Segments are a partition, whatever is done to them."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.annotation import Segment
from annotator.domain.errors import RefusedError
from annotator.domain.identity import new_id
from annotator.domain.partition import Partition, settled
from annotator.domain.span import Span
from tests.strategies import partitions, texts


@given(texts.flatmap(partitions))
def test_segments_cover_the_text_without_gaps(partition: Partition) -> None:
    covered = [position for _, span in partition for position in range(span.start, span.end)]
    assert covered == list(range(partition.length)) or not partition.segments


@pytest.mark.parametrize("starts", [(1,), (0, 0), (0, 5, 3), (0, 10)])
def test_what_is_no_partition_is_refused(starts: tuple[int, ...]) -> None:
    with pytest.raises(RefusedError):
        Partition(10, tuple(Segment("x", start, "paragraph") for start in starts))


def test_a_position_finds_its_segment() -> None:
    partition = Partition(10, (Segment("a", 0, "headline"), Segment("b", 4, "paragraph")))
    assert [partition.index_at(position) for position in (0, 3, 4, 9)] == [0, 0, 1, 1]
    assert partition.span_of(partition.segments[1]) == Span(4, 10)


def test_indentation_belongs_to_its_words() -> None:
    assert settled("a\n\n    b", 7) == 3
    assert settled("a b", 2) == 2


# A position in a text fits an index, as len() wants it.
positions = st.integers(-sys.maxsize, sys.maxsize)


@given(positions, positions)
def test_a_span_is_never_empty_or_reversed(start: int, end: int) -> None:
    if 0 <= start < end:
        assert len(Span(start, end)) == end - start
    else:
        with pytest.raises(RefusedError):
            Span(start, end)


def test_ids_are_of_version_7_and_in_order_of_time() -> None:
    one = new_id()
    assert one[14] == "7"
    assert one[19] in "89ab"
    assert new_id() != one
