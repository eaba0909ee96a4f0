"""Masks and facets say exactly what independent SQL says, for any filters; orders are total and put unknowns last."""

import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.connection import create_ledger_connection
from db.filters import Filters
from db.index.column_loading import load_columns
from db.index.columns import ProjectColumns
from db.index.row_order import ORDER_KEYS
from db.months import first_month, format_month, last_month, month_of
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


@given(filters=FILTERS)
@settings(max_examples=200, deadline=None)
def test_masks_agree_with_sql(loaded: Loaded, filters: Filters) -> None:
    expected = select_ids(loaded.database, sql_conditions(filters))
    assert loaded.columns.ids[loaded.columns.mask(filters)].tolist() == expected


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


FACETS_IN_SQL = (
    "industry", "track", "park", "stage", "event", "organisation", "tag", "list", "kind", "year", "industry_basis",
    "park_basis", "position",
)  # fmt: skip


@given(filters=FILTERS, key=st.sampled_from(FACETS_IN_SQL))
@settings(max_examples=100, deadline=None)
def test_facets_count_under_all_other_filters(loaded: Loaded, filters: Filters, key: str) -> None:
    database = loaded.database
    own = "industry" if key == "track" else key
    others = {name: condition for name, condition in sql_conditions(filters).items() if name != own}
    chosen = set(select_ids(database, others))
    amounts: dict[int, int | None] = dict(database.execute("SELECT id, amount_wan FROM projects"))
    members = values_of(database, key)
    for value in loaded.columns.facets(filters)[key]:
        projects = members.get(value.id, set()) & chosen
        assert value.count == len(projects)
        assert value.amount_wan == sum(amounts[id_] or 0 for id_ in projects)
        assert value.unpublished == sum(amounts[id_] is None for id_ in projects)


@given(filters=FILTERS)
@settings(max_examples=100, deadline=None)
def test_amounts_are_counted_by_order_under_all_other_filters(loaded: Loaded, filters: Filters) -> None:
    others = {name: condition for name, condition in sql_conditions(filters).items() if name != "amount"}
    chosen = set(select_ids(loaded.database, others))
    rows = loaded.database.execute("SELECT id, amount_wan FROM projects")
    amounts = [amount for id_, amount in rows if id_ in chosen]
    spread = loaded.columns.facets(filters).amounts
    assert spread.unpublished == amounts.count(None)
    bins = list(zip(spread.edges_wan, spread.edges_wan[1:], spread.counts, strict=False))
    for low, high, count in bins:
        above = high + 1 if high == spread.edges_wan[-1] else high
        assert count == sum(amount is not None and low <= max(amount, 1) < above for amount in amounts)
    assert sum(spread.counts) + spread.unpublished == len(amounts)


@given(filters=FILTERS)
@settings(max_examples=100, deadline=None)
def test_dates_are_counted_by_month_and_industry_under_all_other_filters(loaded: Loaded, filters: Filters) -> None:
    others = {name: condition for name, condition in sql_conditions(filters).items() if name != "year"}
    chosen = set(select_ids(loaded.database, others))
    rows = loaded.database.execute(
        """SELECT p.id, coalesce(p.industry_id, 0), coalesce(
            (SELECT min(date) FROM milestones WHERE project_id = p.id AND is_planned = 0 AND stage = '签约'),
            (SELECT min(date) FROM milestones WHERE project_id = p.id AND is_planned = 0), '') FROM projects AS p"""
    )
    dated = [(date[:7], industry) for id_, industry, date in rows if id_ in chosen]
    spread = loaded.columns.facets(filters).months
    industries = loaded.columns.dimensions["industry"].ids
    found = {format_month(month): counts for month, counts in spread.months.items()}
    found |= {str(year): counts for year, counts in spread.years.items()} | {"": spread.undated}
    for date, counts in found.items():
        assert dict(zip(industries, counts, strict=True)) == {id_: dated.count((date, id_)) for id_ in industries}
    assert sum(map(sum, found.values())) == len(dated)
    assert {"2021-05", "2021-12", "2022-07", "2020", "2021", ""} == found.keys()


@given(filters=FILTERS, first=st.integers(2019, 2023), last=st.integers(2019, 2023))
@settings(max_examples=60, deadline=None)
def test_whole_years_as_months_mean_the_same_as_years(loaded: Loaded, filters: Filters, first: int, last: int) -> None:
    plain = filters.without("year_from", "year_to", "month_from", "month_to")
    by_year = plain.with_(year_from=first, year_to=last)
    by_month = plain.with_(month_from=first_month(first), month_to=last_month(last))
    assert np.array_equal(loaded.columns.mask(by_year), loaded.columns.mask(by_month))


