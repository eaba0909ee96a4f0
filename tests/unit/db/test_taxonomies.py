"""Columns told by either taxonomy say what SQL over the crosswalk says; what has no single counterpart says so."""

import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.connection import create_ledger_connection
from db.filter_arguments import from_args, to_args
from db.filters import Filters
from db.index.column_loading import load_columns
from db.index.columns import Position, ProjectColumns
from db.taxonomies import NO_COUNTERPART, Taxonomies, UnknownTaxonomy, load_taxonomies, spoken_card, spoken_rows
from db.vocabulary import UnknownName, Vocabulary, load_vocabulary

COUNT = 300
LEDGER = """
    INSERT INTO taxonomies VALUES
        (1, '主导产业（2021）', '2020', '2021', NULL), (2, '主导产业（2022）', '2022', NULL, NULL);
    INSERT INTO industries (id, taxonomy_id, parent_id, level, name, symbol) VALUES
        (1, 2, NULL, 1, '信息', 'square'), (2, 2, NULL, 1, '生命健康', 'plus'), (3, 2, NULL, 1, '绿色低碳', 'triangle'),
        (4, 2, NULL, 1, '智能制造', 'triangle'), (5, 2, NULL, 1, '低空经济', NULL),
        (11, 2, 1, 2, '集成电路', NULL), (12, 2, 11, 3, '设计', NULL), (21, 2, 2, 2, '医药', NULL),
        (101, 1, NULL, 1, '信息产业', 'square'), (102, 1, NULL, 1, '大健康', 'plus'),
        (103, 1, NULL, 1, '先进制造', 'triangle'), (104, 1, NULL, 1, '现代物流', NULL),
        (111, 1, 101, 2, '芯片', NULL);
    INSERT INTO industry_crosswalk (from_id, to_id) VALUES (101, 1), (102, 2), (103, 3), (103, 4), (111, 11);
"""
OLD, NEW = "2021", ""

# The same written once more in SQL: the id by which a project's industry is told in 2021, and in 2022.
INDUSTRY_SQL = {
    OLD: """CASE WHEN industry_id IS NULL THEN 0 WHEN industry_id > 100 THEN industry_id
        WHEN (SELECT count(*) FROM industry_crosswalk WHERE to_id = industry_id) = 1
        THEN (SELECT from_id FROM industry_crosswalk WHERE to_id = industry_id) ELSE -1 END""",
    NEW: """CASE WHEN industry_id IS NULL THEN 0 WHEN industry_id < 100 THEN industry_id
        WHEN (SELECT count(*) FROM industry_crosswalk WHERE from_id = industry_id) = 1
        THEN (SELECT to_id FROM industry_crosswalk WHERE from_id = industry_id) ELSE -1 END""",
}
TRACK_SQL = {
    OLD: "CASE track_id WHEN 11 THEN 111 WHEN 111 THEN 111 ELSE 0 END",
    NEW: "CASE WHEN track_id IS NULL THEN 0 WHEN track_id = 111 THEN 11 ELSE track_id END",
}


@pytest.fixture(scope="module")
def database() -> Iterator[sqlite3.Connection]:
    connection = create_ledger_connection(Path(":memory:"))
    connection.executescript(LEDGER)
    dice = random.Random(3)
    for id_ in range(1, COUNT + 1):
        connection.execute(
            "INSERT INTO projects (id, name, kind, industry_id, track_id, amount_wan, position_basis) "
            "VALUES (?, ?, ?, ?, ?, ?, 'city')",
            (
                id_,
                f"项目{id_}",
                dice.choice(("industry", "city")),
                dice.choice((None, 1, 2, 3, 4, 5, 101, 102, 103, 104)),
                dice.choice((None, None, 11, 12, 21, 111)),
                dice.choice((None, 5_000, 80_000)),
            ),
        )
    yield connection
    connection.close()


