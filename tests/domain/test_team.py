"""Sharing articles out, measuring active time, letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.active_time import IDLE_SECONDS, Stopwatch, active_seconds
from annotator.domain.assigning import everything_to_everyone, shared_out
from annotator.domain.identity import derived_id
from annotator.domain.team import free_letter

ids = st.lists(st.text("abcdef0123456789", min_size=3, max_size=6), max_size=60, unique=True)
people = st.lists(st.sampled_from(("i", "n", "r", "t", "z")), min_size=1, unique=True)
overlaps = st.integers(0, 100).map(lambda percent: percent / 100)


@given(ids, people, overlaps, st.integers(0, 1000))
def test_shares_cover_everything_evenly(
    articles: list[str], annotators: list[str], overlap: float, seed: int
) -> None:
    dealt = shared_out(articles, annotators, overlap=overlap, seed=seed)
    assert set().union(*map(set, dealt.values())) == set(articles)
    for own in dealt.values():
        assert list(own) == [one for one in articles if one in own]
    counts = [len(own) for own in dealt.values()]
    assert max(counts) - min(counts) <= 1
    common = set(articles).intersection(*map(set, dealt.values()))
    if len(annotators) > 1:
        assert len(articles) * overlap - 1e-6 <= len(common) < len(articles) * overlap + 1
    held = [sum(one in own for own in dealt.values()) for one in articles]
    assert set(held) <= {1, len(annotators)}


@given(ids, people, overlaps, st.integers(0, 1000))
def test_shares_follow_from_seed_and_ids_alone(
    articles: list[str], annotators: list[str], overlap: float, seed: int
) -> None:
    once = shared_out(articles, annotators, overlap=overlap, seed=seed)
    again = shared_out(articles[::-1], annotators[::-1], overlap=overlap, seed=seed)
    assert {one: set(own) for one, own in once.items()} == {
        one: set(own) for one, own in again.items()
    }


def test_another_seed_deals_otherwise() -> None:
    articles = [f"{n:03}" for n in range(100)]
    deals = {
        tuple(shared_out(articles, ["i", "n"], overlap=0.2, seed=seed)["i"]) for seed in range(5)
    }
    assert len(deals) == 5
    assert everything_to_everyone(articles, ["i"]) == {"i": tuple(articles)}
    with pytest.raises(ValueError, match="overlap"):
        shared_out(articles, ["i"], overlap=1.5, seed=1)


def test_a_long_pause_counts_nothing() -> None:
    assert active_seconds([]) == 0
    assert active_seconds([5]) == 0
    assert active_seconds([0, 10, 10 + IDLE_SECONDS]) == 10 + IDLE_SECONDS
    assert active_seconds([0, 10, 11 + IDLE_SECONDS, 13 + IDLE_SECONDS]) == 12


def test_time_away_from_the_window_counts_nothing() -> None:
    stopwatch = Stopwatch()
    stopwatch.sign(0)
    stopwatch.pause(20)
    stopwatch.sign(50)
    stopwatch.sign(55)
    assert stopwatch.seconds == 25


@given(st.lists(st.floats(0, 1e5, allow_nan=False)).map(sorted))
def test_active_time_is_never_more_than_the_clocks(moments: list[float]) -> None:
    total = active_seconds(moments)
    assert 0 <= total <= (moments[-1] - moments[0] if moments else 0) + 1e-6


def test_letters_are_ones_own_where_free() -> None:
    assert free_letter("Ines Vogt", []) == "I"
    assert free_letter("Ines Vogt", ["I", "N"]) == "E"
    assert free_letter("李", ["A"]) == "B"
    assert free_letter("x", [*"ABCDEFGHIJKLMNOPQRSTUVWXYZ"]) == "A1"


def test_derived_ids_follow_from_their_names() -> None:
    assert derived_id("a", "b") == derived_id("a", "b")
    assert len({derived_id("a", "b"), derived_id("ab"), derived_id("a", "c")}) == 3
