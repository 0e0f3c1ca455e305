"""Checking one owner's work for consistency, and what to do about what is found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.comparing.consistency import Checking, Finding, Kind
from annotator.comparing.consistency.quotes import is_balanced
from annotator.domain.annotation import Mention, Quote, SpeakerKind, State
from annotator.domain.annotation_set import GOLD, AnnotationSet, Owner
from annotator.domain.approval import Approval
from annotator.domain.article import Article
from annotator.domain.errors import RefusedError
from annotator.domain.span import Span
from annotator.domain.step import Change, Progress
from annotator.store import Project, Queries
from annotator.workspace.commands import (
    AddMention,
    Command,
    Fix,
    MergeEntities,
    ResizeMention,
    RetypeMention,
)
from annotator.workspace.jobs import Job, Watch, watched

_SLICE = 50


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in an owner's work; ``titles`` and ``set_ids`` are by article id."""

    owner: Owner
    articles: int
    findings: tuple[Finding, ...]
    titles: Mapping[str, str]
    set_ids: Mapping[str, str]


def default_owner(queries: Queries, own: Owner) -> Owner:
    """Return whose work is checked unless somebody says otherwise: gold, where there is any."""
    return GOLD if GOLD in queries.owners() else own


def check_consistency(project: Project, owner: Owner) -> Job[Checked]:
    """Check in a thread, with a connection of its own; articles not begun are left out."""

    def work(watch: Watch) -> Checked:
        with project.reader() as (queries, _interrupt):
            ids = queries.annotated_ids(owner)
            checking = Checking(queries.entities())
            set_ids: dict[str, str] = {}
            for number, (article, annotations) in enumerate(_works(queries, owner, ids)):
                checking.learn(article, annotations)
                watch.report(number, 2 * len(ids))
            for number, (article, annotations) in enumerate(_works(queries, owner, ids)):
                checking.look(article, annotations)
                set_ids[article.id] = annotations.id
                watch.report(len(ids) + number, 2 * len(ids))
            found = tuple(checking.findings())
            places = list(dict.fromkeys(one.article_id for one in found if one.article_id))
            titles = {row.id: row.title for row in queries.article_rows(owner, places)}
            return Checked(owner, len(set_ids), found, titles, set_ids)

    return watched(work)


def _works(
    queries: Queries, owner: Owner, ids: Sequence[str]
) -> Iterator[tuple[Article, AnnotationSet]]:
    for begin in range(0, len(ids), _SLICE):
        chunk = ids[begin : begin + _SLICE]
        articles = queries.articles(chunk)
        for article_id, sets in queries.annotation_sets(chunk, [owner]).items():
            if owner == GOLD or sets[owner].progress is not Progress.TODO:
                yield articles[article_id], sets[owner]


def fix_of(queries: Queries, checked: Checked, findings: Sequence[Finding]) -> Fix:
    """Return the one step that mends ``findings``.

    Those in an annotator's finished articles are left out; raises ``RefusedError`` where all are.
    """
    ids = {one.article_id for one in findings if one.article_id}
    locked = set()
    if checked.owner != GOLD:
        rows = queries.article_rows(checked.owner, sorted(ids))
        locked = {row.id for row in rows if row.progress is Progress.DONE}
    fixed = [one for one in findings if one.is_fixable and one.article_id not in locked]
    if not fixed:
        raise RefusedError(
            "This is in a finished article. Reopen it, with a reason, to change it."
            if locked
            else "There is more than one way to mend this. Enter opens it in the article."
        )
    places = {one.article_id for one in fixed}
    title = _TITLES[fixed[0].kind]
    title = title if len(fixed) == 1 else f"{title}, {len(fixed):,} times"
    return Fix(
        tuple(_command(checked, one) for one in fixed),
        title,
        places.pop() if len(places) == 1 else "",
    )


_TITLES = {
    Kind.LABEL: "Give the usual label",
    Kind.UNLABELLED: "Label what is labelled elsewhere",
    Kind.BOUNDARY: "Give the usual boundaries",
    Kind.ALIKE: "Merge register entries",
}


