"""What a person waits for, beside what it is meant to take and what others take: one table of a whole run."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Final

from geo.frozen import frozen
from geo.wording import tr
from ui.benchmark.engine import SEARCHES
from ui.benchmark.steps import Step

_MS: Final = "ms"
_RATE: Final = "rows/s"
_MB: Final = "MB"
_SHARE: Final = "%"

_DRAWN: Final = (
    ("换一个筛选条件，全部画好", "filter: all shown"),
    ("移动或缩放地图，画面出现", "move: frame shown"),
)
_ANSWERED: Final = (
    ("点地图，表格行出现", "click on the map: row painted"),
    ("点表格行，地图画好", "click on a row: map drawn"),
    ("搜索文字或拼音，窗口得知命中", "search: hits known"),
    ("套索 200 个顶点，选出项目", "lasso of 200 vertices"),
    ("套索 200 个顶点，窗口得知选出的项目", "lasso: hits known"),
    ("按任一列排序，表格画好", "sort: rows painted"),
)
_OPENED: Final = (
    ("第一次打开，地图可用", "open: map drawn, first time"),
    ("再次打开，地图可用", "open: map drawn"),
    ("启动到地图可用，热启动", "start: first map drawn, warm"),
    ("启动到地图可用，冷启动", "start: first map drawn, cold"),
)
_EXPORTED: Final = (("导出 CSV", "CSV"), ("导出 GeoPackage", "GPKG"))
_COMPARED: Final = (
    ("各维计数", "facets, no filter"),
    ("视野里的符号，11 级", "frame at zoom 11, encoded"),
    ("视野里的符号，8 级", "frame at zoom 8, encoded"),
)
_LATE: Final = "拖动时晚于 33 毫秒的帧"
_SEARCHED: Final = "搜索文字或拼音，命中已知"
_MEMORY: Final = "全部进程的内存，比小台账多"
_WORKBOOK: Final = "导出 Excel 工作簿"

_Most = tuple[float | None, float | None]
"""What a median and a 95th percentile may be at most, or a rate at least; None where nothing is asked."""

_OF_ANY: Final[Mapping[str, _Most]] = {
    "start: first map drawn, warm": (750.0, None),
    "start: first map drawn, cold": (1400.0, None),
}
"""A start opens the ledger that comes with the program."""

_OF_A_SIZE: Final[Mapping[int, Mapping[str, _Most]]] = {
    1_000_000: {
        "filter: all shown": (45.0, 75.0),
        "move: frame shown": (17.0, 35.0),
        _LATE: (1.0, None),
        _SEARCHED: (None, 90.0),
        "search: hits known": (None, 90.0),
        "click on the map: row painted": (None, 12.0),
        "click on a row: map drawn": (None, 12.0),
        "lasso of 200 vertices": (None, 100.0),
        "lasso: hits known": (None, 100.0),
        "sort: rows painted": (None, 300.0),
        "open: map drawn, first time": (2000.0, None),
        "open: map drawn": (900.0, None),
        _MEMORY: (None, 180.0),
        "CSV": (200_000.0, None),
        "GPKG": (60_000.0, None),
    },
    10_000_000: {
        "filter: all shown": (150.0, 250.0),
        "move: frame shown": (17.0, 35.0),
        _LATE: (1.0, None),
        _SEARCHED: (None, 500.0),
        "search: hits known": (None, 500.0),
        "lasso of 200 vertices": (None, 600.0),
        "lasso: hits known": (None, 600.0),
        "click on the map: row painted": (None, 15.0),
        "click on a row: map drawn": (None, 15.0),
        "sort: rows painted": (None, 3000.0),
        "open: map drawn, first time": (20_000.0, None),
        "open: map drawn": (2000.0, None),
        _MEMORY: (None, 800.0),
    },
}
_NOTHING: Final[_Most] = (None, None)

JUDGED: Final = tuple(_OF_A_SIZE)
"""Numbers of projects that something is asked of; of others only what was measured is told."""


@frozen
class Bar:
    """One line of the table.

    Attributes:
        what: In Chinese, through `tr` where it is shown.
        unit: Of the numbers.
        p50: Median measured, or the only number there is; None where only `p95` counts.
        p95: 95th percentile, or None.
        most_p50: What the median may be at most (of rates and only there, at least); None where nothing is asked.
        most_p95: What the percentile may be at most.
        others: How many times as long others took for the same in the same run, by name.
    """

    what: str
    unit: str
    p50: float | None
    p95: float | None
    most_p50: float | None
    most_p95: float | None
    others: Mapping[str, float]

    @property
    def holds(self) -> bool:
        """Whether it is as it is meant to be."""
        if self.unit == _RATE:
            return self.p50 is not None and self.most_p50 is not None and self.p50 >= self.most_p50
        pairs = ((self.p50, self.most_p50), (self.p95, self.most_p95))
        return all(most is None or (value is not None and value <= most) for value, most in pairs)


def find_bars(
    projects: int,
    steps: Sequence[Step],
    ratios: Mapping[str, float],
    late_frames: float | None,
    above_small_mb: Mapping[str, float],
) -> list[Bar]:
    """Return the lines of what was measured; what was not measured is left out.

    Args:
        projects: Of how many; what is asked stands beside what was measured for the numbers in `JUDGED` only.
        steps: All steps of a run.
        ratios: By a peer's step, as `db` was measured.
        late_frames: Share of the frames of a drag that came later than 33 ms, or None.
        above_small_mb: Memory of all processes above a small ledger's, at moments.
    """
    by_name = {step.name: step for step in steps}
    asked = {**_OF_ANY, **_OF_A_SIZE.get(projects, {})}
    found = [*_drawn(by_name, late_frames, asked), *_answered(by_name, asked), *_openings(by_name, asked)]
    if above_small_mb:
        drawn, most = above_small_mb.get("map drawn"), max(above_small_mb.values())
        found.append(Bar(_MEMORY, _MB, drawn, most, *asked.get(_MEMORY, _NOTHING), {}))
    return [*found, *_exported(by_name, ratios, asked), *_compared(by_name, ratios)]


_Asked = Mapping[str, _Most]


def _drawn(steps: Mapping[str, Step], late: float | None, asked: _Asked) -> Iterator[Bar]:
    for what, name in _DRAWN:
        if name in steps:
            most = asked.get(name, _NOTHING)
            yield Bar(what, _MS, steps[name].p50_ms, steps[name].p95_ms, *most, _pages(steps, name))
    if late is not None:
        yield Bar(_LATE, _SHARE, round(100 * late, 1), None, *asked.get(_LATE, _NOTHING), {})


def _answered(steps: Mapping[str, Step], asked: _Asked) -> Iterator[Bar]:
    searches = [steps[f"search, {kind}"] for kind in SEARCHES if f"search, {kind}" in steps]
    if searches:
        middle = sorted(step.p50_ms for step in searches)[len(searches) // 2]
        slowest = max(step.p95_ms for step in searches)
        yield Bar(_SEARCHED, _MS, middle, slowest, *asked.get(_SEARCHED, _NOTHING), {})
    for what, name in _ANSWERED:
        if name in steps:
            yield Bar(what, _MS, steps[name].p50_ms, steps[name].p95_ms, *asked.get(name, _NOTHING), {})


def _exported(steps: Mapping[str, Step], ratios: Mapping[str, float], asked: _Asked) -> Iterator[Bar]:
    for what, key in _EXPORTED:
        step = steps.get(f"{key} of every row")
        if step is not None and step.p50_ms:
            rate = round(1000 * step.work / step.p50_ms)
            yield Bar(what, _RATE, rate, None, *asked.get(key, _NOTHING), _of(ratios, key))
    if "XLSX" in steps:
        rate = round(1000 * steps["XLSX"].work / max(steps["XLSX"].p50_ms, 0.001))
        yield Bar(_WORKBOOK, _RATE, rate, None, *_NOTHING, _of(ratios, "XLSX"))


def _compared(steps: Mapping[str, Step], ratios: Mapping[str, float]) -> Iterator[Bar]:
    for what, name in _COMPARED:
        if name in steps:
            yield Bar(what, _MS, steps[name].p50_ms, steps[name].p95_ms, *_NOTHING, _of(ratios, name))


def _of(ratios: Mapping[str, float], name: str) -> dict[str, float]:
    """The ratios of one step, by who took so long."""
    return {peer.partition(": ")[0]: ratio for peer, ratio in ratios.items() if peer.partition(": ")[2] == name}


def _openings(steps: Mapping[str, Step], asked: _Asked) -> Iterator[Bar]:
    for what, name in _OPENED:
        # How the disk was made cold stands behind the name.
        step = steps.get(name) or next((step for key, step in steps.items() if key.startswith(f"{name} (")), None)
        if step is not None and step.repeats:
            yield Bar(what, _MS, step.p50_ms, None, *asked.get(name, _NOTHING), {})


def _pages(steps: Mapping[str, Step], name: str) -> dict[str, float]:
    """How many times as long other map pages took from a filter to the frame than the window, of what was measured."""
    ours = steps[name].p50_ms
    if not name.startswith("filter") or not ours:
        return {}
    ending = ": filter → frame"
    return {
        peer.removesuffix(ending): round(step.p50_ms / ours, 1)
        for peer, step in steps.items()
        if peer.endswith(ending) and step.repeats
    }


def to_record(bar: Bar) -> dict[str, object]:
    """Return a line for programs; `holds` is None where nothing is asked."""
    asked = bar.most_p50 is not None or bar.most_p95 is not None
    return {**{field.name: getattr(bar, field.name) for field in fields(bar)}, "holds": bar.holds if asked else None}


def to_row(bar: Bar) -> tuple[str, str, str, str, str]:
    """Return a line for people: what, the bar, what was measured, whether it holds, what others took."""
    meant = " / ".join(f"{value:g}" for value in (bar.most_p50, bar.most_p95) if value is not None)
    found = " / ".join(f"{value:,.1f}" for value in (bar.p50, bar.p95) if value is not None)
    sign = "≥" if bar.unit == _RATE else "≤"
    others = tr("；").join(f"{name} ×{ratio:g}" for name, ratio in bar.others.items())
    holds = (tr("是") if bar.holds else tr("否")) if meant else ""
    return tr(bar.what), f"{sign} {meant} {bar.unit}" if meant else "", f"{found} {bar.unit}", holds, others
