"""Finished articles to learn from, all alike: the detectors are wrong in the same way each time."""

from __future__ import annotations

import random
from collections.abc import Iterator

from annotator.detecting.evaluation import Gold
from annotator.detecting.learning.lesson import Lesson
from annotator.detecting.protocol import Suggestions
from annotator.domain.annotation import (
    Mention,
    Origin,
    Quote,
    QuoteType,
    Segment,
    State,
)
from annotator.domain.article import Article
from annotator.domain.identity import new_id
from annotator.domain.span import Span

RULE = Origin("rules", "1", "some rule", 0.8)
_FIRST = ("Ada", "Nils", "Ines", "Pelle", "Tomke", "Bruno", "Wilma", "Jarl")
_LAST = ("Brandt", "Okoro", "Venn", "Kolar", "Distel", "Ruhr", "Amsel", "Foss")
_TOWNS = ("Brenholm", "Kessel", "Torvik", "Larsby", "Undal", "Ostmark")
_CLUBS = ("Rovers", "Harriers", "Rangers", "Athletic")
_SAID = ("the harbour will open", "nobody was hurt", "the ferry is late", "work goes on")


def lessons(count: int, seed: int = 1) -> list[Lesson]:
    """Return articles in which the detectors

    take clubs for places and months for people, know nothing of “mused”, and call the last line,
    which is tags, a paragraph.
    """
    chance = random.Random(seed)
    return [_lesson(chance, number) for number in range(count)]


def _lesson(chance: random.Random, number: int) -> Lesson:
    def one(words: tuple[str, ...]) -> str:
        return chance.choice(words)

    person, club = f"{one(_FIRST)} {one(_LAST)}", f"{one(_TOWNS)} {one(_CLUBS)}"
    said, mused = one(_SAID), one(_SAID)
    lines = [
        f"{one(_TOWNS)} looks ahead",
        f"{person} said {said}. In May {club} won again.",
        f"{one(_FIRST)} {one(_LAST)} mused that {mused}.",
        f"{one(_TOWNS)}, {one(_CLUBS)}, harbour {number}",
    ]
    text = "\n\n".join(lines) + "\n"
    cut = _Cut(text)
    other = cut.words(lines[2].partition(" mused")[0])
    wanted = (
        Mention(new_id(), cut.words(person), "PERSON"),
        Mention(new_id(), cut.words(club), "ORG"),
        Mention(new_id(), other, "PERSON"),
    )
    found = (
        _suggested(cut.words(person), "PERSON"),
        _suggested(cut.words("May"), "PERSON"),
        _suggested(cut.words(club), "GPE"),
        _suggested(other, "PERSON"),
    )
    first = _quote((cut.words(said),), cut.words("said"), cut.words(person))
    second = _quote((cut.words(f"that {mused}"),), cut.words("mused"), other)
    return Lesson(
        Gold(
            Article(f"article {number:03}", text, source="the Undal paper"),
            tuple(cut.segments(lines, ("headline", "paragraph", "paragraph", "tags"))),
            wanted,
            (first, second),
        ),
        Suggestions(
            tuple(cut.segments(lines, ("headline", "paragraph", "paragraph", "paragraph"), RULE)),
            found,
            (Quote(new_id(), first.type, *_parts(first), state=State.SUGGESTED, origin=RULE),),
        ),
    )


class _Cut:
    def __init__(self, text: str) -> None:
        self._text = text

    def words(self, words: str) -> Span:
        start = self._text.index(words)
        return Span(start, start + len(words))

    def segments(
        self, lines: list[str], labels: tuple[str, ...], origin: Origin | None = None
    ) -> Iterator[Segment]:
        state = State.ACCEPTED if origin is None else State.SUGGESTED
        start = 0
        for line, label in zip(lines, labels, strict=True):
            yield Segment(new_id(), start, label, state, origin or Origin())
            start += len(line) + 2


def _suggested(span: Span, label: str) -> Mention:
    return Mention(new_id(), span, label, State.SUGGESTED, RULE)


def _quote(content: tuple[Span, ...], cue: Span, source: Span) -> Quote:
    return Quote(new_id(), QuoteType.INDIRECT, content, (cue,), (source,))


def _parts(quote: Quote) -> tuple[tuple[Span, ...], tuple[Span, ...], tuple[Span, ...]]:
    return quote.content, quote.cue, quote.source
