from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from unittest.mock import create_autospec
from urllib.parse import urlencode

import pytest
from geopy.distance import geodesic

from geo.datums import gcj02_from_wgs84
from ui.app_scheme import AppSite, MapFeed
from ui.map.measuring import MAX_POINTS, measuring_routes


@pytest.fixture
def site(tmp_path: Path) -> AppSite:
    return AppSite("", create_autospec(MapFeed, instance=True), tmp_path, measuring_routes())


def ask(site: AppSite, path: str, **query: str) -> Any:  # noqa: ANN401
    response = site.resolve(path, urlencode(query))
    assert response.status == 200, response.body
    assert isinstance(response.body, bytes)
    return json.loads(response.body)


def test_distance_is_geodesic_leg_by_leg(site: AppSite) -> None:
    answer = ask(site, "/measure.json", kind="distance", points="106.3,29.5;106.4,29.5;106.4,29.6")
    legs = [geodesic((29.5, 106.3), (29.5, 106.4)).m, geodesic((29.5, 106.4), (29.6, 106.4)).m]
    assert answer["legs_m"] == pytest.approx(legs)
    assert answer["length_m"] == pytest.approx(sum(legs))
    assert answer["area_km2"] is None


def test_area_comes_with_its_outline(site: AppSite) -> None:
    answer = ask(site, "/measure.json", kind="area", points="106.3,29.5;106.4,29.5;106.4,29.6;106.3,29.6")
    assert answer["area_km2"] == pytest.approx(107.4, abs=0.1)
    assert len(answer["legs_m"]) == 4
    assert answer["crosses"] is False


def test_outline_that_crosses_itself_says_so(site: AppSite) -> None:
    answer = ask(site, "/measure.json", kind="area", points="106.3,29.5;106.4,29.6;106.4,29.5;106.3,29.6")
    assert answer["crosses"] is True
    assert answer["area_km2"] is None


def test_position_is_told_in_the_datum_asked_for(site: AppSite) -> None:
    answer = ask(site, "/position.json", lng="106.3", lat="29.5", datum="gcj02")
    lng, lat = gcj02_from_wgs84(106.3, 29.5)
    assert (answer["lng"], answer["lat"]) == (float(lng), float(lat))


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/measure.json", {}), ("/measure.json", {"kind": "volume", "points": "1,2;3,4"}),
        ("/measure.json", {"kind": "distance", "points": "1,2;x,4"}),
        ("/measure.json", {"kind": "distance", "points": "1,2,3;3,4"}),
        ("/measure.json", {"kind": "distance", "points": "181,2;3,4"}),
        ("/measure.json", {"kind": "area", "points": "nan,nan;1,1"}),
        ("/measure.json", {"kind": "area", "points": ";".join(["1,2"] * (MAX_POINTS + 1))}),
        ("/position.json", {"lng": "1", "lat": "2", "datum": "mars"}),
        ("/position.json", {"lng": "1,2;3", "lat": "2", "datum": "gcj02"}),
        ("/position.json", {"datum": "gcj02"}),
    ],
)  # fmt: skip
def test_senseless_question_is_refused(site: AppSite, path: str, query: dict[str, str]) -> None:
    assert site.resolve(path, urlencode(query)).status in (400, 503)
