"""Everything that can be done in the window, in one table.

Menus, shortcuts, the command palette and the cheat sheet are all made from it; what an action
does is connected by the controllers, by its id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from annotator.domain.errors import MendableError


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action. ``keys`` are its default shortcuts; ``menu`` is where it stands.

    ``is_labelling`` marks single letters and digits: they act only while the article or one of the
    lists has the focus, never in a text field. ``is_reviewing`` marks those of the Review
    workspace, which mean something else there. ``is_in_label`` marks what acts on the article that
    the Label workspace shows, and can be done only while it does.
    """

    id: str
    title: str
    menu: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    is_labelling: bool = False
    is_checkable: bool = False
    is_reviewing: bool = False
    is_in_label: bool = False

    def shares_keys_with(self, other: ActionSpec) -> bool:
        """Tell whether both can be reached at one time, so that they need keys of their own."""
        return not (
            (self._is_of_label and other.is_reviewing) or (self.is_reviewing and other._is_of_label)
        )

    @property
    def _is_of_label(self) -> bool:
        return self.is_labelling or self.is_in_label


def _reviewing(id_: str, title: str, *keys: str, icon: str = "") -> ActionSpec:
    return ActionSpec(id_, title, _REVIEW, keys, icon, is_reviewing=True)


def _labelling(id_: str, title: str, menu: str, *keys: str, icon: str = "") -> ActionSpec:
    return ActionSpec(id_, title, menu, keys, icon, is_labelling=True)


def _of_article(id_: str, title: str, *keys: str, icon: str = "") -> ActionSpec:
    return ActionSpec(id_, title, _ARTICLE, keys, icon, is_in_label=True)


_FILE, _EDIT, _VIEW, _ARTICLE, _TEAM = "Project", "Edit", "View", "Article", "Team"
_SEGMENTS, _ENTITIES, _QUOTES, _DECIDE, _HELP = "Segments", "Entities", "Quotes", "Decide", "Help"
_REVIEW = "Review"
_CONSISTENCY = "Consistency"
_DIGITS = "1234567890"

