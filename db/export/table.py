"""The ledger's columns as people know them, in one order for every tabular format."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from db.export.sheet import BASIS_WORDS, GRADE_WORDS, POSITION_WORDS
from db.filters import WAN_PER_YI
from db.project_rows import ProjectRow

Cell = str | int | float | Decimal | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a tabular export.

    Attributes:
        title: Head.
        read: The cell of a row; None is unknown and stays empty.
        width: Width in Chinese characters, for formats that have one.
        number: Number format of a spreadsheet, or empty for text.
    """

    title: str
    read: Callable[[ProjectRow], Cell]
    width: float
    number: str = ""


def _join(words: tuple[str, ...]) -> str:
    return "；".join(words)


def amount_yi(amount_wan: int | None) -> Decimal | None:
    """Return an amount in 亿元, exactly.

    Args:
        amount_wan: Amount in 万元.
    """
    return None if amount_wan is None else Decimal(amount_wan) / WAN_PER_YI


COLUMNS: Final = (
    Column("编号", lambda row: row.id, 5, "0"),
    Column("项目名称", lambda row: row.name, 24),
    Column("别名", lambda row: _join(row.aliases), 14),
    Column("类别", lambda row: row.kind_name, 6),
    Column("主导产业", lambda row: row.industry, 11),
    Column("细分", lambda row: row.track, 10),
    Column("产业依据", lambda row: BASIS_WORDS[row.industry_basis], 5),
    Column("单位", lambda row: _join(row.organisations), 18),
    Column("单位标签", lambda row: _join(row.tags), 9),
    Column("金额限定", lambda row: row.amount_qualifier, 5),
    Column("金额（亿元）", lambda row: amount_yi(row.amount_wan), 7, "General"),
    Column("金额原文", lambda row: row.amount_text, 9),
    Column("园区", lambda row: row.park, 14),
    Column("归园依据", lambda row: BASIS_WORDS[row.park_basis] or GRADE_WORDS["city"], 7),
    Column("阶段", lambda row: row.stage, 5),
    Column("阶段日期", lambda row: row.stage_date, 7),
    Column("年份", lambda row: row.year, 5, "0"),
    Column("活动", lambda row: _join(row.events), 20),
    Column("用地（亩）", lambda row: row.area_mu, 6, "General"),
    Column("就业（个）", lambda row: row.jobs, 6, "#,##0"),
    Column("经度", lambda row: row.lng, 7, "0.0000###"),
    Column("纬度", lambda row: row.lat, 7, "0.0000###"),
    Column("位置依据", lambda row: POSITION_WORDS[row.position_basis], 8),
    Column("位置可信度", lambda row: row.position_confidence, 5),
    Column("摘要", lambda row: row.summary, 26),
    Column("备注", lambda row: row.note, 20),
    Column("来源", lambda row: _join(row.documents), 14),
)
"""Every column, in order."""