class Spoken:
    """The ledger, its columns as stored, and its taxonomies; hypothesis does not spell it out."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database
        self.stored: ProjectColumns = load_columns(database)
        self.taxonomies: Taxonomies = load_taxonomies(database, self.stored)
        self.vocabulary: Vocabulary = load_vocabulary(database, self.stored)
        self.by = {label: self.taxonomies.speak(self.stored, label) for label in (OLD, NEW)}


@pytest.fixture(scope="module")
def spoken(database: sqlite3.Connection) -> Spoken:
    return Spoken(database)


@pytest.mark.parametrize("label", [OLD, NEW])
def test_industries_are_told_through_the_crosswalk(spoken: Spoken, label: str) -> None:
    columns = spoken.by[label]
    dimension = columns.dimensions["industry"]
    told = [dimension.ids[code] for code in columns.codes["industry"].tolist()]
    expected = [row[0] for row in spoken.database.execute(f"SELECT {INDUSTRY_SQL[label]} FROM projects ORDER BY id")]  # noqa: S608
    assert told == expected
    assert {0, NO_COUNTERPART} < set(told)


@pytest.mark.parametrize("label", [OLD, NEW])
def test_tracks_without_a_counterpart_count_under_their_industry(spoken: Spoken, label: str) -> None:
    columns = spoken.by[label]
    dimension = columns.dimensions["track"]
    told = [dimension.ids[code] for code in columns.codes["track"].tolist()]
    rows = spoken.database.execute(
        f"SELECT {TRACK_SQL[label]}, {INDUSTRY_SQL[label]} FROM projects ORDER BY id"  # noqa: S608
    )
    assert told == [track or (-industry if industry > 0 else 0) for track, industry in rows]


@pytest.mark.parametrize("label", [OLD, NEW])
@given(data=st.data())
def test_facets_and_masks_agree_with_sql(spoken: Spoken, label: str, data: st.DataObject) -> None:
    columns = spoken.by[label]
    ids = st.sampled_from(columns.dimensions["industry"].ids)
    chosen: frozenset[Any] = data.draw(st.frozensets(ids, max_size=3))
    kinds = data.draw(st.frozensets(st.sampled_from(("industry", "city")), max_size=1))
    filters = Filters(industries=chosen, kinds=kinds, taxonomy=label)
    kind = " OR ".join(f"kind = '{word}'" for word in kinds) or "1"
    counts = (
        f"SELECT {INDUSTRY_SQL[label]}, count(*), coalesce(sum(amount_wan), 0) FROM projects WHERE {kind} GROUP BY 1"  # noqa: S608
    )
    expected = {id_: rest for id_, *rest in spoken.database.execute(counts)}
    found = {v.id: [v.count, v.amount_wan] for v in columns.facets(filters)["industry"] if v.count}
    assert found == expected
    inside = [f"{INDUSTRY_SQL[label]} = {id_}" for id_ in chosen]
    where = f"({' OR '.join(inside) or '1'}) AND ({kind})"
    rows = spoken.database.execute(f"SELECT id FROM projects WHERE {where} ORDER BY id").fetchall()  # noqa: S608
    assert columns.ids[columns.mask(filters)].tolist() == [id_ for (id_,) in rows]


def test_what_is_stored_stays_and_the_way_back_is_exact(spoken: Spoken) -> None:
    there = spoken.taxonomies.speak(spoken.stored, OLD)
    back = spoken.taxonomies.speak(there, NEW)
    assert np.array_equal(back.codes["industry"], spoken.by[NEW].codes["industry"])
    assert np.array_equal(back.codes["track"], spoken.by[NEW].codes["track"])
    stored = spoken.stored.dimensions["industry"]
    kept = [stored.ids[code] or None for code in spoken.stored.codes["industry"].tolist()]
    assert kept == [row[0] for row in spoken.database.execute("SELECT industry_id FROM projects ORDER BY id")]


def test_other_columns_are_the_same_arrays(spoken: Spoken) -> None:
    there = spoken.by[OLD]
    assert there.amount_wan is spoken.stored.amount_wan
    assert there.codes["park"] is spoken.stored.codes["park"]
    assert there.text is spoken.stored.text


def test_columns_edited_meanwhile_speak_too(spoken: Spoken) -> None:
    edited = spoken.by[OLD].with_positions([Position(1, 106.3, 29.5, "own", True)])
    assert spoken.taxonomies.speak(edited, NEW).has_value("position", "placed").sum() == 1


def test_the_builtin_way_of_speaking_costs_nothing(built_ledger: Path) -> None:
    with sqlite3.connect(built_ledger) as connection:
        columns = load_columns(connection)
        taxonomies = load_taxonomies(connection, columns)
    connection.close()
    assert taxonomies.speak(columns, "") is columns
    assert taxonomies.labels == ("2021", "2022")
    there = taxonomies.speak(columns, "2021")
    assert there.dimensions["industry"].names == ("新一代信息技术", "大健康", "先进制造", "高技术服务", "未归类")


def test_the_current_taxonomy_is_the_empty_label(spoken: Spoken) -> None:
    resolve = spoken.taxonomies.resolve
    assert [resolve(word) for word in ("2022", "主导产业（2022）", "", "2021", " 主导产业（2021） ")] == [
        "",
        "",
        "",
        OLD,
        OLD,
    ]
    with pytest.raises(UnknownTaxonomy, match="2021、2022"):
        resolve("2020")


def test_choices_are_taken_over_and_what_is_lost_is_named(spoken: Spoken) -> None:
    asked = Filters(industries=frozenset({0, 2, 5}), tracks=frozenset({11, 21, -2}), text="芯")
    there, lost = spoken.taxonomies.translate(asked, OLD)
    assert there == Filters(industries=frozenset({0, 102}), tracks=frozenset({111, -102}), text="芯", taxonomy=OLD)
    assert lost == ("低空经济", "生命健康（未细分）", "医药")
    back, _ = spoken.taxonomies.translate(Filters(industries=frozenset({103, NO_COUNTERPART}), taxonomy=OLD), NEW)
    assert back == Filters(industries=frozenset({NO_COUNTERPART}))


@given(chosen=st.frozensets(st.sampled_from((0, 1, 2)), min_size=1))
def test_a_choice_with_counterparts_shows_the_same_projects(spoken: Spoken, chosen: frozenset[int]) -> None:
    asked = Filters(industries=chosen)
    there, lost = spoken.taxonomies.translate(asked, OLD)
    assert lost == ()
    assert np.array_equal(spoken.by[OLD].mask(there), spoken.by[NEW].mask(asked))


def test_names_of_either_taxonomy_are_understood(spoken: Spoken) -> None:
    def read(*arguments: str) -> Filters:
        return from_args(arguments, spoken.vocabulary)

    assert read("--industry", "大健康") == Filters(industries=frozenset({2}))
    assert read("--industry", "先进制造") == Filters(industries=frozenset({3, 4}))
    old = read("--taxonomy", "2021", "--industry", "生命健康", "--industry", "智能制造", "--track", "芯片")
    assert old == Filters(industries=frozenset({102, 103}), tracks=frozenset({111}), taxonomy=OLD)
    assert read("--taxonomy", "2021", "--industry", "无唯一对应").industries == {NO_COUNTERPART}
    assert from_args(to_args(old), spoken.vocabulary) == old
    with pytest.raises(UnknownName):
        read("--taxonomy", "2021", "--track", "医药")


def test_words_say_which_taxonomy_they_speak(spoken: Spoken) -> None:
    filters = Filters(industries=frozenset({102}), taxonomy=OLD)
    assert filters.describe(spoken.by[OLD].dimensions) == "产业分类：2021；产业：大健康"
    assert not filters.is_empty
    assert filters.cleared().is_empty
    assert filters.cleared().taxonomy == OLD
    assert filters.cleared().describe(spoken.by[OLD].dimensions) == "产业分类：2021；全部项目"


def test_a_ledger_without_taxonomies_has_none_to_choose() -> None:
    connection = create_ledger_connection(Path(":memory:"))
    columns = load_columns(connection)
    taxonomies = load_taxonomies(connection, columns)
    assert taxonomies.labels == ()
    assert taxonomies.speak(columns, "") is columns
    with pytest.raises(UnknownTaxonomy):
        taxonomies.speak(columns, "2021")
    connection.close()


def test_rows_and_cards_are_told_too(built_ledger: Path) -> None:
    from db.ledger import Ledger

    with Ledger.open(built_ledger) as ledger:
        stored = ledger.load_columns()
        columns = ledger.load_vocabulary(stored).taxonomies.speak(stored, "2021")
        rows = np.flatnonzero(columns.has_value("industry", 102))
        ids = columns.ids[rows].tolist()
        listed = list(spoken_rows(columns, rows, ledger.find_rows(ids)))
        assert {(row.industry_id, row.industry) for row in listed} == {(102, "大健康")}
        assert {row.track for row in listed} == {None}
        card = spoken_card(columns, int(rows[0]), ledger.get_card(ids[0]))
        assert card.industry == "大健康（台账记作生命健康）"
        same = ledger.get_card(ids[0])
        assert spoken_card(stored, int(rows[0]), same) is same
