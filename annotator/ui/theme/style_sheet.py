"""The application's style sheet: what Fusion and a palette alone do not give."""

from annotator.shipped import resource
from annotator.ui.theme.tokens import Tokens

# Style sheets take pictures from files only; its grey is 3:1 against the cards of both themes.
_ARROW = resource("icons/drop-down.svg").as_posix()


def style_sheet(t: Tokens) -> str:
    """Return the style sheet for a theme."""
    return _controls(t) + _indicators(t) + _lists(t) + _agreement(t)


def _controls(t: Tokens) -> str:
    return f"""
    QToolTip {{ background: {t.card}; color: {t.text}; border: 1px solid {t.hair2}; padding: 4px; }}
    QMenu {{ background: {t.card}; border: 1px solid {t.hair2}; padding: 4px; }}
    QMenu::item {{ padding: 5px 28px 5px 12px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {t.accentbg}; color: {t.text}; }}
    QMenu::item:disabled {{ color: {t.text3}; }}
    QMenu::separator {{ height: 1px; background: {t.hair}; margin: 4px 6px; }}
    QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox {{
        background: {t.card}; color: {t.text}; border: 1px solid {t.hair2}; border-radius: 6px;
        padding: 4px 8px; selection-background-color: {t.sel}; selection-color: {t.text};
    }}
    QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {{
        border: 2px solid {t.accent}; padding: 3px 7px; }}
    QAbstractSpinBox {{ min-height: 18px; max-height: 18px; }}
    QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus {{ border: none; padding: 0 6px;
        background: transparent; }}
    QCheckBox::indicator:unchecked {{ background: {t.card}; border: 1px solid {t.hair2};
        border-radius: 3px; }}
    QPushButton {{
        background: {t.card}; color: {t.text}; border: 1px solid {t.hair2}; border-radius: 6px;
        padding: 5px 12px; min-height: 18px;
    }}
    QPushButton[tall="true"] {{ min-height: 34px; }}
    QComboBox QAbstractItemView {{ background: {t.card}; border: 1px solid {t.hair2};
        padding: 3px; selection-background-color: {t.accentbg}; selection-color: {t.text}; }}
    QComboBox::drop-down {{ border: none; width: 24px; }}
    QComboBox::down-arrow {{ image: url({_ARROW}); width: 12px; height: 12px; }}
    QPushButton:flat {{ background: transparent; border-color: transparent; }}
    QPushButton:hover {{ background: {t.hover}; }}
    QPushButton:focus {{ border: 2px solid {t.accent}; padding: 4px 11px; }}
    QPushButton:checked {{ background: {t.accentbg}; color: {t.accent};
        border-color: {t.accent}; font-weight: 600; }}
    QPushButton:disabled {{ color: {t.text3}; border-color: {t.hair}; }}
    QPushButton:flat:disabled {{ border-color: transparent; }}
    QPushButton:default, QPushButton[primary="true"] {{
        background: {t.accent}; color: {t.onaccent}; border: 1px solid {t.accent};
        font-weight: 600;
    }}
    QPushButton[primary="true"]:focus {{ border: 2px solid {t.text}; }}
    QPushButton[primary="true"]:disabled {{ background: {t.inset}; color: {t.text3};
        border-color: {t.inset}; }}
    #switch {{ background: {t.inset}; border-radius: 8px; }}
    #switch QPushButton {{ background: transparent; border: 1px solid transparent;
        min-height: 16px; }}
    #switch QPushButton:checked {{ background: {t.card}; border-color: {t.hair2};
        color: {t.text}; }}
    #switch QPushButton:focus {{ border: 2px solid {t.accent}; padding: 4px 11px; }}
    QToolButton {{ border: 1px solid transparent; border-radius: 6px; padding: 4px; }}
    QToolButton:hover {{ background: {t.hover}; }}
    QToolButton:focus {{ border: 2px solid {t.accent}; padding: 3px; }}
    QToolButton:checked {{ background: {t.accentbg}; color: {t.accent}; }}
    """


def _indicators(t: Tokens) -> str:
    # Fusion draws their outlines darker than the ground, which cannot be seen on a dark one.
    tick = resource(f"icons/tick-{'dark' if t.is_dark else 'light'}.svg").as_posix()
    return f"""
    QCheckBox::indicator, QAbstractItemView::indicator {{ width: 14px; height: 14px;
        background: {t.card}; border: 1px solid {t.text3}; border-radius: 4px; }}
    QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {{
        background: {t.accent}; border-color: {t.accent}; image: url("{tick}"); }}
    QRadioButton::indicator {{ width: 14px; height: 14px; background: {t.card};
        border: 1px solid {t.text3}; border-radius: 8px; }}
    QRadioButton::indicator:checked {{ width: 6px; height: 6px; background: {t.onaccent};
        border: 5px solid {t.accent}; border-radius: 8px; }}
    QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ width: 0; border: none; }}
    QCheckBox:focus, QRadioButton:focus {{ color: {t.accent}; }}
    QSlider {{ min-height: 22px; }}
    QSlider::groove:horizontal {{ height: 4px; background: {t.hair2}; border-radius: 2px; }}
    QSlider::sub-page:horizontal {{ background: {t.accent}; border-radius: 2px; }}
    QSlider::handle:horizontal {{ width: 14px; height: 14px; margin: -6px 0;
        background: {t.card}; border: 1px solid {t.text3}; border-radius: 8px; }}
    QSlider::handle:horizontal:focus {{ width: 12px; height: 12px;
        border: 2px solid {t.accent}; }}
    """


