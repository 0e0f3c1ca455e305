"""Source profiles: what articles of one source, whose segments are known, tell of its layout.

Articles of a site are made from one template: the same lines come again and again (share bars,
calls to subscribe), captions and bylines have one form, and segments one order. A profile counts
which label each form of a line had. How far a form speaks for a label is the logarithm of
P(label | form) / P(label), smoothed by m-estimates (Cestnik, Estimating Probabilities, ECAI 1990),
so that what was seen once says little.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log

import regex

from annotator.detecting.segments.lines import Line, lines_of
from annotator.detecting.segments.page import Page, page_of
from annotator.domain.annotation import Segment
from annotator.domain.partition import Partition

Counts = Mapping[str, Mapping[str, int]]
"""How often each label was with a form, or behind a label."""

_EXPECTED = {
    "paragraph": 0.6, "subhead": 0.07, "caption": 0.05, "related_link": 0.05, "byline": 0.04,
    "timestamp": 0.03, "tags": 0.03, "headline": 0.03, "standfirst": 0.02,
}  # fmt: skip
"""The share of lines that a label has in news at large, roughly; others have ``_RARE``."""
_RARE = 0.01
_WEIGHTS = {"line": 1.2, "begin": 0.8, "end": 0.8, "shape": 0.8, "place": 0.5}
_ORDER_WEIGHT = 0.5
_STRENGTH = 1.0
"""So many imagined lines of the usual shares stand beside those that were counted."""
_MOST = 8.0
_LONG, _SHORT = 200, 14
_REPEATS = 3
"""What stands in so many articles of a source is part of its template."""
_TEMPLATE = {"paragraph": -4.0, "ui_noise": 2.0, "promo": 2.0, "related_link": 0.5,
             "copyright": 0.5, "headline": -4.0, "standfirst": -3.0, "caption": -3.0}  # fmt: skip
_TOKEN = regex.compile(r"\p{N}+|\p{L}+|[^\p{L}\p{N}\s]")
_NUMBER = regex.compile(r"\p{N}+")


@dataclass(frozen=True, slots=True)
class Example:
    """An article of the source; without segments, it tells only which lines come again.

    A segment without a label is one that nobody decided, and tells nothing.
    """

    text: str
    segments: tuple[Segment, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceProfile:
    """What ``articles`` with segments tell of their source’s lines."""

    forms: Counts = field(default_factory=dict)
    order: Counts = field(default_factory=dict)
    """How often each label followed a label; the empty one stands for the beginning."""
    template: frozenset[str] = frozenset()
    """Lines that several articles of the source have."""
    articles: int = 0

    def scores(self, line: Line, page: Page) -> dict[str, float]:
        """Return how far the line’s forms speak for the labels that they had before.

        What is less by the same for all labels is left out, as one line has one label.
        """
        scores: dict[str, float] = {}
        for kind, form in _forms(line, page) if self.forms else ():
            for label, count in self.forms.get(f"{kind} {form}", {}).items():
                seen = count / (_STRENGTH * _EXPECTED.get(label, _RARE))
                scores[label] = scores.get(label, 0.0) + _WEIGHTS[kind] * log(1 + seen)
        if not scores and _key(line) in self.template:
            return dict(_TEMPLATE)
        return {label: min(_MOST, score) for label, score in scores.items()}

    @property
    def told(self) -> str:
        """What the profile is made of, in words."""
        if not self.articles:
            return "comes again in articles of this source"
        return f"as in {self.articles} known article{'s' * (self.articles > 1)} of this source"

    def order_scores(self) -> dict[tuple[str, str], float]:
        """Return how far each label speaks for the one behind it."""
        labels = {*_EXPECTED, *(label for counts in self.order.values() for label in counts)}
        scores = {}
        for before, counts in self.order.items():
            total = sum(counts.values())
            for label in labels:
                expected = _EXPECTED.get(label, _RARE)
                share = (counts.get(label, 0) + _STRENGTH * expected) / (total + _STRENGTH)
                scores[before, label] = _ORDER_WEIGHT * log(share / expected)
        return scores


NO_PROFILE = SourceProfile()


def profile_of(examples: Iterable[Example]) -> SourceProfile:
    """Count the lines of a source’s articles; time and size are linear in their lines."""
    forms: dict[str, Counter[str]] = {}
    order: dict[str, Counter[str]] = {}
    seen: Counter[str] = Counter()
    articles = 0
    for example in examples:
        lines = lines_of(example.text)
        seen.update({_key(line) for line in lines})
        if not example.segments or not lines:
            continue
        articles += 1
        page = page_of(example.text, lines)
        before: str | None = ""
        for line, label in zip(lines, _labels_of(example, lines), strict=True):
            for kind, form in _forms(line, page) if label else ():
                forms.setdefault(f"{kind} {form}", Counter())[label] += 1
            if label and before is not None:
                order.setdefault(before, Counter())[label] += 1
            before = label or None
    template = frozenset(key for key, count in seen.items() if count >= _REPEATS)
    return SourceProfile(forms, order, template, articles)


def _labels_of(example: Example, lines: Sequence[Line]) -> Iterator[str]:
    """Yield the label of each line: that of its end, as datelines and such stand at its begin."""
    partition = Partition(len(example.text), example.segments)
    for line in lines:
        yield partition.segments[partition.index_at(line.end - 1)].label


def _forms(line: Line, page: Page) -> Iterator[tuple[str, str]]:
    """Yield the forms of a line, from the line itself to no more than its place and length."""
    if line.end - line.start <= _LONG:
        yield "line", _key(line)
    tokens = _TOKEN.findall(line.head)
    yield "begin", " ".join(_plain(token) for token in tokens[:2])
    end = _TOKEN.findall(line.tail[-40:])
    yield "end", " ".join(_plain(token) for token in end[-2:])
    if len(tokens) <= _SHORT:
        yield "shape", _shape(tokens)
    yield "place", _place(line, page)


def _key(line: Line) -> str:
    return _NUMBER.sub("0", line.head.casefold())


def _plain(token: str) -> str:
    return _NUMBER.sub("0", token.casefold())


def _shape(tokens: Sequence[str]) -> str:
    """Return a line’s classes of tokens, runs of a class as one."""
    shape: list[str] = []
    for token in tokens:
        one = token
        if token[0].isalpha():
            one = (
                "AA" if token.isupper() and len(token) > 1 else "Aa" if token[0].isupper() else "a"
            )
        elif token[0].isnumeric():
            one = f"{min(len(token), 4)}"
        if not shape or shape[-1] != one or not one[0].isalpha():
            shape.append(one)
    return " ".join(shape)


def _place(line: Line, page: Page) -> str:
    """Return where a line stands, how long it is, and how it ends, all roughly."""
    place = (
        "above" if line.number < page.text_begins else "tail" if line.number >= page.tail else "in"
    )
    length = sum(line.words > most for most in (2, 5, 9, 14, 22, 32))
    mark = "." if line.tail[-1:] in '.!?”"’' else line.tail[-1:] if line.tail[-1:] in ":;)" else ""
    above = min(line.number, 4) if place == "above" else ""
    return f"{place}{above} {length}{mark} {line.blank_before:d}{line.blank_after:d}"
