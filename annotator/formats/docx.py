"""Word documents (``.docx``): their paragraphs, with segments where styles tell them.

Where the document has a title or headings by style, ``Title`` or else a heading that comes first is
the headline, other headings are subheads, and ``Subtitle``, ``Caption`` and lists are what they
say. Insertions that Word tracks are taken and deletions are not. The cells of a table stand one
below the other. The import report says what was left out: notes, comments, pictures, text boxes,
hidden words, formulas, heads and feet of pages (ECMA-376, WordprocessingML).
"""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path, PurePosixPath

from lxml import etree

from annotator.domain.article import Article
from annotator.domain.identity import new_id
from annotator.formats.archives import ArchiveError, member_of
from annotator.formats.canonical import canonicalised
from annotator.formats.news_xml import all_words_of, below, local_name
from annotator.formats.protocol import AnnotatedArticle, Original, Refusal
from annotator.formats.reading import MOST_BYTES, read_bytes
from annotator.formats.safe_xml import BadXmlError, parsed
from annotator.formats.structure import Piece, structured

_HEADLINE, _HEADING, _PARAGRAPH, _ITEM = "headline", "subhead", "paragraph", "list_item"
_BY_STYLE = {
    "title": _HEADLINE,
    **{f"heading {level}": _HEADING for level in range(1, 10)},
    "subtitle": "standfirst",
    "caption": "caption",
    **dict.fromkeys(("list paragraph", "list bullet", "list number"), _ITEM),
}
_DEEPEST_STYLE = 20
_OFF = ("0", "false", "off")
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
_HOLDERS = frozenset(("body", "tbl", "tr", "tc", "sdt", "sdtContent", "customXml", "ins", "moveTo"))
_NOT_TEXT = frozenset((
    "pPr", "rPr", "del", "moveFrom", "drawing", "pict", "object", "AlternateContent", "oMath",
    "oMathPara", "instrText", "delText",
))  # fmt: skip
_WRITTEN = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_LEFT_OUT = {
    "footnoteReference": "footnotes",
    "endnoteReference": "endnotes",
    "commentReference": "comments",
    "blip": "pictures",
    "imagedata": "pictures",
    "txbxContent": "text boxes",
    "oMath": "formulas",
    "headerReference": "heads of pages",
    "footerReference": "feet of pages",
}


class Docx:
    name = "docx"
    title = "Word documents (DOCX)"
    suffixes: tuple[str, ...] = (".docx",)

    def read(self, path: Path) -> Iterator[AnnotatedArticle | Refusal]:
        raw = read_bytes(path)
        if isinstance(raw, Refusal):
            yield raw
            return
        if raw.startswith(_OLD_OR_LOCKED):
            reason = "It is an old or a protected Word file. Save it as DOCX without a password."
            yield Refusal(str(path), reason)
            return
        try:
            with zipfile.ZipFile(BytesIO(raw)) as opened:
                yield _article(opened, Original(path.name, raw, "docx"), str(path))
        except (ArchiveError, BadXmlError) as error:
            yield Refusal(str(path), f"The document cannot be read. {error}")
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            yield Refusal(str(path), f"This is not a Word document ({error}).")


def _article(opened: zipfile.ZipFile, original: Original, where: str) -> AnnotatedArticle | Refusal:
    main = _main_part(opened)
    raw = member_of(opened, main, MOST_BYTES)
    if not raw:
        return Refusal(where, "There is no Word document in it.")
    root = parsed(raw)
    styles = _styles(
        member_of(opened, str(PurePosixPath(main).with_name("styles.xml")), MOST_BYTES)
    )
    labelled = _with_one_headline(list(_labelled(root, styles)))
    headline = next((words for label, words in labelled if label == _HEADLINE), "")
    told = _properties(member_of(opened, "docProps/core.xml", MOST_BYTES))
    title = " ".join((headline or told.get("title", "")).split())
    bare = Article(new_id(), "", title, language=told.get("language", ""))
    article, structure = structured(bare, _pieces(labelled))
    if not article.text:
        return Refusal(where, "There is no text in it.")
    is_told = any(label in (_HEADLINE, _HEADING) for label, _ in labelled)
    return AnnotatedArticle(
        article, structure if is_told else None, original=original, remarks=tuple(_remarks(root))
    )


def _main_part(opened: zipfile.ZipFile) -> str:
    """Return the name of the part that is the document, by the package’s own word."""
    relations = member_of(opened, "_rels/.rels", MOST_BYTES)
    for one in parsed(relations) if relations else ():
        if one.get("Type", "").endswith("/officeDocument"):
            return one.get("Target", "").lstrip("/")
    return "word/document.xml"


