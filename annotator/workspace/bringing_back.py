"""Bringing back: merging packages and whole project files into a project, whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from annotator.comparing.merging import (
    Bases,
    Question,
    Side,
    bases_of,
    is_untouched,
    merged_entities,
    merged_sets,
)
from annotator.domain.annotation import Layer, Role
from annotator.domain.annotation_set import DETECTOR, AnnotationSet, Owner, OwnerKind
from annotator.domain.article import text_hash
from annotator.domain.errors import MendableError, RefusedError
from annotator.domain.scheme import relabelled
from annotator.domain.step import Change, Progress
from annotator.domain.team import free_letter
from annotator.store import (
    Bringing,
    JournalRow,
    Project,
    back_up,
    quick_check,
)
from annotator.workspace.incoming import UNREADABLE, FileReport, IncomingFile, unreadable
from annotator.workspace.jobs import Advance, Job, in_thread
from annotator.workspace.label_map import LabelMap

_ROWS = 100
_KINDS = ("do", "undo", "redo", "record", "brought")


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question with where it arose."""

    article_id: str
    title: str
    owner: Owner | None
    question: Question


@dataclass(slots=True)
class BringReport:
    """What was brought back, or would be. ``is_kept`` tells which."""

    files: list[FileReport] = field(default_factory=list)
    questions: list[OpenQuestion] = field(default_factory=list)
    is_kept: bool = False

    @property
    def refused(self) -> list[FileReport]:
        return [one for one in self.files if one.refusal]

    @property
    def summary(self) -> str:
        articles = sum(one.articles for one in self.files)
        new, changed = (
            sum(one.new_sets for one in self.files),
            sum(one.changed_sets for one in self.files),
        )
        same = sum(one.same_sets for one in self.files)
        return (
            f"{articles:,} new articles, {new:,} annotation sets new, {changed:,} changed, "
            f"{same:,} as they were"
        )


def bring_back(
    project: Project,
    paths: Sequence[Path],
    annotator: str,
    *,
    answers: Mapping[Question, Side] | None = None,
    prefer: Side | None = None,
    dry_run: bool = False,
) -> Job[BringReport]:
    """Merge packages and project files into ``project``, in one transaction, after a backup.

    Nothing changes where ``dry_run`` is set, where a file is refused, or where a question is left
    without an answer: the report then says what would come. ``prefer`` answers what ``answers``
    does not.
    """
    if project.is_read_only:
        raise MendableError("This project is open for reading only, so nothing can come into it.")
    if not dry_run:
        yield from in_thread(lambda: back_up(project.path))
    report = BringReport()
    with project.bringing_back() as bringing, ExitStack() as opened:
        merge = _Merge(project, bringing, report, {} if answers is None else answers, prefer)
        files = []
        for path in dict.fromkeys(paths):
            findings = yield from in_thread(partial(quick_check, path))
            file = IncomingFile(project, bringing, path, findings)
            opened.callback(file.close)
            files.append(file)
        report.files = [one.report for one in files]
        total = sum(one.total for one in files)
        done = 0
        for file in files:
            if not file.report.refusal:
                yield from merge.file(file, done, total)
                done += file.total
        yield Advance(total, total)
        report.is_kept = not (dry_run or report.refused or report.questions)
        if report.is_kept:
            bringing.record(_title(report), annotator)
        else:
            bringing.discard()
    return report


def _title(report: BringReport) -> str:
    names = ", ".join(one.path.name for one in report.files)
    return f"Bring back {names}: {report.summary}"


