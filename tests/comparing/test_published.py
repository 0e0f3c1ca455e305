"""Worked examples from the papers and from the programs that are taken for reference."""

from __future__ import annotations

import pytest

from annotator.comparing.boundaries import (
    boundaries_of,
    boundary_similarity,
    pk,
    window_difference,
)
from annotator.comparing.coefficients import (
    Level,
    cohens_kappa,
    fleiss_kappa,
    krippendorffs_alpha,
    scotts_pi,
)
from annotator.comparing.gamma import Costs, Unit, disorder
from annotator.comparing.matching import Extent
from annotator.comparing.measured import Measure, Measured, Undefined
from annotator.comparing.spans import Match, score
from annotator.comparing.unitizing import unitizing
from annotator.domain.span import Span


def value(measure: Measure) -> float:
    assert isinstance(measure, Measured), measure
    return measure.value


def pairs(one: str, other: str) -> list[tuple[str, str]]:
    return list(zip(one, other, strict=True))


# Krippendorff (2011), Computing Krippendorff's alpha-reliability

FOUR_CODERS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
)


@pytest.mark.parametrize(
    ("one", "other", "alpha"),
    [
        ("0100000010", "0110010100", 0.095238),
        ("aabbdcccedda", "babbbccceddd", 0.69196),
        ("aabbbbbccccc", "abbbbbcccccc", 0.734),
    ],
)
def test_alpha_of_two_coders(one: str, other: str, alpha: float) -> None:
    assert value(krippendorffs_alpha(pairs(one, other))) == pytest.approx(alpha, abs=6e-4)


@pytest.mark.parametrize(
    ("level", "alpha"),
    [
        (Level.NOMINAL, 0.743421),
        (Level.ORDINAL, 0.815388),
        (Level.INTERVAL, 0.849107),
        (Level.RATIO, 0.797403),
    ],
)
def test_alpha_of_four_coders_with_missing_values(level: Level, alpha: float) -> None:
    units = list(zip(*FOUR_CODERS, strict=True))
    assert value(krippendorffs_alpha(units, level)) == pytest.approx(alpha, abs=1e-6)


def test_alpha_below_zero_and_a_lone_rating_changes_nothing() -> None:
    units = [("Y", "N", "N"), ("Y", "N")]
    assert value(krippendorffs_alpha(units)) == pytest.approx(-1 / 3)
    assert value(krippendorffs_alpha([*units, ("Y",)])) == pytest.approx(-1 / 3)


# Fleiss (1971), table 1

# Each subject's ratings, in sixes.
FLEISS = [
    "".join(subject)
    for subject in zip(
        *[
            iter(
                "444444222555233335555555222444113333333355113334114444555555144444124444222333"
                "144444224445333335111455111112224444133555555555244444224555114444144445222224"
                "111155224444133333555555"
            )
        ]
        * 6,
        strict=True,
    )
]


def test_fleiss_kappa_of_thirty_subjects() -> None:
    assert value(fleiss_kappa(FLEISS)) == pytest.approx(0.4302, abs=5e-5)
    assert value(krippendorffs_alpha(FLEISS)) == pytest.approx(0.4334, abs=5e-5)


@pytest.mark.parametrize(
    ("category", "kappa"), [("1", 0.248), ("2", 0.248), ("3", 0.517), ("4", 0.470), ("5", 0.565)]
)
def test_fleiss_kappa_of_each_category(category: str, kappa: float) -> None:
    collapsed = [[rating == category for rating in subject] for subject in FLEISS]
    # Fleiss rounded the categories' shares to three digits first.
    assert value(fleiss_kappa(collapsed)) == pytest.approx(kappa, abs=4e-3)


def test_cohen_and_scott_by_hand() -> None:
    # 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: observed .7, by chance .5 and .505
    both = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert value(cohens_kappa(both)) == pytest.approx(0.4)
    assert value(scotts_pi(both)) == pytest.approx((0.7 - 0.505) / 0.495)


# Krippendorff et al. (2016), figure 12.11 in Krippendorff (2019)

ALEX = [
    *((2, 9, "1"), (11, 17, "2"), (24, 30, "5"), (32, 36, "6"), (36, 44, "6"), (44, 60, "7")),
]
PAUL = [(2, 9, "1"), (11, 17, "3"), (19, 25, "5"), (32, 44, "6")]
SUZAN = [
    *((2, 9, "1"), (11, 17, "4"), (21, 27, "5"), (32, 36, "6"), (36, 40, "6"), (40, 44, "6")),
]


def test_unitizing_alphas_of_three_coders() -> None:
    found = unitizing(60, [ALEX, PAUL, SUZAN])
    assert value(found.u) == pytest.approx(0.50967, abs=5e-6)
    assert value(found.bar_u) == pytest.approx(0.41323, abs=5e-6)
    assert value(found.cu) == pytest.approx(0.72408, abs=5e-6)
    assert found.coverage == pytest.approx(0.4611, abs=5e-5)


@pytest.mark.parametrize(
    ("name", "ku"), [("1", 1), ("5", 1), ("6", 1), ("2", 0), ("3", 0), ("4", 0)]
)
def test_unitizing_alpha_of_one_value(name: str, ku: float) -> None:
    by_value = unitizing(60, [ALEX, PAUL, SUZAN]).by_value
    assert value(by_value[name]) == pytest.approx(ku, abs=1e-9)
    assert isinstance(by_value["7"], Undefined)


