"""The phrase that begins where a cue ends: “said Ada Brandt, 54, the mayor of Brenholm”."""

from __future__ import annotations

from annotator.detecting.quotes.phrase import (
    DETERMINERS,
    LINKS,
    MOST_IN_BRACKETS,
    NOUNS,
    Phrase,
    Reader,
)
from annotator.detecting.quotes.tokens import Kind

_MOST_AHEAD = 40
_STATEMENTS = frozenset((
    "statement", "interview", "speech", "tweet", "post", "letter", "email", "report",
    "conference", "briefing", "news", "message", "video", "op-ed", "memo", "hearing", "debate",
    "rally", "meeting", "call", "release", "address", "essay", "article", "filing",
    "affidavit", "press", "telephone", "phone",
))  # fmt: skip
_CLOSE_TO = frozenset(("close", "adviser", "advisor", "aide", "counsel", "ambassador", "assistant"))
_TRAILING = LINKS | DETERMINERS | {Kind.AND, Kind.ADVERB}
_FINITE = frozenset((Kind.BE, Kind.HAVE, Kind.DO, Kind.MODAL, Kind.VERB, Kind.SUBJECT))
_ASIDE_EDGES = frozenset((Kind.COMMA, Kind.STOP, Kind.QUOTED, Kind.COLON, Kind.DASH))


