from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from geo.symbols.symbol_scale import Measure
from ui.app_scheme import AppSite, Response
from ui.figure_routes import FigureRoutes, load_districts
from ui.map.map_state import ChoroplethSpec
from ui.map.page_queries import BadQuery
from ui.promise import Promise

VIEW = "w=106.1&s=29.2&e=106.3&n=29.4&z=11.50"


class Feed:
    """Answers with what it was asked."""

    def heat(self, west: float, south: float, east: float, north: float, zoom: float, measure: Measure) -> bytes:
        return repr((west, south, east, north, zoom, measure)).encode()

    def marks(self, west: float, south: float, east: float, north: float, zoom: float) -> bytes:
        return repr((west, south, east, north, zoom)).encode()

    def choropleth(self, spec: ChoroplethSpec) -> Mapping[str, object]:
        return {"asked": [spec.unit, spec.figure, spec.scheme, spec.classes]}

    def frame(
        self,
        west: float,
        south: float,
        east: float,
        north: float,
        zoom: float,
        measure: Measure = "count",
        *,
        ahead: bool = False,
    ) -> bytes:
        raise AssertionError("nobody asks for a frame here")

    def places(self) -> Mapping[str, object]:
        return {}

    def members(self, park_id: int) -> Mapping[str, object]:
        return {}

    def project(self, project_id: int) -> Mapping[str, object]:
        return {}


@pytest.fixture
def site(tmp_path: Path) -> AppSite:
    feed = Feed()
    return AppSite("", feed, tmp_path, FigureRoutes(feed).routes())


def answer(site: AppSite, path: str, query: str) -> Response:
    response = site.resolve(path, query)
    assert not isinstance(response, Promise)
    return response


def test_heat_is_asked_with_the_viewport_and_the_measure(site: AppSite) -> None:
    for words, measure in (("", "count"), ("&measure=amount", "amount")):
        response = answer(site, "/heat.bin", VIEW + words)
        assert response.body == repr((106.1, 29.2, 106.3, 29.4, 11.5, measure)).encode()


def test_marks_are_asked_with_the_viewport_and_never_kept(site: AppSite) -> None:
    response = answer(site, "/marks.bin", VIEW)
    assert response.body == repr((106.1, 29.2, 106.3, 29.4, 11.5)).encode()
    assert response.headers["Cache-Control"] == "no-store"


def test_areas_are_asked_as_they_are_set(site: AppSite) -> None:
    response = answer(site, "/choropleth.json", "unit=park&figure=per_km2&scheme=natural&classes=7")
    assert isinstance(response.body, bytes)
    assert json.loads(response.body) == {"asked": ["park", "per_km2", "natural", 7]}


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/heat.bin", "w=1"),
        ("/heat.bin", VIEW + "&measure=weight"),
        ("/choropleth.json", ""),
        ("/choropleth.json", "unit=city&figure=count&scheme=natural&classes=5"),
        ("/choropleth.json", "unit=park&figure=count&scheme=natural&classes=99"),
        ("/choropleth.json", "unit=park&figure=count&scheme=natural&classes=x"),
        ("/choropleth.json", "unit=park&figure=rows&scheme=natural&classes=5"),
        ("/choropleth.json", "unit=park&figure=count&scheme=__class__&classes=5"),
    ],
)
def test_senseless_questions_are_refused(site: AppSite, path: str, query: str) -> None:
    assert answer(site, path, query).status == 400


def test_bad_queries_are_value_errors() -> None:
    assert issubclass(BadQuery, ValueError)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"features": [{}]}', '{"features": [{"properties": {"name": "x"}}]}'])
def test_districts_that_cannot_be_read_are_none(tmp_path: Path, text: str) -> None:
    file = tmp_path / "districts.geojson"
    file.write_text(text, "utf-8")
    assert load_districts(file) == ()
    assert load_districts(tmp_path / "missing.geojson") == ()


def test_the_built_in_districts_have_the_areas_that_are_published(assets_dir: Path) -> None:
    areas = {area.name: area.area_km2 for area in load_districts(assets_dir / "basemap" / "districts.geojson")}
    for name, km2 in {"沙坪坝区": 396, "九龙坡区": 431, "北碚区": 755, "江津区": 3218, "璧山区": 915}.items():
        assert areas[name] == pytest.approx(km2, rel=0.015)
