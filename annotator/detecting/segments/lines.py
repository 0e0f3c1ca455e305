"""The lines of an article with what their layout tells."""

from __future__ import annotations

from dataclasses import dataclass

import regex

_HEAD, _TAIL = 400, 200
_TERMINAL = regex.compile(r"[.!?…:][\"”’»“'\)\]\s\p{So}\p{Sk}\u200b-\u200f\u2060\ufe0f\ufeff]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: the code points of its words, and how it stands among others.

    ``head`` and ``tail`` are its beginning and end, which is all that cues look at, so that a line
    of any length costs the same.
    """

    begin: int
    start: int
    end: int
    head: str
    tail: str
    words: int
    has_end: bool
    """Whether it ends like a sentence, perhaps with marks or signs behind it."""
    blank_before: bool
    blank_after: bool
    number: int
    total: int

    @property
    def is_last(self) -> bool:
        return self.number == self.total - 1


def lines_of(text: str) -> list[Line]:
    """Return the lines of ``text`` that hold more than white space."""
    found: list[tuple[int, int, int, int]] = []
    begin = 0
    for number, raw in enumerate(text.split("\n")):
        stripped = raw.strip()
        if stripped:
            start = begin + len(raw) - len(raw.lstrip())
            found.append((begin, start, start + len(stripped), number))
        begin += len(raw) + 1
    lines = []
    for index, (begin, start, end, number) in enumerate(found):
        before = found[index - 1][3] if index else number - 2
        after = found[index + 1][3] if index + 1 < len(found) else number + 2
        head = text[start : min(end, start + _HEAD)].replace("\u00a0", " ")
        tail = text[max(start, end - _TAIL) : end].replace("\u00a0", " ")
        words = len(head.split()) if end - start <= _HEAD else (end - start) // 6
        lines.append(
            Line(
                begin, start, end, head, tail, words, _TERMINAL.search(tail) is not None,
                number - before > 1, after - number > 1, index, len(found),
            )
        )  # fmt: skip
    return lines
