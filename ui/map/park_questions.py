"""What is asked about single parks: which one a project is in, what it is called, who still waits for its place."""

from __future__ import annotations

from geo.placement import Placement
from ui.opening.session import Session


class ParkQuestions:
    """Answers from the session's columns and where projects were placed."""

    def __init__(self, session: Session, placement: Placement) -> None:
        """Ask about an open ledger; ``placement`` is replaced when its projects are placed anew."""
        self._session, self.placement = session, placement

    @property
    def city_id(self) -> int:
        """The science city itself, which stands for projects of which no park is known."""
        return self._session.gazetteer.root.id

    def park_of(self, project_id: int) -> int | None:
        """The park a project is known to be in, or None."""
        columns = self._session.columns
        rows = columns.rows_of([project_id])
        park = int(columns.dimensions["park"].ids[columns.codes["park"][rows[0]]]) if len(rows) else 0
        return park or None

    def park_name(self, park_id: int) -> str:
        """The name of a park, empty for an unknown one."""
        return next((park.name for park in self._session.gazetteer.parks if park.id == park_id), "")

    def awaiting_place(self, park_id: int) -> list[int]:
        """All projects of a park that hangs beside the city, whatever the filter; none for any other park."""
        places = self.placement.places
        number = next((n for n, place in enumerate(places) if place.park_id == park_id), None)
        if number is None or places[number].kind != "unplaced":
            return []
        found: list[int] = self._session.columns.ids[self.placement.place == number].tolist()
        return found
