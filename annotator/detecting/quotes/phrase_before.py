"""The phrase that ends where a cue begins: “Ada Brandt, who chairs the board, said”."""

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

_HEADS = NOUNS | {Kind.CLOSE, Kind.QUANTITY, Kind.OBJECT}
_MOST_BACK = 40
_LONGEST_TERM = 40
_LEADING = frozenset((
    Kind.PREPOSITION, Kind.AND, Kind.BUT, Kind.ADVERB, Kind.CLAUSE, Kind.THAT, Kind.MARK,
    Kind.DASH, Kind.CLOSE, Kind.OF, Kind.NOT,
))  # fmt: skip
_CLAUSE_EDGES = frozenset(
    (Kind.BUT, Kind.AND, Kind.THAT, Kind.QUOTED, Kind.ADVERB, Kind.COLON, Kind.STOP, Kind.CLAUSE)
)
_WHEN_AND_HOW = frozenset((Kind.PREPOSITION, Kind.ADVERB, Kind.BUT, Kind.TIME, Kind.CLAUSE))


class BeforeReader(Reader):
    """Looks for phrases from their end."""

    def before(self, end: int, low: int) -> Phrase | None:
        """Return the phrase that ends right before token ``end`` and starts at ``low`` or later."""
        tokens = self.tokens
        last = self._without_adjuncts(end, low)
        if last <= low:
            return None
        token = tokens[last - 1]
        if token.kind is Kind.COMMA:
            return self._with_aside(last - 1, low)
        if token.kind is Kind.DASH:
            return None
        if token.kind in (Kind.SUBJECT, Kind.RELATIVE) or (
            token.kind is Kind.THAT and last - 2 >= low
        ):
            return Phrase(last - 1, last, is_pronoun=True)
        return self._plain_before(last, low)

    def _without_adjuncts(self, end: int, low: int) -> int:
        """Step back over “on Tuesday” and “later” between subject and verb."""
        tokens = self.tokens
        while end - 1 > low and tokens[end - 1].kind in (Kind.TIME, Kind.ADVERB):
            if tokens[end - 2].kind is Kind.WORD and tokens[end - 2].word.endswith("ed"):
                break  # “a poll released Saturday”
            is_time = tokens[end - 1].kind is Kind.TIME
            end -= 1
            if (
                is_time
                and end - 1 > low
                and tokens[end - 1].word in ("on", "last", "late", "early", "in")
            ):
                end -= 1
        return end

    def _plain_before(self, end: int, low: int) -> Phrase | None:
        """Walk back over a phrase without asides."""
        tokens = self.tokens
        start, low = end, max(low, end - _MOST_BACK)
        has_head = False
        while start > low:
            index = start - 1
            reached = self._step_before(index, low, end, has_head=has_head)
            if reached is None:
                break
            is_first_word = tokens[index].kind in DETERMINERS and has_head
            has_head = has_head or tokens[index].kind in (*NOUNS, Kind.OBJECT)
            start = reached
            if is_first_word and not self._goes_on_before(index, low):
                break
        while start < end and tokens[start].kind in _LEADING:
            start += 1
        if start == end or tokens[start].kind is Kind.OWNER:
            return None
        if not any(tokens[index].kind in _HEADS for index in range(start, end)):
            is_demonstrative = end - start == 1 and tokens[start].kind in DETERMINERS
            return Phrase(start, end) if is_demonstrative else None
        return Phrase(start, end)

    def _step_before(self, index: int, low: int, end: int, *, has_head: bool) -> int | None:
        """Return where a phrase begins that takes in token ``index``; ``None`` if it cannot."""
        token = self.tokens[index]
        title = self.title_start.get(index, -1)
        if title >= low:
            return title
        if index in self.verbs:
            return None
        match token.kind:
            case Kind.WORD if self.has_capital_nouns and not has_head:
                return None
            case Kind.WORD | Kind.NAME | Kind.NUMBER | Kind.OWNER:
                return index
            case Kind.ARTICLE | Kind.POSSESSIVE | Kind.QUANTITY:
                return index
            case Kind.CLOSE:
                return self._opening(index, low)
            case _:
                return index if self._connects(index, low, end, has_head=has_head) else None

    def _connects(self, index: int, low: int, end: int, *, has_head: bool) -> bool:
        """Tell whether a small word at ``index`` stands inside a phrase."""
        token = self.tokens[index]
        before = self.tokens[index - 1].kind if index > low else Kind.STOP
        match token.kind:
            case Kind.QUOTED:
                return has_head and token.end - token.start <= _LONGEST_TERM
            case Kind.OF | Kind.PREPOSITION:
                return has_head and index > low and self._links(index, low)
            case Kind.AND:
                return has_head and index > low and self._joins(index, low, end)
            case Kind.TIME:
                return has_head and before in (Kind.ARTICLE, Kind.STOP)
            case Kind.OBJECT:
                return before is Kind.OF and not has_head
            case Kind.ADVERB:
                return has_head and before in DETERMINERS
            case _:
                return False

    def _goes_on_before(self, index: int, low: int) -> bool:
        """Tell whether a determiner stands inside a longer phrase: “one of the”, “all the”."""
        if index <= low:
            return False
        before = self.tokens[index - 1]
        if before.kind in LINKS:
            return self._links(index - 1, low)
        if before.kind is Kind.AND:
            return self._joins(index - 1, low, index)
        is_counted = self.tokens[index].kind is Kind.QUANTITY and before.kind in DETERMINERS
        return is_counted or before.kind in (Kind.QUANTITY, Kind.OWNER)

    def _links(self, index: int, low: int) -> bool:
        """Tell whether a preposition at ``index`` hangs on a noun before it."""
        before = self.tokens[index - 1]
        if index - 1 < low or ((index - 1) in self.verbs and before.kind is Kind.WORD):
            return False
        return before.kind in (Kind.WORD, Kind.NAME, Kind.CLOSE, Kind.QUANTITY, Kind.NUMBER)

    def _joins(self, index: int, low: int, end: int) -> bool:
        """Tell whether “and” at ``index`` joins two names or nouns, not two clauses."""
        tokens = self.tokens
        if index - 1 < low:
            return False
        before, after = tokens[index - 1], tokens[index + 1] if index + 1 < end else None
        if after is None or any(i in self.verbs for i in range(low, index)):
            return False
        if before.kind is Kind.NAME and after.kind is Kind.NAME:
            return True
        return before.kind is Kind.WORD and after.kind in (Kind.WORD, Kind.ARTICLE, Kind.NAME)

    def _opening(self, index: int, low: int) -> int | None:
        for place in range(index, max(low, index - MOST_IN_BRACKETS) - 1, -1):
            if self.tokens[place].kind is Kind.OPEN:
                return place
        return None

    def _with_aside(self, comma: int, low: int) -> Phrase | None:
        """Return “Name, who heads the council,” with the comma that closes the aside.

        Of several phrases with a comma behind them, it is the nearest one that begins a clause.
        """
        tokens = self.tokens
        nearest: Phrase | None = None
        for place in range(comma - 1, max(low, comma - _MOST_BACK), -1):
            token = tokens[place]
            is_long_quotation = token.kind is Kind.QUOTED and len(token) > _LONGEST_TERM
            if token.kind is Kind.STOP or is_long_quotation:
                break
            if token.kind is not Kind.COMMA or place in self.title_start:
                continue
            found = self.before_plain(place, low)
            if found is None:
                continue
            if self._is_adverbial(place + 1):
                return found
            if found.is_pronoun:
                break
            with_aside = Phrase(found.start, comma + 1)
            nearest = nearest or with_aside
            if found.start == low or tokens[found.start - 1].kind in _CLAUSE_EDGES:
                return with_aside
        return nearest

    def before_plain(self, end: int, low: int) -> Phrase | None:
        """Return a phrase before ``end`` that has no aside of its own."""
        if end <= low:
            return None
        if self.tokens[end - 1].kind is Kind.SUBJECT:
            return Phrase(end - 1, end, is_pronoun=True)
        return self._plain_before(end, low)

    def _is_adverbial(self, index: int) -> bool:
        """Tell whether an aside says when or how, and nothing of who: “, however,”."""
        token = self.tokens[index]
        is_participle = token.kind is Kind.WORD and token.word.endswith("ing")
        return token.kind in _WHEN_AND_HOW or token.word == "asked" or is_participle
