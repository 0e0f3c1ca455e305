"""What the articles of a project tell of the layout of their sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from annotator.detecting.segments.profile import Example, SourceProfile, profile_of
from annotator.domain.annotation import Segment, State
from annotator.domain.article import Article
from annotator.formats.html import ORIGIN
from annotator.store import Project

_MOST = 40
"""So many of a source's newest articles tell its layout; sites change theirs."""


class SourceProfiles:
    """A project's profiles, each made when an article of its source is first asked about.

    What is finished later does not change a profile that was made: make new ones for new work.
    """

    def __init__(self, project: Project) -> None:
        self._queries = project.queries
        self._made: dict[str, SourceProfile] = {}

    def of(self, article: Article) -> SourceProfile | None:
        """Return what is known of the article's source; ``None`` where it names none."""
        if not article.site:
            return None
        if article.site not in self._made:
            self._made[article.site] = profile_of(self._examples(article))
        return self._made[article.site]

    def _examples(self, like: Article) -> Iterator[Example]:
        """Yield the articles whose segments are known, then the rest."""
        known = self._queries.segments_of_source(like, ORIGIN, _MOST)
        ids = dict.fromkeys((*known, *self._queries.ids_of_source(like, _MOST)))
        articles = self._queries.articles(list(ids))
        for article_id in ids:
            segments = known.get(article_id, ())
            yield Example(articles[article_id].text, tuple(map(_decided, segments)))


def _decided(segment: Segment) -> Segment:
    """Take the label from what nobody decided and no page told."""
    is_open = segment.state is State.SUGGESTED and segment.origin.detector != ORIGIN
    return replace(segment, label="") if is_open else segment
