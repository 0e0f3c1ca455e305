"""Mistakes, one line each, to be read."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.domain.annotation import Layer
from annotator.domain.span import Span

_AROUND = 40


@dataclass(frozen=True, slots=True)
class Mistake:
    """Where suggestion and gold differ: what was wanted and what was found, either may be empty."""

    article: str
    layer: Layer
    kind: str
    wanted: str
    found: str
    rule: str
    context: str

    @property
    def line(self) -> str:
        """The mistake as a line of tab-separated fields."""
        fields = (
            self.layer.value, self.kind, self.wanted, self.found, self.rule, self.context,
            self.article,
        )  # fmt: skip
        return "\t".join(" ".join(field.split()) for field in fields)


def context_of(text: str, span: Span) -> str:
    """Return the span's words in brackets, with some of what stands around them."""
    before = text[max(0, span.start - _AROUND) : span.start]
    return f"{before}[[{span.of(text)}]]{text[span.end : span.end + _AROUND]}"