@pytest.mark.parametrize(("factor", "u"), [(10, 0.50867), (100, 0.50857)])
def test_unitizing_alpha_hardly_depends_on_the_scale(factor: int, u: float) -> None:
    scaled = [
        [(start * factor, end * factor, name) for start, end, name in units]
        for units in (ALEX, PAUL, SUZAN)
    ]
    assert value(unitizing(60 * factor, scaled).u) == pytest.approx(u, abs=5e-6)


# Fournier (2013) and segeval's own tests


@pytest.mark.parametrize(
    ("one", "other", "similarity"),
    [
        ((2, 3, 6), (5, 6), 0.5),
        ((2, 3, 6), (2, 3, 3, 3), 2 / 3),
        ((2, 3, 6), (2, 2, 7), 0.75),
        ((2, 3, 6), (1, 1, 3, 1, 5), 0.5),
        ((2, 3, 6), (11,), 0),
    ],
)
def test_boundary_similarity(
    one: tuple[int, ...], other: tuple[int, ...], similarity: float
) -> None:
    found = boundary_similarity(boundaries_of(one), boundaries_of(other))
    assert value(found) == pytest.approx(similarity)


def test_boundary_similarity_of_boundary_strings() -> None:
    one, other = (
        {place for place, mark in enumerate(string) if mark == "1"}
        for string in ("01001000000", "01010000000")
    )
    assert value(boundary_similarity(one, other)) == 0.75


def test_window_measures() -> None:
    reference, other = boundaries_of((2, 3, 6)), boundaries_of((2, 2, 7))
    assert value(window_difference(reference, other, 10)) == pytest.approx(2 / 9)
    assert value(pk(reference, other, 10)) == pytest.approx(2 / 9)


# Mathet et al. (2015), figure 10, and the fixtures of DKPro and pygamma


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ((4, 14), (40, 44), 22.22),
        ((4, 14), (4, 14), 0),
        ((4, 14), (20, 25), 3.24),
        ((4, 14), (14, 24), 1),
        ((20, 30), (20, 25), 0.111),
        ((20, 25), (14, 24), 0.218),
    ],
)
def test_positional_distance_of_gamma(
    one: tuple[int, int], other: tuple[int, int], distance: float
) -> None:
    found = Costs().positional(Unit(*one), Unit(*other))
    assert found == pytest.approx(distance, abs=5e-3)


def units(*marks: tuple[int, int, str]) -> list[Unit]:
    return [Unit(*mark) for mark in marks]


@pytest.mark.parametrize(
    ("continuum", "costs", "expected"),
    [
        (
            (
                units((1, 5, "a"), (6, 10, "b"), (11, 15, "a")),
                units((2, 6, "a"), (7, 11, "b"), (12, 16, "a")),
            ),
            Costs(),
            0.0625,
        ),
        (
            (
                units((1, 5, "a"), (6, 10, "b"), (20, 24, "a"), (30, 34, "b")),
                units((2, 6, "a"), (31, 35, "b")),
            ),
            Costs(),
            0.708333,
        ),
        ((units(*ALEX), units(*PAUL), units(*SUZAN)), Costs(alpha=3), 0.960625),
    ],
)
def test_disorder_of_the_best_alignment(
    continuum: tuple[list[Unit], ...], costs: Costs, expected: float
) -> None:
    assert disorder(continuum, costs) == pytest.approx(expected, abs=1e-6)


# SemEval-2013 task 9.1, the scenarios of nervaluate's README


def scenarios(agreed: int) -> tuple[list[Extent], list[Extent]]:
    gold: list[Extent] = []
    found: list[Extent] = []
    place = 0

    def add(one: tuple[int, int, str] | None, other: tuple[int, int, str] | None) -> None:
        nonlocal place
        for target, mark in ((gold, one), (found, other)):
            if mark is not None:
                target.append(Extent((Span(place + mark[0], place + mark[1]),), mark[2]))
        place += 100

    for _ in range(agreed):
        add((0, 9, "drug"), (0, 9, "drug"))
    add(None, (0, 9, "brand"))
    add((0, 9, "brand"), None)
    add((0, 9, "drug"), (0, 9, "brand"))
    add((0, 9, "group"), (4, 9, "group"))
    add((0, 9, "drug"), (4, 9, "brand"))
    return gold, found


@pytest.mark.parametrize(
    ("match", "f1"),
    [(Match.TYPE, 1), (Match.EXACT, 0.4), (Match.STRICT, 0.4), (Match.PARTIAL, 0.7)],
)
def test_span_f1_of_two_sentences(match: Match, f1: float) -> None:
    # The second sentence stands 100 behind the first.
    gold = [(1, 3, "PER"), (6, 8, "ORG"), (101, 102, "LOC"), (102, 104, "PER"), (106, 107, "DATE")]
    found = [(2, 4, "PER"), (6, 8, "ORG"), (101, 103, "LOC"), (103, 104, "PER"), (106, 107, "DATE")]
    one, other = (
        [Extent((Span(start, end),), label) for start, end, label in marks]
        for marks in (gold, found)
    )
    assert value(score(one, other, match).f1) == pytest.approx(f1)


@pytest.mark.parametrize(
    ("match", "once", "twice"),
    [
        (Match.TYPE, 0.4, 0.5),
        (Match.PARTIAL, 0.6, 2 / 3),
        (Match.EXACT, 0.4, 0.5),
        (Match.STRICT, 0.2, 1 / 3),
    ],
)
def test_span_f1(match: Match, once: float, twice: float) -> None:
    for agreed, expected in ((1, once), (2, twice)):
        found = score(*scenarios(agreed), match)
        for measure in (found.precision, found.recall, found.f1):
            assert value(measure) == pytest.approx(expected)
