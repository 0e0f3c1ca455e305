"""Learning from a project's finished articles, in a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from annotator.detecting.evaluation import Gold
from annotator.detecting.learning.findings import Findings, to_json
from annotator.detecting.learning.lesson import Lesson
from annotator.detecting.learning.model_file import (
    Model,
    ModelFileError,
    from_bytes,
    labels_of,
    to_bytes,
)
from annotator.detecting.learning.training import FEWEST, SIZES, Training
from annotator.detecting.pipeline import detect, load_detectors
from annotator.domain.annotation import Annotation, Layer, Mention, Quote, Role, Segment, State
from annotator.domain.annotation_set import AnnotationSet, Owner
from annotator.domain.scheme import NameOf, relabelled
from annotator.formats.atomic import replacing_bytes
from annotator.store import Project, StoredModel
from annotator.workspace.detection import Task, task_of
from annotator.workspace.jobs import Advance, Job
from annotator.workspace.label_map import LabelMap
from annotator.workspace.processes import in_process
from annotator.workspace.schemes import name_for_detectors
from annotator.workspace.source_profiles import SourceProfiles

A = TypeVar("A", Segment, Mention, Quote)
_TOGETHER = 20
_MOST_ARTICLES = 1000
"""Of more finished articles the last ones imported are learnt from: time grows with each."""
_MOST_FILE = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Taught:
    """What was learnt for a layer; ``is_used`` tells whether it is in use now."""

    findings: Findings
    is_used: bool


@dataclass(frozen=True, slots=True)
class LearningReport:
    """What was learnt, and for the other layers how many articles there are to learn from."""

    taught: tuple[Taught, ...] = ()
    too_few: Mapping[Layer, int] = field(default_factory=dict)

    @property
    def summary(self) -> str:
        """Say in one line what came of it."""
        used = [one.findings.layer.value for one in self.taught if one.is_used]
        others = [one.findings.layer.value for one in self.taught if not one.is_used]
        told = [f"Better models are in use for {' and '.join(used)}."] if used else []
        if others:
            told.append(f"Not surely better than what is in use: {' and '.join(others)}.")
        if self.too_few:
            told.append(f"Too few articles are decided in {' and '.join(self.too_few)}.")
        return " ".join(told)


@dataclass(frozen=True, slots=True)
class _Lesson:
    """A finished article for the training process: its text, what a page told, and the truth."""

    task: Task
    truth: Gold


def learn(
    project: Project, layers: Sequence[Layer] = tuple(Layer), seed: int = 1
) -> Job[LearningReport]:
    """Train a model of each layer that has enough finished articles, and use those that are better.

    Better than the detectors alone, and than the model in use, if there is one: see ``training``.
    Nothing is stored before the training is done; cancelling ends its process.
    """
    lessons = yield from _gathered(project)
    counts = {layer: sum(one.truth.has(layer) for one in lessons) for layer in layers}
    enough = [layer for layer, count in counts.items() if count >= FEWEST]
    too_few = {layer: count for layer, count in counts.items() if count < FEWEST}
    if not enough:
        return LearningReport((), too_few)
    in_use = {one.layer: content for one, content in project.models.used()}
    learnt = yield from in_process(_teach, lessons, enough, seed, in_use)
    taught = tuple(_stored(project, content, findings) for content, findings in learnt)
    return LearningReport(taught, too_few)


def _stored(project: Project, content: bytes, findings: Findings) -> Taught:
    model = from_bytes(content)
    project.models.add(
        model.layer,
        model.made,
        model.articles,
        content,
        findings=to_json(findings),
        is_used=findings.is_better,
    )
    return Taught(findings, findings.is_better)


def measure(project: Project, model: StoredModel) -> Job[Findings | None]:
    """Measure a model from elsewhere on the finished articles that it has not learnt from.

    Return ``None`` where these are too few.
    """
    lessons = yield from _gathered(project)
    if sum(one.truth.has(model.layer) for one in lessons) < FEWEST:
        return None
    content = project.models.content(model.id)
    findings = yield from in_process(_measure, lessons, content)
    if findings is not None:
        project.models.put_findings(model, to_json(findings))
    return findings


# What there is to learn from


def _gathered(project: Project) -> Job[list[_Lesson]]:
    lessons: list[_Lesson] = []
    finished = list(project.models.finished().items())[-_MOST_ARTICLES:]
    profiles = SourceProfiles(project)
    for begin in range(0, len(finished), _TOGETHER):
        yield Advance(0, len(finished))
        lessons += _lessons(project, dict(finished[begin : begin + _TOGETHER]), profiles)
    return lessons


def _lessons(
    project: Project, finished: Mapping[str, Owner], profiles: SourceProfiles
) -> Iterator[_Lesson]:
    owners = sorted(set(finished.values()))
    sets = project.queries.annotation_sets(list(finished), owners)
    name_of = name_for_detectors(project.scheme)
    for article_id, owner in finished.items():
        task = task_of(project, article_id, profiles, is_finished=True)
        yield _Lesson(task, _truth(task, sets[article_id][owner], name_of))


def _truth(task: Task, annotations: AnnotationSet, name_of: NameOf) -> Gold:
    """Return what was accepted, of the layers in which everything is decided.

    Labels have the names that detectors have for them, since a model corrects these.

    A layer without any annotation, rejected ones included, was not worked on; segments that a page
    told are not learnt from.
    """
    article, known = task
    decided = {
        layer: tuple(relabelled(one, name_of) for one in found if one.state is State.ACCEPTED)
        for layer in Layer
        if (found := annotations.of_layer(layer))
        and all(one.state is not State.SUGGESTED for one in found)
    }
    return Gold(
        article,
        None if known.segments else _only(Segment, decided.get(Layer.SEGMENTS)),
        _only(Mention, decided.get(Layer.ENTITIES)),
        _only(Quote, decided.get(Layer.QUOTES)),
    )


def _only(kind: type[A], found: Sequence[Annotation] | None) -> tuple[A, ...] | None:
    return None if found is None else tuple(one for one in found if isinstance(one, kind))


# In the training process


_Learnt = list[tuple[bytes, Findings]]


def _teach(
    tell: Callable[[int, int], None],
    lessons: Sequence[_Lesson],
    layers: Sequence[Layer],
    seed: int,
    in_use: Mapping[Layer, bytes],
) -> _Learnt:
    """Train the layers' models; half of the work is counted for the detectors, half for these."""
    taught = _suggested(tell, lessons, 2 * len(lessons))
    learnt = []
    for number, layer in enumerate(layers):

        def report(done: int, total: int, number: int = number) -> None:
            share = (number + done / (total + 1)) / len(layers)
            tell(len(lessons) + int(share * len(lessons)), 2 * len(lessons))

        training = Training(layer, taught, seed, _readable(in_use.get(layer)))
        findings = training.findings(report, SIZES)
        made = datetime.now(UTC).isoformat(timespec="seconds")
        learnt_from = frozenset(one.fingerprint for one in training.lessons)
        model = Model(layer, made, findings.articles, training.model(), learnt_from)
        learnt.append((to_bytes(model), findings))
    return learnt


