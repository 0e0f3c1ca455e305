"""Learning from the command line."""

from pathlib import Path

from click.testing import CliRunner, Result

from annotator.cli.commands import main
from tests.projects_for_learning import make_learning_project


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["learn", *arguments])


def test_learning_says_what_it_found_and_models_are_looked_after(tmp_path: Path) -> None:
    path, file = str(tmp_path / "project.annot"), tmp_path / "events.annotmodel"
    make_learning_project(Path(path), 12)
    assert "no models yet" in _run(path, "--list").output
    learnt = _run(path, "--seed", "2")
    assert learnt.exit_code == 0, learnt.output
    assert "entities: from 12 articles" in learnt.output
    assert "used from now on" in learnt.output
    assert "quotes: 0 finished articles are decided; it takes 10." in learnt.output
    assert _run(path, "--list").output.startswith("*  1 entities")
    assert _run(path, "--export", "1", str(file)).exit_code == 0
    imported = _run(path, "--import", str(file))
    assert "Too few articles that it has not learnt from" in imported.output
    other = str(tmp_path / "other.annot")
    make_learning_project(Path(other), 12, seed=9)
    assert "On the finished articles here: F1" in _run(other, "--import", str(file)).output
    assert f"from {file.name}" in _run(path, "--list").output
    assert _run(path, "--use", "1").exit_code == 0
    assert [line[0] for line in _run(path, "--list").output.splitlines()] == ["*", " "]
    assert _run(path, "--rules-alone", "entities").exit_code == 0
    assert "*" not in _run(path, "--list").output
    missing = _run(path, "--use", "7")
    assert missing.exit_code == 1
    assert "no model 7" in missing.output


def test_too_few_articles_are_told(tmp_path: Path) -> None:
    make_learning_project(tmp_path / "project.annot", 2)
    result = _run(str(tmp_path / "project.annot"))
    assert result.exit_code == 1
    assert "Finish more articles" in result.output
