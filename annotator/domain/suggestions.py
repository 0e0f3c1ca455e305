"""Which suggestions are shown, and which are meant where many are decided at once."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.domain.annotation import Annotation, Layer, Quote, State, layer_of


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


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How sure a detector must be of what it suggests for it to be shown, in percent (0-100).

    What is under it is hidden, never decided. Segments have no threshold: each stretch of a text
    has to be something, so that hiding one would only hide the question.
    """

    entities: int = 0
    quotes: int = 0

    def __post_init__(self) -> None:
        for percent in (self.entities, self.quotes):
            if not 0 <= percent <= 100:
                raise ValueError(f"threshold outside 0-100: {percent}")

    def of(self, layer: Layer) -> int:
        """Return the layer's threshold in percent."""
        match layer:
            case Layer.SEGMENTS:
                return 0
            case Layer.ENTITIES:
                return self.entities
            case Layer.QUOTES:
                return self.quotes

    def least(self, layer: Layer) -> float:
        """Return the least confidence that is shown, 0 to 1."""
        return self.of(layer) / 100

    def hides(self, annotation: Annotation) -> bool:
        """Tell whether it is a suggestion under its layer's threshold."""
        return annotation.state is State.SUGGESTED and annotation.origin.confidence < self.least(
            layer_of(annotation)
        )


SHOW_ALL = Thresholds()
LAYERS_WITH_THRESHOLD = (Layer.ENTITIES, Layer.QUOTES)
