"""What the command palette offers: every action, every label of the layer, every segment."""

from __future__ import annotations

from functools import partial

from annotator.domain.annotation import Layer
from annotator.ui.actions import Actions
from annotator.ui.controllers.labelling import LabellingController
from annotator.ui.overlays import Entry
from annotator.ui.session import Session

_MOST_SEGMENTS = 200


def palette_entries(
    actions: Actions, session: Session, labelling: LabellingController
) -> list[Entry]:
    """Return the entries for what is open and chosen just now."""
    return [
        *_labels(session, labelling),
        *_actions(actions),
        *_segments(session),
    ]


def _labels(session: Session, labelling: LabellingController) -> list[Entry]:
    if session.workspace is None or session.article is None:
        return []
    return [
        Entry(
            f"Set label to {label.title}",
            f"Selected in {session.layer.value}",
            label.key,
            partial(labelling.layer.set_label, label.name),
        )
        for label in session.workspace.scheme.of_layer(session.layer)
    ]


def _actions(actions: Actions) -> list[Entry]:
    return [
        Entry(action.text(), spec.menu, actions.key_of(spec.id), action.trigger, action.isEnabled())
        for spec, action in actions
        if not spec.id.startswith("label_") or spec.id == "label_all"
        if spec.id not in ("palette", "cheat_sheet_letter")
    ]


def _segments(session: Session) -> list[Entry]:
    article, annotations = session.article, session.annotations
    if article is None or annotations is None or session.workspace is None:
        return []
    total = len(annotations.partition)
    entries = []
    for number, (segment, span) in enumerate(annotations.partition, start=1):
        if number > _MOST_SEGMENTS:
            break
        words = " ".join(span.of(article.text)[:80].split())
        title = f"{segment.label.replace('_', ' ').capitalize()} {number} of {total}: {words}"
        entries.append(Entry(title, "Go to", "", partial(_go_to, session, segment.id)))
    return entries


def _go_to(session: Session, segment_id: str) -> None:
    session.switch_layer(Layer.SEGMENTS)
    session.focus(segment_id)
