"""Reviewing: what annotators disagree about, decided into gold."""
