"""Paints pages of paper: as PDF, as SVG, as pictures. In whatever thread; an application object must exist."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QImageWriter,
    QPageLayout,
    QPageSize,
    QPainter,
    QPainterPath,
    QPdfWriter,
    QPen,
    QPolygonF,
)

from db.export.errors import ExportError
from db.export.paper.marks import MM_PER_PT, Disc, Donut, Glyph, Ink, Mark, Page, Shape, Words
from geo.wording import tr
from ui.paper.paper_svg import HALO_MM, write_svg
from ui.widgets.glyphs import glyph_path

DPI = 1200
"""Of the type: sizes are whole pixels, and at this resolution a rounded one is true within half a percent."""

PER_MM = DPI / 25.4
MM_PER_INCH = 25.4
SILENT_FEATURES = ("liga", "clig", "calt", "dlig", "ccmp", "locl")
"""Qt's PDF cannot tell which letter a substituted glyph stands for: it would be seen and not be found."""

DOTS = (0.01, 0.55)
DOT_MM = 0.25


class PaperPainter:
    """Paints marks, and knows the widths of words.

    Args:
        families: font families, the bundled one first.
    """

    def __init__(self, families: Sequence[str]) -> None:
        """Start without any font."""
        self._families = list(families)
        self._metrics: dict[tuple[float, int], QFontMetricsF] = {}

    def measure(self, text: str, size_pt: float, weight: int) -> float:
        """The width of a line in mm."""
        key = (size_pt, weight)
        if key not in self._metrics:
            self._metrics[key] = QFontMetricsF(self._font(size_pt, weight))
        return self._metrics[key].horizontalAdvance(text) / PER_MM

    def write_pdf(self, pages: Sequence[Page], path: Path, title: str, tell: Callable[[float], None]) -> None:
        """Write pages as PDF: text as text in embedded fonts, shapes as vectors.

        Args:
            pages: at least one.
            path: the file.
            title: of the document.
            tell: told which part of the pages is written; may raise to stop.

        Raises:
            ExportError: it cannot be written.
        """
        writer = QPdfWriter(str(path))
        writer.setResolution(DPI)
        writer.setTitle(title)
        writer.setCreator("science-city-atlas")
        writer.setPageLayout(_layout(pages[0]))
        painter = _begin(QPainter(), writer, path)
        for place, page in enumerate(pages):
            if place:
                writer.setPageLayout(_layout(page))
                writer.newPage()
            self._paint(painter, page)
            tell((place + 1) / len(pages))
        if not painter.end():
            raise ExportError(tr("PDF 没有写成，磁盘可能已满。"))

    def write_svg(self, page: Page, path: Path, title: str, description: str) -> None:
        """Write a page as SVG: text as text, lengths in millimetres.

        Raises:
            OSError: it cannot be written.
        """
        path.write_text(write_svg(page, self._families, title, description), "utf-8", newline="\n")

    def write_png(self, page: Page, path: Path, dpi: int, texts: Mapping[str, str]) -> None:
        """Write a page as a picture.

        Args:
            page: the page.
            path: the file.
            dpi: dots per inch.
            texts: what the file says about itself, by PNG's key words.

        Raises:
            ExportError: it is too large, or cannot be written.
        """
        size = QSize(round(page.width / MM_PER_INCH * dpi), round(page.height / MM_PER_INCH * dpi))
        image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
        if image.isNull():
            raise ExportError(
                tr("图片太大，画不了：{width} × {height} 像素。", width=size.width(), height=size.height())
            )
        image.setDotsPerMeterX(round(dpi / 0.0254))
        image.setDotsPerMeterY(round(dpi / 0.0254))
        image.fill(Qt.GlobalColor.transparent)
        painter = _begin(QPainter(), image, path)
        painter.scale(dpi / DPI, dpi / DPI)
        self._paint(painter, page)
        painter.end()
        if page.background is not None:
            image = image.convertToFormat(QImage.Format.Format_RGB32)
        for key, text in texts.items():
            image.setText(key, text)
        if not QImageWriter(str(path), b"png").write(image):
            raise ExportError(tr("图片没有写成，磁盘可能已满。"))

    def _paint(self, painter: QPainter, page: Page) -> None:
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        if page.background is not None:
            painter.fillRect(QRectF(0, 0, page.width * PER_MM, page.height * PER_MM), QColor(page.background))
        for mark in page.marks:
            self._paint_mark(painter, mark)

    def _paint_mark(self, painter: QPainter, mark: Mark) -> None:
        if isinstance(mark, Words):
            self._paint_words(painter, mark)
        elif isinstance(mark, Shape):
            _use(painter, mark.ink)
            painter.drawPath(_path(mark))
        elif isinstance(mark, Disc):
            _use(painter, mark.ink)
            painter.drawEllipse(_at(mark.x, mark.y), mark.radius * PER_MM, mark.radius * PER_MM)
        elif isinstance(mark, Donut):
            _paint_donut(painter, mark)
        else:
            _paint_glyph(painter, mark)

    def _paint_words(self, painter: QPainter, words: Words) -> None:
        font = self._font(words.size_pt, words.weight)
        width = self.measure(words.text, words.size_pt, words.weight)
        left = words.x - words.anchor * width
        if words.halo is not None:
            path = QPainterPath()
            path.addText(_at(left, words.y), font, words.text)
            pen = QPen(QColor(words.halo), HALO_MM * 2 * PER_MM, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.strokePath(path, pen)
        painter.setFont(font)
        painter.setPen(QColor(words.color))
        painter.drawText(_at(left, words.y), words.text)
        if words.is_doubtful:
            below = words.y + words.size_pt * MM_PER_PT * 0.24
            _use(painter, Ink(line=words.color, width_mm=DOT_MM, dash=DOTS, is_round=True))
            painter.drawLine(_at(left, below), _at(left + width, below))

    def _font(self, size_pt: float, weight: int) -> QFont:
        font = QFont(self._families)
        font.setPixelSize(round(size_pt * MM_PER_PT * PER_MM))
        font.setWeight(QFont.Weight(weight))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        for feature in SILENT_FEATURES:
            font.setFeature(QFont.Tag(feature), 0)
        return font


def _begin(painter: QPainter, device: QPdfWriter | QImage, path: Path) -> QPainter:
    if not painter.begin(device):
        raise ExportError(tr("无法写入 {path}。", path=path))
    return painter


def _layout(page: Page) -> QPageLayout:
    upright = page.height > page.width
    sides = sorted((page.width, page.height))
    size = QPageSize(QSizeF(*sides), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    turned = QPageLayout.Orientation.Portrait if upright else QPageLayout.Orientation.Landscape
    return QPageLayout(size, turned, QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)


def _at(x: float, y: float) -> QPointF:
    return QPointF(x * PER_MM, y * PER_MM)


def _use(painter: QPainter, ink: Ink) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush if ink.fill is None else QColor(ink.fill))
    if ink.line is None:
        painter.setPen(Qt.PenStyle.NoPen)
        return
    pen = QPen(QColor(ink.line), ink.width_mm * PER_MM)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap if ink.is_round else Qt.PenCapStyle.FlatCap)
    if ink.dash:
        pen.setDashPattern([length / ink.width_mm for length in ink.dash])
    painter.setPen(pen)


