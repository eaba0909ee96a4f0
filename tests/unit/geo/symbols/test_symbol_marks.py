import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.aggregation import Viewport
from geo.lnglat import Bounds
from geo.parks import Gazetteer
from geo.symbols.symbol_marks import MARKS_MAGIC, SymbolMarks, encode_marks
from tests.unit.geo.test_aggregation import EVERYWHERE, PARKS, Ledger

random = np.random.default_rng(3)
OWN = [
    (float(lng), float(lat))
    for lng, lat in zip(random.normal(106.3, 0.1, 400), random.normal(29.55, 0.05, 400), strict=True)
]
VIEWS = st.sampled_from((EVERYWHERE, Bounds(106.25, 29.5, 106.4, 29.65), Bounds(106.3, 29.53, 106.33, 29.56)))


@given(zoom=st.floats(9.0, 16.0), bounds=VIEWS, seed=st.integers(0, 9), shown=st.floats(0.0, 1.0))
@settings(max_examples=80, deadline=None)
def test_marks_stand_for_the_symbols_of_the_same_frame(
    gazetteer: Gazetteer, zoom: float, bounds: Bounds, seed: int, shown: float
) -> None:
    """A frame whose selection is the marked projects counts them in each group and flags them among the points."""
    ledger = Ledger(gazetteer, PARKS, OWN)
    dice = np.random.default_rng(seed)
    mask, marked = (dice.random(len(PARKS) + len(OWN)) < share for share in (shown, 0.3))
    ledger.apply(mask, marked & mask)
    frame = ledger.frame(zoom, bounds)
    marks = ledger.index.marks(Viewport(bounds, zoom), marked)
    assert marks.groups.tolist() == frame.groups.selected.tolist()
    assert marks.points.tolist() == np.isin(frame.point_ids, np.flatnonzero(marked) + 1).tolist()


def test_nothing_marked_marks_nothing(gazetteer: Gazetteer) -> None:
    ledger = Ledger(gazetteer, PARKS, OWN)
    marks = ledger.index.marks(Viewport(EVERYWHERE, 11.0), np.zeros(len(PARKS) + len(OWN), np.bool_))
    assert not marks.groups.any()
    assert len(marks.groups) == len(ledger.frame(11.0).group_meta)


def test_marks_are_written_for_the_page() -> None:
    body = encode_marks(SymbolMarks(np.array([3, 0]), np.array([True, False, True])), 7)
    assert np.frombuffer(body[:16], "<u4").tolist() == [MARKS_MAGIC, 7, 2, 3]
    assert np.frombuffer(body[16:24], "<u4").tolist() == [3, 0]
    assert list(body[24:]) == [1, 0, 1]
