"""Reads KML and GPX as a stream of elements: what has a place and a name is kept, nothing is fetched or resolved."""

from pathlib import Path
from typing import Final
from xml.parsers import expat

from geo.files.shape_building import HOLE, LINE, POINT, RING, RawLayer, ShapeBuilder

_CHUNK: Final = 1 << 20
_KINDS: Final = {"Point": POINT, "LineString": LINE, "LinearRing": RING}
_KEPT: Final = frozenset(("name", "description", "coordinates", "coord", "value", "SimpleData", "desc"))


class XmlDamaged(ValueError):
    """The text is not well formed, or ends too early."""


class _Layer:
    """Features of one folder, or of one kind."""

    def __init__(self, name: str) -> None:
        self.name, self.shapes = name, ShapeBuilder()
        self.names: list[str] = []
        self.fields: dict[str, None] = {}

    def raw(self) -> RawLayer:
        return RawLayer(self.name, tuple(self.fields), self.names, self.shapes.build())


class _Stream:
    """Feeds a file to the handlers of one format; names of elements come without their namespace."""

    def __init__(self) -> None:
        self.path: list[str] = []
        self.text: list[str] = []
        self.layers: dict[object, _Layer] = {}

    def read(self, path: Path) -> list[RawLayer]:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._open
        parser.EndElementHandler = self._close
        parser.CharacterDataHandler = self._hear
        try:
            with path.open("rb") as file:
                while chunk := file.read(_CHUNK):
                    parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except (expat.ExpatError, ValueError) as error:
            raise XmlDamaged(str(error)) from error
        return [layer.raw() for layer in self.layers.values() if layer.names]

    def _open(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        self.path.append(name)
        self.text.clear()
        self.begin(name, attributes)

    def _close(self, _: str) -> None:
        name = self.path.pop()
        self.end(name, "".join(self.text))
        self.text.clear()

    def _hear(self, text: str) -> None:
        if self.path and self.path[-1] in _KEPT:
            self.text.append(text)

    def parent(self) -> str:
        return self.path[-1] if self.path else ""

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        raise NotImplementedError

    def end(self, name: str, text: str) -> None:
        raise NotImplementedError


class _Kml(_Stream):
    """OGC KML 2.3: Placemarks with their geometry, in the layers of the folders they lie in."""

    def __init__(self, wanted: tuple[str, ...]) -> None:
        super().__init__()
        self._wanted = wanted
        self._folders: list[tuple[int, str]] = [(0, "map")]
        self._seen, self._key, self._values = 0, "", dict[str, str]()
        self._feature: int | None = None
        self._track: list[str] = []

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name in ("Document", "Folder"):
            self._seen += 1
            self._folders.append((self._seen, "map"))
        elif name == "Placemark":
            layer = self._layer()
            self._feature, self._values = len(layer.names), {}
            layer.names.append("")
            layer.fields.update({"name": None, "description": None})
        elif name in ("Data", "SimpleData"):
            self._key = attributes.get("name", "")
        elif name == "Track":
            self._track = []

    def end(self, name: str, text: str) -> None:
        if name in ("Document", "Folder"):
            self._folders.pop()
        elif name == "name" and self.parent() in ("Document", "Folder"):
            number, _ = self._folders[-1]
            self._folders[-1] = (number, text.strip() or "map")
            if number in self.layers:
                self.layers[number].name = self._folders[-1][1]
        elif self._feature is not None:
            self._end_within(self._feature, name, text)

    def _end_within(self, feature: int, name: str, text: str) -> None:
        if name == "Placemark":
            called = next((self._values[key] for key in ("name", *self._wanted) if self._values.get(key)), "")
            self._layer().names[feature], self._feature = called, None
        elif name == "name" and self.parent() == "Placemark":
            self._values["name"] = text.strip()
        elif (name == "SimpleData" or (name == "value" and self.parent() == "Data")) and self._key:
            self._values.setdefault(self._key.lower(), text.strip())
            self._layer().fields[self._key] = None
        elif name == "coord":
            self._track.append(text)
        elif name == "Track" and self._track:
            points = [[float(one) for one in each.split()[:2]] for each in self._track]
            self._layer().shapes.add(LINE, feature, points)
        elif name == "coordinates" and self.parent() in _KINDS:
            self._lay(feature, text)

    def _lay(self, feature: int, text: str) -> None:
        kind = HOLE if "innerBoundaryIs" in self.path[-2:] else _KINDS[self.parent()]
        points = [[float(one) for one in each.split(",")[:2]] for each in text.split()]
        shapes = self._layer().shapes
        if kind == POINT:
            for point in points:
                shapes.add(POINT, feature, [point])
        else:
            shapes.add(kind, feature, points)

    def _layer(self) -> _Layer:
        number, name = self._folders[-1]
        return self.layers.setdefault(number, _Layer(name))


class _Gpx(_Stream):
    """GPX 1.1: waypoints, routes and tracks, each a layer."""

    _LAYERS: Final = {"wpt": "waypoints", "rte": "routes", "trk": "tracks"}

    def __init__(self) -> None:
        super().__init__()
        self._points: list[tuple[float, float]] = []
        self._layer: _Layer | None = None

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name in self._LAYERS:
            self._layer = self.layers.setdefault(name, _Layer(self._LAYERS[name]))
            self._layer.fields.update({"name": None, "desc": None})
            self._layer.names.append("")
            self._points = []
        if name in ("wpt", "rtept", "trkpt"):
            self._points.append((float(attributes["lon"]), float(attributes["lat"])))
        elif name == "trkseg":
            self._points = []

    def end(self, name: str, text: str) -> None:
        layer = self._layer
        if layer is None:
            return
        if name == "name" and self.parent() in self._LAYERS:
            layer.names[-1] = text.strip()
        elif name in ("trkseg", "rte") and len(self._points) > 1:
            layer.shapes.add(LINE, len(layer.names) - 1, self._points)
        elif name == "wpt":
            layer.shapes.add(POINT, len(layer.names) - 1, self._points)
        if name in self._LAYERS:
            self._layer = None


def read_kml(path: Path, wanted: tuple[str, ...]) -> list[RawLayer]:
    """Read the Placemarks of a KML file.

    Args:
        path: The file.
        wanted: Lower-case names of extended data that may name a feature that has no name of its own.

    Raises:
        XmlDamaged: it cannot be read.
    """
    return _Kml(wanted).read(path)


def read_gpx(path: Path) -> list[RawLayer]:
    """Read waypoints, routes and tracks of a GPX file.

    Raises:
        XmlDamaged: it cannot be read.
    """
    try:
        return _Gpx().read(path)
    except KeyError as error:
        raise XmlDamaged(f"a point without {error}") from error
