"""Invented ledgers of any size, for measuring: skewed as real registers are, the same for the same seed.

A few parks, organisations and industries hold most projects, amounts follow a power law and a fifth of them are
unpublished, some projects have coordinates of their own and some are known only to be in the city. Nothing in such a
ledger is true.
"""

import contextlib
import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.connection import LedgerUnwritable, create_ledger_connection
from geo.frozen import frozen

_BATCH: Final = 100_000
_CENTRE: Final = (106.32, 29.56)
_INDUSTRIES: Final = ("新一代信息技术", "先进制造", "大健康", "高技术服务", "绿色低碳")
_TRACKS: Final = ("集成电路", "软件", "汽车", "装备", "医药", "器械", "检测", "设计", "储能", "环保")
_KINDS: Final = ("industry", "innovation", "city", "transport", "education")
_STAGES: Final = ("签约", "落户", "开工", "在建", "完工", "投产")
_PRODUCTS: Final = (
    "芯片", "封装测试", "光伏组件", "锂电池", "疫苗", "创新药", "机器人", "传感器", "激光设备", "碳纤维", "云计算",
    "无人机", "卫星终端", "冷链", "显示面板", "汽车零部件", "氢燃料电池", "半导体材料", "医疗影像", "工业软件",
)  # fmt: skip
_FORMS: Final = (
    "生产基地", "研发中心", "总部", "产业园", "智能工厂", "数据中心", "扩建工程", "技改项目", "物流枢纽", "创新平台",
)  # fmt: skip
_CITIES: Final = ("重庆", "上海", "苏州", "杭州", "宁波", "南京", "合肥", "成都", "武汉", "西安", "长沙", "昆明")
_SURNAMES: Final = "华中金科瑞恒天盛宏泰嘉祥博远启明信达同方正大通源安康丰润和新创联合众智慧云海蓝星辰光辉"
_PLACES: Final = ("龙凤石青白金玉长双九红黄云清山大沙宝歌兴", "溪桥岭滩坪湾岗店堰坝垭井塘寨岩渡湖林场口")
_OWN_NAMED: Final = 0.56
"""Share of projects that carry their organisation's name, as in the documents of the data pack (48 of 86)."""
_TAGS: Final = ("央企", "世界500强", "上市公司", "专精特新")

Column = list[Any]


@frozen
class SyntheticReport:
    """What was written.

    Attributes:
        projects: Rows of `projects`.
        milestones: Rows of `milestones`.
        organisations: Rows of `organisations`.
        parks: Rows of `parks`, the city included.
        evidence: Rows of `evidence`.
        size_bytes: Size of the file.
    """

    projects: int
    milestones: int
    organisations: int
    parks: int
    evidence: int
    size_bytes: int


