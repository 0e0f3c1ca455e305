"""Entities: names, roles, dates and amounts, and who they are within the article."""

from annotator.detecting.entities.detector import EntityDetector

__all__ = ["EntityDetector"]
