"""Names in the columns of CoNLL-2003, put together to running text again.

Lines and tags are read as an import reads them (``formats.conll_2003``). The text is made up again,
as detectors meet it: a paragraph for each sentence, and no blank where English has none.
(https://www.clips.uantwerpen.be/conll2003/ner/)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from annotator.detecting.evaluation import Gold, LabelMap
from annotator.domain.annotation import Mention
from annotator.domain.article import Article
from annotator.domain.identity import new_id
from annotator.domain.span import Span
from annotator.formats.conll_2003 import Tokens, articles_in, is_tag, mentions_of
from annotator.formats.reading import text_lines

CONLL_4 = LabelMap(
    {
        "PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC",
        "NORP": "MISC", "EVENT": "MISC", "WORK": "MISC", "PRODUCT": "MISC",
    }
)  # fmt: skip
"""Our labels as the four of CoNLL-2003, whose ``MISC`` takes nationalities, events and works."""

_NO_BLANK_BEFORE = frozenset((".", ",", ":", ";", "!", "?", ")", "]", "%", "'", "n't"))
_NO_BLANK_BEHIND = frozenset(("(", "[", "$"))


def is_conll(path: Path) -> bool:
    """Tell whether the first line that is not blank looks like columns with a tag."""
    with path.open(encoding="utf-8", errors="replace") as file:
        for line in file:
            if line.strip():
                fields = line.split()
                return len(fields) >= 2 and is_tag(fields[-1])
    return False


def read_conll(path: Path) -> Iterator[Gold]:
    """Yield the articles of a file; a file without ``-DOCSTART-`` lines is one article."""
    for number, sentences in enumerate(articles_in(text_lines(path)), 1):
        text, tagged = _running(sentences)
        mentions = tuple(Mention(new_id(), span, label) for span, label in mentions_of(tagged))
        article = Article(f"{path.name}:{number}", text, language="en")
        yield Gold(article, mentions=mentions, labels=CONLL_4)


def _running(sentences: Sequence[Tokens]) -> tuple[str, list[tuple[Span, str]]]:
    """Return running text, and its tokens with their tags; a name ends with its sentence."""
    text = ""
    tagged: list[tuple[Span, str]] = []
    for sentence in sentences:
        before, is_in_marks = "", False
        for token, tag in sentence:
            if before and not _is_glued(before, token, is_in_marks=is_in_marks):
                text += " "
            tagged.append((Span(len(text), len(text) + len(token)), tag))
            text += token
            before = token
            is_in_marks ^= token == '"'
        text += "\n\n"
        tagged.append((Span(len(text) - 1, len(text)), "O"))
    return text, tagged


def _is_glued(before: str, token: str, *, is_in_marks: bool) -> bool:
    """Tell whether a token follows the one before without a blank."""
    if before in _NO_BLANK_BEHIND or (before == '"' and is_in_marks):
        return True
    if token == '"':
        return is_in_marks
    is_clitic = token.startswith("'") and 1 < len(token) <= 3
    return token in _NO_BLANK_BEFORE or is_clitic
