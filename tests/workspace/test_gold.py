"""Gold in the forms of corpora, on texts written for the tests."""

import gzip
import json
import re
from pathlib import Path

import pytest

from annotator.domain.annotation import QuoteType
from annotator.domain.errors import MendableError
from annotator.workspace.gold import gold_in
from tests.formats.test_html import BODY, PAGE

COLUMNS = """-DOCSTART- -X- -X- O

Ada NNP B-NP I-PER
Brandt NNP I-NP I-PER
met VBD B-VP O
Nils NNP B-NP I-PER
Okoro NNP B-NP B-PER
( ( O O
Brenholm NNP I-NP I-LOC
) ) O O
. . O O

" " O O
Ready JJ O O
, , O O
" " O O
she PRP O O
said VBD O O
. . O O

-DOCSTART- -X- -X- O

KESSEL NNP I-NP I-ORG
3 CD I-NP O
"""


def test_columns_become_running_text(tmp_path: Path) -> None:
    path = tmp_path / "eng.test"
    path.write_text(COLUMNS, encoding="utf-8")
    first, second = gold_in(path)
    text = first.article.text
    assert text == 'Ada Brandt met Nils Okoro (Brenholm).\n\n"Ready," she said.\n\n'
    assert [(one.span.of(text), one.label) for one in first.mentions or ()] == [
        ("Ada Brandt", "PER"),
        ("Nils", "PER"),
        ("Okoro", "PER"),
        ("Brenholm", "LOC"),
    ]
    assert second.article.text == "KESSEL 3\n\n"
    assert first.labels is not None
    assert first.labels.labels["NORP"] == "MISC"
    assert (first.segments, first.quotes) == (None, None)


WAS = "was\n\nreported"
"""Words of an annotation hold the line ends of the text."""


def test_attributions_in_brat(tmp_path: Path) -> None:
    for folder in ("attributions", "text"):
        (tmp_path / folder).mkdir()
    text = "“We are ready,” Ada Brandt said. “Now.” The port opens, it was\n\nreported."
    (tmp_path / "text" / "day_one.txt").write_text(text, encoding="utf-8")

    def place(words: str) -> str:
        start = text.index(words)
        return f"{start} {start + len(words)}"

    (tmp_path / "attributions" / "day_one_7f.ann").write_text(
        f"T1\tContent {place('“We are ready,”')};{place('“Now.”')}\t“We are ready,” “Now.”\n"
        f"T2\tCue {place('said')}\tsaid\n"
        f"T3\tSource {place('Ada Brandt')}\tAda Brandt\n"
        f"T4\tAttribution {place('said')}\tsaid\n"
        "E1\tAttribution:T4 Content:T1 Cue:T2 Source:T3\n"
        f"T5\tContent {place('The port opens')}\tThe port opens\n"
        f"T6\tCue {place(WAS)}\t{WAS}\n"
        f"T7\tAttribution-no-source {place(WAS)}\t{WAS}\n"
        "E2\tAttribution-no-source:T7 Content:T5 Cue:T6\n",
        encoding="utf-8",
    )
    (tmp_path / "attributions" / "day_one_9a.ann").write_text("T1\tCue 0 1\t“\n")
    (gold,) = gold_in(tmp_path)
    assert gold.quotes is not None
    direct, indirect = gold.quotes
    assert [part.of(text) for part in direct.content] == ["“We are ready,”", "“Now.”"]
    assert direct.source[0].of(text) == "Ada Brandt"
    assert (direct.type, indirect.type) == (QuoteType.DIRECT, QuoteType.INDIRECT)
    assert [part.of(text) for part in indirect.cue] == [WAS]
    assert indirect.source == ()


def test_names_of_a_treebank(tmp_path: Path) -> None:
    text = "the mayor met Ada Brandt of Brenholm and Marlanders at the Bay of Ash on Monday."
    tags = {"Marlanders": "NNPS", "of": "IN"}
    records = [
        {
            "id": f"doc_{part}",
            "genre": "news",
            "partition": part,
            "title": "Mayor",
            "text": text,
            "tokens": [
                [*match.span(), "", tags.get(match[0], "NNP" if match[0].istitle() else "NN")]
                for match in re.finditer(r"\w+", text)
            ],
            "mentions": [
                {"type": kind, "start": start, "end": start + len(words),
                 "core": [start, start + len(words)]}
                for kind, words in (
                    ("person", "mayor"),
                    ("person", "Ada Brandt"),
                    ("place", "Brenholm"),
                    ("person", "Marlanders"),
                    ("place", "Bay of Ash"),
                    ("place", "Ash"),
                    ("time", "Monday"),
                )
                for start in [text.index(words)]
            ],
        }
        for part in ("train", "dev")
    ]  # fmt: skip
    path = tmp_path / "names.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")
    (gold,) = gold_in(path, "dev")
    assert gold.article.id == "doc_dev"
    assert [(one.span.of(text), one.label) for one in gold.mentions or ()] == [
        ("Ada Brandt", "person"),
        ("Brenholm", "place"),
        ("Bay of Ash", "place"),
    ]


