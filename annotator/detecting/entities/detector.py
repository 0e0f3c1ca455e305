"""The entity detector: rules and the starter model together, names carried through the article."""

from __future__ import annotations

from annotator.detecting.entities.carrying import carried_through
from annotator.detecting.entities.clusters import clustered
from annotator.detecting.entities.evidence import Witnesses
from annotator.detecting.entities.found import Found
from annotator.detecting.entities.inserted import tagged, with_insertions
from annotator.detecting.entities.joining import joined
from annotator.detecting.entities.model import Model
from annotator.detecting.entities.playing import playing
from annotator.detecting.entities.reading import Reader
from annotator.detecting.entities.runs import is_loud
from annotator.detecting.protocol import Suggestions
from annotator.domain.annotation import Layer, Mention, Origin, State
from annotator.domain.article import Article
from annotator.domain.identity import new_id
from annotator.domain.span import Span
from annotator.shipped import resource


class EntityDetector:
    name = "entities"
    version = "4"
    layer = Layer.ENTITIES

    def __init__(self) -> None:
        self._reader = Reader()
        self._model = Model(resource("models/entities.crfsuite"))

    def suggest(self, article: Article, known: Suggestions) -> Suggestions:
        text = article.text
        stretches = self._reader.stretches(article, known)
        found: list[Found] = []
        features = self._reader.features(text, stretches)
        for stretch, of_tokens in zip(stretches, features, strict=True):
            if stretch.has_names:
                names = self._model.names(stretch.tokens, of_tokens)
                found += joined(
                    text, stretch.found, names, self._reader.lists, is_loud=is_loud(stretch.tokens)
                )
            else:
                found += stretch.found
        found = with_insertions(text, found, self._reader.lists)
        tags = [(one.start, one.end) for one in stretches if one.label == "tags"]
        found += tagged(text, tags, found)
        of_names = [one.tokens for one in stretches if one.has_names]
        found = carried_through(text, found, of_names, self._reader.common)
        found = playing(text, found, self._reader.lists)
        entities, ids = clustered(text, found)
        witnesses = Witnesses(text, found)
        mentions = [
            Mention(
                new_id(),
                Span(one.start, one.end),
                one.label,
                State.SUGGESTED,
                Origin(self.name, self.version, one.rule, one.confidence, witnesses.of(one)),
                entity=ids.get(one),
            )
            for one in sorted(dict.fromkeys(found), key=lambda one: (one.start, one.end))
        ]
        return Suggestions(mentions=tuple(mentions), entities=tuple(entities))
