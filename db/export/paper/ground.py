"""What lies under a map on paper: the built-in schematic base map, read once."""

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from db.export.errors import ExportError
from geo.frozen import frozen
from geo.wording import tr

Degrees = NDArray[np.float64]
"""``float64[n, 2]``: longitude and latitude."""


@frozen
class Spot:
    """A named point; of towns, the lower the rank the more important."""

    name: str
    lng: float
    lat: float
    rank: int = 9


@frozen
class Ground:
    """The base map, WGS 84.

    Attributes:
        districts: Outlines of districts the science city has a part of.
        names: Where the names of all districts stand.
        borders: Lines between districts, but not those in rivers.
        rivers: Name, width in km, course.
        core: Outline of the core area.
        tracks: Courses of the railway.
        stations: Its stations.
        towns: The most important first.
        credits: Whose work it is.
        note: What must be said of it.
    """

    districts: tuple[Degrees, ...]
    names: tuple[Spot, ...]
    borders: tuple[Degrees, ...]
    rivers: tuple[tuple[str, float, Degrees], ...]
    core: tuple[Degrees, ...]
    tracks: tuple[Degrees, ...]
    stations: tuple[Spot, ...]
    towns: tuple[Spot, ...]
    credits: tuple[str, ...]
    note: str

    @classmethod
    def read(cls, folder: Path) -> "Ground":
        """Read ``assets/basemap``, as the set-up has made it.

        Raises:
            ExportError: A file is missing or not what it should be.
        """
        try:
            return cls._read(folder)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ExportError(tr("示意底图无法读取，请重新安装程序。")) from error

    @classmethod
    def _read(cls, folder: Path) -> "Ground":
        districts, rail = _features(folder, "districts"), _features(folder, "rail")
        told = json.loads((folder / "attribution.json").read_text("utf-8"))
        towns = [_spot(each) for each in _features(folder, "towns") if each["properties"]["kind"] != "university"]
        return cls(
            districts=tuple(ring for each in districts if each["properties"]["core"] for ring in _rings(each)),
            names=tuple(Spot(p["name"], *p["label"]) for each in districts if (p := each["properties"])["label"]),
            borders=tuple(_line(each) for each in _features(folder, "borders") if not each["properties"]["river"]),
            rivers=tuple(
                (each["properties"]["name"], float(each["properties"]["width_km"]), _line(each))
                for each in _features(folder, "rivers")
            ),
            core=tuple(ring for each in _features(folder, "core") for ring in _rings(each)),
            tracks=tuple(_line(each) for each in rail if each["geometry"]["type"] == "LineString"),
            stations=tuple(_spot(each) for each in rail if each["geometry"]["type"] == "Point"),
            towns=tuple(sorted(towns, key=lambda town: town.rank)),
            credits=tuple(source["text"] for source in told["sources"]),
            note=told["note"],
        )


def _features(folder: Path, name: str) -> list[Any]:
    features: list[Any] = json.loads((folder / f"{name}.geojson").read_text("utf-8"))["features"]
    return features


def _rings(feature: Any) -> list[Degrees]:  # noqa: ANN401 - JSON
    geometry = feature["geometry"]
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [np.asarray(ring, np.float64) for part in parts for ring in part]


def _line(feature: Any) -> Degrees:  # noqa: ANN401 - JSON
    return np.asarray(feature["geometry"]["coordinates"], np.float64)


def _spot(feature: Any) -> Spot:  # noqa: ANN401 - JSON
    lng, lat = feature["geometry"]["coordinates"]
    properties = feature["properties"]
    return Spot(properties["name"], lng, lat, int(properties.get("rank", 9)))
