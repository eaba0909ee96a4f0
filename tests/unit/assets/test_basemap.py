"""The base map made from the real packages: what a reader of the map relies on."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assets.prepare import shapes
from assets.prepare.basemap import ATTRIBUTION, WINDOW, build_basemap
from assets.prepare.districts import CORE_ADCODES

Layers = dict[str, list[dict[str, Any]]]

# Published land areas in km² (district statistics), for a sanity check of datum and units.
PUBLISHED_KM2 = {"500103": 23, "500106": 396, "500107": 432, "500109": 754, "500120": 915}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the base map once."""
    target = tmp_path_factory.mktemp("basemap")
    build_basemap(target)
    return target


@pytest.fixture(scope="module")
def layers(folder: Path) -> Layers:
    """Read every layer's features."""
    return {file.stem: json.loads(file.read_text(encoding="utf-8"))["features"] for file in folder.glob("*.geojson")}


def points_of(feature: dict[str, Any]) -> shapes.Line:
    """Flatten a feature's coordinates."""

    def walk(part: Any) -> list[Any]:  # noqa: ANN401 - GeoJSON nests to any depth
        return [part] if isinstance(part[0], float) else [point for inner in part for point in walk(inner)]

    return np.array(walk(feature["geometry"]["coordinates"]))


def test_it_is_small_and_the_same_every_time(folder: Path, tmp_path: Path) -> None:
    build_basemap(tmp_path)
    assert sum(file.stat().st_size for file in folder.iterdir()) < 300_000
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == {
        file.name: file.read_bytes() for file in tmp_path.iterdir()
    }


def test_every_coordinate_is_lng_lat_near_chongqing(layers: Layers) -> None:
    for features in layers.values():
        for feature in features:
            lng, lat = points_of(feature).T
            assert 105 < lng.min() <= lng.max() < 108
            assert 28 < lat.min() <= lat.max() < 31


def test_the_five_core_districts_are_marked(layers: Layers) -> None:
    core = {feature["properties"]["adcode"] for feature in layers["districts"] if feature["properties"]["core"]}
    assert core == CORE_ADCODES


@pytest.mark.parametrize("adcode", sorted(PUBLISHED_KM2))
def test_districts_have_about_their_published_area(layers: Layers, adcode: str) -> None:
    (district,) = [feature for feature in layers["districts"] if feature["properties"]["adcode"] == adcode]
    area = sum(shapes.area_km2(ring) for ring in shapes.rings(shapes.read_area(district["geometry"])))
    assert area == pytest.approx(PUBLISHED_KM2[adcode], rel=0.06)


def test_labels_of_districts_lie_in_the_window_and_off_the_water(layers: Layers) -> None:
    rivers = [points_of(feature) for feature in layers["rivers"]]
    west, south, east, north = WINDOW
    labels = [feature["properties"]["label"] for feature in layers["districts"]]
    for lng, lat in filter(None, labels):
        assert west < lng < east
        assert south < lat < north
        assert shapes.distances_m(np.array([[lng, lat]]), rivers)[0] > 720


def test_every_border_is_drawn_once(layers: Layers) -> None:
    seen: set[frozenset[tuple[float, ...]]] = set()
    for feature in layers["borders"]:
        points = [tuple(point) for point in feature["geometry"]["coordinates"]]
        segments = {frozenset(pair) for pair in pairwise(points)}
        assert not segments & seen
        seen |= segments


def test_the_yangtze_is_the_border_of_the_city_centre(layers: Layers) -> None:
    along = {
        tuple(feature["properties"]["adcodes"])
        for feature in layers["borders"]
        if feature["properties"]["river"] == "长江"
    }
    assert {("500103", "500108"), ("500105", "500108"), ("500104", "500113")} <= along


def test_the_rivers_meet_at_the_confluence(layers: Layers) -> None:
    yangtze, jialing = (points_of(feature) for feature in layers["rivers"])
    assert shapes.distances_m(jialing[-1:], [yangtze])[0] < 500
    assert shapes.distances_m(np.array([[106.5885, 29.567]]), [yangtze])[0] < 1_000, "朝天门"


def test_rivers_reach_through_the_window(layers: Layers) -> None:
    _, south, east, north = WINDOW
    yangtze, jialing = (points_of(feature) for feature in layers["rivers"])
    assert yangtze[0][1] < south
    assert yangtze[-1][0] > east
    assert jialing[0][1] > north


def test_river_names_are_read_downwards_or_rightwards(layers: Layers) -> None:
    for feature in layers["rivers"]:
        assert feature["properties"]["labels"]
        for places in feature["properties"]["labels"]:
            assert len(places) == len(feature["properties"]["name"])
            east, north = np.subtract(places[-1], places[0])
            assert east > 0 or north < 0


def test_the_core_area_measures_what_is_published(layers: Layers) -> None:
    (core,) = layers["core"]
    assert shapes.area_km2(points_of(core)) == pytest.approx(313, rel=0.005)


def test_town_names_are_unique_and_rank_says_their_weight(layers: Layers) -> None:
    names = [feature["properties"]["name"] for feature in layers["towns"]]
    assert len(names) == len(set(names)) > 30
    assert {feature["properties"]["rank"] for feature in layers["towns"]} == {1, 2, 3, 4}


def test_towns_of_the_core_lie_inside_it(layers: Layers) -> None:
    core = shapes.read_area(layers["core"][0]["geometry"])
    places = {feature["properties"]["name"]: feature["geometry"]["coordinates"] for feature in layers["towns"]}
    for name in layers["core"][0]["properties"]["towns"]:
        lng, lat = places[name]
        assert shapes.overlaps(core, (lng - 1e-4, lat - 1e-4, lng + 1e-4, lat + 1e-4))


def test_every_source_is_attributed(layers: Layers) -> None:
    named = {source["layer"] for source in ATTRIBUTION["sources"]}
    assert named | {"borders"} == set(layers)
    assert all(source["text"] and source["licence"] for source in ATTRIBUTION["sources"])
