"""What a page's own structure says of its blocks: which are the article, and what each one is.

The article is where most of the running text stands; around it, headings, captions, times, authors
and tags tell themselves by their elements and by what their makers called them. All else (menus,
shares, other articles) is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.formats.html_blocks import Block, Element

_LONG = 60
"""So many characters make a block that stands in a paragraph running text."""
_OUT = ""
_HINTS = tuple(
    (label, frozenset(names.split()))
    for label, names in (
        (
            _OUT,
            """nav navigation menu breadcrumb breadcrumbs share sharing social toolbar cookie
            cookies consent comment comments disqus advert advertisement ad ads sponsored skip
            login signin sidebar masthead modal popup overlay footer contentinfo print sr
            screenreader visually paywall player search tooltip rating""",
        ),
        ("promo", "newsletter newsletters signup subscribe subscription promo donate"),
        (
            "related_link",
            """related recirc recirculation recommended recommendations readmore trending popular
            outbrain taboola teaser teasers more also onward mostread""",
        ),
        ("credit", "credit credits photographer copyright rights"),
        ("caption", "caption captions figcaption imagecaption legend"),
        ("tags", "tag tags topic topics keyword keywords"),
        ("byline", "byline bylines author authors contributor contributors writer"),
        (
            "timestamp",
            "timestamp date dates datetime published publish pubdate updated modified time",
        ),
        (
            "standfirst",
            """standfirst subtitle subheadline subheading dek deck summary lead lede intro excerpt
            description abstract chapo sapo teasertext""",
        ),
        ("headline", "headline"),
        ("pull_quote", "pullquote"),
    )
)
_BY_TAG = {
    "nav": _OUT, "footer": _OUT, "h1": "headline", "figcaption": "caption", "time": "timestamp",
    "address": "byline", "aside": "related_link", "h2": "subhead", "h3": "subhead",
    "h4": "subhead", "h5": "subhead", "h6": "subhead", "p": "paragraph", "li": "list_item",
    "blockquote": "paragraph", "td": _OUT,
}  # fmt: skip
_STRUCTURE = frozenset(("h1", "h2", "h3", "h4", "p", "li", "figcaption", "blockquote"))
_HEAVY = 0.25
_MOST = 0.7
"""An article’s body has more than so much of the page’s running text."""
_SHORT = {"byline": 25, "timestamp": 20, "headline": 40, "subhead": 25, "credit": 30, "tags": 12}
"""What is longer than so many words is none of these."""
_ABOVE_TEXT = ("timestamp", "byline", "standfirst")
_FEW = 2
_NEAR = 12
"""So many blocks above a headline, and behind a body, still belong to the article."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A block of the article with its label, and the element or name that told it."""

    block: Block
    label: str
    rule: str


def article_blocks(blocks: Sequence[Block]) -> list[Labelled]:
    """Return the blocks that are the article's, labelled; none where there is no running text."""
    heavy = _heavy(blocks)
    hints = [hint(block, heavy) for block in blocks]
    body = _body(blocks, hints)
    if body is None:
        return []
    inside = [n for n, block in enumerate(blocks) if any(one.number == body for one in block.path)]
    texts = [n for n in inside if hints[n][0] == "paragraph"]
    first, last = texts[0], texts[-1]
    headline = _headline(blocks, hints, first)
    begin = max(0, min(first, first if headline is None else headline) - _NEAR)
    labelled = []
    for n in range(begin, min(len(blocks), last + _NEAR)):
        label, rule = hints[n]
        if n == headline:
            label, rule = "headline", "headline"
        elif label == "headline":
            continue
        if label == "related_link" and headline is not None and headline < n < first:
            # Some call all that leads to the text a teaser, with the time and the authors in it.
            inner, inner_rule = hint(blocks[n], heavy, within=label)
            if inner in _ABOVE_TEXT:
                label, rule = inner, inner_rule
        in_body = n in range(inside[0], inside[-1] + 1)
        label = _in_place(label, blocks[n], n, headline, first, last, in_body=in_body)
        if label:
            labelled.append(Labelled(blocks[n], label, rule))
    return labelled


