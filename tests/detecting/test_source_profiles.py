"""What known articles of a source tell of the next one's segments."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.detecting.protocol import Suggestions
from annotator.detecting.segments import SegmentDetector
from annotator.detecting.segments.profile import Example, SourceProfile, profile_of
from annotator.domain.annotation import Origin, Segment, State
from annotator.domain.article import Article
from annotator.domain.partition import Partition
from annotator.domain.span import Span
from tests.strategies import texts

_NEWS = (
    ("Breakwater agreed", "Stone from the islands", "Mirelle Havstad", "Brenholm"),
    ("Ferry timetable cut", "Fewer boats after dusk", "Nils Okoro", "Norvik"),
    ("Gallery shut to visitors", "Cracks in the old vault", "Ada Lind", "Kessel"),
)
_BODY = (
    "The harbour board met for three hours on Tuesday and talked about the winter, it said. "
    "Nobody was surprised by what came out of it, and least of all the people of the town."
)
LABELS = (
    "tags", "headline", "standfirst", "byline", "paragraph", "promo", "caption", "paragraph",
)  # fmt: skip


def article_text(number: int) -> str:
    """Return an article of a site that puts its section first and its captions in brackets."""
    headline, deck, author, place = _NEWS[number]
    return "\n".join(
        (
            f"{place} / Coast",
            headline,
            deck,
            f"{author} reports",
            f"{_BODY} ({number})",
            "Your town, your paper",
            f"[{place} seen from the pier]",
            f"{_BODY} It goes on. ({number})",
            "",
        )
    )


def segments(number: int, state: State = State.ACCEPTED) -> tuple[Segment, ...]:
    text, start, segments = article_text(number), 0, []
    for line, label in zip(text.split("\n"), LABELS, strict=False):
        segments.append(Segment(f"{number}-{start}", start, label, state, Origin()))
        start += len(line) + 1
    return tuple(segments)


def _found(text: str, profile: SourceProfile | None) -> tuple[Segment, ...]:
    return SegmentDetector().suggest(Article("a", text), Suggestions(profile=profile)).segments


def _labels(text: str, profile: SourceProfile | None) -> list[str]:
    return [one.label for one in _found(text, profile)]


def _known(*numbers: int) -> SourceProfile:
    return profile_of(Example(article_text(number), segments(number)) for number in numbers)


def test_two_finished_articles_are_enough_for_a_layout_of_its_own() -> None:
    text = article_text(2)
    assert _labels(text, None) != list(LABELS)
    assert _labels(text, _known(0, 1)) == list(LABELS)
    assert _labels(text, _known(0, 1)) == _labels(text, _known(1, 0))


def test_a_suggestion_says_that_the_source_told_it() -> None:
    found = _found(article_text(2), _known(0, 1))
    told = [one for one in found if one.origin.rule == "as at this source"]
    assert {"promo", "caption"} <= {one.label for one in told}
    assert all("as in 2 known articles of this source" in one.origin.evidence for one in told)


def test_lines_that_come_again_are_no_text_before_anything_is_finished() -> None:
    own = "The paper of the coast is here for you each day of the week."
    texts_of_it = [
        f"{headline}\n\n{_BODY} ({number})\n\n{own}\n\n{_BODY} {deck}.\n"
        for number, (headline, deck, *_) in enumerate(_NEWS)
    ]
    profile = profile_of(map(Example, texts_of_it))
    assert profile.articles == 0
    assert _labels(texts_of_it[0], None)[2] == "paragraph"
    assert _labels(texts_of_it[0], profile)[2] in ("promo", "ui_noise")
    assert (
        "comes again in articles of this source"
        in _found(texts_of_it[0], profile)[2].origin.evidence
    )


def test_what_nobody_decided_tells_nothing() -> None:
    bare = tuple(Segment(one.id, one.start, "", one.state, one.origin) for one in segments(0))
    profile = profile_of([Example(article_text(0), bare)])
    assert (dict(profile.forms), dict(profile.order)) == ({}, {})
    assert _labels(article_text(2), profile) == _labels(article_text(2), None)


@pytest.mark.parametrize("label", ["caption", "credit"])
def test_a_label_of_the_schemes_own_can_be_learned(label: str) -> None:
    renamed = {"caption": label, "promo": "house_ad", "tags": "house_ad"}
    examples = [
        Example(
            article_text(number),
            tuple(
                Segment(one.id, one.start, renamed.get(one.label, one.label), one.state)
                for one in segments(number)
            ),
        )
        for number in (0, 1)
    ]
    assert "house_ad" in _labels(article_text(2), profile_of(examples))


@given(st.lists(texts, min_size=1, max_size=3), texts)
def test_any_texts_make_a_profile_for_any_text(known: list[str], text: str) -> None:
    detector = SegmentDetector()
    profile = profile_of(
        Example(one, detector.suggest(Article("k", one), Suggestions()).segments) for one in known
    )
    assert pickle.loads(pickle.dumps(profile)) == profile
    found = _found(text, profile)
    assert [one.start for one in found] == [
        one.start for one in Partition(len(text), found).segments
    ]
    for one in found:
        for evidence in one.origin.evidence:
            assert not isinstance(evidence, Span) or evidence.end <= len(text)
