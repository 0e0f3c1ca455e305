"""Commands that say how far the editor has come with an article."""

from dataclasses import dataclass
from typing import ClassVar

from annotator.domain.errors import RefusedError
from annotator.domain.step import Progress, SetProgress
from annotator.domain.suggestions import SHOW_ALL, Thresholds
from annotator.store import Transaction
from annotator.workspace.commands.base import OnSet


class UndecidedError(RefusedError):
    """An article was to be finished with ``count`` suggestions undecided."""

    def __init__(self, count: int) -> None:
        noun = "suggestion is" if count == 1 else "suggestions are"
        super().__init__(f"{count} {noun} undecided. Decide them, or finish the article anyway.")
        self.count = count


@dataclass(frozen=True, slots=True)
class FinishArticle(OnSet):
    """Mark the article as done; undecided suggestions are refused unless ``anyway``.

    Those that ``thresholds`` hide are not asked about and stay suggestions: nobody has seen them,
    so nobody decided them.
    """

    anyway: bool = False
    thresholds: Thresholds = SHOW_ALL
    title: ClassVar[str] = "Finish article"
    is_allowed_when_done: ClassVar[bool] = True

    def run(self, tx: Transaction) -> None:
        undecided = tx.undecided(self.set_id) - tx.hidden(self.set_id, self.thresholds)
        if undecided and not self.anyway:
            raise UndecidedError(undecided)
        tx.put(self.set_id, SetProgress(self.set_id, Progress.DONE))


@dataclass(frozen=True, slots=True)
class SkipArticle(OnSet):
    title: ClassVar[str] = "Skip article"
    is_allowed_when_done: ClassVar[bool] = True

    def run(self, tx: Transaction) -> None:
        tx.put(self.set_id, SetProgress(self.set_id, Progress.SKIPPED))


@dataclass(frozen=True, slots=True)
class ReopenArticle(OnSet):
    """Unlock an article; for a finished one, the journal keeps the reason."""

    reason: str = ""
    is_allowed_when_done: ClassVar[bool] = True

    @property
    def title(self) -> str:  # type: ignore[override]
        return f"Reopen article: {self.reason}" if self.reason else "Reopen article"

    def run(self, tx: Transaction) -> None:
        if tx.progress(self.set_id) is Progress.DONE and not self.reason.strip():
            raise RefusedError("Say why the finished article is to be reopened.")
        tx.put(self.set_id, SetProgress(self.set_id, Progress.DOING))
