"""Working apart and coming together: twice is once, any order, whole or not at all."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event

from annotator.comparing.merging import WHOLE, Question, Side
from annotator.domain.annotation import Layer, Mention, Quote, Role, SpeakerKind, State
from annotator.domain.annotation import Speaker as Speaks
from annotator.domain.annotation_set import DETECTOR, AnnotationSet, Owner, OwnerKind
from annotator.domain.article import Article
from annotator.domain.errors import MendableError
from annotator.domain.identity import new_id
from annotator.domain.register import Entity
from annotator.domain.step import Progress
from annotator.domain.suggestions import Wanted
from annotator.store import BusyError, NewArticle, Project, backups_of
from annotator.workspace.bringing_back import BringReport, bring_back
from annotator.workspace.commands import (
    Accept,
    AddEntity,
    AddMention,
    AddNote,
    ChangeQuote,
    Command,
    DecideAll,
    DeleteMention,
    FinishArticle,
    LinkMention,
    MergeEntities,
    MoveBoundary,
    Reject,
    ResizeMention,
    RetypeMention,
    SplitSegment,
)
from annotator.workspace.handing_out import hand_out
from annotator.workspace.jobs import Job, finished
from annotator.workspace.workspace import Workspace
from tests.projects_for_tests import TEXT, make_project, opened, span

INES, NILS = Owner(OwnerKind.ANNOTATOR, "Ines"), Owner(OwnerKind.ANNOTATOR, "Nils")


def _run(job: Job[object]) -> object:
    return finished(job, lambda _advance: None)


def _merge(path: Path, *files: Path, **options: object) -> BringReport:
    project = Project.open(path)
    try:
        report = _run(bring_back(project, files, "Rita", **options))  # type: ignore[arg-type]
        assert isinstance(report, BringReport)
        assert list(project.findings()) == []
        return report
    finally:
        project.close()


def _larger(question: Question) -> Side:
    ours, theirs = (repr(question.value(side)) for side in (Side.OURS, Side.THEIRS))
    return Side.OURS if ours > theirs else Side.THEIRS


def _content(path: Path) -> list[str]:
    """All that a project says, without the journal's numbering."""
    with sqlite3.connect(path) as connection:
        names = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not name.startswith(("article_search", "sqlite_", "step"))
        ]
        found = [f"{n} {row}" for n in names for row in connection.execute(f"SELECT * FROM {n}")]
        steps = connection.execute("SELECT id, changes FROM step WHERE kind != 'brought'")
        found += [f"step {row}" for row in steps]
    connection.close()
    return sorted(found)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project of three articles, with Ines and Nils in it."""
    path = tmp_path / "project.annot"
    make_project(path, articles=3)
    project = Project.open(path)
    for name in ("Rita", "Ines", "Nils"):
        project.team.join(name)
    project.close()
    return path


def _hand_out(path: Path, name: str, target: Path) -> Path:
    project = Project.open(path)
    annotator = project.team.named(name)
    assert annotator is not None
    try:
        _run(hand_out(project, annotator, target))
    finally:
        project.close()
    return target


@contextmanager
def _at(path: Path, name: str) -> Iterator[Workspace]:
    workspace = opened(path, name)
    yield workspace
    workspace.project.close()


def _work(path: Path, name: str, *commands: Callable[[AnnotationSet], Command | None]) -> None:
    """Let ``name`` work on the first article."""
    with _at(path, name) as workspace:
        (article_id, *_) = workspace.queries.article_ids(workspace.owner)
        for make in commands:
            command = make(workspace.annotations(article_id))
            if command is not None:
                workspace.do(command)


def _first_set(path: Path, owner: Owner) -> AnnotationSet:
    with _at(path, "Rita") as workspace:
        (article_id, *_) = workspace.queries.article_ids(DETECTOR)
        found = workspace.queries.annotation_set(article_id, owner)
        assert found is not None
        return found


def _accept_all(now: AnnotationSet) -> Command:
    return DecideAll(now.article_id, (now.id,), Wanted(Layer.ENTITIES))


def _texts(quote: Quote) -> tuple[str, ...]:
    return tuple(part.of(TEXT) for role in Role for part in quote.parts(role))


def _retype(label: str, number: int = 0) -> Callable[[AnnotationSet], Command]:
    return lambda now: RetypeMention(now.article_id, now.id, now.mentions[number].id, label)


def _resize(words: str) -> Callable[[AnnotationSet], Command]:
    return lambda now: ResizeMention(now.article_id, now.id, now.mentions[0].id, span(words), words)


def _finish(now: AnnotationSet) -> Command:
    return FinishArticle(now.article_id, now.id, anyway=True)


def test_a_package_holds_ones_own_and_nobody_elses(path: Path, tmp_path: Path) -> None:
    _work(path, "Ines", _accept_all, lambda now: AddNote(now.article_id, now.id, "Mine."))
    _work(path, "Nils", _retype("ORG"))
    with _at(path, "Rita") as workspace:
        workspace.project.team.put_guidelines("# Rules", "Rita")
        ines = workspace.project.team.named("Ines")
        assert ines is not None
        ids = workspace.queries.article_ids(DETECTOR)
        workspace.project.team.assign({ines.id: ids[:2]})
        workspace.do(AddEntity(Entity(new_id(), "Ada Brandt")))
    package = _hand_out(path, "Ines", tmp_path / "for-ines.annot")
    with _at(package, "Ines") as workspace:
        assert workspace.queries.article_ids(INES) == ids[:2]
        assert workspace.queries.owners() == [INES, DETECTOR]
        assert [one.name for one in workspace.project.team.annotators()] == ["Ines"]
        assert workspace.project.team.guidelines().text == "# Rules"
        assert [one.name for one in workspace.queries.entities().values()] == ["Ada Brandt"]
        assert workspace.annotations(ids[0]).notes[0].text == "Mine."
        assert list(workspace.project.findings()) == []
    with pytest.raises(MendableError, match="already a file"):
        _hand_out(path, "Ines", package)


def test_what_was_done_apart_comes_back(path: Path, tmp_path: Path) -> None:
    ines = _hand_out(path, "Ines", tmp_path / "ines.annot")
    nils = _hand_out(path, "Nils", tmp_path / "nils.annot")
    _work(ines, "Ines", _accept_all, _finish)
    _work(nils, "Nils", _retype("ORG"))
    before = _content(path)
    dry = _merge(path, ines, nils, dry_run=True)
    assert not dry.is_kept
    assert [(one.new_sets, one.changed_sets) for one in dry.files] == [(1, 0), (1, 0)]
    assert _content(path) == before
    report = _merge(path, ines, nils)
    assert report.is_kept
    assert report.summary == dry.summary
    assert _first_set(path, INES).progress is Progress.DONE
    assert _first_set(path, NILS).mentions[0].label == "ORG"
    assert len(backups_of(path)) == 1


def test_twice_is_once(path: Path, tmp_path: Path) -> None:
    package = _hand_out(path, "Ines", tmp_path / "ines.annot")
    _work(package, "Ines", _accept_all, _resize("Ada"))
    _merge(path, package)
    once = _content(path)
    again = _merge(path, package, package)
    assert _content(path) == once
    assert [(one.new_sets, one.changed_sets, one.steps) for one in again.files] == [(0, 0, 0)]


def test_two_machines_of_one_annotator(path: Path, tmp_path: Path) -> None:
    desk = _hand_out(path, "Ines", tmp_path / "desk.annot")
    laptop = Path(shutil.copy(desk, tmp_path / "laptop.annot"))
    _work(desk, "Ines", _retype("ORG"))
    _work(laptop, "Ines", _resize("Ada"))
    assert _merge(path, desk, laptop).is_kept
    merged = _first_set(path, INES).mentions[0]
    assert (merged.label, merged.span) == ("ORG", span("Ada"))


def test_the_same_field_on_two_machines_is_asked_about(path: Path, tmp_path: Path) -> None:
    desk = _hand_out(path, "Ines", tmp_path / "desk.annot")
    laptop = Path(shutil.copy(desk, tmp_path / "laptop.annot"))
    _work(desk, "Ines", _retype("ORG"))
    _work(laptop, "Ines", _retype("GPE"), _resize("Ada"))
    before = _content(path)
    report = _merge(path, desk, laptop)
    assert not report.is_kept
    assert _content(path) == before
    (asked,) = report.questions
    assert asked.question.field == "label"
    assert (asked.owner, asked.title) == (INES, "Harbour reopens")
    assert [asked.question.value(side) for side in Side] == ["ORG", "GPE"]
    assert _merge(path, desk, laptop, answers={asked.question: Side.THEIRS}).is_kept
    merged = _first_set(path, INES).mentions[0]
    assert (merged.label, merged.span) == ("GPE", span("Ada"))
    # It was answered; work that goes on from there asks nothing again.
    _work(desk, "Ines", _resize("Brandt"))
    later = _merge(path, desk, prefer=Side.OURS)
    assert later.is_kept
    assert _first_set(path, INES).mentions[0].label == "GPE"


def test_removed_here_and_changed_there_is_asked_about(path: Path, tmp_path: Path) -> None:
    _work(
        path,
        "Ines",
        lambda now: AddMention(now.article_id, now.id, span("Nils Okoro"), "PERSON", "Nils Okoro"),
    )
    package = _hand_out(path, "Ines", tmp_path / "ines.annot")
    _work(path, "Ines", lambda now: DeleteMention(now.article_id, now.id, now.mentions[-1].id))
    _work(package, "Ines", _retype("ORG", -1))
    (asked,) = _merge(path, package).questions
    assert asked.question.field == WHOLE
    assert _merge(path, package, answers={asked.question: Side.OURS}).is_kept
    assert len(_first_set(path, INES).mentions) == 2


def test_whole_copies_of_a_project_come_together(path: Path, tmp_path: Path) -> None:
    _work(path, "Ines", _accept_all)
    copies = [Path(shutil.copy(path, tmp_path / f"{name}.annot")) for name in ("one", "two")]
    _work(copies[0], "Ines", _retype("ORG"))
    _work(copies[0], "Nils", _accept_all)
    _work(copies[1], "Ines", _resize("Ada"), _finish)
    fresh = NewArticle(Article(new_id(), "Another one.\n"), b"Another one.\n", "b.txt")
    with _at(copies[1], "Ines") as workspace:
        workspace.project.add_articles([fresh], "Ines")
    report = _merge(path, *copies)
    assert report.is_kept
    assert [one.articles for one in report.files] == [0, 1]
    merged = _first_set(path, INES)
    assert (merged.mentions[0].label, merged.mentions[0].span) == ("ORG", span("Ada"))
    assert merged.progress is Progress.DONE
    assert _first_set(path, NILS).progress is Progress.DOING


def test_the_same_text_imported_twice_is_one_article(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.annot"
    make_project(other, articles=3)
    _work(other, "Ines", _accept_all)
    assert _merge(path, other).summary.startswith("0 new articles, 1 annotation sets new")
    _work(other, "Ines", _retype("ORG"))
    assert _merge(path, other).files[0].changed_sets == 1
    assert _first_set(path, INES).mentions[0].label == "ORG"


def test_another_text_under_the_same_id_is_refused(path: Path, tmp_path: Path) -> None:
    package = _hand_out(path, "Ines", tmp_path / "ines.annot")
    _work(package, "Ines", _accept_all)
    with sqlite3.connect(package) as connection:
        connection.execute("UPDATE article SET sha256 = 'other' WHERE position = 1")
    connection.close()
    before = _content(path)
    report = _merge(path, package)
    assert "another text than the one here of the same id" in report.files[0].refusal
    assert not report.is_kept
    assert _content(path) == before


def _cut(package: Path) -> None:
    package.write_bytes(package.read_bytes()[:-5000])


def _garble(package: Path) -> None:
    raw = package.read_bytes()
    middle = len(raw) // 8192 * 4096
    package.write_bytes(raw[:middle] + b"\xa5" * 4096 + raw[middle + 4096 :])


def _sql(statement: str) -> Callable[[Path], None]:
    def change(package: Path) -> None:
        with sqlite3.connect(package) as connection:
            connection.execute(statement)
        connection.close()

    return change


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (_cut, "damaged"),
        (_garble, "damaged"),
        (lambda package: package.write_text("nothing"), "not an Annotator project"),
        (_sql("UPDATE step SET changes = '[{\"kind\": 1}]'"), "damaged"),
        (_sql("UPDATE step SET changes = 'nonsense'"), "damaged"),
        (_sql("UPDATE mention SET label = 'NOBODY'"), "no label"),
        (_sql('UPDATE mention SET "end" = 9999'), "outside its article"),
        (_sql("UPDATE mention SET attributes = '['"), "damaged"),
        (_sql("UPDATE fact SET value = 'x' WHERE name = 'package_of'"), "another project"),
        (_sql("DROP TABLE step"), "damaged"),
        (_sql("UPDATE scheme SET content = '{}'"), "damaged"),
    ],
)
def test_a_spoilt_package_is_refused_and_nothing_changes(
    path: Path, tmp_path: Path, spoil: Callable[[Path], object], words: str
) -> None:
    good = _hand_out(path, "Nils", tmp_path / "nils.annot")
    _work(good, "Nils", _accept_all)
    package = _hand_out(path, "Ines", tmp_path / "ines.annot")
    _work(package, "Ines", _accept_all)
    spoil(package)
    before = _content(path)
    report = _merge(path, good, package)
    assert words in report.files[1].refusal
    assert "ines.annot" in report.files[1].refusal
    assert not report.files[0].refusal
    assert not report.is_kept
    assert _content(path) == before


def test_a_newer_scheme_and_the_project_itself_are_refused(path: Path, tmp_path: Path) -> None:
    package = _hand_out(path, "Ines", tmp_path / "ines.annot")
    _sql("UPDATE scheme SET content = replace(content, '\"version\": 1', '\"version\": 7')")(
        package
    )
    assert "version 7" in _merge(path, package).files[0].refusal
    assert "the project itself" in _merge(path, path).files[0].refusal


class _Fault(Exception):  # noqa: N818
    """What a disk or a programmer might do."""


def test_a_fault_between_any_two_writes_leaves_the_project_as_it_was(
    path: Path, tmp_path: Path
) -> None:
    _work(path, "Ines", _accept_all)
    package = _hand_out(path, "Ines", tmp_path / "ines.annot")
    entity = Entity(new_id(), "Ada Brandt")
    with _at(package, "Ines") as workspace:
        workspace.do(AddEntity(entity))
    _work(package, "Ines", _resize("Ada"), _finish)
    _work(path, "Ines", _retype("ORG"))
    before = _content(path)
    at, left = 0, 1_000_000

    def fail(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        nonlocal left
        if statement.startswith(("INSERT", "UPDATE", "DELETE", "COMMIT")):
            left -= 1
            if left < 0:
                raise _Fault

    event.listen(Engine, "before_cursor_execute", fail)
    try:
        is_done = False
        while not is_done:
            project = Project.open(path)
            left = at
            try:
                _run(bring_back(project, [package], "Rita"))
                is_done = True
            except _Fault:
                at += 1
            left = 1_000_000
            project.close()
            assert is_done or _content(path) == before
    finally:
        event.remove(Engine, "before_cursor_execute", fail)
    assert at > 10
    merged = _first_set(path, INES)
    assert (merged.mentions[0].label, merged.mentions[0].span) == ("ORG", span("Ada"))


def test_cancelling_keeps_nothing_and_writing_meanwhile_is_refused(
    path: Path, tmp_path: Path
) -> None:
    package = _hand_out(path, "Ines", tmp_path / "ines.annot")
    _work(package, "Ines", _accept_all)
    with _at(path, "Nils") as workspace:
        (article_id, *_) = workspace.queries.article_ids(NILS)
        now = workspace.annotations(article_id)
        job = bring_back(workspace.project, [package], "Rita", dry_run=True)
        while workspace.queries.set_id(article_id, INES) is None:
            next(job)
        with pytest.raises(BusyError, match="being brought back"):
            workspace.do(_accept_all(now))
        job.close()
        assert workspace.queries.set_id(article_id, INES) is None
        workspace.do(_accept_all(now))


def test_an_entry_that_something_refers_to_stays_in_the_register(
    path: Path, tmp_path: Path
) -> None:
    kept, gone = Entity(new_id(), "Ada Brandt"), Entity(new_id(), "A. Brandt")
    with _at(path, "Rita") as workspace:
        workspace.do(AddEntity(kept))
        workspace.do(AddEntity(gone))
    ines = _hand_out(path, "Ines", tmp_path / "ines.annot")
    nils = _hand_out(path, "Nils", tmp_path / "nils.annot")
    with _at(ines, "Ines") as workspace:
        workspace.do(MergeEntities(kept.id, gone.id))
    _work(
        nils,
        "Nils",
        lambda now: LinkMention(now.article_id, now.id, now.mentions[0].id, gone.id),
        lambda now: ChangeQuote(
            now.article_id,
            now.id,
            replace(now.quotes[0], speaker=Speaks(SpeakerKind.ENTITY, gone.id, gone.name)),
            _texts(now.quotes[0]),
        ),
    )
    contents = []
    for number, order in enumerate(permutations((ines, nils))):
        copy = Path(shutil.copy(path, tmp_path / f"copy{number}.annot"))
        for file in order:
            assert _merge(copy, file).is_kept
        contents.append(_content(copy))
        assert _first_set(copy, NILS).mentions[0].entity == gone.id
    assert contents[0] == contents[1]


# Whatever two machines do: any order, once or twice, comes to the same.

_ACTIONS: dict[str, Callable[[AnnotationSet, int], Command | None]] = {
    "accept": lambda now, n: Accept(
        now.article_id, now.id, Layer.ENTITIES, now.mentions[n % len(now.mentions)].id
    ),
    "reject": lambda now, n: Reject(
        now.article_id, now.id, Layer.ENTITIES, now.mentions[n % len(now.mentions)].id
    ),
    "retype": lambda now, n: RetypeMention(
        now.article_id,
        now.id,
        now.mentions[n % len(now.mentions)].id,
        ("ORG", "GPE", "ROLE")[n % 3],
    ),
    "add": lambda now, n: AddMention(
        now.article_id,
        now.id,
        span(("said", "open", "Nils Okoro")[n % 3]),
        "ROLE",
        ("said", "open", "Nils Okoro")[n % 3],
    ),
    "split": lambda now, n: (
        SplitSegment(now.article_id, now.id, 20 + n, ("caption", "tags")[n % 2])
        if 20 + n not in {one.start for one in now.partition.segments}
        else None
    ),
    "move": lambda now, n: (
        MoveBoundary(now.article_id, now.id, now.partition.segments[1].id, 12 + n % 8)
        if now.partition.segments[2].start > 20
        else None
    ),
    "note": lambda now, n: AddNote(now.article_id, now.id, f"Note {n}"),
    "finish": lambda now, _n: _finish(now) if now.progress is not Progress.DONE else None,
}
_actions = st.lists(st.tuples(st.sampled_from(sorted(_ACTIONS)), st.integers(0, 11)), max_size=5)


def _commands(
    actions: Sequence[tuple[str, int]],
) -> list[Callable[[AnnotationSet], Command | None]]:
    unlocked = [one for one in actions if one[0] != "finish"]
    last = [one for one in actions if one[0] == "finish"][:1]
    return [partial(_act, name, n) for name, n in (*unlocked, *last)]


def _act(name: str, number: int, now: AnnotationSet) -> Command | None:
    if now.progress is Progress.DONE and name not in ("note", "finish"):
        return None
    return _ACTIONS[name](now, number)


class _Larger(dict[Question, Side]):
    """Answers every question by the values, not by the sides."""

    def get(self, question: Question, _default: object = None) -> Side:
        return _larger(question)


@settings(max_examples=12, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(_actions, _actions, _actions)
def test_any_order_and_any_number_of_times(
    here: list[tuple[str, int]], left: list[tuple[str, int]], right: list[tuple[str, int]]
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "project.annot"
        make_project(path)
        _work(path, "Ines", *_commands(here[:2]))
        desk = _hand_out(path, "Ines", folder / "desk.annot")
        laptop = Path(shutil.copy(desk, folder / "laptop.annot"))
        _work(desk, "Ines", *_commands(left))
        _work(laptop, "Ines", *_commands(right))
        orders = ([desk, laptop], [laptop, desk], [desk, laptop, desk, laptop])
        contents = []
        for number, order in enumerate(orders):
            copy = Path(shutil.copy(path, folder / f"copy{number}.annot"))
            for file in order:
                assert _merge(copy, file, answers=_Larger()).is_kept
            contents.append(_content(copy))
        assert contents[0] == contents[1] == contents[2]


def test_undo_does_not_reach_across_what_came_in(path: Path, tmp_path: Path) -> None:
    _work(path, "Ines", _accept_all)
    package = _hand_out(path, "Ines", tmp_path / "ines.annot")
    _work(package, "Ines", _retype("ORG"))
    _merge(path, package)
    with _at(path, "Ines") as workspace:
        assert workspace.undo_title == ""
        assert workspace.queries.steps()[0][1].title.startswith("Bring back ines.annot")
    mention = _first_set(path, INES).mentions[0]
    assert isinstance(mention, Mention)
    assert (mention.label, mention.state) == ("ORG", State.ACCEPTED)
