"""Every suggestion says which words made it."""

from pathlib import Path

import pytest

from annotator.detecting.pipeline import detect, load_detectors
from annotator.detecting.protocol import Suggestions
from annotator.domain.annotation import Annotation, Mention, Origin, Quote, State
from annotator.domain.annotation_set import DETECTOR
from annotator.domain.article import Article
from annotator.domain.span import Span
from annotator.store import NewSet, Project
from tests.projects_for_tests import TEXT, make_project, opened, suggestions
from tests.texts import AGENCY


@pytest.fixture(scope="module")
def found() -> Suggestions:
    return detect(Article("1", AGENCY), load_detectors())


def _words(origin: Origin) -> list[str]:
    return [one if isinstance(one, str) else one.of(AGENCY) for one in origin.evidence]


def test_everything_has_evidence_inside_the_text(found: Suggestions) -> None:
    every: list[Annotation] = [*found.segments, *found.mentions, *found.quotes]
    for one in every:
        assert one.origin.evidence, one
        for piece in one.origin.evidence:
            assert isinstance(piece, str) or piece.end <= len(AGENCY)


def test_a_quote_names_its_cue_and_marks(found: Suggestions) -> None:
    direct = [one for one in found.quotes if one.type == "direct"]
    assert direct
    for one in direct:
        assert set(one.cue) <= set(one.origin.evidence)
        assert any(words in '“”"„' for words in _words(one.origin))


def test_a_first_name_is_the_evidence_for_a_person(found: Suggestions) -> None:
    by_first_name = [one for one in found.mentions if one.origin.rule == "first name"]
    assert by_first_name
    for one in by_first_name:
        assert _words(one.origin) == [one.span.of(AGENCY).split()[0]]


def test_a_project_keeps_it_and_the_journal_does(tmp_path: Path) -> None:
    evidence = (Span(0, 7), "in the list of ports")
    mention, *_ = suggestions().mentions
    kept = Mention(
        mention.id, mention.span, "PERSON", State.SUGGESTED, Origin("a", "1", "b", 0.4, evidence)
    )
    path = tmp_path / "project.annot"
    new = NewSet(suggestions().segments, (kept,), ())
    article_id, *_ = make_project(path, found=new)
    workspace = opened(path)
    begun = workspace.annotations(article_id)
    assert begun.mentions[0].origin.evidence == evidence
    workspace.project.close()
    project = Project.open(path)
    read = project.queries.annotation_set(article_id, DETECTOR)
    assert read is not None
    assert read.mentions == (kept,)
    project.close()


def test_a_quote_without_marks_has_its_cue_alone() -> None:
    quotes = detect(Article("1", TEXT), load_detectors()).quotes
    indirect = [one for one in quotes if isinstance(one, Quote) and one.type == "indirect"]
    assert indirect
    assert all(one.origin.evidence == one.cue for one in indirect)
