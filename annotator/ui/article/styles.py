"""How each kind of segment is set: font, line pitch, indent, icon, gap."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QFont

from annotator.ui.theme.fonts import reading_font, ui_font


@dataclass(frozen=True, slots=True)
class SegmentStyle:
    """All lengths in pixels at font scale 1. ``pitch`` is the distance of baselines."""

    pixels: float
    pitch: float
    is_serif: bool = True
    weight: int = 400
    is_italic: bool = False
    is_quiet: bool = False
    indent: int = 0
    gap: int = 12
    icon: str = ""

    def font(self, scale: float) -> QFont:
        pixels = round(self.pixels * scale * 2) / 2
        if self.is_serif:
            return reading_font(pixels, self.weight, italic=self.is_italic)
        return ui_font(pixels, self.weight)


PARAGRAPH = SegmentStyle(17, 32, gap=10)
_QUIET = SegmentStyle(13.5, 25, is_serif=False, is_quiet=True, indent=20, gap=9)
_STYLES = {
    "headline": SegmentStyle(27, 38, weight=600, gap=10),
    "standfirst": SegmentStyle(17, 29, is_italic=True, gap=10),
    "byline": SegmentStyle(13.5, 30, is_serif=False, weight=500, gap=8),
    "dateline": PARAGRAPH,
    "paragraph": PARAGRAPH,
    "subhead": SegmentStyle(18, 32, weight=600, gap=8),
    "pull_quote": SegmentStyle(18, 32, is_italic=True, indent=20, gap=12),
    "list_item": SegmentStyle(17, 32, indent=20, gap=4),
    "caption": SegmentStyle(
        13.5, 25, is_serif=False, is_quiet=True, indent=20, gap=9, icon="image"
    ),
    "credit": SegmentStyle(13, 25, is_serif=False, is_quiet=True, indent=20, gap=9, icon="person"),
    "related_link": SegmentStyle(
        13.5, 25, is_serif=False, is_quiet=True, indent=20, gap=9, icon="link"
    ),
    "promo": SegmentStyle(13.5, 25, is_serif=False, is_quiet=True, indent=20, gap=9, icon="spark"),
    "tags": SegmentStyle(13, 25, is_serif=False, is_quiet=True, indent=20, gap=9, icon="tag"),
    "timestamp": SegmentStyle(13, 25, is_serif=False, is_quiet=True, gap=9),
}


def style_of(label: str) -> SegmentStyle:
    """Return the style of a segment's label; running text where the label has none of its own."""
    return _STYLES.get(label, _QUIET if label else PARAGRAPH)
