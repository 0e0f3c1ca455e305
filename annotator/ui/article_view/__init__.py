"""The article: a reading column with its segments, mentions and quotes."""

from annotator.ui.article_view.scene import Edge
from annotator.ui.article_view.view import ArticleView

__all__ = ["ArticleView", "Edge"]
