"""Code points and UTF-16 units, there and back."""

from hypothesis import given

from annotator.ui.offsets import OffsetMap
from tests.strategies import texts


@given(texts)
def test_offsets_go_to_qt_and_come_back(text: str) -> None:
    offsets = OffsetMap(text)
    for place in range(len(text) + 1):
        units = len(text[:place].encode("utf-16-le")) // 2
        assert offsets.to_qt(place) == units
        assert offsets.from_qt(units) == place


def test_the_middle_of_a_pair_is_its_character() -> None:
    assert OffsetMap("a😀b").from_qt(2) == 1
