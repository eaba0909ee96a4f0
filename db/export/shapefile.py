"""Shapefile, zipped (ESRI Shapefile Technical Description, 1998; its table as dBASE III), and what its names mean.

Rows are written as they come; their texts wait in a scratch file, as a dBASE table says how wide a column is before its
first row.
"""

import datetime
import struct
import zipfile
from pathlib import Path
from typing import IO, Any, Final

import numpy as np
from numpy.typing import NDArray

from db.export.blocks import Block
from db.export.fields import FIELDS, Field
from db.export.format import ExportJob
from db.export.kpi_notes import describe_sheet
from db.export.options import Choice, ExportOption
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
MOST_IN_DBASE: Final = 400_000
"""Rows that stay below the 2 GB of a dBASE table."""

_MOST_BYTES: Final = 254
"""Of a text in a dBASE table."""

_LAYER: Final = "projects"
_SUFFIXES: Final = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_NULL_RECORD: Final = 12
_POINT_RECORD: Final = 28
_HEAD: Final = 100
_PRJ: Final = (
    'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],'
    'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
)
_NUMBERS: Final = {"integer": (18, 0), "flag": (1, 0), "number": (24, 15), "degrees": (24, 15)}
"""Width and decimals of columns of numbers."""

_GBK_MARK: Final = 0x4D


def write_shapefile(job: ExportJob, path: Path) -> None:
    """Write a zipped Shapefile with its encoding, its datum, and a list of what its short names mean."""
    encoding = str(job.options["encoding"])
    shp, scratch = path.with_name(f"{_LAYER}.shp"), path.with_name(f"{_LAYER}.cells")
    widths = np.ones(len(FIELDS), np.int64)
    sizes: list[int] = []
    with shp.open("wb") as shapes, shp.with_suffix(".shx").open("wb") as index, scratch.open("wb") as cells:
        writer = _Shapes(shapes, index)
        for block in job.blocks():
            writer.add(block.lng, block.lat)
            columns = [_cells(block, field, encoding) for field in FIELDS]
            widths = np.maximum(widths, [column.itemsize for column in columns])
            sizes.append(len(block))
            for column in columns:
                np.save(cells, column, allow_pickle=False)
        writer.finish()
    _write_table(shp.with_suffix(".dbf"), scratch, sizes, widths, encoding)
    scratch.unlink()
    shp.with_suffix(".prj").write_text(_PRJ, "ascii")
    shp.with_suffix(".cpg").write_text(encoding.upper(), "ascii")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for suffix in _SUFFIXES:
            archive.write(shp.with_suffix(suffix), f"{_LAYER}{suffix}")
        archive.writestr("fields.txt", _about(job))


def _about(job: ExportJob) -> bytes:
    lines = [f"{field.short}\t{field.key}\t{tr(field.title)}" for field in FIELDS]
    about = [tr("{key}：{words}", key=key, words=words) for key, words in describe_sheet(job.sheet)]
    note = tr("超过 254 字节的文字在这种格式里被截短。")
    return "\r\n".join((*about, note, "", *lines, "")).encode("utf-8-sig")


