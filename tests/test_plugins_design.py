"""The stylesheet's own promises: contrast in both themes, nothing from elsewhere, no rule for what is not there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PLUGINS = Path(__file__).resolve().parents[1] / "plugins"
CSS = (PLUGINS / "site" / "static" / "threadkeep.css").read_text("utf-8")


def themes() -> dict[str, dict[str, str]]:
    """Return the colours of both themes; dark keeps what it does not change."""
    blocks = re.findall(r":root \{(.*?)\n *\}", CSS, re.S)
    light, dark = (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block)) for block in blocks[:2])
    return {"light": light, "dark": light | dark}


def luminance(colour: str) -> float:
    """Return the relative luminance of "#rrggbb" (WCAG 2.2)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.feature("R9")
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "tint"])
@pytest.mark.parametrize("text", ["ink", "quiet", "accent", "warning"])
def test_text_stands_at_seven_to_one(theme: str, ground: str, text: str) -> None:
    colours = themes()[theme]
    assert contrast(colours[text], colours[ground]) >= 7


@pytest.mark.feature("R9")
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["heat-1", "heat-2", "heat-3", "heat-4"])
def test_the_calendar_can_be_read_in_every_tone(theme: str, ground: str) -> None:
    colours = themes()[theme]
    assert contrast(colours["ink"], colours[ground]) >= 7


@pytest.mark.feature("R9")
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("front", "ground", "least"),
    [("edge", "paper", 3), ("bar", "paper", 3), ("mark-ink", "mark", 7), ("paper", "accent", 7)],
)
def test_borders_bars_marks_and_buttons_can_be_seen(theme: str, front: str, ground: str, least: float) -> None:
    colours = themes()[theme]
    assert contrast(colours[front], colours[ground]) >= least


def test_nothing_is_loaded_and_nothing_is_forced() -> None:
    assert not re.search(r"@import|url\(|https?:|!important|expression", CSS)


@pytest.mark.feature("R9")
def test_every_way_of_reading_has_its_rules() -> None:
    for way in (
        "(prefers-color-scheme: dark)",
        "(forced-colors: active)",
        "(prefers-reduced-motion: no-preference)",
        "(prefers-contrast: more)",
        "(pointer: coarse)",
        "print",
    ):
        assert f"@media {way}" in CSS


def test_every_custom_property_that_is_used_is_defined() -> None:
    defined = set(re.findall(r"(--[\w-]+):", CSS))
    assert set(re.findall(r"var\((--[\w-]+)\)", CSS)) <= defined
    assert defined <= set(re.findall(r"var\((--[\w-]+)\)", CSS))
