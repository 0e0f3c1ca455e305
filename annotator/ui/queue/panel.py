"""The queue as a widget."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QProgressBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.queue_order import QueueOrder
from annotator.domain.step import Progress
from annotator.store import ArticleFilter
from annotator.ui.queue.delegate import QueueDelegate, paint_progress
from annotator.ui.queue.model import QueueModel
from annotator.ui.theme.theme import Theme
from annotator.workspace.workspace import Workspace

_PATIENCE_MS = 150
_FILTERS: tuple[tuple[Progress | None, str], ...] = (
    (None, "All articles"),
    (Progress.TODO, "To do"),
    (Progress.DOING, "Begun"),
    (Progress.DONE, "Done"),
    (Progress.SKIPPED, "Skipped"),
)


class QueuePanel(QWidget):
    """``article_chosen`` carries an id; the other signals ask for another list of ids."""

    article_chosen = Signal(str)
    filter_changed = Signal(object)
    order_chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("queue")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._workspace: Workspace | None = None
        self.model = QueueModel()
        self._search = QLineEdit()
        self._search.setPlaceholderText("Filter articles")
        self._search.setAccessibleName("Filter articles by title and text")
        self._search.setClearButtonEnabled(True)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PATIENCE_MS)
        self._timer.timeout.connect(self._on_filter_changed)
        self._search.textChanged.connect(lambda: self._timer.start())
        self._search.returnPressed.connect(self._on_return_pressed)
        self.list = self._make_list()
        self._empty = QLabel()
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setProperty("quiet", True)
        self._group = QButtonGroup(self)
        self._buttons: dict[Progress | None, QToolButton] = {}
        self._order = QComboBox()
        self._order.setAccessibleName("Order of the articles")
        for order in QueueOrder:
            self._order.addItem(order.says, order)
        self._order.currentIndexChanged.connect(lambda _index: self.order_chosen.emit(self.order))
        self._done = QLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Articles done")
        self._arrange()
        theme.changed.connect(self._draw_filters)

    def _make_list(self) -> QListView:
        view = QListView()
        view.setModel(self.model)
        self._delegate = QueueDelegate(self._theme)
        view.setItemDelegate(self._delegate)
        # Without it, Qt measures every row before it shows the first.
        view.setUniformItemSizes(True)
        view.setAccessibleName("Articles")
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.selectionModel().currentChanged.connect(self._on_current_changed)
        return view

    def _arrange(self) -> None:
        filters = QHBoxLayout()
        filters.setSpacing(2)
        for progress, title in _FILTERS:
            button = QToolButton()
            button.setCheckable(True)
            button.setToolTip(title)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            self._group.addButton(button)
            self._buttons[progress] = button
            filters.addWidget(button)
        filters.addStretch(1)
        self._buttons[None].setChecked(True)
        self._group.buttonClicked.connect(lambda _button: self._on_filter_changed())
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 8, 16, 12)
        foot.setSpacing(8)
        foot.addWidget(self._done)
        foot.addWidget(self._bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(6)
        top = QVBoxLayout()
        top.setContentsMargins(12, 0, 12, 0)
        top.addWidget(self._search)
        top.addLayout(filters)
        top.addWidget(self._order)
        column.addLayout(top)
        column.addWidget(self._empty, 1)
        column.addWidget(self.list, 1)
        column.addLayout(foot)

    # What is shown

    def show_articles(self, workspace: Workspace | None, ids: list[str]) -> None:
        """Show these articles; the chosen one stays chosen where it is among them."""
        chosen = self.model.id_at(self.list.currentIndex().row())
        self._workspace = workspace
        self.model.show(workspace, ids, self.order)
        if chosen is not None:
            self.mark(chosen)
        self.list.setVisible(bool(ids))
        self._empty.setVisible(not ids)
        is_filtered = bool(self.filter.typed or self.filter.progress)
        self._empty.setText(
            "Nothing matches. Change the filter above."
            if is_filtered
            else "No articles yet.\n\nDrop files or a folder here, or press Ctrl+I."
        )
        self.count()

    def refresh_row(self, article_id: str) -> None:
        """Show how far an article is now; counts again where it moved on."""
        before = self.model.progress_of(article_id)
        self.model.refresh(article_id)
        if before is not self.model.progress_of(article_id):
            self.count()

    def count(self) -> None:
        """Count again how many articles are in each progress."""
        if self._workspace is None:
            return
        counts = self._workspace.queries.progress_counts(self._workspace.owner)
        total = sum(counts.values())
        for progress, title in _FILTERS:
            number = total if progress is None else counts[progress]
            text = f"All {number:,}" if progress is None else f"{number:,}"
            self._buttons[progress].setText(text)
            self._buttons[progress].setAccessibleName(f"{title}: {number}")
            self._buttons[progress].setVisible(progress is None or number > 0)
        done = counts[Progress.DONE] + counts[Progress.SKIPPED]
        self._done.setText(f"{done:,} of {total:,} done")
        self._bar.setRange(0, max(1, total))
        self._bar.setValue(done)
        self._search.setPlaceholderText(f"Filter {total:,} articles")
        self._draw_filters()

    def _draw_filters(self) -> None:
        for progress, button in self._buttons.items():
            if progress is not None:
                button.setIcon(self._shape(progress))

    def _shape(self, progress: Progress) -> QIcon:
        pixmap = QPixmap(28, 28)
        pixmap.setDevicePixelRatio(2)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_progress(painter, QRectF(0.5, 0.5, 13, 13), progress, self._theme)
        finally:
            painter.end()
        return QIcon(pixmap)

    def mark(self, article_id: str) -> None:
        """Show an article as the chosen one, without choosing it anew."""
        row = self.model.row_of(article_id)
        selection = self.list.selectionModel()
        selection.blockSignals(True)
        index = self.model.index(row) if row >= 0 else QModelIndex()
        selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        selection.blockSignals(False)
        self.list.viewport().update()
        if row >= 0:
            self.list.scrollTo(index)

    def neighbour(self, article_id: str, step: int) -> str | None:
        """Return the article ``step`` rows further on in the list."""
        return self.model.id_at(self.model.row_of(article_id) + step)

    def place(self, article_id: str) -> tuple[int, int]:
        """Return the article's row, from 1, and how many rows there are."""
        return self.model.row_of(article_id) + 1, self.model.rowCount()

    @property
    def filter(self) -> ArticleFilter:
        chosen = next(
            (progress for progress, button in self._buttons.items() if button.isChecked()), None
        )
        return ArticleFilter(chosen, self._search.text().strip(), self.order)

    @property
    def order(self) -> QueueOrder:
        return QueueOrder(self._order.currentData())

    def set_order(self, order: QueueOrder) -> None:
        """Choose an order; ``order_chosen`` follows where it is another one."""
        self._order.setCurrentIndex(self._order.findData(order))

    def focus_search(self) -> None:
        self._search.setFocus()
        self._search.selectAll()

    def _on_filter_changed(self) -> None:
        self.filter_changed.emit(self.filter)

    def _on_return_pressed(self) -> None:
        self.list.setFocus()
        if self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(0))

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        article_id = self.model.id_at(current.row())
        if article_id is not None:
            self.article_chosen.emit(article_id)
