"""Evaluation: suggestions held against gold, as counts that add up over articles.

Everything measured is a ``Tally`` (right, found, wanted) under a ``Measure``; precision, recall, F1
and their bootstrap intervals all come from sums of tallies. Pure functions: who reads the gold and
runs the detectors is the workspace.
"""

from annotator.detecting.evaluation.evaluation import Evaluation, Score
from annotator.detecting.evaluation.gold import Gold, LabelMap
from annotator.detecting.evaluation.tallies import Measure, Tally

__all__ = ["Evaluation", "Gold", "LabelMap", "Measure", "Score", "Tally"]
