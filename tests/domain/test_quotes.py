"""Building quotes, and what their text tells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.annotation import Quote, QuoteType, Role
from annotator.domain.quotes import (
    Alterations,
    alterations,
    guessed_type,
    type_evidence,
    with_moved_part,
    with_part,
    without_part,
)
from annotator.domain.span import Span

QUOTE = Quote("q", QuoteType.DIRECT, (Span(0, 10), Span(20, 30)), (Span(11, 15),), (Span(16, 19),))
spans = st.tuples(st.integers(0, 40), st.integers(1, 40)).map(lambda s: Span(s[0], s[0] + s[1]))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (["“It is ready,”"], QuoteType.DIRECT),
        (["„Es ist so weit.“"], QuoteType.DIRECT),
        (["« C’est prêt »"], QuoteType.DIRECT),
        (["“We have waited,”", "“and we will not wait.”"], QuoteType.DIRECT),
        (["“The first paragraph goes on.", "“The second ends.”"], QuoteType.DIRECT),
        (["the timetable “a promise written on water”"], QuoteType.MIXED),
        (["“We waited,”", "and so they left"], QuoteType.MIXED),
        (["the harbour is open"], QuoteType.INDIRECT),
        (["“"], QuoteType.MIXED),
        ([" "], QuoteType.INDIRECT),
    ],
)
def test_the_type_is_told_from_the_marks(content: list[str], kind: QuoteType) -> None:
    assert guessed_type(*content) is kind


def test_the_evidence_is_for_the_type_that_was_told() -> None:
    assert type_evidence("“It is ready,”") == "Starts and ends with quotation marks"
    assert type_evidence("it is “ready” now") == "Quotation marks round some words"
    assert type_evidence("it is ready") == "No quotation marks"


@pytest.mark.parametrize(
    ("content", "insertions", "ellipses"),
    [
        (["“We waited [since the storm] for this day … and waited,”", "[will]"], 2, 1),
        (["so it went [...] and ended [. . .] here"], 0, 2),
        (["[the minister …] stays"], 1, 1),
        (["wait.... Now. Then."], 0, 1),
        (["[] [ ] nothing [unclosed"], 0, 0),
    ],
)
def test_insertions_and_ellipses_are_counted(
    content: list[str], insertions: int, ellipses: int
) -> None:
    assert alterations(content) == Alterations(insertions, ellipses)


def test_counts_are_said_in_words() -> None:
    assert str(Alterations(2, 1)) == "2 insertions […], 1 ellipsis"
    assert str(Alterations(1, 0)) == "1 insertion […]"
    assert str(Alterations(0, 0)) == ""


@given(spans)
def test_a_new_part_makes_room_for_itself(part: Span) -> None:
    added = with_part(QUOTE, Role.CONTENT, part, replaces=False)
    assert part in added.content
    assert not [one for one in added.content if one != part and one.overlaps(part)]
    assert (added.cue, added.source) == (QUOTE.cue, QUOTE.source)


@given(spans)
def test_a_part_moves_only_where_there_is_room(moved: Span) -> None:
    found = with_moved_part(QUOTE, Role.CONTENT, Span(0, 10), moved)
    assert (found is None) == moved.overlaps(Span(20, 30))
    if found is not None:
        assert set(found.content) == {moved, Span(20, 30)}


def test_content_can_lose_parts_but_the_last() -> None:
    shorter = without_part(QUOTE, Role.CONTENT, Span(0, 10))
    assert shorter.content == (Span(20, 30),)
    assert without_part(shorter, Role.CUE, Span(11, 15)).cue == ()
    with pytest.raises(ValueError, match="without content"):
        without_part(shorter, Role.CONTENT, Span(20, 30))