def _heavy(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the elements with so much of the page's text that their names tell nothing of it."""
    texts: dict[int, int] = {}
    total = 0
    for block in blocks:
        if len(block.text) >= _LONG and not _is_linked(block):
            total += len(block.text)
            for element in block.path:
                texts[element.number] = texts.get(element.number, 0) + len(block.text)
    return frozenset(number for number, length in texts.items() if length > _HEAVY * total)


def hint(block: Block, heavy: frozenset[int] = frozenset(), within: str = "") -> tuple[str, str]:
    """Return what the elements around a block call it, the innermost first, and which did.

    The label is empty for what is no part of an article. ``heavy`` elements are not asked,
    nor is it said that a block is ``within`` what is called so.
    """
    words = len(block.text.split())
    told = (_OUT, "")
    for element in reversed(block.path):
        label = None if element.number in heavy else _told_by(element)
        if label is None or (within and label == within) or words > _SHORT.get(label, words):
            continue
        if label == _OUT:
            return _OUT, element.tag
        is_around = label in ("related_link", "promo") and told[0] != "headline"
        if (
            not told[0]
            or element.tag == "h1"
            or is_around
            or (told[0] in ("paragraph", "list_item") and label != "subhead")
        ):
            told = (label, element.tag)
    if not told[0] and len(block.text) >= _LONG:
        told = ("paragraph", block.path[-1].tag if block.path else "")
    if told[0] in ("paragraph", "standfirst", "subhead") and _is_linked(block):
        return "related_link", "links"
    return told


def _told_by(element: Element) -> str | None:
    if element.tag == "h1":
        return "headline"
    for label, names in _HINTS:
        if element.names & names and element.tag not in ("body", "main", "article"):
            is_text = element.tag in _STRUCTURE and label in ("related_link", _OUT)
            if not is_text:
                return label
    return _BY_TAG.get(element.tag)


def _is_linked(block: Block) -> bool:
    return block.linked > 0.8 * len(block.text)


def _body(blocks: Sequence[Block], hints: Sequence[tuple[str, str]]) -> int | None:
    """Return the innermost element that holds most of the page’s running text."""
    scores: dict[int, int] = {}
    depths: dict[int, int] = {}
    total = 0
    for block, (label, _) in zip(blocks, hints, strict=True):
        if label not in ("paragraph", "list_item") or len(block.text) < _LONG:
            continue
        total += len(block.text)
        for depth, element in enumerate(block.path):
            scores[element.number] = scores.get(element.number, 0) + len(block.text)
            depths[element.number] = depth
    holding = [one for one, score in scores.items() if score > _MOST * total]
    return max(holding, key=depths.__getitem__, default=None)


def _headline(blocks: Sequence[Block], hints: Sequence[tuple[str, str]], first: int) -> int | None:
    """Return the first-order heading that stands nearest above the text, else any heading there."""
    above = [n for n in range(first) if hints[n][0] == "headline"]
    if not above:
        return next((n for n in reversed(range(first)) if _is_title(blocks[n], hints[n][0])), None)
    real = [n for n in above if any(one.tag == "h1" for one in blocks[n].path)]
    long = [n for n in real if len(blocks[n].text.split()) > _FEW]
    candidates = long or real or above
    return candidates[-1] if candidates else None


def _is_title(block: Block, label: str) -> bool:
    is_heading = label == "subhead" and any(one.tag == "h2" for one in block.path)
    return is_heading and len(block.text.split()) > _FEW


def _in_place(
    label: str,
    block: Block,
    number: int,
    headline: int | None,
    first: int,
    last: int,
    *,
    in_body: bool,
) -> str:
    """Return the label where a block may stand, or an empty one where it is not the article's."""
    if number < first:
        if headline is not None and number < headline and label in ("paragraph", "list_item"):
            return ""
        if label in ("paragraph", "subhead", "standfirst"):
            is_under = headline is not None and number > headline
            return "standfirst" if is_under and len(block.text) > 30 else ""
        return label if label in ("headline", "timestamp", "byline", "caption", "credit") else ""
    if label in ("standfirst", "list_item") and len(block.text) >= _LONG:
        return "paragraph" if in_body else ""
    if number > last:
        return label if label in ("tags", "caption", "credit", "byline", "timestamp") else ""
    return label if in_body else ""
