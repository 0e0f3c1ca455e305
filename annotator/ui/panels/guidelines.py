"""The guidelines beside the article: read there, written in a dialog, kept in versions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.team import NO_GUIDELINES, Guidelines
from annotator.ui.dialogs.layouts import Dialog
from annotator.ui.session import Session
from annotator.ui.theme.fonts import ui_font

_EMPTY = (
    "*There are no guidelines yet.*\n\nThey say what to label and how: what counts as a quote, "
    "where a mention ends, what to do with a doubtful case. Write them with the button above; "
    "every annotation set then notes the version that it was made under."
)
_TEMPLATE = """# Guidelines

## Segments

What is a headline, a standfirst, a paragraph; what to do with related links.

## Entities

Where a mention begins and ends: titles, articles, possessives.

## Quotes

What counts as a quote, what is its cue and its source, when a speaker is *unnamed*.

## Doubtful cases

Ask the reviewer with Shift+I; answers are added here.
"""


class GuidelinesPane(QWidget):
    """Shows the newest guidelines. ``closed`` asks to hide it."""

    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("guidelines")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._title = QLabel("Guidelines")
        self._title.setFont(ui_font(13.5, 600))
        self._about = QLabel()
        self._about.setProperty("quiet", True)
        self._about.setWordWrap(True)
        self._edit = QPushButton("Edit…")
        self._edit.clicked.connect(self.edit)
        close = QPushButton("Close")
        close.clicked.connect(self.closed)
        self.text = QTextBrowser()
        self.text.setAccessibleName("Guidelines")
        self.text.setOpenExternalLinks(True)
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._edit)
        head.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.addLayout(head)
        column.addWidget(self._about)
        column.addWidget(self.text, 1)
        session.project_opened.connect(self.refresh)
        session.article_opened.connect(self._tell)

    def refresh(self) -> None:
        workspace = self._session.workspace
        newest = workspace.project.team.guidelines() if workspace else NO_GUIDELINES
        self.text.setMarkdown(newest.text or _EMPTY)
        self._edit.setEnabled(workspace is not None and not workspace.project.is_read_only)
        self._tell()

    def _tell(self) -> None:
        workspace, annotations = self._session.workspace, self._session.annotations
        newest = workspace.project.team.guidelines() if workspace else NO_GUIDELINES
        parts = [f"Version {newest.version}, {newest.at[:10]}"] if newest.version else []
        if annotations is not None and annotations.guidelines:
            parts.append(f"this article was last worked on under version {annotations.guidelines}")
        self._about.setText("; ".join(parts))
        self._about.setVisible(bool(parts))

    def edit(self) -> None:
        workspace = self._session.workspace
        if workspace is None:
            return
        versions = workspace.project.team.guideline_versions()
        dialog = GuidelinesDialog(versions, self.window())
        dialog.saved.connect(self._save)
        dialog.open()

    def _save(self, text: str) -> None:
        workspace = self._session.workspace
        if workspace is not None:
            saved = workspace.project.team.put_guidelines(text, workspace.annotator)
            self._session.told.emit(f"The guidelines have version {saved.version} now.")
            self.refresh()


class GuidelinesDialog(Dialog):
    """Writes the next version, with older ones to look up. ``saved`` carries the text."""

    saved = Signal(str)

    def __init__(self, versions: Sequence[Guidelines], parent: QWidget | None = None) -> None:
        super().__init__("Guidelines", parent)
        self._versions = versions
        self.add_text(
            "Markdown: # heading, - list, *emphasis*. Saving makes a new version; older ones stay."
        )
        self._choice = QComboBox()
        self._choice.setAccessibleName("Version")
        for one in versions:
            self._choice.addItem(f"Version {one.version}, {one.at[:10]}, {one.author}")
        self._choice.setVisible(bool(versions))
        self._choice.currentIndexChanged.connect(self._show)
        self.column.addWidget(self._choice)
        self._text = QPlainTextEdit()
        self._text.setAccessibleName("Text of the guidelines, in Markdown")
        self._text.setTabChangesFocus(True)
        self._shown = QTextBrowser()
        self._shown.setAccessibleName("How the guidelines will look")
        row = QHBoxLayout()
        row.addWidget(self._text, 1)
        row.addWidget(self._shown, 1)
        self.column.addLayout(row, 1)
        button = self.finish_with("Save as a new version")
        self._text.textChanged.connect(lambda: self._shown.setMarkdown(self._written()))
        self._text.textChanged.connect(lambda: button.setEnabled(bool(self._written().strip())))
        self._text.setPlainText(versions[0].text if versions else _TEMPLATE)
        self.accepted.connect(lambda: self.saved.emit(self._written()))
        self.resize(900, 600)

    def _show(self, number: int) -> None:
        self._text.setPlainText(self._versions[number].text)

    def _written(self) -> str:
        # Not article text: what Qt changes in it is what the writer saw.
        return self._text.document().toRawText().replace("\u2029", "\n")
