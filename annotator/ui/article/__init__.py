"""The article: a reading column with its segments, mentions and quotes."""

from annotator.ui.article.scene import Edge
from annotator.ui.article.view import ArticleView

__all__ = ["ArticleView", "Edge"]
