"""Selected rows in so many runs that Qt is not told of them: a mark a row, changed by Ctrl as Qt would change them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

MOST_RUNS = 512
"""So many runs of neighbouring rows are told to Qt as selected; of more it takes seconds, and minutes to change them.
They are marked here instead."""


class ScatteredRows:
    """Which of a table's rows are selected, while Qt selects none of them."""

    def __init__(self, places: npt.NDArray[np.int64], count: int) -> None:
        """Mark these places of ``count`` rows."""
        self._marks = np.zeros(count, np.bool_)
        self._marks[places] = True
        self._pressed: tuple[npt.NDArray[np.bool_], bool] | None = None

    def __contains__(self, place: int) -> bool:
        """Whether the row at a place is marked."""
        return bool(self._marks[place])

    @classmethod
    def at(cls, places: npt.NDArray[np.int64], count: int, known: ScatteredRows | None) -> ScatteredRows:
        """Those known, which may be in the middle of a drag, if they mark just these places; otherwise new ones."""
        return known if known is not None and np.array_equal(known.places, places) else cls(places, count)

    @property
    def places(self) -> npt.NDArray[np.int64]:
        """Ascending places of the marked rows."""
        return np.flatnonzero(self._marks)

    def join(self, places: npt.NDArray[np.int64], *, dragged: bool) -> None:
        """Take in rows that were picked with Ctrl; what was marked besides stays.

        What a drag passes over becomes as the row it began at, beside what was marked before it; Qt tells of all of
        that, or of a part, with every step.
        """
        if self._pressed is None or not dragged:
            self._pressed = self._marks.copy(), not self._marks[places].any()
        before, added = self._pressed
        self._marks = before.copy()
        self._marks[places] = added


def runs_of(places: npt.NDArray[np.int64]) -> list[tuple[int, int]]:
    """First and last of each run of neighbours; one more than are told to Qt at most."""
    if not len(places):
        return []
    ends = np.flatnonzero(np.diff(places) > 1)[: MOST_RUNS + 1]
    firsts, lasts = places[[0, *(ends + 1)]], places[[*ends, len(places) - 1]]
    return list(zip(firsts.tolist(), lasts.tolist(), strict=True))
