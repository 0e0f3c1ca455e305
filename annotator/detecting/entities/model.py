"""The starter model: a linear-chain CRF that tells names from the rest (Lafferty and others, 2001).

It knows six kinds (a person, an organisation, a place, an event, a work, a thing), each with a tag
for the first token and one for those behind. ``resources/models/entities.md`` says what it was
trained on and how well it does.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pycrfsuite

from annotator.detecting.entities.found import Found
from annotator.detecting.entities.tokens import Token

OUTSIDE = "O"
RULE = "starter model"


class Model:
    """A trained model; ``path`` names its file."""

    def __init__(self, path: Path) -> None:
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open(str(path))

    def names(self, tokens: Sequence[Token], features: list[list[str]]) -> list[Found]:
        """Return the names among the tokens, each with the chance of its least sure token."""
        tags = self._tagger.tag(features)
        found: list[Found] = []
        begin = 0
        for n, tag in enumerate([*tags, OUTSIDE]):
            goes_on = tag.startswith("I-") and n > 0 and tags[n - 1][2:] == tag[2:]
            if n > begin and not goes_on:
                before = tags[begin]
                if before != OUTSIDE:
                    sure = min(self._tagger.marginal(tags[one], one) for one in range(begin, n))
                    first, last = tokens[begin].start, tokens[n - 1].end
                    found.append(Found(first, last, before[2:], RULE, round(sure, 2)))
                begin = n
            elif not goes_on:
                begin = n
        return found
