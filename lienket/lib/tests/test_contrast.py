"""Every pair of ink and ground that carries text keeps WCAG AA in both themes, read from the style sheet itself."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[2] / "static" / "css" / "tokens.css"
BLOCK = re.compile(r":root(?P<theme>\[[^\]]*\])?\s*\{(?P<body>[^}]*)\}")
TOKEN = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6})\s*;")

GROUNDS = ["paper", "surface", "sunken"]
TEXT = [(ink, ground) for ink in ("ink", "muted", "lacquer", "jade", "amber", "blue") for ground in GROUNDS]
TEXT += [(tone, f"{tone}-wash") for tone in ("lacquer", "jade", "amber", "blue")]
TEXT += [("ink", f"{tone}-wash") for tone in ("lacquer", "jade", "amber", "blue")]
TEXT += [
    ("blue", "lacquer-wash"),
    ("button-text", "button"),
    ("button-text", "button-hover"),
    ("seal-line", "seal-ground"),
]
# Edges of controls and parts of charts (WCAG 1.4.11).
SHAPES = [("rule-strong", "paper"), ("rule-strong", "surface"), ("blue", "paper")]
SHAPES += [(f"fill-{part}", "paper") for part in ("done", "done-late", "open", "late", "soon")]


def themes() -> dict[str, dict[str, str]]:
    blocks = {m["theme"] or "light": dict(TOKEN.findall(m["body"])) for m in BLOCK.finditer(CSS.read_text("utf-8"))}
    return {name: blocks["light"] | values for name, values in blocks.items()}


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_itself():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_two_ways_into_the_dark_are_one():
    found = themes()
    assert set(found) == {"light", '[data-theme="auto"]', '[data-theme="dark"]'}
    assert found['[data-theme="auto"]'] == found['[data-theme="dark"]'] != found["light"]


@pytest.mark.parametrize("theme", ["light", '[data-theme="dark"]'])
@pytest.mark.parametrize(("pairs", "least"), [(TEXT, 4.5), (SHAPES, 3.0)])
def test_pairs_keep_wcag_aa(theme, pairs, least):
    colours = themes()[theme]
    poor = {f"{a} on {b}": round(ratio, 2) for a, b in pairs if (ratio := contrast(colours[a], colours[b])) < least}
    assert poor == {}
