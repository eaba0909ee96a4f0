"""A page of the program's own origin: it stays where it is and does not keep its script's errors to itself."""

import json
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile, QWebEngineSettings

from geo.wording import tr
from ui.app_scheme import HOST, SCHEME


class _Ear:
    """Hears a page's answers and hands each to who asked.

    PySide (6.11) never lets go of a callable that `runJavaScript` was given, nor of anything it holds. So the page gets
    this one each time, which holds who asked until the answer is there.
    """

    def __init__(self) -> None:
        self._waiting: dict[int, Callable[[Any], None]] = {}
        self._asked = 0
        self.hear = self._on_answer

    def await_answer(self, answer: Callable[[Any], None]) -> int:
        self._asked += 1
        self._waiting[self._asked] = answer
        return self._asked

    def forget(self) -> None:
        """Nobody will answer any more."""
        self._waiting.clear()

    def _on_answer(self, text: object) -> None:
        number, said = json.loads(text) if isinstance(text, str) and text else (0, None)
        if answer := self._waiting.pop(number, None):
            answer(said)


class AppPage(QWebEnginePage):
    """One page, without plug-ins, local storage or screen capture.

    Signals:
        console_error: What the script failed at and where, one sentence.
    """

    console_error = Signal(str)

    def __init__(self, profile: QWebEngineProfile, parent: QObject) -> None:
        """Belong to a profile, which must outlive the page."""
        super().__init__(profile, parent)
        attribute = QWebEngineSettings.WebAttribute
        for refused in (attribute.PluginsEnabled, attribute.LocalStorageEnabled, attribute.ScreenCaptureEnabled):
            self.settings().setAttribute(refused, False)
        self._ear = _Ear()
        self.destroyed.connect(self._ear.forget)

    def ask(self, script: str, answer: Callable[[Any], None]) -> None:
        """Ask the page; the answer comes later, or never if the page goes before.

        What is answered is never let go of by PySide: ask for little where it is asked again and again.

        Args:
            script: An expression whose value is a text of JSON.
            answer: Told what the text says.
        """
        self.runJavaScript(f"`[{self._ear.await_answer(answer)},${{{script}}}]`", self._ear.hear)

    def acceptNavigationRequest(
        self, url: QUrl | str, _type: QWebEnginePage.NavigationType, _is_main_frame: bool
    ) -> bool:
        """Only our own pages are ever shown."""
        target = QUrl(url)
        return target.scheme() == SCHEME.decode() and target.host() == HOST

    def javaScriptConsoleMessage(
        self, level: QWebEnginePage.JavaScriptConsoleMessageLevel, message: str, line: int, source: str
    ) -> None:
        """Errors of the page's script are failures of the program."""
        if level == QWebEnginePage.JavaScriptConsoleMessageLevel.ErrorMessageLevel:
            self.console_error.emit(tr("{message}（{source}:{line}）", message=message, source=source, line=line))