def _styles(raw: bytes) -> Mapping[str, str]:
    """Return the label that each style tells, itself or by the style that it is based on."""
    if not raw:
        return {}
    named, based = dict[str, str](), dict[str, str]()
    for style in below(parsed(raw), "style"):
        id_ = _value(style, "styleId")
        for one in style:
            if local_name(one) == "name":
                named[id_] = _value(one).lower()
            if local_name(one) == "basedOn":
                based[id_] = _value(one)
    labels = {}
    for id_ in named:
        ancestor, steps = id_, 0
        while named.get(ancestor) not in _BY_STYLE and ancestor in based and steps < _DEEPEST_STYLE:
            ancestor, steps = based[ancestor], steps + 1
        labels[id_] = _BY_STYLE.get(named.get(ancestor, ""), _PARAGRAPH)
    return labels


def _labelled(root: etree._Element, styles: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield label and words of each paragraph that has words."""
    body = next(below(root, "body"), root)
    for paragraph in _paragraphs(body):
        words = canonicalised("".join(_written(paragraph))).strip()
        if not words:
            continue
        label = _PARAGRAPH
        for one in paragraph[0] if len(paragraph) and local_name(paragraph[0]) == "pPr" else ():
            if local_name(one) == "pStyle":
                label = styles.get(_value(one), _PARAGRAPH)
            elif local_name(one) == "numPr" and label == _PARAGRAPH:
                label = _ITEM
        yield label, words


def _paragraphs(holder: etree._Element) -> Iterator[etree._Element]:
    for one in holder:
        if local_name(one) == "p":
            yield one
        elif local_name(one) in _HOLDERS:
            yield from _paragraphs(one)


def _written(element: etree._Element) -> Iterator[str]:
    """Yield what a paragraph shows, piece by piece."""
    for one in element:
        name = local_name(one)
        if name == "t":
            yield one.text or ""
        elif name in _WRITTEN:
            yield _WRITTEN[name]
        elif name not in _NOT_TEXT and not _is_hidden(one):
            yield from _written(one)


def _is_hidden(run: etree._Element) -> bool:
    properties = run[0] if len(run) and local_name(run[0]) == "rPr" else ()
    return any(local_name(one) == "vanish" and _value(one) not in _OFF for one in properties)


def _with_one_headline(labelled: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Let the title be the headline, else the first heading where it comes first of all."""
    labels = [label for label, _ in labelled]
    first = labels.index(_HEADLINE) if _HEADLINE in labels else -1
    if first < 0 and labels[:1] == [_HEADING]:
        first = 0
    return [
        (_HEADLINE if n == first else _HEADING if label == _HEADLINE else label, words)
        for n, (label, words) in enumerate(labelled)
    ]


def _pieces(labelled: Sequence[tuple[str, str]]) -> Iterator[Piece]:
    """Part paragraphs by blank lines, and the items of a list by line ends."""
    before = ""
    for label, words in labelled:
        yield Piece(label, words, "style", breaks=label != _ITEM or before != _ITEM)
        before = label


def _properties(raw: bytes) -> dict[str, str]:
    if not raw:
        return {}
    root = parsed(raw)
    return {name: all_words_of(below(root, name)) for name in ("title", "language")}


def _remarks(root: etree._Element) -> Iterator[str]:
    # What has a fallback for old readers stands there a second time; the mark at the end of a
    # paragraph has properties of its own.
    passed_over = {
        one
        for around in below(root, "Fallback", "rPr")
        if local_name(around) == "Fallback" or local_name(around.getparent()) == "pPr"
        for one in around.iter()
    }
    seen = Counter(local_name(one) for one in root.iter() if one not in passed_over)
    left_out = Counter[str]()
    for name, words in _LEFT_OUT.items():
        left_out[words] += seen[name]
    left_out["hidden words"] = sum(map(_is_hidden, below(root, "r")))
    listed = [f"{words} ({count:,})" for words, count in left_out.items() if count]
    if listed:
        yield f"Left out: {', '.join(listed)}."
    if seen["tbl"]:
        yield f"The cells of tables ({seen['tbl']:,}) stand one below the other."
    put_in, taken_out = seen["ins"] + seen["moveTo"], seen["del"] + seen["moveFrom"]
    if put_in or taken_out:
        yield f"Tracked changes are taken as accepted: {put_in:,} put in, {taken_out:,} taken out."


def _value(element: etree._Element, name: str = "val") -> str:
    """Return an attribute, in whichever of the two namespaces that Word files have."""
    values = (value for key, value in element.items() if str(key).rpartition("}")[2] == name)
    return str(next(values, ""))


DOCX = Docx()
