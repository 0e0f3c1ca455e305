"""Quotes that may be wrong: no speaker, one who is named nowhere, marks that do not pair."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from annotator.comparing.consistency.findings import Finding, Kind, quoted
from annotator.comparing.consistency.occurrences import Strings
from annotator.domain.annotation import Quote, SpeakerKind, State
from annotator.domain.annotation_set import AnnotationSet
from annotator.domain.article import Article
from annotator.domain.register import Entity, EntityKind
from annotator.domain.span import Span

_CAPTION = "caption"
_FAMILIES = ('"', "“”„‟", "«»", "‹›", "「」", "『』")
_FAMILY = {mark: family for family in _FAMILIES for mark in family}
_SHOWN = 60


def quote_findings(
    article: Article, annotations: AnnotationSet, register: Mapping[str, Entity]
) -> Iterator[Finding]:
    """Yield what may be wrong with the accepted quotes of an article."""
    linked = {one.entity for one in annotations.mentions if one.state is not State.REJECTED}
    named: dict[str, bool] = {}
    for quote in annotations.quotes:
        if quote.state is not State.ACCEPTED:
            continue
        yield from _speaker_findings(article, quote, register, linked, named)
        if not is_balanced(article.text, quote.content):
            why = "A quotation mark inside the content has no partner"
            yield _finding(Kind.MARKS, article, quote, why)
        if (part := _in_caption(annotations, quote)) is not None:
            why = f"Its source {quoted(part.of(article.text))} stands in a caption"
            yield _finding(Kind.CAPTION, article, quote, why, odd=part.of(article.text))


def _speaker_findings(
    article: Article,
    quote: Quote,
    register: Mapping[str, Entity],
    linked: set[str | None],
    named: dict[str, bool],
) -> Iterator[Finding]:
    if quote.speaker.kind is SpeakerKind.UNKNOWN:
        yield _finding(Kind.NO_SPEAKER, article, quote, "Nobody is given as its speaker")
    entity = register.get(quote.speaker.entity or "")
    if entity is None or entity.id in linked:
        return
    if entity.id not in named:
        named[entity.id] = any(Strings(_names(entity)).found_in(article.text))
    if not named[entity.id]:
        why = f"{entity.name} is its speaker, but the article names nobody so"
        yield _finding(Kind.SPEAKER_NOT_NAMED, article, quote, why, odd=entity.name)


def _names(entity: Entity) -> list[str]:
    """Return what an article may call an entity: its names, and a person's last name."""
    names = [entity.name, *entity.aliases]
    if entity.kind is EntityKind.PERSON:
        names += [name.split()[-1] for name in names if name.split()]
    return names


def _in_caption(annotations: AnnotationSet, quote: Quote) -> Span | None:
    partition = annotations.partition
    if partition.segments:
        for part in quote.source:
            if partition.segments[partition.index_at(part.start)].label == _CAPTION:
                return part
    return None


def is_balanced(text: str, content: Sequence[Span]) -> bool:
    """Tell whether every quotation mark inside a quote's content has its partner there.

    Whatever opens first in its family of marks is the opening one, so that “English”, „German“,
    »the other way« and ”Swedish” marks all do. A paragraph that goes on with a quotation repeats
    the opening mark, and lacks the closing one where the next goes on in turn.
    """
    stack: list[str] = []
    for part in content:
        for position in range(part.start, part.end):
            mark = text[position]
            if mark not in _FAMILY:
                continue
            is_first = position == part.start or text[position - 1] == "\n"
            if not stack or _FAMILY[stack[-1]] != _FAMILY[mark]:
                if _only_closes(text, position, is_first):
                    return False
                stack.append(mark)
            elif not (is_first and mark == stack[-1]):
                stack.pop()
    return not stack or _goes_on(text, content[-1].end, stack[-1])


def _only_closes(text: str, position: int, is_first: bool) -> bool:
    """Tell whether a mark that nothing opened stands where only a closing one can."""
    following = text[position + 1 : position + 2]
    return not is_first and not text[position - 1].isspace() and not following.isalnum()


def _goes_on(text: str, end: int, opening: str) -> bool:
    rest = text[end:]
    return rest[:1] in ("", "\n") and rest.lstrip().startswith(opening)


def _finding(kind: Kind, article: Article, quote: Quote, why: str, odd: str = "") -> Finding:
    first = quote.content[0]
    words = " ".join(first.of(article.text).split())
    words = words if len(words) <= _SHOWN else words[: _SHOWN - 1].rstrip() + "…"
    return Finding(kind, words, why, article.id, first, quote.id, odd)
