"""Which pairs are in one group, whatever numbers the groups go by, and which names have something rare in common."""

import re
from collections import Counter
from collections.abc import Mapping
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.figures import candidates, likeness
from db.figures.candidates import block_by_names, pair_within, share
from db.figures.likeness import BareNames

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


NAMES = st.lists(st.text(alphabet="甲乙丙丁𠀀12", max_size=6), max_size=12)


@settings(deadline=None)
@given(names=NAMES, at_once=st.sampled_from([2, 1 << 16]))
def test_names_stand_under_their_rarest_pairs_of_characters(names: list[str], at_once: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(candidates, "_AT_ONCE", at_once)
        patch.setattr(likeness, "_NAMES", at_once)
        groups, rows = block_by_names(BareNames.of(names))
    spelt = [{name[at : at + 2] for at in range(len(name) - 1)} for name in names]
    often = Counter(pair for pairs in spelt for pair in pairs)
    kinds = sorted(often)
    expected = {
        (kinds.index(pair), row)
        for row, pairs in enumerate(spelt)
        for pair in sorted((pair for pair in pairs if often[pair] > 1), key=lambda pair: (often[pair], pair))[:2]
    }
    assert sorted(zip(groups.tolist(), rows.tolist(), strict=True)) == sorted(expected)


@settings(deadline=None)
@given(belongs=st.sets(st.tuples(st.integers(-2, 3), st.integers(0, 9)), max_size=20))
def test_rows_of_a_group_are_paired(belongs: set[tuple[int, int]]) -> None:
    groups, rows = (np.array([each[side] for each in belongs], np.int64) for side in (0, 1))
    first, second = pair_within(groups, rows)
    members = [sorted(row for of, row in belongs if of == group) for group in {group for group, _ in belongs}]
    expected = [pair for each in members for pair in combinations(each, 2)]
    assert sorted(zip(first.tolist(), second.tolist(), strict=True)) == sorted(expected)


@settings(deadline=None)
@given(
    names=st.lists(st.text(alphabet="甲重庆项目12一期 7号𠀀", max_size=8), max_size=9), at_once=st.sampled_from([2, 99])
)
def test_names_in_one_text_are_those_without_common_words(names: list[str], at_once: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(likeness, "_NAMES", at_once)
        bare = BareNames.of(names)
    expected = [re.sub(r"重庆|项目|[一二三四五六七八九十]+期|\s", "", name) for name in names]
    assert bare.take(np.arange(len(names))) == expected
    if names:
        text, sizes = bare.some(0, 3)
        assert (text, sizes.tolist()) == ("".join(expected[:3]), [len(each) for each in expected[:3]])
    sets = [frozenset(re.findall(r"\d+|[一二三四五六七八九十]+(?=[期号段])", name)) for name in names]
    assert (bare.numbers == 0).tolist() == [not each for each in sets]
    for one, other in combinations(range(len(names)), 2):
        assert (bare.numbers[one] == bare.numbers[other]) == (sets[one] == sets[other])
