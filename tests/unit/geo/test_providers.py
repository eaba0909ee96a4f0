from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from geo.datums import Datum
from geo.providers import DAY_S, USER_AGENT, CacheTerms, Provider, ProviderError, find_providers, get_provider


@pytest.mark.parametrize("provider", find_providers(), ids=lambda provider: provider.id)
def test_every_provider_names_its_maker_and_is_asked_over_https(provider: Provider) -> None:
    assert provider.attribution.startswith("©")
    address = urlsplit(provider.tile_url(12, 3258, 1700, "abc123"))
    assert address.scheme == "https"
    assert address.hostname is not None
    assert address.hostname.endswith(provider.host)
    assert all(part in address.path + "?" + address.query for part in ("12", "3258", "1700"))
    assert "{" not in address.geturl()


def test_ids_differ() -> None:
    ids = [provider.id for provider in find_providers()]
    assert len(set(ids)) == len(ids)


def test_a_provider_without_attribution_is_refused() -> None:
    with pytest.raises(ValueError, match="names nobody"):
        replace(get_provider("osm"), attribution="  ")


def test_openstreetmap_is_asked_again_after_a_week_at_the_earliest() -> None:
    assert get_provider("osm").terms.fresh_s >= 7 * DAY_S
    assert "ScienceCityAtlas" in USER_AGENT


@pytest.mark.parametrize(("z", "x", "y"), [(-1, 0, 0), (20, 0, 0), (1, 2, 0), (1, 0, -1)])
def test_a_tile_that_does_not_exist_has_no_address(z: int, x: int, y: int) -> None:
    with pytest.raises(ProviderError, match="没有这一级"):
        get_provider("osm").tile_url(z, x, y)


@pytest.mark.parametrize("key", ["", "a b", "x&y=1", "密钥", "../"])
def test_tianditu_wants_a_key_that_is_one(key: str) -> None:
    with pytest.raises(ProviderError, match="密钥"):
        get_provider("tianditu-vec").tile_url(5, 1, 1, key)


def test_the_key_goes_only_to_who_wants_it() -> None:
    assert "tk=abc123" in get_provider("tianditu-img").tile_url(5, 1, 1, "abc123")
    assert "abc123" not in get_provider("osm").tile_url(5, 1, 1, "abc123")


def test_gaode_is_drawn_in_gcj02() -> None:
    assert get_provider("gaode").datum is Datum.GCJ02


def test_an_unknown_provider_is_one_sentence() -> None:
    with pytest.raises(ProviderError, match="没有名为 moon"):
        get_provider("moon")


@pytest.mark.parametrize(("fresh", "keep", "most"), [(0, 1, 1), (2, 1, 1), (1, 1, 0)])
def test_terms_that_keep_nothing_are_refused(fresh: int, keep: int, most: int) -> None:
    with pytest.raises(ValueError, match="cache terms"):
        CacheTerms(fresh, keep, most)
