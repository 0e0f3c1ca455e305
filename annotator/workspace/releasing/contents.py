"""What goes into a release of each article: the wanted layers and states, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from annotator.domain.annotation import Annotation, Layer, Mention, Quote, Segment, State
from annotator.domain.annotation_set import AnnotationSet, Owner, OwnerKind
from annotator.domain.partition import Partition
from annotator.formats.protocol import AnnotatedArticle
from annotator.store import Queries
from annotator.workspace.releasing.settings import ReleaseSettings

_CHUNK = 50
"""So many articles are read at once, which is what a release keeps in memory."""


def annotator_codes(queries: Queries, settings: ReleaseSettings) -> dict[str, str]:
    """Return the name under which each annotator is in the release, by the annotator's own.

    Codes go by the order in which the project came to know people, so that they stay the same from
    one release to the next.
    """
    known = queries.annotators_by_arrival()
    owners = [one.name for one in queries.owners() if one.kind is OwnerKind.ANNOTATOR]
    names = list(dict.fromkeys((*known, *owners)))
    if settings.with_names:
        return {name: name for name in names}
    return {name: f"annotator {number}" for number, name in enumerate(names, 1)}


def released_records(
    queries: Queries,
    ids: Sequence[str],
    owners: Sequence[Owner],
    settings: ReleaseSettings,
    codes: Mapping[str, str],
    left_out: Counter[tuple[Layer, State]],
) -> Iterator[AnnotatedArticle]:
    """Yield what goes into the release of each article and owner, in the order of ``ids``.

    Sets that their owner has not come as far with as is asked for are left out. In ``left_out``
    are counted the mentions and quotes of wanted layers whose state is not wanted.
    """
    for begin in range(0, len(ids), _CHUNK):
        chunk = ids[begin : begin + _CHUNK]
        articles, sets = queries.articles(chunk), queries.annotation_sets(chunk, owners)
        for article_id, of_owners in sets.items():
            for found in of_owners.values():
                if found.progress in settings.progress:
                    left_out.update(_states_left_out(found, settings))
                    wanted = _coded(wanted_of(found, settings), codes)
                    register = queries.entities(sorted(_referred_to(wanted)))
                    entries = tuple(register.values())
                    yield AnnotatedArticle(articles[article_id], wanted, entries)


def wanted_of(annotations: AnnotationSet, settings: ReleaseSettings) -> AnnotationSet:
    """Return the set with the wanted layers and states only; segments go all or none."""
    states = settings.states
    segments, mentions, quotes = (layer in settings.layers for layer in Layer)
    return replace(
        annotations,
        partition=annotations.partition if segments else Partition(annotations.partition.length),
        mentions=tuple(one for one in annotations.mentions if mentions and one.state in states),
        quotes=tuple(one for one in annotations.quotes if quotes and one.state in states),
        notes=annotations.notes if settings.with_notes else (),
        decisions=tuple(one for one in annotations.decisions if one.layer in settings.layers),
    )


def _coded(found: AnnotationSet, codes: Mapping[str, str]) -> AnnotationSet:
    """Let a set tell people by their codes, wherever it does."""
    owner = found.owner
    if owner.kind is OwnerKind.ANNOTATOR:
        owner = Owner(owner.kind, codes[owner.name])
    return replace(
        found,
        owner=owner,
        decisions=tuple(
            replace(one, by=_named(one.by, codes), how=_named(one.how, codes))
            for one in found.decisions
        ),
    )


def _named(said: str, codes: Mapping[str, str]) -> str:
    """Return the names of a decision as codes; a rule and its votes stay as they are."""
    return ", ".join(codes.get(one, one) for one in said.split(", "))


def _referred_to(annotations: AnnotationSet) -> set[str]:
    of_mentions = {mention.entity for mention in annotations.mentions}
    of_quotes = {quote.speaker.entity for quote in annotations.quotes}
    return {entity for entity in of_mentions | of_quotes if entity is not None}


def _states_left_out(
    annotations: AnnotationSet, settings: ReleaseSettings
) -> Iterator[tuple[Layer, State]]:
    for layer in (Layer.ENTITIES, Layer.QUOTES):
        if layer in settings.layers:
            for one in annotations.of_layer(layer):
                if one.state not in settings.states:
                    yield layer, one.state


@dataclass(slots=True)
class Counts:
    """How much there is of what; ``labels`` are by layer and label, a quote's label is its type.

    ``by_hand`` and ``by_detector`` count annotations by their origin, the latter by detector and
    version. Characters are code points, words are separated by white space.
    """

    articles: int = 0
    characters: int = 0
    words: int = 0
    labels: dict[Layer, Counter[str]] = field(
        default_factory=lambda: {layer: Counter() for layer in Layer}
    )
    speakers: Counter[str] = field(default_factory=Counter)
    by_hand: int = 0
    by_detector: Counter[str] = field(default_factory=Counter)

    def add(self, record: AnnotatedArticle) -> None:
        self.articles += 1
        self.characters += len(record.article.text)
        self.words += len(record.article.text.split())
        for one in record.annotations.annotations() if record.annotations else ():
            layer, label = _label(one)
            self.labels[layer][label] += 1
            if isinstance(one, Quote):
                self.speakers[one.speaker.kind.value] += 1
            if one.origin.is_by_hand:
                self.by_hand += 1
            else:
                self.by_detector[f"{one.origin.detector} {one.origin.version}".strip()] += 1

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.articles + other.articles,
            self.characters + other.characters,
            self.words + other.words,
            {layer: self.labels[layer] + other.labels[layer] for layer in Layer},
            self.speakers + other.speakers,
            self.by_hand + other.by_hand,
            self.by_detector + other.by_detector,
        )

    def to_json(self) -> dict[str, object]:
        return {
            "articles": self.articles,
            "characters": self.characters,
            "words": self.words,
            **{
                layer.value: {"total": labels.total(), "labels": dict(sorted(labels.items()))}
                for layer, labels in self.labels.items()
            },
            "speakers": dict(sorted(self.speakers.items())),
            "origins": {
                "by_hand": self.by_hand,
                "by_detector": dict(sorted(self.by_detector.items())),
            },
        }


def _label(one: Annotation) -> tuple[Layer, str]:
    match one:
        case Segment():
            return Layer.SEGMENTS, one.label
        case Mention():
            return Layer.ENTITIES, one.label
        case Quote():
            return Layer.QUOTES, one.type.value
