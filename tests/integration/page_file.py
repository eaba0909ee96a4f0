"""A map in a file of its own, opened as somebody's browser would: from the disk, with every other request refused."""

import json
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWebEngineCore import (
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
)
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QWidget

from tests.waiting import until

PHONE = (390, 844)
DESK = (1280, 800)


class Refusal(QWebEngineUrlRequestInterceptor):
    """Lets one file through and notes everything else that is asked for."""

    def __init__(self, file: QUrl) -> None:
        super().__init__()
        self.file, self.foreign, self.passed = file.path(), list[str](), 0

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        url = info.requestUrl()
        if url.isLocalFile() and url.path() == self.file:
            self.passed += 1
            return
        info.block(True)
        self.foreign.append(url.toString())


class Listener(QWebEnginePage):
    """A page whose console is heard."""

    def __init__(self, profile: QWebEngineProfile) -> None:
        super().__init__(profile)
        self.said: list[str] = []

    def javaScriptConsoleMessage(
        self, level: QWebEnginePage.JavaScriptConsoleMessageLevel, message: str, line: int, source: str
    ) -> None:
        self.said.append(f"{level.name}: {message} ({source[-40:]}:{line})")


class Browser:
    """The file in a window of its own."""

    def __init__(self, file: Path, size: tuple[int, int] = PHONE, theme: str = "light") -> None:
        url = QUrl.fromLocalFile(str(file))
        self.profile = QWebEngineProfile()  # nothing kept, nothing shared
        self.refusal = Refusal(url)
        self.profile.setUrlRequestInterceptor(self.refusal)
        self.page = Listener(self.profile)
        self.view = QWebEngineView()
        self.view.setPage(self.page)
        self.view.resize(*size)
        self.view.show()
        url.setQuery(f"theme={theme}")
        self.page.load(url)
        until(lambda: self.ask("return Boolean(window.atlasFile?.page?.frame.revision > 0)") is True)
        self.ask("requestAnimationFrame(() => requestAnimationFrame(() => { window.shown = true; })); return 1")
        until(lambda: self.ask("return window.shown === true") is True)

    def ask(self, code: str) -> Any:  # noqa: ANN401
        """Return what a function body in the page returns."""
        answers: list[str] = []
        self.page.runJavaScript(f"JSON.stringify((() => {{ {code} }})() ?? null)", answers.append)
        until(lambda: bool(answers))
        return json.loads(answers[0]) if answers[0] else None

    def probe(self) -> Any:  # noqa: ANN401
        """Return what the map shows."""
        until(lambda: self.ask("return atlasFile.feed.revision === atlasFile.page.acknowledged") is True)
        until(lambda: self.ask("return atlasFile.page.camera.moving") is False)
        return json.loads(self.ask("return atlasProbe()"))

    def press(self, selector: str, number: int = 0) -> None:
        """Press what stands there with the mouse, as a person would."""
        code = f"""const node = document.querySelectorAll({json.dumps(selector)})[{number}];
            node.scrollIntoView({{ block: 'nearest', inline: 'nearest' }});
            const box = node.getBoundingClientRect(); return [box.left + box.width / 2, box.top + box.height / 2];"""
        x, y = self.ask(code)
        self.click(x, y)

    def click(self, x: float, y: float) -> None:
        """Press a place of the window, and wait until the page has heard of it."""
        self.ask("window.heard = 0; addEventListener('click', () => { window.heard += 1; }, { once: true }); return 1")
        QTest.mouseClick(self.target, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
        until(lambda: self.ask("return window.heard") == 1)

    @property
    def target(self) -> QWidget:
        """Where mouse and keyboard go."""
        until(lambda: self.view.focusProxy() is not None)
        target = self.view.focusProxy()
        assert target is not None
        return target

    def names(self) -> list[str]:
        """Return the whole list, made to its end."""
        code = """const { list } = atlasFile; while (list.made < list.rows.length) list.extend();
            return [...document.querySelectorAll('.file-name')].map((node) => node.textContent);"""
        found: list[str] = self.ask(code)
        return found

    def search(self, words: str) -> None:
        """Write into the search field."""
        self.ask(
            f"""const field = document.querySelector('input[type=search]'); field.value = {json.dumps(words)};
            field.dispatchEvent(new Event('input', {{ bubbles: true }})); return 1;"""
        )

    def close(self) -> None:
        """Take the window away, the page before its profile."""
        self.view.close()
        shiboken6.delete(self.view)
        shiboken6.delete(self.page)
        shiboken6.delete(self.profile)
