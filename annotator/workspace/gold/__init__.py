"""Reading gold to hold detectors against: our own JSON Lines, and corpora in their own forms.

What is read here is used for measuring alone and goes into no project. Each module reads one form;
the form is told by what the path holds.
"""

from annotator.workspace.gold.reading import gold_in

__all__ = ["gold_in"]
