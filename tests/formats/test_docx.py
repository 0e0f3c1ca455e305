"""Word documents: made by python-docx and by hand, whole and hostile."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QImage

from annotator.formats.docx import DOCX
from annotator.formats.protocol import AnnotatedArticle, Refusal

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _read(path: Path) -> AnnotatedArticle:
    (found,) = DOCX.read(path)
    assert isinstance(found, AnnotatedArticle), found
    return found


def _refused(path: Path) -> str:
    (found,) = DOCX.read(path)
    assert isinstance(found, Refusal)
    return found.reason


def _segments(record: AnnotatedArticle) -> list[tuple[str, str]]:
    assert record.annotations is not None
    text = record.article.text
    return [(one.label, span.of(text).strip()) for one, span in record.annotations.partition]


def _by_hand(path: Path, body: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", _document(body))
    return path


def _document(body: str) -> str:
    return f"<w:document {W}><w:body>{body}</w:body></w:document>"


def test_styles_give_segments(tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.title = "Not this one"
    document.core_properties.language = "en-GB"
    document.add_paragraph("By Edda Lind")
    document.add_paragraph("Harbour reopens 👩‍👩‍👧", style="Title")
    document.add_paragraph("Ships are back", style="Subtitle")
    document.add_heading("What was done", 1)
    document.add_paragraph("The harbour, Norvik\u00a0said,\tis open.\nIt stays so.")
    document.add_paragraph("")
    document.add_paragraph("One", style="List Bullet")
    document.add_paragraph("Two", style="List Bullet")
    document.add_paragraph("The mole", style="Caption")
    document.save(str(tmp_path / "a.docx"))
    record = _read(tmp_path / "a.docx")
    assert _segments(record) == [
        ("paragraph", "By Edda Lind"),
        ("headline", "Harbour reopens 👩‍👩‍👧"),
        ("standfirst", "Ships are back"),
        ("subhead", "What was done"),
        ("paragraph", "The harbour, Norvik\u00a0said,\tis open.\nIt stays so."),
        ("list_item", "One"),
        ("list_item", "Two"),
        ("caption", "The mole"),
    ]
    assert record.article.title == "Harbour reopens 👩‍👩‍👧"
    assert record.article.language == "en-GB"
    assert "One\nTwo\n\nThe mole\n" in record.article.text
    assert record.remarks == ()
    assert record.original is not None
    assert record.original.content == (tmp_path / "a.docx").read_bytes()


def test_without_headings_the_segments_are_left_to_the_detector(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Only this.")
    document.save(str(tmp_path / "a.docx"))
    record = _read(tmp_path / "a.docx")
    assert (record.article.text, record.annotations) == ("Only this.\n", None)


def test_what_is_lost_is_told(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "left", "right"
    paragraph = document.add_paragraph("Text")
    document.add_comment(paragraph.runs, "Is that so?")
    QImage(2, 2, QImage.Format.Format_RGB32).save(str(tmp_path / "a.png"))
    document.add_picture(str(tmp_path / "a.png"))
    document.sections[0].header.paragraphs[0].text = "Page head"
    document.save(str(tmp_path / "a.docx"))
    record = _read(tmp_path / "a.docx")
    assert record.article.text == "left\n\nright\n\nText\n"
    assert record.remarks == (
        "Left out: comments (1), pictures (1), heads of pages (1).",
        "The cells of tables (1) stand one below the other.",
    )


def test_tracked_changes_hidden_words_and_controls(tmp_path: Path) -> None:
    path = _by_hand(
        tmp_path / "a.docx",
        "<w:p><w:pPr><w:rPr><w:ins/><w:vanish/></w:rPr></w:pPr><w:r><w:t>The </w:t></w:r>"
        "<w:del><w:r><w:delText>old </w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>new </w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret </w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>pier</w:t></w:r>'
        "<w:r><w:footnoteReference/><w:instrText>PAGE</w:instrText></w:r></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>In a control.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        '<mc:AlternateContent xmlns:mc="m"><mc:Choice/><mc:Fallback><w:p><w:r><w:t>No</w:t></w:r>'
        "<w:ins/></w:p></mc:Fallback></mc:AlternateContent>",
    )
    record = _read(path)
    assert record.article.text == "The new pier\n\nIn a control.\n"
    assert record.remarks == (
        "Left out: footnotes (1), hidden words (1).",
        "Tracked changes are taken as accepted: 1 put in, 1 taken out.",
    )


BOMB = "<w:p><w:r><w:t>" + "a" * 40_000_000 + "</w:t></w:r></w:p>"


def test_hostile_documents_are_refused(tmp_path: Path) -> None:
    assert "unpacks to more" in _refused(_by_hand(tmp_path / "bomb.docx", BOMB))
    with zipfile.ZipFile(tmp_path / "entity.docx", "w") as archive:
        entity = '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
        archive.writestr("word/document.xml", f"{entity}<w:document {W}>&e;</w:document>")
    assert "entities" in _refused(tmp_path / "entity.docx")
    (tmp_path / "old.docx").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    assert "Save it as DOCX" in _refused(tmp_path / "old.docx")
    whole = _by_hand(tmp_path / "whole.docx", "<w:p><w:r><w:t>Text</w:t></w:r></w:p>").read_bytes()
    (tmp_path / "cut.docx").write_bytes(whole[: len(whole) // 2])
    assert "not a Word document" in _refused(tmp_path / "cut.docx")
    assert "no text" in _refused(_by_hand(tmp_path / "empty.docx", ""))
    with zipfile.ZipFile(tmp_path / "other.docx", "w") as archive:
        archive.writestr("a.txt", "a")
    assert "no Word document" in _refused(tmp_path / "other.docx")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 2000), byte=st.integers(0, 255), deep=st.integers(0, 400))
def test_a_damaged_document_never_raises(tmp_path: Path, place: int, byte: int, deep: int) -> None:
    path = tmp_path / "a.docx"
    raw = bytearray(_by_hand(path, "<w:tbl>" * deep + "</w:tbl>" * deep).read_bytes())
    raw[place % len(raw)] = byte
    path.write_bytes(raw)
    for found in DOCX.read(path):
        assert isinstance(found, AnnotatedArticle | Refusal)


@pytest.mark.parametrize("target", ["word/other.xml", "/word/other.xml"])
def test_the_package_says_where_the_document_is(tmp_path: Path, target: str) -> None:
    relation = f'<r Type="http://x/relationships/officeDocument" Target="{target}"/>'
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("_rels/.rels", f"<R>{relation}</R>")
        archive.writestr("word/other.xml", _document("<w:p><w:r><w:t>Here.</w:t></w:r></w:p>"))
    assert _read(tmp_path / "a.docx").article.text == "Here.\n"
