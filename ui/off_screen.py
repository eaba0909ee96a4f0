"""Capabilities of the command line that need the window; Qt is imported only when they are called for."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from geo.frozen import frozen
from ui.program.places import Places
from ui.services import AnimationReport, AnimationRequest, SnapshotReport, SnapshotRequest

if TYPE_CHECKING:
    from db.export.format import MapRenderer
    from ui.application import Workplace


@frozen
class OffScreen:
    """Draws without a display, but for the self-test, which wants the one there is.

    Attributes:
        places: Where things are.
        now: The clock.
    """

    places: Places
    now: Callable[[], datetime.datetime]

    def take_snapshot(self, request: SnapshotRequest) -> SnapshotReport:
        """Draw the map or the window."""
        from ui.snapshot import take_pictures

        return take_pictures(self._start(), [request])[0]

    def take_animation(self, request: AnimationRequest) -> AnimationReport:
        """Draw an animated picture."""
        from ui.animation.off_screen_animation import take_animation
        from ui.commands.animate import tell_progress

        return take_animation(self._start(), request, tell_progress)

    def first_look(self, ledger: Path, folder: Path) -> tuple[Path, ...]:
        """Do the main job for a ledger; returns the files written."""
        from ui.first_look import take_first_look

        return take_first_look(self._start(), ledger, folder, self.now())

    def make_renderer(self) -> MapRenderer:
        """Make what draws the maps of exports."""
        workplace = self._start()
        from ui.paper.paper_renderer import PaperRenderer

        return PaperRenderer(workplace.themes["light"], workplace.assets)

    def test_itself(self, ledger: Path, folder: Path) -> Mapping[str, object]:
        """Try the program where it stands, on the display there is; returns what was found."""
        from ui.application import start_application
        from ui.program.self_test import run_self_test

        return run_self_test(start_application(self.places.assets, self.places.cache), ledger, folder, self.now())

    def _start(self) -> Workplace:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        from ui.application import start_application

        return start_application(self.places.assets, self.places.cache)
