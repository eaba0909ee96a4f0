"""What the command line is handed by the composition root: places on disk, and capabilities that need the window."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from db.filters import Filters
from geo.errors import AtlasError
from geo.frozen import frozen
from geo.wording import tr

if TYPE_CHECKING:  # the window needs nothing of the exports before somebody exports
    from db.export.format import MapRenderer


@frozen
class SnapshotRequest:
    """A picture to take.

    Attributes:
        ledger: The ledger's file.
        filters: What to show.
        target: The PNG file to write.
        width: Pixels.
        height: Pixels.
        window: The whole window instead of the map alone.
        theme: `light` or `dark`.
        card_of: Project whose card is open in the window, or None.
    """

    ledger: Path
    filters: Filters
    target: Path
    width: int = 1600
    height: int = 1000
    window: bool = False
    theme: str = "light"
    card_of: int | None = None


@frozen
class SnapshotReport:
    """A picture taken.

    Attributes:
        path: The file.
        width: Pixels.
        height: Pixels.
        projects: Projects shown.
    """

    path: Path
    width: int
    height: int
    projects: int


@frozen
class AnimationRequest:
    """An animated picture to make.

    Attributes:
        ledger: The ledger's file.
        filters: What to show; its bounds of time bound the picture's, and it says whether the undated are shown.
        target: The file to write; its suffix says which format.
        width: Pixels.
        height: Pixels.
        scale: 2 draws everything twice as large.
        fps: Frames a second.
        single: Each month alone instead of all up to it.
        theme: `light` or `dark`.
    """

    ledger: Path
    filters: Filters
    target: Path
    width: int = 1280
    height: int = 860
    scale: int = 1
    fps: float = 2.0
    single: bool = False
    theme: str = "light"


@frozen
class AnimationReport:
    """An animated picture made.

    Attributes:
        path: The file.
        width: Pixels.
        height: Pixels.
        frames: How many.
        counts: Projects shown in each.
    """

    path: Path
    width: int
    height: int
    frames: int
    counts: tuple[int, ...]


def refuse_self_test(_ledger: Path, _folder: Path) -> Mapping[str, object]:
    """Stand in where there is no window to test."""
    raise AtlasError(tr("这里没有窗口可供自检。"))


@frozen
class Services:
    """What the commands work with.

    The last five import Qt when they are called, never before.

    Attributes:
        version: Of the program.
        seeds_dir: The data pack.
        assets_dir: The map page's files, prepared.
        default_ledger: The ledger used when none is named.
        now: The clock.
        take_snapshot: Draw the map or the window off-screen; failures of the surroundings are `AtlasError`s.
        take_animation: Draw an animated picture off-screen; failures of the surroundings are `AtlasError`s.
        test_itself: Try the installed program on a ledger, writing into a folder; returns what was found.
        first_look: Do the main job off-screen for a ledger, writing into a folder; returns the files written.
        make_renderer: Make what draws the maps of exports; None where nothing can.
    """

    version: str
    seeds_dir: Path
    assets_dir: Path
    default_ledger: Path
    now: Callable[[], datetime.datetime]
    take_snapshot: Callable[[SnapshotRequest], SnapshotReport]
    first_look: Callable[[Path, Path], tuple[Path, ...]]
    take_animation: Callable[[AnimationRequest], AnimationReport]
    test_itself: Callable[[Path, Path], Mapping[str, object]] = refuse_self_test
    make_renderer: Callable[[], MapRenderer] | None = None
