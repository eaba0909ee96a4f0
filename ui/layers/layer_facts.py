"""What an opened layer is, in the words and figures the panel and the page need. No Qt."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from geo.datums import Datum, convert
from geo.files.datum_guess import KnownLines, datum_offset, guess_datum
from geo.files.overlay_parts import PartKind
from geo.files.overlays import Overlay
from geo.files.tile_sources import TileInfo, TileSource
from geo.lnglat import Bounds, LngLat, lnglat_from_world
from geo.providers import Provider
from geo.wording import tr
from ui.map.map_state import LayerDatum, LayerFacts

DATUMS: dict[LayerDatum, Datum] = {
    "wgs84": Datum.WGS84, "gcj02": Datum.GCJ02, "bd09": Datum.BD09, "cgcs2000": Datum.CGCS2000, "ask": Datum.WGS84,
}  # fmt: skip
DATUM_KEYS: dict[Datum, LayerDatum] = {
    Datum.WGS84: "wgs84", Datum.GCJ02: "gcj02", Datum.BD09: "bd09", Datum.CGCS2000: "cgcs2000",
}  # fmt: skip
_GCJ02_MAKERS = re.compile(r"高德|腾讯|gaode|amap|autonavi|tencent|gcj-?02", re.IGNORECASE)
_BD09_MAKERS = re.compile(r"百度|baidu|bd-?09", re.IGNORECASE)
_KIND_WORDS = {PartKind.POINT: "点", PartKind.LINE: "线", PartKind.RING: "面"}
_MOST_LATITUDE = 85.0


def facts_of(opened: TileSource | Overlay, datum: LayerDatum, known: KnownLines) -> LayerFacts:
    """What an opened file is; its bounds corrected by the datum it is said to be in."""
    if isinstance(opened, Overlay):
        return _overlay_facts(opened, datum, known)
    return _tile_facts(opened.info, datum)


def provider_facts(provider: Provider) -> LayerFacts:
    """What an online map is."""
    return LayerFacts(
        format="raster", max_zoom=provider.max_zoom, attribution=provider.attribution, shape_words=tr("在线")
    )


def first_datum(opened: TileSource | Overlay, known: KnownLines) -> LayerDatum:
    """The datum a file itself names; ``ask`` if it names none, or if its lines speak against it."""
    if not isinstance(opened, Overlay) or opened.info.datum is None or _fit_hint(opened, known)[0]:
        return "ask"
    return DATUM_KEYS[opened.info.datum]


def corrected(bounds: Bounds, datum: LayerDatum) -> Bounds:
    """Bounds of WGS 84 for bounds as a file states them."""
    lng, lat = convert([bounds.west, bounds.east], [bounds.south, bounds.north], DATUMS[datum], Datum.WGS84)
    low, high = np.clip(lat, -90.0, 90.0)
    west, east = np.clip(lng, -180.0, 180.0)
    return Bounds(float(west), float(low), float(east), float(high))


def ground_notes(folder: Path, places: Mapping[str, object]) -> dict[str, str]:
    """How much the built-in layers show, by layer id; a file that is missing says nothing.

    Args:
        folder: the built-in base map.
        places: the feed's places, for the footprints.
    """
    parks = places.get("parks")
    drawn = [park for park in parks if park["footprint"]] if isinstance(parks, list) else []
    notes = {"footprints": tr("{n} 个", n=len(drawn))}
    stations = [one for one in _features(folder / "rail.geojson") if one["geometry"]["type"] == "Point"]
    areas = [one["properties"].get("area_km2") for one in _features(folder / "core.geojson")]
    if stations:
        notes["rail"] = tr("{n} 站", n=len(stations))
    if areas and areas[0]:
        notes["core"] = tr("约 {area:g} km²", area=areas[0])
    return notes


def _features(file: Path) -> list[dict[str, Any]]:
    try:
        features: list[dict[str, Any]] = json.loads(file.read_text("utf-8"))["features"]
    except (OSError, ValueError, KeyError):
        return []
    return features


def _tile_facts(info: TileInfo, datum: LayerDatum) -> LayerFacts:
    hint, why = _maker_hint(f"{info.title} {info.attribution}", info.bounds) if datum == "ask" else ("", "")
    return LayerFacts(
        format=info.kind,
        schema=info.schema if info.kind == "vector" else "",
        vector_layers=tuple(layer.id for layer in info.vector_layers),
        bounds=corrected(info.bounds, datum),
        min_zoom=info.min_zoom,
        max_zoom=info.max_zoom,
        attribution=info.attribution,
        size_bytes=info.size_bytes,
        count=info.tile_count,
        shape_words=tr("栅格") if info.kind == "raster" else tr("矢量"),
        datum_hint=hint,
        hint_words=why,
    )


def _overlay_facts(overlay: Overlay, datum: LayerDatum, known: KnownLines) -> LayerFacts:
    info = overlay.info
    hint, why = _fit_hint(overlay, known) if datum == "ask" else ("", "")
    return LayerFacts(
        bounds=corrected(info.bounds, datum),
        size_bytes=info.size_bytes,
        count=info.features,
        shape_words=" ".join(_shape_words(overlay)) or tr("{n:,} 个要素", n=info.features),
        datum_hint=hint,
        hint_words=why,
        note=info.note,
    )


def _shape_words(overlay: Overlay) -> Iterator[str]:
    """How many features of each shape: ``23 面``; a feature counts once however many parts it has."""
    parts = overlay.parts
    for kind, word in _KIND_WORDS.items():
        count = len(np.unique(parts.feature[parts.kind == kind]))
        if count:
            yield f"{count:,} {word}"


def _fit_hint(overlay: Overlay, known: KnownLines) -> tuple[str, str]:
    parts = overlay.parts
    drawn = np.repeat(parts.kind != PartKind.POINT, np.diff(parts.start))
    lng, lat = lnglat_from_world(parts.x[drawn], parts.y[drawn])
    guess = guess_datum(lng, lat, known)
    if guess is None:
        return "", ""
    return DATUM_KEYS[guess.datum], tr(
        "与区界整体错约 {metres:.0f} m，方向{direction}。", metres=guess.offset_m, direction=tr(guess.direction)
    )


def _maker_hint(words: str, bounds: Bounds) -> tuple[str, str]:
    """What a tile file's own words give away: who made the map draws it in his datum."""
    for pattern, datum in ((_GCJ02_MAKERS, Datum.GCJ02), (_BD09_MAKERS, Datum.BD09)):
        found = pattern.search(words)
        if found is None:
            continue
        middle = LngLat(
            (bounds.west + bounds.east) / 2,
            float(np.clip((bounds.south + bounds.north) / 2, -_MOST_LATITUDE, _MOST_LATITUDE)),
        )
        offset, direction = datum_offset(middle, datum)
        return DATUM_KEYS[datum], tr(
            "文件名或说明里有“{found}”，在这里会偏{direction}约 {metres:.0f} m。",
            found=found[0],
            direction=direction,
            metres=offset,
        )
    return "", ""
