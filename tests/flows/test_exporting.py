"""An editor exports: sees what each format loses, looks at an example, writes."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListWidget, QTableWidget

from annotator.ui.dialogs.export import ExportDialog
from annotator.ui.dialogs.losses import LossExamplesDialog
from tests.flows.conftest import Editor
from tests.projects_for_tests import TEXT


def _opened(editor: Editor) -> ExportDialog:
    editor.press("Ctrl+Shift+E")
    editor.bot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ExportDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ExportDialog)
    editor.bot.waitUntil(lambda: not editor.window.jobs.is_running)
    return dialog


def _tables(dialog: ExportDialog) -> tuple[QTableWidget, QTableWidget]:
    formats, losses = dialog.findChildren(QTableWidget)
    return formats, losses


def _said(table: QTableWidget, column: int) -> list[str]:
    cells = [table.item(row, column) for row in range(table.rowCount())]
    role = Qt.ItemDataRole.DisplayRole if column != 1 else Qt.ItemDataRole.AccessibleTextRole
    return [str(cell.data(role)) for cell in cells if cell is not None]


def _choose(editor: Editor, formats: QTableWidget, title: str) -> None:
    formats.setFocus()
    while formats.currentRow() > 0:
        editor.press("Up")
    for _ in range(_said(formats, 0).index(title)):
        editor.press("Down")
    editor.bot.waitUntil(lambda: not editor.window.jobs.is_running)


def test_the_losses_are_told_before_and_beside_the_file(editor: Editor, tmp_path: Path) -> None:
    dialog = _opened(editor)
    formats, losses = _tables(dialog)
    pills = dict(zip(_said(formats, 0), _said(formats, 1), strict=True))
    assert pills["Annotator JSON Lines"] == "✓ lossless"
    assert "✓ Quotes" in _said(losses, 0)
    assert all(line.startswith("✓") for line in _said(losses, 0))
    _choose(editor, formats, "CoNLL-2003")
    lines = _said(losses, 0)
    assert "✕ Quotes" in lines
    assert lines.index("✕ Quotes") < lines.index("~ Undecided suggestions")
    editor.press("Enter")
    editor.bot.waitUntil(lambda: (tmp_path / "articles.conll").exists())
    editor.bot.waitUntil(lambda: not editor.window.jobs.is_running)
    assert "Quotes" in (tmp_path / "articles.conll.losses.txt").read_text(encoding="utf-8")


def test_an_example_leads_to_its_place(editor: Editor) -> None:
    dialog = _opened(editor)
    formats, losses = _tables(dialog)
    _choose(editor, formats, "CoNLL-2003")
    losses.setFocus()
    losses.setCurrentCell(_said(losses, 0).index("✕ Quotes"), 0)
    editor.press("Enter")
    editor.bot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), LossExamplesDialog))
    examples = QApplication.activeModalWidget()
    assert examples is not None
    (places,) = examples.findChildren(QListWidget)
    assert "It is ready" in places.item(0).text()
    editor.press("Enter")
    editor.bot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    focused = editor.window.session.focused_annotation
    assert focused is not None
    assert focused.id == editor.now.quotes[0].id


def test_an_example_of_others_work_leads_to_its_words(editor: Editor) -> None:
    dialog = _opened(editor)
    formats, losses = _tables(dialog)
    formats.focusPreviousChild()
    editor.press("End")
    _choose(editor, formats, "CoNLL-2003")
    losses.setFocus()
    losses.setCurrentCell(_said(losses, 0).index("✕ Quotes"), 0)
    editor.press("Enter", "Enter")
    editor.bot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    selection = editor.window.session.selection
    assert selection is not None
    assert "It is ready" in selection.of(TEXT)


def test_a_folder_is_written_where_the_format_is_one(editor: Editor, tmp_path: Path) -> None:
    formats, _ = _tables(_opened(editor))
    _choose(editor, formats, "brat standoff")
    editor.press("Enter")
    editor.bot.waitUntil(lambda: (tmp_path / "articles-brat").exists())
    editor.bot.waitUntil(lambda: not editor.window.jobs.is_running)
    assert list((tmp_path / "articles-brat").glob("*.ann"))
