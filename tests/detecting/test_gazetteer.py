"""The gazetteer: how it is made of data, what it holds, and what it tells the detector."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.detecting.entities.gazetteer import KINDS, Gazetteer
from annotator.detecting.entities.tokens import tokens_of
from annotator.shipped import resource

TOOL = Path(__file__).parents[2] / "tools" / "make_gazetteer.py"


def _table(path: Path, rows: list[dict[str, str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """Return a folder with a little of every source."""
    census = tmp_path / "census"
    census.mkdir()
    (census / "dist.all.last").write_text("HAVSTAD 1.0 1.0 1\nMUCH 0.1 1.1 2\n")
    (census / "dist.male.first").write_text("OSKAR 0.2 0.2 1\n")
    (census / "dist.female.first").write_text("ADA 0.01 0.01 1\nMAY 0.1 0.11 2\n")
    for file in ("surnames", "forenames"):
        row = {"Romanized Name": "Brénd", "Localized Name": "Бренд"}
        _table(tmp_path / f"popular/common-{file}-by-country.csv", [row])
    players = tmp_path / "players" / "north"
    players.mkdir(parents=True)
    lines = ["= North", "Uro Kell,  G", "Uro Kell (Brenholm),  F", "Once Only, D", "# Uro Not, D"]
    (players / "no.players.txt").write_text("\n".join(lines) + "\n")
    clubs = tmp_path / "clubs"
    clubs.mkdir()
    text = "= North\nKessel Rovers, 1901, Kessel\n  | Rovers of Kessel  | Kessel 1901 # old\n"
    (clubs / "no.clubs.txt").write_text(text)
    places = {"1": {"name": "Vell", "population": 2_000_000}, "2": {"name": "Wee", "population": 9}}
    (tmp_path / "cities.json").write_text(json.dumps(places))
    _table(tmp_path / "companies/constituents.csv", [{"Security": "Solvane Group plc"}])
    for file in ("nasdaq-listed-symbols", "nyse-listed"):
        rows = [
            {"Company Name": "Brenholm Tugs, Inc. - Common Stock", "ETF": "N"},
            {"Company Name": "Solvane Bond ETF", "ETF": "Y"},
        ]
        _table(tmp_path / f"companies/{file}.csv", rows)
    return tmp_path


def test_it_is_made_of_its_sources(sources: Path) -> None:
    output = sources / "gazetteer.txt"
    subprocess.run([sys.executable, TOOL, sources, "--output", output], check=True)
    lines = [one for one in output.read_text().splitlines() if not one.startswith("#")]
    assert dict(one.split("\t") for one in lines) == {
        "ada": "g2",
        "brend": "g3s3",
        "brenholm tugs": "f1",
        "havstad": "s3",
        "kell": "s1",
        "kessel rovers": "k1",
        "much": "s3",
        "oskar": "g3",
        "rovers of kessel": "k1",
        "solvane": "f2",
        "uro": "g1",
        "vell": "c3",
    }  # fmt: skip


def test_the_shipped_one_is_sorted_and_holds_plain_names() -> None:
    text = resource("lexicons/gazetteer.txt").read_text(encoding="utf-8")
    lines = [one for one in text.splitlines() if not one.startswith("#")]
    names = [one.partition("\t")[0] for one in lines]
    assert names == sorted(set(names))
    assert len(text) < 800_000
    for line in lines:
        name, _, known = line.partition("\t")
        assert name.isascii(), name
        assert name == name.lower()
        assert known, name
        assert set(known[::2]) <= set(KINDS), line


def test_words_are_known_by_capital_and_without_accents() -> None:
    gazetteer = Gazetteer()
    assert "s3" in gazetteer.of_word("Domínguez")
    assert gazetteer.of_word("DOMÍNGUEZ") == gazetteer.of_word("Dominguez")
    assert gazetteer.of_word("dominguez") == ()


def test_phrases_are_the_longest_ones() -> None:
    text = "from New York City to Los Angeles"
    tokens = tokens_of(text, 0, len(text))
    found = [
        (text[tokens[begin].start : tokens[end - 1].end], known)
        for begin, end, known in Gazetteer().phrases(tokens)
    ]
    assert [name for name, _ in found] == ["New York City", "Los Angeles"]
    assert all("c3" in known for _, known in found)
