"""Charts taken along: their figures as a table, their pictures as drawn by the page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage

from db.charts.chart_words import title_of, to_tsv
from db.charts.charts import Charts
from geo.wording import tr


class ChartClipboard(QObject):
    """Puts what is asked for on the clipboard.

    Args:
        charts: The figures as they stand, or None before there are any.
        parent: The owning object.

    Signals:
        told: One sentence for the person.
    """

    told = Signal(str)

    def __init__(self, charts: Callable[[], Charts | None], parent: QObject) -> None:
        """Keep where the figures come from."""
        super().__init__(parent)
        self._charts = charts

    def copy_data(self, chart_key: str) -> None:
        """Copy a chart's figures as a table, cells apart by tabs."""
        charts = self._charts()
        chart = charts.get_chart(chart_key) if charts else None
        if chart is not None:
            QGuiApplication.clipboard().setText(to_tsv(chart))
            self.told.emit(tr("已复制“{title}”的数据，可粘贴到表格", title=title_of(chart_key)))

    def copy_picture(self, chart_key: str, picture: bytes) -> None:
        """Copy a chart that the page has drawn, a PNG."""
        image = QImage.fromData(picture)
        if image.isNull():
            self.told.emit(tr("图片没有画出来"))
            return
        QGuiApplication.clipboard().setImage(image)
        self.told.emit(tr("已复制“{title}”的图片", title=title_of(chart_key)))
