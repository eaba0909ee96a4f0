"""Reads maps that people bring, and a program of its own: ``python -m geo.files.vector_files FILE FOLDER``.

Files from strangers may be damaged, endless or enormous. So they are never read in the window's process:
`geo.files.vector_process` starts this program with limits, and whatever happens to it becomes one sentence. It leaves
``told.json`` and ``parts.npz`` in the folder. The readers are ours (`geo.files.read_geojson` and its siblings): they
know what is needed of five formats, and run or fetch nothing that a file names.
"""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from geo.coordinate_systems import CoordinateSystem, UnknownSystem, find_system
from geo.files.flat_shapes import FlatShapes
from geo.files.map_file_error import MapFileError
from geo.files.read_geojson import NotGeoJson, read_geojson
from geo.files.read_geopackage import GeoPackageDamaged, NotGeoPackage, read_geopackage, system_definition
from geo.files.read_shapefile import ShapefileDamaged, read_shapefile
from geo.files.read_xml_maps import XmlDamaged, read_gpx, read_kml
from geo.files.shape_building import RawLayer
from geo.files.vector_staging import Staged, stage
from geo.os_reasons import reason_of
from geo.wording import tr

MAX_FEATURES: Final = 500_000
MAX_VERTICES: Final = 2_000_000
MAX_MEMORY_BYTES: Final = 420 * 1024 * 1024

_NAMES: Final = ("name", "名称", "名字", "项目名称", "企业名称", "园区名称", "title", "标题", "label", "mc", "xmmc")
_MAX_NAME: Final = 80
_BIG_BYTES: Final = 20_000_000
_DAMAGED: Final = (NotGeoJson, GeoPackageDamaged, ShapefileDamaged, XmlDamaged)
_READERS: Final[dict[str, Callable[[Staged], Sequence[RawLayer]]]] = {
    "GeoJSON": lambda staged: [read_geojson(staged.path, frozenset(_NAMES), MAX_FEATURES + 1)],
    "GPKG": lambda staged: read_geopackage(staged.path, _NAMES, MAX_FEATURES + 1),
    "Shapefile": lambda staged: [read_shapefile(staged.path, staged.encoding or "utf-8", _NAMES, MAX_FEATURES + 1)],
    "KML": lambda staged: read_kml(staged.path, _NAMES),
    "KMZ": lambda staged: read_kml(staged.path, _NAMES),
    "GPX": lambda staged: read_gpx(staged.path),
}


@dataclass(slots=True)
class _Found:
    """What has been read so far."""

    layers: list[dict[str, Any]] = field(default_factory=list)
    shapes: list[FlatShapes] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    crs: str = ""
    datum: str = ""
    features: int = 0
    left_out: int = 0
    trouble: str = ""


def read_vector_file(path: Path, folder: Path) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Read every vector layer of a file.

    Args:
        path: The file.
        folder: An empty folder for copies.

    Returns:
        What is told (format, layers, names, crs, datum, features, left_out, trouble), and the arrays of `FlatShapes`
        in degrees.

    Raises:
        MapFileError: If nothing in it can be shown; the message says why.
    """
    found = _Found()
    format_ = ""
    for staged in stage(path, folder):
        format_ = staged.format
        _read_staged(staged, found)
    shapes = FlatShapes.joined(found.shapes)
    if not len(shapes.kind):
        raise MapFileError(found.trouble or tr("“{name}”里没有可以显示的点、线或面。", name=path.name))
    told = {
        "format": format_,
        "layers": found.layers,
        "names": found.names if any(found.names) else [],
        "crs": found.crs,
        "datum": found.datum,
        "features": len(np.unique(shapes.feature)),
        "left_out": found.left_out,
        "trouble": found.trouble,
    }
    arrays = {name: getattr(shapes, name) for name in ("kind", "start", "feature", "lng", "lat")}
    return told, arrays


def _read_staged(staged: Staged, found: _Found) -> None:
    layers = _layers(staged)
    if staged.format == "GPKG" and not layers:
        raise MapFileError(tr("文件里没有矢量图层。"))
    for layer in layers:
        _require_few(len(layer.names), found)
        _read_layer(staged, layer, found)
    found.trouble = found.trouble or staged.note


def _layers(staged: Staged) -> Sequence[RawLayer]:
    try:
        return _READERS[staged.format](staged)
    except NotGeoPackage as error:
        raise MapFileError(
            tr("这是 {driver} 文件，不能作为叠加图层；可用 GeoJSON、GPKG、KML、Shapefile。", driver="SQLite")
        ) from error
    except _DAMAGED as error:
        big = tr("，或者里面有一个要素太大") if staged.path.stat().st_size > _BIG_BYTES else ""
        raise MapFileError(
            tr("读不懂这个 {format} 文件：内容不完整或已损坏{big}。", format=staged.format, big=big)
        ) from error


def _require_few(features: int, found: _Found) -> None:
    found.features += max(features, 0)
    if found.features > MAX_FEATURES:
        raise MapFileError(
            tr(
                "文件里有超过 {ten_thousands} 万个要素，请先切成 PMTiles 或 MBTiles 再添加。",
                ten_thousands=MAX_FEATURES // 10000,
            )
        )


def _read_layer(staged: Staged, layer: RawLayer, found: _Found) -> None:
    """Bring one layer into degrees and note what cannot be placed."""
    crs = _usable_crs(layer.crs)
    try:
        system = _system(staged, crs)
    except UnknownSystem:
        found.trouble = tr(
            "文件的坐标系“{crs}”无法换算成经纬度；请在制图软件里转成 WGS 84 再添加。", crs=_crs_name(crs)
        )
        return
    with np.errstate(all="ignore"):  # a place that is none on earth becomes no number, and is left out
        lng, lat = system.to_degrees(layer.shapes.lng, layer.shapes.lat)
    shapes = _on_earth(replace(layer.shapes, lng=lng, lat=lat))
    if len(layer.shapes.kind) and not len(shapes.kind):
        found.trouble = _no_place(crs)
    elif not system.is_modern and not found.trouble:
        found.trouble = tr("坐标系“{crs}”没有公开的换算参数，位置可能偏差一两百米。", crs=_crs_name(crs))
    features = len(np.unique(shapes.feature))
    _add(found, shapes, len(layer.names) - features)
    title = staged.title or ("" if layer.name == "map" else layer.name)
    found.names += [name[:_MAX_NAME] for name in layer.names]
    found.layers.append({"name": title, "features": features, "fields": list(layer.fields)})
    found.crs, found.datum = found.crs or _crs_name(crs), found.datum or _stated_datum(crs, staged.format)


def _system(staged: Staged, crs: str) -> CoordinateSystem:
    try:
        return find_system(crs)
    except UnknownSystem:
        wkt = system_definition(staged.path, crs) if staged.format == "GPKG" else ""
        if not wkt:
            raise
        return find_system(wkt)


def _add(found: _Found, shapes: FlatShapes, left_out: int) -> None:
    """Number the features through the layers; those left out keep their number, and their name's place."""
    found.left_out += left_out
    found.shapes.append(shapes.renumbered(len(found.names)))
    if sum(len(known.lng) for known in found.shapes) > MAX_VERTICES:
        raise MapFileError(
            tr(
                "文件里有超过 {ten_thousands} 万个顶点，请先切成 PMTiles 或 MBTiles 再添加。",
                ten_thousands=MAX_VERTICES // 10000,
            )
        )


