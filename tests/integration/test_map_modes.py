"""Measures and modes on the real page: what is drawn, what the legend says of it, and that the two agree."""

from __future__ import annotations

import json
import math
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shiboken6
from numpy.typing import NDArray
from PySide6.QtCore import QDeadlineTimer, QEventLoop, QPoint, QTimer
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from geo.geometry import contains_many
from geo.map_page import MapPageSpec, build_map_page
from geo.symbols.symbol_scale import SymbolScale
from geo.symbols.tally import Tally
from ui.application import Workplace
from ui.figure_routes import FigureRoutes, load_districts
from ui.map.map_feed import LedgerMapFeed
from ui.map.map_settings import MapSettings
from ui.map.map_state import ChoroplethSpec
from ui.map.map_view import MapView
from ui.opening.session import Session

pytestmark = [
    pytest.mark.page,
    pytest.mark.qt_log_ignore("QRhi", "RHI", "Sandboxing", "GPUInfo", "bus.cc"),
]

SIZE = (1100, 760)
HOME = (106.33, 29.55, 11.0)
XIYONG, VALLEY, SHIBAN = 3, 9, 15
HOT = (106.43, 29.50)
FAR = (106.20, 29.45)

Probe = Mapping[str, Any]
Mask = NDArray[np.bool_]


def until(holds: Callable[[], bool], timeout_ms: int = 10_000) -> None:
    """Run the event loop until it holds (not by QTest.qWait, which keeps the lock WebEngine needs to read answers)."""
    deadline = QDeadlineTimer(timeout_ms)
    while not holds():
        assert not deadline.hasExpired(), "it never came to hold"
        loop = QEventLoop()
        QTimer.singleShot(10, loop.quit)
        loop.exec()


def enriched(ledger: Path) -> Path:
    """Give all projects amounts but those of 石板, and add twenty with coordinates of their own around one spot."""
    with closing(sqlite3.connect(ledger)) as connection, connection:
        connection.execute("UPDATE projects SET amount_wan = 10000 * (id % 7 + 1), amount_text = NULL")
        connection.execute("UPDATE projects SET amount_wan = NULL WHERE park_id = ?", (SHIBAN,))
        first = connection.execute("SELECT max(id) + 1 FROM projects").fetchone()[0]
        for number in range(20):
            turn = 2 * math.pi * number / 20
            connection.execute(
                "INSERT INTO projects (id, name, kind, industry_id, amount_wan, lng, lat, position_basis) "
                "SELECT ?, ?, kind, industry_id, ?, ?, ?, 'surveyed' FROM projects WHERE industry_id > 0 LIMIT 1",
                (
                    first + number, f"有坐标的项目 {number}", None if number == 0 else 20_000,
                    HOT[0] + 0.004 * math.cos(turn), HOT[1] + 0.004 * math.sin(turn),
                ),
            )  # fmt: skip
    return ledger


