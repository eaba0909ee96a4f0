from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from geo.lnglat import LngLat
from ui.placing.place_requests import PlaceRequest, parse_place_request
from ui.placing.placing_bridge import PlacingBridge

HOSTILE = (
    "",
    "null",
    "[]",
    "{",
    '"' * 3,
    "[" * 900,
    '{"park": 3}',
    '{"park": 3, "lng": 106.3}',
    '{"park": 3, "lng": NaN, "lat": 29.5}',
    '{"park": 3, "lng": 106.3, "lat": NaN}',
    '{"park": 3, "lng": Infinity, "lat": 29.5}',
    '{"park": 3, "lng": 1e999, "lat": 29.5}',
    '{"park": 3, "lng": 180.0001, "lat": 29.5}',
    '{"park": 3, "lng": 106.3, "lat": 90}',
    '{"park": 3, "lng": 106.3, "lat": -85.1}',
    '{"park": 3, "lng": "106.3", "lat": 29.5}',
    '{"park": 3, "lng": [106.3], "lat": 29.5}',
    '{"park": 3, "lng": true, "lat": 29.5}',
    '{"park": "3", "lng": 106.3, "lat": 29.5}',
    '{"park": 3.5, "lng": 106.3, "lat": 29.5}',
    '{"park": true, "lng": 106.3, "lat": 29.5}',
    '{"park": null, "lng": 106.3, "lat": 29.5}',
    '{"park": 3, "project": 4, "lng": 106.3, "lat": 29.5}',
    '{"everything": 1, "lng": 106.3, "lat": 29.5}',
    '{"project": 99999999999999999999999, "lng": 106.3, "lat": 29.5}',
    '{"park": 3, "lng": 1' + "0" * 400 + ', "lat": 29.5}',
    '{"park": 3, "lng": 106.3, "lat": 29.5}' + " " * 1000,
)


@pytest.mark.parametrize("kind", ["park", "project", "asked"])
def test_a_sensible_request_is_read(kind: str) -> None:
    request = parse_place_request(json.dumps({kind: 3, "lng": 106.25, "lat": 29}))
    assert request is not None
    assert (request.kind, request.id, request.position) == (kind, 3, LngLat(106.25, 29.0))


@pytest.mark.parametrize("words", HOSTILE)
def test_senseless_positions_and_targets_are_refused(words: str) -> None:
    assert parse_place_request(words) is None


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(
        st.sampled_from(["park", "project", "asked", "lng", "lat", "x"]),
        st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.lists(st.integers())),
    )
)
def test_whatever_is_sent_is_either_a_point_on_the_map_or_refused(value: dict[str, object]) -> None:
    request = parse_place_request(json.dumps(value))
    if request is not None:
        assert -180 <= request.position.lng <= 180
        assert -85.06 < request.position.lat < 85.06
        assert value[request.kind] == request.id


@given(st.text())
def test_any_text_is_refused_quietly_or_read(words: str) -> None:
    assert parse_place_request(words) is None or isinstance(parse_place_request(words), PlaceRequest)


def test_the_bridge_passes_on_what_is_sensible_and_tells_of_the_rest(qtbot: QtBot) -> None:
    bridge = PlacingBridge()
    with qtbot.waitSignal(bridge.wanted) as heard:
        bridge.place('{"project": 7, "lng": 106.3, "lat": 29.5}')
    assert heard.args == [PlaceRequest("project", 7, LngLat(106.3, 29.5))]
    with qtbot.assertNotEmitted(bridge.wanted), qtbot.waitSignal(bridge.failed) as told:
        bridge.place('{"project": 7, "lng": NaN, "lat": 29.5}')
    assert told.args[0].startswith("地图报告了无效的放置")