SPECS: tuple[ActionSpec, ...] = (
    ActionSpec("new_project", "New project…", _FILE, ("Ctrl+N",), "plus"),
    ActionSpec("open_project", "Open project…", _FILE, ("Ctrl+O",), "folder"),
    ActionSpec("open_sample", "Open the sample project", _FILE, ("Ctrl+E",), "book"),
    ActionSpec("import_files", "Import files…", _FILE, ("Ctrl+I",), "import"),
    ActionSpec("import_folder", "Import a folder…", _FILE, ("Ctrl+Shift+I",), "import"),
    ActionSpec("import_report", "Report of the last import…", _FILE, ("Ctrl+Alt+I",), "lines"),
    ActionSpec("export", "Export…", _FILE, ("Ctrl+Shift+E",), "export"),
    ActionSpec("export_agreement", "Export the agreement report…", _FILE),
    ActionSpec("release", "Release…", _FILE, ("Ctrl+Shift+R",), "export"),
    ActionSpec("check_release", "Check a release…", _FILE),
    ActionSpec("back_up", "Make a backup now", _FILE),
    ActionSpec("restore_backup", "Restore a backup…", _FILE),
    ActionSpec("check_project", "Check the project", _FILE),
    ActionSpec("close_project", "Close project", _FILE, ("Ctrl+W",)),
    ActionSpec("quit", "Quit", _FILE, ("Ctrl+Q",)),
    ActionSpec("undo", "Undo", _EDIT, ("Ctrl+Z",), "undo"),
    ActionSpec("redo", "Redo", _EDIT, ("Ctrl+Shift+Z", "Ctrl+Y"), "redo"),
    ActionSpec("copy", "Copy text", _EDIT, ("Ctrl+C",)),
    ActionSpec("paste_article", "Paste as new article…", _EDIT, ("Ctrl+Shift+V",), "import"),
    ActionSpec("labels", "Labels…", _EDIT, ("Ctrl+L",), "tag"),
    ActionSpec("shortcuts", "Change shortcuts…", _EDIT, (), "keyboard"),
    ActionSpec("workspace_label", "Label articles", _VIEW, ("Ctrl+1",)),
    ActionSpec("workspace_review", "Review disagreements", _VIEW, ("Ctrl+2",)),
    ActionSpec("workspace_agreement", "Look at agreement", _VIEW, ("Ctrl+3",)),
    ActionSpec("compute_agreement", "Compute agreement again", _VIEW),
    ActionSpec("layer_segments", "Segments layer", _VIEW, ("F2",), "segments"),
    ActionSpec("layer_entities", "Entities layer", _VIEW, ("F3",), "entity"),
    ActionSpec("layer_quotes", "Quotes layer", _VIEW, ("F4",), "quote"),
    ActionSpec("only_active", "Active layer only", _VIEW, ("F5",), "eye", is_checkable=True),
    ActionSpec("raw_layout", "Show raw layout", _VIEW, ("F7",), is_checkable=True),
    ActionSpec("snapping", "Snap to whole words", _VIEW, ("F8",), is_checkable=True),
    ActionSpec("next_pane", "Next pane", _VIEW, ("F6",)),
    ActionSpec("previous_pane", "Previous pane", _VIEW, ("Shift+F6",)),
    ActionSpec("filter", "Filter articles", _VIEW, ("Ctrl+F",), "search"),
    ActionSpec("queue_order", "Next order of the articles", _VIEW, ("Ctrl+Shift+O",)),
    ActionSpec("order_imported", "Articles as imported", _VIEW),
    ActionSpec("order_date", "Articles by date, newest first", _VIEW),
    ActionSpec("order_useful", "Articles most useful first", _VIEW),
    ActionSpec("zoom_in", "Larger text", _VIEW, ("Ctrl++", "Ctrl+=")),
    ActionSpec("zoom_out", "Smaller text", _VIEW, ("Ctrl+-",)),
    ActionSpec("zoom_reset", "Normal text size", _VIEW, ("Ctrl+0",)),
    ActionSpec("theme_light", "Light theme", _VIEW),
    ActionSpec("theme_dark", "Dark theme", _VIEW),
    ActionSpec("theme_system", "Theme of the system", _VIEW),
    _of_article("finish", "Finish article", "Ctrl+Return", icon="check"),
    ActionSpec("article_details", "Details of the article…", _ARTICLE, ("Alt+Return",), "file"),
    _of_article("skip", "Skip article", "Ctrl+Shift+Return"),
    _of_article("reopen", "Reopen article"),
    ActionSpec("next_article", "Next article", _ARTICLE, ("Alt+Down",)),
    ActionSpec("previous_article", "Previous article", _ARTICLE, ("Alt+Up",)),
    ActionSpec("detect_article", "Detect again in this article", _ARTICLE, (), "spark"),
    ActionSpec("detect_all", "Detect in all new articles", _ARTICLE, (), "spark"),
    ActionSpec(
        "detect_again", "Detect again in all articles…", _ARTICLE, ("Ctrl+Shift+D",), "spark"
    ),
    ActionSpec("detectors", "Detectors…", _ARTICLE, ("Ctrl+Shift+M",), "spark"),
    ActionSpec("learn", "Train from finished articles", _ARTICLE, ("Ctrl+Alt+L",), "spark"),
    _labelling("add_note", "Add a note", _ARTICLE, "I", icon="note"),
    _labelling("ask_reviewer", "Ask the reviewer", _ARTICLE, "Shift+I", icon="note"),
    ActionSpec("next_note", "Next open question", _ARTICLE, ("Alt+I",), "note"),
    ActionSpec("previous_note", "Previous open question", _ARTICLE, ("Alt+Shift+I",), "note"),
    ActionSpec("notes_list", "Notes and questions…", _ARTICLE, ("Ctrl+Shift+N",), "note"),
    ActionSpec("guidelines", "Guidelines", _VIEW, ("F9",), "book", is_checkable=True),
    ActionSpec("edit_guidelines", "Edit the guidelines…", _TEAM, (), "book"),
    ActionSpec("change_annotator", "Who are you…", _TEAM, ("Ctrl+Shift+W",), "person"),
    ActionSpec("people", "Annotators…", _TEAM, ("Ctrl+Shift+P",), "person"),
    ActionSpec("assign", "Assign articles…", _TEAM, ("Ctrl+Shift+G",), "lines"),
    ActionSpec("hand_out", "Hand out…", _TEAM, ("Ctrl+Shift+H",), "export"),
    ActionSpec("bring_back", "Bring back…", _TEAM, ("Ctrl+Shift+B",), "import"),
    ActionSpec("my_time", "My active time…", _TEAM, (), "clock"),
    ActionSpec(
        "consistency", "Findings about consistency", _CONSISTENCY, ("Ctrl+Shift+C",), "check"
    ),
    ActionSpec("check_consistency", "Check consistency again", _CONSISTENCY),
    ActionSpec("next_finding", "Next finding", _CONSISTENCY, ("Alt+C",)),
    ActionSpec("previous_finding", "Previous finding", _CONSISTENCY, ("Alt+Shift+C",)),
    ActionSpec("fix_finding", "Fix the finding", _CONSISTENCY, ("Alt+U",)),
    ActionSpec("fix_findings", "Fix all like it", _CONSISTENCY, ("Alt+Shift+U",)),
    ActionSpec("mark_finding", "Mark the finding as right", _CONSISTENCY, ("Alt+R",)),
    ActionSpec("mark_findings", "Mark all like it as right", _CONSISTENCY, ("Alt+Shift+R",)),
    _labelling("next_undecided", "Next undecided", _DECIDE, "N"),
    _labelling("previous_undecided", "Previous undecided", _DECIDE, "Shift+N"),
    _labelling("next_item", "Next annotation", _DECIDE, "J"),
    _labelling("previous_item", "Previous annotation", _DECIDE, "K"),
    _labelling("accept", "Accept, go to next undecided", _DECIDE, "Space", icon="check"),
    _labelling("accept_edit", "Accept and edit", _DECIDE, "Shift+Space"),
    _labelling("reject", "Reject", _DECIDE, "X", icon="close"),
    _labelling("accept_rest", "Accept the rest of this layer", _DECIDE, "Shift+A"),
    _labelling("accept_label", "Accept all with this label", _DECIDE, "Ctrl+Shift+A"),
    _labelling("decide_many", "Decide many suggestions…", _DECIDE, "B", icon="filter"),
    _labelling("thresholds", "Hide unsure suggestions…", _DECIDE, "Shift+H", icon="eye"),
    ActionSpec(
        "show_hidden",
        "Show hidden suggestions",
        _DECIDE,
        ("H",),
        is_labelling=True,
        is_checkable=True,
    ),
    _labelling("why", "Why is this suggested?", _DECIDE, "Y"),
    _labelling("edit", "Open the editor of the annotation", _DECIDE, "Return"),
    _labelling("edge_start", "Choose the start edge", _DECIDE, "["),
    _labelling("edge_end", "Choose the end edge", _DECIDE, "]"),
    _labelling("delete", "Delete", _DECIDE, "Del", "D", icon="trash"),
    *(_labelling(f"label_{digit}", f"Set label {digit}", _DECIDE, digit) for digit in _DIGITS),
    _labelling("any_label", "Set any label…", _DECIDE, "."),
    _labelling("split", "Split at the caret", _SEGMENTS, "/", icon="split"),
    _labelling("merge_previous", "Merge with previous", _SEGMENTS, "M", icon="merge"),
    _labelling("merge_next", "Merge with next", _SEGMENTS, "Shift+M", icon="merge"),
    ActionSpec("read_timestamp", "Reading of the timestamp…", _SEGMENTS, (), "clock"),
    _labelling("label_all", "Label all identical mentions…", _ENTITIES, "A"),
    _labelling("link", "Link to the register…", _ENTITIES, "L", icon="link"),
    _labelling("speaker", "Assign the speaker…", _QUOTES, "S", icon="person"),
    _labelling("type", "Change the quote’s type", _QUOTES, "T"),
    _labelling("add_part", "Add the selection as content", _QUOTES, "+", icon="plus"),
    _labelling("remove_part", "Remove the part at the caret", _QUOTES, "-"),
    _labelling("next_without_speaker", "Next quote without speaker", _QUOTES, "W"),
    *(_reviewing(f"choose_{digit}", f"Take choice {digit}", digit) for digit in _DIGITS[:9]),
    _reviewing("choose_none", "None is right", "0"),
    _reviewing("choose_union", "Union of the choices", "U"),
    _reviewing("choose_intersection", "Intersection of the choices", "I"),
    _reviewing("choose_edit", "Edit into something new…", "E"),
    _reviewing("choose_deferred", "Decide later", "L"),
    _reviewing("reason_ambiguous", "Why: ambiguous text", "A"),
    _reviewing("reason_guideline", "Why: guideline gap", "G"),
    _reviewing("reason_slip", "Why: slip", "S"),
    _reviewing("reason_other", "Why: other", "O"),
    _reviewing("review_note", "Write a note on the decision", "T", icon="note"),
    _reviewing("save_decision", "Save the decision, next", "Return", icon="check"),
    _reviewing("decide_alike", "Decide all that are alike…", "B"),
    _reviewing("take_back_decision", "Take the decision back", "X", "Del"),
    _reviewing("next_case", "Next disagreement", "N"),
    _reviewing("previous_case", "Previous disagreement", "Shift+N"),
    _reviewing("approve", "Approve article", "Ctrl+Return", icon="check"),
    _reviewing("reopen_gold", "Reopen the finished gold…", "R"),
    ActionSpec("show_names", "Show annotators’ names", _REVIEW, ("Alt+N",), is_checkable=True),
    ActionSpec("settle", "Settle by rules…", _REVIEW, ("Ctrl+Shift+L",)),
    ActionSpec("finish_agreed", "Finish decided articles…", _REVIEW),
    ActionSpec("beside_gold", "My work beside gold…", _REVIEW),
    ActionSpec("palette", "Search or run a command", _HELP, ("Ctrl+K",), "search"),
    ActionSpec("cheat_sheet", "All keys", _HELP, ("F1",), "keyboard"),
    _labelling("cheat_sheet_letter", "All keys (in the article)", _HELP, "?", "Shift+?"),
    ActionSpec("about", "About Annotator", _HELP),
)