def _path(shape: Shape) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    for ring in shape.rings:
        path.addPolygon(QPolygonF([_at(*point) for point in ring]))
        if shape.is_closed:
            path.closeSubpath()
    return path


def _paint_donut(painter: QPainter, donut: Donut) -> None:
    """Segments clockwise from twelve o'clock, white cuts between them, a hole of paper."""
    total, turn = sum(count for count, _ in donut.parts), 90.0
    around = QRectF(
        _at(donut.x - donut.radius, donut.y - donut.radius), _at(donut.x + donut.radius, donut.y + donut.radius)
    )
    cut = QPen(QColor(donut.paper), 0.25 * PER_MM)
    for count, color in donut.parts:
        span = 360.0 * count / total
        path = QPainterPath()
        if len(donut.parts) == 1:
            path.addEllipse(around)
        else:
            path.moveTo(around.center())
            path.arcTo(around, turn, -span)
            path.closeSubpath()
        painter.setPen(cut)
        painter.setBrush(QColor(color))
        painter.drawPath(path)
        turn -= span
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(donut.paper))
    painter.drawEllipse(_at(donut.x, donut.y), donut.hole * PER_MM, donut.hole * PER_MM)


def _paint_glyph(painter: QPainter, glyph: Glyph) -> None:
    path = glyph_path(glyph.slot, _at(glyph.x, glyph.y), glyph.radius * PER_MM)
    if glyph.is_hollow:
        _use(painter, Ink(line=glyph.color, width_mm=0.3))
    else:
        _use(painter, Ink(fill=glyph.color))
    painter.drawPath(path)
