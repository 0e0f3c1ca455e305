"""A report over several articles: what counts, what is undefined, and what hangs together."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from annotator.comparing.agreement import Gathering
from annotator.comparing.compared import Compared
from annotator.comparing.measured import Measure, Measured, Undefined
from annotator.comparing.report import Agreement, between, confused, troubles
from annotator.domain.annotation import Layer, Mention, Quote, Segment
from annotator.domain.annotation_set import DETECTOR
from annotator.formats.protocol import AnnotatedArticle
from tests.comparing.annotated import compared, mention, owner, quote, segment, suggested
from tests.strategies import annotated_articles

INES, JOSS, OYEL = owner("ines"), owner("joss"), owner("oyel")
LABELS = {
    Layer.SEGMENTS: ("headline", "byline", "text", "paragraph", "caption", "tags"),
    Layer.ENTITIES: ("PERSON", "ORG", "GPE", "LOC"),
}


def report(*articles: Compared, with_gamma: bool = False) -> Agreement:
    owners = list(dict.fromkeys(each for article in articles for each in article.sets))
    gathering = Gathering(owners, LABELS, with_gamma=with_gamma)
    for article in articles:
        gathering.add(article)
    return gathering.report(seed=1, samples=200)


def value(measure: Measure) -> float:
    assert isinstance(measure, Measured), measure
    return measure.value


def work() -> list[Segment | Mention | Quote]:
    return [
        segment("", "headline"),
        segment("By Han", "byline"),
        segment("The U", "text"),
        mention("University of Brenholm", "ORG"),
        mention("Ada Brandt", "PERSON"),
        quote("“It is ready,”", "said on", "Ada Brandt", "ada"),
    ]


def test_the_same_work_agrees_in_every_measure() -> None:
    found = report(*[compared(ines=work(), joss=work(), oyel=work()) for _ in range(12)])
    assert not found.disagreements
    for figure in found.figures:
        if isinstance(figure.measure, Measured):
            assert figure.measure.value == pytest.approx(0 if figure.is_error else 1), figure.key
    undefined = {one.key for one in found.figures if isinstance(one.measure, Undefined)}
    # A partition has no gaps, and all quotes are of one type.
    assert undefined == {"segments.bar_u", "quotes.alpha", "quotes.fleiss"}
    assert found.figure("segments.b").measure == found.pairs[0].measures["segments.b"]


def test_articles_that_nobody_labelled_change_no_figure() -> None:
    less = [*work()[:2], mention("Ada Brandt", "ORG")]
    some = [compared(ines=work(), joss=less) for _ in range(3)]
    empty = [compared(ines=[], joss=[]) for _ in range(3)]
    alone = Compared(some[0].article, {INES: some[0].sets[INES]})
    one, more = report(*some), report(*some, *empty, alone)
    assert len(more.articles) == 6
    for figure in one.figures:
        other = more.figure(figure.key).measure
        if isinstance(figure.measure, Measured):
            assert value(other) == pytest.approx(figure.measure.value), figure.key
        else:
            assert other == figure.measure


def test_figures_by_hand() -> None:
    found = report(
        compared(
            ines=[mention("Ada Brandt", "PERSON"), mention("Brenholm", "GPE")],
            joss=[mention("Ada Brandt,", "PERSON"), mention("Brenholm", "LOC")],
            oyel=[mention("Ada Brandt", "PERSON")],
        )
    )
    # Pairs: ines–joss 0 of 4, ines–oyel 1 of 3, joss–oyel 0 of 3; twice the right by all.
    assert value(found.figure("entities.strict").measure) == pytest.approx(2 / 10)
    assert value(found.figure("entities.type").measure) == pytest.approx(6 / 10)
    pair = found.pair(OYEL, INES)
    assert pair is not None
    assert value(pair.measures["entities.strict"]) == pytest.approx(2 / 3)
    entities = next(one for one in found.confusions if one.layer is Layer.ENTITIES)
    assert entities.labels == ("PERSON", "GPE", "LOC", "")
    assert entities.counts == ((3, 0, 0, 0), (0, 0, 1, 1), (0, 0, 0, 1), (0, 0, 0, 0))
    share = next(one for one in found.shares if (one.owner, one.layer) == (OYEL, Layer.ENTITIES))
    assert (share.annotations, share.missing, share.places) == (1, 1, 2)
    assert "too few" in getattr(found.figure("entities.strict").measure, "why_no_interval", "")


def test_every_number_leads_to_its_disagreements() -> None:
    found = report(
        compared(
            ines=[mention("Ada Brandt", "PERSON"), mention("Brenholm", "GPE")],
            joss=[mention("Ada Brandt,", "PERSON"), mention("Brenholm", "LOC")],
            oyel=[mention("Ada Brandt", "PERSON"), mention("Brenholm", "GPE")],
        )
    )
    assert [one.words for one in found.disagreements] == ["Brenholm", "Ada Brandt,"]
    label, boundary = found.disagreements
    assert confused(found.disagreements, Layer.ENTITIES, "LOC", "GPE") == [label]
    assert confused(found.disagreements, Layer.ENTITIES, "LOC", "") == []
    assert between(found.disagreements, INES, OYEL) == []
    assert between(found.disagreements, JOSS, OYEL) == [label, boundary]
    assert {one.labels: len(one.clusters) for one in troubles(found.disagreements)} == {
        ("GPE", "LOC"): 1,
        ("PERSON",): 1,
    }
    assert [one.disagreements for one in found.articles] == [2]


def test_nesting_is_undefined_for_unitizing_but_not_for_gamma() -> None:
    nested = [mention("University of Brenholm", "ORG"), mention("Brenholm", "GPE")]
    found = report(compared(ines=nested, joss=nested), with_gamma=True)
    measure = found.figure("entities.u").measure
    assert isinstance(measure, Undefined)
    assert "overlap" in measure.reason
    assert value(found.figure("entities.gamma").measure) == pytest.approx(1)
    assert "windows of at most" in str(found.gamma)
    assert [value(one.alpha) for one in found.labels if one.layer is Layer.ENTITIES] == [1, 1]


def test_suggestions_count_for_the_detectors_and_not_for_a_person() -> None:
    article = compared(
        ines=[suggested(mention("Brenholm", "GPE"))], joss=[mention("Brenholm", "GPE")]
    )
    detected = replace(article.sets[INES], owner=DETECTOR)
    people = report(article)
    assert value(people.figure("entities.strict").measure) == 0
    mixed = report(Compared(article.article, {DETECTOR: detected, JOSS: article.sets[JOSS]}))
    assert value(mixed.figure("entities.strict").measure) == 1


@settings(max_examples=40)
@given(annotated_articles())
def test_any_annotated_article_can_be_compared(article: AnnotatedArticle) -> None:
    assert article.annotations is not None
    whole = replace(article.annotations, owner=INES)
    part = replace(whole, owner=JOSS, mentions=whole.mentions[::2], quotes=whole.quotes[1:])
    found = report(Compared(article.article, {INES: whole, JOSS: part}))
    turned = report(Compared(article.article, {JOSS: part, INES: whole}))
    for figure in found.figures:
        other = turned.figure(figure.key).measure
        if figure.key in ("quotes.agr_one", "quotes.agr_other"):
            continue
        if isinstance(figure.measure, Measured):
            assert isinstance(other, Measured), figure.key
            assert figure.measure.value == pytest.approx(other.value), figure.key
        else:
            assert isinstance(other, Undefined), figure.key
    assert {one.id for one in found.disagreements} == {one.id for one in turned.disagreements}
