"""Correcting what is told about an article beside its text."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QWidget

from annotator.domain.article import ArticleDetails
from annotator.domain.errors import RefusedError
from annotator.ui.dialogs.layouts import Dialog
from annotator.workspace.commands.details import checked

_FIELDS = (
    ("title", "Title", ""),
    ("source", "Source", "The newspaper, agency or site"),
    ("url", "Address", "https://…"),
    ("published", "Published", "2024-06-11 or 2024-06-11T09:42+02:00"),
    ("language", "Language", "en, de, pt-BR"),
)


class ArticleDetailsDialog(Dialog):
    """``saved`` carries the details as they were changed."""

    saved = Signal(object)

    def __init__(self, details: ArticleDetails, parent: QWidget | None = None) -> None:
        super().__init__("Details of the article", parent)
        self._details = details
        self._fields: dict[str, QLineEdit] = {}
        form = QFormLayout()
        for name, title, example in _FIELDS:
            field = QLineEdit(getattr(details, name))
            field.setPlaceholderText(example)
            field.setCursorPosition(0)
            field.textChanged.connect(lambda _text: self._check())
            form.addRow(title, field)
            self._fields[name] = field
        self.column.addLayout(form)
        self._trouble = QLabel()
        self._trouble.setProperty("quiet", True)
        self._trouble.setWordWrap(True)
        self.column.addWidget(self._trouble)
        self.add_text("They are the project’s, for everybody who annotates the article.")
        self._save = self.finish_with("Save")
        self.accepted.connect(lambda: self.saved.emit(self._changed))
        self.setMinimumWidth(520)
        self._check()

    @property
    def _changed(self) -> ArticleDetails:
        return replace(
            self._details, **{name: field.text() for name, field in self._fields.items()}
        )

    def _check(self) -> None:
        trouble = ""
        try:
            checked(self._changed, self._details)
        except RefusedError as error:
            trouble = str(error)
        self._trouble.setText(trouble)
        self._trouble.setVisible(bool(trouble))
        self._save.setEnabled(not trouble and self._changed != self._details)
