"""Whatever is written stands out from its ground: WCAG's 4.5 to 1, in both themes, for every pair the program makes."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

LEAST = 4.5

TEXTS = ("ink", "ink2", "ink3", "link")
GROUNDS = ("title", "win", "panel", "surf", "alt", "hover", "sel")
"""Any text may stand on any ground: panels, rows under the pointer and selected rows change places freely."""

FILLS = (("onfill", "fill"), ("onmark", "mark"), ("warn", "warnbg"), ("warn", "panel"), ("warn", "surf"))
ON_THE_MAP = (
    *itertools.product(("towntext", "districttext", "ink", "ink2", "ink3"), ("land", "outerland")),
    ("rivertext", "river"), ("rivertext", "land"),
)  # fmt: skip


def themes(assets_dir: Path) -> dict[str, dict[str, str]]:
    data = json.loads((assets_dir / "tokens.json").read_text("utf-8"))
    return {name: data[name] for name in ("light", "dark")}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.1 defines it."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def pairs_of_style(style: str) -> Iterator[tuple[str, str, str]]:
    """Each rule of the style sheet that sets both colours of its text."""
    plain = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", plain):
        colour = re.search(r"(?:^|[;\s])color:\s*\$(\w+)", body)
        ground = re.search(r"(?:^|[;\s])background:\s*\$(\w+)", body)
        if colour and ground:
            yield selector.strip(), colour[1], ground[1]
        mark, on = (
            re.search(r"selection-background-color:\s*\$(\w+)", body),
            re.search(r"selection-color:\s*\$(\w+)", body),
        )
        if mark and on:
            yield f"{selector.strip()} selected", on[1], mark[1]


def test_the_measure_is_the_one_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)
    assert contrast("#FF0000", "#FF0000") == 1


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_stands_out_from_every_ground(assets_dir: Path, theme: str) -> None:
    tokens = themes(assets_dir)[theme]
    pairs = [*itertools.product(TEXTS, GROUNDS), *FILLS, *ON_THE_MAP]
    weak = {(text, ground): round(contrast(tokens[text], tokens[ground]), 2) for text, ground in pairs}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < LEAST} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_rule_of_the_style_sheet_stands_out(assets_dir: Path, theme: str) -> None:
    tokens = themes(assets_dir)[theme]
    rules = list(pairs_of_style((assets_dir / "styles" / "window.qss").read_text("utf-8")))
    assert len(rules) > 10
    weak = [rule for rule in rules if contrast(tokens[rule[1]], tokens[rule[2]]) < LEAST]
    assert weak == []
