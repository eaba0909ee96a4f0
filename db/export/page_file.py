"""A map in one HTML file: the window's page with the projects inside it, for a phone or anybody's browser."""

from pathlib import Path

from db.export.definitions import TITLE
from db.export.format import ExportJob
from db.export.kpi_notes import describe_sheet
from db.export.page_data import build_page_data
from geo.map_page import MapPageSpec
from geo.page_file import build_page_file, read_page_file_parts
from geo.page_places import home_of
from geo.wording import tr


def write_page_file(job: ExportJob, path: Path) -> None:
    """Write the file.

    Raises:
        LedgerError: The ledger cannot be read.
    """
    sheet, total = job.sheet, len(job.sheet)

    def follow(done: int) -> None:
        job.progress(done, total)

    follow(0)
    parts = read_page_file_parts()
    follow(0)
    data = build_page_data(sheet, parts.tokens, follow) | {"basemap": parts.basemap}
    follow(total)
    told = describe_sheet(sheet)
    follow(total)
    spec = MapPageSpec(bounds=home_of(sheet.gazetteer, sheet.places.placement), title=tr(TITLE))
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for piece in build_page_file(spec, parts, data, told):
            follow(total)
            file.write(piece)
    follow(total)
