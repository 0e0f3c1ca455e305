"""Names in GUM, from JSON Lines with a document's text, tokens and mentions on each line.

GUM annotates all mentions, named and common. A mention whose core (the least span of its head) has
a proper noun (NNP, NNPS) is a name, and the core is its extent (Zeldes, The GUM Corpus, LREV 2017).
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from annotator.detecting.evaluation import Gold, LabelMap
from annotator.domain.annotation import Mention
from annotator.domain.article import Article
from annotator.domain.identity import new_id
from annotator.domain.span import Span

GUM = LabelMap(
    {
        "PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place",
        "FAC": "place", "EVENT": "event", "PRODUCT": "object", "WORK": "abstract",
    },
    names_only=True,
)  # fmt: skip
"""Our labels as GUM's. It has no mention for the adjective of a nationality, and gives months and
weekdays without their numbers, so that neither is compared."""


def is_gum(path: Path) -> bool:
    """Tell whether the first record has GUM's tokens and mentions."""
    if not path.name.endswith((".jsonl", ".jsonl.gz")):
        return False
    with _opened(path) as file:
        first = file.readline()
    try:
        record = json.loads(first)
    except ValueError:
        return False
    return isinstance(record, dict) and {"tokens", "mentions", "genre"} <= set(record)


def read_gum(path: Path, part: str = "") -> Iterator[Gold]:
    """Yield the documents of a part of the corpus, or of all where ``part`` is empty."""
    labels = set(GUM.labels.values())
    with _opened(path) as file:
        for line in file:
            record = json.loads(line)
            if part and record["partition"] != part:
                continue
            found: dict[tuple[int, int, str], Mention] = {}
            for one in record["mentions"]:
                is_name = {"NNP", "NNPS"} & set(one["core_xpos"])
                if is_name and one["type"] in labels:
                    start, end = one["core"]
                    mention = Mention(new_id(), Span(start, end), one["type"])
                    found[start, end, one["type"]] = mention
            mentions = tuple(sorted(found.values(), key=lambda mention: mention.span))
            article = Article(record["id"], record["text"], record["title"], language="en")
            yield Gold(article, mentions=mentions, labels=GUM)


def _opened(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8")
    return path.open(encoding="utf-8")
