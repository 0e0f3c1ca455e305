"""What round-trip tests share: out, back, and compared with what the format says it keeps."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from annotator.formats.features import Carries, Feature, changed
from annotator.formats.jsonl import JSON_LINES
from annotator.formats.losses import LossReport, kept
from annotator.formats.protocol import AnnotatedArticle, Format, Reads, Refusal, Writes

GOLDEN = Path(__file__).parent.parent / "golden"
_NUMBERED = Carries({Feature.IDS: changed("")})


def out_and_back(form: Format, record: AnnotatedArticle) -> AnnotatedArticle:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "out"
        write(form, [record], path)
        return read_one(form, path)


def write(form: Format, records: Iterable[AnnotatedArticle], path: Path) -> None:
    assert isinstance(form, Writes)
    form.write(records, path)


def cancelled_after(records: Iterable[AnnotatedArticle]) -> Iterator[AnnotatedArticle]:
    """Yield the records, and cancel when more are asked for."""
    yield from records
    raise KeyboardInterrupt


def read_one(form: Format, path: Path) -> AnnotatedArticle:
    (back,) = read(form, path)
    assert isinstance(back, AnnotatedArticle), back
    assert back.remarks == ()
    return back


def read(form: Format, path: Path) -> list[AnnotatedArticle | Refusal]:
    """Read a file, or all files of the format in a folder."""
    assert isinstance(form, Reads)
    files = [path] if path.is_file() else sorted(_of_format(path, form))
    return [record for file in files for record in form.read(file)]


def _of_format(folder: Path, form: Format) -> list[Path]:
    return [one for one in folder.iterdir() if one.suffix in form.suffixes]


def assert_comes_back(form: Format, record: AnnotatedArticle) -> None:
    """Check that exactly what the format loses is lost: no more, no less, and all of it told."""
    assert isinstance(form, Writes)
    back = out_and_back(form, record)
    assert_is_what_is_kept(form, back, record)
    report = LossReport(form.title, form.carries)
    report.add(record)
    assert bool(report.losses) == (kept(record, form.carries) != record)


def assert_is_what_is_kept(form: Format, back: AnnotatedArticle, record: AnnotatedArticle) -> None:
    assert isinstance(form, Writes)
    if Feature.WHITE_SPACE in form.carries.loses:
        back = replace(back, article=replace(back.article, id=""))  # another text, another article
    assert comparable(back) == comparable(kept(record, form.carries))


def comparable(record: AnnotatedArticle) -> AnnotatedArticle:
    """Return the record without what only this copy has: its set's id, and the original's bytes."""
    assert record.annotations is not None
    numbered = kept(record, _NUMBERED)
    assert numbered.annotations is not None
    return replace(
        numbered,
        annotations=replace(
            numbered.annotations,
            id="",
            article_id="",
            notes=tuple(sorted(numbered.annotations.notes, key=lambda note: note.text)),
        ),
        register=tuple(sorted(numbered.register, key=lambda entity: entity.id)),
        original=None,
    )


def golden_record() -> AnnotatedArticle:
    (record,) = JSON_LINES.read(GOLDEN / "harbour.jsonl")
    assert isinstance(record, AnnotatedArticle)
    return record


def counts(record: AnnotatedArticle) -> dict[str, int]:
    annotations = record.annotations
    assert annotations is not None
    return {
        "segments": len(annotations.partition),
        "mentions": len(annotations.mentions),
        "quotes": len(annotations.quotes),
    }


def as_json(path: Path) -> object:
    return json.loads(path.read_text(encoding="utf-8"))
