"""Annotator: turn news articles into gold-standard datasets, by hand, offline."""

__version__ = "0.1.0"
