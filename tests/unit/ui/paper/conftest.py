from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from db.export.exporting import export_projects, unheard
from db.export.format import Progress
from db.export.options import Value
from db.filters import Filters
from db.ledger import Ledger
from tests.unit.ui.paper.reading import NOW, PAPER, Draw
from ui.application import Workplace
from ui.paper.paper_renderer import PaperRenderer


@pytest.fixture
def renderer(workplace: Workplace) -> PaperRenderer:
    return PaperRenderer(workplace.themes["light"], workplace.assets)


@pytest.fixture
def draw(built_ledger: Path, renderer: PaperRenderer, tmp_path: Path) -> Draw:
    """Export some projects in a format, as the service does."""

    def drawn(
        key: str,
        filters: Filters | None = None,
        ledger: Path = built_ledger,
        progress: Progress = unheard,
        **options: Value,
    ) -> Path:
        path = tmp_path / f"{key}{PAPER[key].suffix}"
        with Ledger.open(ledger) as opened:
            columns = opened.load_columns()
            chosen = filters or Filters()
            export_projects(
                opened,
                columns,
                np.flatnonzero(columns.mask(chosen)),
                path,
                format_key=key,
                filters=chosen,
                now=NOW,
                options=options,
                replace=True,
                progress=progress,
                renderer=renderer,
            )
        return path

    return drawn
