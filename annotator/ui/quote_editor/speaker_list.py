"""The list of speakers to choose from, each with its key, kind, reason and score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from annotator.domain.annotation import Layer, Speaker, SpeakerKind
from annotator.domain.register import Entity, EntityKind
from annotator.domain.scheme import Scheme
from annotator.ui.article import marks
from annotator.ui.quote_editor.cap_button import CAP, paint_cap
from annotator.ui.theme.fonts import ui_font
from annotator.ui.theme.theme import Theme

_ROW = 36
_MOST_ROWS = 4
_OPTION = Qt.ItemDataRole.UserRole
# The labels of mentions whose chips tell a person from an organisation.
_LABELS = {
    EntityKind.PERSON: "PERSON",
    EntityKind.ORGANISATION: "ORG",
    EntityKind.PLACE: "GPE",
    EntityKind.OTHER: "",
}
_NAVIGATION = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)


@dataclass(frozen=True, slots=True)
class Option:
    """A speaker to choose; ``score`` is in 0–1, or ``None`` where nobody ranked it."""

    entity: Entity
    reason: str
    score: float | None = None
    is_new: bool = False

    @property
    def speaker(self) -> Speaker:
        return Speaker(SpeakerKind.ENTITY, self.entity.id, self.entity.name)

    @property
    def title(self) -> str:
        return f"Add “{self.entity.name}”" if self.is_new else self.entity.name


class OptionList(QListWidget):
    def __init__(self, theme: Theme, scheme: Scheme) -> None:
        super().__init__()
        self.setAccessibleName("Speakers, likeliest first")
        self.setItemDelegate(_OptionDelegate(self, theme, scheme))
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.changed.connect(self.viewport().update)

    def fill(self, options: Sequence[Option]) -> None:
        self.clear()
        for number, option in enumerate(options, start=1):
            row = QListWidgetItem(option.title)
            row.setData(_OPTION, option)
            score = "" if option.score is None else f", {round(option.score * 100)} percent"
            said = f"{number}: {option.title}, {option.entity.kind.value}, {option.reason}{score}"
            row.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            self.addItem(row)
        self.setFixedHeight(_ROW * min(_MOST_ROWS, len(options)) + 2)
        self.setVisible(bool(options))

    @property
    def current(self) -> Option | None:
        row = self.currentItem()
        found = row.data(_OPTION) if row is not None else None
        return found if isinstance(found, Option) else None

    def row_of(self, speaker: Speaker) -> int:
        rows = range(self.count()) if speaker.entity else ()
        ids = ((row, self.item(row).data(_OPTION).entity.id) for row in rows)
        return next((row for row, entity_id in ids if entity_id == speaker.entity), -1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Letters and digits are the editor's; the list would search for them.
        if event.key() in _NAVIGATION:
            super().keyPressEvent(event)
        else:
            event.ignore()


class _OptionDelegate(QStyledItemDelegate):
    """Paints key, name, kind, reason, and the score as a bar and a figure."""

    def __init__(self, parent: QListWidget, theme: Theme, scheme: Scheme) -> None:
        super().__init__(parent)
        self._list = parent
        self._theme = theme
        self._labels = {one.name: one for one in scheme.of_layer(Layer.ENTITIES)}

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(100, _ROW)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row = index.data(_OPTION)
        if not isinstance(row, Option):
            return
        box: QRect = option.rect
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        tokens = self._theme.tokens
        painter.save()
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if is_chosen:
                ground = QRectF(box).adjusted(2, 2, -2, -2)
                marks.fill(painter, ground, tokens.accentbg, 6)
                if self._list.hasFocus():
                    marks.ring(painter, ground.adjusted(1, 1, -1, -1), tokens.accent, 1.5)
            elif index.row():
                painter.setPen(marks.solid_pen(tokens.hair, 1))
                painter.drawLine(box.left() + 12, box.top(), box.right() - 12, box.top())
            cap = QRectF(box.left() + 12, box.center().y() - CAP / 2 + 1, CAP, CAP)
            works = self._list.hasFocus()
            key = str(index.row() + 1)
            paint_cap(painter, tokens, cap, key, is_filled=is_chosen, works=works)
            room = self._score(painter, QRectF(box), row.score)
            self._words(painter, room, row)
        finally:
            painter.restore()

    def _score(self, painter: QPainter, box: QRectF, score: float | None) -> QRectF:
        """Paint bar and figure, and return the room between key and bar."""
        tokens = self._theme.tokens
        if score is not None:
            painter.setFont(ui_font(12))
            painter.setPen(QColor(tokens.text2))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            figure = f"{min(score, 0.99):.2f}".lstrip("0")
            painter.drawText(box.adjusted(0, 0, -12, 0), right, figure)
            track = QRectF(box.right() - 64, box.center().y() - 2, 24, 4)
            marks.fill(painter, track, tokens.inset, 2)
            track.setWidth(max(4.0, track.width() * score))
            marks.fill(painter, track, tokens.accent, 2)
        return box.adjusted(12 + CAP + 10, 0, -84, 0)

    def _words(self, painter: QPainter, room: QRectF, row: Option) -> None:
        tokens = self._theme.tokens
        metrics = QFontMetricsF(ui_font(13, 500))
        name = metrics.elidedText(row.title, Qt.TextElideMode.ElideRight, room.width() * 0.6)
        painter.setFont(ui_font(13, 500))
        painter.setPen(QColor(tokens.text))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)
        left = room.left() + metrics.horizontalAdvance(name) + 8
        label = self._labels.get(_LABELS[row.entity.kind])
        if label is not None:
            colour = self._theme.label_colour(label)
            top = room.center().y() - marks.CHIP_HEIGHT / 2
            left = 8 + marks.chip(
                painter, left, top, label.name, colour, tokens.chipfg, is_filled=True
            )
        painter.setFont(ui_font(12))
        painter.setPen(QColor(tokens.text2))
        reason = QRectF(left, room.top(), room.right() - left, room.height())
        shown = painter.fontMetrics().elidedText(
            row.reason, Qt.TextElideMode.ElideRight, int(reason.width())
        )
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(reason, right, shown)
