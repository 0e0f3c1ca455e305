"""A file whose work is to come into a project: opened for reading and checked as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from annotator.domain.annotation_set import Owner
from annotator.domain.errors import RefusedError
from annotator.domain.scheme import Scheme
from annotator.store import (
    PACKAGE_FOR,
    PACKAGE_OF,
    Bringing,
    OtherFile,
    Project,
    ProjectError,
)

UNREADABLE = (KeyError, ValueError, TypeError, LookupError, AttributeError)
"""What reading raises where something in a file is not what we write."""


@dataclass(slots=True)
class FileReport:
    """What one file brings; with a ``refusal``, nothing."""

    path: Path
    package_for: str = ""
    refusal: str = ""
    articles: int = 0
    new_sets: int = 0
    changed_sets: int = 0
    same_sets: int = 0
    steps: int = 0
    remarks: list[str] = field(default_factory=list)

    @property
    def is_news(self) -> bool:
        return bool(self.articles or self.new_sets or self.changed_sets)


class IncomingFile:
    """One file to merge: opened for reading, and checked before anything of it is taken."""

    def __init__(
        self, project: Project, bringing: Bringing, path: Path, findings: Sequence[str]
    ) -> None:
        """``findings`` are what a quick check found wrong with the file."""
        self.report = FileReport(path)
        self.sets: dict[str, list[Owner]] = {}
        self.same_text: dict[str, str] = {}
        self.new_articles: list[str] = []
        self._opened = ExitStack()
        try:
            self._open(project, path, findings)
            self._check(project, bringing)
        except ProjectError as error:
            self.report.refusal = str(error)
        except RefusedError as error:
            self.report.refusal = f"“{path.name}” is refused: {error}"
        except UNREADABLE as error:
            self.report.refusal = unreadable(path, error)

    def close(self) -> None:
        self._opened.close()

    def _open(self, project: Project, path: Path, findings: Sequence[str]) -> None:
        if path.exists() and path.samefile(project.path):
            raise RefusedError("it is the project itself.")
        other = Project.open(path, read_only=True)
        self._opened.callback(other.close)
        if findings:
            raise RefusedError(f"it is damaged ({findings[0]}). Ask for the file again.")
        self.source: OtherFile = self._opened.enter_context(other.other_file())

    def _check(self, project: Project, bringing: Bringing) -> None:
        origin = self.source.fact(PACKAGE_OF)
        self.report.package_for = self.source.fact(PACKAGE_FOR)
        if origin and origin != bringing.fact("id"):
            raise RefusedError(
                "it was handed out from another project. Bring it back into that one."
            )
        _check_schemes(project.scheme, self.source.schemes()[0])
        texts, own = self.source.articles(), bringing.articles()
        ids = {digest: one for one, digest in own.items()}
        for article_id, digest in texts.items():
            if own.get(article_id, digest) != digest:
                title = self.source.queries.article(article_id).title or article_id
                raise RefusedError(
                    f"its article “{title}” has another text than the one here of the same id. "
                    "Texts never change after import, so one of the files was altered."
                )
            self.same_text[article_id] = ids.get(digest, article_id)
        self.new_articles = [one for one, here in self.same_text.items() if here not in own]
        self.sets = self.source.queries.owners_by_article()

    @property
    def total(self) -> int:
        return sum(map(len, self.sets.values()))


def unreadable(path: Path, error: Exception) -> str:
    return (
        f"“{path.name}” is damaged: something in it is not what Annotator writes "
        f"({type(error).__name__}: {error}). Ask for the file again."
    )


def _check_schemes(here: Scheme, there: Scheme) -> None:
    if there.version > here.version:
        raise RefusedError(
            f"its label scheme has version {there.version}, the project’s has {here.version}. "
            "Bring the scheme of the project up to it first."
        )
    if there.version == here.version and there.labels != here.labels:
        raise RefusedError(
            f"its label scheme and the project’s differ though both have version {here.version}. "
            "Give the project the same labels first."
        )
