"""How far the colours of symbols and areas are apart, in CAM02-UCS, also for eyes that see fewer colours.

CAM02-UCS distances: 1 is just noticeable side by side; 10 is plainly another colour. The simulations are those of
Machado et al. (2009) at full severity, by colorspacious.
"""

import itertools
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

VISIONS = ("normal", "deuteranomaly", "protanomaly", "tritanomaly")
THEMES = ("light", "dark")
CLASS_COUNTS = range(2, 8)

Colours = NDArray[np.float64]


@pytest.fixture(scope="module")
def tokens(assets_dir: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((assets_dir / "tokens.json").read_text("utf-8"))
    return read


def channels(colours: list[str]) -> Colours:
    return np.array([[int(colour[i : i + 2], 16) for i in (1, 3, 5)] for colour in colours]) / 255


def seen(colours: Colours, vision: str) -> Colours:
    """The colours in CAM02-UCS as an eye of this kind sees them."""
    import colorspacious

    if vision != "normal":
        space = {"name": "sRGB1+CVD", "cvd_type": vision, "severity": 100}
        colours = np.clip(colorspacious.cspace_convert(colours, space, "sRGB1"), 0, 1)
    return np.asarray(colorspacious.cspace_convert(colours, "sRGB1", "CAM02-UCS"), np.float64)


def least_distance(colours: Colours) -> float:
    return min(float(np.linalg.norm(a - b)) for a, b in itertools.combinations(colours, 2))


def ramp(stops: list[str], count: int) -> Colours:
    """Colours of so many classes, as assets/page/ramp.js takes them."""
    first, last = (0.0, 1.0) if count > 3 else (0.08, 0.9) if count > 2 else (0.25, 0.78)
    at = np.linspace(first, last, count) * (len(stops) - 1)
    return np.column_stack([np.interp(at, np.arange(len(stops)), channel) for channel in channels(stops).T])


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("theme", THEMES)
def test_industries_are_told_apart_by_every_eye(tokens: dict[str, Any], theme: str, vision: str) -> None:
    colours = channels([tokens[theme][industry["key"]] for industry in tokens["industries"]])
    assert least_distance(seen(colours, vision)) >= 20


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("theme", THEMES)
def test_classes_of_areas_are_told_apart_by_every_eye(tokens: dict[str, Any], theme: str, vision: str) -> None:
    stops = tokens["sequential"][theme]
    least = {count: least_distance(seen(ramp(stops, count), vision)) for count in CLASS_COUNTS}
    for count, floor in {2: 30, 3: 23, 4: 19, 5: 14, 6: 11, 7: 9}.items():
        assert least[count] >= floor, (count, least)


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("theme", THEMES)
def test_the_ramp_runs_one_way_in_lightness_and_leaves_the_bare_ground(
    tokens: dict[str, Any], theme: str, vision: str
) -> None:
    stops = seen(channels(tokens["sequential"][theme]), vision)
    steps = np.diff(stops[:, 0])
    assert (steps < -5).all() if theme == "light" else (steps > 5).all()
    for ground in ("land", "outerland"):
        bare = seen(channels([tokens[theme][ground]]), vision)[0]
        assert np.linalg.norm(stops - bare, axis=1).min() >= 8, "the palest class is not the bare ground"
