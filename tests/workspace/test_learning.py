"""Learning from a project: trained in a process, kept, used, taken back, handed on."""

import json
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.detecting.learning.findings import from_json
from annotator.detecting.learning.model_file import ModelFileError
from annotator.detecting.learning.revising import NAME
from annotator.domain.annotation import Layer, Mention, Segment
from annotator.domain.annotation_set import DETECTOR, GOLD
from annotator.domain.article import Article
from annotator.domain.errors import MendableError
from annotator.domain.identity import new_id
from annotator.domain.step import Progress
from annotator.store import NewArticle, NewSet, Project
from annotator.store.models import MOST_KEPT
from annotator.workspace.bringing_back import bring_back
from annotator.workspace.detection import detect_articles
from annotator.workspace.handing_out import hand_out
from annotator.workspace.jobs import Report, finished
from annotator.workspace.learning import LearningReport, export_model, import_model, learn, measure
from annotator.workspace.processes import ProcessFailedError, in_process
from annotator.workspace.source_profiles import SourceProfiles
from tests.projects_for_learning import INES, make_learning_project

Opened = Callable[[Path], Project]


def _learnt(project: Project) -> LearningReport:
    return finished(learn(project), lambda _advance: None)


def _detected(project: Project, ids: list[str]) -> dict[str, list[Mention]]:
    """Detect in worker processes and return the events by article."""
    report = finished(detect_articles(project, ids, workers=1), lambda _advance: None)
    assert not report.failures
    found = {}
    for article_id in ids:
        suggested = project.queries.annotation_set(article_id, DETECTOR)
        assert suggested is not None
        found[article_id] = [one for one in suggested.mentions if one.label == "EVENT"]
    return found


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that has learnt from twelve articles, with five left."""
    path = tmp_path_factory.mktemp("taught") / "taught.annot"
    make_learning_project(path, 12, left=5)
    project = Project.open(path)
    _learnt(project)
    project.close()
    return path


@pytest.fixture
def opened() -> Iterator[Opened]:
    """Opens projects and closes them when the test is done."""
    with ExitStack() as stack:
        yield lambda path: stack.enter_context(closing(Project.open(path)))


@pytest.fixture
def project(taught: Path, tmp_path: Path, opened: Opened) -> Project:
    path = tmp_path / "project.annot"
    path.write_bytes(taught.read_bytes())
    return opened(path)


def test_finished_articles_teach_the_layers_that_are_decided(project: Project) -> None:
    (model,) = project.models.all()
    assert (model.layer, model.articles, model.is_used) == (Layer.ENTITIES, 12, True)
    found = from_json(model.findings)
    assert found.is_better
    assert found.after.f1 > 0.9
    assert project.models.content(model.id).startswith(b"ANNOTM")
    assert model.size == len(project.models.content(model.id))


def test_what_was_learnt_is_used_in_workers_and_taken_back(project: Project) -> None:
    ids = project.queries.undetected_ids()[-5:]
    for mentions in _detected(project, ids).values():
        (club,) = mentions
        assert club.origin.detector == NAME
        assert 0.5 < club.origin.confidence <= 1.0
    project.models.use_none(Layer.ENTITIES)
    assert not any(_detected(project, ids[:2]).values())
    (model,) = project.models.all()
    project.models.use(model)
    assert all(_detected(project, ids[:2]).values())


def test_too_few_articles_teach_nothing(tmp_path: Path, opened: Opened) -> None:
    make_learning_project(tmp_path / "few.annot", 3)
    project = opened(tmp_path / "few.annot")
    report = _learnt(project)
    assert report.taught == ()
    assert report.too_few == {Layer.SEGMENTS: 0, Layer.ENTITIES: 3, Layer.QUOTES: 0}
    assert project.models.all() == []


def test_a_cancelled_training_leaves_nothing(tmp_path: Path, opened: Opened) -> None:
    make_learning_project(tmp_path / "some.annot", 11)
    project = opened(tmp_path / "some.annot")
    job = learn(project)
    while next(job).done == 0:
        pass
    job.close()
    assert project.models.all() == []


def test_a_model_goes_to_another_project(project: Project, tmp_path: Path, opened: Opened) -> None:
    (model,) = project.models.all()
    file = tmp_path / "events.annotmodel"
    export_model(project, model, file)
    left = make_learning_project(tmp_path / "other.annot", 0, left=1)
    other = opened(tmp_path / "other.annot")
    taken = import_model(other, file)
    assert (taken.layer, taken.came_from, taken.is_used) == (model.layer, file.name, False)
    assert not any(_detected(other, left).values())
    other.models.use(taken)
    assert all(_detected(other, left).values())


def test_a_model_from_elsewhere_is_measured(
    project: Project, tmp_path: Path, opened: Opened
) -> None:
    (model,) = project.models.all()
    export_model(project, model, tmp_path / "ours.annotmodel")
    make_learning_project(tmp_path / "other.annot", 12, seed=9)
    other = opened(tmp_path / "other.annot")
    taken = import_model(other, tmp_path / "ours.annotmodel")
    found = finished(measure(other, taken), lambda _advance: None)
    assert found is not None
    assert (found.after.f1, found.curve) == (1.0, ())
    (kept,) = other.models.all()
    assert from_json(kept.findings) == found


def test_a_model_is_not_measured_by_the_articles_that_it_learnt_from(
    project: Project, tmp_path: Path
) -> None:
    (model,) = project.models.all()
    export_model(project, model, tmp_path / "ours.annotmodel")
    taken = import_model(project, tmp_path / "ours.annotmodel")
    assert finished(measure(project, taken), lambda _advance: None) is None
    kept, _ = project.models.all()
    assert kept.findings == ""


def test_the_model_in_use_is_what_a_new_one_has_to_beat(project: Project) -> None:
    """From the same articles comes the same, which is no reason to change."""
    (model,) = project.models.all()
    (taught,) = _learnt(project).taught
    assert taught.findings.replaces == taught.findings.after
    assert not taught.is_used
    _, kept = project.models.all()
    assert kept == model


def test_a_model_of_another_version_is_replaced(project: Project) -> None:
    (model,) = project.models.all()
    content = zlib.decompress(project.models.content(model.id)[8:])
    other = json.dumps({**json.loads(content), "forms": 0}).encode()
    project.models.add(
        model.layer, model.made, 12, b"ANNOTM1\n" + zlib.compress(other), is_used=True
    )
    (taught,) = _learnt(project).taught
    assert (taught.findings.replaces, taught.is_used) == (None, True)


def test_a_package_has_the_models_in_use(project: Project, tmp_path: Path, opened: Opened) -> None:
    (model,) = project.models.all()
    project.models.add(Layer.QUOTES, model.made, 12, b"unused")
    ines = project.team.join("Ines")
    finished(hand_out(project, ines, tmp_path / "ines.annot"), lambda _advance: None)
    package = opened(tmp_path / "ines.annot")
    ((handed, content),) = package.models.used()
    assert package.models.all() == [handed]
    assert content == project.models.content(model.id)
    assert (handed.came_from, handed.findings) == ("project.annot", "")
    left = project.queries.undetected_ids()[-1:]
    assert all(_detected(package, left).values())


def test_the_models_of_a_package_stay_behind(project: Project, tmp_path: Path) -> None:
    before = project.models.all()
    ines = project.team.join("Ines")
    finished(hand_out(project, ines, tmp_path / "ines.annot"), lambda _advance: None)
    report = finished(bring_back(project, [tmp_path / "ines.annot"], "Rita"), lambda _advance: None)
    assert report.refused == []
    assert project.models.all() == before


def test_files_that_are_no_models_change_nothing(project: Project, tmp_path: Path) -> None:
    file = tmp_path / "model.annotmodel"
    for content in (b"", b"ANNOTM1\nnothing", b"\0" * 1000):
        file.write_bytes(content)
        with pytest.raises(ModelFileError):
            import_model(project, file)
    with pytest.raises(MendableError):
        import_model(project, tmp_path / "not there")
    assert len(project.models.all()) == 1


def test_labels_that_the_scheme_lacks_are_named(
    project: Project, tmp_path: Path, opened: Opened
) -> None:
    (model,) = project.models.all()
    export_model(project, model, tmp_path / "events.annotmodel")
    labels = tuple(one for one in project.scheme.labels if one.name != "EVENT")
    path = tmp_path / "narrow.annot"
    Project.create(path, replace(project.scheme, labels=labels)).close()
    with pytest.raises(ModelFileError, match="EVENT"):
        import_model(opened(path), tmp_path / "events.annotmodel")


def test_old_models_go_and_the_used_one_stays(project: Project) -> None:
    (first,) = project.models.all()
    content = project.models.content(first.id)
    for number in range(MOST_KEPT + 3):
        project.models.add(Layer.ENTITIES, f"day {number}", 12, content)
    kept = project.models.of_layer(Layer.ENTITIES)
    assert [one.made for one in kept[:2]] == [f"day {MOST_KEPT + 2}", f"day {MOST_KEPT + 1}"]
    assert len(kept) == MOST_KEPT + 1
    assert [one.id for one in kept if one.is_used] == [first.id]
    project.models.remove(kept[0])
    assert len(project.models.all()) == MOST_KEPT


def test_gold_counts_before_annotators(project: Project) -> None:
    article_id = next(iter(project.models.finished()))
    project.add_set(article_id, GOLD, NewSet(progress=Progress.DONE))
    assert project.models.finished()[article_id] == GOLD


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"layer": "music"}', "[" * 100_000])
def test_findings_from_elsewhere_are_read_with_care(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (json has sentences of its own)
        from_json(text)


def _fail(_report: Report) -> None:
    raise RuntimeError("the reason")


def _refuse(_report: Report) -> None:
    raise MendableError("Do something else.")


def test_what_goes_wrong_in_a_process_is_told() -> None:
    with pytest.raises(ProcessFailedError, match="the reason"):
        finished(in_process(_fail), lambda _advance: None)
    with pytest.raises(MendableError, match="something else"):
        finished(in_process(_refuse), lambda _advance: None)


def test_an_article_does_not_teach_its_own_layout(project: Project) -> None:
    news = [
        NewArticle(Article(new_id(), f"Line {'of words ' * n}\n\nEnd.\n", source="undal.example"))
        for n in range(4)
    ]
    project.add_articles(news, "test")
    profiles = SourceProfiles(project)
    assert profiles.without(Article(new_id(), "x")) is None
    for new in news:
        segments = (Segment(new_id(), 0, f"only in {new.article.id}"),)
        project.add_set(new.article.id, INES, NewSet(segments, progress=Progress.DONE))
    for new in news:
        every, others = profiles.of(new.article), profiles.without(new.article)
        assert every is not None
        assert others is not None
        assert (every.articles, others.articles) == (4, 2)
        assert f"only in {new.article.id}" not in others.order[""]
