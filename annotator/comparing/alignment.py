"""Alignment: which of one owner's annotations of an article correspond to which of another's.

Everything is computed when first asked for and then kept, since measures and disagreements ask for
the same.
"""

from __future__ import annotations

from functools import cached_property

from annotator.comparing.compared import Compared, Piece
from annotator.comparing.matching import Extent, matched
from annotator.comparing.quote_parts import Parts, Tokens, parts_of
from annotator.domain.annotation import Layer, Quote
from annotator.domain.annotation_set import Owner
from annotator.domain.words import TextEdges


class Alignment:
    """Mentions correspond by their characters, quotes by the tokens of their content."""

    def __init__(self, compared: Compared) -> None:
        self.compared = compared
        self.article = compared.article
        self.owners = tuple(compared.sets)
        self._pieces: dict[tuple[Layer, Owner], list[Piece]] = {}
        self._extents: dict[tuple[Layer, Owner], list[Extent]] = {}
        self._quotes: dict[Owner, list[Quote]] = {}
        self._parts: dict[Owner, list[Parts]] = {}
        self._pairs: dict[tuple[Layer, Owner, Owner], list[tuple[int, int]]] = {}

    @cached_property
    def tokens(self) -> Tokens:
        return Tokens(TextEdges(self.article.text).word_edges)

    def pieces(self, layer: Layer, owner: Owner) -> list[Piece]:
        """Return an owner's annotations of a layer in text order."""
        found = self._pieces.get((layer, owner))
        if found is None:
            match layer:
                case Layer.SEGMENTS:
                    found = self.compared.segments(owner)
                case Layer.ENTITIES:
                    found = [
                        Piece(one, one.span, one.label) for one in self.compared.mentions(owner)
                    ]
                case Layer.QUOTES:
                    found = [Piece(one, one.span, one.type.value) for one in self.quotes(owner)]
            self._pieces[layer, owner] = found
        return found

    def quotes(self, owner: Owner) -> list[Quote]:
        """Return the quotes of ``pieces``."""
        if owner not in self._quotes:
            self._quotes[owner] = self.compared.quotes(owner)
        return self._quotes[owner]

    def parts(self, owner: Owner) -> list[Parts]:
        """Return the tokens of each part of each quote."""
        if owner not in self._parts:
            self._parts[owner] = [parts_of(quote, self.tokens) for quote in self.quotes(owner)]
        return self._parts[owner]

    def extents(self, layer: Layer, owner: Owner) -> list[Extent]:
        """Return what mentions or quotes are matched by, in the order of ``pieces``."""
        found = self._extents.get((layer, owner))
        if found is None:
            pieces = self.pieces(layer, owner)
            if layer is Layer.QUOTES:
                parts = self.parts(owner)
                pairs = zip(parts, pieces, strict=True)
                found = [Extent(part.matched_by, piece.label) for part, piece in pairs]
            else:
                found = [Extent((piece.span,), piece.label) for piece in pieces]
            self._extents[layer, owner] = found
        return found

    def pairs(self, layer: Layer, one: Owner, other: Owner) -> list[tuple[int, int]]:
        """Return which mentions or quotes correspond, as indices into ``pieces`` of both.

        Of several matchings that are equally good it is the same one, whoever is named first.
        """
        if other < one:
            return sorted((i, j) for j, i in self.pairs(layer, other, one))
        key = (layer, one, other)
        if key not in self._pairs:
            self._pairs[key] = matched(self.extents(layer, one), self.extents(layer, other))
        return self._pairs[key]
