"""Learning from finished articles, on articles written for the tests."""

import json
import random
import zlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pycrfsuite
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.detecting.learning.crf import Crf, Tagged, train
from annotator.detecting.learning.findings import Findings
from annotator.detecting.learning.lesson import Lesson
from annotator.detecting.learning.model_file import (
    Model,
    ModelFileError,
    from_bytes,
    labels_of,
    to_bytes,
)
from annotator.detecting.learning.places import Places
from annotator.detecting.learning.reviser import LearntReviser
from annotator.detecting.learning.revising import RULE, Applied
from annotator.detecting.learning.training import Training, learner_of
from annotator.detecting.pipeline import detect
from annotator.detecting.protocol import Suggestions
from annotator.domain.annotation import Layer, Segment, State
from annotator.domain.span import Span
from annotator.formats.protocol import AnnotatedArticle
from tests.lessons import RULE as TAUGHT
from tests.lessons import lessons
from tests.strategies import annotated_articles

SETTINGS = {"c1": 0.05, "c2": 0.1, "max_iterations": 50}


def _some_sequences(count: int) -> list[tuple[Places, list[str]]]:
    chance = random.Random(5)
    made = []
    for _ in range(count):
        words = chance.choices("abcdef", k=chance.randint(1, 12))
        shown = [(f"w={word}", f"v={word in 'abc'}", f"o={ord(word)}") for word in words]
        places = Places(shown, 3, [(f"n={n % 3}",) for n in range(len(words))])
        tags = [chance.choice(("O", "B-X", "I-X")) if word in "abc" else "O" for word in words]
        made.append((places, tags))
    return made


def _features(places: Places) -> list[list[str]]:
    return [places.features(place) for place in range(len(places))]


def test_places_see_what_their_neighbours_show() -> None:
    shown = [(f"w={word}", f"s={word}", f"l={word}", f"own={word}") for word in "abcd"]
    places = Places(shown, 3, [("first",), (), (), ()])
    assert set(places.features(0)) == {
        *("w=a", "s=a", "l=a", "own=a", "first"),
        *("+1w=b", "+1s=b", "+1l=b", "+2w=c", "+2s=c"),
    }


def test_weights_tag_as_crfsuite_does(tmp_path: Path) -> None:
    sequences = _some_sequences(80)
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(SETTINGS)
    for places, tags in sequences:
        trainer.append(_features(places), tags)
    trainer.train(str(tmp_path / "model"))
    tagger = pycrfsuite.Tagger()
    tagger.open(str(tmp_path / "model"))
    ours = train(sequences, SETTINGS).tag([places for places, _ in sequences])
    for (places, _), tagged in zip(sequences, ours, strict=True):
        assert list(tagged.tags) == tagger.tag(_features(places))
        chances = [tagger.marginal(tag, place) for place, tag in enumerate(tagged.tags)]
        assert list(tagged.chances) == pytest.approx(chances, abs=1e-4)


def test_weights_beyond_all_measure_give_chances_still() -> None:
    heavy = Crf(("O", "X"), {"w=a": {"X": 1e4}, "w=b": {"O": 1e4}}, {("X", "O"): -1e4})
    places = Places([("w=a",), ("w=b",)] * 50, 1, [("any",)] * 100)
    (tagged,) = heavy.tag([places])
    assert all(0 <= chance <= 1 for chance in tagged.chances)


def test_nothing_to_tag_is_tagged_as_nothing() -> None:
    crf = train(_some_sequences(5), SETTINGS)
    nothing = Places([], 1, [])
    assert crf.tag([]) == []
    tagged = crf.tag([nothing, Places([("never seen",)], 1, [()]), nothing])
    assert [len(one.tags) for one in tagged] == [0, 1, 0]


# What a model comes to


@pytest.mark.parametrize("layer", Layer)
def test_systematic_mistakes_are_learnt(layer: Layer) -> None:
    found = Training(layer, lessons(20)).findings(sizes=(10,))
    assert found.is_better
    assert found.after.f1 > 0.95 > found.before.f1
    assert [one.articles for one in found.curve] == [10, 16]
    assert found.mended >= 20
    assert {one.is_mended for one in found.changes} >= {True}


