"""Libraries that only some formats need, and that are asked for by one sentence where missing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from annotator.domain.errors import MendableError


@contextmanager
def needing(library: str, extra: str) -> Iterator[None]:
    """Import within this block; raises ``MendableError`` where the library is missing."""
    try:
        yield
    except ImportError as error:
        raise MendableError(
            f"This format needs {library}, which is not installed. "
            f"Install it with: pip install 'annotator[{extra}]'"
        ) from error