def write_synthetic_ledger(path: Path, projects: int, seed: int = 1) -> SyntheticReport:
    """Write an invented ledger; it appears whole or not at all.

    Args:
        path: A file; one that is there is replaced.
        projects: How many, at least 1.
        seed: The same seed and number give the same rows.

    Raises:
        LedgerUnwritable: The file cannot be written.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        with contextlib.closing(create_ledger_connection(part)) as connection:
            # The file is moved into place when it is finished: nothing needs to survive a failure before that.
            connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;")
            with connection:
                fill_synthetic_ledger(connection, projects, seed)
            tables = ("projects", "milestones", "organisations", "parks", "evidence")
            counts = {table: _count(connection, table) for table in tables}
        os.replace(part, path)
        return SyntheticReport(**counts, size_bytes=path.stat().st_size)
    except (OSError, sqlite3.OperationalError) as error:
        raise LedgerUnwritable(f"无法写入台账（{error}）：{path}。") from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def fill_synthetic_ledger(connection: sqlite3.Connection, projects: int, seed: int = 1) -> None:
    """Fill an empty ledger; the caller commits.

    Args:
        connection: Open on a ledger of the current schema without rows.
        projects: How many, at least 1.
        seed: The same seed and number give the same rows.
    """
    dice = np.random.default_rng(seed)
    parks = _fill_vocabularies(connection, projects, dice)
    organisations = max(3, projects // 8)
    names = _organisation_names(organisations, dice)
    _insert(connection, "organisations", "id, name", [list(range(1, organisations + 1)), names])
    tagged = np.flatnonzero(dice.random(organisations) < 0.05)
    tags = [_TAGS[tag] for tag in dice.integers(len(_TAGS), size=len(tagged)).tolist()]
    _insert(connection, "organisation_tags", "organisation_id, tag", [(tagged + 1).tolist(), tags])
    for first in range(1, projects + 1, _BATCH):
        ids = np.arange(first, min(first + _BATCH, projects + 1))
        owners = _skewed(organisations, len(ids), dice)
        _insert_projects(connection, ids, parks, [names[owner] for owner in owners.tolist()], dice)
        _insert_links(connection, ids, owners, dice)
        _insert_milestones(connection, ids, dice)


def _fill_vocabularies(connection: sqlite3.Connection, projects: int, dice: np.random.Generator) -> NDArray[np.float64]:
    """Write what projects refer to; return the parks' degrees, float64[p, 2], NaN where unknown."""
    connection.execute("INSERT INTO taxonomies (id, name) VALUES (1, '示例分类')")
    tops = range(1, len(_INDUSTRIES) + 1)
    _insert(connection, "industries", "id, taxonomy_id, level, name", [tops, [1] * 5, [1] * 5, _INDUSTRIES])
    places = range(len(_TRACKS))
    tracks = [[11 + k for k in places], [1] * 10, [1 + k // 2 for k in places], [2] * 10, _TRACKS]
    _insert(connection, "industries", "id, taxonomy_id, parent_id, level, name", tracks)
    count = int(min(400, 12 + projects**0.42))
    spots = np.array(_CENTRE) + dice.normal(0, (0.12, 0.1), (count, 2))
    spots[dice.random(count) < 0.08] = np.nan
    spots[0] = _CENTRE
    shown = [_nullable(np.round(axis, 6), ~np.isnan(axis)) for axis in spots.T]
    names = ["示例科学城", *(f"{_SURNAMES[k % len(_SURNAMES)]}{_FORMS[k % 7]}第{k}园" for k in range(1, count))]
    kinds, parents = ["科学城"] + ["园区"] * (count - 1), [None] + [1] * (count - 1)
    park_columns = [range(1, count + 1), names, kinds, parents, *shown]
    _insert(connection, "parks", "id, name, kind, parent_id, lng, lat", park_columns)
    _insert(connection, "events", "id, name, kind, held_on", [
        range(1, 25), [f"第{k}次集中签约" for k in range(1, 25)], ["signing"] * 24, [str(2000 + k) for k in range(24)],
    ])  # fmt: skip
    connection.execute("INSERT INTO lists (id, name) VALUES (1, '重点项目')")
    digest = hashlib.sha256(b"synthetic").hexdigest()
    connection.execute("INSERT INTO documents (id, title, sha256) VALUES ('s1', '示例登记册', ?)", (digest,))
    connection.execute("INSERT INTO meta VALUES ('data_version', 'synthetic') ON CONFLICT DO NOTHING")
    return spots


def _organisation_names(count: int, dice: np.random.Generator) -> list[str]:
    letters = dice.integers(len(_SURNAMES), size=(count, 3)).tolist()
    cities = dice.integers(len(_CITIES), size=count).tolist()
    return [
        f"{_CITIES[city]}{_SURNAMES[a]}{_SURNAMES[b]}{_SURNAMES[c]}{number}科技有限公司"
        for number, (city, (a, b, c)) in enumerate(zip(cities, letters, strict=True), 1)
    ]


def _skewed(values: int, count: int, dice: np.random.Generator) -> NDArray[np.int64]:
    """Draw int64[count] below a number of values, the first far oftener than the last."""
    return np.minimum((values * dice.random(count) ** 2.5).astype(np.int64), values - 1)


def _insert_projects(
    connection: sqlite3.Connection,
    ids: NDArray[np.int64],
    parks: NDArray[np.float64],
    owners: list[str],
    dice: np.random.Generator,
) -> None:
    count = len(ids)
    chance, industry = dice.random((5, count)), _skewed(len(_INDUSTRIES), count, dice)
    park = 1 + _skewed(len(parks) - 1, count, dice)
    own, city = chance[0] < 0.3, chance[1] < 0.12
    around = np.where(np.isnan(parks[park]), _CENTRE, parks[park]) + dice.normal(0, 0.012, (count, 2))
    lng, lat = (_nullable(np.round(axis, 6), own) for axis in around.T)
    published = chance[2] < 0.8
    amounts = np.minimum(500 * (1 + dice.pareto(1.1, count)), 50_000_000).astype(np.int64)
    products = dice.integers(len(_PRODUCTS), size=count).tolist()
    forms = dice.integers(len(_FORMS), size=count).tolist()
    bases = _words(("stated", "inferred"), chance[4] < 0.7)
    kinds = [_KINDS[kind] for kind in np.minimum(_skewed(9, count, dice), 4).tolist()]
    bearers = _bearers(owners, dice)
    names = [f"{b}{_PRODUCTS[p]}{_FORMS[f]}" for b, p, f in zip(bearers, products, forms, strict=True)]
    columns: list[Iterable[Any]] = [
        ids.tolist(),
        names,
        kinds,
        _nullable(industry + 1, chance[3] < 0.95),
        _nullable(11 + 2 * industry + (chance[4] < 0.4), chance[3] < 0.6),
        _words(("stated", "inferred"), chance[3] < 0.8),
        _nullable(amounts, published),
        [("约" if each else None) for each in (published & (chance[4] < 0.2)).tolist()],
        [f"{amount / 10_000:g}亿元" if each else None for amount, each in zip(amounts, published, strict=True)],
        _nullable(park + 1, ~city),
        [None if out else basis for basis, out in zip(bases, city, strict=True)],
        lng,
        lat,
        [("surveyed" if each else "city" if out else "park") for each, out in zip(own, city, strict=True)],
        [f"建设{_PRODUCTS[p]}{_FORMS[f]}，由{o}投资" for o, p, f in zip(owners, products, forms, strict=True)],
    ]
    _insert(
        connection,
        "projects",
        "id, name, kind, industry_id, track_id, industry_basis, amount_wan, amount_qualifier, amount_text, park_id, "
        "park_basis, lng, lat, position_basis, summary",
        columns,
    )


def _bearers(owners: list[str], dice: np.random.Generator) -> Iterator[str]:
    """What the names of projects begin with: the organisation's, or that of a place."""
    first, second = (dice.integers(len(letters), size=len(owners)).tolist() for letters in _PLACES)
    own = (dice.random(len(owners)) < _OWN_NAMED).tolist()
    places = (f"{_PLACES[0][a]}{_PLACES[1][b]}" for a, b in zip(first, second, strict=True))
    return (owner[:5] if named else place for owner, place, named in zip(owners, places, own, strict=True))


def _insert_links(
    connection: sqlite3.Connection, ids: NDArray[np.int64], owners: NDArray[np.int64], dice: np.random.Generator
) -> None:
    investors = [ids.tolist(), (owners + 1).tolist(), ["投资方"] * len(ids)]
    _insert(connection, "project_organisations", "project_id, organisation_id, role", investors)
    aliased, held, listed, told = (ids[dice.random(len(ids)) < share].tolist() for share in (0.03, 0.2, 0.01, 0.1))
    _insert(connection, "project_aliases", "project_id, alias", [aliased, [f"{id_}号工程" for id_ in aliased]])
    events = dice.integers(1, 25, len(held)).tolist()
    _insert(connection, "event_projects", "event_id, project_id", [events, held])
    _insert(connection, "list_items", "list_id, project_id", [[1] * len(listed), listed])
    words = [[word] * len(told) for word in ("name", "s1", 0, 4)]
    columns = [["projects"] * len(told), told, *words]
    _insert(connection, "evidence", 'entity, entity_id, field, document_id, "start", "end"', columns)


def _insert_milestones(connection: sqlite3.Connection, ids: NDArray[np.int64], dice: np.random.Generator) -> None:
    signed = 2005 + (dice.beta(4, 2, len(ids)) * 20.99).astype(np.int64)
    months, stages = dice.integers(1, 13, len(ids)), _skewed(len(_STAGES), len(ids), dice)
    known = dice.random(len(ids)) < 0.9
    first = [f"{year}-{month:02}" for year, month in zip(signed[known].tolist(), months[known].tolist(), strict=True)]
    later = known & (stages > 0)
    plans = (dice.random(len(ids)) < 0.1)[later].astype(np.int64).tolist()
    next_stages = [_STAGES[stage] for stage in stages[later].tolist()]
    size = len(first)
    columns: list[Iterable[Any]] = [
        ids[known].tolist() + ids[later].tolist(),
        ["签约"] * size + next_stages,
        first + (signed[later] + stages[later]).astype(str).tolist(),
        [0] * size + plans,
        ["stated"] * (size + len(plans)),
    ]
    _insert(connection, "milestones", "project_id, stage, date, is_planned, basis", columns)


def _nullable(values: NDArray[Any], known: NDArray[np.bool_]) -> Column:
    column = values.astype(object)
    column[~known] = None
    return column.tolist()  # type: ignore[no-any-return]


def _words(pair: tuple[str, str], first: NDArray[np.bool_]) -> Iterator[str]:
    return (pair[0] if each else pair[1] for each in first.tolist())


def _insert(connection: sqlite3.Connection, table: str, columns: str, values: Iterable[Iterable[Any]]) -> None:
    marks = ", ".join("?" * (columns.count(",") + 1))
    sql = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608 - our own names
    connection.executemany(sql, zip(*values, strict=True))


def _count(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - our own names
