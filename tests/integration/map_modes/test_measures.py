"""Measures on the real page: how large symbols are drawn, what the legend says of it, and that the two agree."""

from __future__ import annotations

import math

import numpy as np
import pytest

from geo.symbols.symbol_scale import SymbolScale
from geo.symbols.tally import Tally
from tests.integration.map_modes.atlas import SHIBAN, XIYONG, Atlas, group, pixel
from tests.pages import Probe

pytestmark = [
    pytest.mark.page,
    pytest.mark.qt_log_ignore("QRhi", "RHI", "Sandboxing", "GPUInfo", "bus.cc"),
]


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
