"""Where all projects of a ledger are drawn, for every map of one export: taken over as kept, or worked out once."""

from collections.abc import Sequence
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from db.index.columns import ProjectColumns
from db.index.map_places import map_order_of, park_ids
from geo.aggregation import MapIndex, SymbolColumns
from geo.parks import Gazetteer
from geo.placement import Placement
from geo.symbols.map_order import MapOrder

SYMBOLS: Final = ("square", "plus", "triangle", "diamond", "disc")
"""The shapes in the order of the legend; the last stands for the unclassified."""


class LedgerPlaces:
    """Where every project is drawn: what is left out of an export moves none.

    Args:
        columns: The ledger's projects.
        gazetteer: Its parks.
        symbols: The shape of each industry of the columns, by name, or None.
    """

    def __init__(self, columns: ProjectColumns, gazetteer: Gazetteer, symbols: Sequence[str | None]) -> None:
        """Place nothing yet."""
        self._columns, self._gazetteer = columns, gazetteer
        self.slot_of_code: Final = np.array([_slot_of(symbol) for symbol in symbols], np.uint8)

    @cached_property
    def _order(self) -> MapOrder:
        return map_order_of(self._columns, self._gazetteer)

    @property
    def placement(self) -> Placement:
        """Of all projects."""
        return self._order.placement

    @cached_property
    def park_ids(self) -> NDArray[np.int64]:
        """The park of every project, 0 for none: ``int64[n]``."""
        return park_ids(self._columns)

    @cached_property
    def index(self) -> MapIndex:
        """What finds the symbols of a result; of one at a time, whoever asks."""
        columns, placement = self._columns, self.placement
        symbols = SymbolColumns(
            project_ids=columns.ids,
            world_x=placement.world_x,
            world_y=placement.world_y,
            place=placement.place,
            industry=self.slot_of_code[columns.codes["industry"]],
            amount_wan=columns.amount_wan,
            inferred=columns.has_value("grade", "inferred"),
            planned=columns.planned,
        )
        return MapIndex(symbols, placement.places, self._order)


def _slot_of(symbol: str | None) -> int:
    """Return which of the five colours and shapes an industry takes."""
    return SYMBOLS.index(symbol) if symbol in SYMBOLS else len(SYMBOLS) - 1
