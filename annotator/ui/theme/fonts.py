"""The bundled fonts: Inter for the interface, Source Serif for reading."""

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from annotator.shipped import resource

UI_FAMILY = "Inter"
READING_FAMILY = "Source Serif Pro"
_POINTS_PER_PIXEL = 0.75


def load_fonts() -> None:
    """Register the bundled fonts; call once, after the application is made."""
    for path in sorted(resource("fonts").glob("*.[ot]tf")):
        QFontDatabase.addApplicationFont(str(path))


def ui_font(pixels: float, weight: int = 400) -> QFont:
    """Return the interface font; ``weight`` is 400, 500, 600 or 700."""
    return _font(UI_FAMILY, pixels, weight)


def reading_font(pixels: float, weight: int = 400, *, italic: bool = False) -> QFont:
    """Return the reading font; ``weight`` is 400 or 600."""
    return _font(READING_FAMILY, pixels, weight, italic=italic)


@cache  # painting asks for a font with every word
def _font(family: str, pixels: float, weight: int, *, italic: bool = False) -> QFont:
    font = QFont(family)
    font.setItalic(italic)
    if pixels == int(pixels):
        font.setPixelSize(int(pixels))
    else:
        # Pixel sizes are whole numbers in Qt; at 96 dpi a point is 4/3 of a pixel.
        font.setPointSizeF(pixels * _POINTS_PER_PIXEL)
    font.setWeight(QFont.Weight(weight))
    # Without hinting, the same text has the same width on every machine.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
