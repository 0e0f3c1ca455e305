"""What the articles of a project tell of the layout of their sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from annotator.detecting.segments.profile import Example, SourceProfile, profile_of
from annotator.domain.annotation import Segment, State
from annotator.domain.article import Article
from annotator.domain.scheme import relabelled
from annotator.formats.structure import ORIGIN
from annotator.store import Project
from annotator.workspace.schemes import name_for_detectors

_ALL = -1
_MOST = 40
"""So many of a source's newest articles tell its layout; sites change theirs."""


class SourceProfiles:
    """A project's profiles, each made when an article of its source is first asked about.

    What is finished later does not change a profile that was made: make new ones for new work.
    """

    def __init__(self, project: Project) -> None:
        self._queries = project.queries
        self._name_of = name_for_detectors(project.scheme)
        self._examples: dict[str, dict[str, Example]] = {}
        self._made: dict[tuple[str, int], SourceProfile] = {}

    def of(self, article: Article) -> SourceProfile | None:
        """Return what is known of the article's source; ``None`` where it names none."""
        return self._profile(article, _ALL) if article.site else None

    def without(self, article: Article) -> SourceProfile | None:
        """Return what others tell of its source: the half of them that the article is not in."""
        if not article.site:
            return None
        ids = list(self._of_site(article))
        half = (ids.index(article.id) + 1) % 2 if article.id in ids else _ALL
        return self._profile(article, half)

    def _profile(self, article: Article, half: int) -> SourceProfile:
        if (article.site, half) not in self._made:
            examples = list(self._of_site(article).values())
            chosen = examples if half == _ALL else examples[half::2]
            self._made[article.site, half] = profile_of(chosen)
        return self._made[article.site, half]

    def _of_site(self, article: Article) -> dict[str, Example]:
        if article.site not in self._examples:
            self._examples[article.site] = dict(self._read(article))
        return self._examples[article.site]

    def _read(self, like: Article) -> Iterator[tuple[str, Example]]:
        """Yield the articles whose segments are known, then the rest."""
        known = self._queries.segments_of_source(like, ORIGIN, _MOST)
        ids = dict.fromkeys((*known, *self._queries.ids_of_source(like, _MOST)))
        articles = self._queries.articles(list(ids))
        for article_id in ids:
            segments = known.get(article_id, ())
            told = tuple(_decided(relabelled(one, self._name_of)) for one in segments)
            yield article_id, Example(articles[article_id].text, told)


def _decided(segment: Segment) -> Segment:
    """Take the label from what nobody decided and no page told."""
    is_open = segment.state is State.SUGGESTED and segment.origin.detector != ORIGIN
    return replace(segment, label="") if is_open else segment
