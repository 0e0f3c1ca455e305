"""Checking a release: hashes, schemas, offsets and span texts, counts, and leaks between splits.

Nothing but the release is needed. Its files are taken for anybody's: a bad one gives a finding, and
the checking goes on. Formats other than JSON Lines are checked by their hashes.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import file_digest
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from annotator.domain.article import Article
from annotator.domain.errors import RefusedError
from annotator.formats.json_objects import BadRecordError, JsonObject
from annotator.formats.jsonl_reading import record_of
from annotator.formats.protocol import AnnotatedArticle
from annotator.shipped import resource
from annotator.workspace.jobs import Job, Report, watched
from annotator.workspace.releasing.contents import Counts
from annotator.workspace.releasing.manifest import INDEX, MANIFEST
from annotator.workspace.releasing.reading import read_manifest
from annotator.workspace.releasing.settings import JSON_LINES_NAME
from annotator.workspace.releasing.similarity import near_duplicates

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator

_LONGEST = 200


def verify(folder: Path) -> Job[list[str]]:
    """Return what is wrong with a release, each finding one plain sentence; none where all is well.

    Raises ``MendableError`` where there is no manifest to begin with.
    """

    def work(report: Report) -> list[str]:
        return list(_findings(folder, report))

    return watched(lambda watch: work(watch.report))


def _findings(folder: Path, report: Report) -> Iterator[str]:
    manifest: Any = read_manifest(folder)
    schema = json.loads(resource("schema/release_manifest.schema.json").read_bytes())
    bad_form = list(_form_findings(_validator(schema), manifest, MANIFEST))
    yield from bad_form
    if bad_form:
        return
    yield from _file_findings(folder, manifest["files"], report)
    article_schema = {**schema["$defs"]["article"], "$defs": schema["$defs"]}
    reading = _Reading(folder, manifest, _validator(article_schema))
    yield from reading.index_findings()
    yield from reading.line_findings(report)
    yield from reading.whole_findings()
    yield from _leaks(reading, manifest["settings"]["splits"], report)


def _validator(schema: Any) -> Draft202012Validator:  # noqa: ANN401 (any JSON)
    # Late: nothing but checking needs it.
    from jsonschema import Draft202012Validator

    return Draft202012Validator(schema)


def _form_findings(validator: Draft202012Validator, content: object, where: str) -> Iterator[str]:
    for error in validator.iter_errors(content):
        place = "/".join(str(one) for one in error.absolute_path)
        said = error.message if len(error.message) < _LONGEST else f"{error.message[:_LONGEST]}…"
        yield f"{where} does not fit its schema{' at ' + place if place else ''}: {said}."


# Files


def _file_findings(folder: Path, files: list[dict[str, Any]], report: Report) -> Iterator[str]:
    listed = {file["path"] for file in files}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            yield f"{name} is a link, and a release holds none."
        elif path.is_file() and name not in listed and name != MANIFEST:
            yield f"{name} is not in the manifest."
    for number, file in enumerate(files, 1):
        yield from _hash_findings(folder, file)
        report(number, len(files))


def _hash_findings(folder: Path, file: dict[str, Any]) -> Iterator[str]:
    name = file["path"]
    parts = PurePosixPath(name).parts
    if not parts or ".." in parts or PurePosixPath(name).is_absolute() or "\\" in name:
        yield f"The manifest lists “{name}”, which would be outside the release."
        return
    try:
        if not _is_plain(folder, folder / name):
            raise FileNotFoundError
        with (folder / name).open("rb") as content:
            digest = file_digest(content, "sha256").hexdigest()
    except OSError:
        yield f"{name} is missing or cannot be read."
        return
    if digest != file["sha256"]:
        yield f"{name} has changed: its SHA-256 is not the manifest’s."


def _is_plain(folder: Path, path: Path) -> bool:
    """Tell whether a path is a file of the release itself: no link, pipe or device anywhere."""
    return path.is_file() and path.resolve() == folder.resolve() / path.relative_to(folder)


# Articles


@dataclass(slots=True)
class _Reading:
    """What the index and the JSON Lines say, as far as they can be read.

    ``splits`` and ``hashes`` are the index's, by article id; ``articles`` are those read, and
    ``seen_in`` the splits that each was read in. ``released`` and ``counts`` are of the chosen
    owner's sets alone.
    """

    folder: Path
    manifest: Any
    index_validator: Draft202012Validator
    splits: dict[str, str] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    articles: dict[str, Article] = field(default_factory=dict)
    seen_in: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    released: set[str] = field(default_factory=set)
    counts: dict[str, Counts] = field(default_factory=dict)

    @property
    def config(self) -> str:
        return str(self.manifest["settings"]["owner"]["kind"])

    def index_findings(self) -> Iterator[str]:
        known = self.manifest["counts"]["splits"]
        for where, line, problem in _lines(self.folder, self.folder / INDEX):
            problems = (
                [problem] if problem else [*_form_findings(self.index_validator, line, where)]
            )
            yield from problems
            if problems:
                continue
            if line["split"] not in known:
                yield f"{where} names the split “{line['split']}”, which the manifest has not."
            if line["id"] in self.splits:
                yield f"{where} lists the article {line['id']} a second time."
            self.splits[line["id"]] = line["split"]
            self.hashes[line["id"]] = line["sha256"]

    def line_findings(self, report: Report) -> Iterator[str]:
        schema = json.loads(resource("schema/annotated_article.schema.json").read_bytes())
        validator = _validator(schema)
        below = self.folder / JSON_LINES_NAME
        done, total = 0, len(self.splits)
        for path in sorted(below.glob("*/*.jsonl")):
            for where, line, problem in _lines(self.folder, path):
                problems = [problem] if problem else [*_form_findings(validator, line, where)]
                yield from problems
                if path.parent.name == self.config and isinstance(line, dict):
                    self.released.add(str(line.get("id")))
                if not problems:
                    yield from self._record_findings(where, line, path)
                done += 1
                report(min(done, total), total)

    def _record_findings(self, where: str, line: Any, path: Path) -> Iterator[str]:  # noqa: ANN401
        try:
            record = record_of(JsonObject(line, "the record"))
        except (BadRecordError, RefusedError, ValueError) as error:
            yield f"{where}: {error}"
            return
        article, split, config = record.article, path.stem, path.parent.name
        if self.splits.get(article.id) != split:
            there = self.splits.get(article.id, "no split")
            yield f"{where}: the article {article.id} is in “{split}”, but in {INDEX} in “{there}”."
        elif self.hashes[article.id] != article.sha256:
            yield f"{where}: the text of the article {article.id} is not the one of {INDEX}."
        self.articles[article.id] = article
        self.seen_in[article.id].add(split)
        if config == self.config:
            self.counts.setdefault(split, Counts()).add(record)
            yield from self._owner_findings(where, record)

    def _owner_findings(self, where: str, record: AnnotatedArticle) -> Iterator[str]:
        assert record.annotations is not None
        if record.annotations.owner.kind.value != self.config:
            yield f"{where}: the annotations are not by {self.config}, as the manifest says."

    def whole_findings(self) -> Iterator[str]:
        """Yield what is missing, and counts that are not the manifest's."""
        for article_id in self.splits:
            if article_id not in self.released:
                below = f"{JSON_LINES_NAME}/{self.config}"
                yield f"The article {article_id} of {INDEX} is not in {below}."
        said = self.manifest["counts"]["splits"]
        for name in dict.fromkeys((*said, *self.counts)):
            found = self.counts.get(name, Counts()).to_json()
            if said.get(name) != found:
                yield f"The counts of the split “{name}” are not what the manifest says."


