"""Colour tokens of the two themes; every widget paints with these and with label colours.

``hair2`` borders controls and is 3:1 against the surfaces they stand on, as WCAG 2.2 (1.4.11) asks.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme's colours, each ``#rrggbb``."""

    is_dark: bool
    win: str
    side: str
    page: str
    card: str
    inset: str
    hover: str
    hair: str
    hair2: str
    text: str
    text2: str
    text3: str
    accent: str
    accentbg: str
    onaccent: str
    ok: str
    okbg: str
    warn: str
    warnbg: str
    bad: str
    badbg: str
    gold: str
    goldbg: str
    seg: str
    segq: str
    quote: str
    qband: str
    qsel: str
    focusline: str
    sel: str
    chipfg: str
    quantity: str

    def fill(self, colour: str) -> str:
        """Return a label's colour mixed into the page, for the soft fill behind a mention."""
        share = 0.22 if self.is_dark else 0.13
        return mixed(colour, self.page, share)


def mixed(colour: str, ground: str, share: float) -> str:
    """Return ``share`` of ``colour`` over ``ground``."""
    pairs = zip(_channels(colour), _channels(ground), strict=True)
    return "#" + "".join(
        f"{round(over * share + under * (1 - share)):02x}" for over, under in pairs
    )


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


LIGHT = Tokens(
    is_dark=False,
    win="#F1F0EC",
    side="#F7F6F3",
    page="#FEFDFB",
    card="#FFFFFF",
    inset="#E8E6E0",
    hover="#ECEAE5",
    hair="#E1DED7",
    hair2="#8D897F",
    text="#1D2025",
    text2="#53565D",
    text3="#62656B",
    accent="#2457C5",
    accentbg="#E2EAFB",
    onaccent="#FFFFFF",
    ok="#0A7350",
    okbg="#DDF1E8",
    warn="#8F5400",
    warnbg="#FBEBCF",
    bad="#B3261E",
    badbg="#FBE4E1",
    gold="#7A5B00",
    goldbg="#F7ECC8",
    seg="#4A5F86",
    segq="#62656C",
    quote="#A81C69",
    qband="#FBEEF5",
    qsel="#F6D5E6",
    focusline="#FFF6DB",
    sel="#CFE0FF",
    chipfg="#FFFFFF",
    quantity="#1C6A86",
)
DARK = Tokens(
    is_dark=True,
    win="#15171A",
    side="#191B1F",
    page="#1C1F23",
    card="#24272C",
    inset="#2A2E34",
    hover="#272A30",
    hair="#2E3238",
    hair2="#6B727C",
    text="#E6E3DC",
    text2="#B5B9C0",
    text3="#979DA6",
    accent="#86B2FF",
    accentbg="#22324E",
    onaccent="#0F1520",
    ok="#5CCB9F",
    okbg="#1B3A30",
    warn="#EBB95C",
    warnbg="#3D301A",
    bad="#FF9188",
    badbg="#452321",
    gold="#E3C363",
    goldbg="#38301A",
    seg="#9DB2DA",
    segq="#98A0A9",
    quote="#F58BC5",
    qband="#30232C",
    qsel="#4B2A3E",
    focusline="#2C2A20",
    sel="#2F4A75",
    chipfg="#14161A",
    quantity="#2B7891",
)
