"""Detecting again in the whole project, from the window."""

from PySide6.QtWidgets import QLabel, QPushButton

from annotator.domain.annotation import State
from annotator.ui.dialogs.layouts import Dialog
from tests.flows.conftest import Editor


def _dialog(editor: Editor) -> Dialog:
    editor.bot.waitUntil(lambda: bool(editor.window.findChildren(Dialog)))
    return editor.window.findChildren(Dialog)[-1]


def test_it_says_what_it_does_first_and_keeps_decisions(editor: Editor) -> None:
    editor.press("F3", "J", "Space", "X", "Ctrl+Shift+D")
    dialog = _dialog(editor)
    told = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "In 1 begun article 4 undecided suggestions will be replaced; 2 decisions" in told
    buttons = [button.text() for button in dialog.findChildren(QPushButton)]
    assert "Detect again in 2 articles" in buttons
    editor.press("Return")
    editor.bot.waitUntil(lambda: not editor.window.jobs.is_running)
    editor.window.view.setFocus()
    states = {(text, state) for text, _, state in editor.mentions()}
    assert {("Ada Brandt", "accepted"), ("Crews", "rejected")} <= states
    assert all(
        one.origin.detector != "rules"
        for one in editor.now.annotations()
        if one.state is State.SUGGESTED
    )
    editor.press("Ctrl+Z")
    assert len(editor.mentions()) == 2
    assert all(one.origin.detector == "rules" for one in editor.now.partition.segments)


def test_an_open_article_that_was_not_begun_follows(editor: Editor) -> None:
    before = editor.now.annotations()
    editor.press("Ctrl+Shift+D")
    _dialog(editor)
    editor.press("Return")
    editor.bot.waitUntil(lambda: not editor.window.jobs.is_running)
    assert editor.now.annotations() != before
    editor.window.view.setFocus()
    editor.press("F3", "J", "Space")
    assert State.ACCEPTED in {one.state for one in editor.now.mentions}
