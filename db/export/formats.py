"""The table of export formats. A format is one module and one row here."""

from functools import partial
from pathlib import Path
from typing import Final

from db.export.csv_table import CSV_OPTIONS, write_csv_file
from db.export.errors import ExportError
from db.export.format import Content, ExportFormat, ExportJob
from db.export.gdal_files import MOST_IN_MEMORY, WRITTEN_AT_ONCE, has_driver, write_flatgeobuf, write_geoparquet
from db.export.geojson import GEOJSON_OPTIONS, write_geojson
from db.export.geopackage import write_geopackage
from db.export.kml import KML_OPTIONS, write_kml, write_kmz
from db.export.office_options import BRIEFING_OPTIONS, MOST_IN_BRIEFING, MOST_IN_WORKBOOK, XLSX_OPTIONS
from db.export.paper.sizes import ATLAS_OPTIONS, PDF_OPTIONS, PNG_OPTIONS, SVG_OPTIONS
from db.export.shapefile import MOST_IN_DBASE, SHAPEFILE_OPTIONS, write_shapefile
from geo.page_file import has_page_file
from geo.wording import tr

MOST_IN_PAGE: Final = 20_000
"""More projects than this make a page too large for a phone."""

MOST_IN_ATLAS: Final = 5_000
"""More projects than this make an atlas of hundreds of pages."""

_ON_PAPER: Final = (Content.PROJECTS, Content.PLACES, Content.PARKS, Content.PICTURE)
_PICTURE: Final = (Content.PLACES, Content.PARKS, Content.PICTURE)
_BRIEFING: Final = (Content.PROJECTS, Content.PICTURE)
_WITH_PLACES: Final = (Content.PROJECTS, Content.PLACES)


def _draw(key: str, job: ExportJob, path: Path) -> None:
    assert job.renderer is not None, "the service refuses a format that needs a map where none can be drawn"
    job.renderer.render(job, key, path)


def _write_xlsx(job: ExportJob, path: Path) -> None:
    # XlsxWriter is imported by the first spreadsheet only: it would be felt at every start.
    from db.export.xlsx import write_xlsx

    write_xlsx(job, path)


def _write_pptx(job: ExportJob, path: Path) -> None:
    # As above: python-pptx and python-docx are imported by the first briefing only.
    from db.export.slides import write_pptx

    write_pptx(job, path)


def _write_docx(job: ExportJob, path: Path) -> None:
    from db.export.word_pages import write_docx

    write_docx(job, path)


def _write_page_file(job: ExportJob, path: Path) -> None:
    # Only a map in a file of its own needs the places of all projects.
    from db.export.page_file import write_page_file

    write_page_file(job, path)


