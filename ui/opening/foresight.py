"""What the page of a window will ask first, worked out while the window is still to be imported and built."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qsl

from geo.lnglat import InvalidCoordinate
from ui.app_scheme import Response, json_response
from ui.map.first_map import FirstMap
from ui.map.map_feed import LedgerMapFeed
from ui.map.map_memory import MapMemoryError, read_memory
from ui.map.map_settings import FILE
from ui.map.map_state import MapState
from ui.map.page_queries import BadQuery, read_measure, read_viewport
from ui.window.window_layers import standing_layers


def foresee(feed: LedgerMapFeed, home: Path, first: FirstMap) -> Mapping[str, Response]:
    """Answers by path: the places, with the symbols the page will want if it begins as the last one did, and its state.

    A state that cannot be read is the window's to tell of: then nothing is foreseen. Any thread may ask.

    Args:
        feed: what the map shows.
        home: where the map's settings are remembered.
        first: what the last window showed first.
    """
    try:
        state = read_memory(home / FILE, standing_layers()) if (home / FILE).exists() else MapState(standing_layers())
    except MapMemoryError:
        return {}
    return {
        "/places.json": json_response({**feed.places(), **_first_frame(feed, first.query)}),
        "/map_state.json": json_response(json.loads(state.to_page_json())),
    }


def _first_frame(feed: LedgerMapFeed, query: str) -> Mapping[str, object]:
    values = dict(parse_qsl(query))
    try:
        frame = feed.frame(*read_viewport(values), read_measure(values))
    except (BadQuery, InvalidCoordinate):
        return {}
    if feed.query != query:  # nothing that this program has written
        return {}
    return {"first": {"query": query, "words": b64encode(frame).decode()}}
