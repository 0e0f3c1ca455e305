"""Segments: a typed partition of an article, from its lines and their layout.

A segment begins at the beginning of its first line, so that indentation goes with its words and
blank lines with the segment above; datelines, and the clock times of a live ticker, begin a line of
text and are split from the paragraph behind them.
"""

from annotator.detecting.segments.detector import SegmentDetector

__all__ = ["SegmentDetector"]