def _command(checked: Checked, finding: Finding) -> Command:
    if finding.kind is Kind.ALIKE:
        return MergeEntities(*finding.entity_ids)
    assert finding.span is not None
    place = finding.article_id, checked.set_ids[finding.article_id]
    if finding.kind is Kind.LABEL:
        return RetypeMention(*place, finding.annotation_id, finding.usual)
    if finding.kind is Kind.UNLABELLED:
        return AddMention(*place, finding.span, finding.usual, finding.words)
    assert finding.target is not None
    return ResizeMention(*place, finding.annotation_id, finding.target, finding.usual)


class Findings:
    """What was found, following every later step: what is mended goes, and undone comes back."""

    def __init__(self, checked: Checked, queries: Queries) -> None:
        self.checked = checked
        self._queries = queries
        self._approved = queries.approved()
        self._mended: set[str] = set()
        # Keys are made once: a project may have 50,000 findings.
        self._keyed = [(one, one.key, one.group) for one in checked.findings]
        self._about: defaultdict[str, list[Finding]] = defaultdict(list)
        self._unlabelled: dict[tuple[str, Span], Finding] = {}
        for one in checked.findings:
            if one.kind is Kind.UNLABELLED and one.span is not None:
                self._unlabelled[checked.set_ids[one.article_id], one.span] = one
            for record_id in filter(None, (one.annotation_id, *one.entity_ids)):
                self._about[record_id].append(one)

    def standing(self, *, approved: bool = False) -> list[Finding]:
        """Return the findings that are not mended: the open ones, or those marked as right."""
        known = self._approved
        return [
            one
            for one, key, group in self._keyed
            if key not in self._mended and (key in known or group in known) is approved
        ]

    def like(self, finding: Finding) -> list[Finding]:
        """Return the open findings of the same words and kind; itself alone where it has none."""
        if not finding.group:
            return [finding]
        standing = self.standing()
        return [one for one in standing if one.kind is finding.kind and one.group == finding.group]

    def approvals_of(self, finding: Finding) -> tuple[str, ...]:
        """Return the keys by which a finding is marked as right."""
        return tuple(key for key in (finding.key, finding.group) if key in self._approved)

    def apply(self, changes: Iterable[Change]) -> bool:
        """Follow a step; tell whether any finding was about what it changed."""
        touched = False
        for change in changes:
            if isinstance(change.record, Approval):
                touched = True
                if change.after is None:
                    self._approved.discard(change.record.id)
                else:
                    self._approved.add(change.record.id)
            for finding in self._touched_by(change):
                touched = True
                if self._is_mended(finding, change):
                    self._mended.add(finding.key)
                else:
                    self._mended.discard(finding.key)
        return touched

    def _touched_by(self, change: Change) -> list[Finding]:
        found = list(self._about.get(change.record.id, ()))
        spans = {one.span for one in (change.before, change.after) if isinstance(one, Mention)}
        places = (self._unlabelled.get((change.set_id, span)) for span in spans)
        return found + [one for one in places if one is not None]

    def _is_mended(self, finding: Finding, change: Change) -> bool:
        if finding.kind is Kind.ALIKE:
            return len(self._queries.entities(finding.entity_ids)) < 2
        match change.after:
            case Mention() as mention:
                return _is_mention_mended(finding, mention)
            case Quote() as quote:
                return self._is_quote_mended(finding, quote)
            case _:
                return finding.kind is not Kind.UNLABELLED

    def _is_quote_mended(self, finding: Finding, quote: Quote) -> bool:
        text = self._queries.article(finding.article_id).text
        match finding.kind:
            case Kind.NO_SPEAKER:
                is_odd = quote.speaker.kind is SpeakerKind.UNKNOWN
            case Kind.SPEAKER_NOT_NAMED:
                speaker = self._queries.entities([quote.speaker.entity or ""])
                is_odd = finding.odd in {one.name for one in speaker.values()}
            case Kind.MARKS:
                is_odd = not is_balanced(text, quote.content)
            case _:
                is_odd = finding.odd in {part.of(text) for part in quote.source}
        return quote.state is not State.ACCEPTED or not is_odd


def _is_mention_mended(finding: Finding, mention: Mention) -> bool:
    if finding.kind is Kind.UNLABELLED:
        return mention.state is State.ACCEPTED and mention.span == finding.span
    is_odd = (
        mention.label == finding.odd
        if finding.kind is Kind.LABEL
        else (mention.span == finding.span)
    )
    return mention.state is not State.ACCEPTED or not is_odd
