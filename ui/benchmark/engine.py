"""What the program's work costs, measured on an invented ledger without a window: steps, peers and the machine.

Every step says what it touched beside how long it took, so that a step that skips its work is seen. The window's own
numbers (a frame shown, a row painted) are not measured here.
"""

import math
import os
import platform
import random
import sqlite3
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np

from db.filters import Filters
from db.index.column_cache import ColumnCache
from db.index.column_keeping import keep_columns
from db.index.columns import ProjectColumns
from db.index.facets import count_facets, count_totals
from db.index.row_order import ORDER_KEYS
from db.ledger import Ledger
from db.synthetic import write_synthetic_ledger
from geo.aggregation import MapIndex, SymbolColumns, Viewport
from geo.frozen import frozen
from geo.geometry import contains_many
from geo.lnglat import Bounds
from geo.parks import Gazetteer
from geo.placement import Placement, place_projects
from geo.symbols.map_frame import encode_frame
from ui.benchmark.exports import measure_exports, measure_others
from ui.benchmark.peers import Peer, measure_duckdb
from ui.benchmark.steps import Step, measure

_ZOOMS: Final = (8.0, 11.0, 13.5, 16.0)
_CENTRE: Final = (106.32, 29.56)
LEDGER: Final = "benchmark.kxc"
SEARCHES: Final = {
    "1 character": ("园", "厂", "台", "库", "心", "苗", "链"),
    "2 characters": ("芯片", "疫苗", "总部", "冷链", "平台", "技改", "光伏"),
    "3 characters": ("机器人", "传感器", "创新药", "碳纤维", "无人机", "云计算", "锂电池"),
    "4 characters": ("医疗影像", "工业软件", "显示面板", "激光设备", "卫星终端", "封装测试", "智能工厂"),
    "initials": ("xp", "jqr", "cgq", "ym", "wrj", "ylyx", "gyrj"),
    "pinyin": ("xinpian", "jiqiren", "yimiao", "wurenji", "chongqing", "lengl", "jishu"),
}
"""Words by kind: each is asked for once, as an answer is remembered."""


@frozen
class BenchmarkReport:
    """A whole run.

    Attributes:
        projects: In the ledger.
        machine: The machine in one line.
        steps: In the order they were run.
        ratios: How many times as long another program took for the same, by its step.
        pss_mb: Proportional memory of the process, in MB, at moments of the run; empty where the system tells none.
    """

    projects: int
    machine: str
    steps: tuple[Step, ...]
    ratios: Mapping[str, float]
    pss_mb: Mapping[str, float]


def run_benchmark(projects: int, folder: Path, repeats: int = 9, seed: int = 1) -> BenchmarkReport:
    """Measure on an invented ledger.

    Args:
        projects: How many.
        folder: For the ledger and the columns kept beside it; the caller clears it away.
        repeats: Of the short steps.
        seed: Of the ledger.

    Raises:
        LedgerUnwritable: The folder cannot be written.
    """
    path, cache = folder / LEDGER, ColumnCache(folder / "columns")
    memory = {"start": pss_mb()}
    steps = [measure("write the ledger", 1, lambda _: write_synthetic_ledger(path, projects, seed).projects)]
    with Ledger.open(path) as ledger:
        read: list[ProjectColumns] = []
        steps.append(measure("load, first time", 1, lambda _: _read(ledger, cache, read)))
        memory["columns, first time"] = pss_mb()
        steps.append(measure("keep a copy", 1, lambda _: keep_columns(path, read[0], cache)))
        read.clear()
        steps.append(measure("load, again", 3, lambda _: len(ledger.load_columns(cache))))
        columns = ledger.load_columns(cache)
        memory["columns"] = pss_mb()
        steps += _measure_columns(columns, repeats)
        memory["asked"] = pss_mb()
        steps += _measure_map(ledger.load_gazetteer(), columns, repeats)
        memory["map"] = pss_mb()
        steps += measure_exports(ledger, columns, folder, measure)
        memory["exported"] = pss_mb()
        found = measure_others(ledger, columns, folder)
    peers = Peer.build(path)
    found += peers.measure(min(repeats, 3), measure)
    peers.close()
    found += measure_duckdb(columns, min(repeats, 3), measure)
    ratios = _compare(steps, found)
    known = {moment: value for moment, value in memory.items() if value is not None}
    return BenchmarkReport(projects, describe_machine(), (*steps, *found), ratios, known)


def _read(ledger: Ledger, cache: ColumnCache, read: list[ProjectColumns]) -> int:
    read.append(ledger.load_columns(cache))
    return len(read[0])


def _measure_columns(columns: ProjectColumns, repeats: int) -> list[Step]:
    chosen = [_five_dimensions(columns, number) for number in range(repeats)]
    steps = [
        measure("mask, 5 dimensions", repeats, lambda k: len(columns.mask(chosen[k]))),
        measure("facets", repeats, lambda k: _facet_count(columns, chosen[k])),
        measure("facets, first without filter", 1, lambda _: _facet_count(columns, Filters())),
        measure("facets, no filter", repeats, lambda _: _facet_count(columns, Filters(year_from=0, with_undated=True))),
        measure("mask, facets, totals and order", repeats, lambda k: _answer(columns, chosen[k])),
        measure("totals", repeats, lambda k: columns.totals(columns.mask(Filters(year_from=2010 + k))).count),
    ]
    for key in ORDER_KEYS:
        steps.append(measure(f"order by {key}, first time", 1, lambda _, key=key: len(columns.order(key))))  # type: ignore[misc]
        steps.append(measure(f"order by {key}, turned", 1, lambda _, key=key: len(columns.order(key, True))))  # type: ignore[misc]
    steps.append(measure("search, first time", 1, lambda _: int(columns.text.find_rows("无").sum())))
    steps.append(measure("search by sound, first time", 1, lambda _: int(columns.text.find_rows("wu").sum())))
    for kind, words in SEARCHES.items():
        steps.append(measure(f"search, {kind}", len(words), lambda k, w=words: int(columns.text.find_rows(w[k]).sum())))  # type: ignore[misc]
    ring = star(*_CENTRE, 0.1, 200)
    steps.append(
        measure("lasso of 200 vertices", repeats, lambda _: int(contains_many(ring, columns.lng, columns.lat).sum()))
    )
    return steps


