"""A program that is killed leaves no worker behind."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from annotator.domain.article import Article
from annotator.domain.identity import new_id
from annotator.store import NewArticle, Project
from annotator.workspace.schemes import default_scheme
from tests.texts import AGENCY

_LONG = 60


@pytest.mark.parametrize("name", ["window", "idle", "busy"])
def test_workers_end_with_the_program_that_is_killed(tmp_path: Path, name: str) -> None:
    """Every process of a program writes to the same pipe, which ends with the last of them."""
    path = tmp_path / "project.annot"
    with closing(Project.create(path, default_scheme())) as project:
        project.add_articles(
            [NewArticle(Article(new_id(), f"{AGENCY}{number}\n")) for number in range(200)], "test"
        )
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.programs_to_kill", name, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert program.stdout is not None
    try:
        assert program.stdout.readline().strip() == b"working"
    finally:
        program.kill()
    program.communicate(timeout=_LONG)
    assert program.returncode != 0
