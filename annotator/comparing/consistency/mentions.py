"""Variation among mentions: the same words labelled differently, partly, or not at all.

Words that occur more than once with different labels are either ambiguous or labelled wrongly once
(Dickinson and Meurers 2003, “Detecting errors in part-of-speech annotation”, EACL: variation
nuclei; 2005, “Detecting errors in discontinuous structural annotation”, ACL, for spans, where “not
labelled” is one of the labels). Two of their ways tell which it is:

* How often. A label is odd where the usual one of the words is at least twice as frequent, or where
  it occurs only once. So two and two is ambiguity, and one of three is a finding.
* Where. Words that are ambiguous so are compared within the same context, the word before and the
  word after; there the rarer label is odd however frequent it is elsewhere.

An occurrence without a label is odd where the words are labelled at least as often as not; words
of several parts, such as a full name, are seldom anything else, so that a fifth is enough. Words in
small letters must be labelled twice. Parts of articles in which nobody labels anything, such as
tags, are left out.

Boundaries are compared over the same words: where “the Tidal Board” is labelled now as a whole
and now only “Tidal Board” in it, the rarer way is odd, by the same count.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from annotator.comparing.consistency.findings import Finding, Kind, quoted
from annotator.comparing.consistency.occurrences import (
    LONGEST,
    Strings,
    is_lower,
    is_several,
    neighbours,
)
from annotator.domain.annotation import Mention, State
from annotator.domain.annotation_set import AnnotationSet
from annotator.domain.article import Article
from annotator.domain.span import Span

_SHARE = 0.5
_SHARE_OF_SEVERAL = 0.2
_Extent = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Place:
    article_id: str
    span: Span
    mention_id: str
    label: str


class MentionChecks:
    """Learns from every article first, and then looks at every article."""

    def __init__(self) -> None:
        self._labels: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._all_labels: Counter[str] = Counter()
        self._labelled_in: set[str] = set()
        self._strings: Strings | None = None
        self._odd_labels: list[tuple[str, _Place]] = []
        self._contexts: defaultdict[tuple[str, str, str], list[_Place]] = defaultdict(list)
        self._unlabelled: defaultdict[str, list[_Place] | None] = defaultdict(list)
        self._extents: defaultdict[str, defaultdict[_Extent, list[_Place]]] = defaultdict(
            lambda: defaultdict(list)
        )

    # First: what is usual

    def learn(self, article: Article, annotations: AnnotationSet) -> None:
        for mention in annotations.mentions:
            if mention.state is State.ACCEPTED and len(mention.span) <= LONGEST:
                words = mention.span.of(article.text)
                self._labels[words][mention.label] += 1
                self._all_labels[mention.label] += 1
                self._labelled_in.add(_segment_label(annotations, mention.span.start))

    def _usual(self, words: str) -> str:
        labels = self._labels[words]
        return max(labels, key=lambda one: (labels[one], self._all_labels[one], one))

    # Then: what is not so

    def look(self, article: Article, annotations: AnnotationSet) -> None:
        if self._strings is None:
            self._strings = Strings(self._labels)
        self._look_at_labels(article, annotations)
        present = _Present(annotations)
        for start, end in self._strings.found_in(article.text):
            self._look_at(article, present, Span(start, end))

    def _look_at_labels(self, article: Article, annotations: AnnotationSet) -> None:
        for mention in annotations.mentions:
            words = mention.span.of(article.text)
            labels = self._labels.get(words, ())
            if mention.state is not State.ACCEPTED or len(labels) < 2:
                continue
            place = _Place(article.id, mention.span, mention.id, mention.label)
            usual = self._usual(words)
            if mention.label != usual and _is_odd(labels[mention.label], labels[usual]):
                self._odd_labels.append((words, place))
            else:
                before, after = neighbours(article.text, mention.span.start, mention.span.end)
                self._contexts[before, words, after].append(place)

    def _look_at(self, article: Article, present: _Present, span: Span) -> None:
        """Tell how an occurrence of words that are labelled somewhere is labelled here."""
        words = span.of(article.text)
        usual = self._usual(words)
        here = present.overlapping(span)
        whole = [one for one in here if one.span == span and one.state is State.ACCEPTED]
        parts = [one for one in here if span.covers(one.span) and one.label == usual]
        if whole or (len(here) == 1 and parts and parts[0].state is State.ACCEPTED):
            mention = (*whole, *parts)[0]
            extent = mention.span.start - span.start, mention.span.end - span.start
            place = _Place(article.id, span, mention.id, mention.label)
            self._extents[words][extent].append(place)
        elif not here and present.may_be_labelled(span, self._labelled_in):
            self._note_unlabelled(words, _Place(article.id, span, "", usual))

    def _note_unlabelled(self, words: str, place: _Place) -> None:
        places = self._unlabelled[words]
        if places is not None:
            places.append(place)
            if not self._is_mostly_labelled(words, len(places)):
                # A common word, whose places are not worth keeping.
                self._unlabelled[words] = None

    def _is_mostly_labelled(self, words: str, unlabelled: int) -> bool:
        labelled = self._labels[words].total()
        share = _SHARE_OF_SEVERAL if is_several(words) else _SHARE
        return labelled >= (2 if is_lower(words) else 1) and (
            labelled >= share * (labelled + unlabelled)
        )

    # At last: what was found

    def findings(self) -> Iterator[Finding]:
        yield from self._label_findings()
        yield from _outermost(self._unlabelled_findings())
        for words, extents in self._extents.items():
            if len(extents) > 1:
                yield from self._boundary_findings(words, extents)

    def _unlabelled_findings(self) -> Iterator[Finding]:
        for words, places in self._unlabelled.items():
            labelled, usual = self._labels[words].total(), self._usual(words)
            times = "once" if labelled == 1 else f"{labelled:,} times"
            why = f"{quoted(words)} is labelled {times}, mostly as {usual}"
            why = why if len(self._labels[words]) > 1 else why.replace("mostly as", "as")
            for place in places or ():
                yield _finding(Kind.UNLABELLED, words, why, place, usual=usual)

    def _label_findings(self) -> Iterator[Finding]:
        for words, place in self._odd_labels:
            labels, usual = self._labels[words], self._usual(words)
            why = f"{quoted(words)} is {usual} {labels[usual]:,} of {labels.total():,} times"
            yield _finding(Kind.LABEL, words, why, place, odd=place.label, usual=usual)
        for (before, words, after), places in self._contexts.items():
            labels = Counter(one.label for one in places)
            if len(labels) > 1 and (before or after):
                usual = max(labels, key=lambda one: (labels[one], self._labels[words][one], one))
                why = (
                    f"{quoted(f'{before} {words} {after}'.strip())} has {usual} "
                    f"{labels[usual]:,} of {labels.total():,} times"
                )
                for place in places:
                    if place.label != usual:
                        yield _finding(Kind.LABEL, words, why, place, odd=place.label, usual=usual)

    def _boundary_findings(
        self, words: str, extents: dict[_Extent, list[_Place]]
    ) -> Iterator[Finding]:
        def weight(extent: _Extent) -> tuple[int, int, _Extent]:
            labelled = self._labels[words[slice(*extent)]].total()
            return len(extents[extent]), labelled, extent

        usual = max(extents, key=weight)
        total = sum(map(len, extents.values()))
        usually = words[slice(*usual)]
        why = f"In {quoted(words)}, {len(extents[usual]):,} of {total:,} have {quoted(usually)}"
        for extent, places in extents.items():
            if extent == usual or not _is_odd(len(places), len(extents[usual])):
                continue
            for place in places:
                begin = place.span.start
                shown = _Place(
                    place.article_id,
                    Span(begin + extent[0], begin + extent[1]),
                    place.mention_id,
                    place.label,
                )
                target = Span(begin + usual[0], begin + usual[1])
                odd = words[slice(*extent)]
                yield _finding(Kind.BOUNDARY, words, why, shown, odd, usually, target)


class _Present:
    """The mentions of a set by place: those that stand or wait, and what was rejected."""

    def __init__(self, annotations: AnnotationSet) -> None:
        kept = [one for one in annotations.mentions if one.state is not State.REJECTED]
        self._kept = kept
        self._starts = [one.span.start for one in kept]
        self._reaches = list(accumulate((one.span.end for one in kept), max))
        self._annotations = annotations
        self._rejected = {one.span for one in annotations.mentions if one.state is State.REJECTED}

    def may_be_labelled(self, span: Span, labelled_in: set[str]) -> bool:
        """Tell whether nobody decided against ``span``, and its segment is one to label in."""
        is_there = _segment_label(self._annotations, span.start) in labelled_in
        return is_there and span not in self._rejected

    def overlapping(self, span: Span) -> list[Mention]:
        index = bisect_left(self._starts, span.end) - 1
        found = []
        while index >= 0 and self._reaches[index] > span.start:
            if self._kept[index].span.overlaps(span):
                found.append(self._kept[index])
            index -= 1
        return found


def _segment_label(annotations: AnnotationSet, position: int) -> str:
    partition = annotations.partition
    return partition.segments[partition.index_at(position)].label if partition.segments else ""


def _is_odd(count: int, usual: int) -> bool:
    return count == 1 or 2 * count <= usual


def _outermost(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Leave out what lies inside another: of “Ada Ekholm”, not “Ekholm” as well."""
    placed = [(one.article_id, one.span, one) for one in findings if one.span is not None]
    here, reach = "", 0
    for article_id, span, one in sorted(
        placed, key=lambda item: (item[0], item[1].start, -item[1].end)
    ):
        if article_id != here or span.end > reach:
            yield one
            here, reach = article_id, span.end


def _finding(
    kind: Kind,
    words: str,
    why: str,
    place: _Place,
    odd: str = "",
    usual: str = "",
    target: Span | None = None,
) -> Finding:
    return Finding(
        kind, words, why, place.article_id, place.span, place.mention_id, odd, usual, target
    )
