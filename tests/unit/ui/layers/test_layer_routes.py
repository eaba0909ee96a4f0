from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from unittest.mock import create_autospec

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from geo.datums import Datum, convert
from geo.files.map_files import MapFileError
from geo.providers import Provider
from tests.map_files import png, tile_at, write_raster, write_squares
from ui.app_scheme import AppSite, LaterResponse, MapFeed, Response, Route
from ui.layers.layer_routes import LayerRoutes
from ui.layers.layer_sources import LayerSources
from ui.layers.online_tiles import OnlineTiles
from ui.map.map_settings import MapSettings
from ui.map.map_state import LayerSpec
from ui.promise import Promise
from ui.window.window_layers import standing_layers

X, Y = tile_at(106.35, 29.6, 10)


class NoNetwork(OnlineTiles):
    """Notes what it is asked and answers at once."""

    def __init__(self) -> None:
        super().__init__(None)
        self.asked: list[tuple[str, int, int, int, str]] = []

    def tile(self, provider: Provider, z: int, x: int, y: int, key: str = "") -> Promise[bytes | None]:
        self.asked.append((provider.id, z, x, y, key))
        promise: Promise[bytes | None] = Promise()
        promise.give(b"picture")
        return promise


class Site:
    def __init__(self, folder: Path, base: Path, qtbot: QtBot) -> None:
        self.settings = MapSettings(standing=standing_layers())
        self.sources = LayerSources(self.settings, base)
        self.online = NoNetwork()
        self.routes: dict[str, Route] = LayerRoutes(self.settings, self.sources, self.online).routes()
        self.site = AppSite("", create_autospec(MapFeed, instance=True), folder, self.routes)
        self.qtbot = qtbot

    def get(self, address: str) -> Response:
        path, _, query = address.partition("?")
        response = self.site.resolve(path, query)
        if not isinstance(response, LaterResponse):
            return response
        answers: list[Response] = []
        response.promise.then(answers.append)
        self.qtbot.waitUntil(lambda: bool(answers))
        return answers[0]

    def add(self, path: Path) -> LayerSpec:
        with self.qtbot.waitSignal(self.sources.added, timeout=20_000) as caught:
            self.sources.add_file(path)
        assert caught.args is not None
        layer = self.settings.state.find_layer(caught.args[0])
        assert layer is not None
        return layer


@pytest.fixture
def site(tmp_path: Path, assets_dir: Path, qtbot: QtBot) -> Iterator[Site]:
    made = Site(tmp_path, assets_dir / "basemap", qtbot)
    yield made
    made.sources.close()
    made.online.close()


def test_the_state_is_served_as_it_is_told(site: Site) -> None:
    response = site.get("/map_state.json")
    assert response.body == site.settings.state.to_page_json().encode()
    assert response.headers["Cache-Control"] == "no-store"


def test_a_tile_of_a_file_is_served_with_its_type(site: Site, tmp_path: Path) -> None:
    layer = site.add(write_raster(tmp_path / "x.mbtiles", png()))
    response = site.get(f"/tile/{layer.id}/10/{X}/{Y}?v=3")
    assert (response.status, response.mime, response.body) == (200, "image/png", png())


def test_a_tile_that_is_not_there_is_nothing_not_an_error(site: Site, tmp_path: Path) -> None:
    layer = site.add(write_raster(tmp_path / "x.mbtiles", png()))
    for path in (f"{layer.id}/10/0/0", f"{layer.id}/3/8/0", f"{layer.id}/31/0/0", "none/1/0/0", "basemap/1/0/0"):
        response = site.get(f"/tile/{path}")
        assert (response.status, response.body) == (200, b""), path


@pytest.mark.parametrize(
    "path", ["x", "x/1/2", "x/1/2/3/4", "x/a/0/0", "../x/1/0/0", "x/1/-1/0", "x/1/0/0.png", "x/٣/0/0"]
)
def test_what_is_no_address_of_a_tile_is_refused(site: Site, path: str) -> None:
    assert site.get(f"/tile/{path}").status == 400


def test_a_hidden_layer_has_no_tiles(site: Site, tmp_path: Path) -> None:
    layer = site.add(write_raster(tmp_path / "x.mbtiles", png()))
    site.settings.update_layer(replace(layer, visible=False))
    assert site.get(f"/tile/{layer.id}/10/{X}/{Y}").body == b""


