"""The columns the project table can show, and what each cell says; everything is looked up, nothing is copied."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from db.index.columns import ProjectColumns
from db.index.dimensions import shown_name
from db.money import figure_unit, format_figure
from geo.frozen import frozen
from geo.wording import CHINESE, language, term, tr

GRADE_WORDS = {"own": "自有坐标", "stated": "原文", "inferred": "推断", "city": "–"}
NAME_MIN_WIDTH = 260
LEAST_WIDTH = 48


@frozen
class TableColumn:
    """One column.

    Attributes:
        key: its order key in ``ProjectColumns``.
        title: heading.
        width: first width in pixels; the names' is the least they get.
        numeric: numbers stand right and are asked for largest first.
        shown: whether it is shown until somebody chooses otherwise.
        several: a project may have several values.
        english_width: the first width where English words need more; 0 where they do not.
    """

    key: str
    title: str
    width: int
    numeric: bool = False
    shown: bool = True
    several: bool = False
    english_width: int = 0

    @property
    def first_width(self) -> int:
        """Pixels at first, in the person's language."""
        return self.width if language() == CHINESE else self.english_width or self.width


COLUMNS: tuple[TableColumn, ...] = (
    TableColumn("name", "项目", NAME_MIN_WIDTH),
    TableColumn("industry", "产业", 140),
    TableColumn("track", "细分", 120, shown=False),
    TableColumn("kind", "类别", 84, shown=False),
    TableColumn("stage", "阶段", 64, english_width=104),
    TableColumn("latest_date", "最近日期", 88, english_width=76),
    TableColumn("year", "年份", 64, shown=False),
    TableColumn("park", "园区", 170, english_width=140),
    TableColumn("grade", "位置依据", 80),
    TableColumn("organisation", "单位", 190, shown=False, several=True),
    TableColumn("tag", "标签", 120, shown=False, several=True),
    TableColumn("event", "活动", 190, shown=False, several=True),
    TableColumn("amount_wan", "金额（{unit}）", 108, numeric=True),
    TableColumn("document_count", "来源", 64, numeric=True),
)


def title_of(column: TableColumn) -> str:
    """A column's heading in the person's language."""
    return tr(column.title, unit=figure_unit()) if column.key == "amount_wan" else tr(column.title)


NUMBERS = {column.key: number for number, column in enumerate(COLUMNS)}
AMOUNT_COLUMN = NUMBERS["amount_wan"]


def amount_words(columns: ProjectColumns, row: int) -> str:
    """A project's amount as the table says it: qualifier and 亿元, the printed words where no figure was given."""
    amount = int(columns.amount_wan[row])
    if amount < 0:
        return columns.amount_texts[row] or tr("未公布")
    return f"{term(columns.amount_qualifiers[row])} {format_figure(amount)}".strip()


class CellWords:
    """What the cells of some columns say."""

    def __init__(self, columns: ProjectColumns) -> None:
        """Look everything up in these columns."""
        self._columns = columns
        self._shown: dict[str, dict[int, str]] = {}
        self._special: dict[str, Callable[[int], str]] = {
            "name": lambda row: columns.names[row],
            "latest_date": lambda row: columns.latest_dates[row] or tr("未载"),
            "grade": self._grade,
            "amount_wan": lambda row: amount_words(columns, row),
            "document_count": lambda row: tr("{n} 篇", n=columns.document_count[row]),
        }

    def text(self, key: str, row: int) -> str:
        """What the cell of a column and a row of ``ProjectColumns`` says; never empty."""
        if special := self._special.get(key):
            return special(row)
        dimension = self._columns.dimensions[key]
        if COLUMNS[NUMBERS[key]].several:
            codes = self._columns.multi[key].codes_of(row)
            return tr("、").join(dimension.names[code] for code in codes.tolist()) or "–"
        code = int(self._columns.codes[key][row])
        known = self._shown.setdefault(key, {})
        if code not in known:
            known[code] = shown_name(dimension.names[code])
        return known[code]

    def matching(self, keys: Sequence[str], words: Sequence[str]) -> npt.NDArray[np.bool_]:
        """Which rows say every word in one of these columns; case does not matter.

        Values of dimensions are looked through once each, not once a row; columns of numbers are passed over.

        Returns:
            bool[n]; all False without words.
        """
        found = np.full(len(self._columns), bool(words))
        sought = [key for key in keys if not COLUMNS[NUMBERS[key]].numeric]
        for word in words:
            says = [self._saying(key, word.casefold()) for key in sought]
            found &= np.logical_or.reduce(says) if says else False
        return found

    def _saying(self, key: str, word: str) -> npt.NDArray[np.bool_]:
        columns = self._columns
        if key in ("name", "latest_date"):
            texts = columns.names if key == "name" else columns.latest_dates
            unknown = tr("未载").casefold()
            return np.fromiter(
                (word in (text.casefold() if text else unknown) for text in texts), np.bool_, len(columns)
            )
        dimension = columns.dimensions[key]
        names = [GRADE_WORDS[str(id_)] for id_ in dimension.ids] if key == "grade" else dimension.names
        says = np.array([word in shown_name(name).casefold() for name in names], np.bool_)
        if key not in columns.multi:
            found: npt.NDArray[np.bool_] = says[columns.codes[key]]
            return np.where(columns.manual, word in tr("人工").casefold(), found) if key == "grade" else found
        pairs, found = columns.multi[key], np.zeros(len(columns), np.bool_)
        found[pairs.rows[says[pairs.codes]]] = True
        return found

    def _grade(self, row: int) -> str:
        grade = self._columns.dimensions["grade"].ids[self._columns.codes["grade"][row]]
        return tr("人工") if self._columns.manual[row] else term(GRADE_WORDS[str(grade)])
