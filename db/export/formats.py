"""The table of export formats."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from db.export.csv_table import encode_csv
from db.export.geojson import encode_geojson
from db.export.sheet import ExportSheet
from geo.errors import AtlasError


class ExportError(AtlasError):
    """The export could not be written; nothing has been left behind."""


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format projects can be exported in.

    Attributes:
        key: What it is called on the command line.
        name: What people call it.
        suffix: Of its files, with the dot.
        encode: Turns a sheet into the file's bytes.
    """

    key: str
    name: str
    suffix: str
    encode: Callable[[ExportSheet], bytes]


def _encode_xlsx(sheet: ExportSheet) -> bytes:
    # XlsxWriter is imported by the first spreadsheet only: it would be felt at every start.
    from db.export.xlsx import encode_xlsx

    return encode_xlsx(sheet)


FORMATS: Final = (
    ExportFormat("csv", "CSV 表格", ".csv", encode_csv),
    ExportFormat("xlsx", "Excel 工作簿", ".xlsx", _encode_xlsx),
    ExportFormat("geojson", "GeoJSON 地理数据", ".geojson", encode_geojson),
)
"""Every format, in the order offered."""


def find_format(path: Path, key: str | None) -> ExportFormat:
    """Return the format named, or else the one of the file's suffix.

    Args:
        path: The target.
        key: Key of a format, or None.

    Raises:
        ExportError: There is no such format, or the suffix is none of theirs.
    """
    known = "、".join(format_.key for format_ in FORMATS)
    if key is not None:
        found = next((format_ for format_ in FORMATS if format_.key == key.lower()), None)
        if found is None:
            raise ExportError(f"没有“{key}”这种导出格式，可用的有：{known}。")
        return found
    suffix = path.suffix.lower()
    found = next((format_ for format_ in FORMATS if suffix == format_.suffix), None)
    if found is None and suffix == ".json":
        found = next(format_ for format_ in FORMATS if format_.key == "geojson")
    if found is None:
        shown = f"后缀“{path.suffix}”" if path.suffix else "文件名没有后缀"
        raise ExportError(f"{shown}，不知道导出成什么格式；可用的有：{known}。")
    return found
