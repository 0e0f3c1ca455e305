"""How articles are divided: shares, seed, what stays together, and the counts that come of it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from annotator.domain.errors import MendableError
from annotator.ui.dialogs.layouts import inset
from annotator.ui.dialogs.release.parts import Card, quiet, row_of, wrapped
from annotator.ui.key_button import KeyButton, Switch
from annotator.ui.theme.fonts import ui_font
from annotator.ui.theme.theme import Theme
from annotator.workspace.releasing.splitting import SplitRule, StratifiedBy

_TITLES = {
    StratifiedBy.SOURCE: "Sources",
    StratifiedBy.LANGUAGE: "Languages",
    StratifiedBy.NOTHING: "Nothing",
}


class SplitsCard(Card):
    """``changed`` tells that another rule is chosen; ``groups_wanted`` asks for near-duplicates."""

    changed = Signal()
    groups_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        rule = SplitRule()
        self._threshold = rule.threshold
        self._by = {one: KeyButton(theme, title) for one, title in _TITLES.items()}
        self._by[rule.stratified_by].setChecked(True)
        switch = Switch(*self._by.values())
        self._by[rule.stratified_by].setChecked(True)
        self._seed = QLineEdit(str(rule.seed))
        self._seed.setAccessibleName("Seed")
        self._seed.setMaximumWidth(90)
        self.column.addLayout(row_of(quiet("Like shares of"), switch, quiet("Seed"), self._seed))
        self.bar = SplitBar(theme)
        self.column.addWidget(self.bar)
        self._add_shares(rule)
        self._near = QCheckBox("Keep near-duplicates together")
        self._near.setChecked(True)
        self._groups = QPushButton("Show groups…")
        self._groups.setAutoDefault(False)
        self._groups.setEnabled(False)
        self._groups.clicked.connect(self.groups_wanted)
        row = row_of(self._near)
        row.addWidget(self._groups)
        self.column.addLayout(row)
        self._found = wrapped("The texts are being compared…")
        self.column.addWidget(self._found)
        self._sources = QCheckBox("Keep the articles of a source together")
        self.column.addWidget(self._sources)
        self._seed.textChanged.connect(self.changed)
        for button in (*self._by.values(), self._near, self._sources):
            button.toggled.connect(self.changed)

    def _add_shares(self, rule: SplitRule) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        self._shares: dict[str, QSpinBox] = {}
        self._counts: dict[str, QLabel] = {}
        for number, (name, share) in enumerate(rule.ratios):
            title, count, box = QLabel(name.capitalize()), quiet(), inset(QSpinBox())
            title.setFont(ui_font(13, 600))
            box.setRange(0, 100)
            box.setSuffix(" %")
            box.setValue(round(share * 100))
            box.setAccessibleName(f"Share of {name}")
            box.valueChanged.connect(self.changed)
            for line, widget in enumerate((title, count, box)):
                grid.addWidget(widget, line, number)
            self._shares[name], self._counts[name] = box, count
        self.column.addLayout(grid)

    def rule(self) -> SplitRule:
        """Return the rule that is chosen; raise ``MendableError`` where it makes no sense."""
        try:
            seed = int(self._seed.text())
        except ValueError:
            raise MendableError("The seed must be a whole number, such as 1.") from None
        return SplitRule(
            ratios=tuple((name, box.value() / 100) for name, box in self._shares.items()),
            seed=seed,
            stratified_by=next(one for one, button in self._by.items() if button.isChecked()),
            keeps_near_duplicates=self._near.isChecked(),
            threshold=self._threshold,
            keeps_sources=self._sources.isChecked(),
        )

    def show_counts(self, counts: Mapping[str, int]) -> None:
        for name, label in self._counts.items():
            count = counts.get(name, 0)
            label.setText(f"{count:,} {'article' if count == 1 else 'articles'}")
        self.bar.show_counts([counts.get(name, 0) for name in self._counts])

    def show_near_duplicates(self, groups: int, articles: int) -> None:
        self._groups.setEnabled(bool(groups))
        noun = "group" if groups == 1 else "groups"
        self._found.setText(
            f"{groups:,} {noun}, {articles:,} articles" if groups else "There are none."
        )


class SplitBar(QWidget):
    """The splits as parts of one bar."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._counts: list[int] = []
        self.setFixedHeight(12)
        theme.changed.connect(self.update)

    def show_counts(self, counts: list[int]) -> None:
        self._counts = counts
        self.setAccessibleName(f"Splits of {', '.join(f'{count:,}' for count in counts)} articles")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            parts = [count for count in self._counts if count]
            room = self.width() - 3 * max(0, len(parts) - 1)
            left = 0.0
            inks = zip(self._counts, (tokens.text2, tokens.hair2, tokens.hair), strict=False)
            for count, ink in inks:
                if count:
                    width = room * count / sum(parts)
                    painter.setBrush(QColor(ink))
                    painter.drawRoundedRect(QRectF(left, 0, width, self.height()), 2, 2)
                    left += width + 3
        finally:
            painter.end()
