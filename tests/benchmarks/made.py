"""Articles made to measure with."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from annotator.domain.annotation import Mention, Origin, Segment, State
from annotator.domain.article import Article
from annotator.domain.identity import new_id
from annotator.domain.span import Span
from annotator.store import NewArticle, NewSet, Project
from annotator.workspace.schemes import default_scheme
from tests.texts import AGENCY

_WORDS = [word for word in AGENCY.split() if word.isalpha()]
_ORIGIN = Origin("entities", "1", "first name", 0.92)


def text_of(length: int, chance: random.Random) -> str:
    """Return running text of about ``length`` code points in paragraphs of some 400."""
    lines, done = [], 0
    while done < length:
        words = [chance.choice(_WORDS) for _ in range(chance.randint(40, 70))]
        lines.append(" ".join(words).capitalize() + ".")
        done += len(lines[-1]) + 2
    return "\n\n".join(lines) + "\n"


def suggestions(text: str, mentions: int) -> NewSet:
    """Return a segment for each paragraph and so many mentions, evenly spread."""
    starts = [0, *(n + 2 for n in range(len(text) - 2) if text[n : n + 2] == "\n\n")]
    step = max(1, (len(text) - 12) // max(1, mentions))
    state = State.SUGGESTED
    return NewSet(
        segments=tuple(Segment(new_id(), one, "paragraph", state, _ORIGIN) for one in starts),
        mentions=tuple(
            Mention(new_id(), Span(n * step, n * step + 8), "PERSON", state, _ORIGIN)
            for n in range(mentions)
        ),
    )


def batched(ids: Iterable[str], size: int) -> Iterator[list[str]]:
    """Yield lists of ``size`` ids, the last of what remains."""
    iterator = iter(ids)
    while batch := list(islice(iterator, size)):
        yield batch


def project_of(path: Path, sizes: list[tuple[int, int]], others: int = 0) -> list[str]:
    """Make a project of articles of (length, mentions), and ``others`` of the typical size."""
    chance = random.Random(7)
    project = Project.create(path, default_scheme())
    texts = [text_of(length, chance) for length, _ in sizes]
    typical = [text_of(3000, chance) for _ in range(50)]
    news = [NewArticle(Article(new_id(), text, f"Article of {len(text)}")) for text in texts]
    rest = [
        NewArticle(Article(new_id(), f"{n} {typical[n % 50]}", f"Article {n}"))
        for n in range(others)
    ]
    for begin in range(0, len(rest), 500):
        project.add_articles(rest[begin : begin + 500], "bench")
    project.add_articles(news, "bench")
    found = {
        new.article.id: suggestions(new.article.text, mentions)
        for new, (_, mentions) in zip(news, sizes, strict=True)
    }
    for some in batched(found, 100):
        project.put_detection({one: found[one] for one in some})
    project.close()
    return [new.article.id for new in news]
