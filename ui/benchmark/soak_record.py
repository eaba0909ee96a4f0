"""What a long run tells while it goes on: lines of JSON in a file, so that one that is killed has told all but its end.

Imports no Qt: who started the run reads what became of it, whatever that was.
"""

from __future__ import annotations

import faulthandler
import json
import signal
import statistics
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import FrameType
from typing import Any, Final, Self

_SAID_ALOUD: Final = frozenset(("start", "round", "base", "trouble", "signal", "end"))
_TOLD_TWICE: Final = frozenset(("parts_mb", "page", "types", "worst_ms", "traced"))  # too long to be said aloud


class Record:
    """Writes what happens, a line each, and what ends the process where anything is still able to."""

    def __init__(self, path: Path) -> None:
        """Begin anew in this file, which crashes write into as well."""
        self.path = path
        self._file = path.open("w", encoding="utf-8", buffering=1)
        self._start = time.time()
        self._stopped_by = ""
        self._is_watching = False

    def __enter__(self) -> Self:
        """Write until the end of the block."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _trace: object) -> None:
        """Tell what ended it, if anything went wrong, and close the file."""
        if error is not None:
            self.tell("trouble", kind="ended by", what=repr(error))
        if self._is_watching:
            faulthandler.disable()
        self._file.close()

    def watch(self) -> None:
        """Tell of signals and crashes too; asked once, in the main thread."""
        faulthandler.enable(self._file)
        self._is_watching = True
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(number, self._on_signal)

    def is_stopped(self) -> bool:
        """Whether a signal has asked for an end."""
        return bool(self._stopped_by)

    def tell(self, event: str, **facts: object) -> None:
        """Write one line: the event, when it was, and what belongs to it."""
        line = {"event": event, "at_s": round(time.time() - self._start, 3), **facts}
        self._file.write(json.dumps(line, ensure_ascii=False) + "\n")
        if event in _SAID_ALOUD:
            short = {key: value for key, value in line.items() if key not in _TOLD_TWICE}
            print(json.dumps(short, ensure_ascii=False), file=sys.stderr, flush=True)

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        """Ask for an end after the act that is under way; asked again, end at once."""
        self._stopped_by = signal.Signals(number).name
        self.tell("signal", name=self._stopped_by)
        signal.signal(number, signal.SIG_DFL)


def read_record(path: Path, code: int = 0) -> dict[str, object]:
    """Sum up a run, also one that came to no end of its own.

    Args:
        path: Of the record.
        code: What the process returned; below 0 the signal that killed it.
    """
    told, crash = _lines(path)
    rounds = [line for line in told if line["event"] == "round"]
    troubles = [line for line in told if line["event"] == "trouble"]
    bases = [line for line in told if line["event"] == "base"]
    pss = [float(line["pss_mb"]) for line in rounds if line["pss_mb"]]
    acts = [line for line in told if line["event"] == "act"]
    return {
        "ended": _end_of(told, code),
        "steps": len(acts),
        "last_act": str(acts[-1]["act"]) if acts else "",
        "minutes": round(float(rounds[-1]["used_min"]), 2) if rounds else 0.0,
        "growth": round(growth(pss), 4),
        "growth_own": round(growth(map(_own_mb, rounds)), 4),
        "growth_base": round(growth(map(_own_mb, bases)), 4),
        "base_mb": [_own_mb(line) for line in bases],
        "pss_mb": pss,
        "parts_mb": [line.get("parts_mb", {}) for line in (*rounds[:1], *rounds[-1:])],
        "fresh": sum(line["event"] == "fresh" for line in told),
        "stale": [str(line["what"]) for line in troubles if line["kind"] == "stale"],
        "failures": [f"{line['kind']}: {line['what']}" for line in troubles if line["kind"] != "stale"] + crash,
    }


def growth(pss_mb: Iterable[float]) -> float:
    """Return by which part memory grew from the second to the last quarter of the rounds; 0 for less than four."""
    sizes = list(pss_mb)
    quarter = len(sizes) // 4
    if not quarter or not all(sizes):
        return 0.0
    return statistics.median(sizes[-quarter:]) / statistics.median(sizes[quarter : 2 * quarter]) - 1


def _own_mb(line: Mapping[str, Any]) -> float:
    """What nobody shares: PSS also falls and rises with every other program that maps the same libraries."""
    return round(sum(float(part["anonymous"] + part["shared"]) for part in line["parts_mb"].values()), 1)


def _end_of(told: Iterable[Mapping[str, Any]], code: int) -> str:
    """``done``, or what came in between."""
    if code:
        return f"killed by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"
    events = {line["event"]: line for line in told}
    if "signal" in events:
        return str(events["signal"]["name"])
    return "done" if "end" in events else "no end was told"


def _lines(path: Path) -> tuple[list[dict[str, Any]], list[str]]:
    """The lines that were told, and those that a crash wrote among them."""
    told, crash = [], []
    for line in path.read_text("utf-8", errors="replace").splitlines():
        try:
            told.append(json.loads(line))
        except ValueError:  # the last line of a process that was killed, or what faulthandler says
            crash.append(line)
    whole = "\n".join(crash)
    return told, [whole] if "Fatal" in whole else []
