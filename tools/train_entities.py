"""Train the entity detector's starter model on GUM, and write it to resources/models.

    .venv/bin/python tools/train_entities.py gum-train-dev.jsonl.gz

The file has a GUM document on each line: its text, licence, partition, tokens with their tags, and
mentions with type and core. Only documents under CC BY and CC BY-SA of the partition ``train`` are
used. The same file gives the same model.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pycrfsuite

from annotator.detecting.entities.model import OUTSIDE
from annotator.detecting.entities.reading import Reader
from annotator.detecting.entities.tokens import Token
from annotator.detecting.protocol import Suggestions
from annotator.detecting.segments import SegmentDetector
from annotator.domain.article import Article
from annotator.shipped import resource
from annotator.workspace.gold.gum import Document, documents, names_of

KINDS = {
    "person": "PERSON",
    "organization": "ORG",
    "place": "PLACE",
    "event": "EVENT",
    "object": "PRODUCT",
    "abstract": "WORK",
}
SETTINGS = {"c1": 0.1, "c2": 0.6, "max_iterations": 120, "feature.minfreq": 2}
LOUD_SHARE = 0.25
SMALL_WORDS = resource("lexicons/small_words.txt")
SMALL_HEAD = (
    "# Words that GUM's training part (CC BY, CC BY-SA; see resources/models/entities.md) has in\n"
    "# small letters in three documents or more; made by tools/train_entities.py.\n"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("gum", type=Path)
    parser.add_argument("--output", type=Path, default=resource("models/entities.crfsuite"))
    parser.add_argument("--partition", default="train")
    arguments = parser.parse_args()
    chosen = [
        document
        for document in documents(arguments.gum)
        if document["partition"] == arguments.partition
        and document["licence"].startswith(("CC BY ", "CC BY-SA "))
    ]
    SMALL_WORDS.write_text(SMALL_HEAD + "\n".join(small_words(chosen)) + "\n", encoding="utf-8")
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(SETTINGS)
    count = 0
    reader, segments = Reader(), SegmentDetector()
    for document in chosen:
        for features, tags in examples(document, reader, segments):
            trainer.append(features, tags)
            count += len(tags)
    trainer.train(str(arguments.output))
    sys.stderr.write(f"Trained on {count:,} tokens: {arguments.output}\n")


def small_words(chosen: Sequence[Document]) -> list[str]:
    """Return the words of three letters or more that three documents have in small letters."""
    counts: Counter[str] = Counter()
    for document in chosen:
        text = document["text"]
        words = {text[start:end] for start, end, _, tag in document["tokens"] if tag[:3] != "NNP"}
        counts.update(word for word in words if word.islower() and word.isalpha() and len(word) > 2)
    return sorted(word for word, count in counts.items() if count > 2)


def examples(
    document: Document, reader: Reader, segments: SegmentDetector
) -> Iterator[tuple[list[list[str]], list[str]]]:
    """Yield features and tags of each stretch, of some a second time in capitals throughout."""
    names = [(start, end, KINDS[kind]) for start, end, kind in names_of(document)]
    plain = document["text"]
    for text in (plain, _louder(plain, random.Random(document["id"]))):
        article = Article(document["id"], text, language="en")
        stretches = reader.stretches(article, segments.suggest(article, Suggestions()))
        for stretch, features in zip(stretches, reader.features(text, stretches), strict=True):
            is_new = text is plain or text[stretch.start : stretch.end].isupper()
            if stretch.has_names and is_new:
                yield features, tags_of(stretch.tokens, names)


def _louder(text: str, chance: random.Random) -> str:
    """Put some lines into capitals, where that keeps every offset."""
    return "\n".join(
        line.upper() if chance.random() < LOUD_SHARE and len(line.upper()) == len(line) else line
        for line in text.split("\n")
    )


def tags_of(tokens: Sequence[Token], names: Sequence[tuple[int, int, str]]) -> list[str]:
    tags = [OUTSIDE] * len(tokens)
    for start, end, kind in names:
        inside = [n for n, one in enumerate(tokens) if start < one.end and one.start < end]
        if inside and all(tags[n] == OUTSIDE for n in inside):
            for n in inside:
                tags[n] = f"{'B' if n == inside[0] else 'I'}-{kind}"
    return tags


if __name__ == "__main__":
    main()
