"""Which of the five fixed colours and shapes an industry of the ledger takes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from db.columns import ProjectColumns
from ui.theme import IndustryStyle


class IndustrySlots:
    """Industry id → slot 0..4 by name; an industry the legend does not know takes the slot of 未归类.

    Attributes:
        of_rows: uint8[n], the slot of each row of the columns.
    """

    def __init__(self, columns: ProjectColumns, industries: Sequence[IndustryStyle]) -> None:
        """Match the ledger's industries to the legend's by name."""
        names = [style.name for style in industries]
        other = len(names) - 1
        dimension = columns.dimensions["industry"]
        slots = [names.index(name) if name in names else other for name in dimension.names]
        self._of_id = dict(zip(dimension.ids, slots, strict=True))
        self.of_rows: npt.NDArray[np.uint8] = np.array(slots, np.uint8)[columns.codes["industry"]]

    def of_id(self, industry_id: int | str) -> int:
        """The slot of an industry id; KeyError for an id the ledger does not have."""
        return self._of_id[industry_id]
