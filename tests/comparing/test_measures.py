"""What holds of every measure, and what others' programs say of the same annotations."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable

import pytest
import segeval
from hypothesis import assume, given
from hypothesis import strategies as st
from nervaluate.evaluator import Evaluator
from nltk.metrics import pk as nltk_pk
from nltk.metrics import windowdiff
from nltk.metrics.agreement import AnnotationTask
from scipy.optimize import linear_sum_assignment

from annotator.comparing.boundaries import (
    boundaries_of,
    boundary_pi,
    boundary_similarity,
    pk,
    window_difference,
)
from annotator.comparing.coefficients import (
    cohens_kappa,
    fleiss_kappa,
    krippendorffs_alpha,
    scotts_pi,
)
from annotator.comparing.gamma import Unit, disorder, gamma
from annotator.comparing.matching import Extent, matched, overlap
from annotator.comparing.measured import Measure, Measured, Undefined
from annotator.comparing.quote_parts import Tokens, parts_of
from annotator.comparing.quotes import agr
from annotator.comparing.resampling import Bootstrap
from annotator.comparing.spans import F1, Match, score, span_counts
from annotator.comparing.unitizing import unitizing
from annotator.domain.annotation import Quote, QuoteType
from annotator.domain.span import Span

LABELS = st.sampled_from("abc")
ratings = st.lists(st.tuples(LABELS, LABELS), min_size=2, max_size=20)
masses = st.lists(st.integers(1, 4), min_size=1, max_size=6)


@st.composite
def extents(draw: st.DrawFn, most: int = 6) -> list[Extent]:
    found = []
    for _ in range(draw(st.integers(0, most))):
        start = draw(st.integers(0, 20))
        found.append(Extent((Span(start, start + draw(st.integers(1, 8))),), draw(LABELS)))
    return found


@st.composite
def units(draw: st.DrawFn) -> list[tuple[int, int, str]]:
    edges = sorted(draw(st.sets(st.integers(0, 40), max_size=8)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    return [(start, end, draw(LABELS)) for start, end in pairs]


@st.composite
def segmentations(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    one, other = draw(masses), draw(masses)
    short, long = sorted((one, other), key=sum)
    if sum(short) < sum(long):
        short.append(sum(long) - sum(short))
    return one, other


def number(measure: Measure) -> float | None:
    return measure.value if isinstance(measure, Measured) else None


def alike(one: Measure, other: Measure) -> bool:
    a, b = number(one), number(other)
    return a == b if a is None or b is None else a == pytest.approx(b, abs=1e-9)


# Symmetry, identity, order


@given(ratings)
def test_coefficients_do_not_depend_on_sides_items_or_names(pairs: list[tuple[str, str]]) -> None:
    swapped = [(b, a) for a, b in reversed(pairs)]
    renamed = [(f"x{a}", f"x{b}") for a, b in pairs]
    for measure in (cohens_kappa, scotts_pi, fleiss_kappa, krippendorffs_alpha):
        assert alike(measure(pairs), measure(swapped))
        assert alike(measure(pairs), measure(renamed))


@given(ratings)
def test_coefficients_of_the_same_are_one_or_undefined(pairs: list[tuple[str, str]]) -> None:
    same = [(a, a) for a, _ in pairs]
    for measure in (cohens_kappa, scotts_pi, fleiss_kappa, krippendorffs_alpha):
        found = measure(same)
        if len({a for a, _ in same}) == 1:
            assert isinstance(found, Undefined)
        else:
            assert number(found) == pytest.approx(1)


@given(segmentations())
def test_boundary_similarity_is_symmetric_and_one_for_the_same(
    both: tuple[list[int], list[int]],
) -> None:
    one, other = map(boundaries_of, both)
    assert alike(boundary_similarity(one, other), boundary_similarity(other, one))
    assert number(boundary_similarity(one, one)) == (1 if one else None)
    places = sum(both[0]) - 1
    assert number(window_difference(one, one, places)) in (0, None)
    assert number(pk(one, one, places)) in (0, None)


@given(st.lists(units(), min_size=2, max_size=4))
def test_unitizing_does_not_depend_on_the_order_of_annotators(
    annotators: list[list[tuple[int, int, str]]],
) -> None:
    found, turned = unitizing(50, annotators), unitizing(50, annotators[::-1])
    for one, other in ((found.u, turned.u), (found.bar_u, turned.bar_u), (found.cu, turned.cu)):
        assert alike(one, other)


@given(units(), st.integers(2, 4))
def test_unitizing_of_the_same_is_one(marks: list[tuple[int, int, str]], times: int) -> None:
    found = unitizing(50, [marks] * times)
    assume(marks)
    assert number(found.u) == pytest.approx(1)
    assert number(found.bar_u) == pytest.approx(1)


@given(extents(), extents())
def test_f1_is_symmetric_and_ordered(one: list[Extent], other: list[Extent]) -> None:
    f1 = {match: score(one, other, match).f1 for match in Match}
    for match in Match:
        assert alike(f1[match], score(other, one, match).f1)
        assert alike(f1[match], score(one[::-1], other, match).f1)
    if one or other:
        strict, exact, partial = (number(f1[m]) for m in list(Match)[:3])
        assert strict is not None
        assert exact is not None
        assert partial is not None
        assert strict <= exact <= partial
    assert number(score(one, one, Match.STRICT).f1) == (1 if one else None)


@given(extents(), extents())
def test_matching_is_the_best_there_is(one: list[Extent], other: list[Extent]) -> None:
    pairs = matched(one, other)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    total = sum(overlap(one[i], other[j]) for i, j in pairs)
    if one and other:
        weights = [[overlap(a, b) for b in other] for a in one]
        rows, columns = linear_sum_assignment(weights, maximize=True)
        assert total == pytest.approx(
            sum(weights[i][j] for i, j in zip(rows, columns, strict=True))
        )


@given(st.lists(units(), min_size=2, max_size=3))
def test_disorder_does_not_depend_on_the_order_of_annotators(
    annotators: list[list[tuple[int, int, str]]],
) -> None:
    assume(any(annotators))
    continuum = [[Unit(*mark) for mark in marks] for marks in annotators]
    assert disorder(continuum) == pytest.approx(disorder(continuum[::-1]))
    assert disorder([continuum[0]] * 2) == pytest.approx(0, abs=1e-9) or not continuum[0]


@given(st.lists(units(), min_size=2, max_size=2))
def test_disorder_is_the_least_of_all_alignments(
    annotators: list[list[tuple[int, int, str]]],
) -> None:
    one, other = ([Unit(*mark) for mark in marks] for marks in annotators)
    assume(one or other)
    rows = len(one) + len(other)
    costs = [
        [
            _cost(one[i] if i < len(one) else None, other[j] if j < len(other) else None)
            for j in range(rows)
        ]
        for i in range(rows)
    ]
    chosen = zip(*linear_sum_assignment(costs), strict=True)
    assert disorder([one, other]) == pytest.approx(sum(costs[i][j] for i, j in chosen) * 2 / rows)


def _cost(one: Unit | None, other: Unit | None) -> float:
    if one is None or other is None:
        return 0.0 if one is other else 1.0
    apart = abs(one.start - other.start) + abs(one.end - other.end)
    length = one.end - one.start + other.end - other.start
    return (apart / length) ** 2 + (one.label != other.label)


def test_gamma_is_one_for_the_same_and_repeatable_and_can_be_cancelled() -> None:
    marks = [Unit(0, 5, "a"), Unit(10, 14, "b"), Unit(12, 14, "a"), Unit(30, 38, "c")]
    moved = [Unit(1, 6, "a"), Unit(10, 14, "c"), Unit(33, 38, "c")]
    assert number(gamma([(50, [marks, marks])]).gamma) == pytest.approx(1)
    found = gamma([(50, [marks, moved])], seed=7)
    assert found == gamma([(50, [marks, moved])], seed=7)
    value = number(found.gamma)
    assert value is not None
    assert 0 < value < 1
    assert isinstance(gamma([(50, [[], []])]).gamma, Undefined)

    def cancel() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        gamma([(50, [marks, moved])], check=cancel)


def test_gamma_of_a_crowded_text_is_cut_into_windows() -> None:
    crowd = [[Unit(n, n + 12, "ab"[n % 2]) for n in range(shift, 40)] for shift in range(3)]
    found = gamma([(60, crowd)], samples=1)
    assert found.cuts > 0
    assert found.disorder < 1


# Unlabelled text and the bootstrap


def test_unlabelled_articles_change_nothing() -> None:
    one = [Extent((Span(0, 5),), "a"), Extent((Span(9, 12),), "b")]
    other = [Extent((Span(0, 4),), "a")]
    counts = [span_counts(one, other, matched(one, other))]
    counts += [span_counts([], [], [])] * 5
    for match in Match:
        assert alike(F1[match].of(sum(counts[1:], counts[0])), score(one, other, match).f1)
    assert isinstance(score([], [], Match.STRICT).f1, Undefined)
    assert isinstance(boundary_similarity(set(), set()), Undefined)
    assert isinstance(unitizing(20, [[], []]).u, Undefined)


def test_interval_is_repeatable_and_holds_the_value() -> None:
    chance = random.Random(5)
    import numpy as np

    counts = np.array([[chance.randint(3, 9), 0, 0, 0, 10, 10] for _ in range(40)], dtype=float)
    measure = Bootstrap(40, seed=3).measure(counts, F1[Match.STRICT])
    assert measure == Bootstrap(40, seed=3).measure(counts, F1[Match.STRICT])
    assert isinstance(measure, Measured)
    assert measure.interval is not None
    assert measure.interval.low < measure.value < measure.interval.high
    assert measure.interval.seed == 3
    few = Bootstrap(9, seed=3).measure(counts[:9], F1[Match.STRICT])
    assert isinstance(few, Measured)
    assert few.interval is None
    assert "too few" in few.why_no_interval


# Quotes


def test_agr_in_both_directions() -> None:
    tokens = Tokens([(n * 2, n * 2 + 1) for n in range(40)])

    def quote(*content: tuple[int, int]) -> Quote:
        return Quote("", QuoteType.DIRECT, tuple(Span(a * 2, b * 2 - 1) for a, b in content))

    one = [quote((0, 4), (6, 10)), quote((20, 24)), quote((30, 32))]
    other = [quote((3, 8)), quote((20, 24))]
    there, back = agr(one, other, tokens)
    assert number(there) == pytest.approx(2 / 3)
    assert number(back) == 1
    content_one, content_other = (
        [Extent(parts_of(each, tokens).matched_by) for each in quotes] for quotes in (one, other)
    )
    assert matched(content_one, content_other) == [(0, 0), (1, 1)]
    assert overlap(content_one[0], content_other[0]) == pytest.approx(3 / 10)


# Others' programs


@given(ratings)
def test_coefficients_are_those_of_nltk(pairs: list[tuple[str, str]]) -> None:
    task = AnnotationTask(
        [
            (coder, str(item), value)
            for item, pair in enumerate(pairs)
            for coder, value in zip("xy", pair, strict=True)
        ]
    )
    assume(len(set(itertools.chain(*pairs))) > 1)
    assert number(scotts_pi(pairs)) == pytest.approx(task.pi())
    assert number(krippendorffs_alpha(pairs)) == pytest.approx(task.alpha())
    if len({a for a, _ in pairs} | {b for _, b in pairs}) > 1 and number(cohens_kappa(pairs)):
        assert number(cohens_kappa(pairs)) == pytest.approx(task.kappa())


@given(segmentations())
def test_boundary_measures_are_those_of_segeval(both: tuple[list[int], list[int]]) -> None:
    one, other = map(boundaries_of, both)
    places = sum(both[0]) - 1
    if one or other:
        theirs = segeval.boundary_similarity(tuple(both[0]), tuple(both[1]))
        assert number(boundary_similarity(one, other)) == pytest.approx(float(theirs))
        dataset = segeval.Dataset({"text": dict(zip("xy", map(list, both), strict=True))})
        found = boundary_pi([[one, other]], [places])
        if len(one) == len(other) == places:
            assert isinstance(found, Undefined)
        else:
            assert number(found) == pytest.approx(float(segeval.fleiss_pi_linear(dataset)))


@given(segmentations())
def test_window_measures_are_those_of_segeval(both: tuple[list[int], list[int]]) -> None:
    one, other = map(boundaries_of, both)
    places = sum(both[0]) - 1
    assume(places + 1 > max(2, round((places + 1) / (len(one) + 1) / 2)))
    reference, hypothesis = tuple(both[0]), tuple(both[1])
    theirs = segeval.window_diff(hypothesis, reference)
    assert number(window_difference(one, other, places)) == pytest.approx(float(theirs))


def _non_nested(marks: list[tuple[int, int, str]]) -> list[Extent]:
    return [Extent((Span(start, end),), label) for start, end, label in marks]


@given(units(), st.lists(st.sampled_from(("keep", "drop", "relabel", "shorten")), max_size=8))
def test_f1_is_that_of_nervaluate(marks: list[tuple[int, int, str]], changes: list[str]) -> None:
    changed: list[tuple[int, int, str]] = []
    kept = ["keep"] * len(marks)
    for (start, end, label), change in zip(marks, changes + kept, strict=False):
        if change == "relabel":
            changed.append((start, end, "z"))
        elif change == "shorten" and end - start > 1:
            changed.append((start, end - 1, label))
        elif change != "drop":
            changed.append((start, end, label))
    assume(marks)
    assume(changed)

    def listed(spans: list[tuple[int, int, str]]) -> list[dict[str, object]]:
        # nervaluate's ends are inclusive.
        return [{"label": label, "start": start, "end": end - 1} for start, end, label in spans]

    theirs = Evaluator([listed(marks)], [listed(changed)], tags=list("abcz"), loader="dict")
    overall = theirs.evaluate()["overall"]
    names: dict[Match, str] = {
        Match.STRICT: "strict",
        Match.EXACT: "exact",
        Match.PARTIAL: "partial",
        Match.TYPE: "ent_type",
    }
    for match, name in names.items():
        ours = score(_non_nested(marks), _non_nested(changed), match)
        assert number(ours.f1) == pytest.approx(overall[name].f1)
        assert number(ours.precision) == pytest.approx(overall[name].precision)


@pytest.mark.parametrize(
    ("ours", "theirs"), [(window_difference, windowdiff), (pk, nltk_pk)], ids=["WindowDiff", "Pk"]
)
def test_window_measures_are_near_those_of_nltk(
    ours: Callable[[set[int], set[int], int], Measure], theirs: Callable[..., float]
) -> None:
    # The definitions differ at the ends of the text only, so they meet in a long one.
    chance = random.Random(11)
    one, other = ({n for n in range(3000) if chance.random() < 0.2} for _ in range(2))
    strings = ["".join("01"[n in marks] for n in range(3000)) for marks in (one, other)]
    width = max(2, round(3001 / (len(one) + 1) / 2))
    found = number(ours(one, other, 3000))
    assert found == pytest.approx(theirs(*strings, k=width), abs=0.01)
