"""A ledger of random projects, and what filters mean on it, written in SQL."""

import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from db.connection import create_ledger_connection
from db.filters import Filters
from db.index.column_loading import load_columns
from db.index.columns import ProjectColumns
from db.months import format_month, month_of
from db.schema import STAGES
from geo.lnglat import Bounds

WORDS = ("芯片", "药", "储能", "AI", "中心", "二期")

COUNT = 240


def fill(connection: sqlite3.Connection) -> None:
    """Make a ledger of random projects, the same at every run."""
    dice = random.Random(7)
    connection.executescript(
        """
        INSERT INTO taxonomies VALUES (1, '新', '2022', NULL, NULL), (2, '旧', '2020', '2021', NULL);
        INSERT INTO industries (id, taxonomy_id, parent_id, level, name) VALUES
            (1, 1, NULL, 1, '信息'), (2, 1, NULL, 1, '健康'), (101, 2, NULL, 1, '大健康'),
            (11, 1, 1, 2, '集成电路'), (12, 1, 11, 3, '设计'), (13, 1, 12, 3, '工具'), (21, 1, 2, 2, '医药');
        INSERT INTO parks (id, name, kind, parent_id, lng, lat) VALUES
            (1, '城', '科学城', NULL, 106.3, 29.5), (2, '甲', '园区', 1, 106.4, 29.6),
            (3, '甲东', '园区', 2, 106.41, 29.61),
            (4, '乙', '园区', 1, NULL, NULL), (5, '外', '区县', NULL, 107.0, 30.0);
        INSERT INTO organisations (id, name) VALUES (1, '甲公司'), (2, '乙公司'), (3, '丙大学');
        INSERT INTO organisation_tags VALUES (1, '央企'), (1, '世界500强'), (2, '世界500强');
        INSERT INTO events (id, name, kind) VALUES (1, '签约', 'signing'), (2, '开工', 'groundbreaking');
        INSERT INTO lists (id, name) VALUES (1, '十大');
        """
    )
    for id_ in sorted(dice.sample(range(1, 2000), COUNT)):
        park = dice.choice((None, 2, 3, 4, 5))
        own = dice.random() < 0.1
        connection.execute(
            """INSERT INTO projects (id, name, kind, industry_id, track_id, amount_wan, amount_qualifier, park_id,
                park_basis, lng, lat, position_basis, industry_basis)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (
                id_,
                dice.choice(WORDS) + dice.choice(WORDS),
                dice.choice(("industry", "city")),
                dice.choice((None, 1, 2, 101)),
                dice.choice((None, 11, 12, 13, 21)),
                dice.choice((None, None, 0, 1, 5_000, 80_000, 1_050_000)),
                dice.choice((None, "约")),
                park,
                None if park is None else dice.choice(("stated", "inferred")),
                106.35 + dice.random() / 10 if own else None,
                29.55 + dice.random() / 10 if own else None,
                "manual" if own else ("city" if park is None else "park"),
                dice.choice((None, "stated", "inferred")),
            ),
        )
        for stage in dice.sample([stage for stage, _, _ in STAGES], dice.randrange(4)):
            date = dice.choice((None, "2020", "2021", "2021-05", "2021-12", "2022-07-24"))
            connection.execute(
                "INSERT INTO milestones (project_id, stage, date, is_planned, basis) VALUES (?, ?, ?, ?, 'stated')",
                (id_, stage, date, dice.randrange(2)),
            )
        for table, values in (("project_organisations", (1, 2, 3)), ("event_projects", (1, 2)), ("list_items", (1,))):
            columns = {
                "project_organisations": "organisation_id, project_id",
                "event_projects": "event_id, project_id",
                "list_items": "list_id, project_id",
            }[table]
            for value in values:
                if dice.random() < 0.3:
                    connection.execute(f"INSERT INTO {table} ({columns}) VALUES (?, ?)", (value, id_))  # noqa: S608
    connection.commit()


@pytest.fixture(scope="module")
def database() -> Iterator[sqlite3.Connection]:
    connection = create_ledger_connection(Path(":memory:"))
    fill(connection)
    yield connection
    connection.close()


@pytest.fixture(scope="module")
def random_columns(database: sqlite3.Connection) -> ProjectColumns:
    return load_columns(database)


class Loaded:
    """A ledger and its columns in one thing that hypothesis does not spell out in full."""

    def __init__(self, database: sqlite3.Connection, columns: ProjectColumns) -> None:
        self.database = database
        self.columns = columns


@pytest.fixture(scope="module")
def loaded(database: sqlite3.Connection, random_columns: ProjectColumns) -> Loaded:
    return Loaded(database, random_columns)


def choices(*values: Any) -> st.SearchStrategy[frozenset[Any]]:  # noqa: ANN401
    return st.frozensets(st.sampled_from(values), max_size=2)


AMOUNTS = st.none() | st.sampled_from((0, 1, 5_000, 80_001, 2_000_000))

MONTHS = st.none() | st.integers(month_of(2019, 11), month_of(2022, 9))

FILTERS = st.builds(
    Filters,
    industries=choices(0, 1, 2, 101),
    tracks=choices(0, -1, -2, 11, 12, 13, 21),
    parks=choices(0, 1, 2, 3, 4, 5),
    stages=choices("签约", "落户", "在建", "投产", "未载"),
    kinds=choices("industry", "city"),
    events=choices(1, 2),
    organisations=choices(1, 2, 3),
    tags=choices("央企", "世界500强"),
    lists=choices(1),
    grades=choices("own", "stated", "inferred", "city"),
    industry_bases=choices("stated", "inferred", "none"),
    park_bases=choices("stated", "inferred", "none"),
    positions=choices("placed", "unplaced"),
    year_from=st.none() | st.integers(2019, 2023),
    year_to=st.none() | st.integers(2019, 2023),
    month_from=MONTHS,
    month_to=MONTHS,
    with_undated=st.booleans(),
    amount_min_wan=AMOUNTS,
    amount_max_wan=AMOUNTS,
    with_unpublished=st.booleans(),
    has_amount=st.none() | st.booleans(),
    text=st.sampled_from(("", "芯片", "药", "ai", "芯片 中心", "没有")),
    bounds=st.none() | st.sampled_from((Bounds(106.35, 29.55, 106.405, 29.605), Bounds(0, 0, 180, 90))),
    within=st.none() | st.just((((106.38, 29.58), (106.5, 29.58), (106.5, 29.72), (106.38, 29.58)),)),
    ids=st.none() | st.frozensets(st.integers(1, 2000), max_size=400),
    stated_only=st.booleans(),
)

POSITION = """CASE WHEN coalesce(p.lng, (SELECT k.lng FROM parks AS k WHERE k.id = p.park_id)) IS NULL
    THEN 'unplaced' ELSE 'placed' END"""

UNDER = """WITH RECURSIVE under (id) AS (SELECT id FROM {table} WHERE id IN ({ids})
    UNION SELECT t.id FROM {table} AS t JOIN under ON t.parent_id = under.id) SELECT id FROM under"""


def id_condition(column: str, ids: frozenset[int], table: str = "") -> str:
    listed = ", ".join(str(id_) for id_ in ids)
    inner = UNDER.format(table=table, ids=listed) if table else listed
    return f"(coalesce({column}, 0) IN ({inner}) OR (0 IN ({listed}) AND {column} IS NULL))"


def word_condition(column: str, words: frozenset[str]) -> str:
    return f"{column} IN ({', '.join(repr(word) for word in words)})"


def link_condition(table: str, column: str, ids: frozenset[int]) -> str:
    listed = ", ".join(str(id_) for id_ in ids)
    return f"EXISTS (SELECT 1 FROM {table} AS l WHERE l.project_id = p.id AND l.{column} IN ({listed}))"  # noqa: S608


def industry_condition(filters: Filters) -> str:
    parts = [f"(p.track_id IS NULL AND p.industry_id = {-id_})" for id_ in filters.tracks if id_ < 0]
    if filters.industries:
        parts.append(id_condition("p.industry_id", filters.industries))
    if tracks := frozenset(id_ for id_ in filters.tracks if id_ >= 0):
        parts.append(id_condition("p.track_id", tracks, "industries"))
    return " OR ".join(parts)


def sql_conditions(filters: Filters) -> dict[str, str]:
    """Say the filters again in SQL, written independently of the program; what SQL cannot say is left out."""
    grade = "CASE WHEN p.lng IS NOT NULL THEN 'own' WHEN p.park_id IS NULL THEN 'city' ELSE p.park_basis END"
    stage = "coalesce((SELECT stage FROM project_status AS s WHERE s.project_id = p.id), '未载')"
    year = "(SELECT year FROM project_years AS y WHERE y.project_id = p.id)"
    found: dict[str, str] = {}
    if filters.industries or filters.tracks:
        found["industry"] = industry_condition(filters)
    if filters.parks:
        found["park"] = id_condition("p.park_id", filters.parks, "parks")
    for key, column, words in (
        ("stage", stage, filters.stages),
        ("kind", "p.kind", filters.kinds),
        ("grade", grade, filters.grades),
        ("industry_basis", "coalesce(p.industry_basis, 'none')", filters.industry_bases),
        ("park_basis", "coalesce(p.park_basis, 'none')", filters.park_bases),
        ("position", POSITION, filters.positions),
    ):
        if words:
            found[key] = word_condition(column, words)
    for key, table, column, ids in (
        ("event", "event_projects", "event_id", filters.events),
        ("organisation", "project_organisations", "organisation_id", filters.organisations),
        ("list", "list_items", "list_id", filters.lists),
    ):
        if ids:
            found[key] = link_condition(table, column, ids)
    if filters.tags:
        found["tag"] = (
            "EXISTS (SELECT 1 FROM project_organisations AS r JOIN organisation_tags AS t USING (organisation_id) "  # noqa: S608
            f"WHERE r.project_id = p.id AND {word_condition('t.tag', filters.tags)})"
        )
    years = [
        *([f"{year} >= {filters.year_from}"] if filters.year_from is not None else []),
        *([f"{year} <= {filters.year_to}"] if filters.year_to is not None else []),
    ]
    years += sql_month_bounds(filters)
    if years:
        found["year"] = " AND ".join(years) + (f" OR {year} IS NULL" if filters.with_undated else "")
    return found | sql_amount_conditions(filters) | sql_other_conditions(filters, grade)


def sql_month_bounds(filters: Filters) -> list[str]:
    """Bounds of months on the days a date may stand for: `2021` is any from 1 January to 31 December."""
    of_signing = "(SELECT min(date) FROM milestones WHERE project_id = p.id AND is_planned = 0 AND stage = '签约')"
    of_any = "(SELECT min(date) FROM milestones WHERE project_id = p.id AND is_planned = 0)"
    date = f"coalesce({of_signing}, {of_any})"
    found = []
    if filters.month_from is not None:
        found.append(f"substr({date} || '-01', 1, 7) >= '{format_month(filters.month_from)}'")
    if filters.month_to is not None:
        found.append(f"substr({date} || '-12', 1, 7) <= '{format_month(filters.month_to)}'")
    return found


def sql_amount_conditions(filters: Filters) -> dict[str, str]:
    bounds = [
        *([f"p.amount_wan >= {filters.amount_min_wan}"] if filters.amount_min_wan is not None else []),
        *([f"p.amount_wan <= {filters.amount_max_wan}"] if filters.amount_max_wan is not None else []),
    ]
    unknown = " OR p.amount_wan IS NULL" if filters.with_unpublished else ""
    amounts = [f"({' AND '.join(bounds)}{unknown})"] if bounds else []
    if filters.has_amount is not None:
        amounts.append(f"(p.amount_wan IS NOT NULL) = {int(filters.has_amount)}")
    return {"amount": " AND ".join(amounts)} if amounts else {}


def sql_other_conditions(filters: Filters, grade: str) -> dict[str, str]:
    lng = "coalesce(p.lng, (SELECT k.lng FROM parks AS k WHERE k.id = p.park_id))"
    lat = "coalesce(p.lat, (SELECT k.lat FROM parks AS k WHERE k.id = p.park_id))"
    parts = []
    parts += [f"lower(p.name) LIKE '%{word}%'" for word in filters.text.split()]
    if filters.stated_only:
        parts.append("p.park_basis IS NOT 'inferred'")
    if filters.ids is not None:
        parts.append(f"p.id IN ({', '.join(map(str, filters.ids))})")
    if filters.bounds is not None:
        box = filters.bounds
        parts.append(f"{lng} BETWEEN {box.west} AND {box.east} AND {lat} BETWEEN {box.south} AND {box.north}")
    if filters.within is not None:  # the triangle of the strategy, as half planes
        parts.append(f"{lng} <= 106.5 AND {lat} >= 29.58 AND ({lat} - 29.58) * 0.12 <= ({lng} - 106.38) * 0.14")
    return {"other": " AND ".join(parts)} if parts else {}


def select_ids(database: sqlite3.Connection, conditions: dict[str, str]) -> list[int]:
    where = " AND ".join(f"({condition})" for condition in conditions.values()) or "1"
    return [row[0] for row in database.execute(f"SELECT p.id FROM projects AS p WHERE {where} ORDER BY p.id")]  # noqa: S608


def values_of(database: sqlite3.Connection, key: str) -> dict[Any, set[int]]:
    """The projects of each value of a dimension, values under it included, by plain SQL."""
    sql = {
        "industry": "SELECT coalesce(industry_id, 0), id FROM projects",
        "track": """WITH RECURSIVE up (id, over) AS (SELECT id, id FROM industries UNION
            SELECT up.id, i.parent_id FROM up JOIN industries AS i ON i.id = up.over WHERE i.level > 1)
            SELECT up.over, p.id FROM up JOIN projects AS p ON p.track_id = up.id
            UNION ALL SELECT 0, id FROM projects WHERE track_id IS NULL
            UNION ALL SELECT -industry_id, id FROM projects WHERE track_id IS NULL AND industry_id IS NOT NULL""",
        "event": "SELECT event_id, project_id FROM event_projects",
        "kind": "SELECT kind, id FROM projects",
        "industry_basis": "SELECT coalesce(industry_basis, 'none'), id FROM projects",
        "park_basis": "SELECT coalesce(park_basis, 'none'), id FROM projects",
        "position": f"SELECT {POSITION}, id FROM projects AS p",  # noqa: S608
        "organisation": "SELECT organisation_id, project_id FROM project_organisations",
        "list": "SELECT list_id, project_id FROM list_items",
        "tag": "SELECT tag, project_id FROM organisation_tags JOIN project_organisations USING (organisation_id)",
        "stage": "SELECT coalesce(stage, '未载'), id FROM projects LEFT JOIN project_status ON project_id = id",
        "year": "SELECT coalesce(year, 0), id FROM projects LEFT JOIN project_years ON project_id = id",
        "park": """WITH RECURSIVE up (id, over) AS (SELECT id, id FROM parks UNION
            SELECT up.id, parks.parent_id FROM up JOIN parks ON parks.id = up.over WHERE parks.parent_id IS NOT NULL)
            SELECT up.over, p.id FROM up JOIN projects AS p ON p.park_id = up.id
            UNION ALL SELECT 0, id FROM projects WHERE park_id IS NULL""",
    }[key]
    found: dict[Any, set[int]] = {}
    for value, project_id in database.execute(sql):
        found.setdefault(value, set()).add(project_id)
    return found
