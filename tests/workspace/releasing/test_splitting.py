"""Splits: a partition of the articles that parts nothing that belongs together."""

from __future__ import annotations

import itertools
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.errors import MendableError
from annotator.workspace.releasing.similarity import near_duplicates, shingles, similarity
from annotator.workspace.releasing.splitting import Item, SplitRule, StratifiedBy, grouped, split

SOURCES = ("Meridian", "Coastal Post", "Harbour Daily", "")

items = st.lists(
    st.builds(
        Item,
        st.uuids().map(str),
        st.sampled_from(SOURCES),
        st.sampled_from(("en", "de", "ar")),
    ),
    max_size=60,
    unique_by=lambda item: item.id,
)
rules = st.builds(
    SplitRule,
    ratios=st.sampled_from(
        (
            (("train", 0.8), ("validation", 0.1), ("test", 0.1)),
            (("train", 2.0), ("test", 1.0)),
            (("all", 1.0),),
            (("train", 0.7), ("unused", 0.0), ("test", 0.3)),
        )
    ),
    seed=st.integers(-5, 2**40),
    stratified_by=st.sampled_from(StratifiedBy),
    keeps_near_duplicates=st.booleans(),
    keeps_sources=st.booleans(),
)


@st.composite
def links(draw: st.DrawFn, of: list[Item]) -> list[tuple[str, ...]]:
    ids = [item.id for item in of] + ["not there"]
    group = st.lists(st.sampled_from(ids), min_size=2, max_size=5, unique=True).map(tuple)
    return draw(st.lists(group, max_size=8)) if len(ids) > 1 else []


@given(st.data(), items, rules)
def test_every_article_is_in_one_split_and_groups_stay_together(
    data: st.DataObject, articles: list[Item], rule: SplitRule
) -> None:
    alike = data.draw(links(articles))
    found = split(articles, rule, alike)
    assert list(found) == [item.id for item in articles]
    assert set(found.values()) <= {name for name, ratio in rule.ratios if ratio > 0}
    if rule.keeps_near_duplicates:
        for group in alike:
            assert len({found[one] for one in group if one in found}) <= 1
    if rule.keeps_sources:
        by_source = {(item.source, found[item.id]) for item in articles if item.source}
        assert len(by_source) == len({source for source, _ in by_source})


@given(st.data(), items, rules)
def test_the_ratios_are_held_up_to_the_largest_group(
    data: st.DataObject, articles: list[Item], rule: SplitRule
) -> None:
    alike = data.draw(links(articles))
    counts = Counter(split(articles, rule, alike).values())
    largest = max((len(group) for group in grouped(articles, rule, alike)), default=1)
    whole = sum(ratio for _, ratio in rule.ratios)
    for name, ratio in rule.ratios:
        assert abs(counts[name] - ratio / whole * len(articles)) <= largest + 1


@given(items, rules, st.randoms(use_true_random=False))
def test_the_seed_alone_decides(articles: list[Item], rule: SplitRule, chance: object) -> None:
    found = split(articles, rule)
    assert split(articles, rule) == found
    if not rule.keeps_sources:
        shuffled = list(articles)
        chance.shuffle(shuffled)  # type: ignore[attr-defined]
        assert split(shuffled, rule) == found


def test_another_seed_gives_another_split() -> None:
    articles = [Item(f"article {number}") for number in range(50)]
    assert split(articles, SplitRule(seed=1)) != split(articles, SplitRule(seed=2))


def test_each_stratum_is_divided_in_the_ratios() -> None:
    articles = [Item(str(n), SOURCES[n % 3], ("en", "de")[n % 2]) for n in range(600)]
    for by in (StratifiedBy.SOURCE, StratifiedBy.LANGUAGE):
        found = split(articles, SplitRule(stratified_by=by))
        counts = Counter((item.stratum(by), found[item.id]) for item in articles)
        for stratum in {item.stratum(by) for item in articles}:
            size = sum(item.stratum(by) == stratum for item in articles)
            for name, ratio in SplitRule().ratios:
                assert abs(counts[stratum, name] - ratio * size) <= 2


def test_many_small_strata_do_not_empty_the_small_splits() -> None:
    articles = [Item(str(n), f"source {n}") for n in range(30)]
    assert Counter(split(articles, SplitRule()).values()) == {
        "train": 24,
        "validation": 3,
        "test": 3,
    }


@given(items, rules, items)
def test_articles_keep_the_split_of_an_earlier_release(
    before: list[Item], rule: SplitRule, more: list[Item]
) -> None:
    earlier = split(before, rule)
    now = split([*before, *more], rule, earlier=earlier)
    if not rule.keeps_sources:
        assert {one: now[one] for one in earlier} == earlier


def test_what_was_held_out_stays_held_out() -> None:
    articles = [Item("a"), Item("b"), Item("c")]
    found = split(articles, SplitRule(), [("a", "b", "c")], {"a": "train", "b": "test"})
    assert set(found.values()) == {"test"}


def test_bad_rules_are_refused_in_a_sentence() -> None:
    for ratios in ((("train", 0.0),), (("train", -1.0), ("test", 2.0)), ()):
        with pytest.raises(MendableError, match="positive"):
            SplitRule(ratios=ratios)
    for name in ("Train", "../x", "a b", ""):
        with pytest.raises(MendableError, match="names"):
            SplitRule(ratios=((name, 1.0),))


words = st.sampled_from(("the", "harbour", "is", "open", "again", "after", "nine", "days", "of"))
texts = st.lists(st.lists(words, max_size=14).map(" ".join), max_size=12)


@given(texts, st.sampled_from((0.3, 0.5, 0.8, 1.0)))
def test_no_near_duplicate_is_missed(found: list[str], threshold: float) -> None:
    """Compared with comparing every text with every other."""
    sets = [shingles(text) for text in found]
    alike = {
        (one, other)
        for one, other in itertools.combinations(range(len(found)), 2)
        if similarity(sets[one], sets[other]) >= threshold
    }
    groups = near_duplicates(enumerate(found), threshold)
    together = {pair for group in groups for pair in itertools.combinations(group, 2)}
    assert alike <= together
    # And nothing is together that no chain of pairs links.
    for group in groups:
        reached = {group[0]}
        for _ in group:
            reached |= {b for a, b in alike if a in reached} | {a for a, b in alike if b in reached}
        assert reached == set(group)


def test_case_punctuation_and_a_new_sentence_do_not_hide_a_duplicate() -> None:
    story = (
        "The harbour of Brenholm reopens on Monday after nine days of storm, said the minister. "
        "Crews want guarantees before they go back to work, and the port authority has agreed."
    )
    again = "UPDATE: " + story.upper().replace(",", " –") + " More follows."
    other = "A swan stopped the trains in Norvik for two hours on Tuesday morning, police said."
    chinese = "港口在九天的风暴之后于星期一重新开放，部长说。"
    found = near_duplicates(enumerate([story, other, again, chinese, chinese + "完"]), 0.5)
    assert found == [(0, 2), (3, 4)]
