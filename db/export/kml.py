"""KML and KMZ (OGC KML 2.2): folders by industry, our colours and shapes, every column, first milestone."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from pathlib import Path
from typing import Any, Final, TextIO
from xml.sax.saxutils import escape, quoteattr

import numpy as np

from db.export.blocks import Block
from db.export.definitions import TITLE
from db.export.footprints import read_polygons
from db.export.format import ExportJob
from db.export.kml_icons import ICON_SHAPES, draw_icon
from db.export.kpi_notes import describe_sheet
from db.export.options import DATUM_OPTION, ExportOption
from db.export.related import MilestoneRow, ParkRow
from db.export.sheet import ExportHeader, IndustryHead
from db.export.table import COLUMNS, Column
from geo.datums import Datum, convert
from geo.wording import tr

KML_OPTIONS: Final = (
    DATUM_OPTION,
    ExportOption("parks", "连同园区的范围", True, hint="有范围的园区另放一个文件夹；范围多为示意"),
)

_NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters XML 1.0 cannot hold, escaped or not: they are left out."""

_NOT_AS_IT_IS: Final = re.compile("[&<>\r]|[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_ROWS_A_BLOCK: Final = 5_000
"""A block of columns, milestones and all, takes KML longer than other formats."""

_NO_COLOR: Final = "#6B7278"
_PLACES: Final = frozenset({"lng", "lat"})


def write_kml(job: ExportJob, path: Path) -> None:
    """Write one KML file; it has colours, but KML alone cannot carry pictures."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        _write_document(job, file, with_icons=False)


def write_kmz(job: ExportJob, path: Path) -> None:
    """Write KMZ: the document first, as readers expect, then its icons."""
    when = job.sheet.header.written.timetuple()[:6]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        entry = zipfile.ZipInfo("doc.kml", when)
        entry.compress_type = zipfile.ZIP_DEFLATED
        with archive.open(entry, "w", force_zip64=True) as raw, io.TextIOWrapper(raw, "utf-8", newline="\n") as file:
            _write_document(job, file, with_icons=True)
        for shape in ICON_SHAPES:
            archive.writestr(zipfile.ZipInfo(f"files/{shape}.png", when), draw_icon(shape))


def to_xml(text: str) -> str:
    """Write a text as XML: markup escaped, what XML cannot hold left out."""
    if not _NOT_AS_IT_IS.search(text):
        return text  # nearly every text
    return escape(_NO_XML.sub("", text), {"\r": "&#13;"})


def _write_document(job: ExportJob, file: TextIO, *, with_icons: bool) -> None:
    sheet = job.sheet
    header = sheet.header
    lines = "\n".join(tr("{key}：{words}", key=key, words=words) for key, words in describe_sheet(sheet))
    title = tr(TITLE)
    if header.datum is not Datum.WGS84:
        title = tr("{title}（{datum}）", title=title, datum=header.datum.value)
    file.write('<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document>\n')
    file.write(f"<name>{to_xml(title)}</name>\n<open>1</open>\n<description>{to_xml(to_xml(lines))}</description>\n")
    for head in header.industries:
        file.writelines(_style(head, with_icons))
    file.write(_PARK_STYLE)
    codes = sheet.columns.codes["industry"][sheet.row_numbers]
    rows = sheet.row_numbers[np.argsort(codes, kind="stable")]
    counts = dict(zip(*(found.tolist() for found in np.unique(codes, return_counts=True)), strict=True))
    folder, done = None, 0
    for block in job.blocks(rows, _ROWS_A_BLOCK):
        texts = chain.from_iterable(job.pieces(_placemarks(job, block), done))
        marks = zip(block.codes("industry").tolist(), texts, strict=True)
        for code, members in groupby(marks, key=lambda mark: mark[0]):
            if code != folder:
                title = tr("{name}（{n}）", name=header.industries[code].name, n=counts[code])
                file.write("<Folder>\n" if folder is None else "</Folder>\n<Folder>\n")
                file.write(f"<name>{to_xml(title)}</name>\n")
                folder = code
            file.writelines(text for _, text in members)
        done += len(block)
    file.write("</Folder>\n" if folder is not None else "")
    if job.options["parks"]:
        file.writelines(_park_folder(sheet.parks, header.datum))
    file.write("</Document>\n</kml>\n")


def _style(head: IndustryHead, with_icons: bool) -> Iterator[str]:
    """Write two styles of an industry: its own place, and, fainter, the place of a park."""
    color = (head.color or _NO_COLOR).lstrip("#")
    shape = head.symbol if head.symbol in ICON_SHAPES else "disc"
    icon = f"<Icon><href>files/{shape}.png</href></Icon>" if with_icons else ""
    for name, alpha in (("own", "ff"), ("park", "99")):
        tint = f"{alpha}{color[4:6]}{color[2:4]}{color[0:2]}".lower()  # aabbggrr
        yield (
            f'<Style id="{name}-{head.id}"><IconStyle><color>{tint}</color><scale>0.8</scale>{icon}</IconStyle>'
            f"<LabelStyle><scale>0.7</scale></LabelStyle></Style>\n"
        )


_PARK_STYLE: Final = (
    '<Style id="park"><LineStyle><color>ff78726b</color><width>1.5</width></LineStyle>'
    "<PolyStyle><color>1478726b</color></PolyStyle></Style>\n"
)


def _placemarks(job: ExportJob, block: Block) -> Iterator[str]:
    header = job.sheet.header
    data = map("".join, zip(*(_data(column, block, header) for column in COLUMNS), strict=True))
    spans = _time_spans(job.sheet.read_milestones(block.ids))
    lng, lat = convert(block.lng, block.lat, Datum.WGS84, header.datum)
    heads = [head.id for head in header.industries]
    styles = zip(block["position_schematic"], block.codes("industry").tolist(), strict=True)
    for id_, name, x, y, (is_park, code), text in zip(
        block["id"], block["name"], lng.tolist(), lat.tolist(), styles, data, strict=True
    ):
        begin = spans.get(id_)
        span = f"<TimeSpan><begin>{begin}</begin></TimeSpan>" if begin else ""
        point = f"<Point><coordinates>{x:.7f},{y:.7f}</coordinates></Point>" if x == x else ""
        yield (
            f'<Placemark id="p{id_}"><name>{to_xml(name)}</name>{span}'
            f"<styleUrl>#{'park' if is_park else 'own'}-{heads[code]}</styleUrl>"
            f"<ExtendedData>{text}</ExtendedData>{point}</Placemark>\n"
        )


def _data(column: Column, block: Block, header: ExportHeader) -> list[str]:
    """Write a column as data elements, each distinct value once; unknown ones are left out."""
    if column.field in _PLACES:
        moved = convert(block.lng, block.lat, Datum.WGS84, header.datum)[column.field == "lat"]
        values: list[Any] = [None if degrees != degrees else f"{degrees:.7f}" for degrees in moved.tolist()]
    else:
        values = block[column.field]
    title = tr(column.title)
    if column.field in _PLACES and header.datum is not Datum.WGS84:
        title = tr("{title}（{datum}）", title=title, datum=header.datum.value)
    head = f"<Data name={quoteattr(title)}><value>"
    written = {value: _element(head, column, value) for value in set(values)}
    return [written[value] for value in values]


def _element(head: str, column: Column, value: Any) -> str:  # noqa: ANN401 - whatever the field holds
    shown = value if column.field in _PLACES else column.show(value)
    return "" if shown is None or shown == "" else f"{head}{to_xml(str(shown))}</value></Data>"


def _time_spans(milestones: Iterable[MilestoneRow]) -> dict[int, str]:
    """Return each project's first dated milestone that happened; dates keep their precision."""
    first: dict[int, str] = {}
    for _, project_id, _, date, is_planned, _, _ in milestones:
        if date and not is_planned and date < first.get(project_id, "9999-99"):
            first[project_id] = date
    return first


def _park_folder(parks: Iterable[ParkRow], datum: Datum) -> Iterator[str]:
    yield f"<Folder>\n<name>{to_xml(tr('园区（范围为示意，不作边界依据）'))}</name>\n"
    for park in parks:
        for polygon in read_polygons(park):
            boundaries = "".join(_boundary(ring, place, datum) for place, ring in enumerate(polygon))
            yield (
                f"<Placemark><name>{to_xml(park.name)}</name><styleUrl>#park</styleUrl>"
                f"<Polygon>{boundaries}</Polygon></Placemark>\n"
            )
    yield "</Folder>\n"


def _boundary(ring: list[list[float]], place: int, datum: Datum) -> str:
    corners = np.array(ring)
    lng, lat = convert(corners[:, 0], corners[:, 1], Datum.WGS84, datum)
    coordinates = " ".join(f"{x:.7f},{y:.7f}" for x, y in zip(lng.tolist(), lat.tolist(), strict=True))
    side = "inner" if place else "outer"
    ring_text = f"<LinearRing><coordinates>{coordinates}</coordinates></LinearRing>"
    return f"<{side}BoundaryIs>{ring_text}</{side}BoundaryIs>"
