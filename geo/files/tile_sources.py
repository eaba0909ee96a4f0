"""What every file of map tiles answers, whatever its format."""

import html
import json
import re
from typing import Any, Final, Literal, Protocol

from geo.files.tile_formats import Tile
from geo.frozen import frozen
from geo.lnglat import MAX_MERCATOR_LAT, Bounds

Schema = Literal["openmaptiles", "protomaps", "other"]
"""How a vector source names its layers; 'other' also stands for raster sources."""

MAX_ZOOM: Final = 30
WORLD: Final = Bounds(-180.0, -MAX_MERCATOR_LAT, 180.0, MAX_MERCATOR_LAT)

_MAX_LAYERS: Final = 500
_MAX_WORDS: Final = 400
_TAG: Final = re.compile(r"<[^<>]*>")
_BLANKS: Final = re.compile(r"[\s\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+")


@frozen
class VectorLayer:
    """A layer of vector tiles: its id, its fields' names, and the zooms it appears at."""

    id: str
    fields: tuple[str, ...]
    min_zoom: int
    max_zoom: int


@frozen
class TileInfo:
    """What a tile file says of itself, checked against its content where that is cheap.

    Attributes:
        title: Its name, as plain text; the file's name if it has none.
        kind: 'raster' or 'vector'.
        format: 'png', 'jpg', 'webp', 'avif', 'gif' or 'pbf', told from a tile.
        bounds: What it covers, degrees as stored (the datum is not known here).
        min_zoom: The lowest zoom with tiles.
        max_zoom: The highest zoom with tiles.
        attribution: Whom to name on the map, as plain text; "" if the file does not say.
        vector_layers: What a vector source contains; empty for a raster source.
        schema: How the vector layers are named.
        tile_count: The number of tiles, or None if counting takes too long.
        size_bytes: The file's size.
    """

    title: str
    kind: Literal["raster", "vector"]
    format: str
    bounds: Bounds
    min_zoom: int
    max_zoom: int
    attribution: str
    vector_layers: tuple[VectorLayer, ...]
    schema: Schema
    tile_count: int | None
    size_bytes: int


class TileSource(Protocol):
    """An open file of tiles. Safe to use from several threads."""

    @property
    def info(self) -> TileInfo:
        """What the file says of itself."""

    def tile(self, z: int, x: int, y: int) -> Tile | None:
        """Return the tile in the XYZ scheme (y grows south), or None if there is none or it is not a tile.

        Raises:
            MapFileError: If the file can no longer be read, or is closed.
        """

    def close(self) -> None:
        """Let the file go; closing twice is harmless."""


def find_schema(layers: tuple[VectorLayer, ...]) -> Schema:
    """Recognise OpenMapTiles and Protomaps by the layers only they have."""
    names = {layer.id for layer in layers}
    if "transportation" in names and names & {"water", "place", "landcover", "building"}:
        return "openmaptiles"
    if "roads" in names and names & {"earth", "places", "natural", "physical_line"}:
        return "protomaps"
    return "other"


def read_vector_layers(value: object) -> tuple[VectorLayer, ...]:
    """Read TileJSON's ``vector_layers``; entries that make no sense are left out."""
    entries = value if isinstance(value, list) else []
    return tuple(_vector_layer(entry) for entry in entries[:_MAX_LAYERS] if isinstance(entry, dict) and entry.get("id"))


def parse_json(text: str | bytes) -> dict[str, Any]:
    """Read a JSON object somebody else wrote; whatever is not one, or nested beyond reading, is an empty one."""
    try:
        read = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def to_plain_text(value: object) -> str:
    """Turn a title or an attribution, often HTML, into one short line of text without markup or direction marks."""
    text = html.unescape(_TAG.sub(" ", str(value or "")[: 10 * _MAX_WORDS]))
    return _BLANKS.sub(" ", text).strip()[:_MAX_WORDS]


def to_zoom(value: object, otherwise: int) -> int:
    """Read a zoom from 0 to `MAX_ZOOM`; ``otherwise`` if it is none."""
    try:
        zoom = int(float(str(value)))
    except (ValueError, OverflowError):
        return otherwise
    return zoom if 0 <= zoom <= MAX_ZOOM else otherwise


def _vector_layer(entry: dict[str, Any]) -> VectorLayer:
    fields = entry.get("fields")
    names = tuple(to_plain_text(name) for name in list(fields)[:_MAX_LAYERS]) if isinstance(fields, dict) else ()
    low, high = to_zoom(entry.get("minzoom"), 0), to_zoom(entry.get("maxzoom"), MAX_ZOOM)
    return VectorLayer(to_plain_text(entry["id"]), names, low, high)


__all__ = ["MAX_ZOOM", "WORLD", "Schema", "Tile", "TileInfo", "TileSource", "VectorLayer", "find_schema"]