class Atlas:
    """A map view over an enriched ledger, with the settings of the window and the questions tests ask."""

    def __init__(self, ledger: Path, workplace: Workplace) -> None:
        self.session = Session.open(ledger, workplace.themes["light"])
        self.districts = load_districts(workplace.assets / "basemap" / "districts.geojson")
        self.feed = LedgerMapFeed(self.session, lambda: self.districts)
        self.settings = MapSettings()
        page = build_map_page(MapPageSpec(bounds=self.feed.home))
        self.view = MapView(self.feed, page, workplace.assets, routes=FigureRoutes(self.feed).routes())
        self.view.resize(*SIZE)
        self.failures: list[str] = []
        self.revision = 0
        self.view.page_failed.connect(self.failures.append)
        self.settings.state_changed.connect(lambda _old, new: self.view.show_map_state(new.to_page_json()))
        self.view.show()
        drawn: list[int] = []
        self.view.drawn.connect(lambda revision, *_counts: drawn.append(revision))
        until(lambda: bool(drawn), timeout_ms=20_000)

    def close(self) -> None:
        shiboken6.delete(self.view)
        self.session.ledger.close()

    @property
    def target(self) -> QWidget:
        """Where the mouse goes."""
        target = self.view.focusProxy()
        assert target is not None
        return target

    def ask(self, code: str) -> Any:  # noqa: ANN401
        answers: list[str] = []
        self.view.page().runJavaScript(f"JSON.stringify((() => {{ {code} }})() ?? null)", answers.append)
        until(lambda: bool(answers))
        return json.loads(answers[0])

    def probe(self) -> Probe:
        answers: list[Probe] = []
        self.view.probe(answers.append)
        until(lambda: bool(answers))
        return answers[0]

    def wait(self, holds: Callable[[Probe], bool]) -> Probe:
        last: list[Probe] = []

        def asked() -> bool:
            last[:] = [self.probe()]
            return holds(last[0])

        until(asked)
        self.ask("window.frames2 = 0; requestAnimationFrame(() => requestAnimationFrame(() => { frames2 = 1 }))")
        until(lambda: self.ask("return window.frames2") == 1)
        return last[0]

    def result(self, mask: Mask | None = None, selected: tuple[int, ...] = ()) -> Probe:
        self.revision += 1
        shown = np.ones(len(self.session.columns), np.bool_) if mask is None else mask
        self.feed.show_results(shown, selected, self.revision)
        self.view.show_revision(self.revision)
        return self.wait(lambda probe: bool(probe["revision"] == self.revision))

    def show(self, mode: str, measure: str = "count", spec: ChoroplethSpec | None = None) -> Probe:
        """Set and wait until a frame that answers has been drawn."""
        self.settings.set_choropleth(spec or ChoroplethSpec())
        self.settings.set_measure(measure)  # type: ignore[arg-type]
        self.settings.set_mode(mode)  # type: ignore[arg-type]
        self.wait(lambda probe: bool(probe["mode"] == mode and probe["measure"]["asked"] == measure))
        return self.result()

    def go(self, lng: float, lat: float, zoom: float) -> Probe:
        self.ask(f"atlas_map.setView([{lat}, {lng}], {zoom}, {{animate: false}})")
        return self.result()

    def spot(self, lng: float, lat: float) -> tuple[float, float]:
        at = self.ask(f"const p = atlas_map.latLngToContainerPoint([{lat}, {lng}]); return [p.x, p.y]")
        return float(at[0]), float(at[1])

    def image(self) -> QImage:
        return self.view.grab_map().toImage()

    def colour(self, lng: float, lat: float) -> str:
        return pixel(self.image(), *self.spot(lng, lat))

    def swatches(self) -> list[tuple[str, str]]:
        """Each class of the legend: its words and the colour of its swatch."""
        boxes = self.ask(
            "return [...document.querySelectorAll('.legend-class')].map((row) => {"
            "const box = row.querySelector('canvas').getBoundingClientRect();"
            "return [row.children[1].textContent, box.x + box.width / 2, box.y + box.height / 2]})"
        )
        image = self.image()
        return [(words, pixel(image, x, y)) for words, x, y in boxes]

    def columns_mask(self, key: str, value: object) -> Mask:
        return self.session.columns.has_value(key, value)  # type: ignore[arg-type]


def pixel(image: QImage, x: float, y: float) -> str:
    return image.pixelColor(round(x), round(y)).name().upper()


def group(probe: Probe, place: int) -> Mapping[str, Any]:
    found: list[Mapping[str, Any]] = [each for each in probe["groups"] if each["place"] == place]
    assert len(found) == 1, f"{place} is drawn {len(found)} times"
    return found[0]


@pytest.fixture(scope="module")
def shared(built_ledger: Path, workplace: Workplace, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Atlas]:
    copy = Path(shutil.copy(built_ledger, tmp_path_factory.mktemp("modes") / "ledger.kxc"))
    atlas = Atlas(enriched(copy), workplace)
    yield atlas
    atlas.close()


@pytest.fixture
def atlas(shared: Atlas) -> Iterator[Atlas]:
    """The shared view, brought home; whatever the page complains about fails the test."""
    shared.failures.clear()
    shared.view.set_theme("light")
    QTest.mouseMove(shared.target, QPoint(SIZE[0] - 60, SIZE[1] - 90))
    shared.show("symbols")
    shared.go(*HOME)
    yield shared
    assert shared.failures == []
    assert shared.view.request_guard.blocked == []


# ---- measures ----


def test_rings_are_as_large_as_python_says_by_either_measure(atlas: Atlas) -> None:
    for measure in ("count", "amount"):
        probe = atlas.show("symbols", measure)
        assert probe["measure"]["shown"] == measure
        scale = SymbolScale(probe["measure"]["shown"], probe["measure"]["full_wan"])
        standing = [each for each in probe["groups"] if each["kind"] != "unplaced"]
        assert len(standing) > 4
        for each in standing:
            sums = np.zeros((1, 13))
            sums[0, 0], sums[0, 5] = each["count"], each["amountWan"]
            sums[0, 11] = each["count"] if each["hollow"] else 0
            radius = scale.radius_px(Tally(np.zeros((1, 2)), sums))[0]
            assert each["radius"] == pytest.approx(radius, abs=0.01), (measure, each["name"])


def test_by_amount_areas_are_proportional_to_sums(atlas: Atlas) -> None:
    probe = atlas.show("symbols", "amount")
    city, xiyong = probe["groups"][0], group(probe, XIYONG)
    assert city["kind"] == "city"
    assert 14 < xiyong["radius"] < city["radius"] <= 42
    assert (city["radius"] / xiyong["radius"]) ** 2 == pytest.approx(city["amountWan"] / xiyong["amountWan"], rel=0.001)


