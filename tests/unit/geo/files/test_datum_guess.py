from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.datums import Datum, convert
from geo.files.datum_guess import LEAST_POINTS, KnownLines, datum_offset, guess_datum
from geo.lnglat import LngLat

# A made-up border that winds through the district, coarse as a base map's.
TURNS = np.linspace(0, 6 * np.pi, 60)
BORDER = np.column_stack([106.2 + TURNS / 60, 29.5 + 0.06 * np.sin(TURNS) + 0.02 * np.cos(2.7 * TURNS)])
KNOWN = KnownLines([BORDER])


def along(count: int = 300) -> tuple[np.ndarray, np.ndarray]:
    at = np.linspace(0, len(BORDER) - 1, count)
    return (
        np.interp(at, np.arange(len(BORDER)), BORDER[:, 0]),
        np.interp(at, np.arange(len(BORDER)), BORDER[:, 1]),
    )


@pytest.mark.parametrize("datum", [Datum.GCJ02, Datum.BD09])
@given(seed=st.integers(0, 1000), noise_m=st.floats(0, 60))
@settings(max_examples=15, deadline=None)
def test_lines_along_borders_give_their_datum_away_in_spite_of_roughness(
    datum: Datum, seed: int, noise_m: float
) -> None:
    x, y = along()
    rough = np.random.default_rng(seed).normal(0, noise_m / 111_000, (2, len(x)))
    guess = guess_datum(*convert(x + rough[0], y + rough[1], Datum.WGS84, datum), KNOWN)
    assert guess is not None
    assert guess.datum is datum
    assert guess.share > 2 * guess.share_before


def test_lines_in_wgs84_raise_no_doubt() -> None:
    assert guess_datum(*along(), KNOWN) is None


@given(seed=st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_points_that_follow_no_border_tell_nothing(seed: int) -> None:
    rng = np.random.default_rng(seed)
    assert guess_datum(106.2 + 0.3 * rng.random(300), 29.4 + 0.2 * rng.random(300), KNOWN) is None


def test_few_or_distant_points_tell_nothing() -> None:
    x, y = convert(*along(LEAST_POINTS - 1), Datum.WGS84, Datum.GCJ02)
    assert guess_datum(x, y, KNOWN) is None
    x, y = along()
    assert guess_datum(x + 20, y, KNOWN) is None
    assert guess_datum(np.empty(0), np.empty(0), KNOWN) is None


def test_gcj02_lies_half_a_kilometre_off_in_the_science_city() -> None:
    offset, direction = datum_offset(LngLat(106.36, 29.55), Datum.GCJ02)
    assert 450 < offset < 510
    assert direction == "东南"


def test_a_base_map_folder_that_lacks_files_knows_no_lines(tmp_path: Path) -> None:
    (tmp_path / "borders.geojson").write_text("{", "utf-8")
    known = KnownLines.of_folder(tmp_path)
    assert guess_datum(*along(), known) is None


def test_lines_are_read_from_a_base_map_folder(tmp_path: Path) -> None:
    geometry = {"type": "MultiLineString", "coordinates": [BORDER.tolist()]}
    value = {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry": geometry}]}
    (tmp_path / "rivers.geojson").write_text(json.dumps(value), "utf-8")
    guess = guess_datum(*convert(*along(), Datum.WGS84, Datum.GCJ02), KnownLines.of_folder(tmp_path))
    assert guess is not None
    assert guess.datum is Datum.GCJ02
