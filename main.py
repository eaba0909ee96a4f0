"""Composition root: finds the places on disk and hands everyone what they need."""

from __future__ import annotations

import contextlib
import datetime
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from db.seeding import LedgerEdited, seed_ledger
from geo.wording import LanguageError, check_words
from ui import command_line
from ui.places import HomeUnknown, Places, find_places
from ui.preferences import speak_as_chosen
from ui.services import AnimationReport, AnimationRequest, Services, SnapshotReport, SnapshotRequest

if TYPE_CHECKING:
    from ui.application import Workplace

VERSION = "0.1.0"
HERE = Path(__file__).resolve().parent


def build_services(places: Places) -> Services:
    """What the command line works with; pictures import Qt only when they are called for."""

    def take_snapshot(request: SnapshotRequest) -> SnapshotReport:
        from ui.snapshot import take_pictures

        return take_pictures(start_off_screen(places), [request])[0]

    def take_animation(request: AnimationRequest) -> AnimationReport:
        from ui.command_animate import tell_progress
        from ui.off_screen_animation import take_animation

        return take_animation(start_off_screen(places), request, tell_progress)

    def first_look(ledger: Path, folder: Path) -> tuple[Path, ...]:
        from ui.first_look import take_first_look

        return take_first_look(start_off_screen(places), ledger, folder, now())

    return Services(VERSION, places.seeds, places.assets, places.ledger, now, take_snapshot, first_look, take_animation)


def now() -> datetime.datetime:
    """The clock."""
    return datetime.datetime.now(datetime.UTC)


def start_off_screen(places: Places) -> Workplace:
    """Start Qt without a display."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from ui.application import start_application

    return start_application(places.assets, places.cache)


def ready_ledger(places: Places) -> Path:
    """The person's own ledger, built from the data pack when it is missing or the pack is newer.

    Raises:
        AtlasError: It cannot be built; what was there stays.
    """
    with contextlib.suppress(LedgerEdited):  # the person's edits stand; a newer pack waits until they ask for it
        seed_ledger(places.ledger, places.seeds, now())
    return places.ledger


def open_window(ledger: Path | None, places: Places) -> int:
    """Show the window on the named ledger, or on the person's own."""
    speak_as_chosen(places.home)
    from ui.application import run_window

    return run_window(places, lambda: ledger or ready_ledger(places))


def main(arguments: Sequence[str]) -> int:
    """Open the window, or run a command; returns the exit code."""
    try:
        check_words()
        places = find_places(HERE)
        match list(arguments):
            case []:
                return open_window(None, places)
            case ["--db", name]:
                return open_window(Path(name), places)
            case [word] if word.startswith("--db="):
                return open_window(Path(word.removeprefix("--db=")), places)
    except (HomeUnknown, LanguageError) as error:
        print(error, file=sys.stderr)
        return command_line.FAILED
    return command_line.run(arguments, build_services(places))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
