"""Noun phrases beside a cue: who says it, with titles, commas inside them, and appositions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.detecting.quotes.tokens import Kind, Token, index_at
from annotator.domain.annotation import Mention

_NOUNS = frozenset((Kind.WORD, Kind.NAME, Kind.NUMBER))
_DETERMINERS = frozenset((Kind.ARTICLE, Kind.POSSESSIVE, Kind.QUANTITY))
_HEADS = _NOUNS | {Kind.CLOSE, Kind.QUANTITY, Kind.OBJECT}
_LINKS = frozenset((Kind.OF, Kind.PREPOSITION))
_MOST_BACK = 40
_MOST_AHEAD = 40
_LONGEST_TERM = 40
_MOST_IN_BRACKETS = 12
_STATEMENTS = frozenset((
    "statement", "interview", "speech", "tweet", "post", "letter", "email", "report",
    "conference", "briefing", "news", "message", "video", "op-ed", "memo", "hearing", "debate",
    "rally", "meeting", "call", "release", "address", "essay", "article", "filing",
    "affidavit", "press", "telephone", "phone",
))  # fmt: skip
_LEADING = frozenset((
    Kind.PREPOSITION, Kind.AND, Kind.BUT, Kind.ADVERB, Kind.CLAUSE, Kind.THAT, Kind.MARK,
    Kind.DASH, Kind.CLOSE, Kind.OF, Kind.NOT,
))  # fmt: skip
_TRAILING = _LINKS | _DETERMINERS | {Kind.AND, Kind.ADVERB}
_CLAUSE_EDGES = frozenset(
    (Kind.BUT, Kind.AND, Kind.THAT, Kind.QUOTED, Kind.ADVERB, Kind.COLON, Kind.STOP, Kind.CLAUSE)
)
_ASIDE_EDGES = frozenset((Kind.COMMA, Kind.STOP, Kind.QUOTED, Kind.COLON, Kind.DASH))
_WHEN_AND_HOW = frozenset((Kind.PREPOSITION, Kind.ADVERB, Kind.BUT, Kind.TIME, Kind.CLAUSE))


@dataclass(frozen=True, slots=True)
class Phrase:
    """The tokens ``[start:end]`` of a sentence that name who speaks."""

    start: int
    end: int
    is_pronoun: bool = False


class Phrases:
    """Finds noun phrases in one sentence.

    ``mentions`` are the article's, in text order: a title such as “Minister of Economy, Trade and
    Industry” is taken whole, whatever commas it holds.
    """

    def __init__(
        self, tokens: Sequence[Token], titles: Sequence[Mention], verbs: frozenset[int]
    ) -> None:
        self._tokens = tokens
        self._verbs = verbs
        self._title_start: dict[int, int] = {}
        self._title_end: dict[int, int] = {}
        for one in titles:
            first, last = index_at(tokens, one.span.start), index_at(tokens, one.span.end)
            if last - first > 1:
                for index in range(first, last):
                    self._title_start[index] = min(first, self._title_start.get(index, first))
                self._title_end[first] = last

    def before(self, end: int, low: int) -> Phrase | None:
        """Return the phrase that ends right before token ``end`` and starts at ``low`` or later."""
        tokens = self._tokens
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
        tokens = self._tokens
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
        tokens = self._tokens
        start, low = end, max(low, end - _MOST_BACK)
        has_head = False
        while start > low:
            index = start - 1
            reached = self._step_before(index, low, end, has_head=has_head)
            if reached is None:
                break
            is_first_word = tokens[index].kind in _DETERMINERS and has_head
            has_head = has_head or tokens[index].kind in (*_NOUNS, Kind.OBJECT)
            start = reached
            if is_first_word and not self._goes_on_before(index, low):
                break
        while start < end and tokens[start].kind in _LEADING:
            start += 1
        if start == end or tokens[start].kind is Kind.OWNER:
            return None
        if not any(tokens[index].kind in _HEADS for index in range(start, end)):
            is_demonstrative = end - start == 1 and tokens[start].kind in _DETERMINERS
            return Phrase(start, end) if is_demonstrative else None
        return Phrase(start, end)

    def _step_before(self, index: int, low: int, end: int, *, has_head: bool) -> int | None:
        """Return where a phrase begins that takes in token ``index``; ``None`` if it cannot."""
        token = self._tokens[index]
        title = self._title_start.get(index, -1)
        if title >= low:
            return title
        if index in self._verbs and has_head:
            return None
        match token.kind:
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
        token = self._tokens[index]
        before = self._tokens[index - 1].kind if index > low else Kind.STOP
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
                return has_head and before in _DETERMINERS
            case _:
                return False

    def _goes_on_before(self, index: int, low: int) -> bool:
        """Tell whether a determiner stands inside a longer phrase: “one of the”, “all the”."""
        if index <= low:
            return False
        before = self._tokens[index - 1]
        if before.kind in _LINKS:
            return self._links(index - 1, low)
        if before.kind is Kind.AND:
            return self._joins(index - 1, low, index)
        return before.kind is Kind.QUANTITY or before.kind is Kind.OWNER

    def _links(self, index: int, low: int) -> bool:
        """Tell whether a preposition at ``index`` hangs on a noun before it."""
        before = self._tokens[index - 1]
        if index - 1 < low or ((index - 1) in self._verbs and before.kind is Kind.WORD):
            return False
        return before.kind in (Kind.WORD, Kind.NAME, Kind.CLOSE, Kind.QUANTITY, Kind.NUMBER)

    def _joins(self, index: int, low: int, end: int) -> bool:
        """Tell whether “and” at ``index`` joins two names or nouns, not two clauses."""
        tokens = self._tokens
        if index - 1 < low:
            return False
        before, after = tokens[index - 1], tokens[index + 1] if index + 1 < end else None
        if after is None or any(i in self._verbs for i in range(low, index)):
            return False
        if before.kind is Kind.NAME and after.kind is Kind.NAME:
            return True
        return before.kind is Kind.WORD and after.kind in (Kind.WORD, Kind.ARTICLE, Kind.NAME)

    def _opening(self, index: int, low: int) -> int | None:
        for place in range(index, max(low, index - _MOST_IN_BRACKETS) - 1, -1):
            if self._tokens[place].kind is Kind.OPEN:
                return place
        return None

    def _with_aside(self, comma: int, low: int) -> Phrase | None:
        """Return “Name, who heads the council,” with the comma that closes the aside.

        Of several phrases with a comma behind them, it is the nearest one that begins a clause.
        """
        tokens = self._tokens
        nearest: Phrase | None = None
        for place in range(comma - 1, max(low, comma - _MOST_BACK), -1):
            token = tokens[place]
            is_long_quotation = token.kind is Kind.QUOTED and len(token) > _LONGEST_TERM
            if token.kind is Kind.STOP or is_long_quotation:
                break
            if token.kind is not Kind.COMMA or place in self._title_start:
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
        if self._tokens[end - 1].kind is Kind.SUBJECT:
            return Phrase(end - 1, end, is_pronoun=True)
        return self._plain_before(end, low)

    def _is_adverbial(self, index: int) -> bool:
        """Tell whether an aside says when or how, and nothing of who: “, however,”."""
        token = self._tokens[index]
        is_participle = token.kind is Kind.WORD and token.word.endswith("ing")
        return token.kind in _WHEN_AND_HOW or token.word == "asked" or is_participle

    def after(self, start: int, high: int) -> Phrase | None:
        """Return the phrase that begins at token ``start`` and ends at ``high`` or before."""
        tokens = self._tokens
        if start >= high:
            return None
        first = tokens[start]
        if first.kind is Kind.SUBJECT:
            return Phrase(start, start + 1, is_pronoun=True)
        end = self._plain_after(start, high)
        if end == start:
            return None
        return Phrase(start, self._aside_after(end, high))

    def _plain_after(self, start: int, high: int) -> int:
        """Return where the phrase that begins at ``start`` ends, without asides."""
        tokens = self._tokens
        end, high = start, min(high, start + _MOST_AHEAD)
        has_head = False
        while end < high:
            reached = self._step_after(start, end, high, has_head=has_head)
            if reached is None:
                break
            has_head = tokens[reached - 1].kind in _NOUNS or (
                has_head and tokens[end].kind in (Kind.OWNER, Kind.OPEN)
            )
            end = reached
        while end > start and tokens[end - 1].kind in _TRAILING:
            end -= 1
        has_noun = any(tokens[i].kind in (*_NOUNS, Kind.QUANTITY) for i in range(start, end))
        return end if has_noun else start

    def _step_after(self, start: int, index: int, high: int, *, has_head: bool) -> int | None:
        """Return where a phrase ends that takes in token ``index``; ``None`` if it cannot."""
        tokens = self._tokens
        if self._title_end.get(index, high + 1) <= high:
            return self._title_end[index]
        if index in self._verbs and has_head:
            return None
        is_in = False
        match tokens[index].kind:
            case Kind.WORD | Kind.NAME | Kind.NUMBER:
                is_in = True
            case Kind.ARTICLE | Kind.POSSESSIVE | Kind.QUANTITY:
                is_in = not has_head
            case Kind.OWNER:
                is_in = has_head
            case Kind.OPEN:
                return self._closing(index, high) if has_head else None
            case Kind.TIME:
                is_in = not has_head and index > start
            case Kind.OF | Kind.PREPOSITION:
                is_in = has_head and index + 1 < high and self._links_on(start, index)
            case Kind.AND:
                is_in = has_head and index + 1 < high and tokens[index + 1].kind is Kind.NAME
        return index + 1 if is_in else None

    def _closing(self, index: int, high: int) -> int | None:
        for place in range(index, min(high, index + _MOST_IN_BRACKETS)):
            if self._tokens[place].kind is Kind.CLOSE:
                return place + 1
        return None

    def _links_on(self, start: int, index: int) -> bool:
        """Tell whether a preposition behind a noun goes on with who it is, not when or where."""
        tokens = self._tokens
        if tokens[index].kind is Kind.OF:
            return True
        if tokens[index].word not in ("for", "at", "from", "with", "in"):
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
        tokens = self._tokens
        if end < high and tokens[end].kind is Kind.RELATIVE and tokens[end - 1].kind is Kind.WORD:
            return self._clause_end(end, high)
        if end + 1 >= high or tokens[end].kind is not Kind.COMMA:
            return end
        first = tokens[end + 1]
        if first.kind is Kind.RELATIVE:
            return self._closed(self._clause_end(end + 1, high), high)
        if first.kind not in (*_NOUNS, Kind.ARTICLE) or first.word.endswith("ing"):
            return end
        stop = self._list_after(end + 1, high)
        if stop < high and tokens[stop].kind is Kind.RELATIVE:
            stop = self._clause_end(stop, high)
        if stop == end + 1 or (stop < high and tokens[stop].kind not in _ASIDE_EDGES):
            return end
        return self._closed(stop, high)

    def _list_after(self, start: int, high: int) -> int:
        """Return where “chair of the council and mayor of Brenholm, Marland” ends."""
        tokens = self._tokens
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
        return next((i for i in range(start, high) if self._tokens[i].kind in _ASIDE_EDGES), high)

    def _closed(self, stop: int, high: int) -> int:
        is_paired = stop + 1 < high and self._tokens[stop].kind is Kind.COMMA
        return stop + 1 if is_paired else stop