def test_lines_of_pages(tmp_path: Path) -> None:
    (tmp_path / "Meridian_2024_06_11.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    record = {
        "title": "Harbour board agrees on breakwater",
        "authors": ["Mirelle Havstad"],
        "topics": ["Brenholm", "Harbours"],
        "images": [{"caption": "Workers unload stone from a barge", "authors": []}],
        "body": {
            "summary": [
                "Nine million crowns for forty boats, after a year of quarrels in the town."
            ],
            "sections": [
                {"headline": [], "paragraphs": list(BODY)},
                {"headline": ["What comes next"], "paragraphs": [BODY[2]]},
            ],
        },
    }
    versions = {"V1": {"title": "Another page", "body": {"summary": [], "sections": []}}}
    (tmp_path / "Meridian.json").write_text(json.dumps({**versions, "V2": record}), "utf-8")
    (gold,) = gold_in(tmp_path)
    assert gold.segments is not None
    labels = [one.label for one in gold.segments]
    assert labels == [
        "headline", "standfirst", "byline", "timestamp", "caption", "paragraph", "paragraph",
        "paragraph", "related_link", "subhead", "paragraph", "tags", "tags",
    ]  # fmt: skip
    assert [one.label for one in gold.structure] == labels
    assert "Share" not in gold.article.text
    (again,) = gold_in(tmp_path)
    assert again.article.text == gold.article.text
    assert list(gold_in(tmp_path, language="de")) == []


def test_what_a_page_says_of_lines_that_its_record_does_not_tell(tmp_path: Path) -> None:
    lines = (
        ("<h1>Harbour board wants a longer breakwater</h1>", "headline"),
        ("<p><time>11 June 2024</time> by Mirelle Havstad</p>", "timestamp"),
        ("<p class='byline'>Mirelle Havstad, Brenholm</p>", "byline"),
        (f"<p>{BODY[0]}</p>", "paragraph"),
        ("<p>Photo: Mirelle Havstad</p>", "credit"),
        ("<figure class='related'><figcaption>Two boats, one pier</figcaption></figure>", ""),
        ("<p class='related'>Do you want to have a longer pier?</p>", ""),
        ("<p class='related'><a href='/'>The island that ran out of salt</a></p>", "related_link"),
        (f"<p>{BODY[1]}</p>", "paragraph"),
        ("<h3>What the harbour board wants to do next and why</h3>", "subhead"),
        (f"<p>{BODY[2]}</p>", "paragraph"),
    )
    record = {
        "title": "Brenholm: what to know of the breakwater",
        "authors": ["Mirelle Havstad"],
        "body": {
            "sections": [
                {
                    "headline": [],
                    "paragraphs": [
                        *BODY,
                        f"What the harbour board wants to do next and why {BODY[2]}",
                    ],
                }
            ]
        },
    }
    (tmp_path / "Meridian.json").write_text(json.dumps({"V1": record}), "utf-8")
    page = "".join(line for line, _ in lines)
    (tmp_path / "Meridian_2024_06_11.html").write_text(page, "utf-8")
    (gold,) = gold_in(tmp_path)
    wanted = [label for _, label in lines if label]
    assert [one.label for one in gold.segments or ()] == wanted


def test_what_is_no_gold_says_so(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear reader,\n", encoding="utf-8")
    with pytest.raises(MendableError, match="no gold"):
        list(gold_in(path))
    with pytest.raises(MendableError, match="holds no gold"):
        list(gold_in(tmp_path))


def test_sites_of_pages_are_in_one_part_each(tmp_path: Path) -> None:
    paragraphs = [f"{one.strip()}" for one in BODY]
    record = {"title": "", "body": {"sections": [{"headline": [], "paragraphs": paragraphs}]}}
    page = "".join(f"<p>{one}</p>" for one in paragraphs)
    for site in ("Meridian", "Coastal", "Harbour", "Island"):
        (tmp_path / f"{site}.json").write_text(json.dumps({"V1": record}), "utf-8")
        for day in (11, 12):
            (tmp_path / f"{site}_2024_06_{day}.html").write_text(page, "utf-8")
    parts = [{one.article.source for one in gold_in(tmp_path, part)} for part in ("dev", "test")]
    assert parts[0] | parts[1] == {"Meridian", "Coastal", "Harbour", "Island"}
    assert not parts[0] & parts[1]