class _Shapes:
    """Writes points and their index; the heads, which tell lengths and bounds, at the end."""

    def __init__(self, shapes: IO[bytes], index: IO[bytes]) -> None:
        self._shapes, self._index = shapes, index
        self._count, self._words = 0, _HEAD // 2
        self._bounds = np.array([np.inf, np.inf, -np.inf, -np.inf])
        for file in (shapes, index):
            file.write(bytes(_HEAD))

    def add(self, lng: NDArray[np.float64], lat: NDArray[np.float64]) -> None:
        """Write a record for each place, one without content where it is not a number."""
        held = ~np.isnan(lng)
        content = np.where(held, (_POINT_RECORD - 8) // 2, (_NULL_RECORD - 8) // 2)
        starts = self._words + np.concatenate(([0], np.cumsum(content + 4)))
        self._index.write(np.stack((starts[:-1], content), axis=1).astype(">i4").tobytes())
        records = np.zeros(len(lng), [("number", ">i4"), ("words", ">i4"), ("kind", "<i4"), ("x", "<f8"), ("y", "<f8")])
        records["number"] = self._count + 1 + np.arange(len(lng))
        records["words"], records["kind"] = content, held
        records["x"], records["y"] = np.where(held, lng, 0), np.where(held, lat, 0)
        kept = np.ones((len(lng), _POINT_RECORD), np.bool_)
        kept[~held, _NULL_RECORD:] = False
        self._shapes.write(records.view(np.uint8).reshape(len(lng), _POINT_RECORD)[kept].tobytes())
        self._count, self._words = self._count + len(lng), int(starts[-1])
        if held.any():
            least = np.minimum(self._bounds[:2], [lng[held].min(), lat[held].min()])
            self._bounds = np.concatenate((least, np.maximum(self._bounds[2:], [lng[held].max(), lat[held].max()])))

    def finish(self) -> None:
        """Write the heads."""
        bounds = self._bounds if np.isfinite(self._bounds).all() else np.zeros(4)
        for file, words in ((self._shapes, self._words), (self._index, _HEAD // 2 + 4 * self._count)):
            file.seek(0)
            file.write(struct.pack(">7i", 9994, 0, 0, 0, 0, 0, words))
            file.write(struct.pack("<2i8d", 1000, 1, *bounds.tolist(), 0, 0, 0, 0))


def _cells(block: Block, field: Field, encoding: str) -> NDArray[np.bytes_]:
    """Return a field's cells as bytes: texts cut between characters, numbers as dBASE prints them, blank if unknown."""
    if field.type == "words":
        return _encoded(block.joined(field.key), encoding)
    values: list[Any] = block[field.key]
    if field.type == "text":
        return _encoded([value or "" for value in values], encoding)
    width, decimals = _NUMBERS[field.type]
    pattern = f"{{:{width}.{decimals}f}}" if decimals else f"{{:{width}d}}"
    printed = [b"" if value is None else pattern.format(value).encode("ascii") for value in values]
    return np.array(printed, f"S{width}")


def _encoded(texts: list[str], encoding: str) -> NDArray[np.bytes_]:
    cut = {text: _fitting(text, encoding) for text in set(texts)}
    return np.array([cut[text] for text in texts], np.bytes_)


def _fitting(text: str, encoding: str) -> bytes:
    """Cut a text to what a cell holds, between characters; what the encoding lacks becomes ?."""
    whole = text.encode(encoding, "replace").replace(b"\0", b" ")
    if len(whole) <= _MOST_BYTES:
        return whole
    return whole[:_MOST_BYTES].decode(encoding, "ignore").encode(encoding)


def _write_table(dbf: Path, scratch: Path, sizes: list[int], widths: NDArray[np.int64], encoding: str) -> None:
    """Write the table from the cells that wait in the scratch file."""
    head = 32 * (len(FIELDS) + 1) + 1
    row_bytes = 1 + int(widths.sum())
    today = datetime.date.today()
    with dbf.open("wb") as table, scratch.open("rb") as cells:
        mark = _GBK_MARK if encoding == "gbk" else 0
        table.write(
            struct.pack("<4BIHH17xB2x", 3, today.year - 1900, today.month, today.day, sum(sizes), head, row_bytes, mark)
        )
        for field, width in zip(FIELDS, widths.tolist(), strict=True):
            kind, decimals = ("N", _NUMBERS[field.type][1]) if field.type in _NUMBERS else ("C", 0)
            table.write(struct.pack("<11sc4x2B14x", field.short.encode("ascii"), kind.encode(), width, decimals))
        table.write(b"\r")
        for size in sizes:
            table.write(_rows(cells, size, widths, row_bytes))
        table.write(b"\x1a")


def _rows(cells: IO[bytes], size: int, widths: NDArray[np.int64], row_bytes: int) -> bytes:
    rows = np.full((size, row_bytes), b" ", "S1")
    for start in _places(widths):
        column: NDArray[np.bytes_] = np.load(cells, allow_pickle=False)
        letters = column.view("S1").reshape(size, column.itemsize)
        rows[:, start : start + column.itemsize] = np.where(letters == b"", b" ", letters)
    return rows.tobytes()


def _places(widths: NDArray[np.int64]) -> list[int]:
    """Where each column begins; the first byte of a row is the mark of a deleted one."""
    places: list[int] = (1 + np.cumsum(widths) - widths).tolist()
    return places