def test_what_is_better_by_luck_alone_is_not_used() -> None:
    found = Training(Layer.ENTITIES, lessons(12)).findings(sizes=())
    assert (found.chance, found.is_better) == (1.0, True)
    assert not replace(found, chance=0.6).is_better
    assert not replace(found, replaces=found.after).is_better
    same = Training(Layer.ENTITIES, [_right(one) for one in lessons(12)]).findings(sizes=())
    assert (same.before.f1, same.chance, same.is_better) == (1.0, 0.0, False)


_KNOWS_NOTHING = Crf(("O",), {}, {})


def test_a_model_in_use_is_judged_by_nothing_that_it_has_learnt_from() -> None:
    """Whatever it knows of those articles, one trained anew without them answers in its place."""
    some = lessons(20)
    seen = frozenset(one.fingerprint for one in some)

    def replaced(learnt_from: frozenset[str]) -> tuple[Findings, float]:
        in_use = Model(Layer.ENTITIES, "", len(learnt_from), _KNOWS_NOTHING, learnt_from)
        found = Training(Layer.ENTITIES, some, in_use=in_use).findings(sizes=())
        assert found.replaces is not None
        return found, found.replaces.f1

    found, all_seen = replaced(seen)
    assert all_seen == found.after.f1 > 0.95
    assert not found.is_better
    found, none_seen = replaced(frozenset())
    assert none_seen == 0.0
    assert found.is_better
    _, some_seen = replaced(frozenset(sorted(seen)[:10]))
    assert none_seen < some_seen < all_seen


def test_nothing_stands_in_for_a_model_whose_only_article_is_judged() -> None:
    some = lessons(12)
    in_use = Model(Layer.ENTITIES, "", 1, _KNOWS_NOTHING, frozenset((some[0].fingerprint,)))
    found = Training(Layer.ENTITIES, some, in_use=in_use).findings(sizes=())
    assert found.replaces is not None
    assert found.replaces.right == found.before.right / len(some)


def test_what_is_better_than_the_model_in_use_by_luck_alone_is_not_used() -> None:
    some = lessons(20)
    few = Training(Layer.ENTITIES, some[:11])
    learnt_from = frozenset(one.fingerprint for one in some[:11])
    in_use = Model(Layer.ENTITIES, "", 11, few.model(), learnt_from)
    alone = Training(Layer.ENTITIES, some).findings(sizes=())
    beside = Training(Layer.ENTITIES, some, in_use=in_use).findings(sizes=())
    assert (alone.after, alone.chance) == (beside.after, 1.0)
    assert beside.chance < 0.8
    assert not beside.is_better


def test_a_model_from_elsewhere_is_measured_by_what_it_has_not_seen() -> None:
    model = _model(Layer.ENTITIES)
    others = lessons(12, seed=7)
    found = Training(Layer.ENTITIES, [*lessons(20), *others]).measured(model)
    assert found is not None
    assert found.articles == 12
    assert Training(Layer.ENTITIES, [*lessons(20), *others[:9]]).measured(model) is None


def _right(lesson: Lesson) -> Lesson:
    """The lesson with nothing to learn in it."""
    suggested = tuple(replace(one, origin=TAUGHT) for one in lesson.gold.mentions or ())
    return replace(lesson, suggested=replace(lesson.suggested, mentions=suggested))


def test_the_same_seed_finds_the_same() -> None:
    one, same = (Training(Layer.ENTITIES, lessons(12), seed=3).findings(sizes=()) for _ in range(2))
    assert one == same


def test_precision_is_told_by_label_and_by_rule() -> None:
    found = Training(Layer.ENTITIES, lessons(20)).findings(sizes=())
    by = {(one.by, one.of): one for one in found.compared}
    assert by["label", "GPE"].before.precision == 0.0
    assert by["label", "GPE"].after.found == 0
    assert by["rule", "some rule"].before.precision == 0.5
    assert by["rule", RULE].after.precision == 1.0


