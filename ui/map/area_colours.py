"""Areas of the map coloured by what lies in them: parks or districts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict

import numpy as np
import numpy.typing as npt

from db.index.map_places import own_positions, park_ids
from geo.symbols.choropleth import Area, AreaIndex, index_districts, index_parks
from ui.map.map_state import ChoroplethSpec, ChoroplethUnit
from ui.opening.session import Session


class AreaColours:
    """Tells each area's figures, and keeps which project lies in which area."""

    def __init__(self, session: Session, districts: Callable[[], Sequence[Area]]) -> None:
        """Nothing is worked out before it is asked for."""
        self._session, self._districts = session, districts
        self._indexes: dict[ChoroplethUnit, AreaIndex] = {}

    def forget(self) -> None:
        """Look at the projects' places anew when next asked."""
        self._indexes = {}

    def coloured(self, spec: ChoroplethSpec, mask: npt.NDArray[np.bool_]) -> Mapping[str, object]:
        """Every area with its figures, the classes from the least, and how many projects belong to no area.

        ``{"areas": [{"id", "name", "area_km2", "count", "unpublished", "amount_wan", "value", "class_index"}],
        "classes": [{"low", "high", "areas"}], "left_out": {"city", "unplaced", "outside"}}``; ``value`` is null and
        ``class_index`` −1 where there is no figure.

        Args:
            spec: which areas, which figure, how it is classed.
            mask: bool[n], which projects count.
        """
        index = self._index(spec.unit)
        found = index.coloured(mask, self._session.columns.amount_wan, spec.figure, spec.scheme, spec.classes)
        return {
            "areas": [
                {
                    "id": each.area.id,
                    "name": each.area.name,
                    "area_km2": each.area.area_km2,
                    "count": each.count,
                    "unpublished": each.unpublished,
                    "amount_wan": each.amount_wan,
                    "value": each.value,
                    "class_index": each.class_index,
                }
                for each in found.areas
            ],
            "classes": [asdict(each) for each in found.classes],
            "left_out": {"city": found.city_only, "unplaced": found.unplaced, "outside": found.outside},
        }

    def _index(self, unit: ChoroplethUnit) -> AreaIndex:
        """Which area each project belongs to."""
        if unit not in self._indexes:
            gazetteer, columns = self._session.gazetteer, self._session.columns
            parks = park_ids(columns)
            if unit == "park":
                self._indexes[unit] = index_parks(gazetteer, parks)
            else:
                self._indexes[unit] = index_districts(self._districts(), gazetteer, parks, *own_positions(columns))
        return self._indexes[unit]
