"""Making a release: a folder that is there whole or not at all, and never changes again."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Protocol

from annotator.comparing.report import Agreement
from annotator.domain.annotation import Layer, State
from annotator.domain.annotation_set import GOLD, Owner, OwnerKind
from annotator.domain.errors import MendableError
from annotator.domain.scheme import Scheme
from annotator.formats.jsonl import to_json
from annotator.formats.losses import LossReport
from annotator.formats.protocol import AnnotatedArticle, Format, Writes, format_named
from annotator.store import Project, Queries
from annotator.workspace.agreement import AgreementRequest, agreement_of
from annotator.workspace.jobs import Job, Report, Watch, watched
from annotator.workspace.releasing.card import CARD, card, todos_in
from annotator.workspace.releasing.changes import (
    Changes,
    Remembered,
    changes_text,
    compare,
    remembered,
)
from annotator.workspace.releasing.contents import Counts, annotator_codes, released_records
from annotator.workspace.releasing.croissant import CROISSANT, croissant
from annotator.workspace.releasing.decided import Decided
from annotator.workspace.releasing.manifest import (
    GUIDELINES,
    INDEX,
    MANIFEST,
    Facts,
    files_below,
    index_text,
    manifest,
    text_of,
)
from annotator.workspace.releasing.planning import Plan, planned
from annotator.workspace.releasing.reading import earlier_contents, earlier_splits
from annotator.workspace.releasing.settings import JSON_LINES_NAME, ReleaseSettings

ANNOTATORS = "annotators"
"""The folder of each format that holds every annotator's own sets."""


class WritingFormat(Format, Writes, Protocol):
    """A format that can be written."""


@dataclass(frozen=True, slots=True)
class Released:
    """A release that was made.

    ``sha256`` is its manifest's, which names all other hashes; ``todos`` is how many questions of
    the card are left to people.
    """

    folder: Path
    articles: int
    sha256: str
    todos: int


def release(
    project: Project, settings: ReleaseSettings, parent: Path, earlier: Path | None = None
) -> Job[Released]:
    """Make a release in a new folder below ``parent``.

    ``earlier`` is a release whose articles keep their splits, and that the changes are told since.
    Raises ``MendableError`` where the folder is there already, or no article would be in it. A
    cancelled or failed release leaves nothing.
    """
    target = parent / settings.folder_name
    if target.exists():
        raise MendableError(
            f"There is already a release “{target}”, and releases never change. "
            "Give this one another version."
        )
    forms = [writing_format(name) for name in settings.all_formats]
    scheme = project.scheme

    def work(watch: Watch) -> Released:
        with project.reader() as (queries, _interrupt), _new_folder(target) as folder:
            articles = _Making(queries, settings, scheme, folder, forms, earlier, watch).run()
            digest = _digest(folder / MANIFEST)
            # The last moment to hear of a cancel: after this, the folder is there.
            watch.report(articles, articles)
            todos = todos_in((folder / CARD).read_text(encoding="utf-8"))
        return Released(target, articles, digest, todos)

    return watched(work)


def writing_format(name: str) -> WritingFormat:
    """Return the format of that name; raise ``MendableError`` where it cannot be written."""
    form = format_named(name)
    if not isinstance(form, Writes):
        raise MendableError(f"{form.title} can only be read. Choose another format.")
    return form


@contextmanager
def _new_folder(target: Path) -> Iterator[Path]:
    """Give a folder that becomes ``target``, read-only, when the block ends well."""
    parent = target.parent
    had_parent = parent.exists()
    temporary: Path | None = None
    try:
        parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(mkdtemp(dir=parent, prefix=f".{target.name}.", suffix=".part"))
        yield temporary
        for path in temporary.rglob("*"):
            if path.is_file():
                path.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
        temporary.chmod(0o755)
        if target.exists():
            raise MendableError(f"There is already a release “{target}”. Nothing was changed.")
        temporary.rename(target)
        temporary = None
    except OSError as error:
        raise MendableError(
            f"“{target}” could not be written: {error.strerror or error}. "
            "Free some space or choose another folder; nothing was left there."
        ) from error
    finally:
        if temporary is not None:
            shutil.rmtree(temporary, ignore_errors=True)
            if not had_parent:
                with suppress(OSError):
                    parent.rmdir()