class _Merge:
    """Merges one file after the other; each sees what the ones before brought."""

    def __init__(
        self,
        project: Project,
        bringing: Bringing,
        report: BringReport,
        answers: Mapping[Question, Side],
        prefer: Side | None,
    ) -> None:
        self._project = project
        self._bringing = bringing
        self._report = report
        self._answers = answers
        self._prefer = prefer
        self._where: tuple[str, str, Owner | None] = ("", "", None)
        self._labels = LabelMap(project.scheme, {})

    def file(self, file: IncomingFile, done: int, total: int) -> Job[None]:
        """Merge a file; what is wrong inside makes it refused, and so nothing is kept."""
        try:
            names = self._people(file)
            self._guidelines(file)
            changes = yield from self._journal(file, done, total)
            self._register(file, changes.pop("", []))
            yield from self._articles(file, done, total)
            for article_id, owners in file.sets.items():
                yield Advance(done, total)
                self._sets(file, article_id, owners, names, changes)
                done += len(owners)
            self._settle_register()
            self._sittings(file, names)
            self._bringing.add_approvals(file.source.queries.approved())
        except RefusedError as error:
            file.report.refusal = f"“{file.report.path.name}” is refused: {error}"
        except UNREADABLE as error:
            file.report.refusal = unreadable(file.report.path, error)

    # People and guidelines

    def _people(self, file: IncomingFile) -> dict[str, str]:
        """Make the file's annotators known, and return their names here by their names there."""
        known = {one.id: one for one in self._project.team.annotators()}
        names: dict[str, str] = {}
        for there in file.source.annotators():
            here = known.get(there.id)
            if here is None:
                here = next((one for one in known.values() if one.name == there.name), None)
                if here is None:
                    taken = {one.letter for one in known.values()}
                    letter = there.letter if there.letter not in taken else ""
                    letter = letter or free_letter(there.name, taken)
                    here = replace(there, letter=letter, is_reviewer=False)
                    self._bringing.put_annotator(here)
                elif there.id < here.id:
                    # Either id would do; the smaller one does whatever comes first.
                    self._bringing.renumber_annotator(here, there.id)
                known[there.id] = here
            names[there.name] = here.name
        return names

    def _guidelines(self, file: IncomingFile) -> None:
        own = {one.version: one for one in self._project.team.guideline_versions()}
        brought = {one.version: one for one in file.source.guideline_versions()}
        if any(own[one].text != brought[one].text for one in own.keys() & brought.keys()):
            file.report.remarks.append(
                "Its guidelines have another wording under the same version; the project’s stay."
            )
            return
        for version in sorted(brought.keys() - own.keys()):
            if version > max(own, default=0):
                self._bringing.put_guidelines(brought[version])

    # The journal

    def _journal(self, file: IncomingFile, done: int, total: int) -> Job[dict[str, list[Change]]]:
        """Take over the steps that are new here, and return their changes by set, oldest first."""
        rows: list[JournalRow] = []
        for row in file.source.journal():
            rows.append(row)
            if len(rows) % _ROWS == 0:
                yield Advance(done, total)
        known = self._bringing.known_steps([one.id for one in rows])
        news = [one for one in rows if one.id not in known]
        changes: dict[str, list[tuple[str, Change]]] = {}
        for begin in range(0, len(news), _ROWS):
            yield Advance(done, total)
            chunk = [self._checked(one, file) for one in news[begin : begin + _ROWS]]
            for row in chunk:
                for change in row.step().changes:
                    changes.setdefault(change.set_id, []).append((row.at, change))
            self._bringing.add_steps(chunk)
        file.report.steps = len(news)
        # Rows that came into that file from others stand behind its own, though they are older.
        return {
            set_id: [change for _, change in sorted(found, key=lambda one: one[0])]
            for set_id, found in changes.items()
        }

    def _checked(self, row: JournalRow, file: IncomingFile) -> JournalRow:
        if row.kind not in _KINDS:
            raise ValueError(f"a step of kind {row.kind}")
        return replace(row, article_id=file.same_text.get(row.article_id, row.article_id))

    # The register

    def _register(self, file: IncomingFile, changes: Sequence[Change]) -> None:
        ours, theirs = self._bringing.queries.entities(), file.source.queries.entities()
        self._where = ("", "The register", None)
        merged = merged_entities(ours, theirs, bases_of(changes), self._answer)
        self._bringing.put_entities(
            {one: entity for one, entity in merged.items() if ours.get(one) != entity}
        )
        self._removed = sorted(ours.keys() - merged.keys())
        self._spare = {**ours, **theirs}

    def _settle_register(self) -> None:
        """What nothing refers to can go; what something refers to comes back."""
        self._bringing.remove_unused_entities(self._removed)
        missing = self._bringing.missing_entities()
        self._bringing.put_entities({one: self._spare[one] for one in missing})

    # Articles and sets

    def _articles(self, file: IncomingFile, done: int, total: int) -> Job[None]:
        for article_id in file.new_articles:
            yield Advance(done, total)
            new = file.source.new_article(article_id)
            if text_hash(new.article.text) != file.source.sha256(article_id):
                raise ValueError(f"article {article_id} is not the text it was")
            self._bringing.add_articles([new])
            file.report.articles += 1

    def _sets(
        self,
        file: IncomingFile,
        there: str,
        owners: Sequence[Owner],
        names: Mapping[str, str],
        changes: Mapping[str, list[Change]],
    ) -> None:
        here = file.same_text[there]
        for owner in owners:
            name = names.get(owner.name, owner.name)
            mine = replace(owner, name=name) if owner.kind is OwnerKind.ANNOTATOR else owner
            known = self._bringing.queries.set_id(here, mine)
            if owner == DETECTOR and known is not None:
                continue
            changed = changes.get(file.source.queries.set_id(there, owner) or "", ())
            if known is not None and not changed and self._is_worked_on(known):
                # They changed nothing that is not here already.
                file.report.same_sets += 1
                continue
            theirs = file.source.queries.annotation_set(there, owner)
            if theirs is not None:
                self._check_set(here, theirs)
                theirs = self._labels.mapped(theirs).annotations
                theirs = replace(theirs, article_id=here, owner=mine)
                if known is None:
                    self._add_set(file, theirs)
                else:
                    self._merge_set(file, known, theirs, changed)

    def _add_set(self, file: IncomingFile, theirs: AnnotationSet) -> None:
        if theirs.owner == DETECTOR or not is_untouched(theirs):
            self._bringing.put_set(theirs.article_id, theirs.owner, theirs)
            file.report.new_sets += theirs.owner != DETECTOR

    def _merge_set(
        self, file: IncomingFile, set_id: str, theirs: AnnotationSet, changes: Sequence[Change]
    ) -> None:
        article_id, owner = theirs.article_id, theirs.owner
        ours = self._bringing.queries.annotation_set(article_id, owner)
        assert ours is not None
        title = self._bringing.queries.article_rows(owner, [article_id])[0].title
        self._where = (article_id, title, owner)
        bases = self._with_labels(bases_of(changes))
        merged = merged_sets(ours, replace(theirs, id=set_id), bases, self._answer)
        if merged == ours:
            file.report.same_sets += 1
            return
        self._bringing.put_set(article_id, owner, merged)
        file.report.changed_sets += 1

    def _is_worked_on(self, set_id: str) -> bool:
        return self._bringing.progress(set_id) is not Progress.TODO

    def _check_set(self, article_id: str, found: AnnotationSet) -> None:
        """Refuse labels that the project never had, and what lies outside the article's text."""
        length = self._bringing.length(article_id)
        for segment in found.partition.segments:
            self._require_label(Layer.SEGMENTS, segment.label)
        ends = [one.span.end for one in found.mentions]
        for mention in found.mentions:
            self._require_label(Layer.ENTITIES, mention.label)
        for quote in found.quotes:
            ends += [part.end for role in Role for part in quote.parts(role)]
        ends += [one.span.end for one in found.notes if one.span]
        if max(ends, default=0) > length or found.partition.length != length:
            raise RefusedError(f"an annotation of {found.owner.name} lies outside its article.")

    def _require_label(self, layer: Layer, name: str) -> None:
        """Refuse a label that the project neither has nor had."""
        if self._labels.is_unknown(layer, name):
            self._project.scheme.label(layer, name)

    def _with_labels(self, bases: Bases) -> Bases:
        name_of = self._labels.label_or_own
        records = {key: relabelled(one, name_of) for key, one in bases.records.items()}
        return replace(bases, records=records)

    def _answer(self, question: Question) -> Side:
        side = self._answers.get(question, self._prefer)
        if side is None:
            self._report.questions.append(OpenQuestion(*self._where, question))
            return Side.OURS
        return side

    # Active time

    def _sittings(self, file: IncomingFile, names: Mapping[str, str]) -> None:
        for sitting in file.source.sittings():
            here = file.same_text.get(sitting.article_id)
            if here is not None:
                name = names.get(sitting.annotator, sitting.annotator)
                self._bringing.put_sitting(replace(sitting, article_id=here, annotator=name))
