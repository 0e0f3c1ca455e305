"""CoNLL-2003: a token a line with its entity tag, for sequence taggers.

Columns are token, part of speech, chunk and tag (IOB2); the two in the middle are empty. A
``-DOCSTART-`` line begins each article. The format has tokens and no text, so that the text is
rebuilt with a space between tokens and a line for each sentence, and everything but flat mentions
is lost. Read are IOB1, IOB2, BIOES and BILOU tags, in the last of whatever columns there are
(Tjong Kim Sang and De Meulder 2003).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from annotator.domain.annotation import Mention
from annotator.domain.article import Article
from annotator.domain.identity import new_id
from annotator.domain.span import Span
from annotator.formats.atomic import replacing
from annotator.formats.canonical import canonicalised
from annotator.formats.features import (
    ANNOTATIONS_ALONE,
    LIKE_ACCEPTED,
    Carries,
    Feature,
    changed,
    left_out,
)
from annotator.formats.gathering import Gathering
from annotator.formats.losses import kept
from annotator.formats.protocol import AnnotatedArticle, Refusal
from annotator.formats.reading import text_lines
from annotator.formats.tokens import TokenRow, sentences_of

_START = "-DOCSTART-"
_BEGIN = frozenset("BSU")
_END = frozenset("ESLU")

Tokens = list[tuple[str, str]]


class Conll2003:
    name = "conll-2003"
    title = "CoNLL-2003"
    suffixes: tuple[str, ...] = (".conll", ".iob", ".iob2", ".bio")
    is_folder = False
    carries = Carries(
        {
            Feature.METADATA: left_out(),
            **ANNOTATIONS_ALONE,
            **LIKE_ACCEPTED,
            Feature.SPEAKERS: left_out(),
            Feature.LINKS: left_out(),
            Feature.REGISTER: left_out(),
            Feature.QUOTES: left_out(),
            Feature.SEGMENTS: left_out(),
            Feature.TOKEN_EDGES: changed("widened to whole tokens"),
            Feature.ACROSS_SENTENCES: left_out("tags end with their sentence"),
            Feature.NESTED: left_out("the outer mention is kept"),
            Feature.CROSSING: left_out("the first mention is kept"),
            Feature.WHITE_SPACE: changed("a space between tokens, a line for each sentence"),
            Feature.IDS: changed("new ones on import"),
        },
        sentences_of,
    )

    def read(self, path: Path) -> Iterator[AnnotatedArticle | Refusal]:
        try:
            yield from map(_article, articles_in(text_lines(path)))
        except (OSError, UnicodeDecodeError) as error:
            yield Refusal(str(path), f"The file cannot be read: {error}.")

    def write(self, records: Iterable[AnnotatedArticle], path: Path) -> None:
        with replacing(path) as file:
            for record in records:
                file.write(f"{_START} -X- -X- O\n\n")
                file.writelines(_lines(kept(record, self.carries)))


def _lines(record: AnnotatedArticle) -> Iterator[str]:
    text, tokens, position = record.article.text, list[list[Span]](), 0
    for line in text.split("\n")[:-1]:
        tokens.append([])
        for word in line.split(" "):
            tokens[-1].append(Span(position, position + len(word)))
            position += len(word) + 1
    row = TokenRow([token for sentence in tokens for token in sentence])
    tags = ["O"] * len(row.tokens)
    for mention in record.annotations.mentions if record.annotations else ():
        touched = row.touched(mention.span)
        label = "_".join(mention.label.split())
        for index in touched:
            tags[index] = f"{'B' if index == touched[0] else 'I'}-{label}"
    tagged = iter(tags)
    for sentence in tokens:
        for token in sentence:
            yield f"{token.of(text)} _ _ {next(tagged)}\n"
        yield "\n"


def articles_in(lines: Iterable[str]) -> Iterator[list[Tokens]]:
    """Yield the sentences of each article that has any token, tokens with their tags."""
    sentences: list[Tokens] = []
    sentence: Tokens = []
    for line in lines:
        columns = line.split("\t") if "\t" in line else line.split()
        if not line.strip() or columns[0] == _START:
            if sentence:
                sentences.append(sentence)
                sentence = []
            if line.strip() and sentences:
                yield sentences
                sentences = []
        elif not line.startswith("# ") or is_tag(columns[-1]):
            sentence.append((columns[0], columns[-1] if columns[1:] else "O"))
    if sentence:
        sentences.append(sentence)
    if sentences:
        yield sentences


def is_tag(word: str) -> bool:
    """Tell whether a last column is one of tags; the sign # is a token, and begins comments."""
    return word == "O" or word[1:2] == "-"


def _article(sentences: Sequence[Tokens]) -> AnnotatedArticle:
    lines, place = [], 0
    tagged: list[tuple[Span, str]] = []
    for sentence in sentences:
        words = []
        for token, tag in sentence:
            word = " ".join(canonicalised(token).split()) or "_"
            tagged.append((Span(place, place + len(word)), tag))
            words.append(word)
            place += len(word) + 1
        lines.append(" ".join(words))
        tagged.append((Span(place - 1, place), "O"))  # a mention ends with its sentence
    gathering = Gathering(Article(new_id(), "\n".join(lines) + "\n"))
    gathering.mentions = [Mention(new_id(), span, label) for span, label in mentions_of(tagged)]
    return gathering.record()


def mentions_of(tagged: Iterable[tuple[Span, str]]) -> Iterator[tuple[Span, str]]:
    """Yield span and label of each mention that tags of any of the usual schemes make."""
    span: Span | None = None
    label, is_open = "", False
    for token, tag in tagged:
        prefix, _, type_ = tag.partition("-")
        continues = is_open and type_ == label and prefix not in _BEGIN
        if span is not None and not continues:
            yield span, label
            span = None
        if tag in ("O", "_", "") or not type_:
            is_open = False
            continue
        span = Span(span.start if span else token.start, token.end)
        label, is_open = type_, prefix not in _END
    if span is not None:
        yield span, label


CONLL_2003 = Conll2003()
