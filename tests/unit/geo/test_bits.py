import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.bits import (
    count_set,
    gathered,
    packed,
    placed,
    positions_by_chunk,
    positions_within,
    split,
    unpacked,
)


@given(st.lists(st.booleans(), max_size=300), st.data())
def test_bits_are_found_where_they_are_set(bits: list[bool], data: st.DataObject) -> None:
    mask = np.array(bits, np.bool_)
    first = data.draw(st.integers(0, len(bits)))
    last = data.draw(st.integers(first, len(bits)))
    expected = [place for place in range(first, last) if bits[place]]
    assert positions_within(packed(mask), first, last).tolist() == expected
    assert (placed(np.flatnonzero(mask), len(bits)) == packed(mask)).all()
    word, below = split(np.array([last]))
    assert int(np.bitwise_count(packed(mask)[: word[0]]).sum()) + int(
        np.bitwise_count(packed(mask)[word] & below)[0]
    ) == sum(bits[:last])


@pytest.mark.parametrize("near", [0, 1 << 20])
@pytest.mark.parametrize("shared", [True, False])
def test_a_mask_is_gathered_in_another_order(near: int, shared: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geo.bits._NEAR", near)
    monkeypatch.setattr("geo.side_by_side.MANY", 1_000)
    dice = np.random.default_rng(3)
    mask, rows = dice.random(200_000) < 0.3, dice.permutation(200_000)[:150_001].astype(np.uint32)
    assert (gathered(mask, rows, shared=shared) == packed(mask[rows])).all()
    assert (gathered(mask, rows[:0], shared=shared) == 0).all()


@given(st.integers(0, 70_000), st.sampled_from([0.0, 0.001, 0.3, 1.0]), st.integers(0, 2**32))
def test_rows_are_found_chunk_by_chunk(count: int, share: float, seed: int) -> None:
    mask = np.random.default_rng(seed).random(count) < share
    words = packed(mask)
    assert (unpacked(words, count) == mask).all()
    assert count_set(words) == mask.sum()
    chunks = list(positions_by_chunk(words))
    assert all(0 < len(chunk) <= 2**17 for chunk in chunks)
    assert np.array_equal(np.concatenate([np.empty(0, np.int64), *chunks]), np.flatnonzero(mask))
