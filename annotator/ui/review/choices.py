"""What each annotator says of a place, ready to be shown: in words, and as lines in the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from annotator.comparing.disagreements import Choice, Cluster, Kind
from annotator.domain.annotation import Annotation, Layer, Mention, Quote, Role, Segment, Speaker
from annotator.domain.annotation_set import Owner
from annotator.domain.article import Article
from annotator.domain.scheme import Scheme
from annotator.domain.span import Span
from annotator.ui.theme.theme import Theme
from annotator.workspace.reviewing.marking import Marking

_MOST = 160


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that is said of a place, such as a label of some words; ``colour`` is the label's.

    ``spans`` are where it stands in the text, none where it is not of words, such as a speaker.
    """

    label: str
    words: str
    colour: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownChoice:
    """A choice with the letters of who made it, and their names where they may be known.

    ``took`` is how long they took, in short; ``marked`` has a sentence for each of them of whom
    something is known: when and how fast they marked it, and what they noted.
    """

    choice: Choice
    letters: tuple[str, ...]
    names: str
    said: tuple[Said, ...]
    took: str = ""
    marked: tuple[str, ...] = ()

    @property
    def in_words(self) -> str:
        return "; ".join(f"{one.label}: {one.words}" for one in self.said) or "nothing"


class Teller:
    """Says annotations in words and colours; ``names`` are those of register entries by id."""

    def __init__(
        self, article: Article, scheme: Scheme, theme: Theme, names: Mapping[str, str]
    ) -> None:
        self._text = article.text
        self._scheme = scheme
        self._names = names
        self._other = theme.tokens.text2
        self._quote = theme.tokens.quote
        self._colours = {
            (layer, label.name): theme.label_colour(label)
            for layer in (Layer.SEGMENTS, Layer.ENTITIES)
            for label in scheme.of_layer(layer)
        }

    def said(self, annotation: Annotation, span: Span) -> Sequence[Said]:
        """Return what an annotation says; ``span`` is the stretch that it covers."""
        match annotation:
            case Quote():
                return self._said_of_quote(annotation)
            case Segment(label=label):
                return (self._of(Layer.SEGMENTS, label, span),)
            case Mention(label=label, entity=entity):
                one = self._of(Layer.ENTITIES, label, span)
                if entity is None:
                    return (one,)
                named = Said("is", self._names.get(entity, "a register entry"), self._other)
                return (one, named)

    def attributes(self, annotation: Annotation) -> Sequence[Said]:
        """Return what an annotation says beside that, such as a time stamp’s reading."""
        return [
            Said(name, _in_words(value), self._other)
            for name, value in annotation.attributes.items()
        ]

    def _of(self, layer: Layer, label: str, span: Span) -> Said:
        colour = self._colours.get((layer, label), self._other)
        return Said(self._scheme.shown(layer, label), self.short(span), colour, (span,))

    def _said_of_quote(self, quote: Quote) -> Sequence[Said]:
        found = []
        for role in Role:
            spans = quote.parts(role)
            is_content = role is Role.CONTENT
            if spans:
                found.append(
                    Said(
                        quote.type.value if is_content else role.value,
                        " … ".join(self.short(span) for span in spans),
                        self._quote if is_content else self._other,
                        spans,
                    )
                )
        found.append(Said("speaker", self.speaker(quote.speaker), self._other))
        return found

    def speaker(self, speaker: Speaker) -> str:
        return self._names.get(speaker.entity or "") or speaker.name or speaker.kind.value

    def short(self, span: Span) -> str:
        """Return the words in one line, shortened in the middle where they are many."""
        line = " ".join(span.of(self._text).split())
        half = _MOST // 2
        return line if len(line) <= _MOST else f"{line[:half]} … {line[-half:]}"


def _in_words(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def shown_choices(
    cluster: Cluster,
    teller: Teller,
    letters: Mapping[Owner, str],
    markings: Mapping[Owner, Marking],
    *,
    is_blind: bool,
) -> list[ShownChoice]:
    """Return the choices of a cluster; blind, in the order of the letters instead of the votes.

    When something was marked would tell who did it, so it is not said where names are hidden.
    """
    choices = list(cluster.choices)
    has_attributes = Kind.ATTRIBUTE in cluster.kinds
    if is_blind:
        choices.sort(key=lambda one: min(letters[owner] for owner in one.owners))
    return [
        ShownChoice(
            choice=one,
            letters=tuple(sorted(letters[owner] for owner in one.owners)),
            names="" if is_blind else ", ".join(owner.name for owner in one.owners),
            said=tuple(
                said
                for piece in one.pieces
                for said in (
                    *teller.said(piece.annotation, piece.span),
                    *(teller.attributes(piece.annotation) if has_attributes else ()),
                )
            ),
            took=_took([markings[owner] for owner in one.owners]),
            marked=tuple(
                told
                for owner in sorted(one.owners, key=lambda owner: letters[owner])
                if (told := _marked(owner, markings[owner], letters, is_blind=is_blind))
            ),
        )
        for one in choices
    ]


def _took(markings: Sequence[Marking]) -> str:
    """Say how long the annotators took, the fastest and the slowest, and whether one noted."""
    times = sorted(one.seconds for one in markings if one.seconds is not None)
    ends = [spoken_seconds(one) for one in (*times[:1], *times[-1:])]
    parts = [" to ".join(dict.fromkeys(ends))] if ends else []
    return " · ".join([*parts, *(["noted"] if any(one.notes for one in markings) else [])])


def _marked(owner: Owner, marking: Marking, letters: Mapping[Owner, str], *, is_blind: bool) -> str:
    who = letters[owner] if is_blind else owner.name
    local = datetime.fromisoformat(marking.at).astimezone() if marking.at else None
    parts = [] if is_blind or local is None else [f"on {local:%d %B %Y at %H:%M}"]
    parts += [] if marking.seconds is None else [f"in {spoken_seconds(marking.seconds)}"]
    parts += [f"with the note “{one}”" for one in marking.notes]
    return f"{who}: marked {', '.join(parts)}" if parts else ""


def spoken_seconds(seconds: float) -> str:
    """Say a short stretch of time, such as “38 s”."""
    whole = max(1, round(seconds))
    return f"{whole} s" if whole < 60 else f"{whole // 60} min {whole % 60:02} s"
