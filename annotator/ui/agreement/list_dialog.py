"""The disagreements behind a figure, as a list that opens the article at each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QListView,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from annotator.comparing.disagreements import Choice, Cluster
from annotator.ui.row_delegate import Index, RowDelegate
from annotator.ui.row_list import ROW, RowList
from annotator.ui.severity import paint_severity
from annotator.ui.theme.fonts import ui_font
from annotator.ui.theme.theme import Theme

_HEIGHT = 62


def said_of(choice: Choice) -> str:
    """Return a choice in words: who, and which labels."""
    names = ", ".join(owner.name for owner in choice.owners)
    return f"{names}: {' + '.join(choice.labels) or 'nothing'}"


def _in_words(cluster: Cluster, title: str) -> str:
    kinds = ", ".join(kind.value for kind in cluster.kinds)
    choices = "; ".join(map(said_of, cluster.choices))
    return f"{kinds}: “{cluster.words}”. {choices}. {title}"


class DisagreementModel(RowList[Cluster]):
    """Disagreements, the gravest first."""

    def __init__(self, clusters: Sequence[Cluster], titles: Mapping[str, str]) -> None:
        # Not a method of this model: it would hold itself, and stay when the dialog is gone.
        super().__init__(
            lambda one: _in_words(one, titles.get(one.article_id, "")),
            sorted(clusters, key=lambda one: -one.severity),
        )
        self._titles = titles

    def title(self, cluster: Cluster) -> str:
        return self._titles.get(cluster.article_id, "")


class DisagreementList(QDialog):
    """Stays open beside the window.

    ``opened`` carries the disagreement that was activated, ``decision_wanted`` the one to be
    decided in Review.
    """

    opened = Signal(object)
    decision_wanted = Signal(object)

    def __init__(
        self,
        title: str,
        clusters: Sequence[Cluster],
        titles: Mapping[str, str],
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(660, 560)
        self.model = DisagreementModel(clusters, titles)
        heading = QLabel(title)
        heading.setFont(ui_font(15, 600))
        heading.setWordWrap(True)
        count = len(clusters)
        words = f"{count:,} disagreement{'s' if count != 1 else ''}, the gravest first. "
        hint = QLabel(words + "Enter opens the article at it, D decides it.")
        hint.setProperty("quiet", True)
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(_DisagreementDelegate(theme, self.model))
        self.view.setUniformItemSizes(True)
        self.view.setAccessibleName(title)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.activated.connect(self._on_activated)
        self.view.clicked.connect(self._on_activated)
        QShortcut(QKeySequence("D"), self, self._on_decide)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(6)
        for widget in (heading, hint, self.view):
            column.addWidget(widget)
        if count:
            self.view.setCurrentIndex(self.model.index(0))
        self.view.setFocus()

    def _on_activated(self, index: QModelIndex) -> None:
        cluster = index.data(ROW)
        if isinstance(cluster, Cluster):
            self.opened.emit(cluster)

    def _on_decide(self) -> None:
        cluster = self.view.currentIndex().data(ROW)
        if isinstance(cluster, Cluster):
            self.decision_wanted.emit(cluster)


class _DisagreementDelegate(RowDelegate):
    def __init__(self, theme: Theme, model: DisagreementModel) -> None:
        super().__init__(theme, _HEIGHT)
        self._model = model

    def paint_row(
        self, painter: QPainter, box: QRectF, index: Index, state: QStyle.StateFlag
    ) -> None:
        cluster = index.data(ROW)
        if not isinstance(cluster, Cluster):
            return
        if state & QStyle.StateFlag.State_Selected:
            self.paint_chosen(painter, box)
        paint_severity(painter, self._theme, box.topLeft(), cluster.severity)
        kinds = ", ".join(kind.value for kind in cluster.kinds)
        about = f"{cluster.layer.value.capitalize()} · {kinds} · {self._model.title(cluster)}"
        choices = "  ·  ".join(map(said_of, cluster.choices))
        words = box.adjusted(38, 0, -14, 0)
        self.write(painter, words, f"“{cluster.words}”", 13, 600, baseline=20)
        self.write(painter, words, choices, 12.5, baseline=37)
        self.write(painter, words, about, 11.5, token="text2", baseline=53)
