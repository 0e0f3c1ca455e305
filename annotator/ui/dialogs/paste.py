"""Looking at what was copied or dropped before it becomes an article, which is there to stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QButtonGroup,
    QCompleter,
    QFormLayout,
    QHeaderView,
    QLineEdit,
    QRadioButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from annotator.domain.annotation import Layer
from annotator.domain.scheme import Scheme
from annotator.ui.dialogs.layouts import Dialog, made_table
from annotator.workspace.pasting import Copied, CopiedLine, PastedReading

_ADDRESSES = (("text/x-moz-url-priv", "utf-16-le"), ("chromium/x-source-url", "utf-8"))
"""Where browsers say which page something was copied from, and how it is encoded there."""
_LONGEST_ADDRESS = 2000
_LEFT_OUT = "left out"
_WIDTH_OF_LABEL = 130
_MOST_SHOWN = 300


def copied_in(mime: QMimeData) -> Copied:
    """Return what another program offers; nothing that it refers to is fetched."""
    return Copied(mime.text(), mime.html() if mime.hasHtml() else "", _address(mime))


def _address(mime: QMimeData) -> str:
    for form, encoding in _ADDRESSES:
        told = bytes(mime.data(form).data()).decode(encoding, "ignore").strip("\0\r\n ")
        if told.startswith(("https://", "http://")) and len(told) < _LONGEST_ADDRESS:
            return told
    return ""


class PasteDialog(Dialog):
    """Shows each line with its segment; ``chosen`` carries the record to be imported."""

    chosen = Signal(object)

    def __init__(
        self,
        readings: Sequence[PastedReading],
        scheme: Scheme,
        sources: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        """``readings`` are the ways to read it, the best first; ``sources`` are offered."""
        super().__init__("New article", parent)
        self._readings = readings
        self._titles = {one.name: one.title for one in scheme.of_layer(Layer.SEGMENTS)}
        self._told = self.add_text("")
        self._choices = QButtonGroup(self)
        for number, one in enumerate(readings):
            words = "The article, as its page tells" if one.is_by_structure else "All of the text"
            choice = QRadioButton(words)
            choice.setVisible(len(readings) > 1)
            self._choices.addButton(choice, number)
            self.column.addWidget(choice)
        self._table = self._made_table()
        self.column.addWidget(self._table, 1)
        self._title, self._source, self._url = QLineEdit(), QLineEdit(), QLineEdit()
        self._source.setCompleter(QCompleter(list(sources), self))
        form = QFormLayout()
        for name, field in (
            ("Title", self._title),
            ("Source", self._source),
            ("Address", self._url),
        ):
            field.setAccessibleName(name)
            form.addRow(name, field)
        self.column.addLayout(form)
        self._title.setPlaceholderText("As the headline")
        self._source.setPlaceholderText("Who published it: articles of one source share a layout")
        self.finish_with("Import")
        self.accepted.connect(lambda: self.chosen.emit(self._record()))
        self._choices.idToggled.connect(self._on_toggled)
        self._choices.button(0).setChecked(True)
        self.resize(760, 600)
        self._table.setFocus()

    def _made_table(self) -> QTableWidget:
        table = made_table("Lines that were copied", ("Segment", "Text"))
        table.setWordWrap(False)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.resizeSection(0, _WIDTH_OF_LABEL)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        return table

    def _on_toggled(self, number: int, is_checked: bool) -> None:
        if is_checked:
            self._show(self._readings[number])

    def _show(self, reading: PastedReading) -> None:
        lines = len(reading.lines) - reading.left_out
        if reading.is_by_structure:
            told = f"The page’s structure tells {lines:,} segments. "
            if reading.left_out:
                told += f"{reading.left_out:,} lines that are not the article’s are left out. "
        else:
            told = f"{lines:,} lines; the detectors find the segments from their layout. "
        self._told.setText(told + "Nothing has been imported yet; an article that is there stays.")
        self._table.setColumnHidden(0, not reading.is_by_structure)
        self._table.setRowCount(len(reading.lines))
        for row, line in enumerate(reading.lines):
            self._show_line(row, line)
        article = reading.record.article
        for field, value in (
            (self._title, article.title),
            (self._source, article.source),
            (self._url, article.url),
        ):
            field.setText(value)
            field.setCursorPosition(0)

    def _show_line(self, row: int, line: CopiedLine) -> None:
        label = self._titles.get(line.label, line.label) if line.is_in else _LEFT_OUT
        for column, text in enumerate((label, line.text[:_MOST_SHOWN])):
            cell = QTableWidgetItem(text)
            if not line.is_in:
                cell.setForeground(self.palette().color(QPalette.ColorRole.PlaceholderText))
            self._table.setItem(row, column, cell)

    def _record(self) -> object:
        record = self._readings[self._choices.checkedId()].record
        article = replace(
            record.article,
            title=self._title.text().strip(),
            source=self._source.text().strip(),
            url=self._url.text().strip(),
        )
        return replace(record, article=article)
