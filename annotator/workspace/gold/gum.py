"""Names in GUM, from JSON Lines with a document's text, tokens and mentions on each line.

GUM annotates all mentions, named and common, inside each other (Zeldes, The GUM Corpus, LREV 2017).
A mention whose core (the least span of its head) has a proper noun (NNP, NNPS) has a name. A core
may hold more than the name (“officials of the U.S.”), so that only its run of proper nouns is
taken. Small words between two proper nouns of one core are of the name: in places “of” and its like
(“Bay of Bengal”), in organisations, events and works any. In persons “Dr” and the like are left
out, as in our labels. A person named by one word in the plural (NNPS: “Indonesians”) is a group,
NORP in our labels, and not compared. Where mentions inside each other have the same name (a work
cited as “Biggs 2016”), it is the name of the innermost, which is about nothing more; of names
inside each other, the outermost counts. But for honorifics, the cut asks the corpus alone.
"""

from __future__ import annotations

import gzip
import json
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

from annotator.detecting.entities.names import HONORIFIC_FIRST
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

_KINDS = frozenset(GUM.labels.values())
_PROPER = frozenset(("NNP", "NNPS"))
_LINKS = frozenset(("'s", "of", "the", "for", "and", "&", "de", "la", "du", "des"))
_LINKS_OF = {
    "person": frozenset[str](),
    "place": frozenset(("of", "the", "de", "la", "du", "des")),
}

Token = tuple[int, int, str]
"""Start, end and tag."""

Document = dict[str, Any]
"""A document as it stands in the file."""


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
    for document in documents(path):
        if not part or document["partition"] == part:
            mentions = tuple(
                Mention(new_id(), Span(start, end), kind) for start, end, kind in names_of(document)
            )
            article = Article(document["id"], document["text"], document["title"], language="en")
            yield Gold(article, mentions=mentions, labels=GUM)


def documents(path: Path) -> Iterator[Document]:
    with _opened(path) as file:
        for line in file:
            yield json.loads(line)


def names_of(document: Document) -> list[tuple[int, int, str]]:
    """Return start, end and GUM’s type of each outermost name, in order."""
    tokens = [(start, end, tag) for start, end, _, tag in document["tokens"]]
    starts = [start for start, _, _ in tokens]
    kinds: dict[tuple[int, int], str] = {}
    for mention in sorted(document["mentions"], key=_length, reverse=True):
        kind = mention["type"]
        start, end = mention["core"]
        core = tokens[bisect_left(starts, start) : bisect_left(starts, end)]
        if kind in _KINDS:
            for run in _runs(core, document["text"], _LINKS_OF.get(kind, _LINKS)):
                first, last = run[0][0], run[-1][1]
                if kind == "person":
                    if len(run) == 1 and run[0][2] == "NNPS":
                        continue
                    first = _behind_honorific(document["text"], first, last)
                kinds[first, last] = kind
    names = [(first, last, kind) for (first, last), kind in kinds.items()]
    outermost: list[tuple[int, int, str]] = []
    for name in sorted(names, key=lambda one: (one[0], -one[1])):
        if not outermost or outermost[-1][1] <= name[0]:
            outermost.append(name)
    return outermost


def _length(mention: Mapping[str, Any]) -> int:
    length: int = mention["end"] - mention["start"]
    return length


def _behind_honorific(text: str, start: int, end: int) -> int:
    """Return where a person’s name begins, which in our convention is behind “Dr”."""
    before = HONORIFIC_FIRST.match(text, start, end)
    return before.end() if before and before.end() < end else start


def _runs(core: Sequence[Token], text: str, links: frozenset[str]) -> Iterator[list[Token]]:
    """Yield the first run of proper nouns in a core, and after commas the ones behind."""
    run: list[Token] = []
    waiting: list[Token] = []
    for token in core:
        word = text[token[0] : token[1]]
        if token[2] in _PROPER or (run and token[2] in ("CD", "HYPH", "SYM")):
            run += [*waiting, token]
            waiting = []
        elif run and word in links and len(waiting) < 3:
            waiting.append(token)
        elif run:
            yield run
            if word != ",":
                return
            run, waiting = [], []
        elif token[2] not in ("JJ", "NN", "DT", "NNS", "CD", "``"):
            return
    if run:
        yield run


def _opened(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8")
    return path.open(encoding="utf-8")
