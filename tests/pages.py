"""Questions to a page: what a function body returns there, and what the map says of itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWidgets import QWidget

from tests.waiting import until
from ui.map.map_view import MapView

Probe = Mapping[str, Any]


def ask_page(page: QWebEnginePage, code: str) -> Any:  # noqa: ANN401 - whatever the code returns
    """Return what a function body returns in a page."""
    answers: list[str] = []
    page.runJavaScript(f"JSON.stringify((() => {{ {code} }})() ?? null)", answers.append)
    until(lambda: bool(answers))
    return json.loads(answers[0])


class AskedMap:
    """A map that tests ask; who inherits it has its view."""

    view: MapView

    @property
    def target(self) -> QWidget:
        """Where mouse and keyboard go."""
        target = self.view.focusProxy()
        assert target is not None
        return target

    def ask(self, code: str) -> Any:  # noqa: ANN401
        """Return what a function body in the page returns."""
        return ask_page(self.view.page(), code)

    def probe(self) -> Probe:
        """Return what the page says it shows."""
        answers: list[Probe] = []
        self.view.probe(answers.append)
        until(lambda: bool(answers))
        return answers[0]

    def probe_until(self, holds: Callable[[Probe], bool]) -> Probe:
        """Ask until it holds."""
        last: list[Probe] = []

        def asked() -> bool:
            last[:] = [self.probe()]
            return holds(last[0])

        until(asked)
        return last[0]

    def settle(self) -> None:
        """Let the compositor show what was drawn: two animation frames."""
        self.ask("window.frames2 = 0; requestAnimationFrame(() => requestAnimationFrame(() => { frames2 = 1 }))")
        until(lambda: self.ask("return window.frames2") == 1)
