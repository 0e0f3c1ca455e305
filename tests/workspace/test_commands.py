"""What a person does changes what it says, and undo brings back exactly what was."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.annotation import (
    Layer,
    Quote,
    QuoteType,
    Role,
    Speaker,
    SpeakerKind,
    State,
)
from annotator.domain.annotation_set import AnnotationSet
from annotator.domain.errors import MendableError, RefusedError
from annotator.domain.identity import new_id
from annotator.domain.quotes import with_part
from annotator.domain.register import Entity
from annotator.domain.span import Span
from annotator.domain.step import Progress, Step
from annotator.domain.suggestions import Thresholds, Wanted
from annotator.workspace.commands import (
    Accept,
    AddEntity,
    AddMention,
    AddMentions,
    AddNote,
    AddQuote,
    ChangeQuote,
    Command,
    DecideAll,
    DeleteMention,
    DeleteQuote,
    EditEntity,
    FinishArticle,
    LinkMention,
    MergeEntities,
    MergeWithNext,
    MergeWithPrevious,
    MoveBoundary,
    Reject,
    ResizeMention,
    RetypeMention,
    RetypeSegment,
    SkipArticle,
    SplitSegment,
    UndecidedError,
)
from annotator.workspace.occurrences import occurrences
from annotator.workspace.speakers import ranked_speakers
from annotator.workspace.workspace import Workspace
from tests.projects_for_tests import TEXT, make_project, opened, span, suggestions


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    path = tmp_path / "project.annot"
    make_project(path)
    workspace = opened(path)
    yield workspace
    workspace.project.close()


def _place(workspace: Workspace) -> tuple[str, str]:
    (article_id,) = workspace.queries.article_ids(workspace.owner)
    return article_id, workspace.annotations(article_id).id


def _now(workspace: Workspace) -> AnnotationSet:
    return workspace.annotations(_place(workspace)[0])


def test_an_editors_set_begins_with_the_suggestions(workspace: Workspace) -> None:
    now = _now(workspace)
    assert {one.state for one in now.annotations()} == {State.SUGGESTED}
    assert now.progress is Progress.TODO


def test_splitting_and_merging_segments(workspace: Workspace) -> None:
    place = _place(workspace)
    before = _now(workspace).partition
    workspace.do(SplitSegment(*place, TEXT.index("“"), "pull_quote"))
    labels = [one.label for one in _now(workspace).partition.segments]
    assert labels == ["headline", "paragraph", "pull_quote", "paragraph"]
    assert _now(workspace).progress is Progress.DOING
    workspace.do(MergeWithPrevious(*place, _now(workspace).partition.segments[2].id))
    merged = _now(workspace).partition
    assert [one.start for one in merged.segments] == [one.start for one in before.segments]
    workspace.do(MergeWithNext(*place, merged.segments[0].id))
    assert len(_now(workspace).partition) == 2
    with pytest.raises(RefusedError, match="first segment"):
        workspace.do(MergeWithPrevious(*place, merged.segments[0].id))


def test_what_was_undone_is_not_done_again_on_new_suggestions(workspace: Workspace) -> None:
    place = _place(workspace)
    mention = _now(workspace).mentions[0]
    workspace.do(RetypeMention(*place, mention.id, "ORG"))
    workspace.undo()
    workspace.project.put_detection({place[0]: suggestions()})
    with pytest.raises(RefusedError, match="detected anew"):
        workspace.redo()
    assert workspace.annotations(place[0]).mentions[0].label == mention.label


def test_a_boundary_cannot_pass_another(workspace: Workspace) -> None:
    place = _place(workspace)
    second = _now(workspace).partition.segments[1]
    workspace.do(MoveBoundary(*place, second.id, 8))
    assert _now(workspace).partition.segments[1].start == 8
    for start in (0, TEXT.index("Crews"), len(TEXT)):
        with pytest.raises(RefusedError, match="boundary"):
            workspace.do(MoveBoundary(*place, second.id, start))


def test_a_mention_keeps_its_links_when_it_is_resized(workspace: Workspace) -> None:
    place = _place(workspace)
    entity = Entity(new_id(), "Ada Brandt")
    workspace.do(AddEntity(entity))
    mention = _now(workspace).mentions[0]
    workspace.do(LinkMention(*place, mention.id, entity.id))
    workspace.do(ResizeMention(*place, mention.id, span("Ada"), "Ada"))
    workspace.do(RetypeMention(*place, mention.id, "ROLE"))
    now = _now(workspace).mentions[0]
    assert (now.id, now.entity, now.label) == (mention.id, entity.id, "ROLE")
    assert now.state is State.ACCEPTED
    assert now.origin == mention.origin


def test_text_that_does_not_match_is_refused(workspace: Workspace) -> None:
    place, before = _place(workspace), _now(workspace)
    with pytest.raises(RefusedError, match="does not match"):
        workspace.do(AddMention(*place, span("Nils Okoro"), "PERSON", "Nils Okora"))
    with pytest.raises(RefusedError, match="no label"):
        workspace.do(AddMention(*place, span("Nils Okoro"), "NOBODY", "Nils Okoro"))
    assert _now(workspace) == before


def test_labelling_a_suggestion_accepts_it(workspace: Workspace) -> None:
    place, suggested = _place(workspace), _now(workspace).mentions[1]
    workspace.do(AddMention(*place, suggested.span, "NORP", "Crews"))
    now = [one for one in _now(workspace).mentions if one.span == suggested.span]
    assert [(one.id, one.label, one.state) for one in now] == [
        (suggested.id, "NORP", State.ACCEPTED)
    ]


def test_all_identical_mentions_in_one_step(workspace: Workspace) -> None:
    place = _place(workspace)
    workspace.do(AddMention(*place, span("harbour"), "FAC", "harbour"))
    workspace.do(AddMention(*place, span("Brandt", number=1), "PERSON", "Brandt"))
    now = _now(workspace)
    brandt = next(one for one in now.mentions if one.span == span("Brandt", number=1))
    found = occurrences(TEXT, now, brandt)
    assert found == (span("Brandt"),)
    workspace.do(AddMentions(*place, found, "PERSON", "Brandt"))
    assert len(_now(workspace).mentions) == 5
    workspace.undo()
    assert _now(workspace) == now


def test_a_rejected_suggestion_is_kept_and_own_work_goes(workspace: Workspace) -> None:
    place = _place(workspace)
    suggested = _now(workspace).mentions[0]
    workspace.do(Reject(*place, Layer.ENTITIES, suggested.id))
    workspace.do(AddMention(*place, span("Nils Okoro"), "PERSON", "Nils Okoro"))
    own = _now(workspace).mentions[-1]
    workspace.do(DeleteMention(*place, own.id))
    states = {one.id: one.state for one in _now(workspace).mentions}
    assert states[suggested.id] is State.REJECTED
    assert own.id not in states
    segment = _now(workspace).partition.segments[0]
    with pytest.raises(RefusedError, match="cannot be rejected"):
        workspace.do(Reject(*place, Layer.SEGMENTS, segment.id))


def test_accepting_the_sure_ones(workspace: Workspace) -> None:
    place = _place(workspace)
    workspace.do(DecideAll(place[0], place[1:], Wanted(Layer.SEGMENTS, at_least=0.9)))
    states = [one.state for one in _now(workspace).partition.segments]
    assert states == [State.ACCEPTED, State.ACCEPTED, State.SUGGESTED]
    workspace.undo()
    assert _now(workspace).progress is Progress.TODO


def _texts(quote: Quote) -> tuple[str, ...]:
    return tuple(part.of(TEXT) for role in Role for part in quote.parts(role))


def test_a_quote_is_one_object(workspace: Workspace) -> None:
    place = _place(workspace)
    quote = _now(workspace).quotes[0]
    changed = with_part(quote, Role.CONTENT, span("is open"), replaces=False)
    entity = Entity(new_id(), "Ada Brandt")
    speaker = Speaker(SpeakerKind.ENTITY, entity.id, entity.name)
    changed = replace(changed, speaker=speaker, type=QuoteType.MIXED)
    workspace.do(ChangeQuote(*place, changed, _texts(changed), added=entity))
    now = _now(workspace).quotes[0]
    assert len(now.content) == 2
    assert now.speaker == speaker
    assert workspace.queries.entities()[entity.id] == entity
    assert (now.type, now.state) == (QuoteType.MIXED, State.ACCEPTED)
    workspace.undo()
    assert entity.id not in workspace.queries.entities()
    assert _now(workspace).quotes[0] == quote
    workspace.do(DeleteQuote(*place, quote.id))
    assert _now(workspace).quotes[0].state is State.REJECTED


def test_merging_register_entries_relinks_what_referred_to_them(workspace: Workspace) -> None:
    place = _place(workspace)
    kept, merged = Entity(new_id(), "Ada Brandt"), Entity(new_id(), "A. Brandt", aliases=("AB",))
    workspace.do(AddEntity(kept))
    workspace.do(AddEntity(merged))
    mention, quote = _now(workspace).mentions[0], _now(workspace).quotes[0]
    workspace.do(LinkMention(*place, mention.id, merged.id))
    speaker = Speaker(SpeakerKind.ENTITY, merged.id, merged.name)
    spoken = replace(quote, speaker=speaker)
    workspace.do(ChangeQuote(*place, spoken, _texts(spoken)))
    workspace.do(MergeEntities(kept.id, merged.id))
    now = _now(workspace)
    assert now.mentions[0].entity == now.quotes[0].speaker.entity == kept.id
    assert set(workspace.queries.entities()[kept.id].aliases) == {"A. Brandt", "AB"}
    workspace.undo()
    assert _now(workspace).mentions[0].entity == merged.id
    assert workspace.queries.entities()[merged.id] == merged
    workspace.do(EditEntity(Entity(kept.id, "Ada M. Brandt")))
    assert [one.name for one in workspace.queries.entities_called("ada m")] == ["Ada M. Brandt"]


def test_speakers_are_ranked_with_reasons(workspace: Workspace) -> None:
    place = _place(workspace)
    ada, nils = Entity(new_id(), "Ada Brandt"), Entity(new_id(), "Nils Okoro")
    for entity in (ada, nils):
        workspace.do(AddEntity(entity))
    workspace.do(LinkMention(*place, _now(workspace).mentions[0].id, ada.id))
    register = {one.id: one for one in (ada, nils)}
    ranked = ranked_speakers(TEXT, _now(workspace), register, _now(workspace).quotes[0])
    assert ranked[0].entity == ada
    assert ranked[0].reason == "named in the source"
    assert sum(one.score for one in ranked) <= 1.0001


def test_finishing_says_what_is_undecided(workspace: Workspace) -> None:
    place = _place(workspace)
    with pytest.raises(UndecidedError) as refusal:
        workspace.do(FinishArticle(*place))
    assert refusal.value.count == 6
    workspace.do(FinishArticle(*place, anyway=True))
    assert _now(workspace).progress is Progress.DONE
    workspace.do(SkipArticle(*place))
    assert _now(workspace).progress is Progress.SKIPPED


def test_finishing_asks_only_about_what_is_shown_and_decides_nothing(workspace: Workspace) -> None:
    place, hiding = _place(workspace), Thresholds(entities=60)
    with pytest.raises(UndecidedError) as refusal:
        workspace.do(FinishArticle(*place, thresholds=hiding))
    assert refusal.value.count == 5
    for layer in Layer:
        workspace.do(DecideAll(place[0], place[1:], Wanted(layer, at_least=hiding.least(layer))))
    before = _now(workspace)
    workspace.do(FinishArticle(*place, thresholds=hiding))
    hidden = [one for one in _now(workspace).mentions if one.state is State.SUGGESTED]
    assert [one.origin.confidence for one in hidden] == [0.5]
    workspace.undo()
    assert _now(workspace) == before


def test_undo_goes_on_after_a_restart_and_restores_the_same_ids(tmp_path: Path) -> None:
    path = tmp_path / "project.annot"
    make_project(path)
    workspace = opened(path)
    place, begin = _place(workspace), _now(workspace)
    workspace.do(AddMention(*place, span("Nils Okoro"), "PERSON", "Nils Okoro"))
    workspace.do(RetypeSegment(*place, begin.partition.segments[0].id, "subhead"))
    edited = _now(workspace)
    workspace.project.close()

    workspace = opened(path)
    assert workspace.undo_title == "Change segment label"
    workspace.undo()
    workspace.project.close()

    workspace = opened(path)
    workspace.undo()
    assert _now(workspace) == begin
    assert workspace.undo() is None
    workspace.redo()
    workspace.redo()
    assert _now(workspace) == edited
    assert workspace.redo_title == ""
    workspace.project.close()


def test_listeners_hear_of_committed_steps_alone(workspace: Workspace) -> None:
    heard: list[Step] = []
    stop = workspace.subscribe(lambda step, _initiator: heard.append(step))
    place = _place(workspace)
    with pytest.raises(MendableError):
        workspace.do(FinishArticle(*place))
    workspace.do(AddNote(*place, "a note"))
    stop()
    workspace.do(AddNote(*place, "another"))
    assert [step.title for step in heard] == ["Add note"]


def _some_command(data: st.DataObject, workspace: Workspace) -> Command:
    place, now = _place(workspace), _now(workspace)
    position = data.draw(st.integers(1, len(TEXT) - 1))
    end = data.draw(st.integers(position + 1, len(TEXT)))
    chosen = Span(position, end)
    segment = data.draw(st.sampled_from(now.partition.segments))
    options: list[Command] = [
        SplitSegment(*place, position),
        MergeWithPrevious(*place, segment.id),
        MergeWithNext(*place, segment.id),
        MoveBoundary(*place, segment.id, position),
        AddMention(*place, chosen, data.draw(st.sampled_from(("PERSON", "ORG"))), chosen.of(TEXT)),
        DecideAll(place[0], place[1:], Wanted(data.draw(st.sampled_from(Layer)), at_least=0.6)),
        AddNote(*place, "note"),
    ]
    if now.mentions:
        mention = data.draw(st.sampled_from(now.mentions))
        options += [
            Accept(*place, Layer.ENTITIES, mention.id),
            Reject(*place, Layer.ENTITIES, mention.id),
            DeleteMention(*place, mention.id),
            ResizeMention(*place, mention.id, chosen, chosen.of(TEXT)),
        ]
    if now.quotes:
        quote = data.draw(st.sampled_from(now.quotes))
        added = with_part(quote, Role.CONTENT, chosen, replaces=False)
        fresh = AddQuote(
            *place,
            type(quote)(new_id(), QuoteType.INDIRECT, (chosen,)),
            (chosen.of(TEXT),),
        )
        options += [ChangeQuote(*place, added, _texts(added)), DeleteQuote(*place, quote.id), fresh]
    return data.draw(st.sampled_from(options))


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_undoing_everything_leads_back(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("undo") / "project.annot"
    make_project(path)
    workspace = opened(path)
    # Hypothesis may break an example off while it draws; the file is closed all the same.
    with closing(workspace.project):
        states = [_now(workspace)]
        for _ in range(data.draw(st.integers(1, 12))):
            try:
                step = workspace.do(_some_command(data, workspace))
            except RefusedError:
                assert _now(workspace) == states[-1]
                continue
            if step.changes:
                assert states[-1].with_changes(step.changes) == _now(workspace)
                states.append(_now(workspace))
        for state in reversed(states[:-1]):
            workspace.undo()
            assert _now(workspace) == state
        for state in states[1:]:
            workspace.redo()
            assert _now(workspace) == state
        assert list(workspace.project.findings()) == []