def _readable(content: bytes | None) -> Model | None:
    """Return the model in use; ``None`` for one that this version cannot use any more."""
    try:
        return from_bytes(content) if content else None
    except ModelFileError:
        return None


def _measure(
    tell: Callable[[int, int], None], lessons: Sequence[_Lesson], content: bytes
) -> Findings | None:
    model = from_bytes(content)
    taught = _suggested(tell, lessons, len(lessons))
    return Training(model.layer, taught).measured(model)


def _suggested(
    tell: Callable[[int, int], None], lessons: Sequence[_Lesson], total: int
) -> list[Lesson]:
    detectors = load_detectors()
    taught = []
    for number, one in enumerate(lessons):
        tell(number, total)
        article, known = one.task
        taught.append(Lesson(one.truth, detect(article, detectors, known)))
    return taught


# Files


def export_model(project: Project, model: StoredModel, path: Path) -> None:
    """Write a model to a file that other projects can import."""
    content = project.models.content(model.id)
    with replacing_bytes(path) as file:
        file.write(content)


def import_model(project: Project, path: Path) -> StoredModel:
    """Take in a model from a file, unused as yet; raise ``ModelFileError`` where it is unsound.

    Its labels have to be in the project's scheme.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_FILE + 1)
    except OSError as error:
        raise ModelFileError(
            f"“{path}” cannot be read: {error.strerror}. Choose another."
        ) from error
    if len(content) > _MOST_FILE:
        raise ModelFileError(f"“{path.name}” is too large for a model. Choose another file.")
    model = from_bytes(content)
    labels = LabelMap(project.scheme, {})
    given = labels_of(model) - set(Role)
    unknown = sorted(one for one in given if labels.is_unknown(model.layer, one))
    if unknown:
        raise ModelFileError(
            f"“{path.name}” gives labels that this project’s scheme does not have: "
            f"{', '.join(unknown)}. Add them to the scheme, or choose another model."
        )
    model_id = project.models.add(
        model.layer, model.made, model.articles, content, came_from=path.name
    )
    return next(one for one in project.models.all() if one.id == model_id)
