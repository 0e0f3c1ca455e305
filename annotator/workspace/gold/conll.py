"""Names in the columns of CoNLL-2003, put together to running text again.

Each line has a token first and its tag last; a name goes on with ``I-`` and its own label, and all
else begins one, which reads IOB1 and IOB2 alike. The text is made up again: a paragraph for each
sentence, and no blank where English has none.
(https://www.clips.uantwerpen.be/conll2003/ner/)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from annotator.detecting.evaluation import Gold, LabelMap
from annotator.domain.annotation import Mention
from annotator.domain.article import Article
from annotator.domain.identity import new_id
from annotator.domain.span import Span

CONLL_4 = LabelMap(
    {
        "PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC",
        "NORP": "MISC", "EVENT": "MISC", "WORK": "MISC", "PRODUCT": "MISC",
    }
)  # fmt: skip
"""Our labels as the four of CoNLL-2003, whose ``MISC`` takes nationalities, events and works."""

_NO_BLANK_BEFORE = frozenset((".", ",", ":", ";", "!", "?", ")", "]", "%", "'", "n't"))
_NO_BLANK_BEHIND = frozenset(("(", "[", "$"))
_BREAK = "-DOCSTART-"


def is_conll(path: Path) -> bool:
    """Tell whether the first line that is not blank looks like columns with a tag."""
    with path.open(encoding="utf-8", errors="replace") as file:
        for line in file:
            if line.strip():
                fields = line.split()
                return len(fields) >= 2 and (fields[-1] == "O" or fields[-1][1:2] == "-")
    return False


def read_conll(path: Path) -> Iterator[Gold]:
    """Yield the articles of a file; a file without ``-DOCSTART-`` lines is one article."""
    article = _Article()
    number = 0
    with path.open(encoding="utf-8") as file:
        for line in file:
            fields = line.split()
            if not fields:
                article.end_sentence()
            elif fields[0] == _BREAK:
                if article.text:
                    number += 1
                    yield article.gold(f"{path.name}:{number}")
                article = _Article()
            else:
                article.add(fields[0], fields[-1])
    if article.text:
        yield article.gold(f"{path.name}:{number + 1}")


@dataclass(slots=True)
class _Article:
    """An article being put together from its tokens."""

    text: str = ""
    mentions: list[tuple[int, int, str]] = field(default_factory=list)
    _last: str = ""
    _before: str = "O"
    _in_marks: bool = False

    def add(self, token: str, tag: str) -> None:
        if not self._is_glued(token):
            self.text += " "
        start = len(self.text)
        self.text += token
        position, _, label = tag.partition("-")
        goes_on = label and position == "I" and self._before[2:] == label
        if goes_on and self.mentions:
            begin, _, _ = self.mentions.pop()
            self.mentions.append((begin, len(self.text), label))
        elif label:
            self.mentions.append((start, len(self.text), label))
        if token == '"':
            self._in_marks = not self._in_marks
        self._last, self._before = token, tag

    def _is_glued(self, token: str) -> bool:
        if not self.text or self.text.endswith("\n") or self._last in _NO_BLANK_BEHIND:
            return True
        if token == '"':
            return self._in_marks
        if self._last == '"' and self._in_marks:
            return True
        is_clitic = token.startswith("'") and 1 < len(token) <= 3
        return token in _NO_BLANK_BEFORE or is_clitic

    def end_sentence(self) -> None:
        if self.text and not self.text.endswith("\n"):
            self.text += "\n\n"
        self._last, self._before, self._in_marks = "", "O", False

    def gold(self, name: str) -> Gold:
        mentions = tuple(
            Mention(new_id(), Span(start, end), label) for start, end, label in self.mentions
        )
        return Gold(Article(name, self.text, language="en"), mentions=mentions, labels=CONLL_4)
