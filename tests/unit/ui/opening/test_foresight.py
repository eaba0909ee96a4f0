from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from ui.app_scheme import Response
from ui.map.first_map import FirstMap
from ui.map.map_feed import LedgerMapFeed
from ui.map.map_settings import FILE, MapSettings
from ui.opening.foresight import foresee
from ui.opening.session import Session
from ui.window.window_layers import standing_layers

QUERY = "w=105.908203125&s=29.305561326&e=106.787109375&n=29.764377375&z=11.10&measure=count"

ODD = (
    "w=5&s=1&e=2&n=2&z=10",
    "w=200&s=1&e=300&n=2&z=10",
    QUERY.replace("z=11.10", "z=-5000"),
    QUERY.replace("z=11.10", "z=5000"),
    QUERY + "&x=\ud800",
    QUERY + "&x=1",
)
"""What somebody may have written into the file."""


@pytest.fixture
def feed(session: Session) -> LedgerMapFeed:
    return LedgerMapFeed(session)


def told(answers: Mapping[str, Response], path: str) -> dict[str, Any]:
    value = json.loads(cast("bytes", answers[path].body))
    assert isinstance(value, dict)
    return value


def test_the_symbols_of_the_last_first_map_come_with_the_places(feed: LedgerMapFeed, tmp_path: Path) -> None:
    places = told(foresee(feed, tmp_path, FirstMap(990, 536, QUERY)), "/places.json")
    assert places["first"]["query"] == QUERY == feed.query, "it is as if the page had asked"
    asked = feed.frame(105.908203125, 29.305561326, 106.787109375, 29.764377375, 11.10)
    assert b64decode(places["first"]["words"]) == asked
    assert {key: value for key, value in places.items() if key != "first"} == json.loads(json.dumps(feed.places()))


@pytest.mark.parametrize("query", ["", "w=1", "w=a&s=b&e=c&n=d&z=e", QUERY.replace("count", "weight"), "%%%", *ODD])
def test_a_question_that_makes_no_sense_is_not_answered(feed: LedgerMapFeed, tmp_path: Path, query: str) -> None:
    answers = foresee(feed, tmp_path, FirstMap(990, 536, query))
    assert "first" not in told(answers, "/places.json")
    assert told(answers, "/map_state.json")["measure"] == "count"


@pytest.mark.usefixtures("qapp")
def test_the_state_is_the_one_the_window_will_have(feed: LedgerMapFeed, tmp_path: Path) -> None:
    settings = MapSettings(tmp_path / FILE, standing=standing_layers())
    settings.update_layer(replace(settings.state.layers[0], visible=False))
    settings.flush()
    again = MapSettings(tmp_path / FILE, standing=standing_layers())
    state = told(foresee(feed, tmp_path, FirstMap(990, 536, "")), "/map_state.json")
    assert state == json.loads(again.state.to_page_json())


def test_a_state_that_cannot_be_read_is_left_to_the_window(feed: LedgerMapFeed, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("{", "utf-8")
    assert foresee(feed, tmp_path, FirstMap(990, 536, QUERY)) == {}
    assert (tmp_path / FILE).exists(), "the window sets it aside and tells of it"
