"""Every kind of fault that can get into a release is found, each told in a sentence."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.errors import MendableError
from annotator.workspace.jobs import finished
from annotator.workspace.releasing.verifying import verify
from tests.workspace.releasing.conftest import ignored


class Forger:
    """Changes a release as somebody might who knows how it is made."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, name: str, content: str) -> None:
        path = self.folder / name
        if path.exists():
            path.chmod(0o644)
        path.write_text(content, encoding="utf-8")

    def change_manifest(self, change: Callable[[dict[str, Any]], object]) -> None:
        content = json.loads((self.folder / "manifest.json").read_text("utf-8"))
        change(content)
        self.write("manifest.json", json.dumps(content))

    def lines_of(self, name: str) -> list[dict[str, Any]]:
        return [json.loads(one) for one in (self.folder / name).read_bytes().splitlines()]

    def change_lines(self, name: str, change: Callable[[list[dict[str, Any]]], object]) -> None:
        found = self.lines_of(name)
        change(found)
        self.replace_lines(name, found)

    def replace_lines(self, name: str, found: list[dict[str, Any]]) -> None:
        """Put other lines into a file, with its hash in the manifest: only the content is bad."""
        self.write(name, "".join(json.dumps(one) + "\n" for one in found))
        self.sign(name)

    def sign(self, name: str) -> None:
        raw = (self.folder / name).read_bytes()

        def change(manifest: dict[str, Any]) -> None:
            for file in manifest["files"]:
                if file["path"] == name:
                    file.update(bytes=len(raw), sha256=hashlib.sha256(raw).hexdigest())

        self.change_manifest(change)


TRAIN, TEST, INDEX = "jsonl/gold/train.jsonl", "jsonl/gold/test.jsonl", "articles.jsonl"


@pytest.fixture
def forger(released: Path) -> Forger:
    return Forger(released)


def findings(forger: Forger) -> list[str]:
    return finished(verify(forger.folder), ignored)


def test_a_good_release_has_no_findings(forger: Forger) -> None:
    assert findings(forger) == []


def test_a_changed_file(forger: Forger) -> None:
    forger.write("scheme.json", "{}")
    assert findings(forger) == ["scheme.json has changed: its SHA-256 is not the manifest’s."]


def test_a_missing_and_an_added_file(forger: Forger) -> None:
    (forger.folder / "parquet/gold/test.parquet").unlink()
    forger.write("parquet/gold/more.parquet", "more")
    assert findings(forger) == [
        "parquet/gold/more.parquet is not in the manifest.",
        "parquet/gold/test.parquet is missing or cannot be read.",
    ]


def test_a_link_and_a_path_outside(forger: Forger) -> None:
    (forger.folder / "link").symlink_to("/etc/hostname")
    entry = {"path": "../secret", "bytes": 1, "sha256": "0" * 64}
    forger.change_manifest(lambda manifest: manifest["files"].append(entry))
    found = findings(forger)
    assert "link is a link, and a release holds none." in found
    assert "The manifest lists “../secret”, which would be outside the release." in found


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_links_and_pipes_are_not_followed(forger: Forger) -> None:
    endless, train = forger.folder / "scheme.json", forger.folder / TRAIN
    endless.unlink()
    endless.symlink_to("/dev/zero")
    train.unlink()
    os.mkfifo(train)
    found = findings(forger)
    assert "scheme.json is missing or cannot be read." in found
    assert f"{TRAIN} is missing or no file." in found


def test_a_manifest_that_does_not_fit_its_schema(forger: Forger) -> None:
    forger.change_manifest(lambda manifest: manifest["counts"].pop("total"))
    (found,) = findings(forger)
    assert found.startswith("manifest.json does not fit its schema at counts")
    forger.change_manifest(lambda manifest: manifest.update(agreement={"value": None}))
    assert any("agreement" in one for one in findings(forger))


def test_no_manifest_at_all(tmp_path: Path, forger: Forger) -> None:
    with pytest.raises(MendableError, match="no release"):
        finished(verify(tmp_path), ignored)
    for content in ("[]", "{", "[" * 100_000):
        forger.write("manifest.json", content)
        with pytest.raises(MendableError, match="no release"):
            findings(forger)


def test_a_span_that_ends_elsewhere(forger: Forger) -> None:
    def change(found: list[dict[str, Any]]) -> None:
        found[0]["entities"][1]["end"] += 1

    forger.change_lines(TRAIN, change)
    (told,) = [one for one in findings(forger) if "counts" not in one]
    assert told == f"{TRAIN}:1: The text of entities 2 is not what stands at its offsets."


