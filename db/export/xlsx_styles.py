"""How a workbook looks, and how one value becomes one cell."""

import datetime
import re
from collections.abc import Mapping
from typing import Any, Final

from db.export.sheet import ExportSheet
from db.export.table import COLUMNS, Cell
from db.export.xml_text import clean_xml

# XlsxWriter carries no types.
Book = Any
Page = Any
Style = Any
Styles = Mapping[str, Style]

FONT: Final = "微软雅黑"
INK, INK2, INK3, LINE, HEAD, WARN, LINK = "#1D2124", "#4A5157", "#5E656B", "#C9C8C2", "#F1F1EE", "#7A4A00", "#1D4F91"
A3: Final = 8
CHARS_PER_HANZI: Final = 1.75
"""A spreadsheet's width unit is a digit of its default font; a Chinese character of 9 pt takes this many."""

# `General` shows 8, 12.5 and 1012.4 as they are; `#,##0.####` would leave a bare point behind whole numbers.
YI: Final = "General"

MOST_LINKS: Final = 60_000
"""A sheet holds 65,530; what lies beyond stays plain text."""

_MOST_CHARS: Final = 32_767
"""A cell holds no more; XlsxWriter would leave a longer text out altogether."""

_MOST_WHOLE: Final = 10**15
"""Spreadsheets keep 15 digits of a number."""

_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_FIRST_YEAR: Final = 1901
"""Spreadsheets count days from 1900, with a day too many in that year."""

DATE_STYLES: Final = ("date yyyy", "date yyyy-mm", "date yyyy-mm-dd")


def build_styles(book: Book, sheet: ExportSheet) -> Styles:
    """Make every format the sheets use, by name."""
    styles = {name: book.add_format(look) for name, look in _looks().items()}
    group = _cell() | {"bold": True, "font_size": 10, "text_wrap": False, "indent": 1}
    for color in {industry.color for industry in sheet.header.industries} | {None}:
        edge = {"left": 5, "left_color": color or INK3}
        styles[f"group {color}"] = book.add_format(group | edge | {"right": 0})
    styles["group rest"] = book.add_format(group | {"left": 0, "right": 0})
    styles["group end"] = book.add_format(group | {"left": 0})
    for column in COLUMNS:
        if column.number:
            styles[column.number] = book.add_format(_cell() | {"align": "right", "num_format": column.number})
    return styles


def _base() -> dict[str, Any]:
    return {"font_name": FONT, "font_size": 9, "font_color": INK, "valign": "vcenter"}


def _cell() -> dict[str, Any]:
    return _base() | {"border": 1, "border_color": LINE, "text_wrap": True}


def _looks() -> dict[str, dict[str, Any]]:
    base, cell = _base(), _cell()
    total = cell | {"bold": True, "bg_color": HEAD, "text_wrap": False}
    dates = {name: cell | {"align": "center", "num_format": name.removeprefix("date ")} for name in DATE_STYLES}
    return dates | {
        "title": base | {"font_size": 18, "bold": True, "align": "center"},
        "left_title": base | {"font_size": 16, "bold": True},
        "section": base | {"font_size": 11, "bold": True, "valign": "bottom"},
        "note": base | {"font_color": INK2},
        "wrapped_note": base | {"font_color": INK2, "text_wrap": True, "valign": "top"},
        "unit": base | {"font_color": INK2, "align": "right"},
        "head": cell | {"bold": True, "align": "center", "bg_color": HEAD},
        "text": cell | {"indent": 1},
        "inner": cell | {"indent": 3, "font_color": INK2},
        "name": cell | {"bold": True, "indent": 1},
        "center": cell | {"align": "center"},
        "basis": cell | {"align": "center", "font_color": INK3},
        "basis_left": cell | {"indent": 1, "font_color": INK3},
        "qualifier": cell | {"align": "right", "font_color": INK3},
        "amount": cell | {"align": "right", "indent": 1, "num_format": YI},
        "unknown": cell | {"align": "right", "indent": 1, "font_color": INK3},
        "number": cell | {"align": "right", "indent": 1, "num_format": "General"},
        "count": cell | {"align": "right", "indent": 1, "num_format": "#,##0"},
        "percent": cell | {"align": "right", "indent": 1, "num_format": "0.0%"},
        "conflict": cell | {"indent": 1, "font_color": WARN, "bold": True},
        "link": cell | {"align": "center", "font_color": LINK, "underline": 1},
        "total": total | {"indent": 1},
        "total_amount": total | {"align": "right", "indent": 1, "num_format": YI},
        "total_count": total | {"align": "right", "indent": 1, "num_format": "#,##0"},
        "key": base | {"bold": True, "valign": "top"},
        "words": base | {"text_wrap": True, "valign": "top"},
    }


def clean(text: str) -> str:
    """Return what a cell can hold of a text."""
    held = clean_xml(text)[:_MOST_CHARS]
    # XlsxWriter takes a text between these for markup of its own making, and the workbook could not be opened.
    return f"{held} " if held.startswith("<r>") and held.endswith("</r>") else held


def in_cell(value: Cell) -> Cell:
    """Return what a cell holds of a value: spreadsheets keep 15 digits of a number, so a longer one is a text."""
    return str(value) if isinstance(value, int) and abs(value) >= _MOST_WHOLE else value


def write_value(page: Page, row: int, column: int, value: Cell, style: Style) -> None:
    """Write a number as a number and anything else as text."""
    value = in_cell(value)
    if value is None or value == "":
        page.write_blank(row, column, None, style)
    elif isinstance(value, str):
        # As a string whatever it looks like: no text becomes a formula, a number or a link.
        page.write_string(row, column, clean(value), style)
    else:
        page.write_number(row, column, float(value), style)


def write_date(page: Page, row: int, column: int, text: str | None, styles: Styles) -> None:
    """Write an ISO date of honest precision as a real date that shows no more than is known; what is none, as text."""
    day, parts = read_day(text)
    if day is None:
        write_value(page, row, column, text, styles["center"])
    else:
        page.write_datetime(row, column, day, styles[DATE_STYLES[parts - 1]])


def read_day(text: str | None) -> tuple[datetime.date | None, int]:
    """Return the first day of an ISO date of honest precision, and how many of year, month and day it says.

    Without a day: it is none, or one no spreadsheet can hold.
    """
    found = _DATE.fullmatch(text or "")
    if found is None:
        return None, 0
    return _to_day(*found.groups()), sum(part is not None for part in found.groups())


def _to_day(year: str, month: str | None, day: str | None) -> datetime.date | None:
    try:
        found = datetime.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return found if found.year >= _FIRST_YEAR else None


def set_paper(page: Page, last: int, columns: int, heads: tuple[int, int]) -> None:
    """A3 landscape, all columns on one page's width, heads repeated on every page.

    Args:
        page: The sheet.
        last: Last row printed.
        columns: Number of columns printed.
        heads: First and last row of the heads.
    """
    page.set_landscape()
    page.set_paper(A3)
    page.set_margins(left=0.6, right=0.5, top=0.6, bottom=0.7)
    page.fit_to_pages(1, 0)
    page.repeat_rows(*heads)
    page.print_area(0, 0, last, columns - 1)
    page.center_horizontally()
    page.hide_gridlines(2)
