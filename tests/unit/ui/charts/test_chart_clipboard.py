"""Figures and pictures of charts on the clipboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QObject
from PySide6.QtGui import QGuiApplication, QImage

from db.charts.chart_words import to_tsv
from db.charts.charts import Charts, build_charts
from db.filters import Filters
from ui.charts.chart_clipboard import ChartClipboard
from ui.opening.session import Session


@pytest.fixture
def charts(session: Session) -> Charts:
    return build_charts(session.columns, Filters())


def test_the_figures_are_copied_as_a_table(charts: Charts) -> None:
    owner = QObject()
    clipboard, told = ChartClipboard(lambda: charts, owner), list[str]()
    clipboard.told.connect(told.append)
    clipboard.copy_data("stage")
    stage = charts.get_chart("stage")
    assert stage is not None
    assert QGuiApplication.clipboard().text() == to_tsv(stage)
    assert "阶段" in told[0]


def test_before_there_are_figures_nothing_is_copied(qapp: object) -> None:
    owner = QObject()
    QGuiApplication.clipboard().setText("mine")
    ChartClipboard(lambda: None, owner).copy_data("stage")
    assert QGuiApplication.clipboard().text() == "mine"


def test_a_picture_is_copied_and_what_is_none_is_told(qapp: object) -> None:
    owner, image, buffer = QObject(), QImage(8, 4, QImage.Format.Format_RGB32), QBuffer()
    image.fill(0x336699)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs ask for bytes, Qt for text
    clipboard, told = ChartClipboard(lambda: None, owner), list[str]()
    clipboard.told.connect(told.append)
    clipboard.copy_picture("park", bytes(buffer.data().data()))
    assert QGuiApplication.clipboard().image().size() == image.size()
    clipboard.copy_picture("park", b"no picture")
    assert told == ["已复制“园区”的图片", "图片没有画出来"]
