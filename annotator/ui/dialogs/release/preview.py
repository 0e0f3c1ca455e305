"""What comes out: the first record, what the manifest will say, and what else goes in."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontDatabase, QTextOption
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLabel, QLineEdit, QPlainTextEdit

from annotator.domain.scheme import Scheme
from annotator.formats.jsonl import to_json
from annotator.formats.protocol import AnnotatedArticle
from annotator.ui.dialogs.release.parts import Card, quiet
from annotator.ui.theme.fonts import ui_font

_LONGEST_TEXT = 120
_MOST_SHOWN = 3


class RecordPreview(QPlainTextEdit):
    """The first record as JSON Lines has it, shortened and spread over lines."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setAccessibleName("First record")
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(11)
        self.setFont(font)
        self.setMinimumHeight(150)

    def show_record(self, record: AnnotatedArticle | None, split: str) -> None:
        if record is None:
            self.setPlainText("No article would be in this release.")
            return
        shown = {"(split)": split, **to_json(record)}
        lines = [f'  "{key}": {_shortened(value)}' for key, value in shown.items()]
        self.setPlainText("{\n" + ",\n".join(lines) + "\n}")


def _shortened(value: object) -> str:
    """Return JSON of which long texts and lists show their beginning."""
    if isinstance(value, str) and len(value) > _LONGEST_TEXT:
        return json.dumps(value[:_LONGEST_TEXT], ensure_ascii=False)[:-1] + '…"'
    if isinstance(value, list) and value:
        lines = [json.dumps(one, ensure_ascii=False) for one in value[:_MOST_SHOWN]]
        if len(value) > _MOST_SHOWN:
            lines.append(f"… {len(value) - _MOST_SHOWN:,} more")
        return "[\n    " + ",\n    ".join(lines) + "\n  ]"
    return json.dumps(value, ensure_ascii=False)


class ManifestCard(Card):
    """What the manifest will say, and the choices that are left."""

    changed = Signal()

    def __init__(self, scheme: Scheme, annotators: int) -> None:
        super().__init__()
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(4)
        self._earlier: Path | None = None
        self._since = QCheckBox()
        self._licence = QLineEdit()
        self._licence.setPlaceholderText("such as CC-BY-4.0")
        for name, value in (
            ("Scheme", f"{scheme.name}, version {scheme.version}"),
            ("Guideline", "none in the project"),
            ("Agreement", "not part of a release"),
        ):
            label = QLabel(value)
            label.setFont(ui_font(12, 500))
            form.addRow(quiet(name), label)
        form.addRow(quiet("Changes"), self._since)
        form.addRow(quiet("Licence"), self._licence)
        self.column.addLayout(form)
        self._annotators = QCheckBox(f"Each annotator’s own sets, too ({annotators:,})")
        self._names = QCheckBox("Annotators by name, not by code")
        self._notes = QCheckBox("Notes, too")
        self._annotators.setEnabled(annotators > 0)
        for box in (self._annotators, self._names, self._notes):
            self.column.addWidget(box)
            box.toggled.connect(self.changed)
        self._since.toggled.connect(self.changed)
        self._licence.textChanged.connect(self.changed)
        self.show_earlier(None)

    @property
    def earlier(self) -> Path | None:
        """The release that changes are told since, where there is one and it is wanted."""
        return self._earlier if self._since.isChecked() else None

    @property
    def licence(self) -> str:
        return self._licence.text().strip()

    @property
    def with_annotators(self) -> bool:
        return self._annotators.isChecked()

    @property
    def with_names(self) -> bool:
        return self._names.isChecked()

    @property
    def with_notes(self) -> bool:
        return self._notes.isChecked()

    def show_earlier(self, earlier: Path | None) -> None:
        if earlier != self._earlier or earlier is None:
            self._since.setChecked(earlier is not None)
        self._earlier = earlier
        self._since.setEnabled(earlier is not None)
        name = f"since {earlier.name}, whose splits stay" if earlier else "none: it is the first"
        self._since.setText(name)
