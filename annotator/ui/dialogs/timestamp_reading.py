"""Choosing what moment a timestamp means, where its words can be read in several ways."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QDate, QLocale, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QRadioButton, QWidget

from annotator.domain.errors import RefusedError
from annotator.domain.moment import as_moment
from annotator.ui.dialogs.layouts import Dialog

_ENGLISH = QLocale(QLocale.Language.English)


class TimestampReadingDialog(Dialog):
    """``chosen`` carries the moment as ISO 8601; arrows choose, or something else is written."""

    chosen = Signal(str)

    def __init__(self, words: str, values: Sequence[str], parent: QWidget | None = None) -> None:
        """``values`` are the readings, the present one first; there may be none."""
        super().__init__("Reading of the timestamp", parent)
        self.add_text(f"“{words}” means")
        self._group = QButtonGroup(self)
        for number, value in enumerate(values):
            button = QRadioButton(spelled_out(value).replace("&", "&&"))
            self._group.addButton(button, number)
            self.column.addWidget(button)
        self._values = (*values,)
        other = QRadioButton("Another:")
        self._group.addButton(other, len(values))
        self._field = QLineEdit(values[0] if values else "")
        self._field.setAccessibleName("Another date or time")
        self._field.setPlaceholderText("2024-06-11 or 2024-06-11T09:42+02:00")
        row = QHBoxLayout()
        row.addWidget(other)
        row.addWidget(self._field, 1)
        self.column.addLayout(row)
        self._save = self.finish_with("Read it so")
        self._field.textEdited.connect(lambda _text: other.setChecked(True))
        self._field.textChanged.connect(lambda _text: self._check())
        self._group.idToggled.connect(lambda _id, _on: self._check())
        self.accepted.connect(lambda: self.chosen.emit(self._value))
        first = self._group.button(0)
        first.setChecked(True)
        (first if values else self._field).setFocus()
        self.setMinimumWidth(440)
        self._check()

    @property
    def _value(self) -> str:
        number = self._group.checkedId()
        return self._values[number] if number < len(self._values) else self._field.text().strip()

    def _check(self) -> None:
        is_other = self._group.checkedId() == len(self._values)
        self._save.setEnabled(not is_other or _is_moment(self._value))


def _is_moment(value: str) -> bool:
    try:
        as_moment(value)
    except RefusedError:
        return False
    return True


def spelled_out(value: str) -> str:
    """Return an ISO 8601 date, or date and time, as a sentence would have it.

    Whatever else a file may have told as a reading is returned as it is.
    """
    if not _is_moment(value):
        return value
    moment = datetime.fromisoformat(value)
    day = _ENGLISH.toString(QDate(moment.year, moment.month, moment.day), "dddd, d MMMM yyyy")
    if len(as_moment(value)) == len("2024-06-11"):
        return day
    return f"{day}, {moment:%H:%M}" + (f", {moment.tzname()}" if moment.tzinfo else "")
