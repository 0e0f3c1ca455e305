"""Deciding many suggestions at once, by key, with a preview and one undo."""

from PySide6.QtWidgets import QComboBox, QLabel, QPushButton

from annotator.domain.annotation import State
from annotator.ui.dialogs.decide_many import DecideManyDialog
from tests.flows.conftest import Editor


def _dialog(editor: Editor) -> DecideManyDialog:
    editor.bot.waitUntil(lambda: bool(editor.window.findChildren(DecideManyDialog)))
    return editor.window.findChildren(DecideManyDialog)[-1]


def _button(dialog: DecideManyDialog, begins: str) -> QPushButton:
    buttons = dialog.findChildren(QPushButton)
    return next(one for one in buttons if one.text().startswith(begins))


def test_those_like_the_focused_one_are_offered(editor: Editor) -> None:
    editor.press("F3", "J", "B")
    dialog = _dialog(editor)
    focused = editor.window.session.focused_annotation
    assert focused is not None
    labels, rules = (
        next(box for box in dialog.findChildren(QComboBox) if box.accessibleName() == name)
        for name in ("Label", "Rule")
    )
    assert labels.currentData() == "PERSON"
    assert rules.currentData() == focused.origin.rule
    assert any(one.text().startswith("1 suggestion,") for one in dialog.findChildren(QLabel))
    editor.press("Return")
    assert [state for *_, state in editor.mentions()] == ["accepted", "suggested"]
    editor.press("Ctrl+Z")
    assert [state for *_, state in editor.mentions()] == ["suggested", "suggested"]


def test_rejecting_in_every_article(editor: Editor) -> None:
    editor.press("F3", "B")
    dialog = _dialog(editor)
    where = next(box for box in dialog.findChildren(QComboBox) if box.accessibleName() == "Where")
    where.setCurrentIndex(1)
    reject = _button(dialog, "Reject")
    assert reject.text() == "Reject 4"
    reject.click()
    editor.bot.waitUntil(lambda: not editor.window.jobs.is_running)
    assert [state for *_, state in editor.mentions()] == ["rejected", "rejected"]
    editor.window.view.setFocus()
    editor.press("Alt+Down")
    assert [one.state for one in editor.now.mentions] == [State.REJECTED] * 2
    editor.press("Ctrl+Z")
    assert [one.state for one in editor.now.mentions] == [State.SUGGESTED] * 2


def test_nothing_to_decide_offers_nothing(editor: Editor) -> None:
    editor.press("F3", "J", "Space", "Space", "F3", "B")
    dialog = _dialog(editor)
    assert not _button(dialog, "Accept").isEnabled()
    assert not _button(dialog, "Reject").isEnabled()
    editor.press("Escape")


def test_segments_cannot_be_rejected(editor: Editor) -> None:
    editor.press("F2", "B")
    assert not _button(_dialog(editor), "Reject").isVisible()
    editor.press("Escape")


def test_why_names_the_rule(editor: Editor) -> None:
    editor.press("F3", "J", "Y")
    focused = editor.window.session.focused_annotation
    assert focused is not None
    told = [label.text() for label in editor.window.status.widget.findChildren(QLabel)]
    assert any(f"rule “{focused.origin.rule}”" in text for text in told)
