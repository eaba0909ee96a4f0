"""Ledgers that Hypothesis makes up: announcements inside one another, in circles too, amounts and dates missing."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from db.connection import create_ledger_connection
from db.ledger import Ledger

Rows = dict[str, list[tuple[Any, ...]]]

STAGES = ("谋划", "洽谈", "签约", "落户", "开工", "在建", "完工", "投产", "投用", "达产")
KINDS = ("industry", "innovation", "city", "transport")
DATES = st.one_of(
    st.none(),
    st.integers(2019, 2027).map(str),
    st.tuples(st.integers(2019, 2027), st.integers(1, 12)).map(lambda d: f"{d[0]}-{d[1]:02d}"),
    st.dates(datetime.date(2019, 1, 1), datetime.date(2027, 12, 31)).map(str),
)
AMOUNTS = st.one_of(
    st.none(),
    st.sampled_from((0, 99_999, 100_000, 499_999, 500_000, 999_999, 1_000_000, 1_050_000)),  # where size bands begin
    st.integers(0, 3_000_000),
)
COUNTS = st.one_of(st.none(), st.integers(0, 12))
QUALIFIERS = st.sampled_from((None, "", "约", "超", "达"))
MOST = 8

HEADS = ("重庆", "西部科学城", "芯一", "药谷", "")
MIDDLES = ("芯片制造", "芯片", "智能网联汽车", "智能汽车", "智能储能汽车", "")
TAILS = ("项目", "产业园", "创新中心", "一期", "二期", "7号线", "试验厂", "试制厂", "A")
NAMES = st.one_of(
    st.tuples(st.sampled_from(HEADS), st.sampled_from(MIDDLES), st.sampled_from(TAILS)).map("".join),
    st.text("甲乙丙丁戊己", min_size=1, max_size=8),
)
PRINTED = ("主导产业细分领域", "产业方向", "十大清单", "另一清单", "指标")
SAID = ("甲", "乙", "甲、乙", "甲、乙、丙", "2家", "5所", "约7项")


def some(rows: st.SearchStrategy[Any], most: int, *, unique: bool = True) -> st.SearchStrategy[list[Any]]:
    """Lists of rows; none where there is nothing they could refer to."""
    return st.just([]) if rows.is_empty else st.lists(rows, max_size=most, unique=unique)


@st.composite
def ledgers(draw: st.DrawFn) -> Rows:
    """Rows by table; references always hold."""
    projects = draw(st.lists(_projects(), max_size=MOST))
    rows: Rows = {"projects": [(id_, *row) for id_, row in enumerate(projects, 1)]}
    number = st.integers(1, len(projects)) if projects else st.nothing()
    rows["milestones"] = _numbered(
        draw(some(st.tuples(number, st.sampled_from(STAGES), DATES, st.integers(0, 1)), 16, unique=False))
    )
    rows |= draw(_announcements(number)) | draw(_links(len(projects))) | draw(_statements())
    published = st.one_of(DATES, st.integers(1, 12).map("2021-{:02d}".format))
    rows["documents"] = [(f"d{id_}", draw(published), f"{id_}") for id_ in range(1, draw(st.integers(3, 5)) + 1)]
    rows["lists"] = [(1, "十大清单"), (2, "另一清单"), (3, "自己的")]
    rows["list_items"] = draw(some(st.tuples(st.integers(1, 3), number), 8))
    focus = st.sampled_from((None, "", "信息", "芯片制造", "大健康、", "信息、疫苗业", "功", "医、创新支撑"))
    rows["parks"] = [(1, "城", "科学城", None, None), (2, "甲园", "园区", 1, draw(focus)), (3, "东区", "园区", 2, None)]
    rules = st.tuples(
        st.sampled_from((2, 3)), st.sampled_from(("topic", "kind", "industry")), st.sampled_from(("疫苗业", "康"))
    )
    rows["park_rules"] = draw(st.lists(rules, max_size=3))
    return rows


@st.composite
def _projects(draw: st.DrawFn) -> tuple[Any, ...]:
    industry, track = draw(st.sampled_from(((None, None), (1, None), (1, 11), (2, None), (2, 21))))
    park = draw(st.sampled_from((None, 1, 2, 3)))
    basis = None if park is None else draw(st.sampled_from(("stated", "inferred")))
    own = draw(st.booleans())
    return (
        draw(NAMES), draw(st.sampled_from(KINDS)), industry, track, draw(AMOUNTS), draw(QUALIFIERS), park, basis,
        "manual" if own else "city" if park is None else "park", 106.3 if own else None, 29.6 if own else None,
    )  # fmt: skip


@st.composite
def _announcements(draw: st.DrawFn, number: st.SearchStrategy[int]) -> Rows:
    count = draw(st.integers(0, 5))
    event = st.integers(1, count) if count else st.nothing()
    pairs = st.tuples(event, event).filter(lambda pair: pair[0] != pair[1])
    keys = st.sampled_from((
        ("industry", "信息"), ("industry", "健康"), ("industry", "大健康"), ("industry", "没有这个产业"),
        ("scale", "100亿级"), ("scale", "百亿级"), ("scale", "十亿级"), ("scale", "50亿以上"), ("scale", "很大"),
    ))  # fmt: skip
    return {
        "events": [
            (id_, f"活动{id_}", draw(st.sampled_from(("signing", "groundbreaking", "period"))), draw(DATES),
             draw(COUNTS), draw(QUALIFIERS), draw(AMOUNTS), draw(QUALIFIERS))
            for id_ in range(1, count + 1)
        ],
        "event_projects": draw(some(st.tuples(event, number), 10)),
        "event_containments": draw(some(pairs if count > 1 else st.nothing(), 7)),
        "event_parts": [
            (event_id, *key, draw(COUNTS), draw(AMOUNTS)) for event_id, key in draw(some(st.tuples(event, keys), 5))
        ],
    }  # fmt: skip


@st.composite
def _links(draw: st.DrawFn, size: int) -> Rows:
    number = st.integers(1, size) if size else st.nothing()
    two = st.tuples(number, number).filter(lambda pair: pair[0] < pair[1]) if size > 1 else st.nothing()
    return {
        "project_organisations": draw(
            some(st.tuples(number, st.integers(1, 2), st.sampled_from(("", "投资方", "合作方"))), 8)
        ),
        **draw(_relations(number)),
        "repeat_decisions": [(*pair, draw(st.sampled_from(("same", "different")))) for pair in draw(some(two, 3))],
        "suspicions": draw(some(two, 3)),
        "project_directions": [
            (*row, draw(st.sampled_from(("stated", "inferred"))))
            for row in draw(some(st.tuples(number, st.sampled_from((111, 112, 211))), 6))
        ],
        "evidence": draw(some(st.tuples(number, st.sampled_from(("d1", "d2", "d3"))), 8)),
    }


@st.composite
def _relations(draw: st.DrawFn, number: st.SearchStrategy[int]) -> Rows:
    basis = st.sampled_from(("stated", "inferred"))
    end = st.one_of(
        st.tuples(st.none(), st.none(), st.just("下游厂商"), st.none()),
        st.tuples(st.just("projects"), number, st.just("该项目"), basis),
        st.tuples(st.just("organisations"), st.integers(1, 2), st.just("该公司"), basis),
        st.tuples(st.just("industries"), st.sampled_from((1, 11, 111, 211)), st.just("产业链"), basis),
    )
    kinds = st.sampled_from(("上游", "下游", "平台", "补链"))
    nodes = st.sampled_from((1, 2, 11, 21, 111))
    found = draw(st.lists(st.tuples(kinds, basis, end, end, nodes, basis), max_size=4))
    fields = st.sampled_from(("words", "from_words", "to_words", "industry"))
    places = st.tuples(fields, st.sampled_from(("d1", "d2")), st.integers(0, 3), st.integers(4, 6))
    return {
        "chain_relations": _numbered([(kind, how, *a, *b, *node) for kind, how, a, b, *node in found]),
        "relation_places": [
            (id_, *place) for id_ in range(1, len(found) + 1) for place in draw(st.lists(places, max_size=3))
        ],
    }


@st.composite
def _statements(draw: st.DrawFn) -> Rows:
    things = st.sampled_from((("projects", 1), ("events", 1), ("indicators", 1), ("indicators", 2), ("industries", 1)))
    fields = st.sampled_from(("value", "stage", "name"))
    documents = st.sampled_from(("d1", "d2", "d3"))
    said = draw(st.lists(st.tuples(things, fields, st.sampled_from(SAID), documents, st.integers(0, 1)), max_size=8))
    spans = st.tuples(documents, st.integers(0, 9), st.integers(10, 19))
    indicators = range(1, draw(st.integers(0, 4)) + 1)
    values = st.one_of(st.none(), st.floats(-1e6, 1e6), st.integers(0, 5).map(float))
    return {
        "statements": _numbered([(*thing, *rest) for thing, *rest in said]),
        "indicators": [
            (id_, draw(st.sampled_from(PRINTED)), draw(values), draw(st.sampled_from((None, "千亿级"))), draw(DATES),
             draw(st.sampled_from((None, "城", "核心区"))), draw(st.sampled_from(("actual", "target", None))))
            for id_ in indicators
        ],
        "places": [
            *(("statements", id_, "value", *draw(spans)) for id_ in range(1, len(said) + 1) if draw(st.booleans())),
            *(("indicators", id_, draw(fields), *draw(spans)) for id_ in indicators if draw(st.booleans())),
            *(("indicators", id_, draw(fields), *draw(spans)) for id_ in indicators if draw(st.booleans())),
        ],
    }  # fmt: skip


def _numbered(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [(id_, *row) for id_, row in enumerate(rows, 1)]


VOCABULARY = (
    "INSERT INTO taxonomies (id, name, valid_from, valid_to) VALUES (1, '新', '2022', NULL), (2, '旧', '2020', '2022')",
    """INSERT INTO industries (id, taxonomy_id, parent_id, level, name) VALUES (1, 1, NULL, 1, '信息'),
        (2, 1, NULL, 1, '健康'), (11, 1, 1, 2, '芯片'), (21, 1, 2, 2, '医药'), (111, 1, 11, 3, '功率'),
        (112, 1, 11, 3, '存储'), (211, 1, 21, 3, '疫苗'), (90, 2, NULL, 1, '大健康')""",
    "INSERT INTO industry_crosswalk (from_id, to_id) VALUES (90, 2)",
    "INSERT INTO organisations (id, name) VALUES (1, '芯一公司'), (2, '药谷集团')",
    "INSERT INTO organisation_tags (organisation_id, tag) VALUES (1, '央企'), (1, '上市公司')",
)

INSERTS = {
    "documents": "documents (id, published, sha256) VALUES (?, ?, ?)",
    "parks": "parks (id, name, kind, parent_id, focus) VALUES (?, ?, ?, ?, ?)",
    "park_rules": "park_rules (rank, park_id, dimension, key) VALUES (1, ?, ?, ?)",
    "projects": """projects (id, name, kind, industry_id, track_id, amount_wan, amount_qualifier, park_id, park_basis,
        position_basis, lng, lat) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
    "milestones": "milestones (id, project_id, stage, date, is_planned, basis) VALUES (?, ?, ?, ?, ?, 'stated')",
    "events": """events (id, name, kind, held_on, project_count, count_qualifier, amount_wan, amount_qualifier)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
    "event_projects": "event_projects (event_id, project_id) VALUES (?, ?)",
    "event_containments": "event_containments (event_id, contains_id) VALUES (?, ?)",
    "event_parts": "event_parts (event_id, dimension, key, project_count, amount_wan) VALUES (?, ?, ?, ?, ?)",
    "project_organisations": "project_organisations (project_id, organisation_id, role) VALUES (?, ?, ?)",
    "chain_relations": """chain_relations (id, kind, kind_basis, from_entity, from_id, from_words, from_basis,
        to_entity, to_id, to_words, to_basis, industry_id, industry_basis, words)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')""",
    "relation_places": """evidence (entity, entity_id, field, document_id, "start", "end")
        VALUES ('chain_relations', ?, ?, ?, ?, ?)""",
    "repeat_decisions": "repeat_decisions (first_id, second_id, verdict) VALUES (?, ?, ?)",
    "suspicions": "suspicions (entity, entity_id, other_id, reason) VALUES ('projects', ?, ?, '存疑')",
    "project_directions": "project_directions (project_id, industry_id, basis) VALUES (?, ?, ?)",
    "indicators": """indicators (id, name, value, value_text, period, scope, kind) VALUES (?, ?, ?, ?, ?, ?, ?)""",
    "lists": "lists (id, name) VALUES (?, ?)",
    "list_items": "list_items (list_id, project_id) VALUES (?, ?)",
    "statements": """statements (id, entity, entity_id, field, value, document_id, adopted)
        VALUES (?, ?, ?, ?, ?, ?, ?)""",
    "evidence": """evidence (entity, entity_id, field, document_id, "start", "end")
        VALUES ('projects', ?, 'name', ?, 1, 2)""",
    "places": 'evidence (entity, entity_id, field, document_id, "start", "end") VALUES (?, ?, ?, ?, ?, ?)',
}


@contextmanager
def written(rows: Rows) -> Iterator[Ledger]:
    """Write rows into a ledger in memory and open it."""
    connection = create_ledger_connection(Path(":memory:"))
    with closing(connection), connection:
        for statement in VOCABULARY:
            connection.execute(statement)
        for table, sql in INSERTS.items():
            connection.executemany(f"INSERT INTO {sql}", rows[table])
        connection.commit()
        yield Ledger(connection, Path(":memory:"))
