"""The small events between window and charts page; figures never travel here (they are fetched).

What the page says is checked here, once, and leaves as typed Python signals.
"""

import base64
import binascii

from PySide6.QtCore import QObject, Signal, Slot

from db.charts.charts import CHARTS, ChartMeasure
from geo.wording import tr

_PICTURE = "data:image/png;base64,"
LARGEST_PICTURE = 40_000_000
"""Characters; a screen full at twice its size stays far below."""


class ChartBridge(QObject):
    """The object the page knows as ``charts``.

    Signals:
        ready: the page listens.
        pressed: ``(key of chart, key of bar)``.
        industry_pressed: id of an industry of the key.
        pointed: ``(key of chart, key of bar)``, both empty when nothing is pointed at.
        measure_wanted: ``count`` or ``amount``.
        data_wanted: key of the chart whose figures are to be copied.
        picture_made: ``(key of chart, PNG as bytes)``.
        drawn: the revision the page shows.
        page_failed: one sentence.
    """

    # heard by the page
    charts_changed = Signal(int)
    theme_changed = Signal(str)
    said = Signal(str)

    # heard by the window
    ready = Signal()
    pressed = Signal(str, str)
    industry_pressed = Signal(object)  # an id: an `int` here has 32 bits, ids 64
    pointed = Signal(str, str)
    measure_wanted = Signal(str)
    data_wanted = Signal(str)
    picture_made = Signal(str, bytes)
    drawn = Signal(int)
    page_failed = Signal(str)

    @Slot()
    def page_ready(self) -> None:
        """The page hears from now on; what was said before is lost on it."""
        self.ready.emit()

    @Slot(str, str)
    def press(self, chart: str, bar: str) -> None:
        """The person chose a bar, or took that back."""
        if self._is_known(chart):
            self.pressed.emit(chart, bar)

    @Slot(str)
    def press_industry(self, industry: str) -> None:
        """The person pressed an industry of the key: its id as text, as the page's numbers are too short for some."""
        try:
            industry_id = int(industry)
        except ValueError:
            self._refuse(industry)
            return
        self.industry_pressed.emit(industry_id)

    @Slot(str, str)
    def point(self, chart: str, bar: str) -> None:
        """The pointer or the keyboard rests on a bar, or on none."""
        if not chart or self._is_known(chart):
            self.pointed.emit(chart, bar)

    @Slot(str)
    def set_measure(self, measure: str) -> None:
        """Bars are to measure something else."""
        known: tuple[ChartMeasure, ...] = ("count", "amount")
        if measure in known:
            self.measure_wanted.emit(measure)
        else:
            self._refuse(measure)

    @Slot(str)
    def copy_data(self, chart: str) -> None:
        """The figures of a chart are to be copied."""
        if self._is_known(chart):
            self.data_wanted.emit(chart)

    @Slot(str, str)
    def copy_picture(self, chart: str, url: str) -> None:
        """The page has drawn a chart as a picture to be copied, as a data URL."""
        if not self._is_known(chart):
            return
        try:
            if not url.startswith(_PICTURE) or len(url) > LARGEST_PICTURE:
                raise ValueError
            picture = base64.b64decode(url.removeprefix(_PICTURE), validate=True)
        except (ValueError, binascii.Error):
            self._refuse(url)
            return
        self.picture_made.emit(chart, picture)

    @Slot(int)
    def charts_drawn(self, revision: int) -> None:
        """The page shows this revision."""
        self.drawn.emit(revision)

    @Slot(str)
    def report_error(self, message: str) -> None:
        """The page could not do something; the message is for the person."""
        self.page_failed.emit(message)

    def _is_known(self, chart: str) -> bool:
        if chart not in CHARTS:
            self._refuse(chart)
        return chart in CHARTS

    def _refuse(self, words: str) -> None:
        self.page_failed.emit(tr("图表页面报告了无效的内容：{words}", words=words[:80]))
