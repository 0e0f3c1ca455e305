"""Start-up: builds the parts and hands them to each other; the only place that knows everybody."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path


def main() -> None:
    """Open the window, or run a command where one is given."""
    collect_rarely()
    arguments = sys.argv[1:]
    is_window = not arguments or (len(arguments) == 1 and arguments[0].endswith(".annot"))
    if is_window:
        sys.exit(_show(Path(arguments[0]) if arguments else None))
    # Late, so that the window does not wait for what only commands need.
    from annotator.cli.commands import Windows
    from annotator.cli.commands import main as command_line

    command_line(obj=Windows(show=_show, has_display=_has_display, picture=_picture))


def collect_rarely() -> None:
    """Let Python look for cycles of dead values less often.

    An article is read as tens of thousands of small values that never form cycles; looking for
    them after every 700 took a third of the time.
    """
    gc.set_threshold(50_000, 20, 20)


def _show(project: Path | None) -> int:
    from annotator.ui.application import run

    return run(project)


def _picture(project: Path, target: Path) -> None:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from annotator.ui.application import draw

    draw(project, target)


def _has_display() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    wanted = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or platform
    return bool(wanted) and platform not in ("offscreen", "minimal")


if __name__ == "__main__":
    main()