def test_a_text_that_was_changed(forger: Forger) -> None:
    def change(found: list[dict[str, Any]]) -> None:
        found[2]["text"] = found[2]["text"].replace("berth", "birth")

    forger.change_lines(TRAIN, change)
    assert any(f"{TRAIN}:3: The text is not the one" in one for one in findings(forger))


def test_a_text_changed_with_all_that_quotes_it(forger: Forger) -> None:
    def change(found: list[dict[str, Any]]) -> None:
        found[2] = json.loads(json.dumps(found[2]).replace("berth", "birth"))
        found[2]["sha256"] = hashlib.sha256(found[2]["text"].encode()).hexdigest()

    forger.change_lines(TRAIN, change)
    assert any("is not the one of articles.jsonl" in one for one in findings(forger))


def test_a_line_that_does_not_fit_its_schema(forger: Forger) -> None:
    def change(found: list[dict[str, Any]]) -> None:
        found[0]["quotes"][0]["mood"] = "angry"

    forger.change_lines(TRAIN, change)
    told = [one for one in findings(forger) if "schema" in one]
    assert len(told) == 1
    assert told[0].startswith(f"{TRAIN}:1 does not fit its schema at quotes/0: ")
    assert "mood" in told[0]


def test_a_line_that_is_no_json(forger: Forger) -> None:
    forger.write(TEST, "{\n")
    forger.sign(TEST)
    found = findings(forger)
    assert f"{TEST}:1 is not valid JSON." in found
    assert "The counts of the split “test” are not what the manifest says." in found
    assert any("is not in jsonl/gold" in one for one in found)


def test_an_article_in_two_splits(forger: Forger) -> None:
    stolen = forger.lines_of(TRAIN)[5]
    forger.change_lines(TEST, lambda found: found.append(stolen))
    where = f"{TEST}:{len(forger.lines_of(TEST))}: the article {stolen['id']} is in “test”"
    assert [one for one in findings(forger) if stolen["id"] in one] == [
        f"{where}, but in articles.jsonl in “train”.",
        f"The article {stolen['id']} is in more than one split: test, train.",
    ]


def test_the_same_text_under_another_id(forger: Forger) -> None:
    stolen = {**forger.lines_of(TRAIN)[0], "id": "another"}
    entry = {
        "id": "another",
        "sha256": stolen["sha256"],
        "split": "test",
        "near_duplicates": None,
        "source": stolen["source"],
    }
    forger.change_lines(TEST, lambda found: found.append(stolen))
    forger.change_lines(INDEX, lambda found: found.append(entry))
    found = findings(forger)
    assert any(one.startswith("Articles of the same text are in different splits") for one in found)


def test_near_duplicates_in_two_splits(forger: Forger) -> None:
    twin = next(one for one in forger.lines_of(INDEX) if one["near_duplicates"] == 1)
    home, away = twin["split"], "test" if twin["split"] != "test" else "train"
    for config in ("gold", "annotators"):
        source, target = (f"jsonl/{config}/{name}.jsonl" for name in (home, away))
        moving = [one for one in forger.lines_of(source) if one["id"] == twin["id"]]
        staying = [one for one in forger.lines_of(source) if one["id"] != twin["id"]]
        forger.replace_lines(source, staying)
        forger.replace_lines(target, [*forger.lines_of(target), *moving])
    index = forger.lines_of(INDEX)
    next(one for one in index if one["id"] == twin["id"])["split"] = away
    forger.replace_lines(INDEX, index)
    (found,) = [one for one in findings(forger) if not one.startswith("The counts")]
    assert found.startswith("Near-duplicates are in different splits: ")


def test_a_source_in_two_splits(forger: Forger) -> None:
    forger.change_manifest(
        lambda manifest: manifest["settings"]["splits"].update(keeps_sources=True)
    )
    found = findings(forger)
    assert "The source “Meridian” is in more than one split: test, train, validation." in found


def test_an_index_that_says_something_else(forger: Forger) -> None:
    def change(found: list[dict[str, Any]]) -> None:
        found[0]["split"] = "holdout"
        found[1]["id"] = found[2]["id"]
        found[3]["sha256"] = "?"

    forger.change_lines(INDEX, change)
    found = findings(forger)
    assert any("names the split “holdout”, which the manifest has not" in one for one in found)
    assert any("a second time" in one for one in found)
    assert any(one.startswith(f"{INDEX}:4 does not fit its schema at sha256") for one in found)