class Actions:
    """The window's actions by id."""

    def __init__(self, window: QWidget, own_keys: Mapping[str, str]) -> None:
        """``own_keys`` are the shortcuts that the user gave instead of the defaults, by id."""
        self._actions = {spec.id: _made(spec, window) for spec in SPECS}
        self._own: dict[str, str] = {}
        for action_id, keys in own_keys.items():
            if action_id in self._actions:
                self._actions[action_id].setShortcuts(_sequences((keys,) if keys else ()))
                self._own[action_id] = keys
        for spec in SPECS:
            if not (spec.is_labelling or spec.is_reviewing):
                window.addAction(self._actions[spec.id])

    def __getitem__(self, action_id: str) -> QAction:
        return self._actions[action_id]

    def __iter__(self) -> Iterator[tuple[ActionSpec, QAction]]:
        return ((spec, self._actions[spec.id]) for spec in SPECS)

    def connect(self, handlers: Mapping[str, Callable[[], object]]) -> None:
        """Let each action named run its handler."""
        for action_id, handler in handlers.items():
            self._actions[action_id].triggered.connect(_calling(handler))

    def serve(self, *widgets: QWidget) -> None:
        """Let the labelling keys act while one of ``widgets`` has the focus."""
        for widget in widgets:
            for spec in SPECS:
                if spec.is_labelling:
                    widget.addAction(self._actions[spec.id])

    def serve_review(self, page: QWidget) -> None:
        """Let the reviewing keys act while the focus is in ``page``, but in no text field."""
        for spec in SPECS:
            if spec.is_reviewing:
                page.addAction(self._actions[spec.id])

    def show_workspace(self, name: str) -> None:
        """Let only what the shown workspace is about be done: what is seen."""
        for spec in SPECS:
            if spec.is_in_label:
                self._actions[spec.id].setEnabled(name == "label")
        self._actions["approve"].setEnabled(name == "review")

    def menu(self, parent: QWidget) -> QMenu:
        """Return a menu of all actions, each where its spec says."""
        menu = QMenu(parent)
        below: dict[str, QMenu] = {}
        for spec, action in self:
            if spec.id == "cheat_sheet_letter":
                continue
            if spec.menu not in below:
                below[spec.menu] = menu.addMenu(spec.menu)
            below[spec.menu].addAction(action)
        return menu

    def key_of(self, action_id: str) -> str:
        """Return the action's first shortcut as it can be typed in, empty where it has none."""
        return self._actions[action_id].shortcut().toString()

    def set_key(self, action_id: str, keys: str) -> None:
        """Give an action another shortcut, or none; raise ``MendableError`` where it is taken."""
        own = next(spec for spec in SPECS if spec.id == action_id)
        for spec, action in self:
            if not spec.shares_keys_with(own):
                continue
            taken = {shortcut.toString() for shortcut in action.shortcuts()}
            if keys and spec.id != action_id and QKeySequence(keys).toString() in taken:
                raise MendableError(f"{keys} is the key of “{spec.title}”. Choose another one.")
        self._actions[action_id].setShortcuts(_sequences((keys,) if keys else ()))
        self._own[action_id] = keys

    @property
    def own_keys(self) -> Mapping[str, str]:
        """The shortcuts that differ from the defaults, by action id."""
        return self._own


def _made(spec: ActionSpec, parent: QObject) -> QAction:
    action = QAction(spec.title, parent)
    action.setObjectName(spec.id)
    action.setShortcuts(_sequences(spec.keys))
    action.setCheckable(spec.is_checkable)
    if spec.is_labelling:
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    elif spec.is_reviewing:
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    return action


def _sequences(keys: tuple[str, ...]) -> list[QKeySequence]:
    return [QKeySequence(one) for one in keys]


def _calling(handler: Callable[[], object]) -> Callable[[], None]:
    # Qt would pass on whether the action is checked.
    def call() -> None:
        handler()

    return call
