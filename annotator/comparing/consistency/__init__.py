"""Consistency: what one owner labelled differently in places that look alike."""

from annotator.comparing.consistency.checking import Checking
from annotator.comparing.consistency.findings import Finding, Kind

__all__ = ["Checking", "Finding", "Kind"]
