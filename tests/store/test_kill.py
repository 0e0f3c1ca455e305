"""Killed at any moment, the project keeps every edit that was acknowledged."""

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.store import Project
from tests.projects_for_tests import make_project, opened

KILLS = 50
EDITOR = """
import sys
from pathlib import Path
from annotator.store import Project
from annotator.workspace.commands import AddNote
from annotator.workspace.workspace import Workspace

workspace = Workspace(Project.open(Path(sys.argv[1])), "Ines")
set_id = workspace.annotations(sys.argv[2]).id
number = int(sys.argv[3])
print("ready", flush=True)
while True:
    number += 1
    workspace.do(AddNote(sys.argv[2], set_id, f"note {number}"))
    print(number, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is of Unix")
def test_no_acknowledged_edit_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "project.annot"
    (article_id,) = make_project(path)
    chance = random.Random(20240611)
    acknowledged = 0
    for _ in range(KILLS):
        acknowledged = _edit_until_killed(path, article_id, acknowledged, chance)
        workspace = opened(path)
        notes = {note.text for note in workspace.annotations(article_id).notes}
        workspace.project.close()
        assert {f"note {number}" for number in range(1, acknowledged + 1)} <= notes
    project = Project.open(path)
    assert list(project.findings()) == []
    project.close()
    assert acknowledged > KILLS


def _edit_until_killed(path: Path, article_id: str, begin: int, chance: random.Random) -> int:
    """Let a child edit for a few edits more, kill it in the middle, return the last it told."""
    child = subprocess.Popen(
        [sys.executable, "-c", EDITOR, str(path), article_id, str(begin)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    child.stdout.readline()
    told = begin
    for _ in range(chance.randint(1, 12)):
        told = int(child.stdout.readline())
    # Spinning for a random while puts the kill anywhere within the next edit.
    for _ in range(chance.randint(0, 200_000)):
        pass
    child.send_signal(signal.SIGKILL)
    rest = child.communicate()[0].split()
    return max([told, *(int(line) for line in rest if line.isdigit())])
