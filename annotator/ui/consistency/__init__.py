"""Findings about consistency: a list below the article, and what is done about each."""

from annotator.ui.consistency.controller import ConsistencyController
from annotator.ui.consistency.pane import ConsistencyPane

__all__ = ["ConsistencyController", "ConsistencyPane"]
