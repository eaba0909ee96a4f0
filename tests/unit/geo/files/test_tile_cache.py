from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from geo.files.mbtiles import MBTiles
from geo.files.tile_cache import TileCache, TileCacheError
from geo.providers import DAY_S, CacheTerms, Provider, get_provider

PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (256).to_bytes(4) * 2 + b"\x08\x06\0\0\0"
START = 1_750_000_000
PROVIDER = replace(get_provider("osm"), terms=CacheTerms(7 * DAY_S, 30 * DAY_S, 100_000))


class Clock:
    def __init__(self) -> None:
        self.now = float(START)

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "tiles" / "osm.mbtiles"


Opener = Callable[..., TileCache]


@pytest.fixture
def opened(file: Path, clock: Clock) -> Iterator[Opener]:
    caches: list[TileCache] = []

    def open_(provider: Provider = PROVIDER) -> TileCache:
        caches.append(TileCache(file, provider, clock))
        return caches[-1]

    yield open_
    for cache in caches:
        cache.close()


def test_a_tile_is_found_where_it_was_put_also_after_opening_again(opened: Opener) -> None:
    cache = opened()
    cache.put(12, 3258, 1700, PNG, etag='"a"')
    assert cache.find(12, 3258, 1701) is None
    cache.close()
    found = opened().find(12, 3258, 1700)
    assert found is not None
    assert (found.data, found.fresh, found.etag) == (PNG, True, '"a"')


def test_a_tile_is_stale_after_a_week_and_gone_after_the_longest_time(opened: Opener, clock: Clock) -> None:
    cache = opened()
    cache.put(3, 1, 2, PNG)
    clock.now = START + 7 * DAY_S - 1
    assert (found := cache.find(3, 1, 2)) is not None
    assert found.fresh
    clock.now += 1
    assert (found := cache.find(3, 1, 2)) is not None
    assert not found.fresh
    clock.now = START + 30 * DAY_S
    assert cache.find(3, 1, 2) is None
    cache.tidy()
    assert cache.size() == (0, 0)


def test_the_server_may_lengthen_but_not_shorten_freshness_and_never_beyond_the_longest(
    opened: Opener, clock: Clock
) -> None:
    cache = opened()
    for row, age in enumerate((60, 10 * DAY_S, 999 * DAY_S)):
        cache.put(5, 0, row, PNG, max_age_s=age)
    clock.now = START + 7 * DAY_S
    assert [getattr(cache.find(5, 0, row), "fresh", None) for row in range(3)] == [False, True, True]
    clock.now = START + 30 * DAY_S
    assert cache.find(5, 0, 2) is None


def test_a_clock_set_back_makes_tiles_stale_not_eternal(opened: Opener, clock: Clock) -> None:
    cache = opened()
    cache.put(3, 1, 2, PNG)
    clock.now = START - 400 * DAY_S
    assert (found := cache.find(3, 1, 2)) is not None
    assert not found.fresh


def test_a_full_cache_loses_what_was_looked_at_longest_ago(opened: Opener, clock: Clock) -> None:
    cache = opened()
    for row in range(30):
        clock.now += 1
        cache.put(8, 0, row, bytes(5000))
    clock.now += 2 * 3600
    assert cache.find(8, 0, 0) is not None
    cache.tidy()
    count, total = cache.size()
    assert 80_000 < total <= 90_000
    assert cache.find(8, 0, 0) is not None
    assert cache.find(8, 0, 1) is None
    assert cache.find(8, 0, 29) is not None
    assert count == total // 5000


def test_putting_keeps_the_cache_near_its_size_by_itself(opened: Opener, file: Path) -> None:
    cache = opened()
    for number in range(256):
        cache.put(12, number, 0, bytes(2000))
    assert cache.size()[1] <= 100_000
    cache.close()
    assert file.stat().st_size < 200_000


def test_opening_deletes_what_may_be_kept_no_longer(opened: Opener, clock: Clock) -> None:
    first = opened()
    first.put(3, 1, 2, PNG)
    first.close()
    clock.now += 31 * DAY_S
    assert opened().size() == (0, 0)


def test_clearing_leaves_nothing(opened: Opener) -> None:
    cache = opened()
    cache.put(3, 1, 2, PNG)
    cache.clear()
    assert cache.size() == (0, 0)
    assert cache.find(3, 1, 2) is None


@pytest.mark.parametrize("bytes_", [b"SQLite format 3\0" + bytes(100), b"nothing of the kind" * 99])
def test_a_damaged_cache_is_begun_anew(file: Path, opened: Opener, bytes_: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(bytes_)
    cache = opened()
    cache.put(3, 1, 2, PNG)
    assert cache.find(3, 1, 2) is not None


def test_a_database_of_another_make_is_begun_anew(file: Path, opened: Opener) -> None:
    file.parent.mkdir()
    with closing(sqlite3.connect(file)) as db:
        db.execute("CREATE TABLE tiles (zoom_level, tile_column)")
    opened().put(3, 1, 2, PNG)


def test_a_cache_that_cannot_be_made_is_one_sentence(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "tiles").write_text("in the way")
    with pytest.raises(TileCacheError, match="不能使用"):
        TileCache(tmp_path / "tiles" / "osm.mbtiles", PROVIDER, clock)


def test_the_cache_is_an_mbtiles_file_a_gis_can_open(opened: Opener, file: Path) -> None:
    cache = opened()
    cache.put(12, 3258, 1700, PNG)
    cache.close()
    tiles = MBTiles(file)
    tile = tiles.tile(12, 3258, 1700)
    assert tile is not None
    assert tile.data == PNG
    assert tiles.info.attribution == "© OpenStreetMap 贡献者（ODbL）"
    tiles.close()
