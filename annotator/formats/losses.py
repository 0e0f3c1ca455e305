"""What is lost when annotated articles go into a format: told before, and done by the writer.

Each feature that a format does not carry is taken away by one function here. Writers write what is
left, so that the declaration is what happens; the report is the difference, annotation by
annotation, so that it counts what really goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from annotator.domain.annotation import Mention, Note, Quote, Segment
from annotator.domain.annotation_set import AnnotationSet
from annotator.domain.article import Article
from annotator.domain.decision import Decision
from annotator.domain.register import Entity
from annotator.domain.span import Span
from annotator.formats.features import Carries, Fate, Feature
from annotator.formats.protocol import AnnotatedArticle
from annotator.formats.taking_away import without

T = TypeVar("T", Segment, Mention, Quote, Note, Decision, Entity)
_MOST_EXAMPLES = 100
_LONGEST_EXCERPT = 80
# What people ask for first of a format, each with what has to be carried for it to mean anything.
_ASKED_FOR: Mapping[Feature, tuple[Feature, ...]] = {
    Feature.SEGMENTS: (),
    Feature.MENTIONS: (),
    Feature.NESTED: (Feature.MENTIONS,),
    Feature.CROSSING: (Feature.MENTIONS,),
    Feature.LINKS: (Feature.MENTIONS,),
    Feature.QUOTES: (),
    Feature.SPEAKERS: (Feature.QUOTES,),
    Feature.SEVERAL_PARTS: (Feature.QUOTES,),
    Feature.STATES: (),
    Feature.ORIGINS: (),
    Feature.NOTES: (),
    Feature.DECISIONS: (),
    Feature.METADATA: (),
}


@dataclass(frozen=True, slots=True)
class Example:
    """One thing that a format does not carry: an annotation, or something of the article itself.

    ``words`` are of the text, or what stands there instead; ``span`` is ``None`` where the thing
    is not at one place.
    """

    article_id: str
    article: str
    words: str
    annotation_id: str = ""
    span: Span | None = None


@dataclass(slots=True)
class Loss:
    """How often a feature is lost, in how many articles, with the first hundred examples."""

    feature: Feature
    fate: Fate
    count: int = 0
    articles: int = 0
    examples: list[Example] = field(default_factory=list)

    def add(self, found: Iterable[Example]) -> None:
        before = self.count
        for example in found:
            self.count += 1
            if len(self.examples) < _MOST_EXAMPLES:
                self.examples.append(example)
        self.articles += self.count > before


class LossReport:
    """What a format loses of the articles that were added, counted by feature."""

    def __init__(self, title: str, carries: Carries) -> None:
        self.title = title
        self._carries = carries
        self._losses = {
            one: Loss(one, carries.loses[one]) for one in Feature if one in carries.loses
        }

    def add(self, record: AnnotatedArticle) -> None:
        for feature, loss in self._losses.items():
            after = without(feature, record, self._carries)
            if after is not record:
                loss.add(_differences(record, after))
            record = after

    @property
    def losses(self) -> list[Loss]:
        """The losses that occur, worst first: what is left out before what is changed."""
        occurring = (loss for loss in self._losses.values() if loss.count)
        return sorted(occurring, key=lambda loss: (not loss.fate.is_left_out, -loss.count))

    @property
    def kept(self) -> list[Feature]:
        """What people ask for first that the format carries as it is."""
        return [
            one for one, needed in _ASKED_FOR.items() if not {one, *needed} & self._losses.keys()
        ]

    @property
    def summary(self) -> str:
        return counted(len(self.losses)) if self.losses else "lossless"

    def to_text(self) -> str:
        """Return the report as it is written beside an export."""
        if not self.losses:
            return f"{self.title}: nothing is lost.\n"
        lines = [f"What {self.title} does not carry of these articles\n"]
        for loss in self.losses:
            how = "left out" if loss.fate.is_left_out else "changed"
            lines.append(
                f"\n{loss.feature}: {loss.count:,} {how} in {loss.articles:,} articles: "
                f"{loss.fate.says}\n"
            )
            for one in loss.examples:
                place = f"{one.span.start}–{one.span.end}" if one.span else "–"
                lines.append(f"  {one.article}\t{one.article_id}\t{place}\t{one.words}\n")
            if loss.count > len(loss.examples):
                lines.append(f"  and {loss.count - len(loss.examples):,} more\n")
        return "".join(lines)


def counted(losses: int) -> str:
    return f"{losses} {'loss' if losses == 1 else 'losses'}"


def kept(record: AnnotatedArticle, carries: Carries) -> AnnotatedArticle:
    """Return what a format carries of ``record``."""
    for feature in Feature:
        if feature in carries.loses:
            record = without(feature, record, carries)
    return record


def _differences(before: AnnotatedArticle, after: AnnotatedArticle) -> Iterator[Example]:
    """Yield an example for everything of ``before`` that ``after`` has not, or not the same."""
    article = before.article
    if article.text != after.article.text:
        # All offsets are other ones now, which is one loss and not as many as there are spans.
        yield _example(article, article.text)
        return
    if article != after.article:
        yield _example(article, "; ".join((article.title, article.source, article.published)))
    for entity in _missing(before.register, after.register):
        yield _example(article, entity.name)
    if before.annotations is not None and after.annotations is not None:
        yield from _differences_of_sets(article, before.annotations, after.annotations)


def _differences_of_sets(
    article: Article, old: AnnotationSet, new: AnnotationSet
) -> Iterator[Example]:
    text = article.text
    if old.owner != new.owner:
        yield _example(article, old.owner.name)
    if old.progress != new.progress:
        yield _example(article, old.progress)
    spans = {segment.id: span for segment, span in old.partition}
    for segment in _missing(old.partition.segments, new.partition.segments):
        span = spans[segment.id].trimmed(text)
        yield _example(article, span.of(text), segment.id, span)
    for mention in _missing(old.mentions, new.mentions):
        yield _example(article, mention.span.of(text), mention.id, mention.span)
    for quote in _missing(old.quotes, new.quotes):
        yield _example(article, quote.content[0].of(text), quote.id, quote.span)
    for note in _missing(old.notes, new.notes):
        yield _example(article, note.text, note.id)
    for decision in _missing(old.decisions, new.decisions):
        yield _example(article, decision.span.of(text), "", decision.span)


def _example(
    article: Article, words: str, annotation_id: str = "", span: Span | None = None
) -> Example:
    title = article.title or article.text.strip().partition("\n")[0][:_LONGEST_EXCERPT]
    shown = " ".join(words[:_LONGEST_EXCERPT].split())
    return Example(article.id, title, shown, annotation_id, span)


def _missing(before: Sequence[T], after: Sequence[T]) -> Iterator[T]:
    """Yield what of ``before`` is not in ``after``, or is another there."""
    if before is after:
        return
    remaining = {one.id: one for one in after}
    for one in before:
        if remaining.get(one.id) != one:
            yield one
