"""The figures of a report: which formula over which counts, and how it is called."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.comparing import boundaries, quotes, spans
from annotator.comparing.resampling import Formula
from annotator.comparing.spans import Match
from annotator.domain.annotation import Layer, Role

BOUNDARIES, SPANS, QUOTES = FAMILIES = ("boundaries", "spans", "quotes")


@dataclass(frozen=True, slots=True)
class PairFigure:
    """A figure over the counts of pairs of owners, which add up over pairs and articles.

    ``column`` of the counts says from how many items it comes.
    """

    key: str
    layer: Layer
    family: str
    formula: Formula
    title: str
    meaning: str
    unit: str
    column: int
    is_error: bool = False


def _segments(
    key: str, formula: Formula, title: str, meaning: str, *, bad: bool = False
) -> PairFigure:
    column, unit = (9, "windows") if bad else (1, "boundaries")
    return PairFigure(
        key, Layer.SEGMENTS, BOUNDARIES, formula, title, meaning, unit, column, is_error=bad
    )


def _entities(match: Match, title: str, meaning: str) -> PairFigure:
    key = f"entities.{match.value}"
    return PairFigure(
        key, Layer.ENTITIES, SPANS, spans.F1[match], title, meaning, "mentions by pair", 4
    )


def _quotes(
    key: str, formula: Formula, title: str, meaning: str, *, pairs: bool = True
) -> PairFigure:
    unit, column = ("matched quotes", 6) if pairs else ("quotes by pair", 4)
    return PairFigure(f"quotes.{key}", Layer.QUOTES, QUOTES, formula, title, meaning, unit, column)


PAIR_FIGURES: tuple[PairFigure, ...] = (
    _segments(
        "segments.b",
        boundaries.SIMILARITY,
        "Boundary similarity B",
        "boundary similarity, near misses count half",
    ),
    _segments("segments.pi", boundaries.PI, "π_B", "boundary similarity, chance-corrected"),
    _segments("segments.f1", boundaries.EXACT_F1, "Boundary F1", "same boundary, exactly"),
    _segments(
        "segments.window_difference",
        boundaries.WINDOW_DIFFERENCE,
        "WindowDiff",
        "share of windows that differ, both directions; 0 is best",
        bad=True,
    ),
    _segments(
        "segments.pk",
        boundaries.PK,
        "Pk",
        "share of windows cut by one only, both directions; 0 is best",
        bad=True,
    ),
    _entities(Match.STRICT, "F1 strict", "F1, exact span and label"),
    _entities(Match.EXACT, "F1 exact", "F1, exact span, any label"),
    _entities(Match.PARTIAL, "F1 partial", "F1, overlapping spans count half, any label"),
    _entities(Match.TYPE, "F1 type", "F1, overlapping span, same label"),
    _quotes("agr", quotes.AGR, "agr", "content overlaps, mean of both directions", pairs=False),
    _quotes("agr_one", quotes.AGR_ONE, "agr(a‖b)", "share of a’s quotes found by b", pairs=False),
    _quotes(
        "agr_other", quotes.AGR_OTHER, "agr(b‖a)", "share of b’s quotes found by a", pairs=False
    ),
    _quotes("content_f1", quotes.CONTENT_F1, "Content F1", "content F1, exact", pairs=False),
    _quotes("half_f1", quotes.HALF_F1, "Content F1 ≥ .5", "content overlaps by half", pairs=False),
    _quotes(
        "whole", quotes.WHOLE_F1, "Whole quote F1", "everything about it the same", pairs=False
    ),
    _quotes("content", quotes.MATCHED["content"], "Content", "same content"),
    _quotes("cue", quotes.MATCHED["cue"], "Cue", "same cue"),
    _quotes("source", quotes.MATCHED["source"], "Source", "same source"),
    _quotes("speaker", quotes.MATCHED["speaker"], "Speaker", "canonical speaker agrees"),
    _quotes("type", quotes.MATCHED["type"], "Type", "same type"),
    *(
        _quotes(
            f"{role.value}_tokens",
            quotes.TOKEN_F1[role],
            f"{role.value.capitalize()} tokens F1",
            f"tokens of the {role.value}",
        )
        for role in Role
    ),
)
