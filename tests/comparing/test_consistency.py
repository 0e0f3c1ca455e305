"""What looks inconsistent in one owner's work, and what only looks so at first sight."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.comparing.consistency import Checking, Finding, Kind
from annotator.comparing.consistency.occurrences import Strings
from annotator.comparing.consistency.quotes import is_balanced
from annotator.comparing.consistency.register import alike
from annotator.domain.annotation import (
    Mention,
    Quote,
    QuoteType,
    Segment,
    Speaker,
    SpeakerKind,
    State,
)
from annotator.domain.annotation_set import GOLD, AnnotationSet
from annotator.domain.article import Article
from annotator.domain.partition import Partition
from annotator.domain.register import Entity, EntityKind
from annotator.domain.span import Span
from annotator.formats.protocol import AnnotatedArticle
from tests import strategies

Work = tuple[Article, AnnotationSet]


def work(
    number: int,
    text: str,
    *mentions: tuple[str, str],
    quotes: Sequence[Quote] = (),
    segments: Sequence[tuple[int, str]] = (),
    rejected: Sequence[str] = (),
) -> Work:
    """Return an article with its gold; a mention is the first place of its words, and a label."""
    found = [
        Mention(f"m{number}-{n}", _span(text, words), label)
        for n, (words, label) in enumerate(mentions)
    ]
    found += [
        Mention(f"r{number}-{n}", _span(text, words), "PERSON", State.REJECTED)
        for n, words in enumerate(rejected)
    ]
    partition = Partition(
        len(text), tuple(Segment(f"s{number}-{start}", start, label) for start, label in segments)
    )
    annotations = AnnotationSet(
        f"set{number}",
        f"article{number}",
        GOLD,
        partition,
        tuple(sorted(found, key=lambda one: (one.span, one.id))),
        tuple(quotes),
    )
    return Article(f"article{number}", text), annotations


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def checked(*works: Work, register: Sequence[Entity] = ()) -> list[Finding]:
    checking = Checking({one.id: one for one in register})
    for one in works:
        checking.learn(*one)
    for one in works:
        checking.look(*one)
    return checking.findings()


def kinds(findings: Sequence[Finding]) -> list[tuple[Kind, str, str, str]]:
    return [(one.kind, one.words, one.odd, one.usual) for one in findings]


def in_each(count: int, text: str, *mentions: tuple[str, str], first: int = 0) -> list[Work]:
    return [work(first + number, text, *mentions) for number in range(count)]


# Labels


def test_the_rare_label_of_the_same_words_is_odd() -> None:
    places = in_each(4, "In Brenholm it rained.", ("Brenholm", "GPE"))
    odd = work(9, "At Brenholm they won.", ("Brenholm", "ORG"))
    (found,) = checked(*places, odd)
    assert kinds([found]) == [(Kind.LABEL, "Brenholm", "ORG", "GPE")]
    assert (found.article_id, found.annotation_id) == ("article9", "m9-0")
    assert found.why == "“Brenholm” is GPE 4 of 5 times"


def test_one_and_one_is_a_finding_and_two_and_two_is_ambiguity() -> None:
    one = in_each(1, "In Brenholm it rained.", ("Brenholm", "GPE"))
    other = in_each(1, "Then Brenholm won again.", ("Brenholm", "ORG"), first=5)
    assert [one.kind for one in checked(*one, *other)] == [Kind.LABEL]
    two = in_each(2, "In Brenholm it rained.", ("Brenholm", "GPE"))
    others = in_each(2, "Then Brenholm won again.", ("Brenholm", "ORG"), first=5)
    assert checked(*two, *others) == []


def test_ambiguous_words_are_compared_within_their_context() -> None:
    places = in_each(2, "In Brenholm it rained.", ("Brenholm", "GPE"))
    clubs = in_each(4, "Then Brenholm won again.", ("Brenholm", "ORG"), first=10)
    slip = in_each(3, "Then Brenholm won a cup.", ("Brenholm", "GPE"), first=20)
    found = checked(*places, *clubs, *slip)
    assert {one.article_id for one in found} == {"article20", "article21", "article22"}
    assert found[0].why == "“Then Brenholm won” has ORG 4 of 7 times"


# What is not labelled


def test_an_occurrence_without_a_label() -> None:
    there = in_each(2, "Ada Ekholm spoke.", ("Ada Ekholm", "PERSON"))
    not_here = work(9, "Later Ada Ekholm’s boat came; Ada Ekholm-Varga stayed away.")
    (found,) = checked(*there, not_here)
    assert kinds([found]) == [(Kind.UNLABELLED, "Ada Ekholm", "", "PERSON")]
    assert found.span == Span(6, 16)
    assert found.why == "“Ada Ekholm” is labelled 2 times, as PERSON"


def test_common_words_do_not_flood() -> None:
    there = in_each(2, "In May it rained.", ("May", "DATE"))
    verbs = in_each(3, "May they come?", first=10)
    assert checked(*there, *verbs) == []
    assert len(checked(*there, *verbs[:2])) == 2


def test_words_in_small_letters_need_two_labels() -> None:
    crew = work(0, "The crews agreed.", ("crews", "ORG"))
    assert checked(crew, work(1, "Some crews left.")) == []
    more = work(2, "All crews agreed.", ("crews", "ORG"))
    assert [one.words for one in checked(crew, more, work(1, "Some crews left."))] == ["crews"]


def test_what_is_covered_rejected_or_stands_where_nobody_labels_is_left_alone() -> None:
    there = in_each(3, "Ekholm spoke.", ("Ekholm", "PERSON"))
    covered = work(5, "The Ekholm Trust gave.", ("Ekholm Trust", "ORG"))
    rejected = work(6, "At Ekholm they met.", rejected=("Ekholm",))
    tags = work(7, "They met.\nEkholm", segments=((0, "paragraph"), (10, "tags")))
    assert checked(*there, covered, rejected, tags) == []


def test_of_names_within_names_the_longest_is_told() -> None:
    full = in_each(3, "Ada Ekholm spoke.", ("Ada Ekholm", "PERSON"))
    last = in_each(3, "Then Ekholm left.", ("Ekholm", "PERSON"), first=10)
    found = checked(*full, *last, work(20, "So Ada Ekholm came."))
    assert [one.words for one in found] == ["Ada Ekholm"]


# Boundaries


def test_boundaries_that_differ_from_the_usual() -> None:
    usual = in_each(3, "So the Tidal Board said.", ("Tidal Board", "ORG"))
    odd = work(9, "So the Tidal Board said.", ("the Tidal Board", "ORG"))
    (found,) = checked(*usual, odd)
    assert kinds([found]) == [(Kind.BOUNDARY, "the Tidal Board", "the Tidal Board", "Tidal Board")]
    assert found.span == Span(3, 18)
    assert found.target == Span(7, 18)


def test_a_part_where_the_whole_is_usual() -> None:
    usual = in_each(3, "So Ada Ekholm said.", ("Ada Ekholm", "PERSON"))
    odd = work(9, "So Ada Ekholm said.", ("Ekholm", "PERSON"))
    (found,) = checked(*usual, odd)
    assert (found.kind, found.odd, found.usual) == (Kind.BOUNDARY, "Ekholm", "Ada Ekholm")
    assert (found.span, found.target) == (Span(7, 13), Span(3, 13))


def test_a_last_name_on_its_own_is_no_other_boundary() -> None:
    full = in_each(3, "Ada Ekholm spoke.", ("Ada Ekholm", "PERSON"))
    last = in_each(3, "Then Ekholm left.", ("Ekholm", "PERSON"), first=10)
    assert checked(*full, *last) == []


# Quotes

EKHOLM = Entity("e1", "Ada Ekholm")


def quote(text: str, content: str, source: str = "", entity: Entity | None = EKHOLM) -> Quote:
    speaker = Speaker(SpeakerKind.ENTITY, entity.id, entity.name) if entity else Speaker()
    return Quote(
        "q",
        QuoteType.DIRECT,
        (_span(text, content),),
        source=(_span(text, source),) if source else (),
        speaker=speaker,
    )


def test_quotes_without_a_speaker_or_with_one_who_is_not_named() -> None:
    text = "“We sail,” the skipper said. Ekholm listened."
    sound = work(0, text, quotes=[quote(text, "“We sail,”")])
    assert checked(sound, register=[EKHOLM]) == []
    nobody = work(0, text, quotes=[quote(text, "“We sail,”", entity=None)])
    assert [one.kind for one in checked(nobody)] == [Kind.NO_SPEAKER]
    other = Entity("e2", "Nils Okoro")
    (found,) = checked(
        work(0, text, quotes=[quote(text, "“We sail,”", entity=other)]), register=[other]
    )
    assert found.kind is Kind.SPEAKER_NOT_NAMED
    assert found.layer.value == "quotes"
    assert found.group == ""


def test_a_speaker_in_a_caption() -> None:
    text = "“We sail,” she said.\nPhoto: Ada Ekholm at sea"
    segments = ((0, "paragraph"), (21, "caption"))
    one = work(0, text, quotes=[quote(text, "“We sail,”", "Ada Ekholm")], segments=segments)
    assert [one.kind for one in checked(one, register=[EKHOLM])] == [Kind.CAPTION]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("“We sail,”", True),
        ("We sail", True),
        ("“We sail,", False),
        ("We sail,”", False),
        ("the “old” boat", True),
        ('"We sail"', True),
        ('"We sail', False),
        ("„Wir segeln“", True),
        ("»Wir segeln«", True),
        ("« Nous partons »", True),
        ("« Nous partons", False),
        ("”Vi seglar”", True),
        ("“We call it ‘home’,”", True),
        ("“We sail.\n\n“And soon.”", True),
        ("“Er sagte: »Los«.”", True),
        ("「行こう」", True),
    ],
)
def test_quotation_marks(content: str, expected: bool) -> None:
    text = f"Then {content} they said."
    assert is_balanced(text, [_span(text, content)]) is expected


def test_a_quotation_that_goes_on_in_the_next_paragraph() -> None:
    text = "“We sail.\n\n“And soon,” she said."
    assert is_balanced(text, [Span(0, 9)])
    assert not is_balanced("“We sail.\n\nThey left.", [Span(0, 9)])


# The register


@pytest.mark.parametrize(
    ("one", "other", "is_alike"),
    [
        ("Zoë Lindqvist", "Zoe Lindqvist", True),
        ("A. Ekholm", "Ada Ekholm", True),
        ("Ada M. Ekholm", "Ada Ekholm", True),
        ("Ada M. Ekholm", "Ada Maria Ekholm", True),
        ("Ekholm, Ada", "Ada Ekholm", True),
        ("Ekholm", "Ada Ekholm", True),
        ("Ada Ekhomn", "Ada Ekholm", False),
        ("Ada Ekhoml", "Ada Ekholm", True),
        ("Bjørn Aas", "Bjorn Aas", True),
        ("Tom Ekholm", "Ada Ekholm", False),
        ("Ada Ekholm", "Ada Lindqvist", False),
        ("Tim Aas", "Tom Aas", False),
    ],
)
def test_entries_that_look_like_one(one: str, other: str, is_alike: bool) -> None:
    register = [Entity("e1", one), Entity("e2", other)]
    assert bool(list(alike(register))) is is_alike
    assert bool(list(alike(reversed(register)))) is is_alike


def test_the_longer_name_is_kept_and_kinds_are_told_apart() -> None:
    (found,) = alike([Entity("e1", "A. Ekholm"), Entity("e2", "Ada Ekholm")])
    assert found.entity_ids == ("e2", "e1")
    assert not list(alike([Entity("e1", "Aas"), Entity("e2", "Aas", EntityKind.PLACE)]))


def test_a_last_name_of_two_people_tells_nothing() -> None:
    names = ("Ekholm", "Ada Ekholm", "Tom Ekholm")
    assert not list(alike([Entity(name, name) for name in names]))


# Keys


def test_a_key_stays_and_a_group_is_shared() -> None:
    places = in_each(6, "In Brenholm it rained.", ("Brenholm", "GPE"))
    odd = in_each(2, "At Brenholm they won.", ("Brenholm", "ORG"), first=10)
    one, other = checked(*places, *odd)
    assert one.key != other.key
    assert one.group == other.group
    more = in_each(3, "In Brenholm it rained.", ("Brenholm", "GPE"), first=20)
    assert checked(*places, *more, *odd)[0].key == one.key


def test_a_string_that_goes_on_behind_the_end_of_the_text_is_not_in_it() -> None:
    strings = Strings(["“Brenholm”", "“Brenholm”, "])
    assert list(strings.found_in("Called “Brenholm”")) == [(7, 17)]


@given(st.lists(strategies.annotated_articles(), max_size=4))
def test_whatever_is_found_is_in_the_text_and_keys_are_distinct(
    articles: list[AnnotatedArticle],
) -> None:
    works: list[Work] = []
    register: dict[str, Entity] = {}
    for number, one in enumerate(articles):
        assert one.annotations is not None
        works.append((Article(str(number), one.article.text), one.annotations))
        register |= {entity.id: entity for entity in one.register}
    texts = {article.id: article.text for article, _ in works}
    found = checked(*works, register=list(register.values()))
    assert len({one.key for one in found}) == len(found)
    for finding in found:
        if finding.span is not None:
            assert finding.span.end <= len(texts[finding.article_id])
        if finding.target is not None:
            assert finding.target.of(texts[finding.article_id]) == finding.usual
            assert finding.target != finding.span


@given(strategies.texts, st.data())
def test_strings_are_found_where_they_stand(text: str, data: st.DataObject) -> None:
    words = data.draw(st.lists(strategies.spans(text).map(lambda one: one.of(text)), max_size=5))
    for start, end in Strings(words).found_in(text):
        assert text[start:end] in words
