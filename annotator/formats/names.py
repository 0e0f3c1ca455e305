"""File names of articles in formats that are folders."""

from __future__ import annotations

import re
from pathlib import Path

_UNSAFE = re.compile(r"[^A-Za-z0-9_.-]|^\.")
_LONGEST = 100


def free_name(folder: Path, wanted: str, suffix: str) -> str:
    """Return a name like ``wanted`` that is safe and not taken in ``folder`` with ``suffix``."""
    base = _UNSAFE.sub("_", wanted)[:_LONGEST] or "article"
    name, number = base, 1
    while (folder / f"{name}{suffix}").exists():
        number += 1
        name = f"{base}-{number}"
    return name