def test_a_file_that_stops_working_is_said_at_its_layer(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pulled(*_args: object) -> None:
        raise MapFileError("文件读不出来了。")

    layer = site.add(write_raster(tmp_path / "x.mbtiles", png()))
    monkeypatch.setattr(site.sources, "tile", pulled)
    assert site.get(f"/tile/{layer.id}/10/{X}/{Y}").body == b""
    now = site.settings.state.find_layer(layer.id)
    assert now is not None
    assert now.failure == "文件读不出来了。"
    assert not now.ready


def test_no_provider_is_asked_until_it_is_switched_on(site: Site) -> None:
    for layer in site.settings.state.layers:
        assert site.get(f"/tile/{layer.id}/10/{X}/{Y}").body == b""
    assert site.online.asked == []


def test_a_provider_that_is_switched_on_is_asked_for_what_is_seen(site: Site) -> None:
    osm = site.settings.state.find_layer("online-osm")
    assert osm is not None
    site.settings.update_layer(replace(osm, visible=True))
    assert site.get(f"/tile/online-osm/10/{X}/{Y}").body == b"picture"
    assert site.online.asked == [("osm", 10, X, Y, "")]
    assert site.get(f"/tile/online-gaode/10/{X}/{Y}").body == b""


def test_the_persons_key_goes_to_the_provider_and_not_to_the_page(site: Site) -> None:
    layer = site.settings.state.find_layer("online-tianditu-vec")
    assert layer is not None
    site.settings.update_layer(replace(layer, visible=True, key="abc123"))
    site.get(f"/tile/online-tianditu-vec/10/{X}/{Y}")
    assert site.online.asked[0][-1] == "abc123"
    body = site.get("/map_state.json").body
    assert isinstance(body, bytes)
    assert b"abc123" not in body


def test_an_overlay_is_served_for_a_view(site: Site, tmp_path: Path) -> None:
    layer = site.add(write_squares(tmp_path / "x.geojson"))
    response = site.get(f"/overlay.bin?layer={layer.id}&w=106.2&s=29.4&e=106.5&n=29.7&z=11.5&v=1")
    assert isinstance(response.body, bytes)
    parts = np.frombuffer(response.body, "<u4", 4)
    assert parts[0] == 0x31564F4B
    assert parts[1] == 3
    assert site.get("/overlay.bin?layer=none&w=106.2&s=29.4&e=106.5&n=29.7&z=11").body == b""


@pytest.mark.parametrize(
    "query",
    ["", "w=1&s=1&e=0&n=2&z=1", "w=nan&s=1&e=2&n=2&z=1", "w=0&s=0&e=1&n=1&z=99", "w=0&s=0&e=1&n=1&z=x", "w=0&s=0&e=1"],
)
def test_a_senseless_view_is_refused(site: Site, query: str) -> None:
    assert site.get(f"/overlay.bin?layer=x&{query}").status == 400


@pytest.mark.parametrize(("key", "datum"), [("gcj02", Datum.GCJ02), ("bd09", Datum.BD09)])
def test_a_shift_leads_from_the_datum_to_wgs84(site: Site, key: str, datum: Datum) -> None:
    body = site.get(f"/shift.json?datum={key}&w=106.2&s=29.4&e=106.6&n=29.8").body
    assert isinstance(body, bytes)
    value = json.loads(body)
    assert len(value["dlng"]) == len(value["dlat"]) == 9
    x, y = convert([106.6], [29.8], datum, Datum.WGS84)  # the third of the first row: north east
    assert value["dlng"][2] == pytest.approx(float(x[0]) - 106.6, abs=1e-9)
    assert value["dlat"][2] == pytest.approx(float(y[0]) - 29.8, abs=1e-9)


@pytest.mark.parametrize("key", ["wgs84", "cgcs2000", "ask"])
def test_what_needs_no_shift_gets_none(site: Site, key: str) -> None:
    body = site.get(f"/shift.json?datum={key}&w=106.2&s=29.4&e=106.6&n=29.8").body
    assert isinstance(body, bytes)
    value = json.loads(body)
    assert set(value["dlng"] + value["dlat"]) == {0.0}


@pytest.mark.parametrize("query", ["datum=mars&w=1&s=1&e=2&n=2", "datum=gcj02&w=1&s=1&e=1&n=2", "datum=gcj02"])
def test_a_senseless_shift_is_refused(site: Site, query: str) -> None:
    assert site.get(f"/shift.json?{query}").status == 400
