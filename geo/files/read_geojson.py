"""Reads GeoJSON feature by feature, in bounded memory: RFC 7946, its sequences, and the ``crs`` of the older draft."""

import codecs
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from geo.files.shape_building import LINE, POINT, RawLayer, ShapeBuilder

_CHUNK: Final = 1 << 20
_BLANK: Final = re.compile(r"[\s\x1e\ufeff]*")
_PLACED: Final = frozenset(
    ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection")
)
_MAX_NESTING: Final = 16


class NotGeoJson(ValueError):
    """The text is not GeoJSON, or ends too early."""


class _Text:
    """JSON text read a stretch at a time; what has been understood is forgotten."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            head = file.read(4)
        wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
        self._file = path.open("rb")
        self._decoder = codecs.getincrementaldecoder("utf-16" if wide else "utf-8-sig")()
        self._json = json.JSONDecoder()
        self._held, self._at, self._ended = "", 0, False

    def close(self) -> None:
        self._file.close()

    def _more(self) -> bool:
        """Read on, twice as far where a value is long; False at the end."""
        if self._ended:
            return False
        data = self._file.read(max(_CHUNK, len(self._held) - self._at))
        self._ended = not data
        self._held = self._held[self._at :] + self._decoder.decode(data, final=self._ended)
        self._at = 0
        return True

    def peek(self) -> str:
        """Return the next character that is not blank, "" at the end."""
        while True:
            found = _BLANK.match(self._held, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._held):
                return self._held[self._at]
            if not self._more():
                return ""

    def take(self, mark: str) -> None:
        """Go past a character that must be next."""
        if self.peek() != mark:
            raise NotGeoJson(f"expected {mark}")
        self._at += 1

    def value(self) -> Any:  # noqa: ANN401 - whatever JSON holds
        """Return the next value."""
        self.peek()
        while True:
            try:
                found, end = self._json.raw_decode(self._held, self._at)
            except json.JSONDecodeError as error:
                if not self._more():
                    raise NotGeoJson(str(error)) from error
                continue
            # A number at the very end may go on in the next stretch.
            if end < len(self._held) or not self._more():
                self._at = end
                return found


def read_geojson(path: Path, wanted: frozenset[str], most: int) -> RawLayer:
    """Read the features of a file.

    Args:
        path: The file.
        wanted: Lower-case names of fields that may name a feature.
        most: Stop after as many features.

    Returns:
        One layer. Its names are dealt with by the caller: for each feature the values of the fields wanted.

    Raises:
        NotGeoJson: it is something else, or damaged.
    """
    text = _Text(path)
    reader = _Reader(wanted)
    try:
        while text.peek():
            for feature in _features(text, reader):
                reader.read(feature)
                if len(reader.named) >= most:
                    return reader.layer()
    except (UnicodeDecodeError, RecursionError) as error:
        raise NotGeoJson(str(error)) from error
    finally:
        text.close()
    if not reader.is_geojson:
        raise NotGeoJson("no feature, no geometry")
    return reader.layer()


def _features(text: _Text, reader: "_Reader") -> Iterator[Mapping[str, Any]]:
    """Yield the features of one object: those in its list, or itself."""
    text.take("{")
    whole: dict[str, Any] = {}
    while text.peek() != "}":
        if whole or reader.between:
            text.take(",")
        reader.between = True
        key = text.value()
        text.take(":")
        if key == "features" and text.peek() == "[":
            yield from _listed(text)
            whole["features"] = True
        else:
            whole[str(key)] = text.value()
    text.take("}")
    reader.between = False
    reader.note_crs(whole.get("crs"))
    kind = whole.get("type")
    if kind == "FeatureCollection" and "features" in whole:
        reader.is_geojson = True
    elif kind == "Feature":
        reader.is_geojson = True
        yield whole
    elif kind in _PLACED:
        reader.is_geojson = True
        yield {"geometry": whole}
    elif not ("features" in whole and kind is None and reader.named):
        raise NotGeoJson(f"of type {kind}")
    else:
        reader.is_geojson = True


def _listed(text: _Text) -> Iterator[Mapping[str, Any]]:
    text.take("[")
    is_first = True
    while text.peek() != "]":
        if not is_first:
            text.take(",")
        is_first = False
        feature = text.value()
        if not isinstance(feature, dict):
            raise NotGeoJson("a feature is no object")
        yield feature
    text.take("]")


class _Reader:
    """Gathers features: their shapes, the names of their fields, and what may name them."""

    def __init__(self, wanted: frozenset[str]) -> None:
        self.wanted, self.is_geojson, self.between, self.crs = wanted, False, False, ""
        self.named: list[dict[str, str]] = []
        self._fields: dict[str, None] = {}
        self._shapes = ShapeBuilder()

    def read(self, feature: Mapping[str, Any]) -> None:
        number = len(self.named)
        found = feature.get("properties")
        properties = found if isinstance(found, dict) else {}
        self._fields.update(dict.fromkeys(map(str, properties)))
        self.named.append(
            {key: value for key, value in properties.items() if key.lower() in self.wanted and isinstance(value, str)}
        )
        try:
            self._lay(number, feature.get("geometry"), 0)
        except (ValueError, TypeError, KeyError, IndexError):
            self._shapes.forget(number)  # counted as left out

    def _lay(self, number: int, geometry: Any, depth: int) -> None:  # noqa: ANN401 - whatever JSON holds
        if not isinstance(geometry, dict) or depth > _MAX_NESTING:
            return
        kind = geometry.get("type")
        coordinates: Any = geometry.get("coordinates")
        if kind == "GeometryCollection":
            for each in geometry["geometries"]:
                self._lay(number, each, depth + 1)
        elif kind in ("Point", "MultiPoint"):
            for point in [coordinates] if kind == "Point" and coordinates else coordinates:
                self._shapes.add(POINT, number, [point])
        elif kind in ("LineString", "MultiLineString"):
            for line in [coordinates] if kind == "LineString" else coordinates:
                self._shapes.add(LINE, number, _plain(line))
        elif kind in ("Polygon", "MultiPolygon"):
            for polygon in [coordinates] if kind == "Polygon" else coordinates:
                self._shapes.add_polygon(number, [_plain(ring) for ring in polygon])

    def note_crs(self, stated: Any) -> None:  # noqa: ANN401 - whatever JSON holds
        """Keep the coordinate system of the older draft, such as ``urn:ogc:def:crs:EPSG::4490``."""
        name = stated.get("properties", {}).get("name") if isinstance(stated, dict) else None
        found = re.search(r"EPSG:+(?:[\d.]*:)?(\d+)$", str(name or ""))
        self.crs = f"EPSG:{found[1]}" if found else self.crs

    def layer(self) -> RawLayer:
        """Return what was gathered; each name is the value of the first field wanted."""
        return RawLayer("map", tuple(self._fields), self._names(), self._shapes.build(), self.crs)

    def _names(self) -> list[str]:
        return [next(iter(values.values()), "") for values in self.named]


def _plain(positions: Any) -> list[Any]:  # noqa: ANN401 - whatever JSON holds
    """Cut positions to x and y: those of one line may differ in length."""
    return [position[:2] for position in positions]
