"""The ledger's columns as people know them, in one order for every tabular format."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from db.export.fields import WORD_SEPARATOR
from db.export.sheet import BASIS_WORDS, GRADE_WORDS, POSITION_WORDS
from db.money import WAN_PER_YI
from db.project_rows import ProjectRow
from geo.frozen import frozen
from geo.wording import tr

Cell = str | int | float | Decimal | None


def as_it_is(value: Any) -> Any:  # noqa: ANN401 - whatever the field holds
    """Show a value as it is."""
    return value


def _join(words: tuple[str, ...]) -> str:
    return WORD_SEPARATOR.join(words)


def amount_yi(amount_wan: int | None) -> Decimal | None:
    """Return an amount in 亿元, exactly.

    Args:
        amount_wan: Amount in 万元.
    """
    return None if amount_wan is None else Decimal(amount_wan) / WAN_PER_YI


@frozen
class Column:
    """One column of a tabular export.

    Attributes:
        title: Head.
        field: Which field of a row or a block it shows.
        width: Width in Chinese characters, for formats that have one.
        number: Number format of a spreadsheet, or empty for text.
        show: Turns the field's value into the cell; None is unknown and stays empty.
    """

    title: str
    field: str
    width: float
    number: str = ""
    show: Callable[[Any], Cell] = as_it_is

    def read(self, row: ProjectRow) -> Cell:
        """Return the cell of a row."""
        return self.show(getattr(row, self.field))


COLUMNS: Final = (
    Column("编号", "id", 5, "0"),
    Column("项目名称", "name", 24),
    Column("别名", "aliases", 14, show=_join),
    Column("类别", "kind_name", 6),
    Column("主导产业", "industry", 11),
    Column("细分", "track", 10),
    Column("产业依据", "industry_basis", 5, show=BASIS_WORDS.__getitem__),
    Column("单位", "organisations", 18, show=_join),
    Column("单位标签", "tags", 9, show=_join),
    Column("金额限定", "amount_qualifier", 5),
    Column("金额（亿元）", "amount_wan", 7, "General", amount_yi),
    Column("金额原文", "amount_text", 9),
    Column("园区", "park", 14),
    Column("归园依据", "park_basis", 7, show=lambda basis: BASIS_WORDS[basis] or GRADE_WORDS["city"]),
    Column("阶段", "stage", 5),
    Column("阶段日期", "stage_date", 7),
    Column("年份", "year", 5, "0"),
    Column("活动", "events", 20, show=_join),
    Column("用地（亩）", "area_mu", 6, "General"),
    Column("就业（个）", "jobs", 6, "#,##0"),
    Column("经度", "lng", 7, "0.0000###"),
    Column("纬度", "lat", 7, "0.0000###"),
    Column("位置依据", "position_basis", 8, show=POSITION_WORDS.__getitem__),
    Column("示意位置", "position_schematic", 5, show=lambda is_schematic: tr("是") if is_schematic else ""),
    Column("位置可信度", "position_confidence", 5),
    Column("摘要", "summary", 26),
    Column("备注", "note", 20),
    Column("来源", "documents", 14, show=_join),
)
"""Every column, in order."""
