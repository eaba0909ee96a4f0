"""How the stage board is set up: when its lights change, which variant of each KPI, by what it is broken down."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from db.figures.definitions import DEFINITIONS
from db.figures.stage_board import Thresholds
from geo.frozen import frozen

FILE: Final = "stages.json"
MOST_MONTHS: Final = 120
_MOST_BYTES: Final = 10_000


def kpi_variants() -> Mapping[str, tuple[str, ...]]:
    """Return ids of definitions by KPI, in the order of both."""
    keys = dict.fromkeys(definition.kpi for definition in DEFINITIONS)
    return {key: tuple(one.id for one in DEFINITIONS if one.kpi == key) for key in keys}


@frozen
class StagesSettings:
    """What a person has set.

    Attributes:
        grace_months: As in `Thresholds`.
        quiet_months: As in `Thresholds`.
        definitions: Ids of the chosen variants, one for each KPI, in their order.
        group: One of `GROUP_TITLES`, or empty for the board.
    """

    grace_months: int = Thresholds().grace_months
    quiet_months: int = Thresholds().quiet_months
    definitions: tuple[str, ...] = tuple(variants[0] for variants in kpi_variants().values())
    group: str = ""

    @property
    def thresholds(self) -> Thresholds:
        """When a light changes."""
        return Thresholds(self.grace_months, self.quiet_months)

    def choose(self, definition_id: str) -> StagesSettings:
        """Return these with another variant of its KPI."""
        kpi = definition_id.partition(".")[0]
        chosen = tuple(definition_id if one.partition(".")[0] == kpi else one for one in self.definitions)
        return replace(self, definitions=chosen)


class StagesMemory:
    """Keeps the settings between runs. What cannot be read or written is simply not remembered.

    Args:
        file: Where; None remembers nothing.
    """

    def __init__(self, file: Path | None = None) -> None:
        """Start from what the file says."""
        self._file = file
        self.settings = StagesSettings()
        with suppress(OSError, ValueError, RecursionError, AttributeError, TypeError):
            if file is not None and file.stat().st_size <= _MOST_BYTES:
                self.settings = _read(json.loads(file.read_text("utf-8")))

    def keep(self, settings: StagesSettings) -> None:
        """Take new settings and remember them."""
        self.settings = settings
        if self._file is None:
            return
        kept = {
            "grace_months": settings.grace_months,
            "quiet_months": settings.quiet_months,
            "definitions": settings.definitions,
        }
        fresh = self._file.with_name(f"{self._file.name}.{os.getpid()}.new")
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_text(json.dumps(kept, indent=1), "utf-8")
            fresh.replace(self._file)


def _read(kept: Mapping[str, object]) -> StagesSettings:
    standing = StagesSettings()
    settings = replace(
        standing,
        grace_months=_read_months(kept.get("grace_months"), standing.grace_months),
        quiet_months=_read_months(kept.get("quiet_months"), standing.quiet_months),
    )
    chosen = kept.get("definitions")
    known = {definition.id for definition in DEFINITIONS}
    for definition_id in chosen if isinstance(chosen, list) else ():
        if definition_id in known:
            settings = settings.choose(definition_id)
    return settings


def _read_months(kept: object, standing: int) -> int:
    if isinstance(kept, int) and not isinstance(kept, bool) and 0 <= kept <= MOST_MONTHS:
        return kept
    return standing


GROUP_TITLES: Final = {"industry": "产业", "park": "园区", "event": "活动", "year": "年份"}
"""What KPIs are broken down by (`db.figures.kpis.BREAKDOWNS`), and what each is called."""

GROUP_CHOICES: Final = {"industry": "按产业", "park": "按园区", "event": "按活动", "year": "按年份"}
"""The same as a choice: a whole word each, for languages that write what is inside a phrase differently."""
