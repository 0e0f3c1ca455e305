"""Disagreements: what is one, of which kind, with which choices; and what strategies make of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.comparing.alignment import Alignment
from annotator.comparing.compared import Compared
from annotator.comparing.disagreements import Cluster, Kind, clusters, disagreements
from annotator.comparing.strategies import (
    Left,
    Majority,
    Taken,
    Threshold,
    TrustOrder,
    Unanimous,
    run_dry,
)
from annotator.domain.annotation import Layer, Mention, QuoteType, State
from annotator.domain.annotation_set import DETECTOR
from annotator.domain.identity import new_id
from annotator.domain.span import Span
from tests.comparing.annotated import (
    compared,
    mention,
    owner,
    quote,
    segment,
    span,
    suggested,
)

UNIVERSITY, PLACE = "University of Brenholm", "Brenholm"


def only(article: Compared) -> Cluster:
    (found,) = disagreements(article)
    return found


# Entities


def test_a_boundary_difference_is_one_disagreement() -> None:
    found = only(
        compared(
            ines=[mention(UNIVERSITY, "ORG")],
            joss=[mention("The " + UNIVERSITY, "ORG")],
        )
    )
    assert found.kinds == (Kind.BOUNDARY,)
    assert found.span == span("The " + UNIVERSITY)
    assert [choice.owners for choice in found.choices] == [(owner("ines"),), (owner("joss"),)]


def test_identical_choices_are_collapsed_and_the_most_chosen_comes_first() -> None:
    found = only(
        compared(
            ines=[mention(PLACE, "ORG")],
            joss=[mention(PLACE, "GPE")],
            oyel=[mention(PLACE, "GPE")],
        )
    )
    assert found.kinds == (Kind.LABEL,)
    assert [len(choice.owners) for choice in found.choices] == [2, 1]
    assert found.choices[0].labels == ("GPE",)


def test_what_only_one_has_is_missing_elsewhere() -> None:
    found = only(compared(ines=[mention(PLACE, "GPE")], joss=[], oyel=[]))
    assert found.kinds == (Kind.MISSING,)
    assert found.severity == 3
    assert found.choices[0].pieces == ()
    assert found.choices[0].owners == (owner("joss"), owner("oyel"))


def test_nested_mentions_are_decided_apart() -> None:
    article = compared(
        ines=[mention(UNIVERSITY, "ORG"), mention(PLACE, "GPE")],
        joss=[mention(UNIVERSITY, "ORG"), mention(PLACE, "LOC")],
        oyel=[mention("The " + UNIVERSITY, "ORG")],
    )
    outer, inner = disagreements(article)
    assert outer.kinds == (Kind.BOUNDARY,)
    assert set(inner.kinds) == {Kind.LABEL, Kind.MISSING}
    assert inner.span == span(PLACE)


def test_parts_of_one_mention_are_a_split() -> None:
    found = only(
        compared(
            ines=[mention("Ada Brandt, its head", "PERSON")],
            joss=[mention("Ada Brandt", "PERSON"), mention("its head", "ROLE")],
        )
    )
    assert found.kinds[-1] is Kind.SPLIT
    assert Kind.LABEL in found.kinds


def test_two_links_are_an_attribute_and_a_missing_one_is_not() -> None:
    linked = mention("Ada Brandt", "PERSON", "ada")
    found = only(compared(ines=[linked], joss=[mention("Ada Brandt", "PERSON", "abe")]))
    assert found.kinds == (Kind.ATTRIBUTE,)
    assert len(found.choices) == 2
    article = compared(ines=[linked], joss=[mention("Ada Brandt", "PERSON")])
    (agreed,) = clusters(Alignment(article), Layer.ENTITIES)
    assert agreed.kinds == ()
    (choice,) = agreed.choices
    assert choice.pieces[0].annotation == linked


def test_marks_and_white_space_alone_are_a_slight_boundary() -> None:
    found = only(compared(ines=[mention("Ada Brandt", "P")], joss=[mention("Ada Brandt,", "P")]))
    assert (found.kinds, found.severity) == ((Kind.BOUNDARY,), 1)


def test_what_nobody_decided_is_nobodys_choice() -> None:
    article = compared(ines=[suggested(mention(PLACE, "GPE"))], joss=[])
    assert not disagreements(article)
    detected = replace(article.sets[owner("ines")], owner=DETECTOR)
    both = Compared(
        article.article, {DETECTOR: detected, owner("joss"): article.sets[owner("joss")]}
    )
    assert only(both).kinds == (Kind.MISSING,)


# Segments


def test_a_moved_boundary_between_segments_is_one_disagreement() -> None:
    found = only(
        compared(
            ines=[segment("", "headline"), segment("By Han", "byline"), segment("The U", "text")],
            joss=[segment("", "headline"), segment("Hanae", "byline"), segment("The U", "text")],
        )
    )
    assert found.kinds == (Kind.BOUNDARY,)
    assert found.span == Span(0, span("By Hanae Orimoto").end)


@pytest.mark.parametrize(
    ("other", "kinds"),
    [
        ([segment("", "headline"), segment("By Han", "standfirst")], (Kind.LABEL,)),
        ([segment("", "headline")], (Kind.LABEL, Kind.SPLIT)),
        (
            [segment("", "headline"), segment("By Han", "byline", State.SUGGESTED)],
            (Kind.MISSING,),
        ),
        ([segment("", "headline"), segment("\nBy Han", "byline")], ()),
    ],
)
def test_kinds_of_segments(other: list[Mention], kinds: tuple[Kind, ...]) -> None:
    article = compared(
        ines=[segment("", "headline"), segment("By Han", "byline")],
        joss=list(other),
    )
    found = disagreements(article)
    assert [one.kinds for one in found] == ([kinds] if kinds else [])


# Quotes


def test_a_quote_is_one_disagreement_with_all_that_differs() -> None:
    found = only(
        compared(
            ines=[quote("“It is ready,”", "said on", "Ada Brandt", "ada")],
            joss=[quote("It is ready", "said on", "its head", type_=QuoteType.INDIRECT)],
        )
    )
    assert found.kinds == (Kind.SPEAKER, Kind.BOUNDARY, Kind.QUOTE_TYPE, Kind.SOURCE)
    assert len(found.choices) == 2


# Ids


def test_the_id_stays_when_annotations_are_edited_or_younger_ones_come_in() -> None:
    first = replace(mention(PLACE, "GPE"), id="1")
    second = replace(mention(PLACE, "LOC"), id="2")
    before = only(compared(ines=[first], joss=[second]))
    edited = only(compared(ines=[first], joss=[replace(second, label="ORG")]))
    assert before.id == edited.id == first.id
    assert before.fingerprint != edited.fingerprint
    same = only(compared(joss=[second], ines=[first]))
    assert same.fingerprint == before.fingerprint
    more = only(compared(ines=[first], joss=[second], oyel=[replace(first, id="3")]))
    assert more.id == before.id


@st.composite
def articles(draw: st.DrawFn) -> Compared:
    marks = st.tuples(
        st.integers(0, 30), st.integers(1, 8), st.sampled_from("AB"), st.sampled_from((None, "e"))
    )

    def of_one() -> list[Mention]:
        found = draw(st.lists(marks, max_size=5, unique_by=lambda mark: mark[:3]))
        return [Mention(new_id(), Span(a, a + n), name, entity=e) for a, n, name, e in found]

    return compared(
        **{name: of_one() for name in ("ines", "joss", "oyel")[: draw(st.integers(2, 3))]}
    )


@given(articles())
def test_every_annotation_is_in_one_cluster_and_every_owner_has_one_choice(
    article: Compared,
) -> None:
    found = clusters(Alignment(article), Layer.ENTITIES)
    assert len({one.id for one in found}) == len(found)
    for one in article.sets:
        spans = [piece.span for cluster in found for piece in cluster.choice_of(one).pieces]
        assert sorted(spans) == sorted(each.span for each in article.mentions(one))
    for cluster in found:
        owners = [each for choice in cluster.choices for each in choice.owners]
        assert sorted(owners) == sorted(article.sets)
        assert bool(cluster.kinds) == (len(cluster.choices) > 1) == (cluster.severity > 0)


@given(articles())
def test_the_order_of_owners_changes_nothing_but_their_order(article: Compared) -> None:
    turned = Compared(article.article, dict(reversed(list(article.sets.items()))))
    for layer in Layer:
        one, other = (clusters(Alignment(each), layer) for each in (article, turned))
        assert [(c.id, c.kinds, c.severity) for c in one] == [
            (c.id, c.kinds, c.severity) for c in other
        ]


# Strategies


def votes(**annotators: list[Mention]) -> Cluster:
    (found,) = clusters(
        Alignment(compared(**{name: list(of) for name, of in annotators.items()})),
        Layer.ENTITIES,
    )
    return found


def test_strategies_take_or_leave_with_a_reason() -> None:
    gpe, loc = mention(PLACE, "GPE"), mention(PLACE, "LOC")
    agreed = votes(ines=[gpe], joss=[gpe])
    two_to_one = votes(ines=[gpe], joss=[gpe], oyel=[loc])
    tie = votes(ines=[gpe], joss=[loc])
    none_here = votes(ines=[gpe], joss=[], oyel=[])
    assert isinstance(Unanimous().decide(agreed), Taken)
    left = Unanimous().decide(two_to_one)
    assert isinstance(left, Left)
    assert left.why == "2 against 1: not unanimous."
    taken = Majority().decide(two_to_one)
    assert isinstance(taken, Taken)
    assert taken.choice.labels == ("GPE",)
    assert taken.why == "majority, 2 of 3"
    assert isinstance(Majority().decide(tie), Left)
    nothing = Majority().decide(none_here)
    assert isinstance(nothing, Taken)
    assert nothing.choice.pieces == ()
    assert isinstance(Threshold(0.6).decide(two_to_one), Taken)
    below = Threshold(0.7).decide(two_to_one)
    assert isinstance(below, Left)
    assert below.why == "2 against 1: 67% is below 70%."
    even = Threshold(0.5).decide(tie)
    assert isinstance(even, Left)
    assert "tie" in even.why
    assert isinstance(Threshold(0.5, voters=3).decide(agreed), Left)
    trusted = TrustOrder((owner("oyel"), owner("joss"))).decide(tie)
    assert isinstance(trusted, Taken)
    assert trusted.choice.labels == ("LOC",)
    assert isinstance(TrustOrder((owner("oyel"),)).decide(tie), Left)


def test_a_dry_run_passes_over_what_people_decided() -> None:
    gpe, loc = mention(PLACE, "GPE"), mention("Ada Brandt", "PERSON")
    article = compared(ines=[gpe, loc], joss=[gpe], oyel=[gpe])
    found = clusters(Alignment(article), Layer.ENTITIES)
    outcome = run_dry(found, [Unanimous(), Majority()])
    assert [one.why for one in outcome.taken] == ["unanimous", "majority, 2 of 3"]
    assert outcome.strategy == "Take what everybody says, then Take what more than half say"
    again = run_dry(found, [Unanimous(), Majority()], decided=[gpe.id])
    assert [one.cluster.span for one in again.taken] == [span("Ada Brandt")]
    left = run_dry(found, [Unanimous()]).left
    assert [one.why for one in left] == ["2 against 1: not unanimous."]
