"""An editor brings in work begun elsewhere: settles the labels, and looks at the report."""

from pathlib import Path

from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QTableView, QTableWidget

from annotator.ui.dialogs.column_mapping import ColumnMappingDialog
from annotator.ui.dialogs.import_report import ImportReportDialog
from annotator.ui.dialogs.label_mapping import LabelMappingDialog
from tests.flows.conftest import Editor

_TEXT = "Ada Lind left Norvik for Brenholm.\n"


def _foreign(folder: Path, text: str = _TEXT) -> Path:
    path = folder / "their.ann"
    path.with_suffix(".txt").write_text(text, encoding="utf-8")
    path.write_text(
        "T1\tPER 0 8\tAda Lind\nT2\tTown 14 20\tNorvik\nT3\tOdd 25 33\tBrenholm\n",
        encoding="utf-8",
    )
    return path


def _asked(editor: Editor, path: Path) -> tuple[LabelMappingDialog, list[QComboBox]]:
    editor.window.projects.import_([path])
    editor.bot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), LabelMappingDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, LabelMappingDialog)
    return dialog, dialog.findChildren(QComboBox)


def _count(editor: Editor) -> int:
    assert editor.window.session.workspace is not None
    return editor.window.session.workspace.queries.article_count()


def _labels(editor: Editor) -> list[str]:
    workspace = editor.window.session.workspace
    assert workspace is not None
    ids = workspace.queries.article_ids(workspace.owner)
    found = workspace.queries.annotation_set(ids[-1], workspace.owner)
    return [one.label for one in found.mentions] if found else []


def test_labels_are_settled_by_keys_before_anything_is_stored(
    editor: Editor, tmp_path: Path
) -> None:
    _, boxes = _asked(editor, _foreign(tmp_path))
    assert [box.currentData() for box in boxes] == ["PERSON", "GPE", ""]
    assert _count(editor) == 2
    assert QApplication.focusWidget() is boxes[2]
    editor.type("L")
    assert boxes[2].currentData() == "LOC"
    editor.press("Enter")
    editor.bot.waitUntil(lambda: _labels(editor) == ["PERSON", "GPE", "LOC"])
    editor.bot.waitUntil(lambda: not editor.window.jobs.is_running)


def test_what_was_chosen_is_offered_next_time(editor: Editor, tmp_path: Path) -> None:
    _, boxes = _asked(editor, _foreign(tmp_path))
    boxes[1].setFocus()
    editor.press("Home", "Enter")
    editor.bot.waitUntil(lambda: not editor.window.jobs.is_running)
    for dialog in QApplication.topLevelWidgets():
        if dialog.isModal():
            dialog.close()
    _, boxes = _asked(editor, _foreign(tmp_path, _TEXT + "Again.\n"))
    assert [box.currentData() for box in boxes] == ["PERSON", "", ""]
    editor.press("Escape")
    editor.bot.waitUntil(lambda: not editor.window.jobs.is_running)
    assert _count(editor) == 3


def _asked_columns(editor: Editor, path: Path) -> tuple[ColumnMappingDialog, list[QComboBox]]:
    editor.window.projects.import_([path])
    editor.bot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ColumnMappingDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ColumnMappingDialog)
    return dialog, dialog.findChildren(QComboBox)


def test_columns_are_settled_by_keys_before_anything_is_stored(
    editor: Editor, tmp_path: Path
) -> None:
    path = tmp_path / "table.csv"
    path.write_text("Kopf,Inhalt,Nr\nOpen,The harbour opens.,1\nShut,It shuts.,2\n")
    dialog, boxes = _asked_columns(editor, path)
    assert [box.currentData() for box in boxes] == [None] * 6
    (shown,) = dialog.findChildren(QTableWidget)
    assert shown.item(0, 1) is not None
    editor.press("Enter")
    assert QApplication.activeModalWidget() is dialog
    assert _count(editor) == 2
    assert QApplication.focusWidget() is boxes[0]
    editor.type("I")
    editor.press("Tab")
    editor.type("K")
    assert [box.currentData() for box in boxes[:2]] == ["Inhalt", "Kopf"]
    heading = shown.horizontalHeaderItem(1)
    assert heading is not None
    assert heading.text() == "Text: Inhalt"
    editor.press("Enter")
    editor.bot.waitUntil(lambda: _count(editor) == 4)
    editor.bot.waitUntil(lambda: not editor.window.jobs.is_running)
    for other in QApplication.topLevelWidgets():
        if other.isModal():
            other.close()
    _, boxes = _asked_columns(editor, path)
    assert [box.currentData() for box in boxes[:3]] == ["Inhalt", "Kopf", None]
    editor.press("Escape")
    assert _count(editor) == 4


def test_a_table_whose_columns_are_known_comes_in_unasked(editor: Editor, tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text("title,text\nOpen,The harbour opens.\n")
    editor.window.projects.import_([tmp_path / "table.csv"])
    editor.bot.waitUntil(lambda: _count(editor) == 3)
    editor.bot.waitUntil(lambda: not editor.window.jobs.is_running)


def _report(editor: Editor) -> tuple[ImportReportDialog, QTableView]:
    editor.bot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ImportReportDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ImportReportDialog)
    table = dialog.findChild(QTableView)
    assert isinstance(table, QTableView)
    return dialog, table


def _rows(table: QTableView) -> list[tuple[str, ...]]:
    model = table.model()
    columns = range(model.columnCount())
    return [
        tuple(str(model.index(row, column).data()) for column in columns)
        for row in range(model.rowCount())
    ]


def test_the_report_says_why_leads_to_the_article_and_is_saved(
    editor: Editor, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "fine.txt").write_text("The harbour opens.\n", encoding="utf-8")
    (folder / "outside.txt").write_text("The ferry sails.\n", encoding="utf-8")
    (folder / "outside.ann").write_text("T1\tORG 4 900\tferry\n", encoding="utf-8")
    (folder / "nothing.txt").write_text(" \n", encoding="utf-8")
    editor.window.projects.import_([folder])
    dialog, table = _report(editor)
    assert [row[1] for row in _rows(table)] == ["refused", "imported with changes"]
    assert _rows(table)[1][2] == "text"
    box = dialog.findChild(QComboBox)
    assert isinstance(box, QComboBox)
    assert [box.itemText(row) for row in range(box.count())] == [
        "Everything (3)",
        "All but imported as it was (2)",
        "Imported (1)",
        "Imported with changes (1)",
        "Refused (1)",
    ]
    for form, part in (("csv", "record,outcome"), ("json", '"refused": 1'), ("txt", "refused\t")):
        dialog.write(tmp_path / f"report.{form}")
        assert part in (tmp_path / f"report.{form}").read_text(encoding="utf-8")
    box.setFocus()
    editor.press("Home")
    typed = dialog.findChild(QLineEdit)
    assert isinstance(typed, QLineEdit)
    typed.setFocus()
    editor.type("fine")
    assert [row[0] for row in _rows(table)] == ["fine.txt"]
    editor.press("Enter")
    article = editor.window.session.article
    assert article is not None
    assert article.text == "The harbour opens.\n"
    editor.bot.waitUntil(lambda: not editor.window.jobs.is_running)
    editor.press("Ctrl+Alt+I")
    _report(editor)
    editor.press("Escape")
