"""Searching articles away from the main thread."""

from __future__ import annotations

from collections.abc import Callable

from annotator.domain.annotation_set import Owner
from annotator.store import ArticleFilter, Interrupted, Project


class Search:
    """One search; ``stop`` may be called from any thread."""

    def __init__(self, project: Project, owner: Owner, wanted: ArticleFilter) -> None:
        self.project = project
        self.owner = owner
        self.wanted = wanted
        self.is_stopped = False
        self.interrupt: Callable[[], None] = lambda: None

    def stop(self) -> None:
        self.is_stopped = True
        self.interrupt()


def search_articles(search: Search) -> list[str] | None:
    """Return the ids that pass the filter, or ``None`` where the search was stopped.

    Runs in any thread, with a connection of its own.
    """
    if search.is_stopped:
        return None
    try:
        with search.project.reader() as (queries, interrupt):
            search.interrupt = interrupt
            found = queries.article_ids(search.owner, search.wanted)
    except Interrupted:
        return None
    finally:
        search.interrupt = lambda: None
    return None if search.is_stopped else found
