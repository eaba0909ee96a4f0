"""Projects as a table on paper: names, industry, stage, amount, place, and which documents say so."""

from collections.abc import Iterator, Sequence
from typing import Final

from db.export.paper.contents import PaperContents
from db.export.paper.marks import Block
from db.export.paper.press import Press
from db.export.paper.tables import HEAD_MM, ROW_MM, Cell, TableColumn, rows_fitting, table
from db.money import figure_unit, format_figure
from db.project_rows import ProjectRow
from geo.wording import term, tr

_CIRCLED_ONE: Final = 0x2460
_CIRCLED: Final = 10


def project_tables(
    rows: Sequence[ProjectRow], contents: PaperContents, press: Press, width: float, room: float, full: float
) -> Iterator[Block]:
    """Go over a table of projects, cut into what fits on each page.

    Args:
        rows: The projects.
        contents: For industries and documents.
        press: Colours and widths.
        width: Of the table, mm.
        room: Height left on the first page, mm; may be too little for any row.
        full: Height of the pages after it, mm.
    """
    columns = _columns()
    cells = [list(_cells(row, contents)) for row in rows]
    first = 0
    while first < len(cells):
        count = rows_fitting(room)
        if count:
            yield table(columns, cells[first : first + count], width, press)
        else:
            yield Block(0.0, ())
        first += count
        room = full


def table_height(count: int) -> float:
    """Return the height of a table of some rows, mm."""
    return HEAD_MM + count * ROW_MM


def number_documents(contents: PaperContents) -> dict[str, str]:
    """Return a sign for each document, ① for the first."""
    documents = contents.sheet.header.documents
    return {document.id: document_sign(place) for place, document in enumerate(documents)}


def document_sign(place: int) -> str:
    """Return ①, ② … for the first, the second …; beyond ⑩ a number in brackets."""
    return chr(_CIRCLED_ONE + place) if place < _CIRCLED else f"({place + 1})"


def _columns() -> tuple[TableColumn, ...]:
    return (
        TableColumn(tr("项目"), 34),
        TableColumn(tr("产业"), 19),
        TableColumn(tr("阶段"), 9),
        TableColumn(tr("日期"), 11),
        TableColumn(tr("金额（{unit}）", unit=figure_unit()), 14, is_number=True),
        TableColumn(tr("园区"), 22),
        TableColumn(tr("来源"), 9, is_number=True),
    )


def _cells(row: ProjectRow, contents: PaperContents) -> Iterator[Cell]:
    heads = contents.sheet.header.industries
    place = next((place for place, head in enumerate(heads) if head.id == (row.industry_id or 0)), len(heads) - 1)
    yield Cell(row.name)
    name = row.industry or term("未归类")
    yield Cell(name, int(contents.slot_of_code[place]), bool(row.industry) and row.industry_basis == "inferred")
    yield Cell(term(row.stage)) if row.stage else _unknown()
    yield Cell(row.stage_date) if row.stage_date else _unknown()
    yield _amount(row)
    yield Cell(row.park, is_doubtful=row.park_basis == "inferred") if row.park else Cell(tr("未写明"), token="ink3")
    signs = number_documents(contents)
    yield Cell("".join(signs.get(document, "") for document in row.documents), token="ink2")


def _amount(row: ProjectRow) -> Cell:
    if row.amount_wan is None:
        return Cell(tr("未公布"), token="ink3")
    return Cell(f"{row.amount_qualifier or ''}{format_figure(row.amount_wan)}")


def _unknown() -> Cell:
    return Cell(tr("未写明"), token="ink3")
