"""A set of ids is one in every respect, and stays small for a million."""

from __future__ import annotations

import operator
from collections.abc import Callable, Set
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.id_set import IdSet, as_array

IDS = st.frozensets(
    st.one_of(st.integers(-3, 40), st.integers(2**31 - 3, 2**31 + 3), st.integers(2**40, 2**40 + 4)), max_size=90
)
OPERATIONS = (operator.and_, operator.or_, operator.sub, operator.xor)
COMPARISONS = (operator.le, operator.lt, operator.ge, operator.gt, operator.eq, operator.ne)


@given(ids=IDS)
def test_it_holds_what_a_set_holds_and_hashes_as_it_does(ids: frozenset[int]) -> None:
    held = IdSet(ids)
    assert held == ids
    assert ids == held
    assert hash(held) == hash(ids)
    assert list(held) == sorted(ids)
    assert len(held) == len(ids)
    assert IdSet([*ids, *ids]) == held
    assert as_array(held).tolist() == sorted(ids)


@pytest.mark.parametrize("id_", [2**61 - 2, 2**61 - 1, 2**61, 2**63 - 1, 2 - 2**61, 1 - 2**61, -(2**63)])
def test_ids_that_python_hashes_by_their_remainder_hash_as_in_a_set(id_: int) -> None:
    assert hash(IdSet([1, id_])) == hash(frozenset({1, id_}))


@given(one=IDS, other=IDS)
@pytest.mark.parametrize("operation", OPERATIONS)
def test_it_is_joined_and_parted_as_sets_are(
    one: frozenset[int], other: frozenset[int], operation: Callable[[Any, Any], Set[int]]
) -> None:
    expected = operation(one, other)
    for left in (one, IdSet(one)):
        for right in (other, IdSet(other)):
            assert operation(left, right) == expected


@given(one=IDS, other=IDS)
@pytest.mark.parametrize("comparison", COMPARISONS)
def test_it_compares_as_sets_do(
    one: frozenset[int], other: frozenset[int], comparison: Callable[[Any, Any], bool]
) -> None:
    for right in (other, one, one | other):
        assert comparison(IdSet(one), IdSet(right)) == comparison(one, right)
        assert comparison(IdSet(one), right) == comparison(one, right)
        assert comparison(one, IdSet(right)) == comparison(one, right)


@given(ids=IDS, asked=st.integers(-4, 42))
def test_it_tells_what_is_in_it(ids: frozenset[int], asked: int) -> None:
    held = IdSet(ids)
    assert (asked in held) == (asked in ids)
    assert all(each in held for each in ids)
    assert all(np.int64(each) in held for each in ids)
    others: tuple[object, ...] = ("7", None, 2**70)
    assert not [other for other in others if other in held]


def test_a_million_take_four_bytes_each() -> None:
    every = IdSet(np.arange(1, 1_000_001))
    assert every.array.nbytes == 4_000_000
    assert len(every - IdSet(range(1, 1001))) == 999_000
    assert every ^ every == frozenset()


def test_what_does_not_change_stays_the_same_object() -> None:
    held = IdSet((3, 1, 2))
    assert held | {1} is held
    assert held - {9} is held
    assert IdSet.of(held) is held


def test_it_is_told_in_few_words() -> None:
    assert repr(IdSet(range(1_000_000))) == "IdSet({0, 1, 2, 3, 4, 5, 6, 7, …}, 1000000 in all)"
    assert repr(IdSet((5, 4))) == "IdSet({4, 5}, 2 in all)"
