"""Correcting quotes: in the article, in the bottom bar and in the editor beneath the quote."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from annotator.domain.annotation import Layer, Quote, QuoteType, SpeakerKind, State
from annotator.domain.register import EntityKind
from annotator.ui.main_window import MainWindow
from annotator.ui.quote_editor import QuoteEditor, SpeakerChoice
from annotator.ui.quote_editor.parts import ContentCard, Part, PartChip
from tests.flows.conftest import Editor
from tests.projects_for_tests import TEXT


def opened(editor: Editor) -> QuoteEditor:
    """Return the editor that is open."""
    found = [one for one in editor.window.findChildren(QuoteEditor) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def is_closed(editor: Editor) -> bool:
    return not any(one.isVisible() for one in editor.window.findChildren(QuoteEditor))


def seen_buttons(parent: QWidget) -> list[QAbstractButton]:
    return [one for one in parent.findChildren(QAbstractButton) if one.isVisible()]


def button(parent: QWidget, name: str) -> QAbstractButton:
    """Return the button that is seen and called so, as a screen reader would find it."""
    found = [one for one in seen_buttons(parent) if name in (one.accessibleName(), one.text())]
    assert len(found) == 1, name
    return found[0]


def click(editor: Editor, widget: QWidget, place: QPoint | None = None) -> None:
    editor.bot.mouseClick(
        widget,
        Qt.MouseButton.LeftButton,
        pos=place if place is not None else widget.rect().center(),
    )


def shown(editor: Editor) -> Quote:
    """Return the quote as the article shows it."""
    scene = editor.window.view.scene
    assert scene is not None
    assert scene.focused_quote is not None
    return scene.focused_quote


def contents(quote: Quote) -> list[str]:
    return [part.of(TEXT) for part in quote.content]


def labels(parent: QWidget) -> list[str]:
    return [one.text() for one in parent.findChildren(QLabel) if one.isVisible()]


def link_names(editor: Editor) -> None:
    """Put the two people of the article into the register, and give a quote to each."""
    editor.press("F4")
    for words, name in (("the harbour is open", "Ada Brandt"), ("agreed", "Nils Okoro")):
        editor.select(words)
        editor.press("1", "S", "/")
        editor.type(name)
        editor.press("Return")
        editor.press("F4")


def test_edges_move_in_the_article_before_anything_is_saved(editor: Editor) -> None:
    editor.press("F4", "N", "Return")
    before = editor.now
    editor.press("]", "Left", "Left")
    assert contents(shown(editor)) == ["“It is"]
    editor.press("Alt+Right", "Alt+Right", "Return", "[", "Alt+Right", "Return")
    assert contents(shown(editor)) == ["It is r"]
    assert editor.now == before
    editor.press("Return")
    assert is_closed(editor)
    quote = editor.now.quotes[0]
    assert (contents(quote), quote.state) == (["It is r"], State.ACCEPTED)


def test_an_edge_stops_where_nothing_would_be_left_or_another_part_is(editor: Editor) -> None:
    editor.press("F4", "N", "Return")
    editor.select("said.")
    editor.press("+", "[")
    for _ in range(5):
        editor.press("Right")
    assert contents(shown(editor))[0] != ""
    editor.press("Escape", "]")
    for _ in range(4):
        editor.press("Right")
    first, second = shown(editor).content
    assert first.end <= second.start
    editor.press("Escape", "Escape")
    assert is_closed(editor)


def test_saving_is_one_step_whatever_was_changed(editor: Editor) -> None:
    editor.press("F4", "N")
    before, register = editor.now.quotes[0], dict(editor.window.session.names)
    editor.press("Return", "[", "Alt+Right", "Return", "T", "/")
    editor.type("Ada Brandt")
    editor.press("Return")
    quote = editor.now.quotes[0]
    assert contents(quote) == ["It is ready,”"]
    assert (quote.type, quote.speaker.name) == (QuoteType.INDIRECT, "Ada Brandt")
    editor.press("Ctrl+Z")
    assert editor.now.quotes[0] == before
    workspace = editor.window.session.workspace
    assert workspace is not None
    assert not workspace.queries.entities()
    assert not workspace.undo_title
    editor.press("Ctrl+Shift+Z")
    assert editor.now.quotes[0] == quote
    assert register == {}


def test_cancelling_changes_nothing(editor: Editor) -> None:
    editor.press("F4", "N")
    before = editor.now
    editor.press("Return", "T", "]", "Left", "Return", "U", "Escape")
    assert is_closed(editor)
    assert editor.now == before
    assert contents(shown(editor)) == ["“It is ready,”"]
    assert QApplication.focusWidget() is editor.window.view


def test_going_elsewhere_saves_what_was_changed(editor: Editor) -> None:
    editor.press("F4", "N", "Return", "T")
    editor.window.actions_by_id["next_article"].trigger()
    assert is_closed(editor)
    types = []
    for action in ("undo", "redo"):
        editor.window.actions_by_id[action].trigger()
        types.append(editor.now.quotes[0].type)
    assert types == [QuoteType.DIRECT, QuoteType.INDIRECT]
    before = editor.now
    editor.window.session.focus(before.quotes[0].id)
    editor.press("Return")
    editor.window.session.switch_layer(Layer.SEGMENTS)
    assert is_closed(editor)
    assert editor.now == before


def test_closing_the_window_saves_what_was_changed(
    editor: Editor, make_window: Callable[[], MainWindow]
) -> None:
    editor.press("F4", "N", "Return", "T")
    editor.window.close()
    again = Editor(editor.bot, make_window(), editor.path)
    again.open()
    assert again.now.quotes[0].type is QuoteType.INDIRECT


def test_parts_from_the_selection_by_key(editor: Editor) -> None:
    editor.press("F4", "N", "Return")
    card = opened(editor)
    add = button(card, "Add the selection as part 2")
    assert not add.isEnabled()
    editor.press("F6")
    assert QApplication.focusWidget() is editor.window.view
    place = TEXT.index("Crews want")
    editor.window.view.select(place, place)
    editor.press("Shift+Right", "Shift+Right")
    assert add.isEnabled()
    editor.press("+", "Return")
    assert contents(shown(editor)) == ["“It is ready,”", "Crews want"]
    assert isinstance(QApplication.focusWidget(), Part)
    editor.select("harbour is open")
    editor.press("2")
    editor.select("Ada Brandt")
    editor.press("3")
    assert [part.of(TEXT) for part in shown(editor).cue] == ["harbour is open"]
    assert [part.of(TEXT) for part in shown(editor).source] == ["Ada Brandt"]
    editor.select("It is ready")
    editor.press("1")
    assert contents(shown(editor)) == ["It is ready", "Crews want"]


def test_parts_by_mouse(editor: Editor) -> None:
    editor.press("F4", "N", "Return")
    card = opened(editor)
    editor.select("Crews want guarantees")
    click(editor, button(card, "Add the selection as part 2"))
    assert contents(shown(editor)) == ["“It is ready,”", "Crews want guarantees"]
    editor.select("harbour is open")
    click(editor, button(card, "Make the selection the cue, or go to it"))
    assert [part.of(TEXT) for part in shown(editor).cue] == ["harbour is open"]
    click(editor, button(card, "Remove content part 1"))
    click(editor, button(card, "Remove source part 1"))
    assert (contents(shown(editor)), shown(editor).source) == (["Crews want guarantees"], ())
    assert "none" in labels(card)
    click(editor, button(card, "Remove content part 1"))
    assert contents(shown(editor)) == ["Crews want guarantees"]
    click(editor, button(card, "Save, next"))
    assert contents(editor.now.quotes[0]) == ["Crews want guarantees"]


def test_edges_by_mouse(editor: Editor) -> None:
    editor.press("F4", "N", "Return")
    card = opened(editor).findChild(ContentCard)
    assert card is not None
    click(editor, card, QPoint(card.width() - 4, card.height() // 2))
    editor.press("Left", "Left", "Return")
    assert contents(shown(editor)) == ["“It is"]
    view = editor.window.view
    hits = view.hits
    assert hits is not None
    box = hits.extent(shown(editor).content[0])
    grip = QPointF(box.right(), box.center().y()).toPoint()
    editor.bot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=grip)
    editor.bot.mouseMove(view.viewport(), grip + QPoint(30, 0))
    editor.bot.mouseMove(view.viewport(), editor.point_of("ready"))
    editor.bot.mouseRelease(
        view.viewport(), Qt.MouseButton.LeftButton, pos=editor.point_of("ready")
    )
    assert contents(shown(editor)) == ["“It is ready"]


def test_del_removes_the_part_with_the_focus_and_else_the_quote(editor: Editor) -> None:
    editor.press("F4", "N", "Return", "2")
    assert isinstance(QApplication.focusWidget(), PartChip)
    editor.press("Delete")
    assert shown(editor).cue == ()
    editor.press("3", "Delete", "Delete")
    assert shown(editor).source == ()
    assert contents(shown(editor)) == ["“It is ready,”"]
    assert "needs content" in editor.window.status._message.text()
    assert button(opened(editor), "Delete quote").accessibleDescription() == "Key Ctrl Del"
    editor.press("S")
    assert button(opened(editor), "Delete quote").accessibleDescription() == "Key Del"
    editor.press("Delete")
    assert is_closed(editor)
    assert editor.now.quotes[0].state is State.REJECTED
    assert editor.now.quotes[0].cue != ()


def test_the_whole_quote_is_deleted_from_a_part_too(editor: Editor) -> None:
    editor.press("F4", "N", "Return", "Ctrl+Delete")
    assert editor.now.quotes[0].state is State.REJECTED
    editor.press("Ctrl+Z", "Return")
    click(editor, button(opened(editor), "Delete quote"))
    assert editor.now.quotes[0].state is State.REJECTED


def test_ranked_speakers_by_key_and_mouse(editor: Editor) -> None:
    link_names(editor)
    quote = next(one for one in editor.now.quotes if one.type is QuoteType.DIRECT)
    editor.window.session.focus(quote.id)
    editor.press("S")
    choice = opened(editor).findChild(SpeakerChoice)
    assert choice is not None
    said = choice.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("1: Ada Brandt, person, named in the source")
    assert choice.speaker.name == "Ada Brandt"
    editor.press("2")
    assert choice.speaker.name == "Nils Okoro"
    editor.press("Up")
    assert choice.speaker.name == "Ada Brandt"
    click(editor, choice.list.viewport(), choice.list.visualItemRect(choice.list.item(1)).center())
    assert shown(editor).speaker.name == "Nils Okoro"
    editor.press("Return")
    assert next(one for one in editor.now.quotes if one.id == quote.id).speaker.name == "Nils Okoro"


@pytest.mark.parametrize(
    ("key", "name", "kind"),
    [
        ("0", "Unknown", SpeakerKind.UNKNOWN),
        ("U", "Unnamed", SpeakerKind.UNNAMED),
        ("I", "Implied", SpeakerKind.IMPLIED),
        ("C", "Collective", SpeakerKind.COLLECTIVE),
    ],
)
def test_speakers_without_a_name(editor: Editor, key: str, name: str, kind: SpeakerKind) -> None:
    link_names(editor)
    editor.window.session.focus(editor.now.quotes[0].id)
    editor.press("S", key)
    assert button(opened(editor), name).isChecked()
    editor.press("Return")
    assert editor.now.quotes[0].speaker.kind is kind
    editor.window.session.focus(editor.now.quotes[0].id)
    editor.press("Return")
    editor.press("1")
    click(editor, button(opened(editor), "Implied"))
    assert shown(editor).speaker.kind is SpeakerKind.IMPLIED


def test_a_speaker_is_found_or_added(editor: Editor) -> None:
    link_names(editor)
    quote = next(one for one in editor.now.quotes if one.type is QuoteType.DIRECT)
    editor.window.session.focus(quote.id)
    editor.press("S", "/")
    editor.type("okor")
    choice = opened(editor).findChild(SpeakerChoice)
    assert choice is not None
    assert choice.speaker.name == "Nils Okoro"
    editor.press("Down", "Down")
    added = choice.added
    assert added is not None
    assert (added.name, added.kind) == ("okor", EntityKind.ORGANISATION)
    editor.press("Escape")
    assert choice.list.hasFocus()
    assert choice.list.count() == 2
    editor.press("Escape")
    assert is_closed(editor)


def test_enter_leaves_an_unknown_speaker_alone(editor: Editor) -> None:
    link_names(editor)
    quote = next(one for one in editor.now.quotes if one.type is QuoteType.DIRECT)
    editor.window.session.focus(quote.id)
    editor.press("Return", "Return")
    now = next(one for one in editor.now.quotes if one.id == quote.id)
    assert (now.speaker.kind, now.state) == (SpeakerKind.UNKNOWN, State.ACCEPTED)


def test_the_type_is_chosen_with_its_evidence(editor: Editor) -> None:
    editor.press("F4", "N", "Return")
    card = opened(editor)
    assert button(card, "Direct").isChecked()
    assert "Starts and ends with quotation marks" in labels(card)
    editor.press("T")
    assert button(card, "Indirect").isChecked()
    assert "Starts and ends with quotation marks: looks direct" in labels(card)
    click(editor, button(card, "Mixed"))
    assert shown(editor).type is QuoteType.MIXED
    editor.press("T")
    assert button(card, "Direct").isChecked()


def test_the_head_says_which_quote_it_is(editor: Editor) -> None:
    editor.press("F4", "N", "Return")
    assert {"Quote 1 of 1", "suggested by rule “name”, .95"} <= set(labels(opened(editor)))
    editor.press("Return", "F4")
    editor.select("the harbour is open")
    editor.press("1", "Return")
    assert {"Quote 1 of 2", "made by you"} <= set(labels(opened(editor)))
    editor.press("Escape", "J", "Return")
    assert {"Quote 2 of 2", "accepted by you"} <= set(labels(opened(editor)))


def test_tab_goes_round_in_the_editor_and_everything_has_a_name(editor: Editor) -> None:
    editor.press("F4", "N", "Return")
    card = opened(editor)
    first = QApplication.focusWidget()
    names = []
    for _ in range(30):
        focused = QApplication.focusWidget()
        assert focused is not None
        assert card.isAncestorOf(focused)
        names.append(focused.accessibleName())
        editor.press("Tab")
        if QApplication.focusWidget() is first:
            break
    assert names[0] == "Content part 1: “It is ready,”"
    assert names[1:3] == ["Cue part 1: said", "Source part 1: Brandt"]
    assert names[-4:] == ["Direct", "Delete quote", "Cancel", "Save, next"]
    assert all(names)
    buttons = card.findChildren(QAbstractButton)
    assert [one for one in buttons if not (one.accessibleName() or one.text())] == []


def test_enter_on_cancel_cancels(editor: Editor) -> None:
    editor.press("F4", "N", "Return", "T")
    button(opened(editor), "Cancel").setFocus()
    editor.press("Return")
    assert is_closed(editor)
    assert editor.now.quotes[0].type is QuoteType.DIRECT


def test_the_windows_keys_rest_while_the_editor_has_the_focus(editor: Editor) -> None:
    editor.press("F4", "N", "Return", "Ctrl+K", "F2", "Ctrl+Return")
    assert not editor.window.palette_overlay.isVisible()
    assert editor.window.session.layer is Layer.QUOTES


def test_what_is_done_elsewhere_comes_after_what_was_edited(editor: Editor) -> None:
    editor.press("F4", "N", "Return", "T")
    editor.window.actions_by_id["reject"].trigger()
    assert is_closed(editor)
    quote = editor.now.quotes[0]
    assert (quote.type, quote.state) == (QuoteType.INDIRECT, State.REJECTED)
    editor.press("Ctrl+Z")
    assert editor.now.quotes[0].state is State.ACCEPTED
    editor.press("Ctrl+Z")
    assert (editor.now.quotes[0].type, editor.now.quotes[0].state) == (
        QuoteType.DIRECT,
        State.SUGGESTED,
    )


@pytest.mark.parametrize("height", [900, 760, 600])
def test_the_editor_is_below_its_quote_and_in_the_window(editor: Editor, height: int) -> None:
    editor.window.resize(1280, height)
    editor.press("F4", "N", "Return")
    card, view = opened(editor), editor.window.view
    hits = view.hits
    assert hits is not None
    box = hits.extent(shown(editor).span).toRect()
    quote = QRect(view.viewport().mapTo(editor.window, box.topLeft()), box.size())
    assert editor.window.rect().contains(card.geometry().adjusted(18, 18, -18, -24))
    if height > 600:
        assert card.geometry().top() + 18 > quote.bottom()
        bar = view.verticalScrollBar()
        before = card.pos()
        bar.setValue(bar.value() - 30)
        editor.window.resize(1400, 860)
        assert card.pos() != before
    editor.press("Escape")
    assert view.verticalScrollBar().maximum() == max(
        0, int(view._pages.height) - view.viewport().height()
    )


def test_the_editor_goes_above_where_there_is_no_room_below(editor: Editor) -> None:
    editor.press("F4", "N", "Return")
    card, room = opened(editor), QRect(0, 0, 1200, 1400)
    for top, is_above in ((100, False), (1300, True)):
        anchor = QRectF(400, top, 200, 30)
        card.place(anchor, room)
        inner = card.geometry().adjusted(18, 18, -18, -24)
        assert room.contains(inner)
        assert (inner.bottom() < anchor.top()) == is_above
        assert (inner.top() > anchor.bottom()) != is_above
    card.place(QRectF(400, 200, 200, 30), QRect(0, 0, 500, 300))
    assert (card.width(), card.height()) == (500 + 36, 300 + 42)


def test_the_editor_is_moved_by_its_head(editor: Editor) -> None:
    editor.press("F4", "N", "Return")
    card = opened(editor)
    before = card.pos()
    editor.bot.mousePress(card.head, Qt.MouseButton.LeftButton, pos=QPoint(200, 20))
    editor.bot.mouseMove(card.head, QPoint(140, 50))
    editor.bot.mouseRelease(card.head, Qt.MouseButton.LeftButton, pos=QPoint(140, 50))
    moved = card.pos()
    assert moved == before + QPoint(-60, 30)
    editor.press("T", "]", "Left")
    assert card.pos() == moved


def test_the_editor_follows_the_theme(editor: Editor) -> None:
    link_names(editor)
    editor.press("N", "S")
    card, actions = opened(editor), editor.window.actions_by_id
    grounds = []
    for mode in ("theme_light", "theme_dark", "theme_light"):
        actions[mode].trigger()
        grounds.append(card.grab().toImage().pixelColor(card.width() // 2, 40).lightness())
    assert grounds[0] == grounds[2] > 200
    assert grounds[1] < 60


def test_the_bottom_bar_does_what_it_says(editor: Editor) -> None:
    editor.press("F4")
    bar = editor.window.key_bar
    editor.bot.waitUntil(lambda: "Content" in [one.text() for one in seen_buttons(bar)])
    editor.select("the harbour is open")
    click(editor, button(bar, "Content, key 1"))
    assert contents(editor.now.quotes[0]) == ["the harbour is open"]
    editor.window.view.select(TEXT.index("said the"), TEXT.index("said the") + 4)
    click(editor, button(bar, "Cue, key 2"))
    editor.select("Ada Brandt")
    click(editor, button(bar, "Source, key 3"))
    editor.select("Crews want")
    click(editor, button(bar, "Add part, key +"))
    quote = editor.now.quotes[0]
    assert [part.of(TEXT) for part in (*quote.cue, *quote.source)] == ["said", "Ada Brandt"]
    assert contents(quote) == ["the harbour is open", "Crews want"]
    click(editor, button(bar, "Type: indirect, key T"))
    assert editor.now.quotes[0].type is QuoteType.DIRECT
    assert button(bar, "Type: direct, key T")
    click(editor, button(bar, "Speaker…, key S"))
    assert not is_closed(editor)


def test_the_focused_card_of_the_list_grows_with_its_parts(editor: Editor) -> None:
    editor.press("F4", "N")
    listed = editor.window.panel.lists[Layer.QUOTES].view

    def height() -> int:
        listed.doItemsLayout()
        assert not listed.grab().isNull()
        return listed.visualRect(listed.model().index(0, 0)).height()

    one = height()
    editor.select("Crews want guarantees")
    editor.press("+")
    two = height()
    editor.press("Ctrl+Z")
    assert two > one == height()
