"""Names and ids from files hold nothing that hides or turns what is read."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.annotation import Mention, Note, Origin, Segment, SpeakerKind
from annotator.domain.annotation_set import AnnotationSet, Owner, OwnerKind
from annotator.domain.article import Article
from annotator.domain.partition import Partition
from annotator.domain.register import Entity
from annotator.domain.span import Span
from annotator.formats.naming import name_of, named
from annotator.formats.protocol import AnnotatedArticle, Refusal
from tests.formats.round_trips import golden_record
from tests.strategies import annotated_articles

OVERRIDE = "\u202e"
HOSTILE = ("\x00", "\x1b", "\x7f", "\x9b", OVERRIDE, "\u2066", "\ud800", "\ufffe", "\ufeff")


def _annotations(record: AnnotatedArticle | Refusal) -> AnnotationSet:
    assert isinstance(record, AnnotatedArticle)
    assert record.annotations is not None
    return record.annotations


def _changed(record: AnnotatedArticle, **fields: object) -> AnnotatedArticle:
    return replace(record, annotations=replace(_annotations(record), **fields))  # type: ignore[arg-type]


@pytest.mark.parametrize("character", HOSTILE)
def test_a_hostile_character_is_taken_out(character: str) -> None:
    assert name_of(f"PER{character}SON") == "PERSON"


@pytest.mark.parametrize(
    "name",
    [
        "نیم\u200cفاصله",
        "👩\u200d👩\u200d👧",
        "Müller & Söhne",
        "שלום\u200f!",
        "e\u0301",
        "a\u00a0b",
    ],
)
def test_what_scripts_need_stays(name: str) -> None:
    assert name_of(name) == name


def test_a_name_has_one_line() -> None:
    assert name_of("Ada\r\nBrandt\u2028\tL. ") == "Ada Brandt L."


@given(st.text(st.characters()) | st.text(st.sampled_from([*HOSTILE, "a", " ", "\n"])))
def test_a_clean_name_stays_as_it_is(words: str) -> None:
    once = name_of(words)
    assert name_of(once) == once
    assert once.encode().decode() == once
    assert "\n" not in once


@given(annotated_articles())
def test_all_names_are_cleaned_once(record: AnnotatedArticle) -> None:
    once = named(record, "here")
    assert isinstance(once, AnnotatedArticle)
    assert named(once, "here") is once


def test_a_proper_record_is_itself() -> None:
    record = golden_record()
    assert named(record, "here") is record


def test_names_are_cleaned_wherever_they_stand() -> None:
    origin = Origin("rules\x1b", "1\x00", f"{OVERRIDE}rule", 0.5, (f"said{OVERRIDE}", Span(0, 1)))
    attributes = {f"va{OVERRIDE}lue": ["\ud800", {"deep\n": "two\nlines\x07"}]}
    text = "Ada Brandt said so."
    record = AnnotatedArticle(
        Article("a", text, f"{OVERRIDE}Title", "Source\n", "https://news.example/\x1b", "2024\x00"),
        AnnotationSet(
            "s",
            "a",
            Owner(OwnerKind.ANNOTATOR, f"Ines{OVERRIDE}"),
            Partition(len(text), (Segment("1", 0, f"para{OVERRIDE}graph"),)),
            (
                Mention(
                    "2", Span(0, 10), OVERRIDE, origin=origin, attributes=attributes, entity="e"
                ),
            ),
            notes=(Note("n", "Two\nlines\x07", is_question=True, answer="\ud800Yes"),),
        ),
        (Entity("e", OVERRIDE, aliases=("Ada\tBrandt", "\x00")),),
        remarks=("Something was changed.",),
    )
    cleaned = named(record, "here")
    annotations = _annotations(cleaned)
    assert isinstance(cleaned, AnnotatedArticle)
    article = cleaned.article
    said = (article.title, article.source, article.url, article.published)
    assert said == ("Title", "Source", "https://news.example/", "2024")
    assert annotations.owner.name == "Ines"
    assert annotations.partition.segments[0].label == "paragraph"
    (mention,) = annotations.mentions
    assert mention.label == "unlabelled"
    assert mention.origin == Origin("rules", "1", "rule", 0.5, ("said", Span(0, 1)))
    assert mention.attributes == {"value": ["", {"deep": "two\nlines"}]}
    assert annotations.notes == (Note("n", "Two\nlines", is_question=True, answer="Yes"),)
    assert cleaned.register == (Entity("e", "unnamed", aliases=("Ada Brandt",)),)
    assert cleaned.remarks[0] == record.remarks[0]
    assert "Control characters" in cleaned.remarks[1]


def test_a_speaker_has_a_clean_name() -> None:
    record = golden_record()
    (quote,) = _annotations(record).quotes
    speaker = replace(quote.speaker, kind=SpeakerKind.UNNAMED, entity=None, name=f"a{OVERRIDE}man")
    cleaned = named(_changed(record, quotes=(replace(quote, speaker=speaker),)), "here")
    assert _annotations(cleaned).quotes[0].speaker.name == "aman"


@pytest.mark.parametrize("kind", ["article", "mention", "note", "register"])
def test_a_hostile_id_is_refused(kind: str) -> None:
    record, bad = golden_record(), f"id{OVERRIDE}"
    match kind:
        case "article":
            record = replace(record, article=replace(record.article, id=bad))
        case "mention":
            one, *_ = _annotations(record).mentions
            record = _changed(record, mentions=(replace(one, id=bad),))
        case "note":
            record = _changed(record, notes=(Note("n", "A note", bad),))
        case _:
            record = replace(record, register=(Entity(bad, "Ada"),))
    refused = named(record, "a\nfile")
    assert isinstance(refused, Refusal)
    assert refused.where == "a file"
    assert "U+202E" in refused.reason