def _measure_map(gazetteer: Gazetteer, columns: ProjectColumns, repeats: int) -> list[Step]:
    own = columns.has_value("grade", "own")
    parks = np.array(columns.dimensions["park"].ids, np.int64)[columns.codes["park"]]
    lng, lat = np.where(own, columns.lng, np.nan), np.where(own, columns.lat, np.nan)
    placed: list[Placement] = []
    made: list[MapIndex] = []

    def place(_: int) -> int:
        placed.append(place_projects(gazetteer, columns.ids, parks, lng, lat))
        return len(placed[0].place)

    def index(_: int) -> int:
        made.append(MapIndex(_symbols(columns, placed[0]), placed[0].places))
        return len(columns)

    steps = [measure("placement", 1, place), measure("map index", 1, index)]
    masks = [columns.mask(_five_dimensions(columns, number)) for number in range(repeats)]
    nothing = np.zeros(len(columns), np.bool_)

    def apply(number: int) -> int:
        made[0].apply(masks[number], nothing)
        return len(masks[number])

    steps.append(measure("map index, apply", repeats, apply))
    made[0].apply(np.ones(len(columns), np.bool_), nothing)
    for zoom in _ZOOMS:
        steps.append(measure(f"frame at zoom {zoom:g}, encoded", repeats, partial(_frame, made[0], zoom)))
    return steps


def _frame(index: MapIndex, zoom: float, number: int) -> int:
    """Draw a view that is a little elsewhere each time; returns its bytes."""
    half = 1100 / 2 * 360 / 256 / 2**zoom
    west = _CENTRE[0] + half * (number % 5 - 2) / 10
    bounds = Bounds(max(west - half, -180), _CENTRE[1] - half * 0.6, min(west + half, 180), _CENTRE[1] + half * 0.6)
    return len(encode_frame(index.frame(Viewport(bounds, zoom)), number))


def _symbols(columns: ProjectColumns, placement: Placement) -> SymbolColumns:
    return SymbolColumns(
        project_ids=columns.ids,
        world_x=placement.world_x,
        world_y=placement.world_y,
        place=placement.place,
        industry=np.minimum(columns.codes["industry"], 4).astype(np.uint8),
        amount_wan=columns.amount_wan,
        inferred=columns.has_value("grade", "inferred"),
        planned=columns.planned,
    )


def _five_dimensions(columns: ProjectColumns, number: int) -> Filters:
    """Choose about half of the values of five dimensions, others each time."""
    dice = random.Random(number)

    def some(key: str) -> frozenset[Any]:
        ids = columns.dimensions[key].ids
        return frozenset(dice.sample(ids, max(1, len(ids) // 2)))

    return Filters(
        industries=some("industry"),
        parks=some("park"),
        stages=some("stage"),
        kinds=some("kind"),
        year_from=2012 + number % 5,
    )


def _facet_count(columns: ProjectColumns, filters: Filters) -> int:
    """Add up what the panel shows; returns how many values that are."""
    facets = columns.facets(filters)
    return sum(len(facets[key]) for key in facets.add_up())


def _answer(columns: ProjectColumns, filters: Filters) -> int:
    """Do what a change of the filters makes the window do before it draws, the table sorted by amount."""
    found = columns.ask(filters)
    rows = columns.sorted_rows(found.mask, [("amount_wan", True)])
    facets = count_facets(found)
    return len(rows) + sum(1 for _ in facets.add_up()) + count_totals(found).count


def star(lng: float, lat: float, radius: float, vertices: int) -> tuple[tuple[tuple[float, float], ...], ...]:
    """Return a ring as somebody draws it around a place, its size in degrees."""
    angles = [2 * math.pi * k / vertices for k in range(vertices)]
    reach = [radius * (1 + 0.3 * math.sin(7 * angle)) for angle in angles]
    points = [(lng + r * math.cos(a), lat + r * math.sin(a)) for a, r in zip(angles, reach, strict=True)]
    return ((*points, points[0]),)


def _compare(steps: list[Step], peers: list[Step]) -> dict[str, float]:
    """Return how many times as long a peer took for the same, by its whole name."""
    took = {step.name: step.p50_ms for step in steps}
    ratios = {}
    for peer in peers:
        ours = took.get(peer.name.partition(": ")[2])
        if ours:
            ratios[peer.name] = round(peer.p50_ms / ours, 1)
    return ratios


def pss_mb() -> float | None:
    """Return the process's proportional set size in MB, or None where the system does not tell it."""
    try:
        lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    except OSError:
        return None
    return round(next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024, 1)


def describe_machine() -> str:
    """Return the machine in one line."""
    cores = os.cpu_count() or 0
    versions = f"Python {platform.python_version()}, numpy {np.__version__}, SQLite {sqlite3.sqlite_version}"
    return f"{platform.system()} {platform.machine()}, {cores} cores, {versions}"
