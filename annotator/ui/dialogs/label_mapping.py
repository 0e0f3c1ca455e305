"""What the labels of files are called in the project, asked before anything of them is stored."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QWidget,
)

from annotator.domain.annotation import Layer
from annotator.domain.scheme import LEFT_OUT, Scheme
from annotator.ui.dialogs.layouts import Dialog, made_cell, made_form_table
from annotator.workspace.label_map import LabelMap
from annotator.workspace.surveying import ForeignLabel

_TITLES = ("Layer", "Their label", "Count", "First example", "Our label", "Why")
_LAYER, _THEIRS, _COUNT, _EXAMPLE, _OURS, _WHY = range(len(_TITLES))
_ROW = 38
_WIDTH_OF_CHOICE = 210


class LabelMappingDialog(Dialog):
    """``chosen`` carries what each label is called here: by layer and name, empty to leave out.

    Tab goes from choice to choice; arrow keys, or a label's first letter, change one.
    """

    chosen = Signal(object)

    def __init__(
        self,
        found: Sequence[ForeignLabel],
        labels: LabelMap,
        scheme: Scheme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("What their labels are called here", parent)
        self._found = found
        count = len(found)
        many = "One label is" if count == 1 else f"{count:,} labels are"
        self.add_text(
            f"{many} not in the scheme “{scheme.name}”. Choose what each is called here; "
            "the project remembers it for the next import. Nothing has been imported yet."
        )
        self._table = made_form_table("Labels that the scheme has not", _TITLES, count, _ROW)
        self.column.addWidget(self._table, 1)
        self._choices = [self._add(row, labels, scheme) for row in range(count)]
        self._fit()
        self._told = self.add_text("")
        self.finish_with("Import")
        self.accepted.connect(lambda: self.chosen.emit(self._mapping()))
        self.resize(920, min(640, 250 + _ROW * count))
        self._tell()
        unsure = (box for box in self._choices if box.currentData() == LEFT_OUT)
        next(unsure, self._choices[0]).setFocus()

    def _add(self, row: int, labels: LabelMap, scheme: Scheme) -> QComboBox:
        one = self._found[row]
        guess = labels.guess(one.layer, one.name)
        example = f"{one.before}[{one.words}]{one.after}".strip()
        cells = {
            _LAYER: one.layer.value.capitalize(),
            _THEIRS: one.name,
            _COUNT: f"{one.count:,}",
            _EXAMPLE: example,
            _WHY: guess.why,
        }
        for column, text in cells.items():
            self._table.setItem(row, column, made_cell(text))
        box = _Choice(scheme, one.layer)
        box.setAccessibleName(f"Our label for {one.name}")
        box.setCurrentIndex(max(0, box.findData(guess.label)))
        box.currentIndexChanged.connect(lambda: self._on_changed(row))
        box.focused.connect(lambda: self._table.scrollTo(self._table.model().index(row, _OURS)))
        self._table.setCellWidget(row, _OURS, _framed(box))
        return box

    def _fit(self) -> None:
        header = self._table.horizontalHeader()
        self._table.resizeColumnsToContents()
        header.setSectionResizeMode(_EXAMPLE, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(_OURS, _WIDTH_OF_CHOICE)
        header.resizeSection(_WHY, 110)
        if len({one.layer for one in self._found}) == 1:
            self._table.hideColumn(_LAYER)

    def _on_changed(self, row: int) -> None:
        self._table.setItem(row, _WHY, made_cell("chosen"))
        self._tell()

    def _tell(self) -> None:
        pairs = list(zip(self._found, self._choices, strict=True))
        out = sum(one.count for one, box in pairs if box.currentData() == LEFT_OUT)
        kept = sum(one.count for one in self._found) - out
        self._told.setText(f"{kept:,} annotations come in under our labels, {out:,} are left out.")

    def _mapping(self) -> dict[tuple[Layer, str], str]:
        return {
            (one.layer, one.name): box.currentData()
            for one, box in zip(self._found, self._choices, strict=True)
        }


def _framed(box: QComboBox) -> QWidget:
    """Keep the fields of neighbouring rows apart."""
    frame = QWidget()
    layout = QHBoxLayout(frame)
    layout.setContentsMargins(4, 3, 4, 3)
    layout.addWidget(box)
    return frame


class _Choice(QComboBox):
    """One of a layer's labels, or none; ``focused`` says that it may have to be scrolled to."""

    focused = Signal()

    def __init__(self, scheme: Scheme, layer: Layer) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.addItem("Leave out", LEFT_OUT)
        for label in scheme.of_layer(layer):
            self.addItem(label.title, label.name)
            self.setItemData(self.count() - 1, label.name, Qt.ItemDataRole.ToolTipRole)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Scrolling the table must not change what the pointer happens to pass.
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
