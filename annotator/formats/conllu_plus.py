r"""CoNLL-U Plus: tokens with columns of our own, by the rules of Universal Dependencies.

``ANNOTATOR:SEGMENT`` has IOB2 tags. ``ANNOTATOR:MENTION`` is as PARSEME's ``cupt`` has multiword
expressions: ``1:PERSON`` begins mention 1, ``1`` goes on with it, ``;`` stands between several, so
that mentions may nest and cross. ``ANNOTATOR:QUOTE`` has the parts of quotes in the same way,
``2:B-cue`` and ``2:I-cue``; a comment ``# quote = 2 direct entity ID NAME`` tells a quote's type
and speaker. White space is kept by ``SpaceAfter=No``, ``SpacesAfter`` and ``SpacesBefore``, as
UDPipe writes them, so that the text comes back as it was. From others, IOB tags of a column with
``NER`` in its name are read (universaldependencies.org/ext-format.html).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote

from annotator.domain.annotation import (
    Mention,
    Quote,
    QuoteType,
    Role,
    Segment,
    Speaker,
    SpeakerKind,
)
from annotator.domain.annotation_set import AnnotationSet
from annotator.domain.article import Article
from annotator.domain.identity import new_id
from annotator.domain.register import Entity, EntityKind
from annotator.domain.span import Span, hull
from annotator.formats.atomic import replacing
from annotator.formats.conll_2003 import mentions_of
from annotator.formats.features import (
    ANNOTATIONS_ALONE,
    LIKE_ACCEPTED,
    Carries,
    Feature,
    changed,
    left_out,
)
from annotator.formats.gathering import Gathering, parts_apart
from annotator.formats.losses import kept
from annotator.formats.protocol import AnnotatedArticle, Refusal
from annotator.formats.reading import text_lines
from annotator.formats.tokens import TokenRow, sentences_of

COLUMNS = ("ID", "FORM", "MISC", "ANNOTATOR:SEGMENT", "ANNOTATOR:MENTION", "ANNOTATOR:QUOTE")
_CONLLU = ("ID", "FORM", "LEMMA", "UPOS", "XPOS", "FEATS", "HEAD", "DEPREL", "DEPS", "MISC")
_FIELDS = ("title", "source", "url", "published", "language")
_SPECIAL = re.compile(r"[%;:|\s]")
_ESCAPES = {" ": r"\s", "\t": r"\t", "\n": r"\n", "\\": r"\\"}
_UNESCAPES = {**{code: one for one, code in _ESCAPES.items()}, r"\r": "\n", r"\p": "|"}
_ESCAPED = re.compile(r"\\[stnrp\\]")


class ConlluPlus:
    name = "conllu-plus"
    title = "CoNLL-U Plus"
    suffixes: tuple[str, ...] = (".conllup", ".conllu")
    is_folder = False
    carries = Carries(
        {
            **ANNOTATIONS_ALONE,
            **LIKE_ACCEPTED,
            Feature.LINKS: left_out(),
            Feature.REGISTER: changed("ids and names of speakers only"),
            Feature.TOKEN_EDGES: changed("widened to whole tokens"),
            Feature.IDS: changed("new ones on import"),
        },
        sentences_of,
    )

    def read(self, path: Path) -> Iterator[AnnotatedArticle | Refusal]:
        document = _Document(())
        try:
            for line in text_lines(path):
                if line.startswith("# newdoc") and document.tokens:
                    yield document.record()
                    document = _Document(document.columns)
                document.add(line)
        except (OSError, ValueError) as error:
            yield Refusal(str(path), f"The file cannot be read: {error}.")
            return
        if document.tokens:
            yield document.record()

    def write(self, records: Iterable[AnnotatedArticle], path: Path) -> None:
        with replacing(path) as file:
            file.write(f"# global.columns = {' '.join(COLUMNS)}\n")
            for record in records:
                file.writelines(_lines(kept(record, self.carries)))


def _lines(record: AnnotatedArticle) -> Iterator[str]:
    article, annotations = record.article, record.annotations
    yield f"# newdoc id = {article.id}\n"
    for field in _FIELDS:
        if value := " ".join(getattr(article, field).split()):
            yield f"# {field} = {value}\n"
    names = {one.id: one.name for one in record.register}
    for number, quote in enumerate(annotations.quotes if annotations else (), 1):
        yield f"# quote = {number} {quote.type} {_speaker(quote.speaker, names)}".rstrip() + "\n"
    sentences = sentences_of(article)
    row = TokenRow([token for sentence in sentences for token in sentence])
    columns = _Columns(article.text, row, annotations)
    index = 0
    for number, sentence in enumerate(sentences, 1):
        words = article.text[sentence[0].start : sentence[-1].end]
        yield f"# sent_id = {article.id}-{number}\n# text = {' '.join(words.split())}\n"
        for place, token in enumerate(sentence, 1):
            cells = (str(place), token.of(article.text), _spaces(article.text, row, index))
            yield "\t".join((*cells, *columns.cells(index))) + "\n"
            index += 1
        yield "\n"


def _speaker(speaker: Speaker, names: Mapping[str, str]) -> str:
    if speaker.entity is None:
        return speaker.kind.value
    name = " ".join(names[speaker.entity].split())
    return f"{speaker.kind} {_coded(speaker.entity)} {name}"


class _Columns:
    """The cells of our three columns for each token."""

    def __init__(self, text: str, row: TokenRow, annotations: AnnotationSet | None) -> None:
        self._row = row
        self._segments: dict[int, list[str]] = defaultdict(list)
        self._mentions: dict[int, list[str]] = defaultdict(list)
        self._quotes: dict[int, list[str]] = defaultdict(list)
        if annotations is None:
            return
        for segment, span in annotations.partition:
            label = _coded(segment.label)
            self._mark(self._segments, span.trimmed(text), f"B-{label}", f"I-{label}")
        for number, mention in enumerate(annotations.mentions, 1):
            first = f"{number}:{_coded(mention.label)}"
            self._mark(self._mentions, mention.span, first, str(number))
        for number, quote in enumerate(annotations.quotes, 1):
            for role in Role:
                for part in quote.parts(role):
                    self._mark(self._quotes, part, f"{number}:B-{role}", f"{number}:I-{role}")

    def _mark(self, cells: dict[int, list[str]], span: Span, first: str, further: str) -> None:
        touched = self._row.touched(span)
        for index in touched:
            cells[index].append(first if index == touched[0] else further)

    def cells(self, index: int) -> Iterator[str]:
        for cells in (self._segments, self._mentions, self._quotes):
            yield ";".join(cells.get(index, ())) or "_"


def _spaces(text: str, row: TokenRow, index: int) -> str:
    """Return what the column MISC says of the white space around a token."""
    token, said = row.tokens[index], []
    if index == 0 and token.start:
        said.append(f"SpacesBefore={_escaped(text[: token.start])}")
    is_last = index + 1 == len(row.tokens)
    behind = text[token.end : len(text) if is_last else row.tokens[index + 1].start]
    if not behind:
        said.append("SpaceAfter=No")
    elif behind != " ":
        said.append(f"SpacesAfter={_escaped(behind)}")
    return "|".join(said) or "_"


def _escaped(spaces: str) -> str:
    return "".join(_ESCAPES.get(one, one) for one in spaces)


def _unescaped(spaces: str) -> str:
    return _ESCAPED.sub(lambda match: _UNESCAPES[match.group()], spaces)


def _coded(label: str) -> str:
    return _SPECIAL.sub(lambda match: f"%{ord(match.group()):02X}", label)


class _Document:
    """One article as its lines are read."""

    def __init__(self, columns: Sequence[str]) -> None:
        self.columns = tuple(columns) or _CONLLU
        self.tokens: list[tuple[Span, dict[str, str]]] = []
        self._text = ""
        self._comments: list[tuple[str, str]] = []
        self._skipped = range(0)

    def add(self, line: str) -> None:
        if line.startswith("#"):
            key, _, value = line[1:].partition("=")
            self._comment(key.strip(), value.strip())
        elif line.strip():
            self._token(dict(zip(self.columns, line.split("\t"), strict=False)))

    def _comment(self, key: str, value: str) -> None:
        if key == "global.columns":
            self.columns = tuple(value.split())
        elif key.startswith("newpar") and self._text:
            self._text = self._text.rstrip(" ") + "\n\n"
        else:
            self._comments.append((key, value))

    def _token(self, cells: dict[str, str]) -> None:
        id_, form = cells.get("ID", ""), cells.get("FORM", "")
        first, _, last = id_.partition("-")
        if not form or "." in id_ or (first.isdigit() and int(first) in self._skipped and not last):
            return
        # A multiword token stands for the words that follow, which are its syntactic parts.
        self._skipped = range(int(first), int(last) + 1) if last else range(0)
        misc = dict(one.partition("=")[::2] for one in cells.get("MISC", "").split("|"))
        self._text += _unescaped(misc.get("SpacesBefore", ""))
        start = len(self._text)
        self._text += form
        self.tokens.append((Span(start, len(self._text)), cells))
        behind = "" if misc.get("SpaceAfter") == "No" else " "
        self._text += _unescaped(misc["SpacesAfter"]) if "SpacesAfter" in misc else behind

    def record(self) -> AnnotatedArticle:
        said = dict(self._comments)
        gathering = Gathering(
            Article(
                said.get("newdoc id") or new_id(),
                self._text,
                *(said.get(field, "") for field in _FIELDS),
            )
        )
        for column in self.columns:
            if column == "ANNOTATOR:SEGMENT":
                for span, label in mentions_of(self._tags(column)):
                    segment = Segment(new_id(), 0, unquote(label))
                    gathering.add_segment(_sure(gathering, span), segment)
            elif "NER" in column.upper().split(":")[-1]:
                for span, label in mentions_of(self._tags(column)):
                    gathering.mentions.append(Mention(new_id(), _sure(gathering, span), label))
        self._gather_mentions(gathering)
        self._gather_quotes(gathering)
        return gathering.record()

    def _tags(self, column: str) -> Iterator[tuple[Span, str]]:
        return ((span, cells.get(column, "_")) for span, cells in self.tokens)

    def _marks(self, column: str) -> Iterator[tuple[Span, str, str]]:
        """Yield a token's span, number and tag for each mark in its cell."""
        for span, cell in self._tags(column):
            for mark in cell.split(";") if cell != "_" else ():
                number, _, tag = mark.partition(":")
                yield span, number, tag

    def _gather_mentions(self, gathering: Gathering) -> None:
        found: dict[str, tuple[Span, str]] = {}
        for span, number, tag in self._marks("ANNOTATOR:MENTION"):
            begun, label = found.get(number, (span, tag))
            found[number] = hull((begun, span)), label or tag
        for span, label in found.values():
            mention = Mention(new_id(), _sure(gathering, span), unquote(label) or "unlabelled")
            gathering.mentions.append(mention)

    def _gather_quotes(self, gathering: Gathering) -> None:
        parts: dict[tuple[str, str], list[Span]] = defaultdict(list)
        numbers: dict[str, None] = {}
        for span, number, tag in self._marks("ANNOTATOR:QUOTE"):
            prefix, _, role = tag.partition("-")
            of_role = parts[number, role]
            numbers[number] = None
            if prefix == "I" and of_role:
                span = hull((of_role.pop(), span))
            of_role.append(span)
        said = dict(_numbered(value) for key, value in self._comments if key == "quote")
        for number in numbers:
            content, cue, source = (
                parts_apart(_sure(gathering, span) for span in parts[number, role]) for role in Role
            )
            if not content:
                gathering.remark("A quote without content was left out.")
                continue
            type_, speaker = _quote_of(said.get(number, []), gathering)
            quote = Quote(new_id(), type_, content, cue, source, speaker)
            gathering.quotes.append(quote)


def _sure(gathering: Gathering, span: Span) -> Span:
    """Return where the words of a token stand in the canonical text."""
    return gathering.span(span.start, span.end) or Span(0, 1)


def _numbered(value: str) -> tuple[str, list[str]]:
    number, *rest = value.split(" ", 4)
    return number, rest


def _quote_of(said: Sequence[str], gathering: Gathering) -> tuple[QuoteType, Speaker]:
    type_ = QuoteType(said[0]) if said and said[0] in list(QuoteType) else QuoteType.MIXED
    match list(said[1:]):
        case [SpeakerKind.ENTITY, id_, name]:
            entity = Entity(unquote(id_), name, EntityKind.OTHER)
            gathering.register[entity.id] = entity
            return type_, Speaker(SpeakerKind.ENTITY, entity.id, name)
        case [kind, *_] if kind in list(SpeakerKind) and kind != SpeakerKind.ENTITY:
            return type_, Speaker(SpeakerKind(kind))
    return type_, Speaker()


CONLLU_PLUS = ConlluPlus()
