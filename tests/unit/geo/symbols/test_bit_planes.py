import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.bits import WORD, packed, words_for
from geo.symbols.bit_planes import BitPlanes

NUMBERS = st.lists(st.one_of(st.integers(0, 3), st.integers(0, 2**63 - 1)), max_size=300)


@given(NUMBERS, st.integers(0, 2**32))
@settings(deadline=None)
def test_words_add_up_what_is_picked_of_their_numbers(numbers: list[int], seed: int) -> None:
    values = np.array(numbers, np.uint64)
    wide = values // np.uint64(64)  # the sums of 64 fit into 63 bits
    picked = np.random.default_rng(seed).random((2, len(values))) < 0.5
    words = np.stack([packed(each) for each in picked])
    planes = BitPlanes(wide)
    found = planes.sums(words)
    for group in range(2):
        chosen = np.where(picked[group], wide, 0).tolist()
        expected = [sum(map(int, chosen[at : at + WORD])) for at in range(0, WORD * words_for(len(values)), WORD)]
        assert found[group].tolist() == expected
    some = np.arange(words.shape[1])[::-1]
    assert (planes.sums_at(some, words[:, some]) == found[:, some]).all()


def test_of_no_groups_there_are_no_sums() -> None:
    planes, words = BitPlanes(np.arange(300, dtype=np.uint64)), np.array([0, 2])
    found = planes.sums_at(words, np.empty((0, 2), np.uint64))
    assert found.shape == (0, 2)
    assert found.dtype == np.int64
    assert planes.sums(np.empty((0, 5), np.uint64)).shape == (0, 5)


def test_a_few_large_numbers_cost_only_their_own_words() -> None:
    small = np.random.default_rng(1).integers(0, 2**8, WORD * 1_000).astype(np.uint64)
    large = small.copy()
    large[5] = 2**40
    assert BitPlanes(large).nbytes < 1.1 * BitPlanes(small).nbytes


@pytest.mark.parametrize("bits", [1, 17, 18, 19, 24, 45, 46, 47, 57])
def test_sums_of_the_greatest_numbers_are_exact(bits: int) -> None:
    values = np.full(WORD, (1 << bits) - 1, np.uint64)
    values[::3] -= np.uint64(1)
    planes, every = BitPlanes(values), packed(np.ones(WORD, np.bool_))
    assert planes.sums(every[None])[0, 0] == sum(values.tolist())
    assert planes.sums_at(np.array([0]), every[None, :1])[0, 0] == sum(values.tolist())
