"""Quotes in sentences of each kind: where they stand, who says them, and what is none."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.detecting.entities import EntityDetector
from annotator.detecting.pipeline import detect
from annotator.detecting.protocol import Suggestions
from annotator.detecting.quotes import QuoteDetector
from annotator.detecting.quotes.marks import Quoted, quoted_in
from annotator.detecting.segments import SegmentDetector
from annotator.domain.annotation import Quote, QuoteType, Segment, SpeakerKind, State
from annotator.domain.article import Article
from annotator.domain.span import Span

_FILLERS = {
    "en": "The harbour board met for three hours and closed the gallery to visitors for the day.",
    "de": "Der Hafenrat tagte drei Stunden und schloss die Galerie an diesem Tag für das Publikum.",
    "fr": "Le conseil du port a siégé trois heures et les portes sont restées closes au public.",
}


@cache
def _detectors() -> tuple[SegmentDetector, EntityDetector, QuoteDetector]:
    return SegmentDetector(), EntityDetector(), QuoteDetector()


def _article(body: str, language: str = "en") -> Article:
    """Put a passage into the body of an article."""
    filler = _FILLERS[language]
    text = f"Harbour board agrees on breakwater\n\n{filler * 2}\n\n{body}\n\n{filler * 2}\n"
    return Article("a", text, language=language)


def _quotes(body: str, language: str = "en") -> list[Quote]:
    return list(detect(_article(body, language), _detectors()).quotes)


def _in_paragraphs(text: str) -> list[Quote]:
    """Return the quotes of a text all whose lines are paragraphs."""
    segment = Segment("s", 0, "paragraph", State.SUGGESTED)
    known = Suggestions((segment,))
    return list(QuoteDetector().suggest(Article("a", text, language="en"), known).quotes)


def _told(body: str, language: str = "en") -> list[tuple[str, str, str]]:
    """Return the content, cue and source of each quote, parts joined by a bar."""
    text = _article(body, language).text

    def words(parts: tuple[Span, ...]) -> str:
        return " | ".join(part.of(text) for part in parts)

    return [
        (words(one.content), words(one.cue), words(one.source)) for one in _quotes(body, language)
    ]


@pytest.mark.parametrize(
    ("sentence", "content", "cue", "source"),
    [
        ("“We are ready,” said Ada Brandt.", "“We are ready,”", "said", "Ada Brandt"),
        ("“We are ready,” Ada Brandt said.", "“We are ready,”", "said", "Ada Brandt"),
        ("Ada Brandt said: “We are quite ready.”", "“We are quite ready.”", "said:", "Ada Brandt"),
        ("Ada Brandt told reporters, “We are ready.”", "“We are ready.”", "told", "Ada Brandt"),
        ("“Are we ready?” Ada Brandt asked.", "“Are we ready?”", "asked", "Ada Brandt"),
        ("''We are ready,'' the mayor added.", "''We are ready,''", "added", "the mayor"),
        ("‘We are ready to sail,’ she said.", "‘We are ready to sail,’", "said", "she"),
        ("“It is enough,” Will wrote.", "“It is enough,”", "wrote", "Will"),
        ("“The harbour is ours,” read one.", "“The harbour is ours,”", "read", "one"),
        ("As Okoro put it: “It was a bad year.”", "“It was a bad year.”", "put it:", "Okoro"),
        ("From the report: “It was a bad year.”", "“It was a bad year.”", ":", "the report"),
        (
            "“It was a bad year,” Okoro is quoted as saying.",
            "“It was a bad year,”",
            "is quoted as saying",
            "Okoro",
        ),
        (
            "When he rose he began by saying, “It was a bad year.”",
            "“It was a bad year.”",
            "began by saying",
            "he",
        ),
        (
            "“Was it a bad year?” Okoro, a retired pilot from Kessel, said into the telephone.",
            "“Was it a bad year?”",
            "said",
            "Okoro, a retired pilot from Kessel,",
        ),
        (
            "“It was a bad year,” Senator Ines Okoro, R-Ky., said at the quay.",
            "“It was a bad year,”",
            "said",
            "Senator Ines Okoro, R-Ky.,",
        ),
        (
            "According to Ada Brandt, the harbour opens in May.",
            "the harbour opens in May",
            "According to",
            "Ada Brandt",
        ),
        (
            "The harbour opens in May, according to a spokesman for the board.",
            "The harbour opens in May",
            "according to",
            "a spokesman for the board",
        ),
        (
            "The harbour opens in May, Ada Brandt said.",
            "The harbour opens in May",
            "said",
            "Ada Brandt",
        ),
        (
            "The harbour, Ada Brandt said, will open in May.",
            "The harbour | will open in May",
            "said",
            "Ada Brandt",
        ),
        (
            "Ada Brandt warned that the harbour would close.",
            "that the harbour would close",
            "warned",
            "Ada Brandt",
        ),
        (
            "She has repeatedly said the harbour would close.",
            "the harbour would close",
            "has repeatedly said",
            "She",
        ),
        (
            "The board did not say whether the pier was safe.",
            "whether the pier was safe",
            "did not say",
            "The board",
        ),
        (
            "The board denied that the pier was unsafe.",
            "that the pier was unsafe",
            "denied",
            "The board",
        ),
        (
            "Nobody heard Brandt’s claim that the pier was safe.",
            "that the pier was safe",
            "claim",
            "Brandt",
        ),
    ],
)  # fmt: skip
def test_orders_of_attribution(sentence: str, content: str, cue: str, source: str) -> None:
    assert _told(sentence) == [(content, cue, source)]


@pytest.mark.parametrize(
    ("sentence", "language", "content", "cue", "source"),
    [
        ("„Wir sind da“, sagte Ada Brandt.", "de", "„Wir sind da“", "sagte", "Ada Brandt"),
        ("»Wir sind da«, sagte Ada Brandt.", "de", "»Wir sind da«", "sagte", "Ada Brandt"),
        (
            "Ada Brandt erklärte, dass der Hafen im Mai öffnet.",
            "de",
            "dass der Hafen im Mai öffnet",
            "erklärte",
            "Ada Brandt",
        ),
        (
            "«\u00a0Nous sommes prêts\u00a0», a déclaré Ada Brandt.",
            "fr",
            "«\u00a0Nous sommes prêts\u00a0»",
            "a déclaré",
            "Ada Brandt",
        ),
        (
            "Selon Ada Brandt, le port ouvrira en mai.",
            "fr",
            "le port ouvrira en mai",
            "Selon",
            "Ada Brandt",
        ),
        ("„Wir sind da“, so Ada Brandt.", "de", "„Wir sind da“", "so", "Ada Brandt"),
        (
            "Der Hafen öffne im Mai, teilte der Hafenrat am Montag mit.",
            "de",
            "Der Hafen öffne im Mai",
            "teilte",
            "der Hafenrat",
        ),
        (
            "Ada Brandt sagte, der Hafen sei noch nicht fertig.",
            "de",
            "der Hafen sei noch nicht fertig",
            "sagte",
            "Ada Brandt",
        ),
        (
            "Nach Angaben der Polizei wurden drei Menschen verletzt.",
            "de",
            "wurden drei Menschen verletzt",
            "Nach Angaben",
            "der Polizei",
        ),
        ("« Voilà », a-t-elle ajouté.", "fr", "« Voilà »", "ajouté", "elle"),
        (
            "« Le port, explique Ada Brandt, n’est pas prêt. »",
            "fr",
            "« Le port | n’est pas prêt. »",
            "explique",
            "Ada Brandt",
        ),
        (
            "Ada Brandt a affirmé que le port ouvrira en mai.",
            "fr",
            "que le port ouvrira en mai",
            "a affirmé",
            "Ada Brandt",
        ),
    ],
)  # fmt: skip
def test_other_languages(sentence: str, language: str, content: str, cue: str, source: str) -> None:
    assert _told(sentence, language) == [(content, cue, source)]


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        (
            "Marland Minister of Ports, Trade and Industry Viktor Sandoval said the pier was safe.",
            "Marland Minister of Ports, Trade and Industry Viktor Sandoval",
        ),
        (
            "Ada Brandt, the mayor of Brenholm, said the pier was safe.",
            "Ada Brandt, the mayor of Brenholm,",
        ),
        (
            "Ada Brandt, who chairs the board, said the pier was safe.",
            "Ada Brandt, who chairs the board,",
        ),
        ("Ada Brandt, however, said the pier was safe.", "Ada Brandt"),
        ("A spokesman for the board said the pier was safe.", "A spokesman for the board"),
        ("On Tuesday the mayor said the pier was safe.", "the mayor"),
        ("“It is safe,” said Ada Brandt, mayor of Brenholm.", "Ada Brandt, mayor of Brenholm"),
        ("“The pier is safe,” said Ada Brandt in a statement on Tuesday.", "Ada Brandt"),
    ],
)  # fmt: skip
def test_edges_of_sources(sentence: str, source: str) -> None:
    (quote,) = _quotes(sentence)
    assert quote.source[0].of(_article(sentence).text) == source


def test_a_participle_goes_on_with_the_subject_of_its_sentence() -> None:
    assert _told("Ada Brandt said the pier was safe, adding that it would open in May.") == [
        ("the pier was safe", "said", "Ada Brandt"),
        ("that it would open in May", "adding", "Ada Brandt"),
    ]


def test_an_interrupted_quotation_is_one_quote() -> None:
    (quote,) = _quotes("“We are ready,” said Ada Brandt. “The ships will come in June.”")
    assert len(quote.content) == 2


def test_a_quotation_goes_on_in_the_next_paragraph() -> None:
    body = "Ada Brandt said: “We are quite ready.\n\n“The ships will come in June.”"
    (quote,) = _quotes(body)
    assert [part.of(_article(body).text)[:4] for part in quote.content] == ["“We ", "“The"]
    assert quote.attributes["carried"] == ["reopened"]


def test_a_paragraph_that_is_a_quotation_goes_on_with_the_speaker_before() -> None:
    (quote,) = _quotes("“We are quite ready,” said Ada Brandt.\n\n“The ships will come in June.”")
    assert quote.attributes["carried"] == ["floating"]


def test_a_paragraph_leads_up_to_a_quotation() -> None:
    told = _told("Ada Brandt then added:\n\n“The ships will come in June.”")
    assert told == [("“The ships will come in June.”", "then added:", "Ada Brandt")]


def test_a_caption_between_paragraphs_belongs_to_no_quote() -> None:
    body = (
        "Ada Brandt said: “We are quite ready.\n\n"
        "    Ada Brandt, center left, during talks in Brenholm. (File)\n\n"
        "“The ships will come in June.”"
    )
    (quote,) = _quotes(body)
    assert [part.of(_article(body).text)[:4] for part in quote.content] == ["“We ", "“The"]


def test_a_forgotten_closing_mark_ends_with_its_paragraph() -> None:
    body = "Ada Brandt said: “We are quite ready.\n\nThe ships will come in June."
    (quote,) = _quotes(body)
    assert quote.content[0].of(_article(body).text) == "“We are quite ready."
    assert quote.attributes["unclosed"] is True


@pytest.mark.parametrize(
    "sentence",
    [
        "The so-called “salt island” lies west of the harbour.",
        "He read “The Keeper of the Light” twice.",
        "Ada Brandt was a guest on “Harbour Watch.”",
        "The crew's boats and the mayor's car were washed away.",
        "It was the best of the '90s, and rock 'n' roll was on the radio.",
        "The plank is 12\" wide and 5' long.",
    ],
)
def test_what_is_no_speech(sentence: str) -> None:
    assert _quotes(sentence) == []


@pytest.mark.parametrize(
    "text",
    [
        "“Go away now,” he said. " * 4_200,
        " '“a" * 33_000,
        "said " * 20_000,
        "he said that " * 8_000,
        "Ada Brandt, who " * 6_000,
        "claim that " * 9_000,
        "“We are here.\n\n" * 6_000,
        "ADA: no\n\nBEN: yes\n\n" * 5_000,
        "Minister of Ports, Trade and " * 3_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_texts_made_to_hurt_come_to_an_end(text: str) -> None:
    segment = Segment("s", 0, "paragraph", State.SUGGESTED)
    found = QuoteDetector().suggest(Article("a", text, language="en"), Suggestions((segment,)))
    assert all(one.span.end <= len(text) for one in found.quotes)


_SCRAPS = {
    "en": 'Ada Brandt|the mayor|said|told|that|“|”|"|,|.|:|—|(|)|’s|She|who|according to|claim|by|'
    "adding|to|is expected|was|and|but|“We are here,”|‘no’|asked whether|54|\n|\n\n— Ada|called",
    "de": "der Hafenrat|Ada Brandt|sagte|,|.|„|“|»|«|dass|laut|nach Angaben|so|heißt es in|"
    "teilte|mit|er|zufolge|wie|erklärte|:|\n\n|„Ja“|hinzu",
    "fr": "le maire|Ada Brandt|a dit|que|«|»|,|.|selon|d’après|dit-elle|a-t-il ajouté|"
    "« Oui, dit-il, non »|:|\n\n|et|qu’|l’",
}


@pytest.mark.parametrize("language", _SCRAPS)
@given(chance=st.data())
def test_scraps_of_sentences_give_trimmed_parts(language: str, chance: st.DataObject) -> None:
    scraps = st.lists(st.sampled_from(_SCRAPS[language].split("|")), min_size=1, max_size=40)
    text = " ".join(["x", *chance.draw(scraps)])
    known = Suggestions((Segment("s", 0, "paragraph", State.SUGGESTED),))
    for quote in _detectors()[2].suggest(Article("a", text, language=language), known).quotes:
        for part in (*quote.content, *quote.cue, *quote.source):
            assert part.trimmed(text) == part


@given(st.text("ab ,.:“”„\"'‘’«»\n—()", max_size=200))
def test_any_marks_give_parts_in_order_within_the_text(text: str) -> None:
    found: list[Quoted] = []
    for one in quoted_in(text, 0, len(text)):
        assert 0 <= (found[-1].end if found else 0) <= one.start < one.end <= len(text)
        found.append(one)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“a” b ‘c’ d", ["“a”", "‘c’"]),
        ("„a“ b ‚c‘ d »e« f", ["„a“", "‚c‘", "»e«"]),
        ("« a » b «c»", ["« a »", "«c»"]),
        ("「a」 b 『c』 《d》", ["「a」", "『c』", "《d》"]),
        ("''a b'' and ``c''", ["''a b''", "``c''"]),
        ('"a “b” c" d', ['"a “b” c"']),
        ("“a ‘b’ c” d", ["“a ‘b’ c”"]),
        ("the players’ “a” and Ada’s", ["“a”"]),
        ("in the ’90s, “a b", ["“a b"]),
        ("“a b “c d”", ["“a b", "“c d”"]),
        ('he is 6\'2" tall, "a"', ['"a"']),
        ("don't 'a b' it's", ["'a b'"]),
        ('he left."A b"', ['"A b"']),
        ("” … a b,” she said", ["” … a b,”"]),
        ("\u202a”a b” c", ["”a b”"]),
    ],
)
def test_marks_pair(text: str, quoted: list[str]) -> None:
    assert [text[one.start : one.end] for one in quoted_in(text, 0, len(text))] == quoted


def test_types_follow_the_marks() -> None:
    kinds = [
        _quotes(sentence)[0].type
        for sentence in (
            "“We are ready,” said Ada Brandt.",
            "Ada Brandt said the pier was “safe and sound” again.",
            "Ada Brandt said the pier was safe.",
        )
    ]
    assert kinds == [QuoteType.DIRECT, QuoteType.MIXED, QuoteType.INDIRECT]


def test_groups_and_unnamed_people_speak_as_such() -> None:
    kinds = [
        _quotes(f"“We are ready to go,” {who} said.")[0].speaker.kind
        for who in ("officials", "a spokeswoman", "traders on the quay")
    ]
    assert kinds == [SpeakerKind.COLLECTIVE, SpeakerKind.UNNAMED, SpeakerKind.COLLECTIVE]


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        ("Ms Ada Brandt met Mr Paul Renner in May. She said the pier was safe.", "Ada Brandt"),
        ("Ms Ada Brandt met Mr Paul Renner in May. He said the pier was safe.", "Paul Renner"),
        (
            "Mayor Ada Brandt met Paul Renner in June. The mayor said the pier was safe.",
            "Ada Brandt",
        ),
        ("Ada Brandt came late. “We are quite ready,” Brandt said.", "Ada Brandt"),
        ("Maria Lund met Paul Renner in May. She said the pier was safe.", "Maria Lund"),
        ("The Harbour Society met. The society said the pier was safe.", "Harbour Society"),
        ("Ada Brandt, who came late, said the pier was safe.", "Ada Brandt"),
    ],
)
def test_pronouns_and_titles_mean_who_was_named(body: str, speaker: str) -> None:
    assert _quotes(body)[-1].speaker.name == speaker


def test_a_spokesman_is_not_whom_he_speaks_for() -> None:
    (quote,) = _quotes("Ada Brandt was away. A spokesman for Ada Brandt said the pier was safe.")
    assert quote.speaker.kind is SpeakerKind.UNNAMED


def test_a_conversation_has_turns() -> None:
    text = "BRANDT: Is the pier safe?\n\nRENNER: It is.\n\nBRANDT: Since when?"
    turns = [(one.content[0].of(text), one.source[0].of(text)) for one in _in_paragraphs(text)]
    assert turns == [
        ("Is the pier safe?", "BRANDT"),
        ("It is.", "RENNER"),
        ("Since when?", "BRANDT"),
    ]


def test_a_name_below_a_quotation_is_its_source() -> None:
    text = "“The pier was always quite safe.”\n\n— Ada Brandt, mayor of Brenholm"
    (quote,) = _in_paragraphs(text)
    assert quote.source[0].of(text) == "Ada Brandt, mayor of Brenholm"


def test_what_stays_open_comes_with_candidates() -> None:
    (quote,) = _quotes("Ada Brandt met Paul Renner. “We are quite ready to sail in June.”")
    assert quote.origin.rule == "orphan"
    assert set(quote.attributes["candidates"]) == {"Ada Brandt", "Paul Renner"}  # type: ignore[call-overload]