class _Making:
    """One release in the making."""

    def __init__(
        self,
        queries: Queries,
        settings: ReleaseSettings,
        scheme: Scheme,
        folder: Path,
        forms: Sequence[WritingFormat],
        earlier: Path | None,
        watch: Watch,
    ) -> None:
        self._queries = queries
        self._settings = settings
        self._scheme = scheme
        self._folder = folder
        self._forms = forms
        self._earlier = earlier
        self._watch = watch
        self._report: Report = watch.report
        self._config = settings.owner.kind.value
        self._codes = annotator_codes(queries, settings)
        self._counts: dict[str, Counts] = {}
        self._left_out: Counter[tuple[Layer, State]] = Counter()
        self._decided = Decided() if settings.owner == GOLD else None
        self._losses: dict[str, LossReport] = {}
        self._contents: dict[str, Remembered] = {}
        self._written = 0

    def run(self) -> int:
        """Write everything, and return the number of articles."""
        changed = self._queries.last_change()
        plan = self._plan()
        annotators = self._annotators(plan)
        agreement = self._agreement(plan, annotators)
        configs: dict[str, list[Owner]] = {self._config: [self._settings.owner]}
        if self._settings.with_annotators and annotators:
            configs[ANNOTATORS] = annotators
        total = len(plan.articles) * len(self._forms) * len(configs)
        for form in self._forms:
            losses = LossReport(form.title, form.carries)
            for config, owners in configs.items():
                self._write_data(form, config, owners, plan, losses, total)
            if losses.losses:
                self._losses[form.name] = losses
                self._write(f"{form.name}/losses.txt", losses.to_text())
        facts = Facts(
            settings=self._settings,
            scheme=self._scheme,
            project_id=self._queries.project_id(),
            project_changed=changed,
            plan=plan,
            counts=self._counts,
            states_left_out=self._left_out,
            annotators=len(annotators),
            losses=self._losses,
            changes=self._changes(),
            earlier_sha256=_digest(self._earlier / MANIFEST) if self._earlier else "",
            guidelines=self._queries.guidelines(),
            agreement=agreement,
            decided=self._decided,
        )
        if self._queries.last_change() != changed:
            raise MendableError(
                "Somebody changed the project meanwhile, so nothing was released. Try again."
            )
        self._write_about(facts, list(configs))
        return len(plan.articles)

    def _plan(self) -> Plan:
        splits = earlier_splits(self._earlier) if self._earlier else {}
        found = planned(self._queries, self._settings, splits, self._report)
        if not found.articles:
            reasons = ", ".join(f"{n:,} {reason}" for reason, n in found.left_out.items())
            raise MendableError(
                f"No article would be in this release: {reasons or 'nothing is annotated'}. "
                "Ask for less, or finish some articles."
            )
        return found

    def _annotators(self, plan: Plan) -> list[Owner]:
        """Return whose own sets of the articles there are, besides the chosen owner's."""
        wanted = set(plan.splits)
        return [
            owner
            for owner in self._queries.owners()
            if owner.kind is OwnerKind.ANNOTATOR
            and any(
                row.id in wanted and row.progress in self._settings.progress
                for row in self._queries.catalogue(owner)
            )
        ]

    def _agreement(self, plan: Plan, annotators: Sequence[Owner]) -> Agreement | None:
        """Measure how far the annotators agree on the released articles."""
        if len(annotators) < 2:
            return None
        request = AgreementRequest(tuple(annotators))
        found = agreement_of(self._queries, self._scheme, request, self._watch, plan.splits)
        return found if found.articles else None

    def _write_data(
        self,
        form: WritingFormat,
        config: str,
        owners: Sequence[Owner],
        plan: Plan,
        losses: LossReport,
        total: int,
    ) -> None:
        is_main = form.name == JSON_LINES_NAME and config == self._config
        below = self._folder / form.name / config
        below.mkdir(parents=True)
        suffix = "" if form.is_folder else form.suffixes[0]
        for name in plan.split_counts:
            ids = plan.of_split(name)
            left_out = self._left_out if is_main else Counter()
            records = released_records(
                self._queries, ids, owners, self._settings, self._codes, left_out
            )
            if is_main:
                records = self._noted(records, name)
            if form.carries.loses:
                records = _with_losses(records, losses)
            form.write(self._reported(records, total), below / f"{name}{suffix}")

    def _noted(self, records: Iterable[AnnotatedArticle], split: str) -> Iterator[AnnotatedArticle]:
        """Count the records that pass, and remember them where a comparison follows."""
        counts = self._counts[split] = Counts()
        for record in records:
            counts.add(record)
            if self._decided is not None and record.annotations is not None:
                self._decided.add(record.annotations.decisions)
            if self._earlier is not None:
                self._contents[record.article.id] = remembered(to_json(record), split)
            yield record

    def _reported(
        self, records: Iterable[AnnotatedArticle], total: int
    ) -> Iterator[AnnotatedArticle]:
        for record in records:
            yield record
            self._written += 1
            self._report(min(self._written, total), total)

    def _changes(self) -> Changes | None:
        if self._earlier is None:
            return None
        before = earlier_contents(self._earlier, self._config)
        return compare(self._earlier.name, before, self._contents)

    def _write_about(self, facts: Facts, configs: Sequence[str]) -> None:
        """Write what is about the data; the manifest comes last, since it has all hashes."""
        data = files_below(self._folder)
        name = self._settings.folder_name
        for path, text in {
            INDEX: index_text(facts.plan),
            "scheme.json": text_of(self._scheme.to_json()),
            "CHANGES.md": changes_text(name, facts.changes),
            CARD: card(facts, configs),
            CROISSANT: croissant(facts, configs, data),
        }.items():
            self._write(path, text)
        if facts.guidelines.version:
            self._write(GUIDELINES, facts.guidelines.text)
        self._write(MANIFEST, text_of(manifest(facts, files_below(self._folder))))

    def _write(self, name: str, text: str) -> None:
        with (self._folder / name).open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())


def _with_losses(
    records: Iterable[AnnotatedArticle], losses: LossReport
) -> Iterator[AnnotatedArticle]:
    for record in records:
        losses.add(record)
        yield record


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
