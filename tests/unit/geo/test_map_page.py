import re
from pathlib import Path

import pytest

import geo.map_page
from geo.lnglat import Bounds
from geo.map_page import (
    NONCE_PLACEHOLDER,
    MapPageSpec,
    build_map_page,
    content_security_policy,
    load_map_page,
    with_nonce,
)

SPEC = MapPageSpec(bounds=Bounds(106.2, 29.4, 106.5, 29.7))


@pytest.fixture(scope="module")
def page() -> str:
    return build_map_page(SPEC)


def test_same_spec_gives_the_same_page(page: str) -> None:
    assert build_map_page(SPEC) == page


def test_page_is_exactly_this(page: str) -> None:
    head, body = page.split("<body>")
    assert head.splitlines() == [
        "<!DOCTYPE html>",
        '<html lang="zh-CN">',
        "<head>",
        '<meta http-equiv="content-type" content="text/html; charset=UTF-8" />',
        "<title>科学城招商地图</title>",
        '<link rel="stylesheet" href="/page/map.css"/>',
        '<script nonce="0nonce0placeholder0" type="application/json" id="atlas-config">'
        '{"bounds": [106.2, 29.4, 106.5, 29.7], "map": "atlas_map"}</script>',
        '<script src="/qwebchannel.js"></script>',
        '<script type="module" src="/page/main.js"></script>',
        '<script src="/vendor/leaflet.js"></script>',
        '<link rel="stylesheet" href="/vendor/leaflet.css"/>',
        *head.splitlines()[11:-1],
        "</head>",
    ]
    assert re.search(r'var atlas_map = L\.map\(\n"atlas_map",\n\{\ncenter: \[29\.5\d*, 106\.35\d*\],', body)
    for option in ('"zoomSnap": 0.1', '"minZoom": 8.5', '"maxZoom": 17.0', '"zoomAnimation": false'):
        assert option in body


def test_no_asset_is_foreign(page: str) -> None:
    urls = re.findall(r"""(?:src|href)=["']([^"']+)""", page)
    assert urls
    assert all(url.startswith("/") and not url.startswith("//") for url in urls)
    assert "http://" not in page
    assert "https://" not in page


def test_every_inline_script_and_style_carries_the_nonce(page: str) -> None:
    tags = re.findall(r"<(?:script|style)\b[^>]*>", page)
    inline = [tag for tag in tags if "src=" not in tag]
    assert len(inline) >= 4
    assert all(f'nonce="{NONCE_PLACEHOLDER}"' in tag for tag in inline)


def test_nonce_replaces_every_placeholder(page: str) -> None:
    served = with_nonce(page, "0123456789abcdef")
    assert NONCE_PLACEHOLDER not in served
    assert served.count('nonce="0123456789abcdef"') == page.count(NONCE_PLACEHOLDER)


@pytest.mark.parametrize("nonce", ["", "0123456789ABCDEF", "abc", '0123456789abcdef" onload="x'])
def test_nonce_that_qt_or_html_would_change_is_refused(page: str, nonce: str) -> None:
    with pytest.raises(ValueError, match="nonce"):
        with_nonce(page, nonce)


def test_policy_allows_nothing_inline_without_the_nonce() -> None:
    policy = content_security_policy("0123456789abcdef")
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "script-src 'self' 'nonce-0123456789abcdef'" in policy


def test_hostile_title_stays_text() -> None:
    page = build_map_page(MapPageSpec(bounds=SPEC.bounds, title="</title><script>alert(1)</script>"))
    assert "<script>alert" not in page
    assert "&lt;/title&gt;&lt;script&gt;alert(1)" in page


def test_page_without_a_window_needs_no_channel() -> None:
    page = build_map_page(MapPageSpec(bounds=SPEC.bounds, channel_url=""))
    assert "qwebchannel" not in page


def test_cached_page_is_not_built_again(tmp_path: Path, page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_map_page(SPEC, tmp_path / "cache") == page
    monkeypatch.setattr(geo.map_page, "build_map_page", lambda _spec: pytest.fail("built although it was cached"))
    assert load_map_page(SPEC, tmp_path / "cache") == page


def test_other_spec_is_not_answered_from_the_cache(tmp_path: Path) -> None:
    load_map_page(SPEC, tmp_path)
    other = MapPageSpec(bounds=Bounds(106.0, 29.0, 107.0, 30.0))
    assert "[106.0, 29.0, 107.0, 30.0]" in load_map_page(other, tmp_path)


def test_cache_folder_that_cannot_be_made_only_costs_time(tmp_path: Path, page: str) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert load_map_page(SPEC, tmp_path / "file" / "cache") == page


def test_damaged_cache_is_replaced(tmp_path: Path, page: str) -> None:
    load_map_page(SPEC, tmp_path)
    (cached,) = tmp_path.iterdir()
    cached.write_bytes(b"\xff\xfe broken")
    assert load_map_page(SPEC, tmp_path) == page
    assert cached.read_text(encoding="utf-8") == page
