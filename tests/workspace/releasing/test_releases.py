"""Releases: what goes in, the same bytes again, whole or not at all, and never changed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.annotation import Layer, State
from annotator.domain.annotation_set import GOLD
from annotator.domain.errors import MendableError
from annotator.domain.step import Progress
from annotator.formats.json_objects import JsonObject
from annotator.formats.jsonl_reading import record_of
from annotator.formats.protocol import AnnotatedArticle, Writes, load_formats
from annotator.shipped import resource
from annotator.store import NewArticle, NewSet, Project
from annotator.workspace.commands import DeleteMention, FinishArticle, ReopenArticle, RetypeMention
from annotator.workspace.jobs import finished
from annotator.workspace.releasing.reading import latest_release
from annotator.workspace.releasing.splitting import SplitRule
from annotator.workspace.releasing.verifying import verify
from annotator.workspace.releasing.writing import release
from annotator.workspace.schemes import default_scheme
from annotator.workspace.workspace import Workspace
from tests.strategies import annotated_articles
from tests.workspace.releasing.conftest import (
    INES,
    SETTINGS,
    add_article,
    ignored,
    lines,
    made,
    text_of,
)


def manifest_of(folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / "manifest.json").read_text("utf-8"))
    return content


def everything_below(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_release_holds_what_was_asked_for(project: Project, tmp_path: Path) -> None:
    done = made(project, SETTINGS, tmp_path / "releases")
    assert done.folder == tmp_path / "releases" / "harbour-1.0"
    assert done.articles == 32
    found = lines(done.folder)
    assert len({one["id"] for one in found}) == 32
    assert {one["state"] for line in found for one in line["entities"]} == {"accepted"}
    assert all(line["notes"] == [] for line in found)
    manifest = manifest_of(done.folder)
    schema = json.loads(resource("schema/release_manifest.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(manifest, schema)
    assert manifest["left_out"] == {
        "articles": {"not as far as asked for": 1, "with segments still undecided": 1},
        "annotations": {"entities": {"suggested": 32, "rejected": 32}},
    }
    total = manifest["counts"]["total"]
    assert total["entities"] == {"total": 64, "labels": {"PERSON": 64}}
    assert total["quotes"]["labels"] == {"direct": 32, "indirect": 32}
    assert total["speakers"] == {"entity": 32, "unknown": 32}
    assert total["origins"] == {"by_hand": 160, "by_detector": {"rules 3": 32}}
    assert manifest["near_duplicates"] == {"groups": 1, "articles": 3}
    assert manifest["guideline"]["value"] == {"version": 1, "file": "guidelines.md"}
    assert "no part of a name" in (done.folder / "guidelines.md").read_text("utf-8")
    agreement = manifest["agreement"]["value"]
    assert (agreement["owners"], agreement["articles"]) == (2, 32)
    figures = {one["key"]: one for one in agreement["figures"]}
    assert figures["entities.exact"]["value"] == 1
    assert {one["layer"] for one in figures.values()} == {"segments", "entities", "quotes"}
    assert "Agreement of 2 annotators on 32 articles" in (done.folder / "README.md").read_text(
        "utf-8"
    )
    assert manifest["adjudication"]["value"] is None
    assert manifest["adjudication"]["reason"] == "This gold holds no decisions on disagreements."
    splits = Counter(line["split"] for line in lines(done.folder, "."))
    assert splits == {name: one["articles"] for name, one in manifest["counts"]["splits"].items()}
    assert splits["train"] == pytest.approx(32 * 0.8, abs=2)
    assert finished(verify(done.folder), ignored) == []


def test_the_same_project_and_settings_give_the_same_bytes(
    project: Project, tmp_path: Path
) -> None:
    names = tuple(form.name for form in load_formats() if isinstance(form, Writes))
    asked = replace(SETTINGS, formats=names)
    first = made(project, asked, tmp_path / "one")
    second = made(project, asked, tmp_path / "two")
    assert first.sha256 == second.sha256
    assert everything_below(first.folder) == everything_below(second.folder)
    # And in another process, whose hashes of strings are others.
    command = [sys.executable, "-m", "annotator", "release", str(project.path)]
    options = [str(tmp_path / "three"), "--version", "1.0", "--with-annotators", "--first"]
    for name in names:
        options += ["--format", name]
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    subprocess.run([*command, *options], check=True, env=environment)
    assert everything_below(tmp_path / "three" / "harbour-1.0") == everything_below(first.folder)


def test_what_a_format_loses_is_told_beside_it(project: Project, tmp_path: Path) -> None:
    asked = replace(SETTINGS, formats=("brat", "prodigy"), with_notes=True)
    done = made(project, asked, tmp_path)
    again = made(project, asked, tmp_path / "again")
    assert everything_below(done.folder) == everything_below(again.folder)
    losses = manifest_of(done.folder)["losses"]
    assert set(losses) == {"brat"}
    assert losses["brat"]["Notes"] == 32 * 3  # gold and two annotators
    assert "Notes: 96 left out" in (done.folder / "brat" / "losses.txt").read_text("utf-8")
    for config, owners in (("gold", 1), ("annotators", 2)):
        files = list((done.folder / "brat" / config).rglob("*.ann"))
        assert len(files) == 32 * owners
    assert finished(verify(done.folder), ignored) == []


def test_layers_states_and_filters(project: Project, tmp_path: Path) -> None:
    asked = replace(
        SETTINGS,
        layers=(Layer.ENTITIES,),
        states=(State.ACCEPTED, State.REJECTED),
        progress=tuple(Progress),
        sources=("Meridian",),
        languages=("en",),
        published_from="2024-01",
        published_to="2024-06",
        with_annotators=False,
    )
    done = made(project, asked, tmp_path)
    found = lines(done.folder)
    assert {(one["source"], one["language"]) for one in found} == {("Meridian", "en")}
    assert {one["published"] for one in found} == {"2024-01-11", "2024-04-11"}
    assert all(not one["segments"] and not one["quotes"] for one in found)
    labels = Counter(one["label"] for line in found for one in line["entities"])
    assert labels == {"PERSON": 2 * len(found), "ORG": len(found)}
    assert not (done.folder / "jsonl" / "annotators").exists()
    assert finished(verify(done.folder), ignored) == []


def test_annotators_are_told_by_code_unless_by_name(project: Project, tmp_path: Path) -> None:
    coded = made(project, SETTINGS, tmp_path)
    owners = {one["owner"]["name"] for one in lines(coded.folder, "jsonl/annotators")}
    assert owners == {"annotator 1", "annotator 2"}
    content = b"".join(everything_below(coded.folder).values())
    assert b"Omar" not in content
    assert b"Ines" not in content
    named = made(project, replace(SETTINGS, version="1.1", with_names=True), tmp_path)
    owners = {one["owner"]["name"] for one in lines(named.folder, "jsonl/annotators")}
    assert owners == {"Ines", "Omar"}
    own = made(project, replace(SETTINGS, version="1.2", owner=INES), tmp_path)
    assert {one["owner"]["name"] for one in lines(own.folder, "jsonl/annotator")} == {"annotator 2"}
    assert finished(verify(own.folder), ignored) == []


def test_near_duplicates_and_sources_stay_together(project: Project, tmp_path: Path) -> None:
    rule = SplitRule((("train", 0.5), ("test", 0.5)), keeps_sources=True)
    done = made(project, replace(SETTINGS, rule=rule), tmp_path)
    index = lines(done.folder, ".")
    by_source = {(one["source"], one["split"]) for one in index}
    # The near-duplicates link two sources, which then are one group.
    assert len(by_source) == len({source for source, _ in by_source})
    group = [one["split"] for one in index if one["near_duplicates"] == 1]
    assert len(group) == 3
    assert len(set(group)) == 1


def test_an_earlier_version_is_never_overwritten(project: Project, tmp_path: Path) -> None:
    done = made(project, SETTINGS, tmp_path)
    before = everything_below(done.folder)
    with pytest.raises(MendableError, match="another version"):
        made(project, SETTINGS, tmp_path)
    assert everything_below(done.folder) == before
    assert not any(path.stat().st_mode & 0o222 for path in done.folder.rglob("*") if path.is_file())


def test_a_cancelled_release_leaves_nothing(project: Project, tmp_path: Path) -> None:
    parent = tmp_path / "releases"
    job = release(project, SETTINGS, parent)
    for advance in job:
        if parent.exists() and list(parent.iterdir()) and advance.done:
            break
    job.close()
    assert not parent.exists()


def test_ctrl_c_leaves_nothing(harbour: Path, tmp_path: Path) -> None:
    forms = [word for name in ("brat", "uima-xmi", "spacy") for word in ("--format", name)]
    for attempt in range(20):
        parent = tmp_path / f"releases {attempt}"
        command = [sys.executable, "-m", "annotator", "release", str(harbour), str(parent)]
        with subprocess.Popen(
            [*command, "--version", "1.0", *forms], stderr=subprocess.PIPE, text=True
        ) as running:
            while not (parent.exists() and any(parent.iterdir())):
                assert running.poll() is None
            running.send_signal(signal.SIGINT)
            _, told = running.communicate()
        if running.returncode != 0:  # On a busy machine it can be done before the signal arrives.
            break
    assert running.returncode == 130
    assert "Releasing was cancelled; nothing was left behind." in told
    assert not parent.exists()


def test_a_failed_release_leaves_nothing(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parent = tmp_path / "releases"
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MendableError, match=r"annotator\[hf\]"):
        made(project, SETTINGS, parent)
    assert not parent.exists()
    with pytest.raises(MendableError, match="No article"):
        made(project, replace(SETTINGS, languages=("fr",)), parent)
    assert not parent.exists()
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(MendableError, match="could not be written"):
        made(project, SETTINGS, tmp_path / "file")
    assert (tmp_path / "file").read_text() == "in the way"


def test_bad_names_are_refused() -> None:
    for name in ("", "../x", "a/b", ".hidden", "a b"):
        with pytest.raises(MendableError, match="Use letters"):
            replace(SETTINGS, version=name)


def test_changes_since_the_last_release_and_splits_that_stay(
    project: Project, tmp_path: Path
) -> None:
    first = made(project, SETTINGS, tmp_path)
    ids = project.queries.annotated_ids(GOLD)
    one, two = (project.queries.annotation_set(article_id, GOLD) for article_id in ids[5:7])
    assert one is not None
    assert two is not None
    work = Workspace(project, "Ines")
    for of_set in (one, two):
        work.do(ReopenArticle(of_set.article_id, of_set.id, "Look again"))
    work.do(RetypeMention(one.article_id, one.id, one.mentions[0].id, "ORG"))
    work.do(DeleteMention(two.article_id, two.id, two.mentions[0].id))
    for of_set in (one, two):
        work.do(FinishArticle(of_set.article_id, of_set.id, anyway=True))
    added = add_article(project, 77)
    earlier = latest_release(tmp_path, project.queries.project_id(), "harbour")
    assert earlier == first.folder
    asked = replace(SETTINGS, version="1.10", rule=SplitRule(seed=99))
    second = made(project, asked, tmp_path, earlier)
    changes = manifest_of(second.folder)["changes"]
    assert changes["articles"] == {"added": 1, "changed": 2, "removed": 0, "moved": 0}
    assert changes["entities"] == {"added": 2, "changed": 1, "removed": 1}
    assert changes["quotes"] == {"added": 2, "changed": 0, "removed": 0}
    before, after = (
        {line["id"]: line["split"] for line in lines(done.folder, ".")} for done in (first, second)
    )
    assert {article_id: after[article_id] for article_id in before} == before
    text = (second.folder / "CHANGES.md").read_text("utf-8")
    assert f"- `{added}` Harbour \\[77\\]" in text
    assert "| entities | 2 | 1 | 1 |" in text
    # 1.10 is newer than 1.9 would be, whatever the letters say.
    made(project, replace(SETTINGS, version="1.9"), tmp_path)
    assert latest_release(tmp_path, project.queries.project_id(), "harbour") == second.folder
    fewer = replace(SETTINGS, version="2.0", languages=("en",))
    third = made(project, fewer, tmp_path, second.folder)
    assert manifest_of(third.folder)["changes"]["articles"]["removed"] == 18
    assert finished(verify(third.folder), ignored) == []


def test_an_unreadable_earlier_release_is_told(project: Project, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    with pytest.raises(MendableError, match="cannot be read"):
        made(project, SETTINGS, tmp_path / "new", tmp_path / "old")
    assert not (tmp_path / "new").exists()


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records=st.lists(annotated_articles(), min_size=1, max_size=6))
def test_whatever_a_project_holds_its_release_is_right(
    tmp_path: Path, records: list[AnnotatedArticle]
) -> None:
    """Odd scripts, nested and crossing spans, articles without segments: nothing is found wrong."""
    with TemporaryDirectory(dir=tmp_path) as name:
        project = Project.create(Path(name) / "p.annot", default_scheme())
        wanted = {}
        for record in {record.article.sha256: record for record in records}.values():
            annotations = record.annotations
            assert annotations is not None
            project.add_articles([NewArticle(record.article)], "test")
            new = NewSet(
                annotations.partition.segments,
                annotations.mentions,
                annotations.quotes,
                entities=record.register,
            )
            project.add_set(record.article.id, GOLD, new)
            wanted[record.article.id] = project.queries.annotation_set(record.article.id, GOLD)
        asked = replace(
            SETTINGS, formats=(), states=tuple(State), progress=tuple(Progress), layers=tuple(Layer)
        )
        folder = made(project, asked, Path(name)).folder
        project.close()
        assert finished(verify(folder), ignored) == []
        for line in lines(folder):
            read = record_of(JsonObject(line, "the record")).annotations
            stored = wanted[line["id"]]
            assert read is not None
            assert stored is not None
            assert replace(read, id="") == replace(stored, id="")


def test_every_text_is_in_it_as_it_was(project: Project, tmp_path: Path) -> None:
    done = made(project, SETTINGS, tmp_path)
    texts = {line["text"] for line in lines(done.folder)}
    assert {text_of(number) for number in range(30)} <= texts
