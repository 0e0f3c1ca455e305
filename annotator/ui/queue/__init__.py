"""The article queue at the left: search, filter, list, how far everything is."""

from annotator.ui.queue.panel import QueuePanel

__all__ = ["QueuePanel"]
