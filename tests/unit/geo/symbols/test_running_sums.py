"""A difference of two look-ups is what going over the run adds up to."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.symbols.running_sums import RunningSums
from geo.symbols.tally import INDUSTRIES, SymbolColumns

PROJECTS = st.lists(
    st.tuples(st.integers(0, 2**32 - 1), st.integers(0, 4), st.integers(-1, 2**52), st.booleans(), st.booleans()),
    min_size=1,
    max_size=12,
)


@given(projects=PROJECTS, data=st.data())
@settings(deadline=None)
def test_runs_add_up(projects: list[tuple[int, int, int, bool, bool]], data: st.DataObject) -> None:
    table = np.array(projects, np.int64)
    x, industry, amount, inferred, selected = table.T
    count = len(projects)
    columns = SymbolColumns(
        project_ids=np.arange(count),
        world_x=x.astype(np.uint32),
        world_y=(2**32 - 1 - x).astype(np.uint32),
        place=np.full(count, -1, np.int32),
        industry=industry.astype(np.uint8),
        amount_wan=amount,
        inferred=inferred > 0,
        planned=np.zeros(count, np.bool_),
    )
    rows = data.draw(st.lists(st.integers(0, count - 1), unique=True))
    first = data.draw(st.integers(0, len(rows)))
    last = data.draw(st.integers(first, len(rows)))
    running = RunningSums(columns, np.array(rows, np.intp), selected > 0)
    spots, sums = running.between(np.array([first, 0]), np.array([last, 0]))
    run = [projects[row] for row in rows[first:last]]
    expected = [sum(e[1] == i for e in run) for i in range(INDUSTRIES)]
    expected += [sum(max(e[2], 0) for e in run if e[1] == i) for i in range(INDUSTRIES)]
    expected += [sum(e[3] for e in run), sum(e[2] < 0 for e in run), sum(e[4] for e in run)]
    assert sums[0].tolist() == [float(each) for each in expected]
    assert spots[0].tolist() == [float(sum(e[0] for e in run)), float(sum(2**32 - 1 - e[0] for e in run))]
    assert not sums[1].any(), "an empty run is nothing"
