"""A window to read the guide in: its headings at the left, its words and pictures at the right, with find. Offline."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QDesktopServices,
    QFont,
    QImage,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from geo.errors import AtlasError
from geo.wording import tr
from ui.cards.card_parts import label
from ui.reading.guide_text import headings, readable
from ui.theme import Theme

_SIZE: Final = (1040, 820)
_CONTENTS: Final = 220
_MARGIN: Final = 28
_PIXELS: Final = 14
_HEADING_PIXELS: Final = {1: 24, 2: 19, 3: 16}
_AGAIN_MS: Final = 150  # while an edge is dragged nothing is set
_PICTURE: Final = "\ufffc"  # how a picture stands in the text
_PLACE: Final = Qt.ItemDataRole.UserRole


class GuideMissing(AtlasError):
    """The guide did not come along, or cannot be read."""


class GuidePages(QTextBrowser):
    """The guide's words; pictures are as wide as there is room, and no wider than they are.

    Signals:
        width_changed: There is more or less room for pictures, which are set anew then.
    """

    width_changed = Signal()

    def __init__(self, folder: Path) -> None:
        """Read pictures below this folder, and nothing else."""
        super().__init__()
        self._folder = folder
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setObjectName("reader")
        self.setOpenLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.anchorClicked.connect(self._on_anchor_clicked)
        self.document().setDocumentMargin(_MARGIN)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Qt: a picture of the guide, at the width it is shown in."""
        path = self._file(name)
        if kind != QTextDocument.ResourceType.ImageResource.value or path is None:
            return None
        picture = QImage(str(path))
        ratio = self.devicePixelRatioF()
        room = int((self.viewport().width() - 2 * _MARGIN) * ratio)
        if picture.width() > room > 0:
            picture = picture.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
        picture.setDevicePixelRatio(ratio)
        return picture

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: pictures want the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.width_changed.emit()

    def _file(self, name: QUrl | str) -> Path | None:
        """The file a guide's link means, if it lies beside the guide."""
        path = (self._folder / (name.path() if isinstance(name, QUrl) else name)).resolve()
        return path if path.is_relative_to(self._folder.resolve()) and path.is_file() else None

    def _on_anchor_clicked(self, link: QUrl) -> None:
        if (path := self._file(link)) is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


