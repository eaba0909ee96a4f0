"""Answers made from earlier ones are those made from nothing, and look at nothing but what differs."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from db.filters import Filters
from db.index.columns import ProjectColumns
from db.index.cross_tables import CrossTable
from db.index.known_sums import KnownSums, Sums
from geo.bits import Words, all_set, count_set, packed, unpacked

ROWS = 200


class Adding:
    """Adds up numbers by cell, and tells how many rows it looked at."""

    def __init__(self) -> None:
        dice = np.random.default_rng(1)
        self.cells = dice.integers(0, 7, ROWS)
        self.each = np.ones(ROWS, np.int64), dice.integers(0, 1_000, ROWS)
        self.looked_at = 0
        self.known = KnownSums(all_set(ROWS), self.add)

    def add(self, rows: Words | None) -> Sums:
        mask = np.ones(ROWS, np.bool_) if rows is None else unpacked(rows, ROWS)
        self.looked_at += int(mask.sum())
        return np.array([np.bincount(self.cells[mask], each[mask], 7) for each in self.each], np.int64)

    def plain(self, mask: NDArray[np.bool_]) -> list[list[int]]:
        return [[int(each[mask & (self.cells == cell)].sum()) for cell in range(7)] for each in self.each]


@given(st.lists(st.one_of(st.none(), st.tuples(st.integers(0, 2**32), st.floats(0, 1))), min_size=1, max_size=8))
@settings(deadline=None)
def test_answers_in_any_order_are_those_made_from_nothing(questions: list[tuple[int, float] | None]) -> None:
    adding = Adding()
    for question in questions:
        seed, share = question or (0, 1.0)
        mask = np.random.default_rng(seed).random(ROWS) < share
        found = adding.known.of(None if question is None else packed(mask))
        assert found.tolist() == adding.plain(mask)
        with pytest.raises(ValueError, match="read-only"):
            found[0] = 0


def test_only_rows_that_differ_are_looked_at() -> None:
    adding, mask = Adding(), np.arange(ROWS) < 90
    adding.known.of(packed(mask))
    assert adding.looked_at == 90
    mask[:3], mask[120] = False, True
    adding.known.of(packed(mask))
    assert adding.looked_at == 90 + 4
    adding.known.of(packed(mask))
    assert adding.looked_at == 90 + 4, "the same again"
    adding.known.of(packed(np.arange(ROWS) == 150))
    assert adding.looked_at == 90 + 4 + 1, "few of their own are fewer than those that differ"


def test_very_many_are_added_up_in_two_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.index.known_sums.MANY", 10)
    adding, mask = Adding(), np.arange(ROWS) % 3 == 0
    assert adding.known.of(packed(mask)).tolist() == adding.plain(mask)
    assert adding.looked_at == mask.sum()


def test_nearly_all_are_all_without_the_others() -> None:
    adding = Adding()
    adding.known.of(None)
    assert adding.looked_at == ROWS
    adding.known.of(packed(np.arange(ROWS) != 5))
    assert adding.looked_at == ROWS + 1
    adding.known.of(all_set(ROWS))
    assert adding.looked_at <= ROWS + 2


def test_a_value_less_looks_at_its_own_rows_only(columns: ProjectColumns, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[int] = []
    tally = CrossTable.tally

    def counted(table: CrossTable, rows: Words | None, amount_wan: Sums) -> tuple[Sums, Sums]:
        looked_at.append(len(columns) if rows is None else count_set(rows))
        return tally(table, rows, amount_wan)

    monkeypatch.setattr(CrossTable, "tally", counted)
    place = columns.tables.place_of("park")
    kinds = [str(id_) for id_ in columns.dimensions["kind"].ids]
    columns.ask(Filters(kinds=frozenset(kinds))).by_cell(place, "amount_wan")
    looked_at.clear()
    columns.ask(Filters(kinds=frozenset(kinds[1:]))).by_cell(place, "amount_wan")
    left_out = int((columns.codes["kind"] == 0).sum())
    assert sum(looked_at) <= left_out < len(columns)
