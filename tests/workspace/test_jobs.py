"""Importing, detecting, exporting: whole articles only, every refusal told, cancelled at will."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from annotator.detecting.protocol import Suggestions
from annotator.domain.annotation import Layer
from annotator.domain.annotation_set import DETECTOR
from annotator.domain.article import Article
from annotator.domain.errors import MendableError
from annotator.formats.protocol import format_named
from annotator.store import Project
from annotator.workspace import detection
from annotator.workspace.detection import detect_articles
from annotator.workspace.exporting import export, owner_named
from annotator.workspace.importing import Outcome, import_paths, import_text
from annotator.workspace.jobs import Advance, finished
from annotator.workspace.schemes import default_scheme
from annotator.workspace.threaded_query import ThreadedQuery
from tests.texts import AGENCY


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    project = Project.create(tmp_path / "project.annot", default_scheme())
    yield project
    project.close()


def _ignored(_advance: Advance) -> None:
    pass


def test_everything_gets_its_line_and_the_rest_comes_in(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "articles" / "below"
    folder.mkdir(parents=True)
    (folder / "good.txt").write_text(AGENCY, encoding="utf-8")
    (folder / "windows.txt").write_bytes("Über die Brücke\r\nund zurück.\r\n".encode("cp1252"))
    (folder / "same.txt").write_bytes(AGENCY.replace("\n", "\r\n").encode())
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(50_000_000)
    (folder / ".hidden").write_text("hidden")
    report = finished(import_paths(project, [tmp_path / "articles"], "Ines"), _ignored)
    outcomes = {line.where.rsplit(os.sep, 1)[-1]: line.outcome for line in report.lines}
    assert outcomes == {
        "good.txt": Outcome.IMPORTED,
        "windows.txt": Outcome.IMPORTED,
        "same.txt": Outcome.DUPLICATE,
        "empty.txt": Outcome.REFUSED,
        "picture.png": Outcome.REFUSED,
        "huge.txt": Outcome.REFUSED,
    }
    assert all(line.reason for line in report.lines if line.outcome is not Outcome.IMPORTED)
    name, encoding, _ = project.queries.original(report.article_ids[0]) or ("", "", b"")
    assert (name, encoding) == ("good.txt", "utf-8")


def test_segments_that_a_file_tells_stay_when_detectors_run(
    project: Project, tmp_path: Path
) -> None:
    body = "<p>The harbour is open.</p><p>Home</p>"
    (tmp_path / "a.xml").write_text(
        f"<nitf><body><body.head><hedline><hl1>Home</hl1></hedline></body.head>"
        f"<body.content>{body}</body.content></body></nitf>"
    )
    report = finished(import_paths(project, [tmp_path / "a.xml"], "Ines"), _ignored)
    assert project.queries.undetected_ids() == report.article_ids
    finished(detect_articles(project, report.article_ids), _ignored)
    assert project.queries.undetected_ids() == []
    found = project.queries.annotation_set(report.article_ids[0], DETECTOR)
    assert found is not None
    labels = [one.label for one in found.partition.segments]
    assert labels == ["headline", "paragraph", "paragraph"]


def test_a_cancelled_import_leaves_whole_articles(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(200):
        (folder / f"{number:03}.txt").write_text(f"Article {number}\n\n{AGENCY}", encoding="utf-8")
    job = import_paths(project, [folder], "Ines")
    while next(job).done < 50:
        pass
    job.close()
    assert 50 <= project.queries.article_count() < 200
    assert list(project.findings()) == []
    report = finished(import_paths(project, [folder], "Ines"), _ignored)
    assert project.queries.article_count() == 200
    assert report.count(Outcome.DUPLICATE) >= 50


def test_pasted_text_is_imported(project: Project) -> None:
    report = finished(import_text(project, AGENCY, "Ines"), _ignored)
    assert project.queries.article(report.article_ids[0]).text == AGENCY


def test_export_and_import_give_the_same_file(project: Project, tmp_path: Path) -> None:
    report = finished(import_text(project, AGENCY, "Ines"), _ignored)
    finished(detect_articles(project, report.article_ids), _ignored)
    form = format_named("jsonl")
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    assert finished(export(project, DETECTOR, form, first), _ignored).count == 1
    other = Project.create(tmp_path / "other.annot", default_scheme())
    finished(import_paths(other, [first], "Ines"), _ignored)
    finished(export(other, DETECTOR, form, second), _ignored)
    again = finished(import_paths(other, [first], "Ines"), _ignored)
    other.close()
    assert first.read_bytes() == second.read_bytes()
    assert [line.outcome for line in again.lines] == [Outcome.DUPLICATE]


def test_a_label_that_the_scheme_lacks_costs_its_annotations_alone(
    project: Project, tmp_path: Path
) -> None:
    golden = Path(__file__).parent.parent / "golden" / "harbour.jsonl"
    path = tmp_path / "odd.jsonl"
    path.write_text(golden.read_text(encoding="utf-8").replace('"PERSON"', '"WIZARD"'))
    report = finished(import_paths(project, [path], "Ines"), _ignored)
    assert report.lines[0].outcome is Outcome.CHANGED
    assert "WIZARD" in report.lines[0].reason
    assert project.queries.article_count() == 1


def test_detection_in_worker_processes_gives_the_article_its_title(
    project: Project, tmp_path: Path
) -> None:
    for number in range(6):
        path = tmp_path / f"{number}.txt"
        path.write_text(AGENCY + f"\n{number} more words here.\n", encoding="utf-8")
        finished(import_paths(project, [path], "Ines"), _ignored)
    ids = project.queries.undetected_ids()
    report = finished(detect_articles(project, ids, workers=2), _ignored)
    assert (report.detected, report.failures) == (6, {})
    assert project.queries.undetected_ids() == []
    article = project.queries.article(ids[0])
    assert article.title == "Brenholm Harbour Board Reports Steady Progress on New Breakwater"
    assert article.published == "2024-06-11T09:42:00+02:00"
    assert list(project.findings()) == []


@dataclass
class Failing:
    """A detector that cannot cope with one article."""

    name: str = "failing"
    version: str = "1"
    layer: Layer = Layer.ENTITIES

    def suggest(self, article: Article, known: Suggestions) -> Suggestions:  # noqa: ARG002
        if "Brenholm" in article.text:
            raise ZeroDivisionError("by nought")
        return Suggestions()


def test_a_failing_detector_is_told_and_the_rest_goes_on(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(detection, "load_detectors", lambda: [Failing()])
    ids = [
        finished(import_text(project, text, "Ines"), _ignored).article_ids[0]
        for text in (AGENCY, "A quiet day.\n")
    ]
    report = finished(detect_articles(project, ids), _ignored)
    assert report.detected == 1
    assert report.failures == {ids[0]: "ZeroDivisionError: by nought"}


def test_an_owner_without_work_gets_a_sentence(project: Project) -> None:
    with pytest.raises(MendableError, match="nothing here"):
        owner_named(project.queries, "Nobody")


def test_a_search_can_be_stopped(project: Project) -> None:
    finished(import_text(project, AGENCY, "Ines"), _ignored)
    from annotator.store import ArticleFilter

    wanted = ArticleFilter(typed="harbour")
    search = ThreadedQuery(project, lambda queries: queries.article_ids(DETECTOR, wanted))
    assert len(search.answer() or ()) == 1
    search.stop()
    assert search.answer() is None