def test_what_has_no_amount_is_hollow_and_the_legend_says_so(atlas: Atlas) -> None:
    filled = group(atlas.probe(), SHIBAN)
    assert not filled["hollow"]
    colour = pixel(atlas.image(), filled["x"], filled["y"])
    probe = atlas.show("symbols", "amount")
    hollow = group(probe, SHIBAN)
    assert hollow["hollow"]
    assert pixel(atlas.image(), hollow["x"], hollow["y"]) == "#FFFFFF" != colour
    assert any("未公布" in words for words in probe["legend"])
    assert not any(each["hollow"] for each in probe["groups"] if each["amountWan"] > 0)


def test_near_single_projects_are_sized_by_the_measure(atlas: Atlas) -> None:
    park = next(park for park in atlas.session.gazetteer.parks if park.id == XIYONG)
    assert park.position is not None
    radii = {}
    for measure in ("count", "amount"):
        atlas.show("symbols", measure)
        points = atlas.go(park.position.lng, park.position.lat, 13.5)["points"]
        assert len(points) > 5
        radii[measure] = {point["id"]: point["radius"] for point in points}
    assert set(radii["count"].values()) == {6}
    columns = atlas.session.columns
    for project_id, radius in radii["amount"].items():
        yi = columns.amount_wan[columns.rows_of([project_id])[0]] / 10_000
        assert radius == pytest.approx(6 + 0.9 * math.sqrt(yi), abs=0.01)


def test_too_few_amounts_and_the_map_says_that_it_counts(atlas: Atlas) -> None:
    atlas.show("symbols", "amount")
    amount = atlas.session.columns.amount_wan
    lacking = np.flatnonzero(amount < 0)
    mask = np.zeros(len(amount), np.bool_)
    mask[lacking] = True
    mask[np.flatnonzero(amount >= 0)[: len(lacking) - 1]] = True
    probe = atlas.result(mask)
    assert (probe["measure"]["asked"], probe["measure"]["shown"]) == ("amount", "count")
    (note,) = probe["notes"]
    assert f"{mask.sum()} 项" in note
    assert f"仅 {len(lacking) - 1} 项公布金额" in note
    assert not any(each["hollow"] for each in probe["groups"])
    assert atlas.result(amount >= 0)["measure"]["shown"] == "amount"


def test_another_measure_moves_no_symbol(atlas: Atlas) -> None:
    def spots(probe: Probe) -> dict[tuple[int, int], tuple[float, float]]:
        standing = [each for each in probe["groups"] if each["kind"] in ("city", "park")]
        return {(each["place"], each["count"]): (each["x"], each["y"]) for each in standing}

    assert spots(atlas.show("symbols", "count")) == spots(atlas.show("symbols", "amount"))


# ---- heat ----


def test_heat_glows_where_projects_have_coordinates_and_nowhere_else(atlas: Atlas) -> None:
    probe = atlas.show("heat")
    assert probe["mode"] == "heat"
    assert probe["groups"] == probe["points"] == []

    def warmth() -> int:
        """How far the hot spot's colour is on the way of the ramp's hue."""
        red, _green, blue = (int(atlas.colour(*HOT)[i : i + 2], 16) for i in (1, 3, 5))
        return red - blue

    assert atlas.colour(*FAR) == "#F7F6F2", "land"
    assert warmth() > 40
    atlas.result(atlas.columns_mask("park", XIYONG))
    assert warmth() < 10


def test_heat_says_who_counts_and_who_is_left_out(atlas: Atlas) -> None:
    rest = len(atlas.session.columns) - 20
    probe = atlas.show("heat")
    assert any("20 项" in note for note in probe["notes"])
    assert any(f"{rest} 项没有自身坐标" in note for note in probe["notes"])
    probe = atlas.show("heat", "amount")
    assert any("计入 19 项" in note for note in probe["notes"])
    assert any("1 项金额未公布" in note for note in probe["notes"])


def test_heat_of_nothing_is_bare_and_says_so(atlas: Atlas) -> None:
    atlas.show("heat")
    probe = atlas.result(atlas.columns_mask("park", XIYONG))
    assert probe["notes"][0] == "没有可计入的项目，热力图为空"


# ---- coloured areas ----


