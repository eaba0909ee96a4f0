"""Which of the five fixed colours and shapes an industry of the ledger takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from db.index.columns import ProjectColumns
from db.index.dimensions import DimensionId, shown_name
from geo.wording import term, tr
from ui.theme import IndustryStyle


class IndustrySlots:
    """Industry id → slot 0..4: by its name in the legend, else by the shape the ledger gives it, else that of 未归类.

    Attributes:
        of_rows: uint8[n], the slot of each row of the columns.
        names: what each slot stands for in these columns; the legend's own name where nothing takes it.
    """

    def __init__(
        self,
        columns: ProjectColumns,
        industries: Sequence[IndustryStyle],
        symbols: Mapping[DimensionId, str] | None = None,
    ) -> None:
        """Match the ledger's industries to the legend's.

        Args:
            columns: the projects.
            industries: the legend's slots, the last of which stands for 未归类.
            symbols: shapes by id of the industries whose names the legend may not know.
        """
        self._styles, self._symbols = tuple(industries), symbols or {}
        self.of_rows: npt.NDArray[np.uint8] = np.empty(0, np.uint8)
        self.set_columns(columns)

    def set_columns(self, columns: ProjectColumns) -> bool:
        """Follow the industries of these columns; returns whether any row has another slot than before."""
        dimension = columns.dimensions["industry"]
        pairs = list(zip(dimension.ids, dimension.names, strict=True))
        slots = [self._slot_of(id_, name) for id_, name in pairs]
        taking: list[list[str]] = [[] for _ in self._styles]
        for slot, (_, name) in zip(slots, pairs, strict=True):
            taking[slot].append(name)
        both = zip(taking, self._styles, strict=True)
        self.names = tuple(tr("、").join(map(shown_name, names)) or term(style.name) for names, style in both)
        self._of_id = dict(zip(dimension.ids, slots, strict=True))
        before, self.of_rows = self.of_rows, np.array(slots, np.uint8)[columns.codes["industry"]]
        return not np.array_equal(before, self.of_rows)

    def of_columns(self, columns: ProjectColumns, symbols: Mapping[DimensionId, str]) -> IndustrySlots:
        """The slots of other columns in the same legend."""
        return IndustrySlots(columns, self._styles, symbols)

    def take(self, other: IndustrySlots) -> None:
        """Be as others of the same legend."""
        self._symbols, self.of_rows, self.names, self._of_id = other._symbols, other.of_rows, other.names, other._of_id

    def of_id(self, industry_id: int | str) -> int:
        """The slot of an industry id; KeyError for an id the ledger does not have."""
        return self._of_id[industry_id]

    def _slot_of(self, id_: DimensionId, name: str) -> int:
        other = len(self._styles) - 1
        named = [slot for slot, style in enumerate(self._styles) if style.name == name]
        shaped = [slot for slot, style in enumerate(self._styles[:-1]) if style.shape == self._symbols.get(id_)]
        return [*named, *shaped, other][0]