class AfterReader(Reader):
    """Looks for phrases from their beginning."""

    def after(self, start: int, high: int, *, is_last: bool = False) -> Phrase | None:
        """Return the phrase that begins at token ``start`` and ends at ``high`` or before.

        With ``is_last``, nothing but what describes it can follow, so asides may be of any kind.
        """
        tokens = self.tokens
        if start >= high:
            return None
        first = tokens[start]
        if first.kind is Kind.SUBJECT:
            return Phrase(start, start + 1, is_pronoun=True)
        end = self._plain_after(start, high)
        if end == start:
            return None
        asides = self._asides_after if is_last else self._aside_after
        return Phrase(start, asides(end, high))

    def _plain_after(self, start: int, high: int) -> int:
        """Return where the phrase that begins at ``start`` ends, without asides."""
        tokens = self.tokens
        end, high = start, min(high, start + _MOST_AHEAD)
        has_head = False
        while end < high:
            reached = self._step_after(start, end, high, has_head=has_head)
            if reached is None:
                break
            has_head = tokens[reached - 1].kind in NOUNS or (
                has_head and tokens[end].kind in (Kind.OWNER, Kind.OPEN)
            )
            has_head = has_head or self._counts(reached, high)
            end = reached
        while end > start and tokens[end - 1].kind in _TRAILING:
            end -= 1
        has_noun = any(tokens[i].kind in (*NOUNS, Kind.QUANTITY) for i in range(start, end))
        return end if has_noun else start

    def _counts(self, end: int, high: int) -> bool:
        """Tell “one” of “one of two witnesses”."""
        is_count = self.tokens[end - 1].kind is Kind.QUANTITY
        return is_count and end < high and self.tokens[end].kind is Kind.OF

    def _step_after(self, start: int, index: int, high: int, *, has_head: bool) -> int | None:
        """Return where a phrase ends that takes in token ``index``; ``None`` if it cannot."""
        tokens = self.tokens
        if self.title_end.get(index, high + 1) <= high:
            return self.title_end[index]
        if has_head and self._is_verb(index):
            return None
        is_in = False
        match tokens[index].kind:
            case Kind.WORD:
                is_in = not (self.has_capital_nouns and has_head)
            case Kind.NAME | Kind.NUMBER:
                is_in = True
            case Kind.ARTICLE | Kind.POSSESSIVE | Kind.QUANTITY:
                is_in = not has_head
            case Kind.OWNER:
                is_in = has_head
            case Kind.OPEN:
                return self._closing(index, high) if has_head else None
            case Kind.TIME:
                is_in = not has_head and index > start
            case Kind.OF | Kind.PREPOSITION | Kind.AND:
                is_in = has_head and index + 1 < high and self._links_on(start, index)
        return index + 1 if is_in else None

    def _is_verb(self, index: int) -> bool:
        """Tell “Brandt walked” from “the closed pier”."""
        if index in self.verbs:
            return True
        token, before = self.tokens[index], self.tokens[index - 1]
        return token.kind is Kind.WORD and token.word.endswith("ed") and before.kind is Kind.NAME

    def _closing(self, index: int, high: int) -> int | None:
        for place in range(index, min(high, index + MOST_IN_BRACKETS)):
            if self.tokens[place].kind is Kind.CLOSE:
                return place + 1
        return None

    def _links_on(self, start: int, index: int) -> bool:
        """Tell whether a preposition behind a noun goes on with who it is, not when or where."""
        tokens = self.tokens
        if tokens[index].kind is Kind.AND:
            return tokens[index + 1].kind is Kind.NAME
        if tokens[index].kind is Kind.OF:
            return True
        is_near = tokens[index].word == "to" and tokens[index - 1].word in _CLOSE_TO
        if not is_near and tokens[index].word not in ("for", "at", "from", "with", "in", "by"):
            return False
        window = tokens[index + 1 : index + 5]
        if any(
            one.word in _STATEMENTS or one.kind in (Kind.TIME, Kind.NUMBER, Kind.OBJECT)
            for one in window
        ):
            return False
        is_name = all(one.kind is Kind.NAME for one in tokens[start:index])
        return not is_name

    def _aside_after(self, end: int, high: int) -> int:
        """Take in “, the mayor of Brenholm,” behind a name, where it ends as asides do."""
        tokens = self.tokens
        if end < high and tokens[end].kind is Kind.RELATIVE and tokens[end - 1].kind is Kind.WORD:
            return self._clause_end(end, high)
        if end + 1 >= high or tokens[end].kind is not Kind.COMMA:
            return end
        first = tokens[end + 1]
        if first.kind is Kind.RELATIVE:
            return self._closed(self._clause_end(end + 1, high), high)
        if first.kind not in (*NOUNS, Kind.ARTICLE) or first.word.endswith("ing"):
            return end
        stop = self._list_after(end + 1, high)
        if stop < high and tokens[stop].kind is Kind.RELATIVE:
            stop = self._clause_end(stop, high)
        if stop == end + 1 or (stop < high and tokens[stop].kind not in _ASIDE_EDGES):
            return end
        return self._closed(stop, high)

    def _asides_after(self, end: int, high: int) -> int:
        """Take in “, 34, a baker from Brenholm, who came early”, one aside after the other."""
        tokens = self.tokens
        is_full_name = sum(one.kind is Kind.NAME for one in tokens[:end][-3:]) > 1
        stop = end
        if (
            stop < high
            and tokens[stop].kind is Kind.RELATIVE
            and tokens[stop - 1].kind is Kind.WORD
        ):
            stop = self._clause_end(stop, high)
        while stop + 1 < high and tokens[stop].kind is Kind.COMMA:
            first = tokens[stop + 1]
            is_relative = first.kind is Kind.RELATIVE or first.word == "whose"
            if is_relative and stop == end and not is_full_name:
                break
            if not is_relative and first.kind not in (*NOUNS, Kind.ARTICLE, Kind.OF, Kind.AND):
                break
            reached = self._clause_end(stop + 1, high)
            if not is_relative and self._is_clause(stop + 1, reached):
                break
            stop = reached
        return self._closed(stop, high) if stop > end else end

    def _is_clause(self, start: int, end: int) -> bool:
        """Tell a clause of its own, or a participle, from what describes a name."""
        tokens = self.tokens
        if tokens[start].word.endswith("ing") and tokens[start].kind is Kind.WORD:
            return True
        for index in range(start, end):
            if tokens[index].kind is Kind.RELATIVE:
                return False
            if tokens[index].kind in _FINITE or index in self.verbs:
                return True
        return False

    def _list_after(self, start: int, high: int) -> int:
        """Return where “chair of the council and mayor of Brenholm, Marland” ends."""
        tokens = self.tokens
        stop = self._plain_after(start, high)
        while start < stop < high - 1:
            kind, following = tokens[stop].kind, tokens[stop + 1].kind
            is_place = kind in (Kind.PREPOSITION, Kind.COMMA) and following is Kind.NAME
            if kind is not Kind.AND and (not is_place or tokens[start].kind is Kind.NUMBER):
                break
            further = self._plain_after(stop + 1, high)
            if further == stop + 1:
                break
            stop = further
        return stop

    def _clause_end(self, start: int, high: int) -> int:
        return next((i for i in range(start, high) if self.tokens[i].kind in _ASIDE_EDGES), high)

    def _closed(self, stop: int, high: int) -> int:
        is_paired = stop + 1 < high and self.tokens[stop].kind is Kind.COMMA
        return stop + 1 if is_paired else stop