def dominant(atlas: Atlas, name: str) -> str:
    """The colour most of a district's visible ground has."""
    rings = next(area.rings for area in atlas.districts if area.name == name)
    image = atlas.image()
    grid = np.array([(x, y) for x in range(240, SIZE[0] - 60, 24) for y in range(20, SIZE[1] - 40, 24)])
    places = atlas.ask(
        f"return {json.dumps(grid.tolist())}.map((at) => atlas_map.containerPointToLatLng(at))"
        ".map((p) => [p.lng, p.lat])"
    )
    inside = contains_many(rings, *np.array(places).T)
    seen = Counter(pixel(image, x, y) for x, y in grid[inside].tolist())
    assert seen, f"{name} is not in view"
    return seen.most_common(1)[0][0]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_areas_have_the_colour_of_their_class_in_the_legend(atlas: Atlas, theme: str) -> None:
    atlas.view.set_theme(theme)
    probe = atlas.show("choropleth", spec=ChoroplethSpec("district", "count", "natural", 5))
    classes = [colour for words, colour in atlas.swatches() if words != "无项目"][::-1]
    assert len(set(classes)) == len(classes) >= 2
    coloured = [area for area in probe["areas"] if area["class"] >= 0]
    assert {"沙坪坝区", "九龙坡区"} <= {area["name"] for area in coloured}
    for name in ("沙坪坝区", "九龙坡区"):
        area = next(each for each in coloured if each["name"] == name)
        assert dominant(atlas, name) == classes[area["class"]], name
    bare = dict(atlas.swatches())["无项目"]
    assert dominant(atlas, "璧山区") == bare


def test_areas_carry_their_figures_and_the_legend_who_is_left_out(atlas: Atlas) -> None:
    probe = atlas.show("choropleth", spec=ChoroplethSpec("district", "count", "quantiles", 4))
    for area in probe["areas"]:
        if area["name"] in ("沙坪坝区", "九龙坡区"):
            assert f"{area['name']} {area['count']} 项" in {label["text"] for label in probe["labels"]}
    inside = sum(area["count"] for area in probe["areas"])
    left = len(atlas.session.columns) - inside
    city = int(atlas.columns_mask("grade", "city").sum())
    (note,) = probe["notes"]
    assert f"{left} 项无法归入" in note
    assert f"仅知在科学城 {city}" in note


def test_an_area_whose_projects_have_no_amount_is_hatched_not_zero(atlas: Atlas) -> None:
    atlas.show("choropleth", spec=ChoroplethSpec("district", "amount", "equal", 5))
    probe = atlas.result(atlas.columns_mask("park", SHIBAN))
    (area,) = [each for each in probe["areas"] if each["count"]]
    assert (area["value"], area["class"]) == (None, -1)
    assert [words for words, _colour in atlas.swatches()] == ["有项目，金额均未公布", "无项目"]


def test_parks_are_coloured_by_their_footprints(atlas: Atlas) -> None:
    probe = atlas.show("choropleth", spec=ChoroplethSpec("park", "count", "equal", 3))
    names = {area["name"] for area in probe["areas"]}
    assert {"西永微电园", "大学城"} <= names
    assert "科学谷" not in names, "it has a point, no outline"
    xiyong = next(area for area in probe["areas"] if area["name"] == "西永微电园")
    colours = dict(atlas.swatches())
    spot = pixel(atlas.image(), xiyong["x"] + 20, xiyong["y"] + 40)
    assert spot in colours.values()
    assert spot != colours["无项目"]
    assert any("所在园区没有范围" in note for note in probe["notes"])


def test_a_filter_colours_anew_in_step_with_the_revision(atlas: Atlas) -> None:
    before = atlas.show("choropleth")
    chosen = atlas.columns_mask("industry", 1)
    after = atlas.result(chosen)
    counted = [sum(area["count"] for area in probe["areas"]) for probe in (before, after)]
    assert counted[0] > counted[1] > 0
    assert after["measure"]["count"] == chosen.sum()


def test_selected_symbols_stay_on_top_of_the_colours(atlas: Atlas) -> None:
    columns = atlas.session.columns
    chosen = int(columns.ids[np.flatnonzero(atlas.columns_mask("park", VALLEY))[0]])
    for mode in ("choropleth", "heat"):
        atlas.show(mode)
        probe = atlas.result(selected=(chosen,))
        (symbol,) = probe["groups"]
        assert (symbol["place"], symbol["selected"]) == (VALLEY, 1)
        assert pixel(atlas.image(), symbol["x"], symbol["y"] - symbol["radius"] - 7) == "#FFD43B"
    assert len(atlas.show("symbols")["groups"]) > 4


def test_an_area_under_the_pointer_tells_its_figures(atlas: Atlas) -> None:
    atlas.show("choropleth", spec=ChoroplethSpec("district", "per_km2", "natural", 5))
    x, y = atlas.spot(106.40, 29.57)
    for step in (3, 0):
        QTest.mouseMove(atlas.target, QPoint(round(x) + step, round(y)))
    hover = atlas.wait(lambda probe: probe["hover"] is not None)["hover"]
    assert "沙坪坝区" in hover
    assert "项/km²" in hover
