"""Segments of news pages, from HTML and what a parser made for its site took out of it (fundus).

A folder has pages (``Name_YYYY_MM_DD.html.gz``) and for each site a ``Name.json`` of versions with
title, body (summary, sections of headlines and paragraphs), images with captions and authors,
authors and topics (https://github.com/flairNLP/fundus, tests/resources/parser/test_data).

The page is rendered as lines. A line that the JSON has is labelled by it; related links and times,
which it does not tell, by the page's elements; all other lines are interface noise and are dropped.
Where the JSON has the title that search engines are told, the headline is the one that readers see.
So that the text is like what is scraped, some blank lines, plain blanks and line breaks are changed
by chance, the same for the same page.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import regex

from annotator.detecting.evaluation import Gold
from annotator.detecting.language import language_of
from annotator.detecting.segments.timestamp import readings
from annotator.domain.annotation import Origin, Segment, State
from annotator.domain.article import Article
from annotator.domain.identity import new_id
from annotator.formats.html_blocks import Block, blocks_of
from annotator.formats.html_structure import Labelled, article_blocks, hint

_LEAST_PARAGRAPHS = 3
_MOST_RELATED = 12
_WORD = regex.compile(r"\w+")
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_PICTURE = regex.compile(r"^\W*(?:photo|image|picture|foto|bild)", regex.IGNORECASE)


def page_files(folder: Path) -> list[Path]:
    return sorted([*folder.rglob("*.html.gz"), *folder.rglob("*.html")])


def read_pages(files: Sequence[Path], language: str = "", part: str = "") -> Iterator[Gold]:
    """Yield the pages whose JSON fits them; only those in ``language`` where one is given.

    ``part`` is ``dev`` or ``test``: half of the sites each, so that rules made with an eye on one
    half are measured on sites that nobody looked at.
    """
    for file in files:
        if part and part != _part(site_of_page(file)):
            continue
        blocks = blocks_of(page_of(file))
        told = _Told.best(_versions(file), blocks)
        if told is None:
            continue
        lines = [one for one in told.labelled(blocks) if one[1]]
        text = "\n".join(line for line, _ in lines)
        if language and language_of(text) != language:
            continue
        yield _gold(file, lines, article_blocks(blocks))


def page_of(file: Path) -> str:
    raw = file.read_bytes()
    return (gzip.decompress(raw) if file.suffix == ".gz" else raw).decode("utf-8", "replace")


def site_of_page(file: Path) -> str:
    """Return the name of the site that a page is of, which its file begins with."""
    return regex.split(r"_\d{4}_\d{2}_\d{2}", file.name)[0]


def _part(site: str) -> str:
    return "test" if sha256(site.encode()).digest()[0] % 2 else "dev"


def _versions(file: Path) -> list[dict[str, Any]]:
    """Return the records of the site that the page is of: those of the JSON file of its name."""
    path = file.parent / f"{site_of_page(file)}.json"
    if not path.is_file():
        return []
    return [one for one in json.loads(path.read_text("utf-8")).values() if isinstance(one, dict)]


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


class _Told:
    """What the JSON says of a page, by the plain words of each line."""

    def __init__(self, record: dict[str, Any]) -> None:
        self.lines: dict[str, str] = {}
        body = record.get("body") or {}
        images = record.get("images") or []
        for label, texts in (
            ("caption", [image.get("caption") for image in images]),
            ("subhead", [one for part in body.get("sections", []) for one in part["headline"]]),
            ("paragraph", [one for part in body.get("sections", []) for one in part["paragraphs"]]),
            ("standfirst", body.get("summary", [])),
            ("headline", [record.get("title")]),
        ):
            for text in texts:
                for line in (text or "").split("\n"):
                    if _plain(line):
                        self.lines[_plain(line)] = label
        self.authors = [_plain(one) for one in record.get("authors") or [] if _plain(one)]
        self.topics = {_plain(one) for one in record.get("topics") or []}
        self.credits = {_plain(one) for image in images for one in image.get("authors") or []}

    @classmethod
    def best(cls, records: list[dict[str, Any]], blocks: Sequence[Block]) -> _Told | None:
        """Return the record that most of the page's lines are in, if enough are."""
        plain = {_plain(block.text) for block in blocks}
        counted = [(len(plain & set(one.lines)), n, one) for n, one in enumerate(map(cls, records))]
        most = max(counted, default=(0, 0, None))
        return most[2] if most[0] >= _LEAST_PARAGRAPHS else None

    def labelled(self, blocks: Sequence[Block]) -> list[tuple[str, str]]:
        """Return the lines from the headline on (a little above it too) with their labels."""
        labels = [self._label(block) for block in blocks]
        texts = [n for n, label in enumerate(labels) if label == "paragraph"]
        if not texts:
            return []
        heads = [n for n, label in enumerate(labels) if label == "headline"]
        if not heads:
            heads = _first_order(blocks[: texts[0]])[-1:]
            labels = ["headline" if n in heads else label for n, label in enumerate(labels)]
        head = max((n for n in heads if n < texts[0] + 2), default=max(0, texts[0] - 10))
        end = max([*texts, *(n for n, label in enumerate(labels) if label == "tags")])
        lines, related, seen = [], 0, set[str]()
        for n in range(max(0, head - 4), min(len(blocks), end + 8)):
            label = labels[n]
            plain = _plain(blocks[n].text)
            if (label == "headline" and n != head) or (n < head and label != "timestamp"):
                continue
            if label != "paragraph" and plain in seen:
                continue
            if label == "related_link":
                related += 1
                if n > texts[-1] or related > _MOST_RELATED:
                    continue
            seen.add(plain)
            lines.append((blocks[n].text, label))
        return lines

    def _label(self, block: Block) -> str:
        plain = _plain(block.text)
        if label := self.lines.get(plain):
            return label
        told, words = hint(block)[0], len(block.text.split())
        if plain in self.credits or (told == "credit" and words < 15):
            return "credit"
        if plain in self.topics and told == "tags":
            return "tags"
        if told == "caption" and any(one.tag == "figcaption" for one in block.path):
            return "caption"
        if words <= 14 and any(author in plain for author in self.authors):
            return self._of_author(block)
        if words <= 16 and (readings(block.text) or told == "timestamp"):
            return "timestamp" if any(letter.isdigit() for letter in block.text) else ""
        if len(plain) > 40 and any(plain in one for one in self.lines if len(one) > len(plain)):
            label = next(self.lines[one] for one in self.lines if plain in one)
            # Some paragraphs of the JSON are whole items of a list, with the heading of each.
            is_heading = any(one.tag in _HEADINGS for one in block.path)
            return "subhead" if label == "paragraph" and is_heading else label
        # Polls, galleries and notes stand among what leads elsewhere too, but are no links.
        is_link = block.linked > len(block.text) / 2
        return "related_link" if told == "related_link" and is_link and 3 < words < 30 else ""

    @staticmethod
    def _of_author(block: Block) -> str:
        """Return what a line with an author's name is: the picture may be theirs too.

        A line that begins with a time, and goes on with who wrote what follows, is a time.
        """
        if _PICTURE.search(block.text):
            return "credit"
        return "timestamp" if block.path[-1].tag == "time" else "byline"


