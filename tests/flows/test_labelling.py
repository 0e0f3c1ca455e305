"""An editor's day, by keyboard and by mouse, through the real window."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Layer, QuoteType, SpeakerKind, State
from annotator.domain.step import Progress
from annotator.ui.actions import SPECS
from annotator.ui.main_window import MainWindow
from tests.flows.conftest import Editor
from tests.projects_for_tests import TEXT, make_project, span


def test_a_whole_article_without_a_mouse(editor: Editor) -> None:
    editor.press("F2", "N")
    for _ in range(6):
        editor.press("Space")
    assert {one.state for one in editor.now.annotations()} == {State.ACCEPTED}
    first = editor.window.session.article
    editor.press("Ctrl+Return")
    assert editor.window.session.article != first
    workspace = editor.window.session.workspace
    assert workspace is not None
    assert first is not None
    assert workspace.queries.article_rows(workspace.owner, [first.id])[0].progress is Progress.DONE


def test_finishing_too_early_asks(editor: Editor) -> None:
    editor.press("Ctrl+Return")
    dialog = editor.window.findChild(QDialog)
    assert dialog is not None
    assert editor.now.progress is Progress.TODO
    dialog.accept()
    workspace = editor.window.session.workspace
    assert workspace is not None
    counts = workspace.queries.progress_counts(workspace.owner)
    assert counts[Progress.DONE] == 1


def test_correcting_segments_by_key(editor: Editor) -> None:
    editor.press("F2")
    segments = editor.now.partition.segments
    editor.window.session.focus(segments[1].id)
    editor.press("7")
    assert editor.now.partition.segments[1].label == "caption"
    editor.window.view.select(TEXT.index("“It"), TEXT.index("“It"))
    editor.press("/")
    assert [one.start for one in editor.now.partition.segments][2] == TEXT.index("“It")
    editor.press("M")
    assert len(editor.now.partition) == 3
    editor.window.session.focus(segments[1].id)
    editor.press("BracketLeft", "Right", "Return")
    assert editor.now.partition.segments[1].start == TEXT.index("Brandt")
    editor.press("Ctrl+Z", "Ctrl+Z", "Ctrl+Z", "Ctrl+Z")
    assert editor.now.partition.segments == segments


def test_labelling_moving_and_deleting_a_mention_by_key(editor: Editor) -> None:
    editor.press("F3")
    editor.select("Nils Okoro")
    editor.press("1")
    assert ("Nils Okoro", "PERSON", "accepted") in editor.mentions()
    mention = editor.now.mentions[-1]
    editor.press("BracketLeft", "Right", "Return")
    assert ("Okoro", "PERSON", "accepted") in editor.mentions()
    assert editor.now.mentions[-1].id == mention.id
    editor.press("2")
    assert ("Okoro", "ORG", "accepted") in editor.mentions()
    editor.press("D")
    assert len(editor.mentions()) == 2
    for _ in range(4):
        editor.press("Ctrl+Z")
    assert len(editor.mentions()) == 2


def test_keyboard_selection_goes_by_word_and_never_cuts_a_character(editor: Editor) -> None:
    editor.press("F3")
    family = TEXT.index("👩")
    editor.window.view.select(family, family)
    editor.press("Alt+Shift+Right")
    chosen = editor.window.view.selection
    assert chosen is not None
    assert chosen.of(TEXT) == "👩\u200d👩\u200d👧"
    place = TEXT.index("Nils")
    editor.window.view.select(place, place)
    editor.press("Shift+Right", "Shift+Right")
    chosen = editor.window.view.selection
    assert chosen is not None
    assert chosen.of(TEXT) == "Nils Okoro"


def test_labelling_by_mouse(editor: Editor) -> None:
    editor.press("F3")
    begin, end = editor.point_of("Nils"), editor.point_of("Okoro")
    port = editor.window.view.viewport()
    editor.bot.mousePress(port, Qt.MouseButton.LeftButton, pos=begin)
    editor.bot.mouseMove(port, end)
    editor.bot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=end)
    chosen = editor.window.view.selection
    assert chosen is not None
    assert chosen.of(TEXT) == "Nils Okoro"
    editor.press("1")
    assert ("Nils Okoro", "PERSON", "accepted") in editor.mentions()
    editor.bot.mouseClick(port, Qt.MouseButton.LeftButton, pos=editor.point_of("Ada Brandt"))
    focused = editor.window.session.focused_annotation
    assert focused is not None
    assert focused.id == editor.now.mentions[0].id


def test_rejecting_keeps_the_suggestion(editor: Editor) -> None:
    editor.press("F3", "N", "X")
    assert editor.mentions()[0] == ("Ada Brandt", "PERSON", "rejected")
    editor.press("Shift+A")
    assert editor.mentions()[1][2] == "suggested"


def test_all_identical_mentions_with_a_preview(editor: Editor) -> None:
    editor.press("F3")
    editor.select("harbour is")
    editor.window.view.select(TEXT.index("harbour"), TEXT.index("harbour") + 7)
    editor.press("1")
    editor.window.session.focus(editor.now.mentions[0].id)
    editor.press("A")
    assert editor.window.findChild(QDialog) is None  # “Ada Brandt” stands nowhere else.
    brandt = TEXT.index("Brandt said the")
    editor.window.view.select(brandt, brandt + 6)
    editor.press("1", "A")
    dialog = editor.window.findChild(QDialog)
    assert dialog is not None
    dialog.accept()
    assert editor.mentions().count(("Brandt", "PERSON", "accepted")) == 2
    editor.press("Ctrl+Z")
    assert editor.mentions().count(("Brandt", "PERSON", "accepted")) == 1


def test_making_a_quote_and_giving_it_a_speaker_by_key(editor: Editor) -> None:
    editor.press("F4")
    editor.select("the harbour is open")
    editor.press("1")
    quote = editor.now.quotes[0]
    assert quote.type is QuoteType.INDIRECT
    editor.select("said the")
    editor.window.view.select(TEXT.index("said the"), TEXT.index("said the") + 4)
    editor.press("2")
    editor.select("Ada Brandt")
    editor.press("3", "T")
    quote = editor.now.quotes[0]
    assert [part.of(TEXT) for part in (*quote.cue, *quote.source)] == ["said", "Ada Brandt"]
    assert quote.type is QuoteType.DIRECT
    editor.press("S", "/")
    editor.type("Ada Brandt")
    editor.press("Return")
    speaker = editor.now.quotes[0].speaker
    assert (speaker.kind, speaker.name) == (SpeakerKind.ENTITY, "Ada Brandt")
    assert editor.window.session.names[speaker.entity or ""] == "Ada Brandt"


def test_unknown_speakers_are_found(editor: Editor) -> None:
    editor.press("F4", "W", "S", "C", "Return")
    assert editor.now.quotes[0].speaker.kind is SpeakerKind.COLLECTIVE
    assert editor.window.session.without_speaker() == ()


def test_notes_are_kept(editor: Editor) -> None:
    editor.press("I")
    editor.type("Ask the desk, 1 of 2")
    editor.window.panel.notes._add()
    assert [note.text for note in editor.now.notes] == ["Ask the desk, 1 of 2"]


def test_letters_stay_letters_in_text_fields(editor: Editor) -> None:
    before = editor.now
    editor.press("Ctrl+F")
    editor.type("harbour x1")
    assert editor.window.queue.filter.typed == "harbour x1"
    assert editor.now == before
    editor.bot.waitUntil(lambda: editor.window.queue.model.rowCount() == 0)
    editor.window.queue._search.setText("harb")
    editor.bot.waitUntil(lambda: editor.window.queue.model.rowCount() == 2)


def test_the_palette_runs_what_it_finds(editor: Editor) -> None:
    editor.press("Ctrl+K")
    editor.type("entities la")
    editor.press("Return")
    assert editor.window.session.layer is Layer.ENTITIES
    assert not editor.window.palette_overlay.isVisible()
    editor.press("F1")
    assert editor.window.cheat_sheet.isVisible()
    editor.press("Escape")
    assert not editor.window.cheat_sheet.isVisible()


def test_undo_shows_what_came_back_in_another_article(editor: Editor) -> None:
    editor.press("F3")
    editor.select("Nils Okoro")
    editor.press("1")
    first = editor.window.session.article
    editor.press("Alt+Down")
    assert editor.window.session.article != first
    editor.press("Ctrl+Z")
    assert editor.window.session.article == first
    assert len(editor.mentions()) == 2


def test_work_is_there_after_closing_and_opening_again(
    editor: Editor, make_window: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    editor.press("F3")
    editor.select("Nils Okoro")
    editor.press("1")
    before = editor.mentions()
    editor.window.close()
    again = Editor(qtbot, make_window(), editor.path)
    again.open()
    assert again.mentions() == before
    again.press("Ctrl+Z")
    assert len(again.mentions()) == 2


def test_a_second_window_reads_only(
    editor: Editor, make_window: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    second = Editor(qtbot, make_window(), editor.path)
    second.open()
    workspace = second.window.session.workspace
    assert workspace is not None
    assert workspace.project.is_read_only
    second.press("F3", "N", "Space")
    assert "reading only" in second.window.status._message.text()


def test_importing_by_drop_detects_and_reports(editor: Editor, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text("Quiet day\n\nNothing happened, Ada Brandt said.\n")
    (tmp_path / "empty.txt").write_bytes(b"")
    editor.window.projects.drop([tmp_path / "new.txt", tmp_path / "empty.txt"])
    editor.bot.waitUntil(lambda: not editor.window.jobs.is_running, timeout=10_000)
    assert editor.window.queue.model.rowCount() == 3
    workspace = editor.window.session.workspace
    assert workspace is not None
    assert workspace.queries.undetected_ids() == []
    dialog = editor.window.findChild(QDialog)
    assert dialog is not None
    assert dialog.windowTitle() == "Import report"


def test_a_bad_file_gets_a_sentence(make_window: Callable[[], MainWindow], tmp_path: Path) -> None:
    path = tmp_path / "bad.annot"
    path.write_text("rubbish")
    window = make_window()
    window.projects.open(path)
    dialog = window.findChild(QDialog)
    assert dialog is not None
    assert window.session.workspace is None


def test_shortcuts_can_be_changed_and_are_remembered(
    editor: Editor, make_window: Callable[[], MainWindow]
) -> None:
    from annotator.domain.errors import MendableError

    actions = editor.window.actions_by_id
    with pytest.raises(MendableError, match="is the key of"):
        actions.set_key("accept", "X")
    actions.set_key("accept", "G")
    editor.press("F3", "N", "G")
    assert editor.mentions()[0][2] == "accepted"
    editor.window.close()
    assert make_window().actions_by_id.key_of("accept") == "G"


def test_everything_has_a_name_for_screen_readers(editor: Editor) -> None:
    nameless = [
        widget
        for widget in editor.window.findChildren(QPushButton)
        if widget.isVisible() and not (widget.accessibleName() or widget.text())
    ]
    assert nameless == []
    assert editor.window.view.accessibleName() == "Article text"
    for layer in Layer:
        editor.window.session.switch_layer(layer)
        listed = editor.window.panel.lists[layer].view
        index = listed.model().index(0, 0)
        assert index.data(Qt.ItemDataRole.AccessibleTextRole)


def test_every_action_does_something(editor: Editor) -> None:
    for spec in SPECS:
        action = editor.window.actions_by_id[spec.id]
        connected = action.receivers("2triggered()") + action.receivers("2triggered(bool)")
        toggled = action.receivers("2toggled(bool)")
        assert connected + toggled > 0, spec.id


@pytest.mark.parametrize("mode", ["theme_dark", "theme_light"])
def test_both_themes_paint_without_a_warning(editor: Editor, mode: str) -> None:
    editor.window.actions_by_id[mode].trigger()
    for layer in ("F2", "F3", "F4"):
        editor.press(layer, "J")
        assert not editor.window.grab().isNull()


def test_panes_are_reached_by_key(editor: Editor) -> None:
    editor.press("F6")
    assert QApplication.focusWidget() is editor.window.panel.lists[Layer.SEGMENTS].view
    editor.press("F6")
    assert QApplication.focusWidget() is editor.window.queue.list
    editor.press("F6")
    assert QApplication.focusWidget() is editor.window.view


def test_the_caret_words_are_labelled_without_selecting(editor: Editor) -> None:
    editor.press("F3")
    place = span("Okoro").start
    editor.window.view.select(place, place)
    editor.press("1")
    assert ("Okoro", "PERSON", "accepted") in editor.mentions()


def test_a_large_queue_scrolls(tmp_path: Path, make_window: Callable[[], MainWindow]) -> None:
    path = tmp_path / "many.annot"
    make_project(path, articles=300)
    window = make_window()
    window.projects.open(path)
    window.queue.list.scrollToBottom()
    assert not window.queue.grab().isNull()
    assert window.queue.model.index(299).data() == "Harbour reopens"


def test_the_status_tells_what_is_undecided(editor: Editor) -> None:
    def told() -> list[str]:
        labels = editor.window.status.widget.findChildren(QLabel)
        return [label.text() for label in labels if "undecided" in label.text()]

    count = editor.window.session.undecided_count()
    assert count
    assert told() == [f"◌ {count} undecided"]
    editor.press("Space", "Space")
    assert told() == [f"◌ {count - 1} undecided"]
