"""The numbers by which the map's page knows projects, in the window and in a file: 32 bits each; ids have 64."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np
import numpy.typing as npt

from db.index.columns import ProjectColumns

_GREATEST: Final = int(np.iinfo(np.uint32).max)


class PageIds:
    """Ids as the page is told them: as they are, or, where one would not fit, all as rows of the columns."""

    def __init__(self, columns: ProjectColumns) -> None:
        """Speak of these projects."""
        ids = self._ids = columns.ids
        self._columns = columns
        self._fit = not len(ids) or (int(ids[0]) >= 0 and int(ids[-1]) <= _GREATEST)

    def told(self, ids: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """The page's numbers of projects, int64[m], each 0 to 2³² − 1; ids that do not exist have none."""
        return ids if self._fit else self._columns.rows_of(ids)

    def heard(self, numbers: Iterable[int]) -> tuple[int, ...]:
        """The ids of the projects that the page means; numbers that it was not told are left out."""
        if self._fit:
            return tuple(numbers)
        return tuple(int(self._ids[number]) for number in numbers if 0 <= number < len(self._ids))
