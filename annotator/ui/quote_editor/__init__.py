"""The editor of one quote: a popover under the quote in the article."""

from annotator.ui.quote_editor.editor import QuoteEditor, Subject
from annotator.ui.quote_editor.speakers import SpeakerChoice

__all__ = ["QuoteEditor", "SpeakerChoice", "Subject"]
