"""One canonical text for every way that bytes come in."""

import codecs
from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.canonical import UnreadableError, canonicalised, decode
from annotator.formats.plain_text import PLAIN_TEXT
from annotator.formats.protocol import AnnotatedArticle, Refusal
from annotator.formats.reading import MOST_BYTES

GERMAN = "Die Bürgermeisterin von Kesselbrück erklärte, die Brücke über den Fluß öffne früher."
ODD = st.text(st.sampled_from("ab \n\r\x00\v\f\x85\u2028\u2029\ufeff\ufffe\ufdd0\ud800é\u00a0😀"))


@given(ODD)
def test_canonical_text_stays_canonical(text: str) -> None:
    once = canonicalised(text)
    assert canonicalised(once) == once
    assert not regex.search(r"[\r\v\f\x85\u2028\u2029\x00\ud800-\udfff\ufdd0\ufffe]", once)
    assert not once.startswith("\ufeff")


@given(ODD)
def test_what_has_meaning_is_kept(text: str) -> None:
    kept = "ab é\u00a0😀"
    assert [one for one in canonicalised(text) if one in kept] == [
        one for one in text if one in kept
    ]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"one\r\ntwo\rthree", "one\ntwo\nthree"),
        (codecs.BOM_UTF8 + b"text", "text"),
        ("text é".encode("utf-16"), "text é"),
        (codecs.BOM_UTF16_BE + "text".encode("utf-16-be"), "text"),
        ("A plain text without a mark.".encode("utf-16-le"), "A plain text without a mark."),
        (codecs.BOM_UTF32_LE + "text".encode("utf-32-le"), "text"),
        ("a\u2028b\u2029c\u00a0d".encode(), "a\nb\nc\u00a0d"),
        (GERMAN.encode("cp1252"), GERMAN),
    ],
)
def test_bytes_become_canonical_text(raw: bytes, text: str) -> None:
    assert decode(raw).text == text


@pytest.mark.parametrize(
    "raw",
    [b"", b" \n\t", b"\x00\x00", b"%PDF-1.7 rubbish", b"\x89PNG\r\n\x1a\n", bytes(range(256)) * 20],
)
def test_what_is_no_text_is_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableError):
        decode(raw)


def test_changes_are_told() -> None:
    assert decode(b"a\r\nb\x00c\r\n").changes == (
        "1 characters without meaning dropped",
        "2 line ends rewritten",
    )


def test_a_file_keeps_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(b"one\r\ntwo")
    (found,) = PLAIN_TEXT.read(path)
    assert isinstance(found, AnnotatedArticle)
    assert found.original is not None
    assert found.original.content == b"one\r\ntwo"


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    (found,) = PLAIN_TEXT.read(path)
    assert isinstance(found, Refusal)
    assert "MB" in found.reason
