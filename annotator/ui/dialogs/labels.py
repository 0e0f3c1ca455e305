"""Changing the labels of a project: their names, keys and colours, new ones, others that go."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QKeySequence, QPainter, QPixmap, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTabBar,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.annotation import Layer
from annotator.domain.errors import MendableError
from annotator.domain.scheme import Label
from annotator.ui.dialogs.layouts import Dialog, made_table, plain_button
from annotator.ui.dialogs.question import tell
from annotator.ui.theme.theme import Theme
from annotator.workspace.scheme_draft import DraftLabel, SchemeDraft
from annotator.workspace.schemes import read_scheme, write_scheme

_COLUMNS = ("Key", "Name", "Title", "Annotations")
_KEY, _NAME, _TITLE, _COUNT = range(len(_COLUMNS))
_COLOURS = {
    "Slate": ("#4A5F86", "#9DB2DA"),
    "Grey": ("#62656C", "#98A0A9"),
    "Steel": ("#4F5B6B", "#B3BFD0"),
    "Blue": ("#2457C5", "#86B2FF"),
    "Indigo": ("#5A4FB0", "#B8B0FF"),
    "Violet": ("#7637BC", "#C6A4FF"),
    "Plum": ("#9A1F6D", "#F29BD0"),
    "Pink": ("#A81C69", "#F58BC5"),
    "Red": ("#B23C12", "#FF9E74"),
    "Brown": ("#83462B", "#E0B090"),
    "Amber": ("#8F5400", "#EBB95C"),
    "Gold": ("#7A5B00", "#E3C363"),
    "Olive": ("#55690A", "#B9D466"),
    "Moss": ("#3F6212", "#A9CF7A"),
    "Green": ("#0A7350", "#58D0A8"),
    "Pine": ("#2F6B5E", "#8FD3C4"),
    "Teal": ("#0B6C86", "#5FC9E6"),
}
"""Each reads well on the light and on the dark page."""
_FILES = ["Label schemes (*.json)", "All files (*)"]


class LabelsDialog(Dialog):
    """Changes ``draft``, whose labels the project is to have once the dialog is accepted."""

    def __init__(
        self, draft: SchemeDraft, layer: Layer, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__("Labels", parent)
        self._draft, self._theme = draft, theme
        self._rows: list[DraftLabel] = []
        self.add_text(
            f"The labels of “{draft.scheme.name}”, version {draft.scheme.version}. A change is for "
            "everybody in this project and for finished articles too; one undo takes it back."
        )
        self._tabs = QTabBar()
        self._tabs.setAccessibleName("Layer")
        self._tabs.setExpanding(False)
        self._tabs.setDrawBase(False)
        for one in Layer:
            self._tabs.addTab(one.value.capitalize())
        self._tabs.setCurrentIndex(list(Layer).index(layer))
        self._tabs.currentChanged.connect(lambda _index: self._show_layer())
        self.column.addWidget(self._tabs)
        self._table = made_table("Labels of the layer", _COLUMNS)
        self._fit()
        self.form = LabelForm(theme)
        self.form.changed.connect(self._on_edited)
        beside = QHBoxLayout()
        beside.setSpacing(18)
        beside.addLayout(self._with_buttons(), 1)
        beside.addWidget(self.form)
        self.column.addLayout(beside, 1)
        self._told = self.add_text("")
        self._save = self.finish_with("Change labels")
        self._table.itemSelectionChanged.connect(self._show_label)
        self._show_layer()
        self._table.setFocus()
        self.resize(880, 620)

    def _fit(self) -> None:
        header = self._table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(_TITLE, QHeaderView.ResizeMode.Stretch)
        for column, width in ((_KEY, 64), (_NAME, 150), (_COUNT, 110)):
            self._table.setColumnWidth(column, width)
        self._table.setSelectionMode(self._table.SelectionMode.SingleSelection)
        self._table.setWordWrap(False)

    def _with_buttons(self) -> QVBoxLayout:
        below = QHBoxLayout()
        self._new = plain_button("&New label", self._add)
        self._remove = plain_button("&Remove", self._remove_or_keep)
        self._up = plain_button("&Up", lambda: self._move(-1))
        self._down = plain_button("&Down", lambda: self._move(1))
        for button in (self._new, self._remove, self._up, self._down):
            below.addWidget(button)
        below.addStretch(1)
        below.addWidget(plain_button("&Load…", self._choose_file))
        below.addWidget(plain_button("&Save as…", self._choose_target))
        for key, slot in (
            ("Ins", self._add),
            ("Del", self._remove_or_keep),
            ("Alt+Up", lambda: self._move(-1)),
            ("Alt+Down", lambda: self._move(1)),
        ):
            shortcut = QShortcut(QKeySequence(key), self._table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)
        column = QVBoxLayout()
        column.addWidget(self._table, 1)
        column.addLayout(below)
        return column

    # Showing

    @property
    def _layer(self) -> Layer:
        return list(Layer)[self._tabs.currentIndex()]

    @property
    def _row(self) -> DraftLabel | None:
        at = self._table.currentRow()
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def _show_layer(self, chosen: DraftLabel | None = None) -> None:
        self._rows = self._draft.of_layer(self._layer)
        self._table.blockSignals(True)
        self._table.setRowCount(len(self._rows))
        for at in range(len(self._rows)):
            self._fill(at)
        row = self._rows.index(chosen) if chosen in self._rows else 0
        self._table.selectionModel().setCurrentIndex(
            self._table.model().index(row, _NAME),
            QItemSelectionModel.SelectionFlag.ClearAndSelect
            | QItemSelectionModel.SelectionFlag.Rows,
        )
        self._table.blockSignals(False)
        self._show_label()

    def _fill(self, at: int) -> None:
        row = self._rows[at]
        label = row.label
        count = f"{self._draft.count(row):,}" if self._layer is not Layer.QUOTES else ""
        for column, text in enumerate((label.key, label.name, label.title, count)):
            cell = QTableWidgetItem(text)
            cell.setToolTip(_becomes(row))
            font = QFont(self._table.font())
            font.setStrikeOut(row.is_going and column in (_NAME, _TITLE))
            cell.setFont(font)
            if column == _NAME:
                cell.setIcon(_swatch(self._theme.label_colour(label)))
            if column == _COUNT:
                cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._table.setItem(at, column, cell)

    def _show_label(self) -> None:
        row, is_quotes = self._row, self._layer is Layer.QUOTES
        others = [one for one in self._draft.staying(self._layer) if one is not row]
        self.form.show_label(row, others)
        self._new.setEnabled(not is_quotes)
        self._remove.setEnabled(row is not None and not is_quotes)
        self._remove.setText("&Keep" if row is not None and row.is_going else "&Remove")
        for button, edge in ((self._up, 0), (self._down, len(self._rows) - 1)):
            button.setEnabled(row is not None and self._table.currentRow() != edge)
        self._tell()

    def _tell(self) -> None:
        problem = self._draft.problem
        self._told.setText(problem or self._draft.summary)
        self._save.setEnabled(self._draft.is_changed and not problem)

    # Changing

    def _on_edited(self) -> None:
        self._fill(self._table.currentRow())
        self._tell()

    def _add(self) -> None:
        if self._layer is not Layer.QUOTES:
            self._show_layer(self._draft.add(self._layer, self._row))
            self.form.begin()

    def _remove_or_keep(self) -> None:
        row = self._row
        if row is None or self._layer is Layer.QUOTES:
            return
        at = self._table.currentRow()
        if row.is_going:
            self._draft.keep(row)
        else:
            self._draft.remove(row)
        rows = self._draft.of_layer(self._layer)
        self._show_layer(row if row in rows else rows[min(at, len(rows) - 1)] if rows else None)

    def _move(self, by: int) -> None:
        row = self._row
        if row is not None:
            self._draft.move(row, by)
            self._show_layer(row)

    # Files

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, "Load labels")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(_FILES)
        dialog.fileSelected.connect(lambda name: self.load(Path(name)))
        dialog.open()

    def load(self, path: Path) -> None:
        """Show the labels of a file; nothing changes before they are accepted."""
        try:
            self._draft.take(read_scheme(path))
        except MendableError as error:
            tell(self, "No labels were loaded", str(error))
            return
        self._show_layer()

    def _choose_target(self) -> None:
        dialog = QFileDialog(self, "Save labels", "labels.json")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(_FILES)
        dialog.setDefaultSuffix("json")
        dialog.fileSelected.connect(lambda name: self.save(Path(name)))
        dialog.open()

    def save(self, path: Path) -> None:
        """Write the labels that are shown to a file that other projects can load."""
        try:
            write_scheme(replace(self._draft.scheme, labels=self._draft.labels), path)
        except MendableError as error:
            tell(self, "The labels were not saved", str(error))


class LabelForm(QWidget):
    """The fields of one label; ``changed`` tells that somebody has changed one."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setFixedWidth(270)
        self._theme = theme
        self._row: DraftLabel | None = None
        self.name, self.title = QLineEdit(), QLineEdit()
        self.key, self.colour, self.place = QComboBox(), QComboBox(), QComboBox()
        self.is_body = QCheckBox("Running text")
        self.is_body.setToolTip("Quotes are looked for in it, and it is not dimmed.")
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 4, 0, 0)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        for title, field in (
            ("Name, in files", self.name),
            ("Title, in lists", self.title),
            ("Key", self.key),
            ("Colour", self.colour),
            ("", self.is_body),
            ("Its annotations become", self.place),
        ):
            self._form.addRow(title, field)
            field.setAccessibleName(title or self.is_body.text())
        for name in _COLOURS:
            self.colour.addItem(name)
        self.name.textEdited.connect(lambda text: self._put(name=text))
        self.title.textEdited.connect(lambda text: self._put(title=text))
        self.key.activated.connect(lambda _at: self._put(key=self.key.currentData()))
        self.colour.activated.connect(lambda _at: self._paint())
        self.is_body.clicked.connect(lambda is_body: self._put(is_body=is_body))
        self.place.activated.connect(lambda _at: self._give())

    def show_label(self, row: DraftLabel | None, others: list[DraftLabel]) -> None:
        """Show a label; ``others`` are those that can take its place."""
        self._row = row
        self.setEnabled(row is not None)
        if row is None:
            return
        label, is_staying = row.label, not row.is_going
        for line, text in ((self.name, label.name), (self.title, label.title)):
            line.setText(text)
            line.setCursorPosition(0)
        self.name.setEnabled(is_staying and label.layer is not Layer.QUOTES)
        for field in (self.title, self.colour, self.is_body):
            field.setEnabled(is_staying)
        self._show_keys(label, others)
        self.key.setEnabled(is_staying and label.layer is not Layer.QUOTES)
        self._show_colours(label)
        self._form.setRowVisible(self.is_body, label.layer is Layer.SEGMENTS)
        self.is_body.setChecked(label.is_body)
        self._form.setRowVisible(self.place, row.is_going)
        self._show_places(row, others)

    def begin(self) -> None:
        """Let the name of a new label be typed in."""
        self.name.setFocus()
        self.name.selectAll()

    def _show_keys(self, label: Label, others: list[DraftLabel]) -> None:
        taken = {one.label.key: one.label.shown for one in others}
        self.key.clear()
        self.key.addItem("None", "")
        for digit in "1234567890":
            if digit not in taken:
                self.key.addItem(digit, digit)
        self.key.setCurrentIndex(max(0, self.key.findData(label.key)))

    def _show_colours(self, label: Label) -> None:
        pairs = list(_COLOURS.values())
        for at, (light, dark) in enumerate(pairs):
            colour = dark if self._theme.tokens.is_dark else light
            self.colour.setItemIcon(at, _swatch(colour))
        own = (label.light, label.dark)
        self.colour.setCurrentIndex(pairs.index(own) if own in pairs else -1)

    def _show_places(self, row: DraftLabel, others: list[DraftLabel]) -> None:
        self.place.clear()
        if row.label.layer is Layer.ENTITIES:
            self.place.addItem("Nothing: they go too", None)
        for one in others:
            self.place.addItem(one.label.shown, one)
        known = [self.place.itemData(at) for at in range(self.place.count())]
        self.place.setCurrentIndex(known.index(row.place) if row.place in known else 0)

    def _put(self, **values: object) -> None:
        if self._row is not None:
            self._row.label = replace(self._row.label, **values)  # type: ignore[arg-type]
            self.changed.emit()

    def _paint(self) -> None:
        light, dark = _COLOURS[self.colour.currentText()]
        self._put(light=light, dark=dark)

    def _give(self) -> None:
        if self._row is not None:
            self._row.place = self.place.currentData()
            self.changed.emit()


def _becomes(row: DraftLabel) -> str:
    if not row.is_going:
        return ""
    return f"Becomes {row.place.label.shown}" if row.place else "Goes with its annotations"


def _swatch(colour: str) -> QIcon:
    pixmap = QPixmap(28, 28)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(1, 1, 12, 12, 3, 3)
    painter.end()
    return QIcon(pixmap)