def test_a_year_alone_passes_months_only_in_whole(random_columns: ProjectColumns) -> None:
    columns = random_columns
    year_only = (columns.year == 2021) & (columns.month == 0)
    assert year_only.any()
    first, last = month_of(2021, 1), month_of(2021, 12)
    for bounds, passes in (((first, last), True), ((first + 1, last), False), ((first, last - 1), False)):
        mask = columns.mask(Filters(month_from=bounds[0], month_to=bounds[1]))
        assert bool(mask[year_only].all()) is passes
        assert bool(mask[year_only].any()) is passes


def test_an_industry_and_a_track_of_another_are_chosen_together(database: sqlite3.Connection) -> None:
    columns = load_columns(database)
    both = columns.mask(Filters(industries=frozenset({2}), tracks=frozenset({11})))
    alone = columns.mask(Filters(industries=frozenset({2}))), columns.mask(Filters(tracks=frozenset({11})))
    assert np.array_equal(both, alone[0] | alone[1])
    assert both.sum() > max(alone[0].sum(), alone[1].sum()), "the union is more than either"


def test_totals_add_up(database: sqlite3.Connection, random_columns: ProjectColumns) -> None:
    totals = random_columns.totals(random_columns.mask(Filters()))
    count, amount, unpublished, planned = database.execute(
        """SELECT count(*), sum(amount_wan), sum(amount_wan IS NULL), sum(
            id IN (SELECT project_id FROM milestones WHERE is_planned = 1)
            AND id NOT IN (SELECT project_id FROM milestones WHERE is_planned = 0)) FROM projects"""
    ).fetchone()
    assert (totals.count, totals.amount_wan, totals.unpublished, totals.planned) == (
        count,
        amount,
        unpublished,
        planned,
    )
    assert sum(totals.by_grade.values()) == sum(totals.by_industry.values()) == count
    assert totals.published == count - unpublished
    assert 0 < totals.amount_inferred_wan < totals.amount_wan


@pytest.mark.parametrize("key", ORDER_KEYS)
@pytest.mark.parametrize("descending", [False, True])
def test_every_order_is_a_permutation_with_unknowns_last(
    random_columns: ProjectColumns, key: str, descending: bool
) -> None:
    order = random_columns.order(key, descending)
    assert sorted(order.tolist()) == list(range(COUNT))
    known = {
        "amount_wan": random_columns.amount_wan >= 0,
        "latest_date": np.array([bool(date) for date in random_columns.latest_dates]),
        "year": random_columns.year > 0,
        "park": ~random_columns.has_value("park", 0),
        "stage": ~random_columns.has_value("stage", "未载"),
    }.get(key, np.ones(COUNT, dtype=np.bool_))[order]
    assert not np.any(np.diff(known.astype(int)) > 0), "a known value stands after an unknown one"


@pytest.mark.parametrize("descending", [False, True])
def test_amounts_are_ordered_with_ties_by_id(random_columns: ProjectColumns, descending: bool) -> None:
    rows = [row for row in random_columns.order("amount_wan", descending) if random_columns.amount_wan[row] >= 0]
    sign = -1 if descending else 1
    keys = [(sign * int(random_columns.amount_wan[row]), int(random_columns.ids[row])) for row in rows]
    assert keys == sorted(keys)


def test_chinese_names_are_ordered_by_pinyin(random_columns: ProjectColumns) -> None:
    names = [random_columns.names[row] for row in random_columns.order("name")]
    pinyin = "A储二芯药中"  # A, chu, er, xin, yao, zhong
    firsts = [pinyin.index(name[0]) for name in names]
    assert firsts == sorted(firsts)


def test_an_unknown_order_is_an_error(random_columns: ProjectColumns) -> None:
    with pytest.raises(KeyError):
        random_columns.order("colour")


def test_rows_of_keeps_the_order_and_drops_strangers(random_columns: ProjectColumns) -> None:
    first, last = int(random_columns.ids[0]), int(random_columns.ids[-1])
    assert random_columns.rows_of([last, -5, first, 10**12]).tolist() == [COUNT - 1, 0]
    assert random_columns.rows_of([]).tolist() == []


def test_an_empty_ledger_has_empty_columns() -> None:
    connection = create_ledger_connection(Path(":memory:"))
    columns = load_columns(connection)
    connection.close()
    assert len(columns) == 0
    assert columns.totals(columns.mask(Filters(text="x"))).count == 0
    assert columns.rows_of([1]).tolist() == []
    assert columns.facets(Filters())["park"][0].name == "仅知在科学城"
    for key in ORDER_KEYS:
        assert columns.order(key).tolist() == []
