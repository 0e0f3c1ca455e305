"""Bringing in work begun elsewhere: folders, archives, others' labels, and hostile files."""

import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain.annotation import Layer
from annotator.domain.annotation_set import GOLD, Owner, OwnerKind
from annotator.domain.errors import MendableError
from annotator.formats.parquet import PARQUET
from annotator.formats.protocol import Format, Reads, Writes
from annotator.formats.table_columns import TableColumns
from annotator.store import Project
from annotator.workspace.importing import ImportReport, Outcome, import_paths
from annotator.workspace.jobs import Advance, finished
from annotator.workspace.label_map import Guess, LabelMap, remembered_labels, told_by_name
from annotator.workspace.schemes import default_scheme
from annotator.workspace.surveying import surveyed
from annotator.workspace.table_choices import choosing, remember_columns, remembered_columns
from tests.formats.golden import golden_folder, golden_formats
from tests.formats.round_trips import golden_record, write

INES = Owner(OwnerKind.ANNOTATOR, "Ines")
READ = [one for one in golden_formats() if isinstance(one, Reads)]
FOLDERS = {one.name for one in READ if isinstance(one, Writes) and one.is_folder}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    project = Project.create(tmp_path / "project.annot", default_scheme())
    yield project
    assert list(project.findings()) == []
    project.close()


def _imported(project: Project, path: Path, **labels: str) -> ImportReport:
    def ignore(_advance: Advance) -> None: ...

    told = told_by_name(project.scheme, labels)
    return finished(import_paths(project, [path], "Ines", labels=told), ignore)


@pytest.mark.parametrize("form", READ, ids=lambda form: form.name)
def test_every_format_is_known_by_its_files(project: Project, form: Format) -> None:
    report = _imported(project, golden_folder(form))
    assert [line.outcome for line in report.lines] == [Outcome.IMPORTED], report.lines
    (article_id,) = report.article_ids
    owner = GOLD if GOLD in project.queries.owners() else INES
    annotations = project.queries.annotation_set(article_id, owner)
    assert annotations is not None
    assert annotations.mentions


def _zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_an_archive_is_read_like_a_folder(project: Project, tmp_path: Path) -> None:
    brat = next(form for form in READ if form.name == "brat")
    files = {
        str(file.relative_to(golden_folder(brat))): file.read_bytes()
        for file in golden_folder(brat).rglob("*.*")
        if file.is_file()
    }
    report = _imported(project, _zipped(tmp_path / "brat.zip", files))
    assert [line.outcome for line in report.lines] == [Outcome.IMPORTED]
    assert project.queries.owners() == [INES]


def test_nothing_leaves_the_folder_of_an_archive(project: Project, tmp_path: Path) -> None:
    names = ("../outside.txt", "/outside.txt", "a/../../outside.txt", "C:outside.txt")
    members = dict.fromkeys(names, b"An article.") | {"inside.txt": b"Another article."}
    report = _imported(project, _zipped(tmp_path / "bad.zip", members))
    assert [report.count(one) for one in (Outcome.REFUSED, Outcome.IMPORTED)] == [4, 1]
    assert all("outside its folder" in line.reason for line in report.lines[:4])
    assert not list(tmp_path.rglob("outside.txt"))


def test_a_bomb_and_rubbish_are_refused(project: Project, tmp_path: Path) -> None:
    bomb = _zipped(tmp_path / "bomb.zip", {"zeros.txt": bytes(100_000_000)})
    rubbish = tmp_path / "rubbish.zip"
    rubbish.write_bytes(b"PK\x03\x04rubbish")
    for path, reason in ((bomb, "unpacks to more"), (rubbish, "cannot be unpacked")):
        (line,) = _imported(project, path).lines
        assert line.outcome is Outcome.REFUSED
        assert reason in line.reason
        assert path.name in line.where


