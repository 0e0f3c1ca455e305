"""Jobs on a terminal: a progress bar where somebody looks, nothing in a script's log."""

from __future__ import annotations

import sys
from typing import TypeVar

import click

from annotator.workspace.jobs import Advance, Job, finished

T = TypeVar("T")


def run(job: Job[T], label: str, left: str = "what was done until then is kept") -> T:
    """Run a job to its end with a bar on standard error; Ctrl+C cancels it.

    ``left`` says what a cancelled job leaves.
    """
    with click.progressbar(
        length=1, label=label, file=sys.stderr, hidden=not sys.stderr.isatty(), show_pos=True
    ) as bar:

        def report(advance: Advance) -> None:
            bar.length = max(advance.total, 1)
            bar.update(advance.done - bar.pos)

        try:
            return finished(job, report)
        except KeyboardInterrupt:
            click.echo(f"\n{label} was cancelled; {left}.", err=True)
            raise SystemExit(130) from None
