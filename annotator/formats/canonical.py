r"""Canonical text: what every offset refers to.

The policy, in this order:

1. Bytes are decoded by their byte-order mark; else as UTF-8 if they are valid UTF-8; else as UTF-16
   or UTF-32 if NUL bytes stand where these put them; else by charset-normalizer's best guess.
2. Line ends become ``\n``: CR LF, CR, VT, FF, NEL, U+2028 and U+2029 (the mandatory breaks of the
   Unicode line breaking algorithm, UAX 14).
3. NUL, U+FEFF at the beginning, lone surrogates and noncharacters are dropped.
4. All else stays as it was: no-break spaces, zero-width and control characters, combining marks;
   the text is not normalised (NFC or otherwise).

Canonicalising canonical text changes nothing. The original bytes are kept beside it.
"""

from __future__ import annotations

import codecs
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import regex

_LINE_ENDS = regex.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
_DROPPED = regex.compile(r"[\x00\ud800-\udfff\p{Noncharacter_Code_Point}]")
_CONTROLS = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27})
_SIGNATURES = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"SQLite")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4096


class UnreadableError(Exception):
    """Bytes that are no text; says why in a plain sentence."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Canonical text, the encoding it was in, and what was changed, in words."""

    text: str
    encoding: str
    changes: tuple[str, ...]


def decode(raw: bytes) -> Decoded:
    """Decode a file's bytes; raise ``UnreadableError`` where they are no text."""
    if not raw.strip(b"\0 \t\r\n"):
        raise UnreadableError("The file is empty.")
    encoding, text = _decoded(raw)
    canonical = canonicalised(text)
    if not canonical.strip():
        raise UnreadableError("The file holds nothing but white space.")
    return Decoded(canonical, encoding, _changes(text))


def canonicalised(text: str) -> str:
    """Return the canonical form of ``text``, by rules 2 to 4."""
    return _LINE_ENDS.sub("\n", _DROPPED.sub("", text).lstrip("\ufeff"))


def canonical_offsets(text: str) -> Sequence[int]:
    """Return for each offset of ``text``, its end included, where it is in the canonical text."""
    if canonicalised(text) == text:
        return range(len(text) + 1)
    offsets, offset, after_return = array("L"), 0, False
    for character in text:
        offsets.append(offset)
        is_dropped = bool(_DROPPED.match(character)) or (character == "\ufeff" and not offset)
        is_second_half = character == "\n" and after_return
        if not is_dropped:
            offset += not is_second_half
            after_return = character == "\r"
    offsets.append(offset)
    return offsets


def _changes(text: str) -> tuple[str, ...]:
    changes = []
    if dropped := len(_DROPPED.findall(text)):
        changes.append(f"{dropped} characters without meaning dropped")
    if ends := len(_LINE_ENDS.findall(text)):
        changes.append(f"{ends} line ends rewritten")
    return tuple(changes)


def _decoded(raw: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return encoding, _strictly(raw[len(mark) :], encoding)
    if raw.startswith(_SIGNATURES):
        raise UnreadableError("This is not a text file.")
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        pass
    else:
        if _is_binary(raw):
            return _wide(raw)
        return "utf-8", text
    if b"\0" in raw[:_SAMPLE]:
        return _wide(raw)
    return _guessed(raw)


def _strictly(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        raise UnreadableError(
            f"The file says that it is {encoding.upper()}, but it is not. Save it again as UTF-8."
        ) from None


def _is_binary(raw: bytes) -> bool:
    sample = raw[:_SAMPLE]
    return len(sample) - len(sample.translate(None, _CONTROLS)) > max(1, len(sample) // 20)


def _wide(raw: bytes) -> tuple[str, str]:
    """Decode UTF-16 without a mark: in text, every other byte is NUL more often than not."""
    sample = raw[:_SAMPLE]
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if len(raw) % 2 == 0 and zeros.count(0) > len(zeros) // 2:
            text = _strictly(raw, encoding)
            if not _is_binary(text[:_SAMPLE].encode()):
                return encoding, text
    raise UnreadableError("This is not a text file.")


def _guessed(raw: bytes) -> tuple[str, str]:
    if _is_binary(raw):
        raise UnreadableError("This is not a text file.")
    # Imported late: most files are UTF-8 and never need it.
    from charset_normalizer import from_bytes

    guess = from_bytes(raw).best()
    if guess is None:
        raise UnreadableError("The file’s encoding is not known. Save it again as UTF-8.")
    return guess.encoding, str(guess)
