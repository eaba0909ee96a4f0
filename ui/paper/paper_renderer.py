"""Draws the maps of exports: composes pages (`db.export.paper`) and paints them."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from db.export.format import ExportJob
from db.export.kpi_notes import describe_sheet
from db.export.paper.atlas import ATLAS_TITLE, compose_atlas
from db.export.paper.ground import Ground
from db.export.paper.map_sheet import MAP_TITLE, compose_map
from db.export.paper.press import Press
from geo.wording import tr
from ui.paper.paper_painter import PaperPainter
from ui.theme import Theme


class PaperRenderer:
    """A `db.export.format.MapRenderer` of paper: PDF maps, atlases, SVG and PNG.

    Args:
        theme: the light colours; paper is white.
        assets: the program's ``assets``.
    """

    def __init__(self, theme: Theme, assets: Path) -> None:
        """Start with the base map unread."""
        self._theme, self._assets = theme, assets

    @cached_property
    def _ground(self) -> Ground:
        return Ground.read(self._assets / "basemap")

    def render(self, job: ExportJob, format_key: str, path: Path) -> None:
        """Write what a format wants; in whatever thread.

        Args:
            job: what to show.
            format_key: ``pdf``, ``atlas``, ``svg``, or ``png`` for any other picture.
            path: the file.

        Raises:
            ExportError: the base map cannot be read, or the file not written.
            ExportCancelled: the person asked to stop.
        """
        painter = PaperPainter(self._theme.families)
        clear = bool(job.options.get("transparent"))
        press = Press(self._theme.tokens, painter.measure, self._ground, clear)
        count = len(job.sheet)

        def tell(part: float) -> None:
            job.progress(int(part * count), count)

        tell(0)
        if format_key == "atlas":
            atlas = compose_atlas(job.sheet, job.options, press, lambda: tell(0))
            painter.write_pdf(atlas.pages, path, _title(job, ATLAS_TITLE), tell)
            return
        pages = compose_map(job.sheet, job.options, press, is_picture=format_key != "pdf").pages
        if format_key == "pdf":
            painter.write_pdf(pages, path, _title(job, MAP_TITLE), tell)
            return
        if format_key == "svg":
            painter.write_svg(pages[0], path, _title(job, MAP_TITLE), _about(job))
        else:
            painter.write_png(pages[0], path, int(job.options.get("dpi", 150)), {"Description": _about(job)})
        tell(1)


def _title(job: ExportJob, usual: str) -> str:
    return str(job.options.get("title") or "") or tr(usual)


def _about(job: ExportJob) -> str:
    return "\n".join(tr("{key}：{words}", key=key, words=words) for key, words in describe_sheet(job.sheet))
