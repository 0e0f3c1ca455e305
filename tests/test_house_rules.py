"""The rules of the house that no other tool checks: sizes, and calls that we do without."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROGRAM = sorted((ROOT / "annotator").rglob("*.py"))
LINES_OF_MODULE = 400
LINES_OF_MAIN_WINDOW = 300
LINES_OF_FUNCTION = 60
AVOIDED = {
    r"(?<!application)\.exec\(\)": "open() dialogs and go on in a slot",
    r"processEvents": "run long work as a job",
    r"toPlainText\(\)": "Qt changes the text (NBSP, line ends); keep your own copy",
    r"#.*\b(TODO|FIXME)\b": "do it or say in the docs that it is missing",
    r"except Exception:\s*pass": "let faults reach the crash report",
}


@pytest.mark.parametrize("path", PROGRAM, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_stays_small_and_plain(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    limit = LINES_OF_MAIN_WINDOW if path.name == "main_window.py" else LINES_OF_MODULE
    assert source.count("\n") <= limit
    assert not [f"{name}: {lines} lines" for name, lines in _long_functions(source)]
    assert not [reason for pattern, reason in AVOIDED.items() if re.search(pattern, source)]


def _long_functions(source: str) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > LINES_OF_FUNCTION:
                yield node.name, lines


def test_qt_keeps_its_references_to_none() -> None:
    # PySide6 6.12.0 gives one away in every void call, and Python below 3.12 then aborts.
    from PySide6.QtCore import QObject

    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(500):
        thing.setObjectName("name")
        thing.blockSignals(False)
    assert abs(sys.getrefcount(None) - before) < 100
