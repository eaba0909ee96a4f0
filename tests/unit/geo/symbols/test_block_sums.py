"""A difference of two look-ups is what going over the run adds up to, and a filter costs no pass over numbers."""

import tracemalloc

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.bits import packed, placed
from geo.symbols.block_sums import BlockCounts, BlockSums, SymbolBlocks
from geo.symbols.tally import INDUSTRIES

PROJECT = st.tuples(
    st.integers(0, 2**32 - 1), st.integers(0, 4), st.integers(-1, 2**52), st.booleans(), st.booleans(), st.booleans()
)
Project = tuple[int, int, int, bool, bool, bool]


def blocks_of(projects: list[Project]) -> SymbolBlocks:
    x, industry, amount, inferred, _, _ = np.array(projects, np.int64).reshape(-1, 6).T
    axes = (x.astype(np.uint32), (2**32 - 1 - x).astype(np.uint32))
    return SymbolBlocks(industry.astype(np.uint8), amount, inferred > 0, axes)


def added(run: list[Project]) -> list[float]:
    run = [each for each in run if each[4]]
    sums = [sum(each[1] == number for each in run) for number in range(INDUSTRIES)]
    sums += [sum(max(each[2], 0) for each in run if each[1] == number) for number in range(INDUSTRIES)]
    return [float(each) for each in (*sums, sum(each[3] for each in run), sum(each[2] < 0 for each in run), 0)]


@given(st.lists(PROJECT, max_size=8), st.integers(1, 30), st.data())
@settings(deadline=None)
def test_runs_add_up(few: list[Project], times: int, data: st.DataObject) -> None:
    projects = few * times  # so that runs begin and end inside of words, between them and words apart
    shown = np.array([each[4] for each in projects], np.bool_)
    sums = BlockSums(blocks_of(projects), packed(shown))
    ends = data.draw(st.lists(st.integers(0, len(projects)), min_size=2, max_size=6))
    first, last = np.array(ends[:-1]), np.maximum(ends[:-1], ends[1:])
    spots, found = sums.between(first, last)
    for number, (begin, end) in enumerate(zip(first, last, strict=True)):
        run = projects[begin:end]
        assert found[number].tolist() == added(run)
        xs = [each[0] for each in run if each[4]]
        assert spots[number].tolist() == [float(sum(xs)), float(sum(2**32 - 1 - x for x in xs))]
        assert sums.matching.between(first, last)[number] == len(xs)
        inside = sums.positions_between(first[number : number + 1], last[number : number + 1])
        assert inside.tolist() == [place for place in range(begin, end) if shown[place]]


@given(st.lists(PROJECT, min_size=1, max_size=200), st.data())
@settings(deadline=None)
def test_some_of_them_are_counted_in_runs(projects: list[Project], data: st.DataObject) -> None:
    some = data.draw(st.lists(st.integers(0, len(projects) - 1), unique=True))
    first = data.draw(st.integers(0, len(projects)))
    last = data.draw(st.integers(first, len(projects)))
    counts = BlockCounts(placed(np.array(some, np.int64), len(projects)))
    assert counts.between(np.array([first]), np.array([last])).tolist() == [sum(first <= each < last for each in some)]


def test_runs_that_follow_each_other_are_looked_through_as_one_in_their_order() -> None:
    shown = np.random.default_rng(1).random(1_000) < 0.1
    sums = BlockSums(blocks_of([(0, 0, 0, False, True, False)] * 1_000), packed(shown))
    first, last = np.array([3, 70, 400, 400]), np.array([70, 130, 400, 1_000])
    inside = [*range(3, 130), *range(400, 1_000)]
    assert sums.positions_between(first, last).tolist() == [place for place in inside if shown[place]]
    assert sums.positions_between(first[:0], last[:0]).tolist() == []


def test_a_filter_takes_a_few_bytes_a_project() -> None:
    count = 64 * 4_096
    dice = np.random.default_rng(2)
    x, y = (np.sort(dice.integers(2**31, 2**31 + 2**22, count)).astype(np.uint32) for _ in range(2))
    industry, amount = dice.integers(0, 5, count).astype(np.uint8), dice.integers(-1, 2**20, count)
    blocks = SymbolBlocks(industry, amount, dice.random(count) < 0.1, (x, y))
    shown = packed(dice.random(count) < 0.5)
    tracemalloc.start()
    sums = BlockSums(blocks, shown)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sums.nbytes < 2 * count, "kept for a result: sums a word, 64 projects, instead of sums a project"
    assert peak < 6 * count
    assert blocks.nbytes < 10 * count, "x, y, amount, industry: less than their arrays"
