"""Cells tell rows apart exactly as their values do, and counting cells counts rows."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from db.filters import Filters
from db.index import cross_tables
from db.index.columns import ProjectColumns
from db.index.cross_tables import AMOUNT, CrossTable, amount_edges, build_tables
from db.index.facets import count_facets
from geo.bits import Words, gathered, packed, positions_by_chunk


def values_of_rows(columns: ProjectColumns, table: CrossTable) -> list[tuple[int, ...]]:
    return [tuple(int(each[cell]) for each in table.values.values()) for cell in table.cells.tolist()]


@pytest.fixture(params=[1 << 15, 4])
def tabled(request: pytest.FixtureRequest, columns: ProjectColumns, monkeypatch: pytest.MonkeyPatch) -> ProjectColumns:
    """The small ledger, in a few tables and in one a dimension."""
    monkeypatch.setattr(cross_tables, "MOST_CELLS", request.param)
    _ = columns.tables
    return columns


def test_every_single_valued_dimension_is_owned_once(tabled: ProjectColumns) -> None:
    owned = [key for table in tabled.tables.tables for key in table.owns]
    assert sorted(owned) == sorted([*tabled.codes, "amount", "date"])


def test_cells_say_what_the_columns_say(tabled: ProjectColumns) -> None:
    for table in tabled.tables.tables:
        for key in table.owns & tabled.codes.keys():
            np.testing.assert_array_equal(table.values[key][table.cells], tabled.codes[key])
        np.testing.assert_array_equal(table.values["unpublished"][table.cells] > 0, tabled.amount_wan < 0)
        np.testing.assert_array_equal(table.values["inferred"][table.cells] > 0, tabled.inferred)


def test_rows_of_one_cell_are_alike_and_of_two_are_not(tabled: ProjectColumns) -> None:
    for table in tabled.tables.tables:
        assert len({*values_of_rows(tabled, table)}) == len(table) == len(set(table.cells.tolist()))


def test_counting_cells_counts_rows(tabled: ProjectColumns) -> None:
    mask = tabled.mask(Filters(kinds=frozenset({"industry"})))
    rows, published = packed(mask), tabled.amount_wan[mask]
    for table in tabled.tables.tables:
        assert table.count(rows).sum() == mask.sum()
        assert table.count(None).sum() == len(tabled)
        assert table.tally(rows, tabled.amount_wan)[1].sum() == published[published >= 0].sum()


def test_tables_are_made_once_and_touched_once_a_question(
    columns: ProjectColumns, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert columns.tables is columns.tables
    touched: list[CrossTable] = []
    tally = CrossTable.tally

    def counted(table: CrossTable, *given: Any) -> Any:  # noqa: ANN401 - handed on as it comes
        touched.append(table)
        return tally(table, *given)

    monkeypatch.setattr(CrossTable, "tally", counted)
    asked = columns.ask(Filters(stages=frozenset({"在建"})))
    for _ in range(2):
        for key in columns.dimensions:
            asked.measure(key, "count")
            asked.measure(key, "amount_wan")
    assert len(touched) == len({columns.tables.place_of(key) for key in columns.codes})


def test_amounts_nobody_looks_at_are_not_added_up(tabled: ProjectColumns, monkeypatch: pytest.MonkeyPatch) -> None:
    tallied: list[CrossTable] = []
    tally = CrossTable.tally

    def counted(table: CrossTable, *given: Any) -> Any:  # noqa: ANN401 - handed on as it comes
        tallied.append(table)
        return tally(table, *given)

    monkeypatch.setattr(CrossTable, "tally", counted)
    filters = Filters(stages=frozenset({"在建"}))
    asked = count_facets(tabled.ask(filters))
    assert list(asked.add_up({"park": False})) == ["park"]
    assert not tallied
    assert list(asked.add_up({"stage": True})) == ["stage"]
    assert set(map(id, tallied)) == {id(tabled.tables.tables[tabled.tables.place_of("stage")])}
    assert asked["park"] == count_facets(tabled.ask(filters))["park"], "who looks later sees the same"


def test_the_rows_of_cells_asked_for_again_are_known(tabled: ProjectColumns, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []

    def counted(passing: Any, *given: Any, **named: Any) -> Any:  # noqa: ANN401 - handed on as it comes
        looked.append(len(passing))
        return gathered(passing, *given, **named)

    monkeypatch.setattr(cross_tables, "gathered", counted)
    first = tabled.mask(Filters(stages=frozenset({"在建"})))
    fewer = tabled.mask(Filters(stages=frozenset({"在建"}), amount_max_wan=0))
    assert len(looked) == 1
    assert fewer.sum() < first.sum()
    other = tabled.mask(Filters(stages=frozenset({"签约"})))
    assert len(looked) == 2
    np.testing.assert_array_equal(other, tabled.has_value("stage", "签约"))
    np.testing.assert_array_equal(tabled.mask(Filters(stages=frozenset({"在建"}))), first)


def test_counting_in_pieces_counts_the_same(tabled: ProjectColumns, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = packed(tabled.mask(Filters(kinds=frozenset({"industry"}))))
    whole = [table.tally(rows, tabled.amount_wan) for table in tabled.tables.tables]
    monkeypatch.setattr("geo.bits._AT_ONCE", 7)
    for table, (counts, sums) in zip(tabled.tables.tables, whole, strict=True):
        pieces = table.tally(rows, tabled.amount_wan)
        np.testing.assert_array_equal(pieces[0], counts)
        np.testing.assert_array_equal(pieces[1], sums)
        np.testing.assert_array_equal(table.count(rows), counts)


@given(cells=st.lists(st.integers(0, 31), min_size=1, max_size=400), seed=st.integers(0, 99), share=st.floats(0.05, 1))
@settings(deadline=None)
def test_few_cells_are_counted_by_the_bits_of_their_numbers(cells: list[int], seed: int, share: float) -> None:
    some = np.array(cells, np.uint8)
    table = CrossTable(frozenset(), some, {"unpublished": np.zeros(int(some.max()) + 1, np.intp)})
    mask = np.random.default_rng(seed).random(len(some)) < share
    looked: list[int] = []

    def positions(rows: Words) -> Iterator[NDArray[np.int64]]:
        looked.append(len(rows))
        return positions_by_chunk(rows)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cross_tables, "_WORDS_AT_ONCE", 2)
        patch.setattr(cross_tables, "positions_by_chunk", positions)
        counts = table.count(packed(mask))
    assert counts.tolist() == np.bincount(some[mask], minlength=len(table)).tolist()
    many = mask.sum() * cross_tables.FEW_CELLS > len(some)
    assert bool(looked) != many, "of a few rows each is looked at by itself"


def test_what_the_whole_ledger_adds_up_to_is_found_once(tabled: ProjectColumns) -> None:
    for table in tabled.tables.tables:
        first, again = (table.tally(None, tabled.amount_wan) for _ in range(2))
        assert all(one is other for one, other in zip(first, again, strict=True))
        assert first[1].sum() == tabled.amount_wan[tabled.amount_wan >= 0].sum()


@given(amounts=st.lists(st.integers(-1, 10**9), max_size=30))
@settings(deadline=None)
def test_edges_hold_every_amount(amounts: list[int]) -> None:
    edges = amount_edges(np.array(amounts, np.int64))
    published = [max(1, amount) for amount in amounts if amount >= 0]
    assert bool(edges) == bool(published)
    if published:
        assert edges[0] <= min(published) <= max(published) <= edges[-1]
        assert edges == tuple(sorted(set(edges)))
        assert all(str(edge).rstrip("0") in ("1", "2", "5") for edge in edges)


def test_bins_are_told_apart_by_their_edges(columns: ProjectColumns) -> None:
    built = build_tables(columns)
    table = built.tables[built.place_of(AMOUNT)]
    for amount, cell in zip(columns.amount_wan.tolist(), table.cells.tolist(), strict=True):
        place = int(table.values[AMOUNT][cell])
        if amount >= 0:
            assert built.edges_wan[place] <= max(amount, 1)
            assert max(amount, 1) <= built.edges_wan[place + 1]


def test_what_an_answer_keeps_of_rows_is_a_bit_a_condition(columns: ProjectColumns) -> None:
    asked = columns.ask(Filters(stages=frozenset({"在建"}), has_amount=True))
    assert asked.measure("organisation", "amount_wan").sum() >= 0
    kept = vars(asked)["_factors"].values()
    assert sum(words.nbytes for words in kept) == 2 * 8 * (len(columns) // 64 + 1), "of a stage and of amounts"
    assert not any(isinstance(each, np.ndarray) for each in vars(asked).values()), "nor a mask before it is asked for"


def test_no_filter_is_answered_once_and_by_what_cannot_be_changed(columns: ProjectColumns) -> None:
    mask = columns.mask(Filters())
    assert columns.ask(Filters()) is columns.ask(Filters(taxonomy="2021"))
    with pytest.raises(ValueError, match="read-only"):
        mask[0] = False


def test_points_in_a_shape_are_looked_for_once(columns: ProjectColumns, monkeypatch: pytest.MonkeyPatch) -> None:
    shape = (((106.3, 29.5), (106.4, 29.5), (106.4, 29.7), (106.3, 29.5)),)
    first = columns.mask(Filters(within=shape))
    monkeypatch.setattr("db.index.row_conditions.contains_many", None)
    np.testing.assert_array_equal(columns.mask(Filters(within=shape)), first)
    assert columns.mask(Filters(within=shape, has_amount=True)).sum() <= first.sum()
