"""GeoJSON after RFC 7946: WGS 84, longitude first, at most 7 decimals; no place means a null geometry, not a guess."""

import json
from collections.abc import Iterator
from json.encoder import encode_basestring
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.export.blocks import Block
from db.export.definitions import header_to_json
from db.export.fields import FIELDS, Field
from db.export.footprints import read_polygons
from db.export.format import ExportJob
from db.export.kpi_notes import kpis_to_json
from db.export.options import Choice, ExportOption
from db.export.related import ParkRow
from db.export.sheet import ExportSheet
from db.export.text_values import to_objects

_DECIMALS: Final = 7
"""About a centimetre, the most RFC 7946 finds sensible."""

_NOT_PROPERTIES: Final = frozenset({"id", "lng", "lat"})

GEOJSON_OPTIONS: Final = (
    ExportOption("names", "属性名", "en", (Choice("en", "英文"), Choice("zh", "中文"))),
    ExportOption("parks", "连同园区的范围", False, hint="有范围的园区作为面要素放在项目之前；范围多为示意"),
)


def write_geojson(job: ExportJob, path: Path) -> None:
    """Write the collection, a block of features at a time."""
    in_chinese = job.options["names"] == "zh"
    parks = [_park_feature(park) for park in job.sheet.parks if park.footprint] if job.options["parks"] else []
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(_head(job.sheet, parks))
        separator = "\n"
        for park in parks:
            file.write(separator + _to_text(park))
            separator = ",\n"
        features, done = _FeatureWriter(in_chinese), 0
        for block in job.blocks():
            for piece in job.pieces(features.lines(block), done):
                file.write(separator + ",\n".join(piece))
                separator = ",\n"
            done += len(block)
        file.write("\n]\n}\n")


def _to_text(value: Any) -> str:  # noqa: ANN401 - JSON
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _head(sheet: ExportSheet, parks: list[dict[str, Any]]) -> str:
    """Write the collection up to its features, with a `bbox` when anything has a place."""
    lng, lat = sheet.columns.lng[sheet.row_numbers], sheet.columns.lat[sheet.row_numbers]
    placed = ~np.isnan(lng)
    rings = [np.array(ring) for park in parks for ring in _shells(park)]
    corners = np.concatenate([np.column_stack((lng[placed], lat[placed])), *rings]).round(_DECIMALS)
    lines = ['{\n"type": "FeatureCollection"']
    if len(corners):
        lines.append(f'"bbox": {_to_text([*corners.min(axis=0).tolist(), *corners.max(axis=0).tolist()])}')
    # RFC 7946 §6.1 allows foreign members; readers that do not know them pass them over.
    metadata = header_to_json(sheet.header) | {"without_place": int((~placed).sum()), "kpis": kpis_to_json(sheet)}
    lines.append(f'"metadata": {_to_text(metadata)}')
    return ",\n".join(lines) + ',\n"features": ['


class _FeatureWriter:
    """Writes features, each as one line; what is the same for many of them is written once."""

    def __init__(self, in_chinese: bool) -> None:
        self._fields = [
            (field, f"{_to_text(field.title if in_chinese else field.key)}: ")
            for field in FIELDS
            if field.key not in _NOT_PROPERTIES
        ]
        self._coded: dict[str, NDArray[np.object_]] = {}

    def lines(self, block: Block) -> Iterator[str]:
        """Write the features of a block."""
        properties = [self._write(block, field, head) for field, head in self._fields]
        joined = map(", ".join, zip(*properties, strict=True))
        for id_, geometry, text in zip(block["id"], _geometries(block), joined, strict=True):
            yield f'{{"type": "Feature", "id": {id_}, "geometry": {geometry}, "properties": {{{text}}}}}'

    def _write(self, block: Block, field: Field, head: str) -> list[str]:
        """Write a property of each row, its name before it."""
        codes = block.codes_of(field.key)
        if codes is not None:
            if field.key not in self._coded:
                self._coded[field.key] = to_objects(head + _to_text(word) for word in block.lookups.words[field.key])
            listed: list[str] = self._coded[field.key].take(codes).tolist()
            return listed
        values, none = block[field.key], f"{head}null"
        if field.type == "text":
            return [none if value is None else head + encode_basestring(value) for value in values]
        if field.type == "integer":
            return [none if value is None else f"{head}{value}" for value in values]
        written = {value: head + _to_text(list(value) if field.type == "words" else value) for value in set(values)}
        return [written[value] for value in values]


def _geometries(block: Block) -> Iterator[str]:
    places = zip(block.lng.round(_DECIMALS).tolist(), block.lat.round(_DECIMALS).tolist(), strict=True)
    for lng, lat in places:
        yield f'{{"type": "Point", "coordinates": [{lng}, {lat}]}}' if lng == lng else "null"


def _park_feature(park: ParkRow) -> dict[str, Any]:
    properties = {
        "layer": "park",
        "name": park.name,
        "kind": park.kind,
        "area_km2": park.area_km2,
        "position_confidence": park.position_confidence,
        "footprint_kind": park.footprint_kind,
    }
    polygons = read_polygons(park)
    is_one = len(polygons) == 1
    geometry = {
        "type": "Polygon" if is_one else "MultiPolygon",
        "coordinates": polygons[0] if is_one else polygons,
    }
    return {"type": "Feature", "id": f"park-{park.id}", "geometry": geometry, "properties": properties}


def _shells(park: dict[str, Any]) -> list[Any]:
    geometry = park["geometry"]
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [polygon[0] for polygon in polygons]
