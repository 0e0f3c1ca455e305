"""Comparing annotation sets: alignment, agreement measures, disagreements, strategies; all pure."""
