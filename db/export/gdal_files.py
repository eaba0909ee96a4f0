"""Formats GDAL writes where it is installed, and the only door to pyogrio: FlatGeobuf, GeoParquet."""

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.export.blocks import Block
from db.export.definitions import TITLE
from db.export.errors import ExportError
from db.export.fields import FIELDS, Field
from db.export.format import ExportJob
from db.export.kpi_notes import describe_sheet
from db.export.text_values import to_objects
from geo.wording import tr

MOST_IN_MEMORY: Final = 300_000
"""GDAL takes the whole of these files at once."""

WRITTEN_AT_ONCE: Final = "读完之后由 GDAL 一次写成，写的几秒里不能停"
"""GDAL appends to a FlatGeobuf by writing all of it anew; in pieces, the file would be written many times."""

_LAYER: Final = "projects"
_WKB: Final = np.dtype([("order", "u1"), ("type", "<u4"), ("x", "<f8"), ("y", "<f8")])


def has_driver(name: str) -> bool:
    """Tell whether the GDAL of this machine can write a format."""
    if find_spec("pyogrio") is None:
        return False
    import pyogrio

    return "w" in pyogrio.list_drivers().get(name, "")


def write_flatgeobuf(job: ExportJob, path: Path) -> None:
    """Write FlatGeobuf, with its spatial index where every project has a place."""
    _write_at_once(job, path, "FlatGeobuf")


def write_geoparquet(job: ExportJob, path: Path) -> None:
    """Write GeoParquet."""
    _write_at_once(job, path, "Parquet")


def _write_at_once(job: ExportJob, path: Path, driver: str) -> None:
    blocks = list(job.blocks())
    about = "\n".join(tr("{key}：{words}", key=key, words=words) for key, words in describe_sheet(job.sheet))
    options: dict[str, str] = {}
    if driver == "FlatGeobuf":
        # Its spatial index has no room for projects without a place; they are worth more than the index.
        is_placed = not any(np.isnan(block.lng).any() for block in blocks)
        options = {"TITLE": tr(TITLE), "DESCRIPTION": about, "SPATIAL_INDEX": "YES" if is_placed else "NO"}
    _write(path, driver, blocks, **options)


def _write(path: Path, driver: str, blocks: Sequence[Block], **options: str) -> None:
    # pyogrio brings GDAL: a tenth of a second and 30 MB that only these formats need.
    import pyogrio.errors
    import pyogrio.raw

    columns = [_column(blocks, field) for field in FIELDS]
    try:
        pyogrio.raw.write(
            path,
            to_objects(point for block in blocks for point in _points(block)),
            [values for values, _ in columns],
            [field.key for field in FIELDS],
            field_mask=[mask for _, mask in columns],
            layer=_LAYER,
            driver=driver,
            geometry_type="Point",
            crs="EPSG:4326",
            encoding="UTF-8",
            **options,
        )
        # What does not fit on the disk GDAL may notice only as it closes the file, and then tells nobody.
        held = _count(path)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, pyogrio.errors.FeatureError) as error:
        raise ExportError(tr("GDAL 写不了这个文件（{reason}）。", reason=error)) from error
    if held != sum(map(len, blocks)):
        raise ExportError(tr("GDAL 写不了这个文件（{reason}）。", reason=tr("写入不完整")))


def _count(path: Path) -> int:
    """How many features can be read back."""
    import pyogrio.raw

    try:
        return len(pyogrio.raw.read(path, columns=[])[2])
    except (IndexError, RuntimeError):  # it promises more than it holds
        return -1


def _points(block: Block) -> Iterator[bytes | None]:
    points = np.zeros(len(block), dtype=_WKB)
    points["order"], points["type"], points["x"], points["y"] = 1, 1, block.lng, block.lat
    places: list[bytes] = points.view(f"V{_WKB.itemsize}").tolist()
    missing: list[bool] = np.isnan(block.lng).tolist()
    return (None if is_missing else place for place, is_missing in zip(places, missing, strict=True))


def _column(blocks: Sequence[Block], field: Field) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    """Return a field's values of all blocks and where they are unknown, of the type GDAL is to have."""
    values: list[Any] = []
    for block in blocks:
        values += [text or None for text in block.joined(field.key)] if field.type == "words" else block[field.key]
    mask = np.array([value is None for value in values], dtype=np.bool_)
    if field.type in ("text", "words"):
        return to_objects([value or "" for value in values]), mask
    kind: Any = {"integer": np.int64, "flag": np.int32}.get(field.type, np.float64)
    return np.array([0 if value is None else value for value in values], dtype=kind), mask
