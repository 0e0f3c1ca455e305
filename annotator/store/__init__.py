"""The project file: one SQLite database, reached through SQLAlchemy, here and nowhere else."""

from annotator.store.backups import Backup, back_up, back_up_if_changed, backups_of, restore
from annotator.store.bringing import PACKAGE_FOR, PACKAGE_OF, Bringing, JournalRow, OtherFile
from annotator.store.bulk import NewArticle, NewSet
from annotator.store.catalogue import CatalogueRow
from annotator.store.draft import Editing
from annotator.store.errors import BusyError, Interrupted, ProjectError, ReadOnlyError
from annotator.store.history import Remembered
from annotator.store.listing import ArticleFilter, ArticleRow
from annotator.store.models import Models, StoredModel
from annotator.store.notes import NoteRow
from annotator.store.project import Project, quick_check
from annotator.store.queries import Queries
from annotator.store.redetection import Outlook
from annotator.store.suggestions import Example, SuggestionCount
from annotator.store.team import Team, Workload
from annotator.store.transaction import Transaction

__all__ = [
    "PACKAGE_FOR",
    "PACKAGE_OF",
    "ArticleFilter",
    "ArticleRow",
    "Backup",
    "Bringing",
    "BusyError",
    "CatalogueRow",
    "Editing",
    "Example",
    "Interrupted",
    "JournalRow",
    "Models",
    "NewArticle",
    "NewSet",
    "NoteRow",
    "OtherFile",
    "Outlook",
    "Project",
    "ProjectError",
    "Queries",
    "ReadOnlyError",
    "Remembered",
    "StoredModel",
    "SuggestionCount",
    "Team",
    "Transaction",
    "Workload",
    "back_up",
    "back_up_if_changed",
    "backups_of",
    "quick_check",
    "restore",
]
