"""Finding out which form gold has, and reading it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from annotator.detecting.evaluation import Gold
from annotator.domain.errors import MendableError
from annotator.formats.jsonl import JSON_LINES
from annotator.formats.protocol import AnnotatedArticle
from annotator.workspace.gold.brat import read_brat
from annotator.workspace.gold.conll import is_conll, read_conll
from annotator.workspace.gold.fundus import page_files, read_pages
from annotator.workspace.gold.gum import is_gum, read_gum


def gold_in(path: Path, part: str = "", language: str = "") -> Iterator[Gold]:
    """Yield the gold in a file or folder; raise ``MendableError`` where it has none.

    ``part`` chooses a part, such as ``dev``, of gold that has parts, and ``language`` pages
    in one language.
    """
    if path.is_dir():
        yield from _in_folder(path, part, language)
    elif path.suffix == ".ann":
        yield from read_brat([path])
    elif is_gum(path):
        yield from read_gum(path, part)
    elif path.suffix in JSON_LINES.suffixes:
        yield from _read_json_lines(path)
    elif is_conll(path):
        yield from read_conll(path)
    else:
        raise MendableError(
            f"“{path}” is no gold that can be read: choose JSON Lines, a CoNLL-2003 file, or a "
            "folder of brat files or of pages."
        )


def _in_folder(folder: Path, part: str, language: str) -> Iterator[Gold]:
    if files := sorted(folder.rglob("*.ann")):
        yield from read_brat(files)
    elif files := page_files(folder):
        yield from read_pages(files, language, part)
    elif files := sorted(one for one in folder.rglob("*.jsonl")):
        for file in files:
            yield from _read_json_lines(file)
    else:
        raise MendableError(f"The folder “{folder}” holds no gold that can be read.")


def _read_json_lines(path: Path) -> Iterator[Gold]:
    """Yield the records of our own format; a layer without annotations is one that gold lacks."""
    for record in JSON_LINES.read(path):
        if not isinstance(record, AnnotatedArticle):
            raise MendableError(f"{record.where}: {record.reason}")
        annotations = record.annotations
        assert annotations is not None
        yield Gold(
            record.article,
            annotations.partition.segments or None,
            annotations.mentions,
            annotations.quotes,
            record.register,
        )
