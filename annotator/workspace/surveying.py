"""Looking at files before anything of them is stored: which labels they use that we have not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from annotator.domain.annotation import Layer
from annotator.domain.span import Span
from annotator.formats.protocol import AnnotatedArticle, Writes
from annotator.workspace.choosing_readers import Reading, records_of
from annotator.workspace.jobs import Job, Watch, watched
from annotator.workspace.label_map import LabelMap

_AROUND = 24
_LONGEST = 60


@dataclass(slots=True)
class ForeignLabel:
    """A label that the scheme has not, how often it occurs, and the first place where it does.

    ``before`` and ``after`` are the text around ``words`` on the same line.
    """

    layer: Layer
    name: str
    count: int = 0
    before: str = ""
    words: str = ""
    after: str = ""


def foreign_labels(
    paths: Sequence[Path], labels: LabelMap, format_name: str = ""
) -> Job[list[ForeignLabel]]:
    """Read files as an import does, and return the labels that it would have to rename.

    They come by layer, the most frequent first.
    """

    def work(watch: Watch) -> list[ForeignLabel]:
        found: dict[tuple[Layer, str], ForeignLabel] = {}
        with TemporaryDirectory(prefix="annotator-") as folder:
            reading = Reading(paths, format_name, Path(folder))
            # Formats that are only read, such as pages and feeds, bring no labels of their own.
            files = [(path, reader) for path, reader in reading.files if isinstance(reader, Writes)]
            for done, (path, reader) in enumerate(files):
                for record in records_of(path, reader):
                    watch.report(done, len(files))
                    if isinstance(record, AnnotatedArticle):
                        _note(record, labels, found)
        layers = list(Layer)
        return sorted(found.values(), key=lambda one: (layers.index(one.layer), -one.count))

    return watched(work)


def _note(
    record: AnnotatedArticle, labels: LabelMap, found: dict[tuple[Layer, str], ForeignLabel]
) -> None:
    text = record.article.text
    for layer, name, span in _labelled(record):
        if not labels.is_foreign(layer, name):
            continue
        one = found.setdefault((layer, name), ForeignLabel(layer, name))
        if not one.count:
            line = text.rfind("\n", 0, span.start) + 1
            end = text.find("\n", span.end)
            end = len(text) if end < 0 else end
            one.before = _last_words(text[line : span.start])
            one.words = " ".join(span.of(text)[:_LONGEST].split())
            one.after = _first_words(text[span.end : end])
        one.count += 1


def _first_words(text: str) -> str:
    """Return what fits of a line's beginning, in whole words where it has spaces."""
    if len(text) <= _AROUND:
        return text
    return (text[:_AROUND].rpartition(" ")[0] or text[:_AROUND]) + "…"


def _last_words(text: str) -> str:
    if len(text) <= _AROUND:
        return text
    return "…" + (text[-_AROUND:].partition(" ")[2] or text[-_AROUND:])


def _labelled(record: AnnotatedArticle) -> Iterator[tuple[Layer, str, Span]]:
    annotations = record.annotations
    if annotations is not None:
        for segment, span in annotations.partition:
            yield Layer.SEGMENTS, segment.label, span.trimmed(record.article.text)
        for mention in annotations.mentions:
            yield Layer.ENTITIES, mention.label, mention.span