def _first_order(blocks: Sequence[Block]) -> list[int]:
    """Return which blocks are first-order headings of some words."""
    return [
        n
        for n, block in enumerate(blocks)
        if len(block.text.split()) > 2 and any(one.tag == "h1" for one in block.path)
    ]


def _gold(file: Path, lines: Sequence[tuple[str, str]], page: Sequence[Labelled]) -> Gold:
    """Put the lines together as a scraper might, with gold for each and what the page says."""
    chance = random.Random(file.name)
    spread = chance.random() < 0.7
    indent = " " * 4 if chance.random() < 0.2 else ""
    said = {one.block.text: one for one in page}
    text = ""
    segments: list[Segment] = []
    structure: list[Segment] = []
    for line, label in lines:
        if text:
            text += "\n\n" if spread and chance.random() > 0.1 else "\n"
        segments.append(Segment(new_id(), len(text), label))
        one = said.get(line)
        told, rule = (one.label, one.rule) if one else ("ui_noise", "left out")
        origin = Origin("html", "1", rule, 0.9)
        structure.append(Segment(new_id(), len(text), told, State.SUGGESTED, origin))
        words = line.split(" ")
        text += indent + "".join(
            word + ("" if n == len(words) - 1 else "\u00a0" if chance.random() < 0.03 else " ")
            for n, word in enumerate(words)
        )
    article = Article(file.name, text, source=site_of_page(file))
    return Gold(article, segments=tuple(segments), structure=tuple(structure))