FORMATS: Final = (
    ExportFormat("csv", "CSV 表格", ".csv", write_csv_file, options=CSV_OPTIONS, further_suffixes=(".tsv",)),
    ExportFormat(
        "xlsx",
        "Excel 工作簿",
        ".xlsx",
        _write_xlsx,
        (Content.PROJECTS, Content.EVIDENCE),
        XLSX_OPTIONS,
        most_rows=MOST_IN_WORKBOOK,
    ),
    ExportFormat(
        "pptx",
        "PPT 简报（每园区或产业一页）",
        ".pptx",
        _write_pptx,
        _BRIEFING,
        BRIEFING_OPTIONS,
        needs_map=True,
        most_rows=MOST_IN_BRIEFING,
    ),
    ExportFormat(
        "docx",
        "Word 简报（每园区或产业一页）",
        ".docx",
        _write_docx,
        _BRIEFING,
        BRIEFING_OPTIONS,
        needs_map=True,
        most_rows=MOST_IN_BRIEFING,
    ),
    ExportFormat(
        "geojson",
        "GeoJSON 地理数据",
        ".geojson",
        write_geojson,
        (*_WITH_PLACES, Content.PARKS),
        GEOJSON_OPTIONS,
        (".json",),
    ),
    ExportFormat(
        "gpkg",
        "GeoPackage 地理数据库（QGIS）",
        ".gpkg",
        write_geopackage,
        (*_WITH_PLACES, Content.PARKS, Content.MILESTONES, Content.EVIDENCE),
    ),
    ExportFormat(
        "pdf", "PDF 地图（按比例尺打印）", ".pdf", partial(_draw, "pdf"), _ON_PAPER, PDF_OPTIONS, needs_map=True
    ),
    ExportFormat(
        "atlas",
        "PDF 图册（每园区或产业一页）",
        ".pdf",
        partial(_draw, "atlas"),
        _ON_PAPER,
        ATLAS_OPTIONS,
        needs_map=True,
        most_rows=MOST_IN_ATLAS,
    ),
    ExportFormat("png", "PNG 地图图片", ".png", partial(_draw, "png"), _PICTURE, PNG_OPTIONS, needs_map=True),
    ExportFormat("svg", "SVG 地图矢量图", ".svg", partial(_draw, "svg"), _PICTURE, SVG_OPTIONS, needs_map=True),
    ExportFormat("kmz", "KMZ（谷歌地球、奥维）", ".kmz", write_kmz, (*_WITH_PLACES, Content.PARKS), KML_OPTIONS),
    ExportFormat("kml", "KML", ".kml", write_kml, (*_WITH_PLACES, Content.PARKS), KML_OPTIONS),
    ExportFormat(
        "html",
        "网页地图（单个文件，手机可看）",
        ".html",
        _write_page_file,
        (*_WITH_PLACES, Content.PARKS, Content.MILESTONES, Content.EVIDENCE),
        further_suffixes=(".htm",),
        most_rows=MOST_IN_PAGE,
        is_available=has_page_file,
    ),
    ExportFormat(
        "shp",
        "Shapefile（压缩包）",
        ".zip",
        write_shapefile,
        _WITH_PLACES,
        SHAPEFILE_OPTIONS,
        most_rows=MOST_IN_DBASE,
    ),
    ExportFormat(
        "fgb",
        "FlatGeobuf",
        ".fgb",
        write_flatgeobuf,
        _WITH_PLACES,
        most_rows=MOST_IN_MEMORY,
        is_available=partial(has_driver, "FlatGeobuf"),
        caution=WRITTEN_AT_ONCE,
    ),
    ExportFormat(
        "parquet",
        "GeoParquet",
        ".parquet",
        write_geoparquet,
        _WITH_PLACES,
        most_rows=MOST_IN_MEMORY,
        is_available=partial(has_driver, "Parquet"),
        caution=WRITTEN_AT_ONCE,
    ),
)
"""Every format, in the order offered."""


def offered_formats() -> tuple[ExportFormat, ...]:
    """Return the formats this machine can write, in order."""
    return tuple(format_ for format_ in FORMATS if format_.is_available())


def find_format(path: Path, key: str | None) -> ExportFormat:
    """Return the format named, or else the one of the file's suffix.

    Args:
        path: The target.
        key: Key of a format, or None.

    Raises:
        ExportError: There is no such format, this machine cannot write it, or the suffix is none of theirs.
    """
    # Only the format asked for is looked at: to know GDAL's drivers takes its import.
    suffix = path.suffix.lower()
    found = next((format_ for format_ in FORMATS if _is_meant(format_, suffix, key)), None)
    if found is not None and found.is_available():
        return found
    known = tr("、").join(format_.key for format_ in offered_formats())
    if found is not None:
        raise ExportError(tr("这台机器写不了 {key}；可用的有：{known}。", key=found.key, known=known))
    if key is not None:
        raise ExportError(tr("没有“{key}”这种导出格式，可用的有：{known}。", key=key, known=known))
    known = tr("、").join(map(_suffix_words, offered_formats()))
    if suffix:
        raise ExportError(
            tr("后缀“{suffix}”，不知道导出成什么格式；可用的有：{known}。", suffix=path.suffix, known=known)
        )
    raise ExportError(tr("文件名没有后缀，不知道导出成什么格式；可用的有：{known}。", known=known))


def _suffix_words(format_: ExportFormat) -> str:
    """Tell by which suffix a format is meant, and its key where that is another word."""
    if format_.suffix == f".{format_.key}":
        return format_.suffix
    return tr("{name}（{variant}）", name=format_.suffix, variant=format_.key)


def _is_meant(format_: ExportFormat, suffix: str, key: str | None) -> bool:
    if key is not None:
        return format_.key == key.lower()
    return suffix in (format_.suffix, *format_.further_suffixes)
