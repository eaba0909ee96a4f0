"""What stands in a briefing and in which order, whatever kind of pages it becomes."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal, Protocol

from db.export.briefing import (
    Briefing,
    BriefingPart,
    build_briefing,
    draw_map,
    overview_cells,
    overview_heads,
    project_cells,
    project_heads,
)
from db.export.definitions import describe_definitions
from db.export.format import ExportJob
from db.export.kpi_notes import kpi_heads, kpi_rows, sample_words
from db.export.xml_text import clean_xml
from geo.frozen import frozen
from geo.wording import tr


@frozen(eq=False)
class BriefingTable:
    """A table of a briefing.

    Attributes:
        kind: Which of its tables; how wide its columns are is for the pages to say.
        heads: One a column.
        rows: Cells of each row, as texts any XML can hold.
        numbers: Columns that hold figures.
    """

    kind: Literal["parts", "projects", "kpis"]
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: frozenset[int]


class BriefingPages(Protocol):
    """Pages or slides that a briefing is put on, in order."""

    def add_part(self, part: BriefingPart, subtitle: str, picture: Path, table: BriefingTable) -> None:
        """Show a park or industry, or all projects at first: map, key figures, bars and a table."""

    def add_kpis(self, title: str, subtitle: str, table: BriefingTable) -> None:
        """Show every KPI by every definition, with the one that is meant, and what they speak of."""

    def add_definitions(self, title: str, lines: Sequence[tuple[str, str]]) -> None:
        """Say what the figures mean and where they come from."""


_FIGURES: Final = frozenset((1, 2, 3, 4))
_KPI_FIGURES: Final = frozenset((2, 3, 4))
_AMOUNT: Final = frozenset((4,))


def open_briefing(job: ExportJob) -> Briefing:
    """Split what is exported as its options say, and tell that it has begun."""
    briefing = build_briefing(job.sheet, str(job.options["group"]))
    job.progress(0, len(job.sheet))
    return briefing


def fill_pages(
    pages: BriefingPages, job: ExportJob, briefing: Briefing, picture: Path, map_mm: tuple[int, int]
) -> None:
    """Put a briefing on pages: all projects, each part, KPIs, definitions.

    Args:
        pages: They.
        job: The export.
        briefing: What it says.
        picture: Where maps may be drawn as PNG, one after another.
        map_mm: Width and height they are shown at.

    Raises:
        ExportError: A map could not be drawn.
        ExportCancelled: The person asked to stop.
    """
    by, done = briefing.by, 0
    overview = briefing.overview
    parts = [overview_cells(each) for each in briefing.by_number]
    draw_map(job, overview, picture, map_mm, done)
    words = tr("筛选：{filters}", filters=clean_xml(overview.sheet.header.filters))
    pages.add_part(overview, words, picture, BriefingTable("parts", overview_heads(by), parts, _FIGURES))
    for part in briefing.parts:
        rows = [project_cells(row, by) for row in part.sheet.rows]
        draw_map(job, part, picture, map_mm, done)
        pages.add_part(part, part.conclusion, picture, BriefingTable("projects", project_heads(by), rows, _AMOUNT))
        done += part.totals.count
        job.progress(done, len(job.sheet))
    table = BriefingTable("kpis", kpi_heads(), kpi_rows(job.sheet), _KPI_FIGURES)
    pages.add_kpis(tr("指标与口径"), sample_words(job.sheet), table)
    definitions = [(clean_xml(key), clean_xml(words)) for key, words in describe_definitions(job.sheet.header)]
    pages.add_definitions(tr("口径与来源"), definitions)