def _reviser(layer: Layer, count: int = 20) -> LearntReviser:
    return LearntReviser(_model(layer, count))


def _model(layer: Layer, count: int = 20) -> Model:
    taught = lessons(count)
    crf = Training(layer, taught).model()
    seen = frozenset(one.fingerprint for one in taught)
    return Model(layer, "2026-11-25T12:00", count, crf, seen)


def _new() -> Lesson:
    return lessons(1, seed=99)[0]


def _said(lesson: Lesson, spans: Sequence[Span]) -> list[str]:
    return [span.of(lesson.gold.article.text) for span in spans]


def test_mentions_are_relabelled_left_out_and_kept() -> None:
    lesson = _new()
    revised = _reviser(Layer.ENTITIES).revise(lesson.gold.article, lesson.suggested)
    assert lesson.gold.mentions is not None
    wanted = [(one.span, one.label) for one in lesson.gold.mentions]
    assert [(one.span, one.label) for one in revised.mentions] == wanted
    kept, relabelled, _ = revised.mentions
    assert (kept.id, kept.origin.rule) == (lesson.suggested.mentions[0].id, "some rule")
    assert (relabelled.origin.rule, relabelled.origin.version) == (RULE, "2026-11-25T12:00")
    assert relabelled.state is State.SUGGESTED
    assert relabelled.origin.evidence
    named = {one.id: one.name for one in revised.entities}
    assert named[relabelled.entity or ""] == _said(lesson, [relabelled.span])[0]


def test_a_word_that_attributes_is_learnt() -> None:
    lesson = _new()
    revised = _reviser(Layer.QUOTES).revise(lesson.gold.article, lesson.suggested)
    assert lesson.gold.quotes is not None
    first, second = revised.quotes
    assert first.id == lesson.suggested.quotes[0].id
    wanted = lesson.gold.quotes[1]
    assert (second.content, second.cue, second.source) == (
        wanted.content,
        wanted.cue,
        wanted.source,
    )
    assert _said(lesson, second.cue) == ["mused"]


def test_a_source_line_is_learnt() -> None:
    lesson = _new()
    revised = _reviser(Layer.SEGMENTS).revise(lesson.gold.article, lesson.suggested)
    assert lesson.gold.segments is not None
    assert [(one.start, one.label) for one in revised.segments] == [
        (one.start, one.label) for one in lesson.gold.segments
    ]


def test_what_is_rejected_is_not_suggested_again() -> None:
    # The editors reject every mention: nothing is what was accepted.
    rejecting = [replace(one, gold=replace(one.gold, mentions=())) for one in lessons(12)]
    crf = Training(Layer.ENTITIES, rejecting).model()
    lesson = _new()
    reviser = LearntReviser(Model(Layer.ENTITIES, "", 12, crf))
    assert reviser.revise(lesson.gold.article, lesson.suggested).mentions == ()


class _Same:
    """A detector that suggests what it is given."""

    name, version, layer = "same", "1", Layer.SEGMENTS

    def __init__(self, suggested: Suggestions) -> None:
        self._suggested = suggested

    def suggest(self, article: object, known: Suggestions) -> Suggestions:  # noqa: ARG002
        return Suggestions(self._suggested.segments)


def test_the_pipeline_revises_what_detectors_find_and_not_what_a_page_told() -> None:
    lesson, reviser = _new(), _reviser(Layer.SEGMENTS)
    article, detector = lesson.gold.article, _Same(lesson.suggested)
    revised = detect(article, [detector], None, [reviser])
    assert [one.label for one in revised.segments][-1] == "tags"
    told = Suggestions(lesson.suggested.segments)
    assert detect(article, [detector], told, [reviser]).segments == told.segments


