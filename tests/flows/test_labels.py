"""Labels: added, renamed, given another key, merged into another, all by keys in the dialog."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QPushButton,
    QTableWidget,
    QWidget,
)

from annotator.domain.annotation import Layer
from annotator.ui.dialogs.labels import LabelsDialog
from annotator.workspace.handing_out import hand_out
from annotator.workspace.jobs import finished
from annotator.workspace.schemes import default_scheme
from tests.flows.conftest import Editor


def _open(editor: Editor, layer_key: str = "F3") -> LabelsDialog:
    editor.press(layer_key, "Ctrl+L")
    editor.bot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), LabelsDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, LabelsDialog)
    return dialog


def _names(dialog: LabelsDialog) -> list[str]:
    table = dialog.findChild(QTableWidget)
    assert table is not None
    cells = (table.item(row, 1) for row in range(table.rowCount()))
    return [cell.text() for cell in cells if cell]


def _go_to(editor: Editor, dialog: LabelsDialog, name: str) -> None:
    table = dialog.findChild(QTableWidget)
    assert table is not None
    table.setFocus()
    editor.press("Home", *["Down"] * _names(dialog).index(name))


def _choose(editor: Editor, field: QWidget, first_letters: str) -> None:
    field.setFocus()
    editor.type(first_letters)


def _accept(editor: Editor) -> None:
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    button = next(one for one in dialog.findChildren(QPushButton) if one.text() == "Change labels")
    button.setFocus()
    editor.press("Space")
    editor.bot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    editor.bot.waitUntil(lambda: not editor.window.jobs.is_running)


def _key_bar(editor: Editor) -> str:
    buttons = editor.window.key_bar.findChildren(QAbstractButton)
    return " ".join(one.text() for one in buttons if one.isVisible())


def test_a_new_label_is_typed_in_and_given_with_its_key(editor: Editor) -> None:
    dialog = _open(editor)
    _go_to(editor, dialog, "TIME")
    editor.press("Insert")
    editor.type("LAW")
    editor.press("Tab")
    dialog.form.title.selectAll()
    editor.type("Law")
    _accept(editor)
    workspace = editor.window.session.workspace
    assert workspace is not None
    assert workspace.scheme.label(Layer.ENTITIES, "LAW").title == "Law"
    editor.window.view.setFocus()
    editor.select("harbour")
    editor.press(".")
    editor.type("LAW")
    editor.press("Return")
    assert ("harbour", "LAW", "accepted") in editor.mentions()


def test_a_label_goes_and_its_mentions_get_another_until_that_is_undone(editor: Editor) -> None:
    before = editor.mentions()
    dialog = _open(editor)
    _go_to(editor, dialog, "ORG")
    editor.press("Delete")
    _choose(editor, dialog.form.place, "FAC")
    said = [one.text() for one in dialog.findChildren(QLabel)]
    assert "3 annotations get another label." in said  # two of the detectors, one of the editor
    _accept(editor)
    assert [label for _, label, _ in editor.mentions()] == ["PERSON", "FAC"]
    editor.bot.waitUntil(lambda: "FAC" in _key_bar(editor))
    assert "ORG" not in _key_bar(editor)
    editor.window.view.setFocus()
    editor.press("Ctrl+Z")
    assert editor.mentions() == before
    editor.bot.waitUntil(lambda: "ORG" in _key_bar(editor))


def test_segments_take_a_label_that_is_new(editor: Editor) -> None:
    dialog = _open(editor, "F2")
    _go_to(editor, dialog, "paragraph")
    dialog.form.name.setFocus()
    dialog.form.name.selectAll()
    editor.type("text")
    _accept(editor)
    labels = [one.label for one in editor.now.partition.segments]
    assert labels == ["headline", "text", "text"]
    editor.window.view.setFocus()
    editor.press("Ctrl+Z")
    labels = [one.label for one in editor.now.partition.segments]
    assert labels == ["headline", "paragraph", "paragraph"]


def test_a_name_that_cannot_be_says_why_and_nothing_changes(editor: Editor) -> None:
    dialog = _open(editor)
    dialog.form.name.setFocus()
    dialog.form.name.selectAll()
    editor.type("two words")
    said = [one.text() for one in dialog.findChildren(QLabel)]
    assert any("needs a name of up to 40 letters" in text for text in said)
    button = next(one for one in dialog.findChildren(QPushButton) if one.text() == "Change labels")
    assert not button.isEnabled()
    editor.press("Escape")
    workspace = editor.window.session.workspace
    assert workspace is not None
    assert workspace.scheme == default_scheme()


def test_labels_go_to_a_file_and_come_from_one(editor: Editor, tmp_path: Path) -> None:
    dialog = _open(editor, "F2")
    dialog.save(tmp_path / "labels.json")
    content = json.loads((tmp_path / "labels.json").read_text(encoding="utf-8"))
    content["labels"] = [one for one in content["labels"] if one["name"] != "headline"]
    (tmp_path / "fewer.json").write_text(json.dumps(content), encoding="utf-8")
    dialog.load(tmp_path / "fewer.json")
    assert _names(dialog)[-1] == "headline"
    _go_to(editor, dialog, "headline")
    _choose(editor, dialog.form.place, "Standfirst")
    _accept(editor)
    labels = [one.label for one in editor.now.partition.segments]
    assert labels == ["standfirst", "paragraph", "paragraph"]


def test_what_is_no_scheme_is_said_and_the_labels_stay(editor: Editor, tmp_path: Path) -> None:
    dialog = _open(editor)
    names = _names(dialog)
    (tmp_path / "x.json").write_text("[" * 100_000, encoding="utf-8")
    dialog.load(tmp_path / "x.json")
    told = QApplication.activeModalWidget()
    assert told is not None
    assert any("is not a label scheme" in one.text() for one in told.findChildren(QLabel))
    told.close()
    assert _names(dialog) == names


def test_a_package_leaves_labels_to_its_project(editor: Editor, tmp_path: Path) -> None:
    window = editor.window
    assert window.session.workspace is not None
    project, package = window.session.workspace.project, tmp_path / "nils.annot"
    finished(hand_out(project, project.team.join("Nils"), package), lambda _advance: None)
    told: list[str] = []
    window.session.told.connect(told.append)
    window.projects.open(package)
    editor.bot.waitUntil(lambda: not window.jobs.is_running)
    editor.press("Ctrl+L")
    assert told[-1].startswith("This is a package.")
    assert QApplication.activeModalWidget() is None
