"""Choosing the best sequence of labels for the lines of an article (Viterbi).

A state is a label and how far down the page we are: before the headline, below it, or in the body.
Headlines come once and at the top, standfirsts between headline and body, subheads in the body.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

from annotator.detecting.segments.cues import CUES
from annotator.detecting.segments.lines import Line
from annotator.detecting.segments.page import Page
from annotator.detecting.segments.profile import NO_PROFILE, SourceProfile

_ABOVE, _BELOW, _BODY = range(3)
_LABELS = (
    "timestamp", "headline", "standfirst", "byline", "paragraph", "subhead", "caption", "credit",
    "related_link", "tags", "list_item", "pull_quote", "promo", "ui_noise", "editor_note",
    "copyright",
)  # fmt: skip
_PRIOR = {"paragraph": 0.5, "pull_quote": -2, "editor_note": -1, "copyright": -1, "promo": -1,
          "list_item": -1.5, "credit": -1.5, "ui_noise": -1.5, "tags": -2, "byline": -1,
          "timestamp": -3, "caption": -1, "related_link": -1.2, "subhead": -0.8}  # fmt: skip
_FOLLOWS = {
    ("", "headline"): 2, ("", "timestamp"): 1, ("", "paragraph"): -0.5, ("", "subhead"): -3,
    ("headline", "standfirst"): 2, ("headline", "byline"): 1, ("headline", "timestamp"): 1,
    ("headline", "subhead"): -3, ("headline", "headline"): -3, ("timestamp", "headline"): 0.5,
    ("timestamp", "byline"): 1, ("timestamp", "subhead"): -2, ("byline", "byline"): 0.5,
    ("byline", "subhead"): -1.5, ("standfirst", "standfirst"): -2.5, ("standfirst", "byline"): 2,
    ("standfirst", "timestamp"): 1.5,
    ("paragraph", "byline"): -2, ("paragraph", "timestamp"): -1.5, ("subhead", "credit"): -3,
    ("standfirst", "caption"): 0.5, ("byline", "timestamp"): 1, ("byline", "paragraph"): 0.5,
    ("paragraph", "paragraph"): 0.8, ("caption", "related_link"): 1.2,
    ("caption", "caption"): -1.5, ("caption", "credit"): 3, ("caption", "headline"): -0.3,
    ("related_link", "paragraph"): 0.4, ("related_link", "related_link"): 0.3,
    ("subhead", "paragraph"): 1, ("subhead", "subhead"): -3, ("subhead", "tags"): -3,
    ("subhead", "copyright"): -3, ("tags", "paragraph"): -3, ("tags", "subhead"): -2,
    ("list_item", "list_item"): 1.5, ("ui_noise", "ui_noise"): 0.5, ("tags", "tags"): 0.5,
}  # fmt: skip
_WORTH = 7.0
"""A label whose cues fall so far behind the line's best one is not tried."""

_UNKNOWN = -2.0
"""The prior of a label that cues know nothing of and a source has."""
PROFILE_RULE = "as at this source"

State = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line's label, how sure it is, and the name of the cue that spoke most for it."""

    label: str
    confidence: float
    rule: str


def labelled(
    lines: Sequence[Line], page: Page, profile: SourceProfile = NO_PROFILE
) -> list[Labelled]:
    """Return the label of every line; ``profile`` is what is known of the article’s source."""
    scored = [_scores(line, page, profile) for line in lines]
    follows = _following(profile)
    forward = _best_scores(scored, follows)
    backward = _best_scores_behind(scored, follows)
    chosen = _best_path(forward)
    return [
        Labelled(label, _confidence(label, forward[n], backward[n]), scored[n][1][label])
        for n, label in enumerate(chosen)
    ]


def _following(profile: SourceProfile) -> Mapping[tuple[str, str], float]:
    """Return what each label is worth behind another."""
    told = profile.order_scores()
    return {pair: _FOLLOWS.get(pair, 0.0) + told.get(pair, 0.0) for pair in {**_FOLLOWS, **told}}


