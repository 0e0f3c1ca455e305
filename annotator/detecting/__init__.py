"""Detectors: text in, suggestions out. They never write."""