def test_a_paragraph_of_several_lines_is_learnt() -> None:
    text = "Harbour opens\nThe harbour of Undal opens\non Monday, they say.\n"
    starts = (0, text.index("The"), text.index("on Monday"))
    suggested = Suggestions(
        tuple(Segment(f"s{n}", start, "paragraph") for n, start in enumerate(starts))
    )
    one = lessons(1)[0]
    gold = replace(
        one.gold,
        article=replace(one.gold.article, text=text),
        segments=(Segment("a", 0, "headline"), Segment("b", starts[1], "paragraph")),
    )
    crf = Training(Layer.SEGMENTS, [Lesson(gold, suggested)] * 10).model()
    revised = LearntReviser(Model(Layer.SEGMENTS, "", 10, crf)).revise(gold.article, suggested)
    assert [(one.start, one.label) for one in revised.segments] == [
        (0, "headline"),
        (starts[1], "paragraph"),
    ]


@given(annotated_articles(), st.sampled_from(Layer))
def test_tags_stand_for_what_is_there_and_change_nothing(
    annotated: AnnotatedArticle, layer: Layer
) -> None:
    article, annotations = annotated.article, annotated.annotations
    assert annotations is not None
    known = Suggestions(annotations.partition.segments, annotations.mentions, annotations.quotes)
    learner = learner_of(layer)
    seen = learner.seen(article, known)
    tags = learner.tags(article, known, seen, annotations.of_layer(layer))
    assert [len(one) for one in tags] == [len(one) for one in seen.features]
    names = tuple(sorted({tag for of in tags for tag in of})) or ("O",)
    tagged = [Tagged(tuple(of), (1.0,) * len(of)) for of in tags]
    revised = learner.revised(article, known, seen, tagged, Applied(Crf(names, {}, {})))
    assert all(span.end <= len(article.text) for span in [one.span for one in revised.mentions])
    assert {one.label for one in revised.segments} <= {one.label for one in known.segments}
    assert {one.label for one in revised.mentions} <= {one.label for one in known.mentions}


# Files


def test_a_model_comes_back_from_its_file() -> None:
    model = _model(Layer.ENTITIES, 12)
    raw = to_bytes(model)
    back = from_bytes(raw)
    assert back == model
    assert to_bytes(back) == raw
    assert labels_of(back) == {"PERSON", "ORG"}


def _packed(**changed: object) -> bytes:
    model = Model(
        Layer.ENTITIES, "now", 3, Crf(("O", "B-X"), {"w=a": {"B-X": 1.5}}, {("O", "O"): 1.0})
    )
    raw = to_bytes(model)
    content = json.loads(zlib.decompress(raw[8:])) | changed
    return raw[:8] + zlib.compress(json.dumps(content).encode())


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"PK\x03\x04 something else",
        _packed()[:-9],
        _packed()[:8] + b"not zlib",
        _packed()[:8] + zlib.compress(b"[" * 200_000),
        _packed()[:8] + zlib.compress(b"[1, 2]"),
        _packed()[:8] + zlib.compress(b" " * (70 * 1024 * 1024)),
        _packed(forms=99),
        _packed(layer="music"),
        _packed(tags=[]),
        _packed(tags=["O", "O"]),
        _packed(tags=["O", 5]),
        _packed(tags=["O", "x" * 500]),
        _packed(articles=-1),
        _packed(articles="many"),
        _packed(moves=[[0, 7, 1.0]]),
        _packed(moves=[[0, -1, 1.0]]),
        _packed(moves=[[0, 1]]),
        _packed(states={"w=a": [[1, "heavy"]]}),
        _packed(states={"w=a": [[1, float("nan")]]}),
        _packed(states={"w=a": [[1, 1e300]]}),
        _packed(states=[]),
        _packed(tags=[str(n) for n in range(400)], states={str(n): [] for n in range(100_001)}),
    ],
)
def test_what_is_no_sound_model_is_refused(raw: bytes) -> None:
    with pytest.raises(ModelFileError):
        from_bytes(raw)


@given(st.binary(max_size=200))
def test_no_bytes_do_harm(raw: bytes) -> None:
    with pytest.raises(ModelFileError):
        from_bytes(_packed()[:8] + raw)
