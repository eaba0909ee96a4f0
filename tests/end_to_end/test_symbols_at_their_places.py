"""Symbols stand at the pixels where the ledger's places are, whatever the zoom and the window's size."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage

from geo.placement import Placement, place_projects
from tests.end_to_end.person import Facts, Person
from tests.pictures import picture_of
from ui.application import Workplace

pytestmark = [pytest.mark.window, pytest.mark.page]

SIZES = [(1100, 720), (1366, 768), (1600, 1000), (1920, 1080)]
VIEWS = {10.2: (106.34, 29.57), 11.4: (106.34, 29.57), 13.3: (106.358, 29.613)}
"""Zoom → centre (lng, lat): all in one symbol, a symbol a park, a symbol a project."""


def mercator(lng: float, lat: float) -> tuple[float, float]:
    """Web Mercator, 0…1 from the world's north-west corner; written here anew on purpose."""
    sine = math.sin(math.radians(lat))
    return lng / 360 + 0.5, 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)


def pixel_of(person: Person, lng: float, lat: float) -> tuple[float, float]:
    """Where a position must be, from what the page reports of its own view."""
    bounds = person.view
    west, north = mercator(bounds.west, bounds.north)
    east, south = mercator(bounds.east, bounds.south)
    x, y = mercator(lng, lat)
    view = person.window.map_view
    return (x - west) / (east - west) * view.width(), (y - north) / (south - north) * view.height()


def placement_of(person: Person) -> Placement:
    columns = person.window.session.columns
    parks = np.array(columns.dimensions["park"].ids, np.int64)[columns.codes["park"]]
    nowhere = np.full(len(columns), np.nan)
    return place_projects(person.window.session.gazetteer, columns.ids, parks, nowhere, nowhere)


def colour_at(image: QImage, person: Person, x: float, y: float) -> QColor:
    origin = person.window.map_view.mapTo(person.window, QPoint(0, 0))
    return image.pixelColor(round(origin.x() + x), round(origin.y() + y))


def near(a: QColor, b: QColor) -> bool:
    return max(abs(a.red() - b.red()), abs(a.green() - b.green()), abs(a.blue() - b.blue())) <= 24


def check_groups(person: Person, facts: Facts) -> int:
    """Every donut that stands for a positioned park of its own is at that park; returns how many were checked."""
    parks = {park.id: park for park in person.window.session.gazetteer.parks}
    checked = 0
    for group in facts["groups"]:
        park = parks.get(group["place"])
        if group["kind"] != "park" or park is None or park.position is None or facts["zoom"] >= 12.5:
            continue
        x, y = pixel_of(person, park.position.lng, park.position.lat)
        assert math.hypot(group["x"] - x, group["y"] - y) <= 15, group["name"]  # they may make room for each other
        checked += 1
    return checked


def check_points(person: Person, facts: Facts, image: QImage, workplace: Workplace) -> int:
    """Every project drawn on its own is at its place, and in the colour of its industry unless panels may cover it.

    Returns how many were checked for both.
    """
    columns, placement = person.window.session.columns, placement_of(person)
    theme, slots = workplace.themes["light"], person.window.session.slots
    checked = 0
    for point in facts["points"]:
        row = int(columns.rows_of([point["id"]])[0])
        x, y = float(placement.world_x[row]) / 2**32, float(placement.world_y[row]) / 2**32
        lng, lat = (x - 0.5) * 360, math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y))))
        wanted = pixel_of(person, lng, lat)
        assert math.hypot(point["x"] - wanted[0], point["y"] - wanted[1]) <= 1.5
        inside = 90 < point["x"] < person.window.map_view.width() - 90 and point["y"] > 90
        if inside and point["y"] < person.window.map_view.height() - 60 and not columns.planned[row]:
            colour = theme.industry_color(int(slots.of_rows[row]))
            assert near(colour_at(image, person, point["x"], point["y"]), colour), columns.names[row]
            checked += 1
    return checked


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_symbols_stand_where_their_places_are(person: Person, workplace: Workplace, size: tuple[int, int]) -> None:
    person.window.resize(*size)
    person.window.result_pane.hide()  # or little of a small window is map
    person.rest()
    seen: dict[float, int] = {}
    for zoom, center in VIEWS.items():
        person.go(*center, zoom)
        facts = person.map_facts()
        assert facts["zoom"] == pytest.approx(zoom)
        picture_of(person.window.map_view)
        image = person.window.grab().toImage()
        seen[zoom] = check_groups(person, facts) + check_points(person, facts, image, workplace)
        if zoom < 10.5:
            assert [group["count"] for group in facts["groups"]] == [len(person.window.session.columns)]
    assert seen[11.4] >= 3
    assert seen[13.3] >= 4
