"""Animated pictures without a screen, for the command line: the window's own maker, waited for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEventLoop

from ui.animation.animation import AnimationMaker, AnimationSpec
from ui.application import Workplace, open_window
from ui.services import AnimationReport, AnimationRequest
from ui.snapshot import wait_until


def take_animation(
    workplace: Workplace, request: AnimationRequest, told: Callable[[int, int], None] = lambda _done, _total: None
) -> AnimationReport:
    """Draw and write one animated picture.

    Args:
        workplace: the started application.
        request: what to draw.
        told: called with the steps done and all there are.

    Raises:
        LedgerError: the ledger cannot be used.
        AnimationError: it could not be drawn or written; nothing is left behind.
        ExportError: what is there must not be replaced.
    """
    window = open_window(workplace, request.ledger)
    try:
        window.set_theme(request.theme)
        explorer = window.explorer
        explorer.set_filters(request.filters)
        wait_until(lambda: explorer.results.revision == explorer.state.revision, [explorer.results_changed])
        spec = AnimationSpec(
            explorer.state.filters,
            request.target,
            request.width,
            request.height,
            request.scale,
            request.fps,
            request.single,
            request.filters.with_undated,
        )
        return run_maker(AnimationMaker(window.time.stage, spec, window.time.animations.events), told)
    finally:
        window.close()


def run_maker(maker: AnimationMaker, told: Callable[[int, int], None]) -> AnimationReport:
    """Run a maker to its end.

    Raises:
        AnimationError: it failed.
    """
    loop = QEventLoop()
    reports: list[AnimationReport] = []
    failures: list[BaseException] = []
    maker.progressed.connect(told)
    maker.finished.connect(reports.append)
    maker.failed.connect(failures.append)
    for signal in (maker.finished, maker.failed):
        signal.connect(lambda _value: loop.quit())
    maker.start()
    if not reports and not failures:
        loop.exec()
    if failures:
        raise failures[0]
    return reports[0]
