"""Cues: the verbs, nouns and phrases that attribute."""

from __future__ import annotations

import regex

from annotator.detecting.lexicon import words

_IRREGULAR = {
    "say": "said", "tell": "told", "think": "thought", "write": "wrote", "swear": "swore",
    "point out": "pointed out",
}  # fmt: skip
_PHRASES = (
    r"expressed (?:\w+ )?(?:hope|concern|confidence|doubt|regret|optimism|satisfaction|fear)s?",
    r"made (?:it )?clear", r"went on to say", r"declined to comment", r"voiced (?:\w+ )?\w+",
    r"called for", r"was quoted as saying", r"is quoted as saying",
)  # fmt: skip
_FOREIGN = (
    "sagte sagt sagten erklärte erklärt betonte meinte teilte kündigte warnte berichtete fügte "
    "forderte kritisierte bestätigte déclare dit explique affirme indique ajoute annonce estime "
    "précise"
)
_FRENCH_PERFECT = (
    "a (?:déclaré|dit|expliqué|affirmé|indiqué|ajouté|annoncé|estimé|précisé|souligné)"
)
_BEFORE = (
    r"(?:(?:has|have|had|was|were|is|also|later|then|however|never|repeatedly|earlier|previously|"
    r"reportedly|recently|still|further|would|will|did not|does not|could|has not|have not|hat|"
    r"haben)"
    r"[ \u00a0]+)*"
)


def _forms(verb: str) -> list[str]:
    head, _, rest = verb.partition(" ")
    tail = f" {rest}" if rest else ""
    if head.endswith("y") and head[-2:-1] not in "aeiou":
        third, past = head[:-1] + "ies", head[:-1] + "ied"
    elif head.endswith(("s", "sh", "ch", "x")):
        third, past = head + "es", head + "ed"
    else:
        third = head + "s"
        past = head + "d" if head.endswith("e") else head + "ed"
    if head in ("admit", "quip"):
        past = head + head[-1] + "ed"
    past = _IRREGULAR.get(head, past)
    participle = head[:-1] if head.endswith("e") and head != "agree" else head
    if head in ("admit", "quip"):
        participle += head[-1]
    return [form + tail for form in (head, third, past, participle + "ing")]


def _pattern(verbs: frozenset[str]) -> str:
    forms = {form for verb in verbs for form in _forms(verb)}
    return "|".join(sorted((regex.escape(form) for form in forms), key=len, reverse=True))


class Cues:
    """Patterns for cues: any beside a quotation, only strong ones beside bare words."""

    def __init__(self) -> None:
        foreign = "|".join([_FRENCH_PERFECT, *_FOREIGN.split()])
        phrases = "|".join(_PHRASES)
        verbs = _pattern(words("cues"))
        self.any = regex.compile(rf"\b{_BEFORE}(?P<head>{phrases}|{verbs}|{foreign})\b(?!-)")
        strong = _pattern(words("strong_cues"))
        self.strong = regex.compile(rf"\b{_BEFORE}(?P<head>{phrases}|{strong}|{foreign})\b(?!-)")
        self.according = regex.compile(
            r"\b(?:according to|in the words of|laut|nach Angaben (?:von|der|des)|selon|d’après)\b",
            regex.IGNORECASE,
        )
