"""The Label workspace: the queue, the article, the panel beside it, and the keys below."""

from __future__ import annotations

from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from annotator.ui.arranging import side_by_side, stacked
from annotator.ui.bars import ArticleBar
from annotator.ui.key_bar import KeyBar
from annotator.ui.panels import SidePanel
from annotator.ui.queue import QueuePanel

_WIDTHS = (268, 808, 364)


class LabelWorkspace(QWidget):
    """``panes`` shares out the room between its three columns."""

    def __init__(
        self,
        queue: QueuePanel,
        article_bar: ArticleBar,
        article: QSplitter,
        panel: SidePanel,
        key_bar: KeyBar,
    ) -> None:
        """``article`` is the article with what may stand beside and below it."""
        super().__init__()
        queue.setMinimumWidth(200)
        panel.setMinimumWidth(260)
        self.panes = side_by_side(queue, stacked(article, above=article_bar.widget), panel)
        self.panes.setSizes(list(_WIDTHS))
        self.panes.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.panes, 1)
        column.addWidget(key_bar)
