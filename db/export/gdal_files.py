"""Formats GDAL writes, and the second door to pyogrio: Shapefile, FlatGeobuf, GeoParquet.

Our own data goes out here, in this process; foreign files come in through `geo.vector_files`, in one of their own.
"""

import zipfile
from collections.abc import Iterator, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.export.blocks import Block
from db.export.definitions import TITLE, describe_header
from db.export.errors import ExportError
from db.export.fields import FIELDS, Field
from db.export.format import ExportJob
from db.export.options import Choice, ExportOption
from db.export.text_values import to_objects
from geo.wording import tr

SHAPEFILE_OPTIONS: Final = (
    ExportOption(
        "encoding",
        "属性表编码",
        "utf-8",
        (Choice("utf-8", "UTF-8"), Choice("gbk", "GBK（老软件）")),
        hint="GBK 里没有的字写成问号",
    ),
)
MOST_IN_MEMORY: Final = 300_000
"""GDAL takes the whole of these files at once."""

MOST_IN_DBASE: Final = 400_000
"""Rows that stay below the 2 GB of a dBASE table."""

_MOST_BYTES: Final = 254
"""Of a text in a dBASE table."""

_LAYER: Final = "projects"
_WKB: Final = np.dtype([("order", "u1"), ("type", "<u4"), ("x", "<f8"), ("y", "<f8")])


def has_driver(name: str) -> bool:
    """Tell whether the GDAL of this machine can write a format."""
    if find_spec("pyogrio") is None:
        return False
    import pyogrio

    return "w" in pyogrio.list_drivers().get(name, "") or name in ("ESRI Shapefile",)


def write_shapefile(job: ExportJob, path: Path) -> None:
    """Write a zipped Shapefile with its encoding, its datum, and a list of what its short names mean."""
    encoding = str(job.options["encoding"])
    shp = path.with_name(f"{_LAYER}.shp")
    shape = partial(_fit_dbase, encoding=encoding)
    is_first = True
    for block in job.blocks():
        _write(shp, "ESRI Shapefile", [block], [field.short for field in FIELDS], not is_first, shape, encoding)
        is_first = False
    if is_first:
        _write(shp, "ESRI Shapefile", [], [field.short for field in FIELDS], False, shape, encoding)
    shp.with_suffix(".cpg").write_text(encoding.upper(), "ascii")
    lines = [f"{field.short}\t{field.key}\t{tr(field.title)}" for field in FIELDS]
    about = [tr("{key}：{words}", key=key, words=words) for key, words in describe_header(job.sheet.header)]
    note = tr("超过 254 字节的文字在这种格式里被截短。")
    fields = "\r\n".join((*about, note, "", *lines, "")).encode("utf-8-sig")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for suffix in (".shp", ".shx", ".dbf", ".prj", ".cpg"):
            archive.write(shp.with_suffix(suffix), f"{_LAYER}{suffix}")
        archive.writestr("fields.txt", fields)


def write_flatgeobuf(job: ExportJob, path: Path) -> None:
    """Write FlatGeobuf, with its spatial index where every project has a place."""
    _write_at_once(job, path, "FlatGeobuf")


def write_geoparquet(job: ExportJob, path: Path) -> None:
    """Write GeoParquet."""
    _write_at_once(job, path, "Parquet")


def _write_at_once(job: ExportJob, path: Path, driver: str) -> None:
    blocks = list(job.blocks())
    about = "\n".join(tr("{key}：{words}", key=key, words=words) for key, words in describe_header(job.sheet.header))
    options: dict[str, str] = {}
    if driver == "FlatGeobuf":
        # Its spatial index has no room for projects without a place; they are worth more than the index.
        is_placed = not any(np.isnan(block.lng).any() for block in blocks)
        options = {"TITLE": tr(TITLE), "DESCRIPTION": about, "SPATIAL_INDEX": "YES" if is_placed else "NO"}
    _write(path, driver, blocks, [field.key for field in FIELDS], False, list, "UTF-8", **options)


def _write(
    path: Path,
    driver: str,
    blocks: Sequence[Block],
    names: list[str],
    append: bool,
    shape: Any,  # noqa: ANN401 - a function on texts
    encoding: str,
    **options: str,
) -> None:
    # pyogrio brings GDAL: a tenth of a second and 30 MB that only these formats need.
    import pyogrio.errors
    import pyogrio.raw

    columns = [_column(blocks, field, shape) for field in FIELDS]
    try:
        pyogrio.raw.write(
            path,
            to_objects(point for block in blocks for point in _points(block)),
            [values for values, _ in columns],
            names,
            field_mask=[mask for _, mask in columns],
            layer=_LAYER,
            driver=driver,
            geometry_type="Point",
            crs="EPSG:4326",
            encoding=encoding.upper(),
            append=append,
            **options,
        )
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, pyogrio.errors.FeatureError) as error:
        raise ExportError(tr("GDAL 写不了这个文件（{reason}）。", reason=error)) from error


def _points(block: Block) -> Iterator[bytes | None]:
    points = np.zeros(len(block), dtype=_WKB)
    points["order"], points["type"], points["x"], points["y"] = 1, 1, block.lng, block.lat
    places: list[bytes] = points.view(f"V{_WKB.itemsize}").tolist()
    missing: list[bool] = np.isnan(block.lng).tolist()
    return (None if is_missing else place for place, is_missing in zip(places, missing, strict=True))


def _column(blocks: Sequence[Block], field: Field, shape: Any) -> tuple[NDArray[Any], NDArray[np.bool_]]:  # noqa: ANN401
    """Return a field's values of all blocks and where they are unknown, of the type GDAL is to have."""
    values: list[Any] = []
    for block in blocks:
        values += [text or None for text in block.joined(field.key)] if field.type == "words" else block[field.key]
    mask = np.array([value is None for value in values], dtype=np.bool_)
    if field.type in ("text", "words"):
        return to_objects(shape([value or "" for value in values])), mask
    kind: Any = {"integer": np.int64, "flag": np.int32}.get(field.type, np.float64)
    return np.array([0 if value is None else value for value in values], dtype=kind), mask


def _fit_dbase(texts: list[str], encoding: str) -> list[str]:
    """Cut texts to what a cell of a dBASE table holds, between characters; what the encoding lacks becomes ?."""
    cut = {text: text.encode(encoding, "replace")[:_MOST_BYTES].decode(encoding, "ignore") for text in set(texts)}
    return [cut[text] for text in texts]
