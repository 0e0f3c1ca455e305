"""Agreement over time: batches in the order of work, that hold every article once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.comparing.measured import Measured, Undefined
from annotator.comparing.report import ArticleAgreement
from annotator.comparing.trend import MOST_BATCHES, trend

KEY = "entities.strict"


def _article(number: int, value: float | None, worked: str = "") -> ArticleAgreement:
    measure = Undefined("nothing there") if value is None else Measured(value)
    return ArticleAgreement(f"a{number}", "", "", (), {KEY: measure}, 0, worked)


def test_articles_are_ordered_by_when_they_were_worked_on() -> None:
    days = ["2026-03-02", "2026-03-01", "2026-03-03"]
    articles = [_article(n, n / 10, day) for n, day in enumerate(days)]
    found = trend(articles, KEY)
    assert [one.article_ids for one in found] == [("a1",), ("a0",), ("a2",)]
    assert [one.value for one in found] == [0.1, 0.0, 0.2]
    assert (found[0].first, found[-1].last) == ("2026-03-01", "2026-03-03")


@given(st.lists(st.none() | st.floats(0, 1), max_size=60))
def test_every_article_with_a_value_is_in_one_batch(values: list[float | None]) -> None:
    articles = [_article(n, value) for n, value in enumerate(values)]
    found = trend(articles, KEY)
    ids = [id_ for one in found for id_ in one.article_ids]
    assert ids == [f"a{n}" for n, value in enumerate(values) if value is not None]
    assert len(found) <= MOST_BATCHES
    sizes = {len(one.article_ids) for one in found}
    assert not sizes or max(sizes) - min(sizes) <= 1
    assert all(0 <= one.value <= 1 + 1e-9 for one in found)
