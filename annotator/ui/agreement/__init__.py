"""The Agreement workspace: how far owners agree, and the disagreements behind every figure."""

from annotator.ui.agreement.controller import AgreementController
from annotator.ui.agreement.page import AgreementPage

__all__ = ["AgreementController", "AgreementPage"]
