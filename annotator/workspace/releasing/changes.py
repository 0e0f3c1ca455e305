"""What changed since an earlier release: articles and annotations added, changed, removed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import cast

from annotator.domain.annotation import Layer
from annotator.formats.details import Json

_LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class Remembered:
    """An article of a release: enough to tell what is different in another one.

    ``annotations`` are digests by layer and id.
    """

    title: str
    split: str
    annotations: Mapping[tuple[Layer, str], bytes]


def remembered(line: Json, split: str) -> Remembered:
    """Take from a line of JSON Lines what a comparison needs."""
    found = {}
    for layer in Layer:
        for one in cast("list[Json]", line[layer.value]):
            content = json.dumps({key: one[key] for key in sorted(one) if key != "origin"})
            digest = blake2b(content.encode(), digest_size=8).digest()
            found[layer, str(one["id"])] = digest
    title = str(line["title"]) or next(iter(str(line["text"]).split("\n", 1)), "")
    return Remembered(title[:_LONGEST_TITLE], split, found)


@dataclass(slots=True)
class Changes:
    """Articles by id with their titles; annotations as counts by layer.

    An article is changed where its annotations are, and moved where its split is another one. The
    annotations of added and removed articles count as added and removed.
    """

    since: str
    added: dict[str, str] = field(default_factory=dict)
    changed: dict[str, str] = field(default_factory=dict)
    removed: dict[str, str] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    annotations_added: Counter[Layer] = field(default_factory=Counter)
    annotations_changed: Counter[Layer] = field(default_factory=Counter)
    annotations_removed: Counter[Layer] = field(default_factory=Counter)

    def to_json(self) -> dict[str, object]:
        return {
            "since": self.since,
            "articles": {
                "added": len(self.added),
                "changed": len(self.changed),
                "removed": len(self.removed),
                "moved": len(self.moved),
            },
            **{
                layer.value: {
                    "added": self.annotations_added[layer],
                    "changed": self.annotations_changed[layer],
                    "removed": self.annotations_removed[layer],
                }
                for layer in Layer
            },
        }


def compare(since: str, before: Mapping[str, Remembered], now: Mapping[str, Remembered]) -> Changes:
    """Return what is different now, in the order of the articles; those removed come last."""
    changes = Changes(since)
    for article_id in dict.fromkeys((*now, *before)):
        old, new = before.get(article_id), now.get(article_id)
        if old is None and new is not None:
            changes.added[article_id] = new.title
        elif new is None and old is not None:
            changes.removed[article_id] = old.title
        elif old is not None and new is not None:
            if old.annotations != new.annotations:
                changes.changed[article_id] = new.title
            if old.split != new.split:
                changes.moved[article_id] = f"{new.title} ({old.split} → {new.split})"
        _count(changes, old.annotations if old else {}, new.annotations if new else {})
    return changes


def _count(
    changes: Changes,
    old: Mapping[tuple[Layer, str], bytes],
    new: Mapping[tuple[Layer, str], bytes],
) -> None:
    changes.annotations_added.update(layer for layer, one in new if (layer, one) not in old)
    changes.annotations_removed.update(layer for layer, one in old if (layer, one) not in new)
    changes.annotations_changed.update(
        key[0] for key, digest in new.items() if key in old and old[key] != digest
    )


def changes_text(folder_name: str, changes: Changes | None) -> str:
    """Return the text of ``CHANGES.md``."""
    return "\n".join(_lines(folder_name, changes)) + "\n"


def _lines(folder_name: str, changes: Changes | None) -> Iterator[str]:
    yield f"# Changes in {folder_name}"
    yield ""
    if changes is None:
        yield "This is the first release, or was made without an earlier one to compare it with."
        return
    yield f"Since {changes.since}:"
    yield ""
    yield "| | added | changed | removed |"
    yield "|---|--:|--:|--:|"
    articles = (len(changes.added), len(changes.changed), len(changes.removed))
    yield "| articles | {:,} | {:,} | {:,} |".format(*articles)
    for layer in Layer:
        added, changed, removed = (
            counts[layer]
            for counts in (
                changes.annotations_added,
                changes.annotations_changed,
                changes.annotations_removed,
            )
        )
        yield f"| {layer} | {added:,} | {changed:,} | {removed:,} |"
    for heading, articles_of in (
        ("Added", changes.added),
        ("Changed", changes.changed),
        ("Removed", changes.removed),
        ("Moved to another split", changes.moved),
    ):
        if articles_of:
            yield from ("", f"## {heading}", "")
            yield from (f"- `{one}` {plain(title)}" for one, title in articles_of.items())


def plain(text: str) -> str:
    """Return text from an article as one line of Markdown in which nothing is mark-up."""
    escaped = "".join("\\" + one if one in "\\`*_{}[]<>()#+-!|~$&" else one for one in text)
    return " ".join(escaped.split())
