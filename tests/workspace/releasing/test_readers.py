"""Releases as their users read them: datasets, huggingface_hub, mlcroissant."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import datasets
import mlcroissant
import pytest
from huggingface_hub import DatasetCard

from annotator.store import Project
from tests.workspace.releasing.conftest import SETTINGS, lines, made

NAMES = ("train", "validation", "test")
mlcroissant_warns = pytest.mark.filterwarnings("ignore")


def loaded(folder: Path, name: str, tmp_path: Path) -> Any:  # noqa: ANN401 (datasets has no types)
    return datasets.load_dataset(str(folder), name, cache_dir=str(tmp_path / "cache"))


def plain(line: dict[str, Any]) -> dict[str, Any]:
    """Return a line as it is in Parquet: with attributes as text."""
    for layer in ("segments", "entities", "quotes"):
        for one in line[layer]:
            one["attributes"] = json.dumps(one["attributes"], ensure_ascii=False)
    return line


def test_datasets_loads_both_configurations(released: Path, tmp_path: Path) -> None:
    assert datasets.get_dataset_config_names(str(released)) == ["gold", "annotators"]
    for config in ("gold", "annotators"):
        found = loaded(released, config, tmp_path)
        assert tuple(found) == NAMES
        for name in NAMES:
            path = released / "jsonl" / config / f"{name}.jsonl"
            wanted = [plain(json.loads(line)) for line in path.read_text("utf-8").splitlines()]
            assert found[name].to_list() == wanted
    first = loaded(released, "gold", tmp_path)["train"][0]
    for one in first["entities"]:
        assert first["text"][one["start"] : one["end"]] == one["text"]


def test_datasets_loads_a_release_of_json_lines_alone(project: Project, tmp_path: Path) -> None:
    folder = made(project, replace(SETTINGS, formats=()), tmp_path / "plain").folder
    found = loaded(folder, "gold", tmp_path)
    assert {name: found[name].num_rows for name in NAMES} == {
        name: len((folder / "jsonl" / "gold" / f"{name}.jsonl").read_text("utf-8").splitlines())
        for name in NAMES
    }


def test_the_card_is_read_and_counts_what_is_left_to_people(
    released: Path, project: Project, tmp_path: Path
) -> None:
    card = DatasetCard.load(released / "README.md")
    assert card.data.pretty_name == "harbour 1.0"
    assert card.data.language == ["de", "en"]
    assert card.data.license == "unknown"
    assert [one["config_name"] for one in card.data.to_dict()["configs"]] == ["gold", "annotators"]
    count = card.text.count("- **TODO**")
    assert f"marked **TODO** ({count} of them)" in " ".join(card.text.split())
    assert "$" not in card.text
    assert "Harbour \\| Daily 10" in card.text
    settings = replace(SETTINGS, version="1.1", licence="CC-BY-4.0")
    licensed = DatasetCard.load(made(project, settings, tmp_path).folder / "README.md")
    assert licensed.data.license == "cc-by-4.0"
    assert licensed.text.count("- **TODO**") == count - 1
    own = replace(SETTINGS, version="1.2", licence="For members only: “ask”", formats=())
    private = DatasetCard.load(made(project, own, tmp_path).folder / "README.md")
    assert private.data.license == "other"
    assert private.data.license_name == "For members only: “ask”"


@mlcroissant_warns
@pytest.mark.parametrize("form", ["parquet", "jsonl"])
def test_mlcroissant_iterates_the_records(project: Project, tmp_path: Path, form: str) -> None:
    settings = replace(SETTINGS, version="2.0.0", licence="CC-BY-4.0", formats=(form,))
    folder = made(project, settings, tmp_path / "releases").folder
    dataset = mlcroissant.Dataset(str(folder / "croissant.json"))
    assert dataset.metadata.ctx.issues.errors == set()
    for config in ("gold", "annotators"):
        records = list(dataset.records(f"{config}/train"))
        path = folder / "jsonl" / config / "train.jsonl"
        wanted = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        assert len(records) == len(wanted)
        for record, line in zip(records, wanted, strict=True):
            _compare(record, line, f"{config}/train")


def _compare(record: dict[str, Any], line: dict[str, Any], name: str) -> None:
    for column in ("id", "title", "text", "sha256", "state"):
        assert record[f"{name}/{column}"].decode() == line[column]
    for layer in ("segments", "entities"):
        for one, wanted in zip(record[f"{name}/{layer}"], line[layer], strict=True):
            assert one[f"{name}/{layer}/start"] == wanted["start"]
            assert one[f"{name}/{layer}/end"] == wanted["end"]
            assert one[f"{name}/{layer}/text"].decode() == wanted["text"]
    for one, wanted in zip(record[f"{name}/quotes"], line["quotes"], strict=True):
        assert one[f"{name}/quotes/type"].decode() == wanted["type"]
        assert one[f"{name}/quotes/speaker_name"].decode() == wanted["speaker"]["name"]
        for role in ("content", "cue", "source"):
            first = wanted[role][0]["start"] if wanted[role] else None
            assert one[f"{name}/quotes/{role}_start"] == first


@mlcroissant_warns
def test_mlcroissant_finds_a_file_that_is_not_the_one(released: Path, tmp_path: Path) -> None:
    forged = tmp_path / "forged"
    shutil.copytree(released, forged)
    path = forged / "parquet" / "gold" / "train.parquet"
    path.chmod(0o644)
    shutil.copyfile(forged / "parquet" / "gold" / "test.parquet", path)
    dataset = mlcroissant.Dataset(str(forged / "croissant.json"))
    with pytest.raises(mlcroissant.GenerationError, match=r"gold/train\.parquet") as told:
        list(dataset.records("gold/train"))
    assert "Hash of downloaded file" in str(told.value.__cause__)


def test_the_responsible_ai_fields_are_there(released: Path) -> None:
    content = json.loads((released / "croissant.json").read_text("utf-8"))
    fields = {key for key in content if key.startswith("rai:")}
    assert {
        "rai:dataCollection",
        "rai:dataAnnotationProtocol",
        "rai:dataAnnotationPlatform",
        "rai:dataAnnotationAnalysis",
        "rai:annotatorDemographics",
        "rai:dataPreprocessingProtocol",
        "rai:dataBiases",
        "rai:dataLimitations",
        "rai:personalSensitiveInformation",
        "rai:dataReleaseMaintenancePlan",
    } <= fields
    assert (
        "160 were made by hand, 32 began as suggestions of detectors (rules 3)"
        in content["rai:dataAnnotationProtocol"]
    )
    assert len(lines(released)) == 32
