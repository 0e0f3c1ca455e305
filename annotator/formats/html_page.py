"""A page to read and print: each article with its annotations, as HTML without scripts.

Overlaps of any kind are shown: the text is cut where any annotation begins or ends, and each piece
says what lies on it. Browsers print it, or save it as PDF, each article on pages of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import pairwise
from pathlib import Path

from annotator.domain.annotation import Quote, Role, State
from annotator.domain.annotation_set import AnnotationSet
from annotator.domain.span import Span
from annotator.formats.atomic import replacing
from annotator.formats.features import Carries, Feature, left_out
from annotator.formats.label_studio import speaker_text
from annotator.formats.losses import kept
from annotator.formats.protocol import AnnotatedArticle

_STYLE = """
body { font: 12pt/1.9 Georgia, serif; color: #1d2025; max-width: 42rem; margin: 2rem auto; }
article { break-after: page; }
h1 { font-size: 1.5rem; line-height: 1.3; margin-bottom: 0; }
.about, .label, aside, th { font: 0.75rem/1.4 system-ui, sans-serif; color: #53565d; }
section { border-left: 3px solid #4a5f86; padding-left: 0.8rem; margin: 0.6rem 0; }
.label { display: block; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; }
.mention { border-bottom: 2px solid #2457c5; }
.content { background: #f6d5e6; }
.cue { text-decoration: underline dotted #a81c69; }
.source { outline: 1px solid #a81c69; }
.suggested { border-style: dashed; }
sup { font: 700 0.55rem/1 system-ui, sans-serif; color: #2457c5; margin-left: 1px; }
table { border-collapse: collapse; font: 0.8rem/1.4 system-ui, sans-serif; }
td, th { border: 1px solid #c4c0b6; padding: 2px 6px; text-align: left; vertical-align: top; }
tr { break-inside: avoid; }
"""
_HEAD = (
    '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    '<meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
    f"<title>Annotated articles</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
)


class HtmlPage:
    name = "print"
    title = "Page to print (HTML)"
    suffixes: tuple[str, ...] = (".html",)
    is_folder = False
    carries = Carries(
        {
            Feature.DECISIONS: left_out(),
            Feature.ATTRIBUTES: left_out(),
            Feature.ORIGINS: left_out(),
            Feature.REJECTED: left_out(),
            Feature.LINKS: left_out(),
            Feature.REGISTER: left_out("but for the names of speakers"),
            Feature.IDS: left_out(),
        }
    )

    def write(self, records: Iterable[AnnotatedArticle], path: Path) -> None:
        with replacing(path) as file:
            file.write(_HEAD)
            for record in records:
                names = {one.id: one.name for one in record.register}
                file.writelines(_article(kept(record, self.carries), names))
            file.write("</body>\n</html>\n")


def _article(record: AnnotatedArticle, names: dict[str, str]) -> Iterator[str]:
    article, annotations = record.article, record.annotations
    language = f' lang="{escape(article.language)}"' if article.language else ""
    yield f'<article{language} dir="auto">\n'
    if article.title:
        yield f"<h1>{escape(article.title)}</h1>\n"
    about = [article.source, article.published, article.url]
    if annotations is not None:
        about.append(f"{annotations.owner.name}, {annotations.progress}")
    yield f'<p class="about">{escape(" · ".join(filter(None, about)))}</p>\n'
    if annotations is None or not annotations.partition.segments:
        whole = Span(0, len(article.text))
        yield f'<p class="text">{_marked(article.text, whole, annotations)}</p>\n'
    else:
        for segment, span in annotations.partition:
            text = _marked(article.text, span.trimmed(article.text), annotations)
            label = escape(segment.label) + _doubt(segment.state)
            yield f'<section><span class="label">{label}</span>'
            yield f'<span class="text">{text}</span></section>\n'
    if annotations is not None:
        yield from _quotes(annotations.quotes, article.text, names)
        for note in annotations.notes:
            yield f"<aside>{escape(note.text)}</aside>\n"
    yield "</article>\n"


def _doubt(state: State) -> str:
    return " ?" if state is State.SUGGESTED else ""


def _marked(text: str, within: Span, annotations: AnnotationSet | None) -> str:
    """Return a stretch of the text with the marks that lie on each piece of it."""
    marks = list(_marks(annotations, within)) if annotations else []
    edges = {within.start, within.end}
    for span, _, _ in marks:
        edges |= {max(span.start, within.start), min(span.end, within.end)}
    pieces = []
    for start, end in pairwise(sorted(edges)):
        on_it = [mark for mark in marks if mark[0].start < end and mark[0].end > start]
        piece = escape(text[start:end])
        classes = " ".join(dict.fromkeys(css for _, css, _ in on_it))
        ending = "".join(
            f"<sup>{escape(label)}</sup>" for span, _, label in on_it if label and span.end == end
        )
        pieces.append(f'<span class="{classes}">{piece}</span>{ending}' if on_it else piece)
    return "".join(pieces)


def _marks(annotations: AnnotationSet, within: Span) -> Iterator[tuple[Span, str, str]]:
    """Yield span, class and label of each mark that touches the stretch."""
    for mention in annotations.mentions:
        if mention.span.overlaps(within):
            css = "mention suggested" if mention.state is State.SUGGESTED else "mention"
            yield mention.span, css, mention.label + _doubt(mention.state)
    for number, quote in enumerate(annotations.quotes, 1):
        for role in Role:
            for part in quote.parts(role):
                if part.overlaps(within):
                    yield part, role.value, f"{number}"


def _quotes(quotes: Sequence[Quote], text: str, names: dict[str, str]) -> Iterator[str]:
    if not quotes:
        return
    yield "<table><tr><th></th><th>Speaker</th><th>Type</th><th>Content</th></tr>\n"
    for number, quote in enumerate(quotes, 1):
        content = " … ".join(part.of(text) for part in quote.content)
        cells = (
            f"{number}{_doubt(quote.state)}",
            speaker_text(quote.speaker, names),
            quote.type.value,
            content,
        )
        yield f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>\n"
    yield "</table>\n"


HTML_PAGE = HtmlPage()