class GuideWindow(QWidget):
    """Shows the guide."""

    def __init__(self, guide: Path, theme: Callable[[], Theme], parent: QWidget | None = None) -> None:
        """Read the guide and build the window, hidden.

        Raises:
            GuideMissing: It is not there, or no text.
        """
        super().__init__(parent, Qt.WindowType.Window)
        try:
            self._text = readable(guide.read_text("utf-8"), guide.parent)
        except (OSError, UnicodeDecodeError) as error:
            raise GuideMissing(tr("没有找到使用指南：{path}。", path=guide)) from error
        self.setObjectName("panel")
        self.setWindowTitle(tr("使用指南"))
        self.resize(*_SIZE)
        self._theme = theme
        self.contents = QListWidget()
        self.contents.setAccessibleName(tr("目录"))
        self.contents.setFrameShape(QFrame.Shape.NoFrame)
        self.contents.setSpacing(2)
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.pages = GuidePages(guide.parent)
        self.pages.setAccessibleName(tr("使用指南"))
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("在指南里查找"))
        self.search.setAccessibleName(tr("在指南里查找"))
        self.search.setClearButtonEnabled(True)
        self.found = label(tr("没有"), "secondary", wrap=False)
        self.found.hide()
        self._again = QTimer(self, singleShot=True, interval=_AGAIN_MS)
        self._again.timeout.connect(self.dress)
        self._lay_out()
        self._fill()
        self.pages.width_changed.connect(self._again.start)
        self.contents.currentItemChanged.connect(self._on_contents_current_item_changed)
        self.search.textChanged.connect(lambda: self._find(forward=True, anew=True))
        self.search.returnPressed.connect(lambda: self._find(forward=True))
        for keys, call in (
            ("Ctrl+F", self._focus_search),
            ("F3", lambda: self._find(forward=True)),
            ("Shift+F3", lambda: self._find(forward=False)),
            ("Esc", self.close),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(call)

    def dress(self) -> None:
        """Set the guide again in the theme that is now asked for; what is read stays in sight."""
        bar = self.pages.verticalScrollBar()
        first = self.pages.cursorForPosition(self.pages.viewport().rect().topLeft()).position() if bar.value() else 0
        self._fill()
        self._show(first, 0)

    def _lay_out(self) -> None:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(12, 14, 8, 8)
        column.setSpacing(10)
        column.addWidget(self.search)
        column.addWidget(self.found)
        column.addWidget(self.contents, 1)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        parts.addWidget(side)
        parts.addWidget(self.pages)
        parts.setSizes([_CONTENTS, _SIZE[0] - _CONTENTS])
        parts.setStretchFactor(1, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(parts)

    def _fill(self) -> None:
        document = self.pages.document()
        document.setDefaultFont(self._theme().font(_PIXELS))
        self.pages.setMarkdown(self._text)
        self._set_type()
        places, chosen = self._heading_places(), self.contents.currentRow()
        self.contents.blockSignals(True)
        self.contents.clear()
        for heading in headings(self._text):
            item = QListWidgetItem(("　" if heading.level == 3 else "") + heading.words)
            item.setData(_PLACE, places.get(heading.words, 0))
            self.contents.addItem(item)
        self.contents.setCurrentRow(max(chosen, 0))
        self.contents.blockSignals(False)

    def _heading_places(self) -> dict[str, int]:
        places: dict[str, int] = {}
        block = self.pages.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel():
                places.setdefault(block.text(), block.position())
            block = block.next()
        return places

    def _set_type(self) -> None:
        """Give words room to breathe, headings their sizes, and tables their hairlines."""
        theme, document = self._theme(), self.pages.document()
        block = document.begin()
        while block.isValid():
            cursor, level = QTextCursor(block), block.blockFormat().headingLevel()
            layout = QTextBlockFormat()
            # A line that holds a picture is as high as the picture is.
            height = 100 if block.text() == _PICTURE else 135
            layout.setLineHeight(height, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            layout.setTopMargin(20 if level else 0)
            layout.setBottomMargin(0 if _in_table(cursor) else 14 if block.text() == _PICTURE else 8)
            cursor.mergeBlockFormat(layout)
            if level:
                cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
                style = QTextCharFormat()
                style.setFont(theme.font(_HEADING_PIXELS[level], QFont.Weight.DemiBold))
                cursor.setCharFormat(style)
            block = block.next()
        for frame in document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                self._rule(frame, theme)

    @staticmethod
    def _rule(table: QTextTable, theme: Theme) -> None:
        style = table.format()
        style.setBorder(1)
        style.setBorderBrush(theme.color("line2"))
        style.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        style.setBorderCollapse(True)
        style.setCellPadding(6)
        style.setBottomMargin(14)
        style.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        table.setFormat(style)

    def _focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _find(self, *, forward: bool, anew: bool = False) -> None:
        """Go to the next or previous place; from the one that is found, or from its beginning while words are typed."""
        words = self.search.text()
        cursor = self.pages.textCursor()
        if anew:
            cursor.setPosition(cursor.selectionStart())
            self.pages.setTextCursor(cursor)
        flags = QTextDocument.FindFlag(0) if forward else QTextDocument.FindFlag.FindBackward
        found = not words or self.pages.find(words, flags)
        if not found:  # once more from the other end
            cursor.movePosition(QTextCursor.MoveOperation.Start if forward else QTextCursor.MoveOperation.End)
            self.pages.setTextCursor(cursor)
            found = self.pages.find(words, flags)
        self.found.setVisible(not found)

    def _on_contents_current_item_changed(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        self._show(item.data(_PLACE), _MARGIN // 2)

    def _show(self, place: int, above: int) -> None:
        """Scroll so far that a place of the text stands at the top, some pixels below the edge."""
        cursor = QTextCursor(self.pages.document())
        cursor.setPosition(place)
        bar = self.pages.verticalScrollBar()
        bar.setValue(bar.value() + self.pages.cursorRect(cursor).top() - above)
        self.pages.setTextCursor(cursor)


def _in_table(cursor: QTextCursor) -> bool:
    """Whether a place stands in a table: without one Qt answers None, which its types do not say."""
    table: QTextTable | None = cursor.currentTable()
    return table is not None
