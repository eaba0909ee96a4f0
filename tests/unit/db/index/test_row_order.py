"""Rows stand by several keys at once, as Python's own stable sorting would have them."""

from __future__ import annotations

from dataclasses import replace
from functools import cmp_to_key
from pathlib import Path
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.connection import create_ledger_connection
from db.index import row_order, string_columns
from db.index.column_loading import load_columns
from db.index.columns import MultiValues, ProjectColumns
from db.index.dimensions import Dimension
from db.index.row_order import ORDER_KEYS, RowOrder, narrowed_ranks, ranks_of
from db.index.string_columns import MappedBytes, StringColumn

COUNT = 60


@pytest.fixture(scope="module")
def columns() -> ProjectColumns:
    """Sixty projects made of columns alone, with many equal values and many unknown ones."""
    connection = create_ledger_connection(Path(":memory:"))
    empty = load_columns(connection)
    connection.close()
    random = np.random.default_rng(7)
    bureau = Dimension("organisation", (1, 2, 3), ("中泽", "阿里", "储能"), (None,) * 3)
    kind = Dimension("kind", ("industry", "city"), ("产业", "城市建设"), (None,) * 2)
    dimensions = {**empty.dimensions, "organisation": bureau, "kind": kind}
    codes = {key: random.integers(0, len(dimensions[key]), COUNT).astype(np.int32) for key in empty.codes}
    pairs = MultiValues(np.array([0, 0, 2, 3]), np.array([1, 2, 0, 2], np.int32))
    return replace(
        empty,
        ids=np.arange(10, 10 + COUNT),
        names=tuple(f"项目{number}" for number in random.integers(0, 9, COUNT)),
        codes=MappingProxyType(codes),
        dimensions=MappingProxyType(dimensions),
        multi=MappingProxyType({**empty.multi, "organisation": pairs}),
        amount_wan=random.integers(-1, 4, COUNT),
        latest_dates=tuple(random.choice(["", "2020", "2021-03"], COUNT).tolist()),
        document_count=random.integers(0, 3, COUNT).astype(np.int32),
    )


@settings(max_examples=120, deadline=None)
@given(keys=st.lists(st.tuples(st.sampled_from(ORDER_KEYS), st.booleans()), max_size=4))
def test_any_keys_order_rows_as_comparing_them_pairwise_would(
    columns: ProjectColumns, keys: list[tuple[str, bool]]
) -> None:
    ranks = {key: ranks_of(columns, key).tolist() for key, _ in keys}

    def compared(one: int, other: int) -> int:
        for key, descending in keys:
            left, right = ranks[key][one], ranks[key][other]
            if left != right:
                if min(left, right) < 0:
                    return 1 if left < 0 else -1
                return (1 if left > right else -1) * (-1 if descending else 1)
        return one - other

    assert RowOrder(columns).sort(keys).tolist() == sorted(range(COUNT), key=cmp_to_key(compared))


def test_of_several_organisations_the_first_one_shown_counts_and_names_are_by_pinyin(columns: ProjectColumns) -> None:
    order = columns.order("organisation")
    assert order[:3].tolist() == [0, 3, 2], "阿里, 储能, 中泽; those without any come after"


def test_columns_take_several_keys(columns: ProjectColumns) -> None:
    order = columns.order("stage", then=[("amount_wan", True)])
    stages, amounts = columns.codes["stage"][order], columns.amount_wan[order]
    same = stages[1:] == stages[:-1]
    assert np.all(np.diff(amounts)[same] <= 0)
    assert columns.order("stage", then=[("amount_wan", True)]).tolist() != columns.order("stage").tolist()


