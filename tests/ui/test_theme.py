"""Both themes can be read."""

from itertools import combinations

import pytest

from annotator.domain.annotation import Layer
from annotator.shipped import resource
from annotator.ui.actions import SPECS
from annotator.ui.theme.tokens import DARK, LIGHT, Tokens, contrast
from annotator.workspace.schemes import default_scheme

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
SURFACES = ("win", "side", "page", "card")
INKS = ("text", "text2", "text3", "accent", "ok", "warn", "bad", "gold", "seg", "segq", "quote")


@THEMES
def test_text_stands_out_from_every_surface(theme: Tokens) -> None:
    pairs = [(ink, ground) for ink in INKS for ground in SURFACES]
    pairs += [("text", ground) for ground in ("sel", "accentbg", "qband", "qsel", "hover", "inset")]
    pairs += [("onaccent", "accent"), ("accent", "accentbg"), ("text3", "accentbg")]
    ratios = {pair: contrast(getattr(theme, pair[0]), getattr(theme, pair[1])) for pair in pairs}
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 4.5} == {}


@THEMES
def test_labels_stand_out_from_page_and_fill(theme: Tokens) -> None:
    for label in default_scheme().labels:
        colour = label.dark if theme.is_dark else label.light
        assert contrast(colour, theme.page) >= 4.5, label.name
        assert contrast(theme.chipfg, colour) >= 4.5, label.name
        if label.layer is Layer.ENTITIES:
            assert contrast(colour, theme.fill(colour)) >= 4.5, label.name
            assert contrast(theme.text, theme.fill(colour)) >= 4.5, label.name


@THEMES
def test_borders_of_controls_can_be_seen(theme: Tokens) -> None:
    for ground in ("win", "side", "card"):
        assert contrast(theme.hair2, getattr(theme, ground)) >= 3


def test_every_icon_named_is_there() -> None:
    for spec in SPECS:
        assert not spec.icon or resource(f"icons/{spec.icon}.svg").is_file()


def test_no_two_actions_that_can_be_reached_at_once_share_a_key() -> None:
    for one, other in combinations(SPECS, 2):
        if one.shares_keys_with(other):
            assert not set(one.keys) & set(other.keys), f"{one.id} and {other.id}"
