"""The page on formats says what the formats declare."""

from tests.formats.formats_page import PAGE, page


def test_the_page_is_made_from_the_declarations() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m tests.formats.formats_page"
