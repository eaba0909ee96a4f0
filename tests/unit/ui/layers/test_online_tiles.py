"""Online tiles against a server of our own on the loopback; the network itself stays blocked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from geo.providers import DAY_S, USER_AGENT, ProviderError, get_provider
from tests.tile_server import PNG, Server
from ui.layers.online_tiles import MOST_AT_ONCE, OnlineTiles
from ui.promise import Promise

OSM = get_provider("osm")

pytestmark = pytest.mark.enable_socket


class Clock:
    def __init__(self) -> None:
        self.now = 1_750_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    made = Server()
    yield made
    made.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


Opener = Callable[[], OnlineTiles]


@pytest.fixture
def opened(tmp_path: Path, server: Server, clock: Clock, qtbot: QtBot) -> Iterator[Opener]:
    made: list[OnlineTiles] = []

    def open_() -> OnlineTiles:
        made.append(OnlineTiles(tmp_path / "tiles", address=server.address, now=clock))
        return made[-1]

    yield open_
    for one in made:
        one.close()


def got(promise: Promise[bytes | None], qtbot: QtBot) -> bytes | None:
    values: list[bytes | None] = []
    promise.then(values.append)
    qtbot.waitUntil(lambda: bool(values), timeout=5000)
    return values[0]


def test_nothing_is_connected_to_before_a_tile_is_asked_for(opened: Opener, server: Server) -> None:
    tiles = opened()
    assert tiles.cached(OSM) == (0, 0)
    assert server.asked == []


def test_a_tile_is_fetched_once_and_then_lies_here(opened: Opener, server: Server, qtbot: QtBot) -> None:
    tiles = opened()
    assert got(tiles.tile(OSM, 12, 3258, 1700), qtbot) == PNG
    assert got(tiles.tile(OSM, 12, 3258, 1700), qtbot) == PNG
    assert [path for path, _ in server.asked] == ["/osm/12/3258/1700.png?tk="]
    assert tiles.cached(OSM) == (1, len(PNG))


def test_the_server_learns_who_we_are_and_nothing_of_the_person(opened: Opener, server: Server, qtbot: QtBot) -> None:
    server.headers = {"Set-Cookie": "id=1"}
    tiles = opened()
    got(tiles.tile(OSM, 3, 1, 1), qtbot)
    got(tiles.tile(OSM, 3, 1, 2), qtbot)
    for _, headers in server.asked:
        assert headers["User-Agent"] == USER_AGENT
        assert not {"Cookie", "Referer", "Authorization"} & set(headers)


def test_seen_tiles_keep_working_without_the_server(opened: Opener, server: Server, clock: Clock, qtbot: QtBot) -> None:
    first = opened()
    got(first.tile(OSM, 3, 1, 1), qtbot)
    first.close()
    server.close()
    clock.now += 8 * DAY_S  # stale, but better than nothing
    tiles = opened()
    with qtbot.waitSignal(tiles.trouble_changed, timeout=5000) as caught:
        assert got(tiles.tile(OSM, 3, 1, 1), qtbot) == PNG
    assert caught.args == ["osm", "OpenStreetMap连不上，先显示本机已有的瓦片。"]
    assert got(tiles.tile(OSM, 3, 1, 2), qtbot) is None


def test_a_stale_tile_is_shown_at_once_and_renewed_behind(
    opened: Opener, server: Server, clock: Clock, qtbot: QtBot
) -> None:
    server.headers = {"ETag": '"one"'}
    tiles = opened()
    got(tiles.tile(OSM, 3, 1, 1), qtbot)
    clock.now += 8 * DAY_S
    assert got(tiles.tile(OSM, 3, 1, 1), qtbot) == PNG
    qtbot.waitUntil(lambda: tiles.fetched == 2)
    assert server.asked[1][1]["If-None-Match"] == '"one"'
    got(tiles.tile(OSM, 3, 1, 1), qtbot)
    assert len(server.asked) == 2  # fresh again, though the server sent no picture


def test_one_tile_wanted_twice_at_once_is_fetched_once(opened: Opener, server: Server, qtbot: QtBot) -> None:
    server.gate.clear()
    tiles = opened()
    promises = [tiles.tile(OSM, 3, 1, 1) for _ in range(3)]
    server.gate.set()
    assert [got(promise, qtbot) for promise in promises] == [PNG] * 3
    assert len(server.asked) == 1


def test_few_tiles_are_fetched_at_a_time_and_what_nobody_waits_for_is_not(
    opened: Opener, server: Server, qtbot: QtBot
) -> None:
    server.gate.clear()
    tiles = opened()
    promises = [tiles.tile(OSM, 8, number, 0) for number in range(30)]
    for promise in promises[MOST_AT_ONCE : 2 * MOST_AT_ONCE]:
        promise.drop()
    server.gate.set()
    kept = promises[:MOST_AT_ONCE] + promises[2 * MOST_AT_ONCE :]
    assert [got(promise, qtbot) for promise in kept] == [PNG] * 24
    assert len(server.asked) == 24
    assert server.most_at_once <= MOST_AT_ONCE


def test_after_a_refusal_the_provider_is_left_alone_for_a_while(
    opened: Opener, server: Server, clock: Clock, qtbot: QtBot
) -> None:
    tianditu = get_provider("tianditu-vec")
    server.status = 403
    tiles = opened()
    with qtbot.waitSignal(tiles.trouble_changed) as caught:
        assert got(tiles.tile(tianditu, 3, 1, 1, "abc"), qtbot) is None
    assert caught.args == ["tianditu-vec", "天地图 矢量拒绝了请求，请检查密钥（403），先显示本机已有的瓦片。"]
    assert got(tiles.tile(tianditu, 3, 1, 2, "abc"), qtbot) is None
    assert len(server.asked) == 1
    server.status = 200
    clock.now += 11
    with qtbot.waitSignal(tiles.trouble_changed) as caught:
        assert got(tiles.tile(tianditu, 3, 1, 2, "abc"), qtbot) == PNG
    assert caught.args == ["tianditu-vec", ""]


def test_one_provider_in_trouble_does_not_hold_up_another(opened: Opener, server: Server, qtbot: QtBot) -> None:
    server.status = 500
    tiles = opened()
    got(tiles.tile(OSM, 3, 1, 1), qtbot)
    server.status = 200
    assert got(tiles.tile(get_provider("gaode"), 3, 1, 1), qtbot) == PNG


def test_another_try_is_made_at_once_when_a_person_asks(opened: Opener, server: Server, qtbot: QtBot) -> None:
    server.status = 500
    tiles = opened()
    got(tiles.tile(OSM, 3, 1, 1), qtbot)
    server.status = 200
    tiles.forget_trouble(OSM)
    assert got(tiles.tile(OSM, 3, 1, 1), qtbot) == PNG


@pytest.mark.parametrize("status", [204, 404])
def test_a_tile_that_does_not_exist_is_asked_for_once(
    opened: Opener, server: Server, qtbot: QtBot, status: int
) -> None:
    server.status, server.body = status, b""
    tiles = opened()
    assert got(tiles.tile(OSM, 3, 1, 1), qtbot) is None
    assert got(tiles.tile(OSM, 3, 1, 1), qtbot) is None
    assert len(server.asked) == 1


@pytest.mark.parametrize("body", [b"<html>log in</html>", b"", PNG + bytes(3_000_000)], ids=["page", "empty", "huge"])
def test_what_is_no_tile_is_neither_shown_nor_kept(opened: Opener, server: Server, qtbot: QtBot, body: bytes) -> None:
    server.body = body
    tiles = opened()
    assert got(tiles.tile(OSM, 3, 1, 1), qtbot) is None
    assert tiles.cached(OSM) == (0, 0)


def test_a_redirect_to_another_host_is_not_followed(opened: Opener, server: Server, qtbot: QtBot) -> None:
    other = Server()
    server.status, server.headers = 302, {"Location": f"http://localhost:{other.http.server_port}/x.png"}
    assert got(opened().tile(OSM, 3, 1, 1), qtbot) is None
    assert other.asked == []
    other.close()


def test_switching_off_stops_what_is_under_way(opened: Opener, server: Server, qtbot: QtBot) -> None:
    server.gate.clear()
    tiles = opened()
    promises = [tiles.tile(OSM, 8, number, 0) for number in range(10)]
    qtbot.waitUntil(lambda: len(server.asked) == MOST_AT_ONCE)
    tiles.stop(OSM)
    assert got(promises[0], qtbot) is None
    server.gate.set()
    got(tiles.tile(get_provider("gaode"), 3, 1, 1), qtbot)
    assert len(server.asked) == MOST_AT_ONCE + 1


def test_when_the_pause_is_over_the_map_is_told_to_try_again(tmp_path: Path, server: Server, qtbot: QtBot) -> None:
    server.status = 500
    tiles = OnlineTiles(tmp_path, address=server.address, first_pause_s=0.05)
    with qtbot.waitSignal(tiles.retry_wanted) as caught:
        tiles.tile(OSM, 3, 1, 1)
    assert caught.args == ["osm"]
    tiles.close()


def test_without_a_folder_nothing_is_kept(server: Server, qtbot: QtBot) -> None:
    tiles = OnlineTiles(None, address=server.address)
    got(tiles.tile(OSM, 3, 1, 1), qtbot)
    got(tiles.tile(OSM, 3, 1, 1), qtbot)
    assert len(server.asked) == 2
    assert tiles.cached(OSM) == (0, 0)
    tiles.close()


def test_clearing_deletes_a_providers_tiles(opened: Opener, server: Server, qtbot: QtBot) -> None:
    tiles = opened()
    got(tiles.tile(OSM, 3, 1, 1), qtbot)
    tiles.clear(OSM)
    assert tiles.cached(OSM) == (0, 0)


def test_a_tile_without_its_key_is_one_sentence(opened: Opener, server: Server) -> None:
    with pytest.raises(ProviderError, match="密钥"):
        opened().tile(get_provider("tianditu-vec"), 3, 1, 1, "")
    with pytest.raises(ProviderError, match="没有这一级"):
        opened().tile(replace(OSM, max_zoom=3), 4, 1, 1)
    assert server.asked == []
