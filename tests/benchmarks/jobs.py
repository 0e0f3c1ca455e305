"""Importing, detecting and exporting, in articles a second."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter, process_time

from annotator.detecting.learning.lesson import Lesson
from annotator.detecting.learning.model_file import Model
from annotator.detecting.learning.reviser import LearntReviser
from annotator.detecting.learning.training import Training
from annotator.detecting.pipeline import detect, load_detectors
from annotator.detecting.protocol import Detector, Reviser, Suggestions
from annotator.domain.annotation import Layer, State
from annotator.domain.annotation_set import DETECTOR
from annotator.domain.article import Article
from annotator.domain.step import Progress
from annotator.formats.canonical import decode
from annotator.formats.protocol import format_named
from annotator.shipped import sample_articles
from annotator.store import Project
from annotator.workspace.detection import detect_articles
from annotator.workspace.exporting import export
from annotator.workspace.gold.reading import gold_in
from annotator.workspace.importing import import_paths
from annotator.workspace.jobs import Job, finished
from annotator.workspace.releasing.settings import ReleaseSettings
from annotator.workspace.releasing.verifying import verify
from annotator.workspace.releasing.writing import release
from annotator.workspace.schemes import default_scheme
from tests.benchmarks.made import project_of, text_of
from tests.texts import AGENCY

_ARTICLES = 1000
_ROUNDS = 10


def rows(folder: Path) -> Iterator[tuple[str, str, str]]:
    raw = folder / "raw"
    raw.mkdir()
    chance = random.Random(3)
    for number in range(_ARTICLES):
        text = f"{AGENCY}\n{number} {text_of(1500, chance)}"
        (raw / f"{number:04}.txt").write_text(text, encoding="utf-8")
    project = Project.create(folder / "jobs.annot", default_scheme())
    seconds = _seconds(import_paths(project, [raw], "bench"))
    yield "import of 3 KB articles", f"{_ARTICLES / seconds:,.0f} /s", "goal 1,000 /s"
    ids = project.queries.undetected_ids()[:400]
    seconds = _seconds(detect_articles(project, ids))
    yield "detection, all cores", f"{len(ids) / seconds:,.0f} /s", "goal 40 /s a core"
    project.close()

    yield from _detection_rows()

    path = folder / "export.annot"
    project_of(path, [(3000, 40)] * 1000)
    project = Project.open(path)
    job = export(project, DETECTOR, format_named("jsonl"), folder / "out.jsonl")
    seconds = _seconds(job)
    yield "export with 40 annotations", f"{1000 / seconds:,.0f} /s", "goal 5,000 /s"
    everything = ReleaseSettings(
        "bench", "1", owner=DETECTOR, states=tuple(State), progress=tuple(Progress)
    )
    seconds = _seconds(release(project, everything, folder))
    yield "release, near-duplicates compared", f"{1000 / seconds:,.0f} /s", ""
    seconds = _seconds(verify(folder / everything.folder_name))
    yield "verify of the release", f"{1000 / seconds:,.0f} /s", ""
    project.close()


def _detection_rows() -> Iterator[tuple[str, str, str]]:
    """Measure the layers, alone and with learnt models, in this process, on articles of 2.7 KB.

    The models are of the sample's gold, so that the words of these articles are known to them.
    """
    detectors = load_detectors()
    paths = sorted((sample_articles() / "sample").glob("*.txt"))
    samples = "\n".join(decode(path.read_bytes()).text for path in paths)
    articles: list[Article] = []
    text = ""
    for line in samples.split("\n"):
        text += f"{line}\n"
        if len(text) >= 2700:
            articles.append(Article(str(len(articles)), text))
            text = ""
    units = _ROUNDS * sum(len(article.text) for article in articles) / 2700
    spent = dict.fromkeys(Layer, 0.0)
    for article in articles * _ROUNDS:
        known = Suggestions()
        for detector in detectors:
            begin = process_time()
            found = detector.suggest(article, known)
            spent[detector.layer] += process_time() - begin
            known = known.with_more(found)
    yield "detection, one core", f"{units / sum(spent.values()):,.0f} /s", "goal 40 /s"
    revisers = _learnt_from_the_sample(detectors)
    begin = process_time()
    for article in articles * _ROUNDS:
        detect(article, detectors, revisers=revisers)
    with_models = units / (process_time() - begin)
    yield "detection with all learnt models, one core", f"{with_models:,.0f} /s", "goal 40 /s"
    yield "quote detection, one core", f"{units / spent[Layer.QUOTES]:,.0f} /s", "goal 100 /s"

    long = (samples * (100_000 // len(samples) + 1))[:100_000]
    begin = process_time()
    detect(Article("long", long), detectors)
    yield "detection of 100,000 characters", f"{process_time() - begin:,.1f} s", "goal < 4 s"


def _learnt_from_the_sample(detectors: Sequence[Detector]) -> list[Reviser]:
    lessons = [
        Lesson(gold, detect(gold.article, detectors))
        for gold in gold_in(sample_articles() / "sample" / "gold.jsonl")
    ]
    models = [
        Model(layer, "now", len(lessons), Training(layer, lessons).model()) for layer in Layer
    ]
    return [LearntReviser(model) for model in models]


def _seconds(job: Job[object]) -> float:
    begin = perf_counter()
    finished(job, lambda _advance: None)
    return perf_counter() - begin
