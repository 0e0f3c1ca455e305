"""A page as blocks of text: what a browser would show as a line, with the elements it stands in.

No script runs and nothing is fetched; the parser is a browser's own (Lexbor, HTML5), and the walk
keeps its own stack, so that no nesting is too deep.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import regex
from selectolax.lexbor import LexborHTMLParser, LexborNode


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_UNSEEN = _words(
    "script style noscript template svg math iframe frame object embed canvas video audio map head "
    "title select option input textarea button datalist dialog progress meter"
)
_BLOCKS = _words(
    "address article aside blockquote body br center dd details div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main nav ol p pre section "
    "summary table tbody td tfoot th thead tr ul"
)
_SPACE = regex.compile(r"[ \t\n\r\f]+")
_NAMING = ("class", "id", "itemprop", "rel", "role", "data-component", "data-testid", "data-type")
_DEEPEST, _NEAR_LINK = 64, 4
_SPLIT = regex.compile(r"[^a-zA-Z0-9]+|(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """An element: its tag, the words of its class, id and the like, and where it stands."""

    number: int
    tag: str
    names: frozenset[str]
    parent: Element | None


def _path(element: Element) -> tuple[Element, ...]:
    """Return the elements around a text from the outermost in; of very many, the innermost."""
    path = [element]
    while element.parent is not None and len(path) < _DEEPEST:
        element = element.parent
        path.append(element)
    return tuple(reversed(path))


@dataclass(slots=True)
class Block:
    """A stretch of text without a break, with the elements around it from the outermost in."""

    text: str
    path: tuple[Element, ...]
    linked: int = 0
    """How many of its characters are in links."""
    breaks: bool = True
    """Whether a block element, not a line break, parts it from what comes before."""


@dataclass(slots=True)
class _Page:
    blocks: list[Block] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    path: tuple[Element, ...] = ()
    linked: int = 0
    breaks: bool = True
    has_text: bool = False

    def add(self, text: str, element: Element) -> None:
        if text.strip() and not self.has_text:
            self.path, self.has_text = _path(element), True
        self.words.append(text)
        if any(one.tag == "a" for one in _path(element)[-_NEAR_LINK:]):
            self.linked += len(text.strip())

    def end_block(self, *, breaks: bool) -> None:
        text = _SPACE.sub(" ", "".join(self.words)).strip(" ")
        if text:
            self.blocks.append(Block(text, self.path, self.linked, self.breaks))
            self.breaks = breaks
        else:
            self.breaks = self.breaks or breaks
        self.words, self.linked, self.has_text = [], 0, False


def blocks_of(html: str) -> list[Block]:
    """Return the page's blocks in order, white space collapsed as a browser does it."""
    body = LexborHTMLParser(html).body
    page = _Page()
    if body is None:
        return []
    for node, element, is_start in _walk(body):
        if node.is_text_node:
            if element is not None:
                page.add(node.text_content or "", element)
        elif (node.tag or "") in _BLOCKS and (is_start or node.tag != "br"):
            page.end_block(breaks=node.tag != "br")
    page.end_block(breaks=True)
    return page.blocks


def _walk(root: LexborNode) -> Iterator[tuple[LexborNode, Element | None, bool]]:
    """Yield each seen node with the element around it, elements both at start and at end."""
    number = 0
    stack: list[tuple[LexborNode, Element | None, bool]] = [(root, None, True)]
    while stack:
        node, around, is_start = stack.pop()
        yield node, around, is_start
        if not is_start or node.is_text_node:
            continue
        stack.append((node, around, False))
        number += 1
        inside = Element(number, node.tag or "", _names(node), around)
        children: list[tuple[LexborNode, Element | None, bool]] = []
        child = node.first_child
        while child is not None:
            if child.is_text_node or (child.is_element_node and not _is_unseen(child)):
                children.append((child, inside, True))
            child = child.next
        stack.extend(reversed(children))


def _is_unseen(node: LexborNode) -> bool:
    return node.tag in _UNSEEN or "hidden" in node.attributes


def _names(node: LexborNode) -> frozenset[str]:
    attributes = node.attributes
    told = " ".join(attributes.get(name) or "" for name in _NAMING if name in attributes)
    return frozenset(part.lower() for part in _SPLIT.split(told) if part) if told else frozenset()
