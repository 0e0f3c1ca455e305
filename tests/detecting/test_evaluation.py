"""Measures against another program's figures and against cases worked by hand."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nervaluate.evaluator import Evaluator

from annotator.detecting.evaluation import Evaluation, Gold, LabelMap, Measure, Tally
from annotator.detecting.evaluation.actions import (
    Actions,
    mention_actions,
    quote_actions,
    segment_actions,
)
from annotator.detecting.evaluation.entities import mention_tallies
from annotator.detecting.evaluation.matching import best_pairs
from annotator.detecting.evaluation.quoted import quoted_stretches
from annotator.detecting.evaluation.segments import boundary_similarity
from annotator.detecting.evaluation.tallies import interval
from annotator.detecting.protocol import Suggestions
from annotator.domain.annotation import (
    Layer,
    Mention,
    Origin,
    Quote,
    QuoteType,
    Segment,
    Speaker,
    SpeakerKind,
    State,
)
from annotator.domain.article import Article
from annotator.domain.identity import new_id
from annotator.domain.register import Entity
from annotator.domain.span import Span

RULE = Origin("rules", "1", "some rule", 0.8)


def _mentions(*spans: tuple[int, int, str]) -> list[Mention]:
    return [
        Mention(new_id(), Span(start, end), label, State.SUGGESTED, RULE)
        for start, end, label in spans
    ]


def _entities(name: str, by: str = "", of: str = "") -> Measure:
    return Measure(Layer.ENTITIES, name, by, of)


@st.composite
def _apart(draw: st.DrawFn) -> tuple[list[Mention], list[Mention]]:
    """Gold and suggestions of which each overlaps at most one on the other side."""
    wanted: list[tuple[int, int, str]] = []
    found: list[tuple[int, int, str]] = []
    for number in range(draw(st.integers(0, 8))):
        for side in (wanted, found):
            if draw(st.booleans()):
                start = number * 20 + draw(st.integers(0, 3))
                label = draw(st.sampled_from(("PERSON", "ORG")))
                side.append((start, start + draw(st.integers(4, 9)), label))
    return _mentions(*wanted), _mentions(*found)


@given(_apart())
def test_entity_measures_are_those_of_nervaluate(
    sides: tuple[list[Mention], list[Mention]],
) -> None:
    wanted, found = sides
    tallies = mention_tallies(wanted, found)

    def as_theirs(side: Sequence[Mention]) -> list[dict[str, object]]:
        # Their ends are inclusive.
        return [
            {"label": one.label, "start": one.span.start, "end": one.span.end - 1} for one in side
        ]

    theirs = Evaluator(
        [as_theirs(wanted)], [as_theirs(found)], tags=["PERSON", "ORG"], loader="dict"
    ).evaluate()["overall"]
    for name, key in (
        ("strict", "strict"),
        ("exact", "exact"),
        ("partial", "partial"),
        ("type", "ent_type"),
    ):
        ours = tallies[_entities(name)]
        assert ours.precision == pytest.approx(theirs[key].precision)
        assert ours.recall == pytest.approx(theirs[key].recall)
        assert ours.f1 == pytest.approx(theirs[key].f1)


def test_entities_by_hand() -> None:
    wanted = _mentions((0, 10, "PERSON"), (20, 30, "ORG"), (40, 50, "GPE"), (60, 70, "GPE"))
    found = _mentions((0, 10, "PERSON"), (20, 30, "GPE"), (42, 50, "GPE"), (80, 90, "ORG"))
    tallies = mention_tallies(wanted, found)
    assert tallies[_entities("strict")] == Tally(1, 4, 4)
    assert tallies[_entities("exact")] == Tally(2, 4, 4)
    assert tallies[_entities("partial")] == Tally(2.5, 4, 4)
    assert tallies[_entities("type")] == Tally(2, 4, 4)
    assert tallies[_entities("strict", "label", "GPE")] == Tally(0, 2, 2)
    assert tallies[_entities("strict", "rule", "some rule")] == Tally(1, 4, 0)
    # Accept the first; retype the second; move an edge of the third; create the fourth; reject.
    assert mention_actions(wanted, found) == Actions(5, 5, 4)


def test_a_label_map_leaves_out_what_a_corpus_has_not() -> None:
    labels = LabelMap({"PERSON": "PER", "GPE": "LOC", "LOC": "LOC"}, names_only=True)
    text = "Ada met the mayor of Brenholm in May"
    found = (
        *_mentions((0, 3, "PERSON"), (12, 17, "PERSON"), (21, 29, "GPE")),
        *_mentions((21, 29, "LOC"), (33, 36, "DATE")),
    )
    assert [(one.span.of(text), one.label) for one in labels.mapped(found, text)] == [
        ("Ada", "PER"),
        ("Brenholm", "LOC"),
    ]


def _segments(*starts: tuple[int, str]) -> tuple[Segment, ...]:
    return tuple(Segment(new_id(), start, label, State.SUGGESTED, RULE) for start, label in starts)


def test_lines_by_hand() -> None:
    text = "Headline\n\nA paragraph here.\nAnother one.\n\nTag, tag\n"
    wanted = _segments((0, "headline"), (10, "paragraph"), (28, "paragraph"), (42, "tags"))
    found = _segments((0, "headline"), (10, "caption"), (42, "tags"))
    evaluation = Evaluation()
    evaluation.add(Gold(Article("a", text), segments=wanted), Suggestions(found))
    scores = {(one.measure.name, one.measure.of): one for one in evaluation.scores()}
    assert scores["lines", ""].tally == Tally(2, 4, 4)
    assert scores["lines", "paragraph"].f1 == 0
    # The labels that gold has: headline 1, paragraph 0, tags 1.
    assert scores["macro F1", ""].f1 == pytest.approx(2 / 3)
    assert scores["boundary similarity", ""].f1 == pytest.approx(2 / 3)
    # Accept two, retype one, split one; or accept all, retype one and split one.
    assert evaluation.actions_of(Layer.SEGMENTS) == Actions(4, 3, 4)
    assert [one.wanted for one in evaluation.mistakes] == ["paragraph", "paragraph"]


def test_lines_that_gold_does_not_label_do_not_count() -> None:
    text = "Known\nUnknown\n"
    gold = Gold(Article("a", text), segments=_segments((0, "headline"), (6, "")))
    evaluation = Evaluation()
    evaluation.add(gold, Suggestions(_segments((0, "headline"), (6, "tags"))))
    assert evaluation.scores()[0].tally == Tally(1, 1, 1)


def test_boundary_similarity_counts_near_misses_by_distance() -> None:
    text = "one two three four five six seven eight"
    at = [text.index(word) for word in text.split()]
    assert boundary_similarity(text, [at[2], at[5]], [at[2], at[5]]).f1 == 1
    # One is met, one lies a word off and counts two thirds.
    assert boundary_similarity(text, [at[2], at[5]], [at[2], at[6]]).f1 == pytest.approx(5 / 6)
    assert boundary_similarity(text, [at[1]], [at[6]]).f1 == 0
    # What is nearest is paired, not what comes first.
    assert boundary_similarity(text, [at[3], at[4]], [at[5]]).f1 == pytest.approx(1 / 3)


def test_a_boundary_is_moved_in_one_action() -> None:
    wanted = _segments((0, "headline"), (20, "paragraph"))
    found = _segments((0, "headline"), (12, "paragraph"))
    assert segment_actions(wanted, found) == Actions(2, 2, 2)


TEXT = 'Ada Brandt said the port is open. "It is ready at last," Brandt said. A "so-so" day.'


def _quote(content: str, cue: str, source: str, entity: str = "", nth: int = 0) -> Quote:
    def span(words: str, begin: int = 0) -> Span:
        start = TEXT.index(words, begin)
        return Span(start, start + len(words))

    begin = TEXT.index('"It') if nth else 0
    return Quote(
        new_id(),
        QuoteType.DIRECT if '"' in content else QuoteType.INDIRECT,
        (span(content),),
        (span(cue, begin),),
        (span(source, begin),),
        Speaker(SpeakerKind.ENTITY, entity) if entity else Speaker(),
        origin=RULE,
    )


def test_quotes_by_hand() -> None:
    wanted = (
        _quote("the port is open", "said", "Ada Brandt", "e1"),
        _quote('"It is ready at last,"', "said", "Brandt", "e1", nth=1),
    )
    found = (
        _quote("the port", "said", "Ada Brandt", "s1"),
        _quote('"It is ready at last,"', "said", "Brandt", "s2", nth=1),
        _quote('"so-so"', "A", "day"),
    )
    gold = Gold(Article("a", TEXT), quotes=wanted, entities=(Entity("e1", "Ada Brandt"),))
    entities = (Entity("s1", "Ada Brandt"), Entity("s2", "Bo Brandt", aliases=("Brandt",)))
    evaluation = Evaluation()
    evaluation.add(gold, Suggestions(quotes=found, entities=entities))
    tallies = {one.measure.name: one.tally for one in evaluation.scores() if not one.measure.by}
    assert tallies["quoted speech"] == Tally(1, 2, 1)
    assert tallies["quoted: source exact"] == Tally(1, 1, 1)
    assert tallies["content exact"] == Tally(1, 3, 2)
    assert tallies["content overlap"] == Tally(2, 3, 2)
    assert tallies["cue exact"] == Tally(2, 3, 2)
    assert tallies["type"] == Tally(2, 3, 2)
    assert tallies["quote exact"] == Tally(1, 3, 2)
    assert tallies["speaker"] == Tally(1, 2, 2)
    # Move an edge; attribute; reject. From nothing: three parts and a speaker, twice.
    known, ours = {"e1": gold.entities[0]}, {one.id: one for one in entities}
    assert quote_actions(wanted, found, known, ours) == Actions(3, 4, 8)
    kinds = {(one.kind, one.rule) for one in evaluation.mistakes}
    assert kinds == {("content", "some rule"), ("spurious", "some rule")}


def test_only_the_named_detector_counts() -> None:
    wanted = _mentions((0, 3, "PERSON"))
    evaluation = Evaluation(detectors=frozenset({"others"}))
    gold = Gold(Article("a", "Ada went home."), mentions=tuple(wanted))
    evaluation.add(gold, Suggestions(mentions=tuple(wanted)))
    assert evaluation.scores()[0].tally.found == 0


@given(
    st.dictionaries(st.tuples(st.integers(0, 3), st.integers(0, 3)), st.integers(1, 5), max_size=10)
)
def test_pairs_are_worth_most(weights: dict[tuple[int, int], int]) -> None:
    pairs = best_pairs(dict(weights))
    assert len(set(pairs.values())) == len(pairs)
    assert sum(weights[pair] for pair in pairs.items()) == _most(list(weights.items()))


def _most(edges: list[tuple[tuple[int, int], int]]) -> int:
    """Try every pairing."""
    if not edges:
        return 0
    (left, right), weight = edges[0]
    free = [one for one in edges[1:] if one[0][0] != left and one[0][1] != right]
    return max(_most(edges[1:]), weight + _most(free))


def test_intervals_come_from_the_spread_over_articles() -> None:
    same = [[Tally(1, 2, 2)] for _ in range(10)]
    assert interval(same, lambda sums: sums[0].f1) == (0.5, 0.5)
    mixed = [[Tally(2 * (n % 2), 2, 2)] for n in range(40)]
    low, high = interval(mixed, lambda sums: sums[0].f1)
    # The standard error of a mean of 40 halves is 0.079; 1.96 of them make 0.155.
    assert low == pytest.approx(0.5 - 0.155, abs=0.03)
    assert high == pytest.approx(0.5 + 0.155, abs=0.03)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said ''no'' and ''yes.''", ["''no''", "''yes.''"]),
        ("Mayors' ‘old habits’ in Brandt’s ‘90s", ["‘old habits’"]),
        ("”We go,” she said. ”Now.”", ["”We go,”", "”Now.”"]),
        ('A "plan" and “one left open', ['"plan"', "“one left open"]),
        ("„Ja“, «oui», »doch« and 「hai」", ["„Ja“", "«oui»", "»doch«", "「hai」"]),
    ],
)
def test_the_marks_that_the_measure_knows(text: str, quoted: list[str]) -> None:
    assert [span.of(text) for span in quoted_stretches(text)] == quoted