def _lists(t: Tokens) -> str:
    return f"""
    QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
    QScrollBar::handle:vertical {{ background: {t.hair2}; border-radius: 4px; min-height: 28px;
        margin: 1px; }}
    QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
    QScrollBar::handle:horizontal {{ background: {t.hair2}; border-radius: 4px; min-width: 28px;
        margin: 1px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QProgressBar {{ background: {t.inset}; border: none; border-radius: 3px; max-height: 6px; }}
    QProgressBar::chunk {{ background: {t.accent}; border-radius: 3px; }}
    QTabBar::tab {{ background: transparent; color: {t.text2}; padding: 12px 9px 10px 9px;
        border: none; border-bottom: 2px solid transparent; font-weight: 500; }}
    QTabBar::tab:selected {{ color: {t.text}; border-bottom: 2px solid {t.accent};
        font-weight: 600; }}
    QTabBar::tab:focus {{ background: {t.accentbg}; }}
    QTabWidget::tab-bar {{ left: 8px; }}
    QTabWidget::pane {{ border: none; }}
    #qt_tabwidget_stackedwidget {{ border-top: 1px solid {t.hair}; }}
    QListView, QTreeView, QTableView {{ border: none; background: {t.side}; outline: none; }}
    QDialog QListView, QDialog QTableView, QDialog QTreeView {{ background: {t.card};
        border: 1px solid {t.hair}; border-radius: 6px; }}
    QDialog QListView::item:selected, QDialog QTableView::item:selected {{
        background: {t.accentbg}; color: {t.text}; }}
    QDialog QTableView::item {{ padding: 0 6px; }}
    QHeaderView::section {{ background: {t.win}; color: {t.text2}; border: none;
        border-bottom: 1px solid {t.hair}; padding: 5px 8px; }}
    QSplitter::handle {{ background: {t.hair}; }}
    #toolbar, #bottomBar, #statusStrip {{ background: {t.win}; }}
    #toolbar {{ border-bottom: 1px solid {t.hair}; }}
    #articleBar {{ background: {t.page}; border-bottom: 1px solid {t.hair}; }}
    #bottomBar, #statusStrip {{ border-top: 1px solid {t.hair}; }}
    #queue, #panel, #guidelines, #consistency, #cases, #gold {{ background: {t.side}; }}
    #decision {{ background: {t.side}; border-top: 1px solid {t.hair}; }}
    #cases QTableView {{ selection-background-color: transparent; }}
    #guidelines {{ border-left: 1px solid {t.hair}; }}
    QTextBrowser {{ background: {t.side}; color: {t.text}; }}
    #page {{ background: {t.page}; }}
    QLabel[cap="true"] {{ background: {t.card}; color: {t.text2}; border: 1px solid {t.hair2};
        border-radius: 4px; padding: 1px 6px; }}
    QFrame[card="true"] {{ background: {t.card}; border: 1px solid {t.hair};
        border-radius: 8px; }}
    QLabel[quiet="true"] {{ color: {t.text2}; }}
    QLabel[problem="true"] {{ color: {t.bad}; }}
    QLabel[strong="true"] {{ font-weight: 600; }}
    QLabel[pill] {{ border-radius: 8px; padding: 1px 8px; margin: 3px; }}
    QLabel[pill="ok"] {{ background: {t.okbg}; color: {t.ok}; }}
    QLabel[pill="warn"] {{ background: {t.warnbg}; color: {t.warn}; }}
    QLabel[pill="quiet"] {{ color: {t.text2}; }}
    """


def _agreement(t: Tokens) -> str:
    return f"""
    #agreement {{ background: {t.page}; }}
    #agreementFilters {{ background: {t.page}; border-bottom: 1px solid {t.hair}; }}
    QToolButton[field="true"]::menu-indicator {{ image: none; }}
    #card {{ background: {t.card}; border: 1px solid {t.hair}; border-radius: 10px; }}
    #card QTableView, #card QListView {{ background: {t.card}; border: none; }}
    #card QHeaderView::section {{ background: {t.card}; font-weight: 600; }}
    QToolButton[field="true"] {{ background: {t.card}; border: 1px solid {t.hair2};
        padding: 4px 10px; }}
    QToolButton[field="true"]:checked {{ background: {t.accentbg}; border-color: {t.accent}; }}
    QToolButton[field="true"]:focus {{ border: 2px solid {t.accent}; padding: 3px 9px; }}
    """
