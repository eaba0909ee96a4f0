"""Composition root: finds the places on disk and hands everyone what they need."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from db.seeding import LedgerEdited, seed_ledger
from geo.errors import AtlasError
from ui import command_line
from ui.services import Services, SnapshotReport, SnapshotRequest

if TYPE_CHECKING:
    from ui.application import Workplace

VERSION = "0.1.0"
APP = "science-city-atlas"
HERE = Path(__file__).resolve().parent


class HomeUnknown(AtlasError):
    """The folder named for the person's files cannot be told."""


def home_folder() -> Path:
    """Where the person's ledger lives; ``SCIENCE_CITY_ATLAS_HOME`` moves it.

    Raises:
        HomeUnknown: It names the home of somebody who does not exist.
    """
    return _chosen_home() or Path(platformdirs.user_data_dir(APP, appauthor=False))


def cache_folder() -> Path:
    """Where rendered pages are kept; safe to delete."""
    home = _chosen_home()
    return home / "cache" if home else Path(platformdirs.user_cache_dir(APP, appauthor=False))


def _chosen_home() -> Path | None:
    chosen = os.environ.get("SCIENCE_CITY_ATLAS_HOME")
    try:
        return Path(chosen).expanduser() if chosen else None
    except RuntimeError as error:
        raise HomeUnknown(f"SCIENCE_CITY_ATLAS_HOME 指的文件夹无法确定：{chosen}。") from error


def build_services() -> Services:
    """What the command line works with; the last two import Qt only when called."""
    return Services(
        version=VERSION,
        seeds_dir=HERE / "seeds",
        assets_dir=HERE / "assets",
        default_ledger=home_folder() / "ledger.kxc",
        now=lambda: datetime.datetime.now(datetime.UTC),
        take_snapshot=take_snapshot,
        first_look=first_look,
    )


def take_snapshot(request: SnapshotRequest) -> SnapshotReport:
    """Draw one picture off-screen."""
    from ui.snapshot import take_pictures

    return take_pictures(_start_off_screen(), [request])[0]


def first_look(ledger: Path, folder: Path) -> tuple[Path, ...]:
    """Do the main job off-screen."""
    from ui.first_look import take_first_look

    return take_first_look(_start_off_screen(), ledger, folder, build_services().now())


def _start_off_screen() -> Workplace:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from ui.application import start_application

    return start_application(HERE / "assets", cache_folder())


def open_window(ledger: Path | None, services: Services) -> int:
    """Show the window on the named ledger, or on the default one, which is built when it is missing or outdated."""
    if ledger is None:
        ledger = services.default_ledger
        try:
            seed_ledger(ledger, services.seeds_dir, services.now())
        except LedgerEdited:
            pass  # The person's own edits stand; the newer data pack waits until they ask for it.
        except AtlasError as error:
            print(error, file=sys.stderr)
            return command_line.FAILED
    from ui.application import run_window

    return run_window(HERE / "assets", cache_folder(), ledger, home_folder())


def main(arguments: Sequence[str]) -> int:
    """Open the window, or run a command; returns the exit code."""
    try:
        services = build_services()
    except HomeUnknown as error:
        print(error, file=sys.stderr)
        return command_line.FAILED
    match list(arguments):
        case []:
            return open_window(None, services)
        case ["--db", name]:
            return open_window(Path(name), services)
        case [word] if word.startswith("--db="):
            return open_window(Path(word.removeprefix("--db=")), services)
    return command_line.run(arguments, services)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