def test_ranks_are_computed_once(columns: ProjectColumns, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def counted(of: ProjectColumns, key: str) -> npt.NDArray[np.integer]:
        asked.append(key)
        return ranks_of(of, key)

    monkeypatch.setattr("db.index.row_order.ranks_of", counted)
    order = RowOrder(columns)
    for descending in (False, True, False):
        order.sort([("name", descending), ("stage", False)])
    assert sorted(asked) == ["name", "stage"]


def test_an_unknown_key_is_an_error(columns: ProjectColumns) -> None:
    with pytest.raises(KeyError):
        columns.order("name", then=[("colour", False)])


@pytest.mark.parametrize(("greatest", "bits"), [(65_534, 16), (65_535, 32), (2**32 - 2, 32), (2**32, 64)])
def test_ranks_are_narrowed_only_where_the_unknown_still_has_room(greatest: int, bits: int) -> None:
    ranks, unknown = narrowed_ranks(np.array([-1, greatest]))
    assert ranks.dtype.itemsize * 8 == bits
    assert ranks.tolist() == [greatest + 1, greatest]
    assert unknown == greatest + 1


def test_what_was_sorted_is_not_sorted_again(columns: ProjectColumns, monkeypatch: pytest.MonkeyPatch) -> None:
    order = RowOrder(columns)
    first = order.sort([("name", True), ("stage", False)])
    monkeypatch.setattr(np, "argsort", None)
    assert order.sort([("name", True), ("stage", False)]) is first


def test_rows_of_a_mask_stand_as_in_the_whole_order(columns: ProjectColumns) -> None:
    mask = columns.amount_wan > 1
    keys = [("name", True), ("amount_wan", False)]
    expected = [row for row in columns.order("name", True, keys[1:]).tolist() if mask[row]]
    assert columns.sorted_rows(mask, keys).tolist() == expected
    assert columns.sorted_rows(mask, []).tolist() == np.flatnonzero(mask).tolist()


@pytest.mark.parametrize("batch", [3, 16_384])
@settings(deadline=None)
@given(texts=st.lists(st.text(alphabet=st.sampled_from("甲乙芯a\nZ 𠀀é"), max_size=5), max_size=12))
def test_texts_rank_by_their_code(batch: int, texts: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(string_columns, "_BATCH", batch)
        ranks = StringColumn.from_strings(texts).ranks().tolist()
    codes = [text.encode("gb18030") for text in texts]
    assert ranks == [sorted(set(codes)).index(code) for code in codes]


def test_ranks_of_the_keys_asked_for_last_are_kept_and_no_more(columns: ProjectColumns) -> None:
    order = RowOrder(columns)
    for key in ORDER_KEYS:
        order.sort([(key, False)])
    assert list(order._ranks) == list(ORDER_KEYS[-4:])  # noqa: SLF001 - what it holds is what is meant
    assert len(order._orders) == 2  # noqa: SLF001


def test_what_an_order_of_many_rows_took_on_its_way_is_given_back_once(
    columns: ProjectColumns, monkeypatch: pytest.MonkeyPatch
) -> None:
    trimmed: list[int] = []
    monkeypatch.setattr(row_order, "trim", lambda: trimmed.append(1))
    order = RowOrder(columns)
    order.sort([("name", False)])
    assert not trimmed  # few rows take nothing worth while
    monkeypatch.setattr(row_order, "_MANY", COUNT)
    order.sort([("kind", False)])
    order.sort([("kind", False)])
    assert trimmed == [1]


def test_names_that_lie_in_a_file_are_given_back_where_other_rows_are_shown(
    columns: ProjectColumns, monkeypatch: pytest.MonkeyPatch
) -> None:
    column = StringColumn.from_strings(columns.names)
    assert isinstance(column.buffer, bytes)
    mapped = StringColumn(MappedBytes(np.frombuffer(column.buffer, np.uint8)), column.ends)
    given: list[npt.NDArray[np.integer]] = []
    monkeypatch.setattr(row_order, "_MANY", COUNT)
    monkeypatch.setattr(row_order, "give_back_part", given.append)
    wanted = RowOrder(columns).sort([("kind", False)]).tolist()
    assert not any(len(array) == len(column.buffer) for array in given)
    assert RowOrder(replace(columns, names=mapped)).sort([("kind", False)]).tolist() == wanted
    assert any(len(array) == len(column.buffer) for array in given)
    assert any(array is column.ends for array in given)
