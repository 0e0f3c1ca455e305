"""Moments: dates, and dates with a time, as ISO 8601 writes them."""

from datetime import date, datetime

from annotator.domain.errors import RefusedError


def as_moment(written: str) -> str:
    """Return the moment in the extended form, such as ``2024-06-11T09:42:00+02:00``.

    Raises ``RefusedError`` where it is none.
    """
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            return read(written).isoformat()
        except ValueError:
            continue
    raise RefusedError("This is no date. Write it as 2024-06-11, or 2024-06-11T09:42+02:00.")