def test_labels_are_found_told_or_left_out(project: Project, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Ada Lind met Bo Ek, Norvik and Brenholm.\n")
    (tmp_path / "one.ann").write_text(
        "T1\tPER 0 8\tAda Lind\nT2\tperson 13 18\tBo Ek\n"
        "T3\tTown 20 26\tNorvik\nT4\tOdd 31 39\tBrenholm\n"
    )
    report = _imported(project, tmp_path / "one.ann", Town="GPE")
    (line,) = report.lines
    assert line.outcome is Outcome.CHANGED
    assert "“Odd”" in line.reason
    found = project.queries.annotation_set(line.article_id, INES)
    assert found is not None
    assert [one.label for one in found.mentions] == ["PERSON", "PERSON", "GPE"]


def _brat(folder: Path, name: str) -> Path:
    (folder / f"{name}.txt").write_text(f"Ada Lind left {name}.\n")
    (folder / f"{name}.ann").write_text(
        f"T1\tPerson_name 0 8\tAda Lind\nT2\tTown 14 {14 + len(name)}\t{name}\n"
    )
    return folder / f"{name}.ann"


def test_a_project_remembers_what_labels_are_called(project: Project, tmp_path: Path) -> None:
    first, second = _brat(tmp_path, "Norvik"), _brat(tmp_path, "Brenholm")
    _imported(project, first, Person_name="PERSON", Town="")
    report = _imported(project, second)
    assert report.lines[0].taken == "text, 1 mention"
    assert report.renamed == {(Layer.ENTITIES, "Person_name", "PERSON"): 1}
    (line,) = report.lines
    assert line.outcome is Outcome.CHANGED
    assert line.reason == "1 mention “Town” left out, as chosen."
    assert remembered_labels(project)[Layer.SEGMENTS, "Town"] == ""
    assert LabelMap(project.scheme, remembered_labels(project)).guess(
        Layer.ENTITIES, "Person_name"
    ) == Guess("PERSON", "as before")


def test_a_label_that_the_scheme_has_not_cannot_be_told(project: Project) -> None:
    with pytest.raises(MendableError, match="no label “PERSONN”"):
        told_by_name(project.scheme, {"PER": "PERSONN"})


@pytest.mark.parametrize(
    ("layer", "theirs", "ours"),
    [
        (Layer.ENTITIES, "PER", "PERSON"),
        (Layer.ENTITIES, "organisations", "ORG"),
        (Layer.ENTITIES, "City", "GPE"),
        (Layer.ENTITIES, "Percentages", "PERCENT"),
        (Layer.ENTITIES, "Xyz", ""),
        (Layer.SEGMENTS, "para", "paragraph"),
        (Layer.SEGMENTS, "Captions", "caption"),
    ],
)
def test_a_label_is_guessed_by_its_name(layer: Layer, theirs: str, ours: str) -> None:
    assert LabelMap(default_scheme(), {}).guess(layer, theirs).label == ours


def test_files_are_looked_at_before_anything_is_stored(project: Project, tmp_path: Path) -> None:
    _brat(tmp_path, "Norvik")
    _brat(tmp_path, "Brenholm")
    (tmp_path / "broken.jsonl").write_text("{")
    labels = LabelMap(project.scheme, {})
    found = finished(surveyed([tmp_path], labels), lambda _advance: None).labels
    assert [(one.name, one.count, one.words) for one in found] == [
        ("Person_name", 2, "Ada Lind"),
        ("Town", 2, "Brenholm"),
    ]
    assert found[1].before == "Ada Lind left "
    assert found[1].after == "."
    assert project.queries.article_count() == 0


def test_the_text_of_a_segment_left_out_goes_to_the_one_beside(
    project: Project, tmp_path: Path
) -> None:
    (tmp_path / "one.txt").write_text("Advert\nHarbour opens\nAdvert\nIt is open.\n")
    (tmp_path / "one.ann").write_text(
        "T1\tSegment_Ad 0 6\tAdvert\nT2\tSegment_headline 7 20\tHarbour opens\n"
        "T3\tSegment_Ad 21 27\tAdvert\nT4\tSegment_paragraph 28 39\tIt is open.\n"
    )
    report = _imported(project, tmp_path / "one.ann", Ad="")
    found = project.queries.annotation_set(report.lines[0].article_id, INES)
    assert found is not None
    assert [(one.label, one.start) for one in found.partition.segments] == [
        ("headline", 0),
        ("paragraph", 28),
    ]


def test_a_file_that_no_format_recognises_is_told(project: Project, tmp_path: Path) -> None:
    (tmp_path / "other.json").write_text('{"something": "else"}')
    (line,) = _imported(project, tmp_path / "other.json").lines
    assert line.outcome is Outcome.REFUSED
    assert "none of these" in line.reason


def test_json_that_no_other_format_knows_is_a_table(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "rows.json").write_text('[{"body": "One."}, {"body": "Two."}]')
    (folder / "rows.jsonl").write_text('{"body": "Three."}\n{"body": "Four."}\n')
    (folder / "labels.jsonl").write_text('{"text": "Six.", "label": 1}\n')
    (folder / "ninjs.json").write_text('[{"uri": "http://a.example", "body_text": "Five."}]')
    report = _imported(project, folder)
    texts = [project.queries.article(one).text for one in report.article_ids]
    assert sorted(texts) == ["Five.\n", "Four.\n", "One.\n", "Six.\n", "Three.\n", "Two.\n"]


def test_a_project_remembers_what_columns_hold(project: Project, tmp_path: Path) -> None:
    headings = ("Kopf", "Inhalt")
    (tmp_path / "first.csv").write_text("Kopf,Inhalt\nOpen,The harbour opens.\n")
    (tmp_path / "second.csv").write_text("Kopf,Inhalt\nShut,The harbour shuts.\n")
    told = choosing(project, {"text": "Inhalt", "title": "Kopf"})
    first = finished(
        import_paths(project, [tmp_path / "first.csv"], "Ines", choose=told), lambda _advance: None
    )
    assert project.queries.article(first.article_ids[0]).title == "Open"
    (refused,) = _imported(project, tmp_path / "second.csv").lines
    assert "Choose one of: Kopf, Inhalt" in refused.reason
    remember_columns(project, {headings: TableColumns(text="Inhalt")})
    second = _imported(project, tmp_path / "second.csv")
    assert project.queries.article(second.article_ids[0]).text == "The harbour shuts.\n"
    assert remembered_columns(project) == {headings: TableColumns(text="Inhalt")}
    with pytest.raises(MendableError, match="no “author”"):
        choosing(project, {"author": "Kopf"})


def test_tables_are_looked_at_before(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.csv").write_text("Kopf,Inhalt\nOpen,The  harbour\topens.\n" * 9)
    (folder / "clear.csv").write_text("title,text\nOpen,Words\n")
    (folder / "empty.csv").write_text("Kopf,Leer\n")
    (folder / "broken.parquet").write_text("no Parquet")
    write(PARQUET, [golden_record()], folder / "ours.parquet")
    labels = LabelMap(project.scheme, {})
    survey = finished(surveyed([folder], labels), lambda _advance: None)
    unclear, clear = survey.tables
    assert (unclear.name, unclear.files, unclear.is_clear) == ("a.csv", 2, False)
    assert unclear.rows[0] == ("Open", "The harbour opens.")
    assert len(unclear.rows) == 5
    assert clear.is_clear
    assert survey.labels == []


def test_a_long_table_is_stored_as_it_is_read(project: Project, tmp_path: Path) -> None:
    rows = "".join(f"Article {number}.\n" for number in range(120))
    (tmp_path / "a.csv").write_text(f"text\n{rows}")
    advances: list[Advance] = []
    job = import_paths(project, [tmp_path / "a.csv"], "Ines")
    report = finished(job, advances.append)
    assert report.count(Outcome.IMPORTED) == 120
    assert (advances[0].total, advances[-1]) == (0, Advance(1, 1))


def test_a_loss_report_is_no_article(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "out.jsonl.losses.txt").write_text("What was lost")
    (folder / "an.txt").write_text("An article.")
    assert [line.where for line in _imported(project, folder).lines] == ["an.txt"]


def test_a_format_that_is_unknown_gets_a_sentence(project: Project, tmp_path: Path) -> None:
    with pytest.raises(MendableError, match="no format"):
        finished(import_paths(project, [tmp_path], "Ines", "nonsense"), lambda _advance: None)


@pytest.mark.parametrize("form", READ, ids=lambda form: form.name)
def test_no_format_brings_in_names_that_hide_something(
    project: Project, tmp_path: Path, form: Format
) -> None:
    record = golden_record()
    annotations = record.annotations
    assert annotations is not None
    hostile = replace(
        annotations,
        owner=Owner(OwnerKind.ANNOTATOR, "Ed\u202eda"),
        mentions=tuple(replace(one, label=f"{one.label}\u2066") for one in annotations.mentions),
    )
    article = replace(record.article, title="Harbour \u202eopen")
    path = tmp_path / f"out{'' if form.name in FOLDERS else form.suffixes[0]}"
    write(form, [replace(record, article=article, annotations=hostile)], path)
    labels = LabelMap(project.scheme, {})
    assert finished(surveyed([path], labels), lambda _advance: None).labels == []
    report = _imported(project, path)
    (article_id,) = report.article_ids
    assert project.queries.article(article_id).title in ("Harbour open", "")
    (owner,) = project.queries.owners()
    assert owner.name in ("Edda", "Ines")
    stored = project.queries.annotation_set(article_id, owner)
    assert stored is not None
    assert {one.label for one in stored.mentions} <= {"PERSON", "DATE"}
    assert "Control characters in names" in report.lines[0].reason


def test_half_a_character_in_a_name_and_a_hostile_id_spoil_no_import(
    project: Project, tmp_path: Path
) -> None:
    line = json.loads((golden_folder(PARQUET).parent / "harbour.jsonl").read_text(encoding="utf-8"))
    half = json.dumps({**line, "title": "Harbour\ud800"})
    bad = json.dumps({**line, "id": "a\u202eb"})
    (tmp_path / "some.jsonl").write_text(f"{bad}\n{half}\n", encoding="utf-8")
    refused, came = _imported(project, tmp_path / "some.jsonl").lines
    assert (refused.outcome, came.outcome) == (Outcome.REFUSED, Outcome.CHANGED)
    assert "control character (U+202E)" in refused.reason
    assert project.queries.article(came.article_id).title == "Harbour"
