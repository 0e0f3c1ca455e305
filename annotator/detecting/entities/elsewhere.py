"""What the article says of a word elsewhere, and what it speaks of as a whole.

A name unknown to the lists shows what it is where it is said most plainly: “in Vell” and “Anna
Brenholm told” speak for every other Vell and Brenholm (context aggregation; Ratinov and Roth, CoNLL
2009).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence

from annotator.detecting.entities.found import Found
from annotator.detecting.entities.runs import is_loud
from annotator.detecting.entities.tokens import Token

_NAMED = frozenset(("PERSON", "ORG", "GPE", "LOC", "FAC", "EVENT", "NORP"))
_SUBJECTS = {"PERSON": "PERSON", "ORG": "ORG", "GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE"}
_SURE = 0.8
_UNKNOWN = "-"
_MOST_COMPANY = 9


class Elsewhere:
    """Made once for an article; ``found`` is what the rules say of it.

    ``stretches`` are the tokens of all its lines, ``named`` those in which names are looked for;
    ``given`` are given names.
    """

    def __init__(
        self,
        text: str,
        stretches: Sequence[Sequence[Token]],
        named: Iterable[Sequence[Token]],
        found: Sequence[Found],
        given: Container[str],
    ) -> None:
        words = {token.text for tokens in stretches for token in tokens}
        self._usual = _usual_labels(words, text, found)
        self._company = _company_of(named, given)
        self._subject = f"d={_subject_of(found)}{'/you' if 'your' in words else ''}"

    def of(self, word: str) -> tuple[str, ...]:
        """Return the features that a word has from the rest of the article."""
        lowered = word.lower()
        usual = f"u={self._usual.get(lowered, _UNKNOWN)}"
        company = self._company.get(lowered, ())
        return (usual, *company, self._subject) if word[0].isupper() else (usual, *company)


def _subject_of(found: Iterable[Found]) -> str:
    """Return what kind of thing an article names most, by its sure mentions."""
    counts = Counter(
        _SUBJECTS[one.label] for one in found if one.label in _SUBJECTS and one.confidence >= _SURE
    )
    return max(("PERSON", "PLACE", "ORG"), key=counts.__getitem__)


def _usual_labels(words: Iterable[str], text: str, found: Sequence[Found]) -> dict[str, str]:
    """Return what each word of the article most likely is, by its surest mention.

    ``small`` says that the article has the word in small letters too.
    """
    usual = {word: "small" for word in words if word.islower()}
    for one in sorted(found, key=lambda one: one.confidence):
        if one.label in _NAMED and one.confidence >= _SURE:
            usual |= dict.fromkeys(text[one.start : one.end].lower().split(), one.label)
    return usual


def _company_of(
    stretches: Iterable[Sequence[Token]], given: Container[str]
) -> dict[str, tuple[str, ...]]:
    """Return for each capitalised word what stands beside it anywhere in the article."""
    beside: dict[str, Counter[str]] = {}
    for tokens in stretches:
        is_headline = is_loud(tokens)
        for n, token in enumerate(tokens):
            if not token.text[0].isupper():
                continue
            seen = beside.setdefault(token.text.lower(), Counter())
            seen["met"] += 1
            if n and not is_headline:
                before = tokens[n - 1].text
                seen[f"<{_sort_of(before, given)}"] += 1
                if before[-1].isalpha() or before == ",":
                    seen["inner"] += 1
            if n + 1 < len(tokens) and not is_headline:
                seen[f">{_sort_of(tokens[n + 1].text, given)}"] += 1
    return {
        word: tuple(f"c{one}" for one, _ in seen.most_common(_MOST_COMPANY) if one != "met")
        for word, seen in beside.items()
        if seen["met"] > 1
    }


def _sort_of(word: str, given: Container[str]) -> str:
    """Return a small word as it is, and of others that they are given names, names or numbers."""
    if word[0].isupper():
        return "Given" if word in given else "Name"
    return "9" if word[0].isdigit() else word
