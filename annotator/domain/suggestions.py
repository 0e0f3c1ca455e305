"""Which suggestions are meant, where many are decided at once."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.domain.annotation import Annotation, Layer, Quote, State


def label_of(annotation: Annotation) -> str:
    """Return the annotation's label; a quote's is its type."""
    return annotation.type.value if isinstance(annotation, Quote) else annotation.label


@dataclass(frozen=True, slots=True)
class Wanted:
    """Suggestions of a layer with a label, made by a rule, that a detector is so sure of.

    An empty label or rule means any. Confidences lie in 0–1; both bounds belong to the range.
    """

    layer: Layer
    label: str = ""
    rule: str = ""
    at_least: float = 0.0
    at_most: float = 1.0

    def takes(self, annotation: Annotation) -> bool:
        origin = annotation.origin
        return annotation.state is State.SUGGESTED and self.has(
            label_of(annotation), origin.rule, origin.confidence
        )

    def has(self, label: str, rule: str, confidence: float) -> bool:
        """Tell whether a suggestion of that label, rule and confidence is meant."""
        return (
            self.label in ("", label)
            and self.rule in ("", rule)
            and self.at_least <= confidence <= self.at_most
        )
