"""``docs/formats.md``, made from what the formats say of themselves.

``python -m tests.formats.formats_page`` writes it anew.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from annotator.formats.protocol import Format, Reads, Writes, load_formats

PAGE = Path(__file__).parent.parent.parent / "docs" / "formats.md"
_INTRODUCTION = """\
# Formats

This page is made from what the formats declare of themselves (`python -m
tests.formats.formats_page`); a test compares the two.

Offsets in the project are half-open and count Unicode code points of the canonical text: line
ends are `\\n`, a byte-order mark at the beginning, NUL, lone surrogates and noncharacters are
dropped, and all else stays as it was (`annotator/formats/canonical.py`). Formats that count
otherwise are converted on the way.

**Out.** `annotator export PROJECT.annot --format NAME --owner WHOSE --output PATH`, or Export
in the window. What a format cannot carry is told before (`--check-only`, and the list in the
window), and is written to `PATH.losses.txt` beside the export, counted, with the first hundred
places of each kind. What is listed there is exactly what the writer leaves out or changes: both
are made by the same functions (`annotator/formats/losses.py`). A format that is a folder is
written beside and then put in place; only an empty folder or an earlier export is replaced.

**In.** `annotator import PROJECT.annot PATH…` takes files, folders and zip archives, and tells
each file's format by its name and its beginning. One bad annotation costs no other: what was
left out or changed is told article by article in the import report. Labels that the scheme has
not are told as well; `--label THEIRS=OURS` renames one, `--label THEIRS=` leaves it out.
Of tables, `--column FIELD=HEADING` says which column holds the text (or the title, source, url,
published, language) where its name does not tell. Annotations of nobody known become the
importer's. XML is read without entities, document types and network; archives are not unpacked
outside their folder, nor without end.

Libraries that only some formats need are extras: `pip install 'annotator[uima,spacy,xlsx,pdf]'`.

| format | `--format` | files | ways | loses |
|---|---|---|---|---|
"""


def page() -> str:
    formats = sorted(load_formats(), key=_place)
    rows = "".join(_row(form) for form in formats)
    return _INTRODUCTION + rows + "".join(_section(form) for form in formats)


def _place(form: Format) -> tuple[bool, bool, bool, str]:
    """Order the project's own first, then those of both ways, of one way out, of one way in."""
    return (
        form.name != "jsonl",
        not isinstance(form, Writes),
        not isinstance(form, Reads),
        form.name,
    )


def _ways(form: Format) -> str:
    return " and ".join(
        way for way, kind in (("in", Reads), ("out", Writes)) if isinstance(form, kind)
    )


def _row(form: Format) -> str:
    files = ", ".join(f"`{suffix}`" for suffix in form.suffixes) or "a folder"
    loses = ""
    if isinstance(form, Writes):
        files = f"a folder of {files}" if form.is_folder and form.suffixes else files
        count = len(form.carries.loses)
        loses = f"{count} kinds" if count > 1 else "1 kind" if count else "nothing"
    anchor = form.title.lower().replace(" ", "-")
    anchor = "".join(one for one in anchor if one.isalnum() or one in "-_")
    return f"| [{form.title}](#{anchor}) | `{form.name}` | {files} | {_ways(form)} | {loses} |\n"


def _section(form: Format) -> str:
    documented = sys.modules[type(form).__module__].__doc__ or ""
    lines = [f"\n## {form.title}\n\n", documented.strip().replace("``", "`"), "\n"]
    if isinstance(form, Writes) and form.carries.loses:
        lines.append("\n| what | becomes | how |\n|---|---|---|\n")
        lines += _losses(form)
    return "".join(lines)


def _losses(form: Writes) -> Iterator[str]:
    fates = sorted(form.carries.loses.items(), key=lambda one: not one[1].is_left_out)
    for feature, fate in fates:
        yield f"| {feature} | {'left out' if fate.is_left_out else 'changed'} | {fate.says} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
