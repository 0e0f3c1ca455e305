"""A spaCy pipeline as a detector of entities, for whoever has one of their own.

A package of yours registers it under the entry point group ``annotator.detectors``::

    def detector() -> SpacyDetector:
        return SpacyDetector(spacy.load("our_newsroom_model"))
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from annotator.detecting.protocol import Suggestions
from annotator.domain.annotation import Layer, Mention, Origin, State
from annotator.domain.article import Article
from annotator.domain.identity import new_id
from annotator.domain.span import Span

if TYPE_CHECKING:  # spaCy is an extra, and whoever has a pipeline has imported it
    from spacy.language import Language

ONTONOTES: Mapping[str, str] = {
    "PERSON": "PERSON",
    "PER": "PERSON",
    "ORG": "ORG",
    "GPE": "GPE",
    "LOC": "LOC",
    "NORP": "NORP",
    "FAC": "FAC",
    "EVENT": "EVENT",
    "WORK_OF_ART": "WORK",
    "LAW": "WORK",
    "PRODUCT": "PRODUCT",
    "DATE": "DATE",
    "TIME": "TIME",
    "MONEY": "MONEY",
    "PERCENT": "PERCENT",
}
"""spaCy's labels, those of OntoNotes 5 and of its WikiNER models, and what the scheme calls them.

CARDINAL, ORDINAL, QUANTITY, LANGUAGE and MISC have no counterpart and are passed over.
"""


class SpacyDetector:
    """Suggests what the pipeline's ``doc.ents`` hold.

    spaCy gives its entities no probability, so all of them get the same ``confidence``.
    """

    layer = Layer.ENTITIES

    def __init__(
        self,
        pipeline: Language,
        labels: Mapping[str, str] = ONTONOTES,
        confidence: float = 0.6,
    ) -> None:
        self.name = f"spacy {pipeline.meta['lang']}_{pipeline.meta['name']}"
        self.version = str(pipeline.meta["version"])
        self._pipeline = pipeline
        self._labels = labels
        self._confidence = confidence

    def suggest(self, article: Article, known: Suggestions) -> Suggestions:  # noqa: ARG002
        text = article.text
        # spaCy refuses longer texts than this, to spare the memory of its parser.
        self._pipeline.max_length = max(self._pipeline.max_length, len(text) + 1)
        return Suggestions(
            mentions=tuple(
                Mention(
                    new_id(),
                    # spaCy's character offsets are code points, and its tokens keep all the text.
                    Span(one.start_char, one.end_char).trimmed(text),
                    self._labels[one.label_],
                    State.SUGGESTED,
                    Origin(self.name, self.version, one.id_ or one.label_, self._confidence),
                )
                for one in self._pipeline(text).ents
                if one.label_ in self._labels
            )
        )
