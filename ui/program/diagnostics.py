"""What is kept for whoever looks into a failure: a log that does not grow, and reports of crashes. Knows no Qt.

Everything stays in the person's own folder; nothing is ever sent anywhere.
"""

from __future__ import annotations

import datetime
import faulthandler
import logging
import platform
import traceback
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Final, TextIO

FOLDER: Final = "logs"
_LOG_BYTES: Final = 1_000_000
_LOGS_KEPT: Final = 4
_REPORTS_KEPT: Final = 10
_LIVE: Final = "crash-live.txt"
"""Where the interpreter writes while the process dies; what is in it belongs to the run before."""

_LOG = logging.getLogger(__name__)


def logs_folder(home: Path) -> Path:
    """Where the log and the reports lie."""
    return home / FOLDER


class Diagnostics:
    """The log and the crash reports of one run.

    Args:
        home: The person's folder.
        version: Of the program.
        now: Time of the start, for the name of a report about the run before.

    Attributes:
        last_crash: Report about the run before when that one died, else None.
    """

    def __init__(self, home: Path, version: str, now: datetime.datetime) -> None:
        """Start logging; where the folder cannot be written, there is no log and the program runs all the same."""
        self._folder, self._version = logs_folder(home), version
        self.last_crash: Path | None = None
        self._live: TextIO | None = None
        self._handler: logging.Handler | None = None
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            self.last_crash = self._take_over(now)
            self._live = (self._folder / _LIVE).open("w", encoding="utf-8")
            faulthandler.enable(self._live)
            self._handler = _BoundedLog(self._folder / "atlas.log")
            self._handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
            logging.getLogger().addHandler(self._handler)
            logging.getLogger().setLevel(logging.INFO)
            _LOG.info("started %s on %s, Python %s", version, _system(), platform.python_version())

    def report(self, error: BaseException, now: datetime.datetime) -> Path | None:
        """Write a report about a bug; returns the file, or None where it could not be written."""
        words = [
            f"science-city-atlas {self._version}",
            f"{now.isoformat(timespec='seconds')} {_system()} Python {platform.python_version()}",
            "".join(traceback.format_exception(error)),
        ]
        target = self._free_name(now)
        try:
            target.write_text("\n".join(words), "utf-8")
        except OSError:
            _LOG.exception("the report could not be written")
            return None
        self._drop_oldest()
        return target

    def close(self) -> None:
        """End the log; an empty live report says that the run ended well."""
        if self._live is not None:
            if faulthandler.is_enabled():
                faulthandler.disable()
            self._live.close()
            self._live = None
        if self._handler is not None:
            _LOG.info("ended")
            logging.getLogger().removeHandler(self._handler)
            self._handler.close()
            self._handler = None

    def _take_over(self, now: datetime.datetime) -> Path | None:
        """Give what the run before left behind the name of a report."""
        live = self._folder / _LIVE
        if not live.is_file() or not live.stat().st_size:
            return None
        target = self._free_name(now)
        live.replace(target)
        self._drop_oldest()
        return target

    def _free_name(self, now: datetime.datetime) -> Path:
        stem = f"crash-{now:%Y%m%d-%H%M%S}"
        names = [f"{stem}.txt", *(f"{stem}-{again}.txt" for again in range(2, 100))]
        return next((free for name in names if not (free := self._folder / name).exists()), self._folder / names[-1])

    def _drop_oldest(self) -> None:
        reports = sorted(path for path in self._folder.glob("crash-*.txt") if path.name != _LIVE)
        for path in reports[:-_REPORTS_KEPT]:
            with suppress(OSError):
                path.unlink()


class _BoundedLog(logging.FileHandler):
    """A file that becomes the newest of a few older ones when it is full.

    The standard library's own brings sockets, queues and pickles along, 5 ms of every start.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, encoding="utf-8", delay=True)
        self._path = path

    def emit(self, record: logging.LogRecord) -> None:
        with suppress(OSError):  # where it cannot be put away, it goes on
            if self._path.stat().st_size >= _LOG_BYTES:
                self._put_away()
        super().emit(record)

    def _put_away(self) -> None:
        if self.stream is not None:
            self.stream.close()
        self.stream = None  # opened again by the next record
        names = [self._path, *(self._path.with_name(f"{self._path.name}.{age}") for age in range(1, _LOGS_KEPT + 1))]
        for younger, older in reversed(list(pairwise(names))):
            with suppress(FileNotFoundError):
                younger.replace(older)


def _system() -> str:
    """Name the system; `platform.platform` would start a process to ask for the processor."""
    return f"{platform.system()}-{platform.release()}-{platform.machine()}"
