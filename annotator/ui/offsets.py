"""The one border between our offsets, code points, and Qt's, UTF-16 code units."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class OffsetMap:
    """Code points of one text to UTF-16 units and back.

    Holds the places of the characters that take two units, which most texts have few or none of.
    """

    def __init__(self, text: str) -> None:
        self._astral = [match.start() for match in _ASTRAL.finditer(text)]
        # The UTF-16 position behind each of them.
        self._behind = [place + number + 2 for number, place in enumerate(self._astral)]

    def to_qt(self, offset: int) -> int:
        """Return the UTF-16 position of a code point."""
        return offset + bisect_left(self._astral, offset)

    def from_qt(self, qt_position: int) -> int:
        """Return the code point of a UTF-16 position; inside a pair, the one that the pair is."""
        passed = bisect_right(self._behind, qt_position)
        offset = qt_position - passed
        if passed < len(self._astral) and offset > self._astral[passed]:
            return self._astral[passed]
        return offset
