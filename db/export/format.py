"""What a format is, and what its writer is handed."""

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from db.export.blocks import Block
from db.export.options import ExportOption, Options
from db.export.sheet import ExportSheet
from geo.frozen import frozen

Progress = Callable[[int, int], None]
"""Told (done, of how many), now and then; it may raise `ExportCancelled`, and then nothing is left behind."""

_PIECE_ROWS: Final = 2_000
"""Rows of a block between two words about how far it is."""


class Content(StrEnum):
    """What a file of a format can hold."""

    PROJECTS = "projects"
    PLACES = "places"
    PARKS = "parks"
    MILESTONES = "milestones"
    EVIDENCE = "evidence"
    PICTURE = "picture"


CONTENT_NAMES: Final = {
    Content.PROJECTS: "项目",
    Content.PLACES: "位置",
    Content.PARKS: "园区",
    Content.MILESTONES: "里程碑",
    Content.EVIDENCE: "原文依据",
    Content.PICTURE: "地图画面",
}
"""Chinese words, through `tr` where they are shown."""


class MapRenderer(Protocol):
    """Draws the map of a sheet; the window brings one, because `db` knows no page and no Qt."""

    def render(self, job: "ExportJob", format_key: str, path: Path) -> None:
        """Write a picture or page of the map.

        Raises:
            ExportError: It could not be drawn.
            ExportCancelled: The person asked to stop.
        """


@frozen(eq=False)
class ExportJob:
    """What a writer is handed.

    Attributes:
        sheet: What to write.
        options: A value for every option of the format.
        progress: To be told how far it is; `blocks` does so by itself.
        renderer: Draws maps; never None for a format that needs one.
    """

    sheet: ExportSheet
    options: Options
    progress: Progress
    renderer: MapRenderer | None = None

    def blocks(self, row_numbers: NDArray[np.int64] | None = None, size: int | None = None) -> Iterator[Block]:
        """Go over the rows in blocks, telling how far it is after each: every writer can be followed and stopped.

        Args:
            row_numbers: The sheet's rows in another order, for formats that group them.
            size: Most rows of a block; None for what is usual.
        """
        done, total = 0, len(self.sheet)
        self.progress(done, total)
        for block in self.sheet.blocks(row_numbers, size):
            yield block
            done += len(block)
            self.progress(done, total)

    def pieces(self, lines: Iterable[str], done: int) -> Iterator[list[str]]:
        """Cut what is written of a block into pieces, one line a row, telling how far it is between them.

        For formats that take long over a block: it can be stopped within one, and the window never waits for all of it
        to be joined.

        Args:
            lines: They.
            done: Rows of the blocks before.
        """
        following = iter(lines)
        while piece := list(islice(following, _PIECE_ROWS)):
            yield piece
            done += len(piece)
            self.progress(done, len(self.sheet))


Writer = Callable[[ExportJob, Path], None]
"""Writes a whole file at a path nobody else sees yet, in a folder of its own that may hold further scratch files.

May raise `OSError` (translated by the service), `ExportError`, `ExportCancelled`.
"""


def _always() -> bool:
    return True


@frozen
class ExportFormat:
    """A format projects can be exported in: one row of the table.

    Attributes:
        key: What it is called on the command line.
        name: What people call it, Chinese, through `tr` where it is shown.
        suffix: Of its files, with the dot.
        write: Writes a file.
        holds: What a file of it can hold.
        options: What can be chosen.
        further_suffixes: Other suffixes that mean this format on the command line.
        needs_map: Whether a `MapRenderer` is needed.
        most_rows: How many projects a file can hold; None without a limit.
        is_available: Whether this machine can write it; what is not available is not offered.
        caution: What a person should know before, Chinese, through `tr` where it is shown.
    """

    key: str
    name: str
    suffix: str
    write: Writer
    holds: tuple[Content, ...] = (Content.PROJECTS,)
    options: tuple[ExportOption, ...] = ()
    further_suffixes: tuple[str, ...] = ()
    needs_map: bool = False
    most_rows: int | None = None
    is_available: Callable[[], bool] = _always
    caution: str = ""
