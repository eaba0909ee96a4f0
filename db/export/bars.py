"""Projects counted by industry, park or stage, for the charts that go out."""

from collections import Counter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from db.export.sheet import ExportSheet
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


def count_bars(sheet: ExportSheet, by: str, most: int = _MOST_BARS) -> list[Bar]:
    """Count the projects of a sheet by `industry`, `park` or `stage`: parks by number, the others in their order.

    Args:
        sheet: The projects; also whose names and colours are meant.
        by: What to count by.
        most: Bars of what is known; the rest of them becomes one. What is not known is one more, always last.
    """
    codes, amounts = sheet.columns.codes[by][sheet.row_numbers], sheet.columns.amount_wan[sheet.row_numbers]
    none = tr(NONE_WORDS[by])
    found: dict[str, NDArray[np.bool_]] = {}
    for code in codes[np.sort(np.unique(codes, return_index=True)[1])].tolist():  # as they first come
        found[_name(sheet, by, code)] = codes == code
    order = _order(sheet, by, Counter({name: int(np.count_nonzero(members)) for name, members in found.items()}))
    colors = {industry.name: industry.color for industry in sheet.header.industries} if by == "industry" else {}
    bars = [_bar(name, amounts[found[name]], colors.get(name)) for name in order if name in found and name != none]
    if len(bars) > most:
        rest = np.logical_or.reduce([found[bar.name] for bar in bars[most - 1 :]])
        words = tr("其余 {n} 个", n=len(bars) - most + 1)
        bars = [*bars[: most - 1], _bar(words, amounts[rest], UNKNOWN_COLOR)]
    return [*bars, _bar(none, amounts[found[none]], UNKNOWN_COLOR)] if none in found else bars


def _bar(name: str, amounts: NDArray[np.int64], color: str | None) -> Bar:
    published = amounts[amounts >= 0]
    return Bar(name, len(amounts), int(published.sum()), len(amounts) - len(published), color)


def _name(sheet: ExportSheet, by: str, code: int) -> str:
    dimension = sheet.columns.dimensions[by]
    return tr(NONE_WORDS[by]) if dimension.ids[code] in (0, NONE_WORDS["stage"]) else dimension.names[code]


def _order(sheet: ExportSheet, by: str, counts: Counter[str]) -> list[str]:
    if by == "stage":
        return [stage for stage, _, _ in STAGES]
    if by == "industry":
        return list(dict.fromkeys([*(industry.name for industry in sheet.header.industries), *counts]))
    return [name for name, _ in counts.most_common()]
