"""Which files are imported, and by which format's reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import mkdtemp

from annotator.domain.errors import MendableError
from annotator.formats.archives import ArchiveError, unpack
from annotator.formats.naming import named
from annotator.formats.plain_text import PLAIN_TEXT
from annotator.formats.protocol import (
    AnnotatedArticle,
    Format,
    HasCompanions,
    Reads,
    Recognises,
    Refusal,
    format_named,
    load_formats,
)
from annotator.formats.table_columns import Choose, ReadsTables, TableColumns

_HEAD_BYTES = 1024 * 1024
_ARCHIVE = ".zip"
_OF_EXPORTS = ".losses.txt"


class Reading:
    """The files below some paths, each with its reader; archives are unpacked into ``folder``.

    The reader is told by a file's suffix, and by its beginning where several formats have that
    suffix; ``format_name`` settles it for all. A file that was named itself, not found in a
    folder, is taken for plain text where its name tells nothing. Files that belong to another,
    such as the text beside brat's annotations, are not articles of their own.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        format_name: str,
        folder: Path,
        choose: Choose = TableColumns.guessed,
    ) -> None:
        """``choose`` says what the columns of tables hold."""
        self._choose = choose
        self._formats = [one for one in load_formats() if isinstance(one, Reads)]
        self._named = _reader_named(format_name) if format_name else None
        self._folder = folder
        self._unpacked: dict[Path, Path] = {}
        self.refusals: list[Refusal] = []
        found = [(path, self._reader_of(path)) for path in self._files(paths)]
        companions = {
            companion
            for path, reader in found
            if isinstance(reader, HasCompanions)
            for companion in reader.companions(path)
        }
        self.files = [(path, reader) for path, reader in found if path not in companions]

    def read(self, most: int) -> Iterator[tuple[int, list[AnnotatedArticle | Refusal]]]:
        """Yield what stands in the files, ``most`` records at a time, and how many files are done.

        What could not be unpacked comes first.
        """
        found: list[AnnotatedArticle | Refusal] = list(self.refusals)
        for done, (path, reader) in enumerate(self.files):
            for record in records_of(path, reader, self._choose):
                found.append(self._shown(record))
                if len(found) >= most:
                    yield done, found
                    found = []
        yield len(self.files), found

    def _files(self, paths: Sequence[Path]) -> Iterator[Path]:
        for path in paths:
            if path.is_dir():
                yield from _files_below(path)
            elif path.suffix.lower() == _ARCHIVE:
                yield from self._files_of_archive(path)
            else:
                yield path

    def _files_of_archive(self, path: Path) -> Iterator[Path]:
        folder = Path(mkdtemp(dir=self._folder))
        self._unpacked[folder] = path
        try:
            self.refusals += unpack(path, folder)
        except ArchiveError as error:
            self.refusals.append(Refusal(str(path), str(error)))
            return
        yield from _files_below(folder)

    def _reader_of(self, path: Path) -> Reads:
        if self._named is not None:
            return self._named
        suffix = path.suffix.lower()
        candidates: list[Format] = [one for one in self._formats if suffix in one.suffixes]
        if len(candidates) > 1:
            head = _head(path)
            recognising = [one for one in candidates if isinstance(one, Recognises)]
            candidates = [one for one in recognising if one.recognises(head)]
            # Anything of objects may be a table; what another format knows is that format's.
            candidates.sort(key=lambda one: isinstance(one, ReadsTables))
            if not candidates:
                return _Unrecognised([one.title for one in recognising])
        reader = candidates[0] if candidates else PLAIN_TEXT
        assert isinstance(reader, Reads)
        return reader

    def _shown(self, record: AnnotatedArticle | Refusal) -> AnnotatedArticle | Refusal:
        """Name the archive in a refusal, not the folder that it was unpacked into."""
        if isinstance(record, Refusal):
            for folder, archive in self._unpacked.items():
                record = Refusal(record.where.replace(str(folder), str(archive)), record.reason)
        return record


def _reader_named(name: str) -> Reads:
    form = format_named(name)
    if not isinstance(form, Reads):
        raise MendableError(f"{form.title} can only be written. Choose another format.")
    return form


class _Unrecognised:
    """Reads nothing of a file whose suffix several formats have, and none recognises."""

    def __init__(self, titles: Sequence[str]) -> None:
        self._titles = titles

    def read(self, path: Path) -> Iterator[AnnotatedArticle | Refusal]:
        known = ", ".join(self._titles)
        yield Refusal(str(path), f"The file is none of these: {known}.")


def _files_below(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
        if file.is_file() and not hidden and not file.name.endswith(_OF_EXPORTS):
            yield file


def records_of(
    path: Path, reader: Reads, choose: Choose = TableColumns.guessed
) -> Iterator[AnnotatedArticle | Refusal]:
    """Yield what stands in a file, with clean names; what its reader raises is the last refusal."""
    try:
        found = reader.read(path, choose) if isinstance(reader, ReadsTables) else reader.read(path)
        for record in found:
            yield named(record, str(path))
    except MendableError as error:
        yield Refusal(str(path), str(error))


def _head(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD_BYTES).decode("utf-8", "ignore")
    except OSError:
        return ""
