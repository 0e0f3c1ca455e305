"""The Detectors dialog: what is in use in each layer, how good it is, what learning changed."""

from annotator.ui.detectors.controller import DetectorsController
from annotator.ui.detectors.dialog import DetectorsDialog

__all__ = ["DetectorsController", "DetectorsDialog"]
