"""The panel at the right: what the article's layers hold, as lists."""

from annotator.ui.panels.panel import SidePanel

__all__ = ["SidePanel"]
