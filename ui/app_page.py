"""A page of the program's own origin: it stays where it is and does not keep its script's errors to itself."""

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile, QWebEngineSettings

from geo.wording import tr
from ui.app_scheme import HOST, SCHEME


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
