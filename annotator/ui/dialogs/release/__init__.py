"""The dialog that makes a release: what goes in, how it is split, and what comes out."""

from annotator.ui.dialogs.release.dialog import ReleaseDialog, Wanted

__all__ = ["ReleaseDialog", "Wanted"]
