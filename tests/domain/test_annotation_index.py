"""The index answers as a walk through the annotation set would, however it came to be."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.annotation import Annotation, Layer, Mention, Quote, State
from annotator.domain.annotation_index import SHOWN, AnnotationIndex, Place, place_of
from annotator.domain.annotation_set import AnnotationSet
from annotator.domain.step import Change
from annotator.domain.suggestions import SHOW_ALL, Thresholds
from annotator.formats.protocol import AnnotatedArticle
from tests.strategies import annotated_articles

percents = st.integers(0, 100)
thresholds = st.builds(Thresholds, percents, percents)
sets = annotated_articles().map(lambda record: _of(record))


def _of(record: AnnotatedArticle) -> AnnotationSet:
    assert record.annotations is not None
    return record.annotations


def _walked(
    annotations: AnnotationSet, layer: Layer, states: tuple[State, ...]
) -> list[Annotation]:
    found = (one for one in annotations.of_layer(layer) if one.state in states)
    return sorted(found, key=place_of)


def _assert_same(
    index: AnnotationIndex, annotations: AnnotationSet, hiding: Thresholds = SHOW_ALL
) -> None:
    for layer in Layer:
        for state in State:
            of_state = _walked(annotations, layer, (state,))
            walked = [one for one in of_state if not hiding.hides(one)]
            if state is State.SUGGESTED:
                assert index.hidden_count(layer) == len(of_state) - len(walked)
            assert list(index.in_state(layer, state)) == walked
            assert [index.rank(one) for one in walked] == list(range(len(walked)))
            assert index.count(layer, state) == len(walked)
        for one in annotations.of_layer(layer):
            assert index.find(one.id) == one
            assert index.layer_of(one.id) is layer
            assert index.hides(one.id) is hiding.hides(one)


@given(sets)
def test_it_holds_what_the_set_holds(annotations: AnnotationSet) -> None:
    _assert_same(AnnotationIndex(annotations), annotations)


@given(sets, thresholds, thresholds)
def test_what_is_under_a_threshold_is_in_no_list(
    annotations: AnnotationSet, first: Thresholds, then: Thresholds
) -> None:
    index = AnnotationIndex(annotations, first)
    _assert_same(index, annotations, first)
    index.hide_under(then)
    _assert_same(index, annotations, then)


@given(sets, thresholds, st.data())
def test_it_follows_edits(
    annotations: AnnotationSet, hiding: Thresholds, data: st.DataObject
) -> None:
    index = AnnotationIndex(annotations, hiding)
    present: list[Mention | Quote] = [*annotations.mentions, *annotations.quotes]
    for one in data.draw(
        st.lists(st.sampled_from(present), unique=True) if present else st.just([])
    ):
        state = data.draw(st.sampled_from([None, *State]))
        after = None if state is None else replace(one, state=state)
        changes = (Change(annotations.id, one, after), Change("another set", one, None))
        annotations = annotations.with_changes(changes)
        index.apply(changes)
    _assert_same(index, annotations, hiding)


@given(
    sets,
    st.integers(-1, 200),
    st.sampled_from(Layer),
    st.sampled_from([SHOWN, *((one,) for one in State)]),
)
def test_going_on_goes_through_all_and_round_the_end(
    annotations: AnnotationSet, caret: int, layer: Layer, states: tuple[State, ...]
) -> None:
    index, walked = AnnotationIndex(annotations), _walked(annotations, layer, states)
    place: Place = (caret, 0, "")
    behind = [one for one in walked if place_of(one) > place]
    before = [one for one in walked if place_of(one) < place]
    if not walked:
        assert index.next(layer, place, *states) is None
        assert index.previous(layer, place, *states) is None
        return
    assert index.next(layer, place, *states) == (behind or walked)[0]
    assert index.previous(layer, place, *states) == (before or walked)[-1]


@given(sets, st.integers(0, 100), st.integers(0, 100))
def test_what_touches_a_stretch_is_found(annotations: AnnotationSet, start: int, end: int) -> None:
    index = AnnotationIndex(annotations)
    touching = [
        one.id
        for one in _walked(annotations, Layer.ENTITIES, SHOWN)
        if isinstance(one, Mention) and one.span.start < end and one.span.end > start
    ]
    assert [one.id for one in index.mentions_touching(start, end)] == touching
