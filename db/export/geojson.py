"""GeoJSON after RFC 7946: WGS 84, longitude first, at most 7 decimals; no place means a null geometry, not a guess."""

import dataclasses
import json
from typing import Any, Final

from db.export.sheet import ATTRIBUTION, ExportSheet
from db.project_rows import ProjectRow

_DECIMALS: Final = 7
"""About a centimetre, the most RFC 7946 finds sensible."""


def encode_geojson(sheet: ExportSheet) -> bytes:
    """Return the file's bytes."""
    return (json.dumps(build_collection(sheet), ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode()


def build_collection(sheet: ExportSheet) -> dict[str, Any]:
    """Build the FeatureCollection, with a `bbox` when anything has a place."""
    features = [_build_feature(row) for row in sheet.rows]
    points = [feature["geometry"]["coordinates"] for feature in features if feature["geometry"]]
    collection: dict[str, Any] = {"type": "FeatureCollection"}
    if points:
        lngs, lats = zip(*points, strict=True)
        collection["bbox"] = [min(lngs), min(lats), max(lngs), max(lats)]
    # RFC 7946 §6.1 allows foreign members; readers that do not know them pass them over.
    collection["metadata"] = {
        "title": "科学城招商项目",
        "filters": sheet.filters,
        "count": len(features),
        "without_place": len(features) - len(points),
        "written": sheet.written.isoformat(timespec="seconds"),
        "data_version": sheet.data_version,
        "attribution": ATTRIBUTION,
    }
    collection["features"] = features
    return collection


def _build_feature(row: ProjectRow) -> dict[str, Any]:
    properties = {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in dataclasses.asdict(row).items()
        if key not in ("id", "lng", "lat")
    }
    geometry = None
    if row.lng is not None and row.lat is not None:
        geometry = {"type": "Point", "coordinates": [round(row.lng, _DECIMALS), round(row.lat, _DECIMALS)]}
    return {"type": "Feature", "id": row.id, "geometry": geometry, "properties": properties}
