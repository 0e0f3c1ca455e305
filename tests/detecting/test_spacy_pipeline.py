"""A spaCy pipeline plugged in: a blank one with an entity ruler, so that no model is needed."""

from pathlib import Path

import pytest
import spacy

from annotator.detecting.pipeline import detect, load_detectors
from annotator.detecting.protocol import Suggestions
from annotator.detecting.spacy_pipeline import SpacyDetector
from annotator.domain.annotation import State
from annotator.domain.article import Article

TEXT = "👩\u200d👧 The Kelp\u00a0Board met Ada\u00a0Quist in Norvik;\nit paid 30 crowns."


@pytest.fixture
def detector() -> SpacyDetector:
    pipeline = spacy.blank("en")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns(  # type: ignore[attr-defined]
        [
            {
                "label": "ORG",
                "pattern": [{"LOWER": "kelp"}, {"IS_SPACE": True}, {"LOWER": "board"}],
            },
            {"label": "GPE", "pattern": "Norvik", "id": "our towns"},
            {"label": "CARDINAL", "pattern": "30"},
        ]
    )
    return SpacyDetector(pipeline)


def test_entities_become_mentions_at_their_code_points(detector: SpacyDetector) -> None:
    found = detector.suggest(Article("a", TEXT), Suggestions())
    assert [(one.span.of(TEXT), one.label) for one in found.mentions] == [
        ("Kelp\u00a0Board", "ORG"),
        ("Norvik", "GPE"),
    ]
    assert {one.state for one in found.mentions} == {State.SUGGESTED}
    assert [one.origin.rule for one in found.mentions] == ["ORG", "our towns"]
    assert {one.origin.detector for one in found.mentions} == {"spacy en_pipeline"}


def test_long_texts_are_not_refused(detector: SpacyDetector) -> None:
    text = "Norvik. " * 130_000
    assert len(text) > 1_000_000
    assert len(detector.suggest(Article("a", text), Suggestions()).mentions) == 130_000


def test_a_package_plugs_it_in_by_entry_point(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "newsroom.py").write_text(
        "import spacy\n"
        "from annotator.detecting.spacy_pipeline import SpacyDetector\n"
        "def detector():\n"
        "    pipeline = spacy.blank('en')\n"
        "    patterns = [{'label': 'FAC', 'pattern': 'Pier 9'}]\n"
        "    pipeline.add_pipe('entity_ruler').add_patterns(patterns)\n"
        "    return SpacyDetector(pipeline)\n"
    )
    info = tmp_path / "newsroom-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: newsroom\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[annotator.detectors]\nnewsroom = newsroom:detector\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    found = detect(Article("a", "They met at Pier 9 on Monday."), load_detectors())
    assert ("FAC", "spacy en_pipeline") in {
        (one.label, one.origin.detector) for one in found.mentions
    }
