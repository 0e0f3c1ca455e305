"""A layer as a card: what is in use there, and what it brings."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from annotator.domain.annotation import Layer
from annotator.ui.card_ground import paint_card
from annotator.ui.detectors.standing import Standing, findings_of, spoken_time
from annotator.ui.theme.fonts import ui_font
from annotator.ui.theme.theme import Theme

_ICONS = {Layer.SEGMENTS: "segments", Layer.ENTITIES: "tag", Layer.QUOTES: "quote"}
_COUNTED = {
    Layer.SEGMENTS: "lines with the right label",
    Layer.ENTITIES: "F1, exact extent and label",
    Layer.QUOTES: "F1, exact parts",
}
_MARGIN = 15


class LayerCard(QAbstractButton):
    """Choosing it shows the layer."""

    def __init__(self, layer: Layer, theme: Theme) -> None:
        super().__init__()
        self.layer = layer
        self._theme = theme
        self._in_use = self._figure = self._was = ""
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(150)
        theme.changed.connect(self.update)

    def show_standing(self, standing: Standing) -> None:
        used = standing.used
        found = findings_of(used)
        self._figure = self._was = ""
        if used is None:
            self._in_use = "Rules alone"
        elif used.came_from:
            self._in_use = f"Model from {used.came_from}"
        else:
            self._in_use = f"Model of {spoken_time(used.made)}"
        if found is not None:
            self._figure = f"{found.after.f1:.2f}"
            self._was = f"rules alone {found.before.f1:.2f}"
        elif (looked_at := findings_of(standing.shown)) is not None:
            self._figure = f"{looked_at.before.f1:.2f}"
        said = f", {self._figure} {_COUNTED[self.layer]}, {self._was}" if self._figure else ""
        self.setAccessibleName(f"{self.layer.value.capitalize()}: {self._in_use}{said}")
        self.setToolTip(self._in_use)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(250, 112)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_card(painter, self._theme, self)
            self._paint_words(painter)
        finally:
            painter.end()

    def _paint_words(self, painter: QPainter) -> None:
        icon = self._theme.icons.pixmap(
            _ICONS[self.layer], self._theme.tokens.text2, 16, self.devicePixelRatioF()
        )
        painter.drawPixmap(QPointF(_MARGIN, 14), icon)
        self._line(painter, self.layer.value.capitalize(), 38, 27, ui_font(13.5, 600), "text")
        self._line(painter, self._in_use, _MARGIN, 46, ui_font(12), "text2")
        if not self._figure:
            words = "Not measured yet"
            self._line(painter, words, _MARGIN, 80, ui_font(12.5), "text2")
            return
        figure = ui_font(26, 600)
        self._line(painter, self._figure, _MARGIN, 80, figure, "text")
        painter.setFont(figure)
        beside = _MARGIN + painter.fontMetrics().horizontalAdvance(self._figure) + 9
        self._line(painter, self._was, beside, 80, ui_font(12.5), "text2")
        self._line(painter, _COUNTED[self.layer], _MARGIN, 100, ui_font(11.5), "text2")

    def _line(
        self, painter: QPainter, text: str, left: float, baseline: float, font: QFont, token: str
    ) -> None:
        painter.setFont(font)
        painter.setPen(self._theme.colour(token))
        room = max(0, int(self.width() - left - _MARGIN))
        text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(left, baseline), text)
