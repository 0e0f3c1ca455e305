"""A scheme stays one that annotations can be told by, whatever becomes of its labels."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.annotation import Layer
from annotator.domain.errors import RefusedError
from annotator.domain.scheme import LEFT_OUT, Label, Scheme

TEXT = Label("text", "Text", Layer.SEGMENTS)
NAMES = st.sampled_from("ABCDEF")


def scheme_of(*names: str) -> Scheme:
    return Scheme("Test", 1, (TEXT, *(Label(one, one, Layer.ENTITIES) for one in names)))


def entities(*names: str) -> tuple[Label, ...]:
    return scheme_of(*names).labels


def test_a_label_that_goes_leaves_its_name_to_what_takes_its_place() -> None:
    changed = scheme_of("GPE", "LOC", "MONEY").changed(
        entities("PLACE"),
        {
            (Layer.ENTITIES, "GPE"): "PLACE",
            (Layer.ENTITIES, "LOC"): "PLACE",
            (Layer.ENTITIES, "MONEY"): LEFT_OUT,
        },
    )
    assert changed.version == 2
    assert changed.label(Layer.ENTITIES, "PLACE").also == ("GPE", "LOC")
    assert changed.left_out == ((Layer.ENTITIES, "MONEY"),)
    again = changed.changed(entities("WHERE"), {(Layer.ENTITIES, "PLACE"): "WHERE"})
    assert again.label(Layer.ENTITIES, "WHERE").also == ("GPE", "LOC", "PLACE")
    assert Scheme.from_json(again.to_json()) == again


def test_a_name_that_comes_back_is_its_own_label_again() -> None:
    gone = scheme_of("GPE", "LOC").changed(entities("LOC"), {(Layer.ENTITIES, "GPE"): "LOC"})
    back = gone.changed(entities("LOC", "GPE"), {})
    assert back.replaced() == {}


@given(st.lists(st.tuples(st.sets(NAMES, min_size=1), st.data()), min_size=1, max_size=5))
def test_every_name_there_ever_was_leads_to_a_label_or_is_left_out(
    turns: list[tuple[set[str], st.DataObject]],
) -> None:
    scheme, ever = scheme_of("A", "B"), {"A", "B"}
    for names, data in turns:
        gone = {one.name for one in scheme.of_layer(Layer.ENTITIES)} - names
        places = {
            (Layer.ENTITIES, one): data.draw(st.sampled_from([*sorted(names), LEFT_OUT]))
            for one in sorted(gone)
        }
        scheme = scheme.changed(entities(*sorted(names)), places)
        ever |= names
        now = {one.name for one in scheme.of_layer(Layer.ENTITIES)}
        led = {name: place for (_, name), place in scheme.replaced().items()}
        assert now == names
        assert led.keys() == ever - now
        assert set(led.values()) <= now | {LEFT_OUT}


@pytest.mark.parametrize(
    ("labels", "replaced", "says"),
    [
        (entities("A"), {}, "Say which label takes its place"),
        (entities("A"), {(Layer.ENTITIES, "B"): "C"}, "no label for entities"),
        (entities("A", "B", "A"), {}, "Two labels for entities are called “A”"),
        (entities("A", "B")[1:], {(Layer.SEGMENTS, "text"): LEFT_OUT}, "Keep a label for them"),
        ((replace(TEXT, name="body"), *entities("A", "B")[1:]),
         {(Layer.SEGMENTS, "text"): LEFT_OUT}, "another label has to replace “text”"),
        (entities("A", "B", "two words"), {}, "needs a name"),
        ((*entities("A"), replace(entities("B")[1], title="x\ny")), {}, "title of one line"),
        ((*entities("A"), replace(entities("B")[1], key="x")), {}, "has to be a digit"),
        ((*entities("A"), replace(entities("B")[1], dark="blue")), {}, "two colours"),
        (tuple(replace(one, key="1") for one in entities("A", "B")), {}, "1 is the key of"),
        ((*entities("A", "B"), Label("x", "X", Layer.QUOTES)), {}, "types that it has"),
    ],
)  # fmt: skip
def test_what_a_scheme_cannot_be_is_refused(
    labels: tuple[Label, ...], replaced: dict[tuple[Layer, str], str], says: str
) -> None:
    with pytest.raises(RefusedError, match=says):
        scheme_of("A", "B").changed(labels, replaced)


@pytest.mark.parametrize(
    "content",
    [
        [],
        "scheme",
        {"version": 1},
        {"version": "one", "labels": []},
        {"version": 1, "labels": [3]},
        {"version": 1, "labels": [{"name": "A", "title": "A"}]},
        {"version": 1, "labels": [{"name": "A", "title": "A", "layer": "pages"}]},
        {"version": 1, "labels": [{"name": "A", "title": "A", "layer": "entities", "size": 3}]},
        {"version": 1, "labels": [], "left_out": 3},
    ],
)
def test_what_is_no_scheme_is_told_from_one(content: object) -> None:
    with pytest.raises(ValueError, match="it needs a version"):
        Scheme.from_json(content)
