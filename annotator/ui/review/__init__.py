"""The Review workspace: what annotators disagree about, one place after the other."""

from annotator.ui.review.bulk import BulkReviewController
from annotator.ui.review.controller import ReviewController
from annotator.ui.review.page import ReviewPage

__all__ = ["BulkReviewController", "ReviewController", "ReviewPage"]
