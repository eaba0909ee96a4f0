"""A start that tells when its first map is drawn, and ends: the program itself runs as it always does."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

from ui.program import plain_imports


def tell_first_map() -> None:
    """Let the next window print when its first map was drawn (s since 1970, processor time), and end the program.

    Qt and the window are imported when the program imports them: a start does something before it.
    """
    import_as_always = plain_imports.import_plainly

    def import_and_tell() -> None:
        import_as_always()
        _watch_windows()

    plain_imports.import_plainly = import_and_tell


def _watch_windows() -> None:
    from ui import application

    open_as_always = application.WindowKeeper.open_first

    def open_and_tell(keeper: application.WindowKeeper, find_ledger: Callable[[], Path]) -> None:
        open_as_always(keeper, find_ledger)
        if keeper.window is not None:
            keeper.window.map_view.drawn.connect(lambda *_drawn: _tell(keeper))

    application.WindowKeeper.open_first = open_and_tell  # type: ignore[method-assign,assignment]


def _tell(keeper: object) -> None:
    from ui.application import WindowKeeper
    from ui.benchmark.memory import tree_cpu_ms

    if isinstance(keeper, WindowKeeper) and keeper.window is not None:
        print(json.dumps({"at_s": time.time(), "cpu_ms": tree_cpu_ms()}), flush=True)
        keeper.window.map_view.drawn.disconnect()
        keeper.window.close()
