"""A project whose gold has one inconsistency of each kind, in articles of a few words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from annotator.domain.annotation import Mention, Quote, QuoteType, Segment, Speaker, SpeakerKind
from annotator.domain.annotation_set import GOLD, Owner
from annotator.domain.article import Article
from annotator.domain.identity import new_id
from annotator.domain.register import Entity
from annotator.domain.step import Progress
from annotator.store import NewArticle, NewSet, Project
from annotator.workspace.schemes import default_scheme
from tests.projects_for_tests import span

EKHOLM = Entity("entity-1", "Ada Ekholm")
SHORT = Entity("entity-2", "A. Ekholm")
AWAY = Entity("entity-3", "Nils Okoro")

TEXTS = (
    "Brenholm opens its harbour\n\nThe Tidal Board met in Brenholm. Ada Ekholm led it.\n",
    "Boats leave Brenholm\n\nThe Tidal Board agreed. “We sail,” Ada Ekholm said.\n",
    "Storm over Brenholm\n\nThe Tidal Board waited. “Not today, Ada Ekholm said.\n",
    (
        "Brenholm wins\n\nThe Tidal Board cheered. Later Ada Ekholm spoke. “Well done,” it said.\n"
        "\nPhoto: Ada Ekholm at the quay\n"
    ),
)


def make_inconsistent_project(path: Path, owner: Owner = GOLD) -> list[str]:
    """Make it, and return the ids of its articles."""
    project = Project.create(path, default_scheme())
    news = [NewArticle(Article(new_id(), text, text.split("\n")[0])) for text in TEXTS]
    project.add_articles(news, "test")
    for new, found in zip(news, _sets(), strict=True):
        progress = Progress.DOING if owner == GOLD else Progress.DONE
        project.add_set(new.article.id, owner, replace(found, progress=progress))
    project.close()
    return [new.article.id for new in news]


def _sets() -> list[NewSet]:
    one, two, three, four = TEXTS
    speaker = Speaker(SpeakerKind.ENTITY, EKHOLM.id, EKHOLM.name)
    away = Speaker(SpeakerKind.ENTITY, AWAY.id, AWAY.name)
    short = Speaker(SpeakerKind.ENTITY, SHORT.id, SHORT.name)
    return [
        _set(one, [("Brenholm", "GPE", 0), ("Brenholm", "GPE", 1), *_BOARD], []),
        _set(two, [("Brenholm", "GPE", 0), *_BOARD], [_quote(two, "“We sail,”", speaker)]),
        _set(three, [("Brenholm", "GPE", 0), *_BOARD], [_quote(three, "“Not today,", away)]),
        _set(
            four,
            [("Brenholm", "ORG", 0), ("The Tidal Board", "ORG", 0)],
            [
                _quote(four, "“Well done,”", Speaker(), "Ada Ekholm", 1),
                _quote(four, "Later Ada Ekholm spoke", short),
            ],
        ),
    ]


_BOARD = (("Tidal Board", "ORG", 0), ("Ada Ekholm", "PERSON", 0))


def _set(text: str, mentions: list[tuple[str, str, int]], quotes: list[Quote]) -> NewSet:
    starts = [(0, "headline"), (text.index("The Tidal"), "paragraph")]
    starts += [(text.index("Photo"), "caption")] if "Photo" in text else []
    used = {one.speaker.entity for one in quotes}
    found = [
        Mention(new_id(), span(words, text, number), label) for words, label, number in mentions
    ]
    return NewSet(
        segments=tuple(Segment(new_id(), start, label) for start, label in starts),
        mentions=tuple(sorted(found, key=lambda mention: mention.span)),
        quotes=tuple(sorted(quotes, key=lambda quote: quote.content[0])),
        entities=tuple(one for one in (EKHOLM, SHORT, AWAY) if one.id in used),
    )


def _quote(text: str, content: str, speaker: Speaker, source: str = "", number: int = 0) -> Quote:
    sources = (span(source, text, number),) if source else ()
    return Quote(
        new_id(), QuoteType.DIRECT, (span(content, text),), source=sources, speaker=speaker
    )
