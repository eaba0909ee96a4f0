import threading

import pytest

from geo.side_by_side import MANY, side_by_side


@pytest.mark.parametrize("rows", [0, MANY - 1, MANY])
def test_both_are_done_and_many_rows_by_two_threads(rows: int) -> None:
    one, other = side_by_side(threading.get_ident, threading.get_ident, rows)
    assert one == threading.get_ident()
    assert (one != other) == (rows >= MANY)


@pytest.mark.parametrize("rows", [0, MANY])
def test_what_goes_wrong_beside_is_raised_here(rows: int) -> None:
    def fail() -> None:
        raise LookupError

    with pytest.raises(LookupError):
        side_by_side(lambda: None, fail, rows)
