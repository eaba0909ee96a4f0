"""What the map page says of projects: the hover label, a row of the list card, names beside glyphs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from db.index.dimensions import shown_name
from db.index.page_ids import PageIds
from db.money import format_money
from geo.wording import term, tr
from ui.opening.session import Session

BADGES = {"stated": "原文", "inferred": "推断"}


class ProjectWords:
    """Looks projects up in the session's columns, as they stand when it is asked."""

    def __init__(self, session: Session) -> None:
        """Speak of the projects of a session."""
        self._session = session

    def label(self, project_ids: Sequence[int]) -> Mapping[str, object]:
        """The hover label of one project; empty for none, and for one that does not exist."""
        columns = self._session.columns
        found = columns.rows_of(project_ids)
        if not len(found):
            return {"name": "", "lines": [], "place": "", "badge": ""}
        row = int(found[0])
        stage = " ".join(filter(None, (self._value("stage", row), columns.latest_dates[row])))
        grade = columns.dimensions["grade"].ids[columns.codes["grade"][row]]
        return {
            "name": columns.names[row],
            "lines": [f"{self._value('industry', row)}　{stage}", tr("金额 {amount}", amount=self._amount_words(row))],
            "place": self._value("park", row),
            "badge": tr("人工") if columns.manual[row] else tr(BADGES.get(str(grade), "")),
        }

    def member(self, row: int, selected: bool) -> dict[str, object]:
        """One row of the list card."""
        columns = self._session.columns
        (number,) = PageIds(columns).told(columns.ids[row : row + 1]).tolist()
        return {
            "id": number,
            "name": columns.names[row],
            "industry": int(self._session.slots.of_rows[row]),
            "amount": self._amount_words(row),
            "inferred": bool(columns.inferred[row]),
            "planned": bool(columns.planned[row]),
            "selected": selected,
        }

    def names(self, project_ids: npt.NDArray[np.int64]) -> list[str]:
        """Names in the order of the ids."""
        columns = self._session.columns
        return [columns.names[row] for row in columns.rows_of(project_ids.tolist()).tolist()]

    def _value(self, key: str, row: int) -> str:
        return shown_name(self._session.columns.dimensions[key].names[int(self._session.columns.codes[key][row])])

    def _amount_words(self, row: int) -> str:
        columns = self._session.columns
        amount = int(columns.amount_wan[row])
        if amount < 0:
            return columns.amount_texts[row] or tr("未公布")
        return f"{term(columns.amount_qualifiers[row])} {format_money(amount)}".strip()
