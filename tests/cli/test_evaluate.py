"""Measuring from the command line and from the library gives the same numbers."""

import json
from pathlib import Path

from click.testing import CliRunner

from annotator.cli.commands import main
from annotator.domain.annotation import Layer
from annotator.shipped import sample_articles
from annotator.workspace.evaluating import evaluate
from annotator.workspace.gold import gold_in
from annotator.workspace.jobs import finished

GOLD = sample_articles() / "sample" / "gold.jsonl"


def test_the_command_prints_what_the_library_counts(tmp_path: Path) -> None:
    errors = tmp_path / "errors.tsv"
    done = CliRunner().invoke(
        main, ["evaluate", str(GOLD), "--layer", "entities", "--json", "--errors", str(errors)]
    )
    assert done.exit_code == 0, done.output
    printed = json.loads(done.stdout)
    evaluation = finished(evaluate(list(gold_in(GOLD)), [Layer.ENTITIES]), lambda _: None)
    assert {(one["measure"], one["by"], one["of"]): one["f1"] for one in printed["scores"]} == {
        (one.measure.name, one.measure.by, one.measure.of): one.f1 for one in evaluation.scores()
    }
    actions = evaluation.actions_of(Layer.ENTITIES)
    assert printed["actions"]["entities"]["all_at_once"] == actions.all_at_once
    assert len(errors.read_text(encoding="utf-8").splitlines()) == len(evaluation.mistakes) + 1


def test_tables_name_the_measures() -> None:
    done = CliRunner().invoke(main, ["evaluate", str(GOLD)])
    for words in ("quoted speech", "macro F1", "strict", "editor actions", "rule clause"):
        assert words in done.output


def test_what_cannot_be_measured_is_said() -> None:
    done = CliRunner().invoke(main, ["evaluate", str(GOLD), "--detector", "nobody"])
    assert done.exit_code == 1
    assert "no detector “nobody”" in done.output


def test_a_learning_curve_is_simulated(tmp_path: Path) -> None:
    corrected, gold = tmp_path / "corrected.conll", tmp_path / "gold.conll"
    towns = ("Brenholm", "Kessel", "Torvik", "Larsby")
    for path, first, count in ((corrected, 0, 12), (gold, 40, 4)):
        path.write_text(
            "\n".join(
                f"-DOCSTART- O\n\nThe O\n{towns[n % 4]} B-ORG\nHarriers I-ORG\nwon O\n{n} O\n. O\n"
                for n in range(first, first + count)
            ),
            encoding="utf-8",
        )
    command = ["evaluate", str(gold), "--layer", "entities", "--learn-from", str(corrected)]
    result = CliRunner().invoke(main, [*command, "--json"])
    assert result.exit_code == 0, result.output
    (ten, all_of_them) = json.loads(result.stdout)
    assert (ten["articles"], all_of_them["articles"]) == (10, 12)
    assert all_of_them["after"] == 1.0
    better = all_of_them["validated"][1] > all_of_them["validated"][0]
    assert better or not all_of_them["is_used"]
    assert all_of_them["f1"] == all_of_them["after" if all_of_them["is_used"] else "before"]
    table = CliRunner().invoke(main, command)
    assert "entities" in table.stdout
    few = CliRunner().invoke(main, [*command[:-1], str(gold)])
    assert few.exit_code == 1
    assert "too few" in few.output
