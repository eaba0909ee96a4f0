"""Projects counted by industry, park or stage, for the charts that go out."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from db.export.sheet import ExportSheet
from db.project_rows import ProjectRow
from db.schema import STAGES
from geo.frozen import frozen
from geo.wording import tr


@frozen
class Bar:
    """A bar: what of, how many projects, sum of published amounts (万元), how many have none, colour or None."""

    name: str
    count: int
    amount_wan: int
    unpublished: int
    color: str | None


_MOST_BARS: Final = 12
BAR_COLOR: Final = "#5E7A9B"
UNKNOWN_COLOR: Final = "#A9AFB5"
NONE_WORDS: Final = {"stage": "未载", "park": "仅知在科学城", "industry": "未归类"}


def count_bars(rows: Iterable[ProjectRow], sheet: ExportSheet, by: str, most: int = _MOST_BARS) -> list[Bar]:
    """Count projects by `industry`, `park` or `stage`: industries and stages in their order, parks by number.

    Args:
        rows: The projects.
        sheet: Whose names and colours are meant.
        by: What to count by.
        most: Bars of what is known; the rest of them becomes one. What is not known is one more, always last.
    """
    found: dict[str, list[ProjectRow]] = {}
    for row in rows:
        found.setdefault(_name(row, by), []).append(row)
    order = _order(sheet, by, Counter({name: len(members) for name, members in found.items()}))
    colors = {industry.name: industry.color for industry in sheet.header.industries} if by == "industry" else {}
    none = NONE_WORDS[by]
    bars = [_bar(name, found[name], colors.get(name)) for name in order if name in found and name != tr(none)]
    if len(bars) > most:
        rest = [row for bar in bars[most - 1 :] for row in found[bar.name]]
        bars = [*bars[: most - 1], _bar(tr("其余 {n} 个", n=len(bars) - most + 1), rest, UNKNOWN_COLOR)]
    return [*bars, _bar(tr(none), found[tr(none)], UNKNOWN_COLOR)] if tr(none) in found else bars


def _bar(name: str, rows: Sequence[ProjectRow], color: str | None) -> Bar:
    amounts = [row.amount_wan for row in rows if row.amount_wan is not None]
    return Bar(name, len(rows), sum(amounts), len(rows) - len(amounts), color)


def _name(row: ProjectRow, by: str) -> str:
    known = {"stage": row.stage, "park": row.park, "industry": row.industry}
    return known[by] or tr(NONE_WORDS[by])


def _order(sheet: ExportSheet, by: str, counts: Counter[str]) -> list[str]:
    if by == "stage":
        return [stage for stage, _, _ in STAGES]
    if by == "industry":
        return list(dict.fromkeys([*(industry.name for industry in sheet.header.industries), *counts]))
    return [name for name, _ in counts.most_common()]
