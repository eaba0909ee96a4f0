"""The only door to pyogrio (GDAL), and a program of its own: ``python -m geo.vector_files FILE FOLDER``.

GDAL reads files from strangers with a great deal of C++; a damaged file may crash it, keep it busy or fill the memory.
So it never runs in the window's process: `geo.vector_process` starts this program with limits, and whatever happens to
it becomes one sentence. It leaves ``told.json`` and ``parts.npz`` in the folder.
"""

import json
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

import numpy as np
import pyogrio
from numpy.typing import NDArray

from geo.flat_shapes import FlatShapes
from geo.geometry import flatten_wkb
from geo.map_file_error import MapFileError
from geo.vector_staging import Staged, stage
from geo.wording import tr

MAX_FEATURES: Final = 500_000
MAX_VERTICES: Final = 2_000_000
MAX_MEMORY_BYTES: Final = 420 * 1024 * 1024

_READERS: Final = {
    "GeoJSON": {"GeoJSON", "GeoJSONSeq"},
    "GPKG": {"GPKG"},
    "KML": {"LIBKML", "KML"},
    "KMZ": {"LIBKML", "KML"},
    "Shapefile": {"ESRI Shapefile"},
    "GPX": {"GPX"},
}
_DEGREES: Final = ("EPSG:4326", "OGC:CRS84", "EPSG:4490", "EPSG:4979", "EPSG:4480")
_TRACE_POINTS: Final = ("route_points", "track_points")  # GPX repeats the vertices of its lines as layers
_NAMES: Final = ("name", "名称", "名字", "项目名称", "企业名称", "园区名称", "title", "标题", "label", "mc", "xmmc")
_MAX_NAME: Final = 80
_MAX_LAYERS: Final = 64
_BIG_BYTES: Final = 20_000_000


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
    for name in _layer_names(staged):
        info = _info(staged.path, name, staged.encoding)
        if info["driver"] not in _READERS[staged.format]:
            raise MapFileError(
                tr("这是 {driver} 文件，不能作为叠加图层；可用 GeoJSON、GPKG、KML、Shapefile。", driver=info["driver"])
            )
        if name in _TRACE_POINTS and staged.format == "GPX":
            continue
        _require_few(int(info["features"]), found)
        _read_layer(staged, name, info, found)
    found.trouble = found.trouble or staged.note


def _layer_names(staged: Staged) -> list[str]:
    try:
        layers = pyogrio.list_layers(staged.path)
    except (RuntimeError, ValueError, OSError) as error:
        big = tr("，或者里面有一个要素太大") if staged.path.stat().st_size > _BIG_BYTES else ""
        raise MapFileError(
            tr("读不懂这个 {format} 文件：内容不完整或已损坏{big}。", format=staged.format, big=big)
        ) from error
    named = [str(name) for name, kind in layers[:_MAX_LAYERS] if kind is not None]
    if not named:
        raise MapFileError(tr("文件里没有矢量图层。"))
    return named


def _info(path: Path, layer: str, encoding: str | None) -> dict[str, Any]:
    try:
        return dict(pyogrio.read_info(path, layer=layer, encoding="ISO-8859-1" if encoding else None))
    except (RuntimeError, ValueError, OSError) as error:
        raise MapFileError(tr("文件内容不完整或已损坏，读不出图层。")) from error


def _require_few(features: int, found: _Found) -> None:
    found.features += max(features, 0)
    if found.features > MAX_FEATURES:
        raise MapFileError(
            tr(
                "文件里有超过 {ten_thousands} 万个要素，请先切成 PMTiles 或 MBTiles 再添加。",
                ten_thousands=MAX_FEATURES // 10000,
            )
        )


def _read_layer(staged: Staged, layer: str, info: dict[str, Any], found: _Found) -> None:
    """Read one layer into degrees and note what cannot be placed."""
    crs = _usable_crs(info.get("crs"))
    source = staged.path if crs in ("", *_DEGREES) else _reprojection(staged.path, layer)
    fields = [_decoded(name, staged.encoding) for name in info["fields"].tolist()]
    column = _name_column(fields, [str(name) for name in info["ogr_types"]])
    try:
        _, _, wkb, columns = pyogrio.raw.read(
            source,
            layer=layer,
            encoding="ISO-8859-1" if staged.encoding else None,
            columns=[] if column is None else [info["fields"][column]],
            force_2d=True,
            ten_thousands=MAX_FEATURES + 1,
        )
    except (RuntimeError, ValueError, OSError) as error:
        found.trouble = tr(
            "文件的坐标系“{crs}”无法换算成经纬度；请在制图软件里转成 WGS 84 再添加。", crs=_crs_name(crs)
        )
        if crs in ("", *_DEGREES):
            raise MapFileError(tr("文件内容不完整或已损坏，读不出要素。")) from error
        return
    title = staged.title or ("" if layer == "map" else layer)
    count = 0 if wkb is None else len(wkb)
    everything = flatten_wkb([] if wkb is None else wkb)
    shapes = _on_earth(everything)
    if len(everything.kind) and not len(shapes.kind):
        found.trouble = _no_place(crs)
    features = len(np.unique(shapes.feature))
    _add(found, shapes, count - features)
    texts = columns[0].tolist() if columns else [""] * count
    found.names += [_decoded(text, staged.encoding)[:_MAX_NAME] if isinstance(text, str) else "" for text in texts]
    found.layers.append({"name": title, "features": features, "fields": fields})
    found.crs, found.datum = found.crs or _crs_name(crs), found.datum or _stated_datum(crs, staged.format)


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


def _reprojection(path: Path, layer: str) -> Path:
    """Write a virtual layer that GDAL converts to degrees while it reads."""
    vrt = path.with_name(f"degrees{len(list(path.parent.glob('*.vrt')))}.vrt")
    name = escape(layer, {'"': "&quot;"})
    vrt.write_text(
        f'<OGRVRTDataSource><OGRVRTWarpedLayer><OGRVRTLayer name="{name}"><SrcDataSource>{escape(str(path))}'
        f"</SrcDataSource><SrcLayer>{name}</SrcLayer></OGRVRTLayer><TargetSRS>OGC:CRS84</TargetSRS>"
        "</OGRVRTWarpedLayer></OGRVRTDataSource>",
        "utf-8",
    )
    return vrt


def _name_column(fields: list[str], types: list[str]) -> int | None:
    """Choose the text that names features: a field that is called so, or none; a guess would label with anything."""
    texts = [index for index, kind in enumerate(types) if kind == "OFTString"]
    by_name = {fields[index].lower(): index for index in reversed(texts)}
    return next((by_name[name] for name in _NAMES if name in by_name), None)


def _decoded(text: str, encoding: str | None) -> str:
    """Undo the reading as Latin-1 that keeps a Shapefile's bytes as they are."""
    return text.encode("latin-1", "replace").decode(encoding, "replace") if encoding else text


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
            {"error": tr("读不了“{name}”：{reason}。", name=path.name, reason=error.strerror or tr("磁盘出错"))},
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
    warnings.simplefilter("ignore")
    for name, content in _run(path, work):
        if name.endswith(".npz"):
            np.savez(folder / name, **content)
        else:
            (folder / name).write_text(json.dumps(content, ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    main()
