"""The window at a width of 1,000 pixels."""

from __future__ import annotations

from PySide6.QtWidgets import QToolButton

from annotator.domain.annotation import Layer
from tests.flows.conftest import Editor


def test_every_tab_of_the_panel_is_seen_and_named(editor: Editor) -> None:
    panel = editor.window.panel
    names = ["Segments", "Entities", "Quotes", "People", "Notes"]
    editor.window.resize(1440, 900)
    assert [panel.tabText(number) for number in range(panel.count())] == names
    editor.window.resize(1000, 700)
    editor.bot.waitUntil(lambda: panel.width() < 340)
    bar = panel.tabBar()
    for layer in (Layer.ENTITIES, Layer.QUOTES, Layer.SEGMENTS):
        editor.window.session.switch_layer(layer)
        assert bar.tabRect(4).right() <= bar.width()
        assert not any(one.isVisible() for one in bar.findChildren(QToolButton))
        assert panel.tabText(panel.currentIndex()) == names[panel.currentIndex()]
        assert [bar.accessibleTabName(number) for number in range(5)] == names
        assert [bar.tabToolTip(number) for number in range(5)] == names
    bar.setFocus()
    editor.press("Right", "Right", "Right", "Right")
    assert panel.currentWidget() is panel.notes
    assert bar.tabRect(4).right() <= bar.width()
