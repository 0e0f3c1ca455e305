"""Attributions in brat standoff, in the convention of PolNeAR.

They are read as an import reads them (``formats.brat_reading``). An ``.ann`` file's text lies
beside it or in the folder ``text`` beside its own, under its name or its name without the last
``_`` part, which PolNeAR uses for the annotator. Of several annotators of one text, the first by
name is read, so that every article counts once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from annotator.detecting.evaluation import Gold
from annotator.domain.errors import MendableError
from annotator.formats.brat_reading import record_of
from annotator.formats.protocol import Refusal


def read_brat(files: Iterable[Path]) -> Iterator[Gold]:
    """Yield the attributions of each file as quotes; events without content are left out."""
    read: set[Path] = set()
    for file in files:
        place = _text_of(file)
        if place in read:
            continue
        read.add(place)
        # A part that goes on behind a line end is as many parts as PolNeAR has of it.
        record = record_of(file, place, joins=False)
        if isinstance(record, Refusal):
            raise MendableError(f"{record.where}: {record.reason}")
        assert record.annotations is not None
        yield Gold(record.article, quotes=record.annotations.quotes)


def _text_of(file: Path) -> Path:
    stems = dict.fromkeys((file.stem, file.stem.rpartition("_")[0]))
    folders = (file.parent, file.parent.parent / "text")
    for stem in filter(None, stems):
        for folder in folders:
            candidate = folder / f"{stem}.txt"
            if candidate.is_file():
                return candidate
    raise MendableError(
        f"There is no text for “{file}”. Put it beside the file, as {file.stem}.txt."
    )
