"""PDFs written by Qt and by pypdf: what comes out of them, and what is said of the rest."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.generic import NameObject, StreamObject
from PySide6.QtGui import QPainter, QPdfWriter, QTextDocument
from PySide6.QtWidgets import QApplication

from annotator.domain.errors import MendableError
from annotator.formats.pdf import PDF
from annotator.formats.protocol import AnnotatedArticle, Refusal

SENTENCE = (
    "The harbour of Norvik is open again, said Ada Brandt, and it will stay so until winter. "
)


@pytest.fixture(scope="module")
def article(qapp_cls: type[QApplication], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A PDF as a word processor writes it, of one page."""
    assert QApplication.instance() or qapp_cls([])
    path = tmp_path_factory.mktemp("pdf") / "article.pdf"
    document = QTextDocument()
    paragraphs = "".join(f"<p>{SENTENCE * 6}It is number {n}.</p>" for n in range(7))
    document.setHtml(f"<h1>Harbour reopens</h1><p>By Edda Lind</p>{paragraphs}")
    writer = QPdfWriter(str(path))
    writer.setTitle("Harbour reopens")
    document.print_(writer)
    return path


def _pages(path: Path, pages: list[list[str]]) -> Path:
    """Write lines where they shall stand, page by page."""
    writer = QPdfWriter(str(path))
    writer.setResolution(72)
    painter = QPainter(writer)
    for number, lines in enumerate(pages):
        if number:
            writer.newPage()
        for row, line in enumerate(lines):
            painter.drawText(20, 20 + 16 * row, line)
    painter.end()
    return path


def _read(path: Path) -> AnnotatedArticle:
    (found,) = PDF.read(path)
    assert isinstance(found, AnnotatedArticle), found
    return found


def _refused(path: Path) -> str:
    (found,) = PDF.read(path)
    assert isinstance(found, Refusal)
    return found.reason


def test_lines_become_paragraphs(article: Path) -> None:
    record = _read(article)
    assert record.article.title == "Harbour reopens"
    blocks = record.article.text.rstrip("\n").split("\n\n")
    assert blocks[:2] == ["Harbour reopens", "By Edda Lind"]
    assert blocks[2:] == [f"{SENTENCE * 6}It is number {n}." for n in range(7)]
    assert "columns, tables and pictures are lost" in record.remarks[0]
    assert record.remarks[1:] == ("Heads and feet of pages were left out: #.",)
    assert record.original is not None
    assert record.original.content == article.read_bytes()


def test_heads_go_and_parted_words_are_joined(qapp: QApplication, tmp_path: Path) -> None:  # noqa: ARG001
    pages = [
        [
            "Meridian, 11 June 2024",
            "The council has promised a letter to all of the fisher-",
            "men of the well-known pier, and they look forward to it now",
            f"Page {number} of 3",
        ]
        for number in (1, 2, 3)
    ]
    record = _read(_pages(tmp_path / "a.pdf", pages))
    line = (
        "The council has promised a letter to all of the fishermen of the well-known pier, "
        "and they look forward to it now"
    )
    assert record.article.text == " ".join([line] * 3) + "\n"
    assert record.remarks[1:] == (
        "Heads and feet of pages were left out: Meridian, # June #, Page # of #.",
        "Words parted at the end of a line were joined (3).",
    )


def test_pages_without_text_are_told(article: Path, tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=str(article))
    writer.add_blank_page()
    writer.write(tmp_path / "a.pdf")
    assert _read(tmp_path / "a.pdf").remarks[-1] == (
        "Pages that have no text, such as scans, were left out (1 of 2)."
    )


def test_protected_and_wordless_files_are_refused(article: Path, tmp_path: Path) -> None:
    for password, name in (("secret", "locked"), ("", "open")):
        writer = PdfWriter(clone_from=str(article))
        writer.encrypt(password, "owner", algorithm="RC4-128")
        writer.write(tmp_path / f"{name}.pdf")
    assert "protected" in _refused(tmp_path / "locked.pdf")
    assert _read(tmp_path / "open.pdf").article.text == _read(article).article.text
    blank = PdfWriter()
    blank.add_blank_page(100, 100)
    blank.write(tmp_path / "blank.pdf")
    assert "OCR" in _refused(tmp_path / "blank.pdf")


def test_hostile_files_are_refused(article: Path, tmp_path: Path) -> None:
    raw = article.read_bytes()
    for name, content in (("none", b"no PDF"), ("empty", b""), ("cut", raw[:200])):
        (tmp_path / f"{name}.pdf").write_bytes(content)
        assert _refused(tmp_path / f"{name}.pdf")
    many = PdfWriter()
    for _ in range(1_001):
        many.add_blank_page(100, 100)
    many.write(tmp_path / "many.pdf")
    assert "1,001 pages" in _refused(tmp_path / "many.pdf")


def test_a_stream_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    writer = PdfWriter()
    page = writer.add_blank_page(100, 100)
    page.merge_page(page)
    stream = page.get_contents()
    assert stream is not None
    stream.set_data(b"BT (a) Tj ET\n" * 10_000_000)
    page.replace_contents(stream)
    writer.compress_identical_objects()
    page.compress_content_streams(level=9)
    writer.write(tmp_path / "bomb.pdf")
    assert (tmp_path / "bomb.pdf").stat().st_size < 1_000_000
    assert _refused(tmp_path / "bomb.pdf")


def test_one_stream_drawn_again_and_again_is_refused(tmp_path: Path) -> None:
    writer = PdfWriter()
    drawing = StreamObject()
    drawing.set_data(b" " * 20_000_000)
    contents = writer._add_object(drawing.flate_encode(9))
    for _ in range(100):
        page = writer.add_blank_page(100, 100)
        page[NameObject("/Contents")] = contents
    writer.write(tmp_path / "again.pdf")
    assert "draw more than any article" in _refused(tmp_path / "again.pdf")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(place=st.integers(0, 20_000), junk=st.binary(min_size=1, max_size=20))
def test_a_damaged_file_never_raises(
    article: Path, tmp_path: Path, place: int, junk: bytes
) -> None:
    raw = article.read_bytes()
    at = place % len(raw)
    (tmp_path / "a.pdf").write_bytes(raw[:at] + junk + raw[at + len(junk) :])
    for found in PDF.read(tmp_path / "a.pdf"):
        assert isinstance(found, AnnotatedArticle | Refusal)


def test_a_missing_library_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(MendableError, match=r"annotator\[pdf\]"):
        list(PDF.read(tmp_path / "a.pdf"))
