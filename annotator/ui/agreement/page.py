"""The page of the Agreement workspace: figures, matrices, troubles and articles."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.comparing.report import (
    HEADLINES,
    LENIENT,
    Agreement,
    Confusion,
    troubles,
)
from annotator.comparing.trend import trend
from annotator.domain.annotation import Layer
from annotator.domain.scheme import Scheme
from annotator.ui.actions import Actions
from annotator.ui.agreement.articles import ArticleTable
from annotator.ui.agreement.cards import FigureCard
from annotator.ui.agreement.cells import confusion_cells, heat_map, most_confused
from annotator.ui.agreement.filters import Filters
from annotator.ui.agreement.matrix import Matrix
from annotator.ui.agreement.trend import TrendPlot
from annotator.ui.agreement.troubles import TroubleList
from annotator.ui.theme.fonts import ui_font
from annotator.ui.theme.theme import Theme

_MOST_TROUBLES = 50


class AgreementPage(QWidget):
    """Shows one report. Each ``_opened`` signal asks for the disagreements behind what it names."""

    figure_opened = Signal(str)
    pair_opened = Signal(object, object)
    confusion_opened = Signal(str, str)
    trouble_opened = Signal(object)
    article_opened = Signal(str)
    batch_opened = Signal(object)

    def __init__(self, actions: Actions, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("agreement")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._agreement: Agreement | None = None
        self._scheme: Scheme | None = None
        self._confusion: Confusion | None = None
        self.layer = Layer.ENTITIES
        self.filters = Filters(actions, theme)
        self.filters.match_changed.connect(self._fill)
        self.cards = [FigureCard(theme) for _ in range(6)]
        self.heat = Matrix(theme, "Annotator by annotator", heading=74, row_height=46)
        self.confusion = Matrix(theme, "Who says what instead", heading=82, row_height=29)
        self.troubles = TroubleList(theme)
        self.articles = ArticleTable(theme)
        self.trend = TrendPlot(theme)
        self._empty = QLabel()
        self._empty.setObjectName("agreementEmpty")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._empty.setFont(ui_font(14))
        self._empty.setProperty("quiet", True)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._body())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(self._pages, 1)
        self._connect()

    def _body(self) -> QScrollArea:
        body = QWidget()
        body.setObjectName("agreement")
        column = QVBoxLayout(body)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        cards = QHBoxLayout()
        cards.setSpacing(12)
        for card in self.cards:
            cards.addWidget(card, 1)
        column.addLayout(cards)
        middle = QGridLayout()
        middle.setSpacing(12)
        heat, self._heat_title, self._heat_note = _card(self.heat)
        confusion, self._confusion_title, self._confusion_note = _card(self.confusion)
        listed, title, note = _card(self.troubles)
        title.setText("Where it hurts most")
        note.setText("Disagreements by what they are about")
        for place, (frame, stretch) in enumerate(((heat, 25), (confusion, 35), (listed, 37))):
            frame.setFixedHeight(338)
            frame.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            middle.addWidget(frame, 0, place)
            middle.setColumnStretch(place, stretch)
        column.addLayout(middle)
        table = QFrame()
        table.setObjectName("card")
        rows = QVBoxLayout(table)
        rows.setContentsMargins(10, 8, 10, 10)
        rows.addWidget(self.articles)
        table.setMinimumHeight(220)
        over_time, self._trend_title, self._trend_note = _card(self.trend)
        over_time.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(table, 65)
        below.addWidget(over_time, 32)
        column.addLayout(below, 1)
        area = QScrollArea()
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area

    def _connect(self) -> None:
        for card in self.cards:
            card.clicked.connect(lambda _checked=False, one=card: self._choose(one))
            card.opened.connect(self.figure_opened)
        self.heat.opened.connect(self._on_heat_opened)
        self.confusion.opened.connect(self._on_confusion_opened)
        self.troubles.opened.connect(self.trouble_opened)
        self.articles.opened.connect(self.article_opened)
        self.trend.opened.connect(self.batch_opened)

    # Showing

    def show_empty(self, text: str) -> None:
        """Show in words why there are no figures, and what would give some."""
        self._agreement = None
        self._empty.setText(text)
        self._pages.setCurrentIndex(0)

    def show_report(self, agreement: Agreement, scheme: Scheme) -> None:
        self._agreement, self._scheme = agreement, scheme
        has_focus = self.isAncestorOf(QApplication.focusWidget() or self)
        self._pages.setCurrentIndex(1)
        self._fill()
        if has_focus:
            self.focus_figures()

    def _fill(self) -> None:
        if self._agreement is None:
            return
        keys = HEADLINES if self.filters.is_exact else LENIENT
        shown: tuple[tuple[str, str], ...] = (
            (keys[Layer.SEGMENTS], "Segments"),
            (keys[Layer.ENTITIES], "Entities"),
            ("entities.alpha", "Entity labels"),
            (keys[Layer.QUOTES], "Quotes"),
            ("quotes.speaker", "Speakers"),
        )
        shown += (("entities.gamma", "γ"),) if self._agreement.gamma else ()
        for card, (key, title) in zip(self.cards, shown, strict=False):
            card.show_figure(self._agreement.figure(key), title)
        # The last card is γ's, which is only there where it was asked for.
        self.cards[-1].setVisible(self._agreement.gamma is not None)
        self.troubles.show_troubles(troubles(self._agreement.disagreements)[:_MOST_TROUBLES])
        self.articles.show_articles(self._agreement.articles, keys)
        self._show_layer()

    @property
    def panes(self) -> list[QWidget]:
        """What one goes through pane by pane."""
        first = self.cards[0]
        return [first, self.heat, self.confusion, self.troubles, self.articles, self.trend]

    def focus_figures(self) -> None:
        """Give the focus to the card whose layer is shown, so that keys work at once."""
        chosen = next((card for card in self.cards if card.isChecked()), self.cards[0])
        chosen.setFocus()

    def _choose(self, card: FigureCard) -> None:
        if card.figure is not None:
            self.layer = card.figure.layer
        self._show_layer(card)

    def _show_layer(self, chosen: FigureCard | None = None) -> None:
        """Show the chosen layer's matrices, and mark the card they belong to."""
        agreement, scheme = self._agreement, self._scheme
        if agreement is None or scheme is None:
            return
        of_layer = [one for one in self.cards if one.figure and one.figure.layer is self.layer]
        marked = chosen if chosen in of_layer else of_layer[0]
        for card in self.cards:
            card.setChecked(card is marked)
        keys = HEADLINES if self.filters.is_exact else LENIENT
        key = keys[self.layer]
        whole = next(one for one in agreement.confusions if one.layer is self.layer)
        confusion = self._confusion = most_confused(whole)
        self.heat.show_cells(heat_map(agreement, key))
        self.confusion.show_cells(confusion_cells(confusion, scheme))
        batches = trend(agreement.articles, key)
        self.trend.show_batches(batches)
        self._trend_title.setText("Over time")
        order = "last worked on" if any(one.first for one in batches) else "imported"
        self._trend_note.setText(f"{agreement.figure(key).title}, articles as they were {order}")
        name = {"segments": "Segment labels", "entities": "Entity labels", "quotes": "Quote types"}
        self._heat_title.setText("Annotator by annotator")
        self._heat_note.setText(f"{agreement.figure(key).title} in pairs, articles in common below")
        self._confusion_title.setText(f"{name[self.layer.value]}: who says what instead")
        rest = len(whole.labels) - len(confusion.labels)
        more = f"; {rest} labels with fewer errors are in the report" if rest else ""
        self._confusion_note.setText(f"All pairs, counted in {confusion.unit}{more}")
        self._confusion_note.setToolTip("Row: the annotator who comes first; column: the other")

    # Opening

    def _on_heat_opened(self, row: int, column: int) -> None:
        if self._agreement is not None:
            owners = self._agreement.owners
            self.pair_opened.emit(owners[row], owners[column])

    def _on_confusion_opened(self, row: int, column: int) -> None:
        if self._confusion is not None:
            labels = self._confusion.labels
            self.confusion_opened.emit(labels[row], labels[column])


def _card(inside: QWidget) -> tuple[QFrame, QLabel, QLabel]:
    """Return a card with a heading and a note above ``inside``."""
    card = QFrame()
    card.setObjectName("card")
    column = QVBoxLayout(card)
    column.setContentsMargins(18, 14, 12, 12)
    column.setSpacing(2)
    title, note = QLabel(), QLabel()
    title.setFont(ui_font(14, 600))
    note.setFont(ui_font(12))
    note.setProperty("quiet", True)
    for label in (title, note):
        label.setMinimumWidth(40)
        column.addWidget(label)
    column.addSpacing(6)
    column.addWidget(inside, 1)
    return card, title, note
