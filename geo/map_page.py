"""The only door to folium: the map page, built once, deterministic, with every asset on its own origin.

The page is an empty Leaflet map plus the program's own ES modules (``assets/page``), which fetch what they draw.
Filters, themes and data never rebuild it. Coordinates come in as lng, lat and are flipped here for Leaflet.

Scripts and styles that folium writes inline carry :data:`NONCE_PLACEHOLDER`; whoever serves the page replaces it with a
fresh hexadecimal nonce (:func:`with_nonce`) and sends :func:`content_security_policy` beside it.
"""

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from geo.frozen import frozen
from geo.lnglat import Bounds
from geo.wording import CHINESE, Forms

if TYPE_CHECKING:
    import folium

NONCE_PLACEHOLDER = "0nonce0placeholder0"
"""Stands in the built page where the nonce of one load goes."""

PAGE_VERSION = "2"
"""Part of the cache key: raise it when the output for the same spec changes."""

_MAP_NAME = "atlas_map"
_INLINE_TAG = re.compile(r"<(script|style)(?![^>]*\bsrc=)(?=[\s>])")


@frozen
class MapPageSpec:
    """What the page is built from.

    Attributes:
        bounds: What the first view shows, WGS 84.
        min_zoom: Lowest zoom level of the map.
        max_zoom: Highest zoom level of the map.
        lang: Language of the page; decides which glyphs a CJK font chooses.
        title: Title of the document.
        leaflet_url: Where the page finds Leaflet's script.
        leaflet_css_url: Where the page finds Leaflet's style sheet.
        modules_url: Folder of the program's own modules and style sheet, with a trailing slash.
        channel_url: Qt's web channel script; empty for a page that stands alone.
        module: The module the page begins with.
        sheet: The style sheet beside it.
        language: What the page speaks, as in :mod:`geo.wording`.
        words: The page's sentences in that language, by their Chinese template; empty for Chinese.
    """

    bounds: Bounds
    min_zoom: float = 8.5
    max_zoom: float = 17.0
    lang: str = "zh-CN"
    title: str = "科学城招商地图"
    leaflet_url: str = "/vendor/leaflet.js"
    leaflet_css_url: str = "/vendor/leaflet.css"
    modules_url: str = "/page/"
    channel_url: str = "/qwebchannel.js"
    module: str = "main.js"
    sheet: str = "map.css"
    language: str = CHINESE
    words: Mapping[str, Forms] = field(default_factory=dict)


def build_map_page(spec: MapPageSpec) -> str:
    """Build the page; the same spec always gives the same text.

    folium is imported here and not above because the import costs about a quarter of a second, which a start with a
    cached page (:func:`load_map_page`) need not pay.
    """
    from branca.element import Element, Figure

    page_map = _empty_map(spec)
    figure = page_map.get_root()
    assert isinstance(figure, Figure), "a map's root is the page"
    for order, tag in enumerate(_head_tags(spec)):
        figure.header.add_child(Element(tag), name=f"atlas_{order}")
    return _finish(figure.render(), spec)


def load_map_page(spec: MapPageSpec, cache_dir: Path) -> str:
    """The page of ``spec`` from ``cache_dir``, built and stored there if it is not yet.

    A cache that cannot be read or written only costs time: the page is then built.
    """
    cached = cache_dir / f"map-page-{_cache_key(spec)}.html"
    try:
        return cached.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        page = build_map_page(spec)
    try:
        cache_dir.mkdir(parents=True, exist_ok=True)
        _write_whole(cached, page)
    except OSError:
        return page
    return page


def with_nonce(page: str, nonce: str) -> str:
    """The page with the nonce of one load; ``nonce`` must be hexadecimal (Qt lower-cases header values).

    Raises:
        ValueError: If the nonce is not lower-case hexadecimal.
    """
    if not re.fullmatch(r"[0-9a-f]{16,}", nonce):
        raise ValueError(f"not a hexadecimal nonce: {nonce!r}")
    return page.replace(NONCE_PLACEHOLDER, nonce)


def content_security_policy(nonce: str) -> str:
    """The policy that goes with the page: its own origin, and inline code only with the nonce."""
    return (
        f"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )


def _empty_map(spec: MapPageSpec) -> "folium.Map":
    """A folium map with ours in place of folium's ten CDN assets and with a name that is the same every time."""
    import folium

    class Map(folium.Map):
        default_js = [("leaflet", spec.leaflet_url)]  # noqa: RUF012
        default_css = [("leaflet_css", spec.leaflet_css_url)]  # noqa: RUF012

        def __init__(self) -> None:
            centre = spec.bounds.center
            super().__init__([centre.lat, centre.lng], tiles=None, zoom_control=False, font_size="12px")
            self._name, self._id = _MAP_NAME.split("_")
            self.options.update(_leaflet_options(spec))

    return Map()


def _leaflet_options(spec: MapPageSpec) -> dict[str, float | bool]:
    """Options of ``L.map``: the page animates zoom itself, at constant symbol size, so Leaflet's own is off."""
    return {
        "zoom": spec.min_zoom,
        "minZoom": spec.min_zoom,
        "maxZoom": spec.max_zoom,
        "zoomSnap": 0.1,
        "attributionControl": False,
        "zoomAnimation": False,
        "fadeAnimation": False,
        "markerZoomAnimation": False,
        "scrollWheelZoom": False,
        "doubleClickZoom": False,
        "boxZoom": False,
        "keyboard": False,
    }


def _head_tags(spec: MapPageSpec) -> list[str]:
    """What the program adds to the head; the module runs last because modules are deferred."""
    config: dict[str, object] = {
        "map": _MAP_NAME,
        "bounds": [spec.bounds.west, spec.bounds.south, spec.bounds.east, spec.bounds.north],
    }
    if spec.words:
        config |= {"language": spec.language, "words": {source: list(forms) for source, forms in spec.words.items()}}
    tags = [
        f"<title>{_escape(spec.title)}</title>",
        f'<link rel="stylesheet" href="{_escape(spec.modules_url + spec.sheet)}"/>',
        f'<script type="application/json" id="atlas-config">{_json_for_script(config)}</script>',
        f'<script type="module" src="{_escape(spec.modules_url + spec.module)}"></script>',
    ]
    if spec.channel_url:
        tags.insert(3, f'<script src="{_escape(spec.channel_url)}"></script>')
    return tags


def _finish(rendered: str, spec: MapPageSpec) -> str:
    """Language, nonces and tidy white space, which folium's templates leave to the caller."""
    page, found = re.subn(r"<html>", f'<html lang="{_escape(spec.lang)}">', rendered, count=1)
    if not found:
        raise RuntimeError("folium's page has no <html> tag any more")
    page = _INLINE_TAG.sub(rf'<\1 nonce="{NONCE_PLACEHOLDER}"', page)
    lines = (line.strip() for line in page.splitlines())
    return "\n".join(line for line in lines if line) + "\n"


def _cache_key(spec: MapPageSpec) -> str:
    # A mapping that is no dict cannot be copied by `asdict`.
    words = json.dumps([PAGE_VERSION, asdict(replace(spec, words=dict(spec.words)))], sort_keys=True)
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def _write_whole(path: Path, text: str) -> None:
    """Write beside and rename, so that another start never reads half a page."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
        os.replace(name, path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _escape(text: str) -> str:
    table = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
    return "".join(table.get(character, character) for character in text)


def _json_for_script(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")
