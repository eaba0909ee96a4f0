"""The list behind a symbol of the map."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from geo.placement import Placement
from geo.wording import tr
from ui.opening.session import Session
from ui.project_words import ProjectWords

LIST_LIMIT = 400


class SymbolLists:
    """Names the projects that a symbol stands for."""

    def __init__(self, session: Session, words: ProjectWords) -> None:
        """Speak of an open ledger's projects in these words."""
        self._session, self._words = session, words

    def members(
        self,
        park_id: int,
        placement: Placement,
        mask: npt.NDArray[np.bool_],
        selected: npt.NDArray[np.bool_],
    ) -> Mapping[str, object]:
        """The projects behind one symbol, the city's own first and then each park that hangs there.

        Args:
            park_id: the symbol's park.
            placement: where every project stands.
            mask: bool[n], which projects are shown.
            selected: bool[n].
        """
        places = placement.places
        number = next((n for n, place in enumerate(places) if place.park_id == park_id), None)
        if number is None:
            return {"title": self._session.gazetteer.get_park(park_id).name, "note": "", "sections": []}
        inside = [number, *(n for n, place in enumerate(places) if place.host == number)]
        sections = []
        for n in inside:
            rows = np.flatnonzero(mask & (placement.place == n))
            if len(rows):
                sections.append(self._section(places[n].note if n == 0 else places[n].name, rows, selected))
        return {"title": places[number].name, "note": places[number].note, "sections": sections}

    def _section(self, title: str, rows: npt.NDArray[np.intp], selected: npt.NDArray[np.bool_]) -> dict[str, object]:
        left = max(0, len(rows) - LIST_LIMIT)
        head = tr("{title}　{n:,} 项", title=title, n=len(rows)) + (tr("，另有 {n:,} 项", n=left) if left else "")
        return {"title": head, "rows": [self._words.member(int(row), bool(selected[row])) for row in rows[:LIST_LIMIT]]}
