"""What a person can do to a project: one frozen value per menu entry.

A command checks the rules and writes through the transaction; undo comes by itself.
"""

from annotator.workspace.commands.base import Command, InParts, LockedError, OnSet, begin
from annotator.workspace.commands.consistency import Fix, MarkAsOpen, MarkAsRight
from annotator.workspace.commands.details import ChangeDetails
from annotator.workspace.commands.labels import ChangeLabels
from annotator.workspace.commands.mentions import (
    AddMention,
    AddMentions,
    DeleteMention,
    LinkMention,
    ResizeMention,
    RetypeMention,
)
from annotator.workspace.commands.notes import AddNote, AnswerQuestion, DeleteNote, EditNote
from annotator.workspace.commands.progress import (
    FinishArticle,
    ReopenArticle,
    SkipArticle,
    UndecidedError,
)
from annotator.workspace.commands.quotes import AddQuote, ChangeQuote, DeleteQuote
from annotator.workspace.commands.register import AddEntity, EditEntity, MergeEntities
from annotator.workspace.commands.reviewing import (
    Decide,
    DecideMany,
    FinishGold,
    TakeBackDecision,
)
from annotator.workspace.commands.segments import (
    MergeWithNext,
    MergeWithPrevious,
    MoveBoundary,
    ReadTimestamp,
    RetypeSegment,
    SplitSegment,
)
from annotator.workspace.commands.suggestions import Accept, DecideAll, Reject

__all__ = [
    "Accept",
    "AddEntity",
    "AddMention",
    "AddMentions",
    "AddNote",
    "AddQuote",
    "AnswerQuestion",
    "ChangeDetails",
    "ChangeLabels",
    "ChangeQuote",
    "Command",
    "Decide",
    "DecideAll",
    "DecideMany",
    "DeleteMention",
    "DeleteNote",
    "DeleteQuote",
    "EditEntity",
    "EditNote",
    "FinishArticle",
    "FinishGold",
    "Fix",
    "InParts",
    "LinkMention",
    "LockedError",
    "MarkAsOpen",
    "MarkAsRight",
    "MergeEntities",
    "MergeWithNext",
    "MergeWithPrevious",
    "MoveBoundary",
    "OnSet",
    "ReadTimestamp",
    "Reject",
    "ReopenArticle",
    "ResizeMention",
    "RetypeMention",
    "RetypeSegment",
    "SkipArticle",
    "SplitSegment",
    "TakeBackDecision",
    "UndecidedError",
    "begin",
]