def _scores(
    line: Line, page: Page, profile: SourceProfile
) -> tuple[dict[str, float], dict[str, str]]:
    """Return each label's score, and the cue that spoke most for it."""
    scores = {label: _PRIOR.get(label, 0.0) for label in _LABELS}
    strongest: dict[str, tuple[float, str]] = dict.fromkeys(_LABELS, (0.0, "layout"))
    for cue in CUES:
        if cue.holds(line, page):
            for label, weight in cue.weights.items():
                scores[label] += weight
                if weight > strongest[label][0]:
                    strongest[label] = (weight, cue.name)
    for label, worth in profile.scores(line, page).items():
        scores[label] = scores.get(label, _UNKNOWN) + worth
        if worth > strongest.get(label, (0.0, ""))[0]:
            strongest[label] = (worth, PROFILE_RULE)
    best = max(scores.values())
    kept = {label: score for label, score in scores.items() if score > best - _WORTH}
    return kept, {label: name for label, (_, name) in strongest.items()}


def _next_place(place: int, label: str) -> int | None:
    """Return how far down the page ``label`` leads; ``None`` where it cannot stand there."""
    match label:
        case "headline":
            return _BELOW if place == _ABOVE else None
        case "standfirst":
            return _BELOW if place == _BELOW else None
        case "subhead" | "list_item" | "pull_quote":
            return _BODY if place != _ABOVE else None
        case "paragraph":
            return _BODY
        case _:
            return place


_Step = dict[State, tuple[float, State | None]]


def _best_scores(
    scored: Sequence[tuple[dict[str, float], dict[str, str]]],
    follows: Mapping[tuple[str, str], float],
) -> list[_Step]:
    steps: list[_Step] = []
    before: _Step = {("", _ABOVE): (0.0, None)}
    for scores, _ in scored:
        step: _Step = {}
        for state, (total, _previous) in before.items():
            for label, score in scores.items():
                place = _next_place(state[1], label)
                if place is None:
                    continue
                candidate = total + score + follows.get((state[0], label), 0.0)
                known = step.get((label, place))
                if known is None or candidate > known[0]:
                    step[label, place] = (candidate, state)
        steps.append(step)
        before = step
    return steps


def _best_scores_behind(
    scored: Sequence[tuple[dict[str, float], dict[str, str]]],
    follows: Mapping[tuple[str, str], float],
) -> list[dict[State, float]]:
    """Return, for each line and state, the best that the lines behind it can add."""
    last = scored[-1][0] if scored else {}
    later = {(label, place): 0.0 for label in last for place in (_ABOVE, _BELOW, _BODY)}
    behind: list[dict[State, float]] = [later]
    for number in range(len(scored) - 1, 0, -1):
        scores, labels = scored[number][0], scored[number - 1][0]
        here: dict[State, float] = {}
        for label in labels:
            for place in (_ABOVE, _BELOW, _BODY):
                options = (
                    score + follows.get((label, following), 0.0) + later[following, reached]
                    for following, score in scores.items()
                    if (reached := _next_place(place, following)) is not None
                )
                here[label, place] = max(options, default=-1e9)
        later = here
        behind.append(here)
    return behind[::-1]


def _best_path(steps: Sequence[_Step]) -> list[str]:
    if not steps:
        return []
    state: State | None = max(steps[-1], key=lambda one: steps[-1][one][0])
    path: list[str] = []
    for step in reversed(steps):
        assert state is not None
        path.append(state[0])
        state = step[state][1]
    return path[::-1]


def _confidence(label: str, step: _Step, behind: dict[State, float]) -> float:
    """Turn the lead over the next best label into a confidence from 0.5 to 0.99."""
    best: dict[str, float] = {}
    for state, (total, _) in step.items():
        best[state[0]] = max(best.get(state[0], -1e9), total + behind[state])
    others = [score for other, score in best.items() if other != label]
    lead = best[label] - max(others) if others else 10.0
    return round(min(0.99, 1 / (1 + exp(-0.7 * max(lead, 0.0)))), 2)