def _lines(folder: Path, path: Path) -> Iterator[tuple[str, Any, str]]:
    """Yield where a line stands and its content, or else what is wrong with it."""
    name = path.relative_to(folder).as_posix()
    if not _is_plain(folder, path):
        yield name, None, f"{name} is missing or no file."
        return
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                where = f"{name}:{number}"
                try:
                    yield where, json.loads(line), ""
                except (ValueError, RecursionError):
                    yield where, None, f"{where} is not valid JSON."
    except OSError as error:
        yield name, None, f"{name} cannot be read: {error.strerror}."


# Leaks between splits


def _leaks(reading: _Reading, rule: dict[str, Any], report: Report) -> Iterator[str]:
    articles = reading.articles.values()
    for article_id, splits in reading.seen_in.items():
        if len(splits) > 1:
            yield f"The article {article_id} is in more than one split: {_named(splits)}."

    def split_of(article_id: str) -> str:
        return min(reading.seen_in[article_id])

    same = _by(articles, lambda article: article.sha256)
    yield from _parted(same.values(), split_of, "Articles of the same text")
    if rule["keeps_sources"]:
        for source, ids in _by(articles, lambda article: article.source).items():
            splits = {split_of(one) for one in ids}
            if source and len(splits) > 1:
                yield f"The source “{source}” is in more than one split: {_named(splits)}."
    if rule["keeps_near_duplicates"]:
        texts = ((article.id, article.text) for article in articles)
        groups = near_duplicates(texts, rule["threshold"], lambda done: report(done, len(articles)))
        yield from _parted(groups, split_of, "Near-duplicates")


def _by(articles: Iterable[Article], key: Callable[[Article], str]) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for article in articles:
        found[key(article)].append(article.id)
    return found


def _parted(
    groups: Iterable[Sequence[str]], split_of: Callable[[str], str], what: str
) -> Iterator[str]:
    for group in groups:
        splits = {split_of(one) for one in group}
        if len(splits) > 1:
            places = ", ".join(f"{one} ({split_of(one)})" for one in group[:5])
            more = f" and {len(group) - 5} more" if len(group) > 5 else ""
            yield f"{what} are in different splits: {places}{more}."


def _named(splits: Iterable[str]) -> str:
    return ", ".join(sorted(splits))
