"""Composition root: finds the places on disk and hands everyone what they need."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from geo.wording import LanguageError, check_words
from ui.program.files_ahead import read_ahead
from ui.program.places import HomeUnknown, Places, find_places
from ui.program.preferences import speak_as_chosen

if TYPE_CHECKING:
    from ui.services import Services

VERSION = "0.1.0"
HERE = Path(__file__).resolve().parent


def build_services(places: Places) -> Services:
    """What the command line works with; pictures import Qt only when they are called for."""
    from ui.off_screen import OffScreen
    from ui.services import Services

    drawn = OffScreen(places, now)
    return Services(
        VERSION,
        places.seeds,
        places.assets,
        places.ledger,
        now,
        drawn.take_snapshot,
        drawn.first_look,
        drawn.take_animation,
        drawn.test_itself,
        drawn.make_renderer,
    )


def now() -> datetime.datetime:
    """The clock."""
    return datetime.datetime.now(datetime.UTC)


def open_window(ledger: Path | None, places: Places) -> int:
    """Show the window on the named ledger, or on the person's own."""
    read_ahead(places.cache)
    speak_as_chosen(places.home)
    from ui.program.plain_imports import import_plainly

    import_plainly()
    from ui.application import run_window
    from ui.program.program_run import ProgramRun

    def ready() -> Path:
        from db.own_ledger import ready_ledger  # beside the page, which loads first

        return ledger or ready_ledger(places.ledger, places.built_in, places.seeds, now())

    return run_window(places, ready, ProgramRun(places.home, ledger, VERSION, now))


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
            case [word] if word.endswith(".kxc") and not word.startswith("-"):  # opened by a double click
                return open_window(Path(word), places)
    except (HomeUnknown, LanguageError) as error:
        print(error, file=sys.stderr)
        return 1
    from ui import command_line  # the window needs none of the commands

    return command_line.run(arguments, build_services(places))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
