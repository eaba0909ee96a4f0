"""Which pairs are in one group, whatever numbers the groups go by."""

from collections.abc import Mapping

import numpy as np
import pytest

from db.figures.candidates import share

HERE = {0: (5, 9), 1: (9,), 2: (), 3: (5, 7), 4: (7,)}
"""The groups of each row."""


@pytest.mark.parametrize(
    "number",
    [
        {5: 0, 7: 1, 9: 2},
        {5: 1, 7: 2**40, 9: 2**62},
        {5: 2**63 - 1, 7: 1, 9: 2**61},
        {5: -1, 7: 0, 9: 1},
        {5: -(2**63), 7: 2**63 - 1, 9: 0},
    ],
)
def test_pairs_in_one_group_are_told_from_others(number: Mapping[int, int]) -> None:
    pairs = [(first, second) for first in HERE for second in HERE if first < second]
    first, second = np.array(pairs).T
    belongs = [(number[group], row) for row, groups in HERE.items() for group in groups]
    groups, rows = np.array(belongs, np.int64).T
    expected = [bool(set(HERE[one]) & set(HERE[other])) for one, other in pairs]
    assert share(first, second, groups, rows).tolist() == expected
