"""One run of the window program: the only one of its data folder, with a log and reports of crashes."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from geo.errors import AtlasError
from geo.wording import tr
from ui.program.diagnostics import Diagnostics
from ui.program.sandbox import find_sandbox_trouble
from ui.program.single_instance import FirstInstance, hand_over


class SandboxForbidden(AtlasError):
    """The system forbids what the pages' sandbox is made of."""


class ProgramRun:
    """What surrounds the windows of one run.

    Args:
        home: The person's folder.
        asked: The ledger the person asked for at the start, or None.
        version: Of the program.
        now: The clock.
    """

    def __init__(self, home: Path, asked: Path | None, version: str, now: Callable[[], datetime.datetime]) -> None:
        """Nothing is touched yet."""
        self._home, self._asked, self._version, self._now = home, asked, version, now
        self._diagnostics: Diagnostics | None = None
        self._instance: FirstInstance | None = None

    def is_handed_over(self) -> bool:
        """Let a program that runs already take over; otherwise begin to listen and to log."""
        if hand_over(self._home, self._asked):
            return True
        self._instance = FirstInstance(self._home)
        self._diagnostics = Diagnostics(self._home, self._version, self._now())
        return False

    def attend(self, open_again: Callable[[Path | None], None], on_bug: Callable[[BaseException], object]) -> None:
        """Let later starts and bugs reach the window.

        Args:
            open_again: Comes to the front, and opens a ledger if one was asked for.
            on_bug: Shows a bug.
        """
        if self._instance is not None:
            self._instance.wanted.connect(open_again)

        def catch(_kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
            error.with_traceback(trace)
            if self._diagnostics is not None:
                self._diagnostics.report(error, self._now())
            on_bug(error)

        sys.excepthook = catch

    def last_crash_words(self) -> str:
        """Say that the run before died, and where its report is; empty when it ended well."""
        crash = self._diagnostics.last_crash if self._diagnostics is not None else None
        return tr("上次程序意外退出，报告在 {path}", path=crash) if crash is not None else ""

    def close(self) -> None:
        """End listening and logging."""
        if self._instance is not None:
            self._instance.close()
        if self._diagnostics is not None:
            self._diagnostics.close()


def refuse_without_sandbox() -> None:
    """Stop in one sentence where Chromium would end the whole program.

    Raises:
        SandboxForbidden: The system forbids the sandbox.
    """
    if trouble := find_sandbox_trouble():
        raise SandboxForbidden(trouble)