def _on_earth(shapes: FlatShapes) -> FlatShapes:
    """Leave out features with a coordinate that is no place on earth."""
    wrong = ~((np.abs(shapes.lng) <= 180) & (np.abs(shapes.lat) <= 90))  # NaN fails both
    owners = np.repeat(shapes.feature, np.diff(shapes.start))
    return shapes.taken(~np.isin(shapes.feature, np.unique(owners[wrong])))


def _usable_crs(stated: object) -> str:
    """Return a coordinate system as it was stated, or "" if nothing usable was."""
    text = str(stated or "")
    return "" if text.startswith(("LOCAL_CS", "ENGCRS")) or "Undefined" in text[:40] else text


def _crs_name(crs: str) -> str:
    return crs.split('"')[1][:60] if crs.count('"') >= 2 else crs[:60]


def _stated_datum(crs: str, format_: str) -> str:
    """Return 'WGS 84' or 'CGCS2000' if the file itself states it.

    GeoJSON, KML and GPX are WGS 84 by definition, but files drawn over Chinese web maps are not: there one must ask.
    """
    if format_ not in ("GPKG", "Shapefile") or not crs:
        return ""
    return "CGCS2000" if "4490" in crs or "CGCS" in crs or "China_2000" in crs or "China Geodetic" in crs else "WGS 84"


def _no_place(crs: str) -> str:
    if crs:
        return tr("文件里的坐标超出了经纬度的范围（坐标系写作“{crs}”）。", crs=_crs_name(crs))
    return tr("文件没有说明坐标系，坐标也不是经纬度；请在制图软件里转成 WGS 84 再添加。")


def _limited() -> None:
    """Bound what this process may take; Windows has no such limits, there only the clock holds."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_DATA, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _run(path: Path, folder: Path) -> Iterator[tuple[str, Any]]:
    try:
        told, arrays = read_vector_file(path, folder)
    except MapFileError as error:
        yield "told.json", {"error": str(error)}
    except MemoryError:
        yield "told.json", {"error": tr("“{name}”需要的内存太多，请先切成 PMTiles 或 MBTiles 再添加。", name=path.name)}
    except OSError as error:
        yield (
            "told.json",
            {"error": tr("读不了“{name}”：{reason}。", name=path.name, reason=reason_of(error))},
        )
    else:
        yield "parts.npz", arrays
        yield "told.json", told


def main() -> None:
    """Read the file named on the command line and leave what was found in the folder named after it."""
    path, folder = Path(sys.argv[1]), Path(sys.argv[2])
    work = folder / "staged"
    work.mkdir()
    _limited()
    for name, content in _run(path, work):
        if name.endswith(".npz"):
            np.savez(folder / name, **content)
        else:
            (folder / name).write_text(json.dumps(content, ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    main()
