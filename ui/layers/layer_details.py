"""What can be set about one layer, and what is known of it: below its row in the layers panel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QDir, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from geo.errors import AtlasError
from geo.providers import DAY_S, Provider, get_provider
from geo.wording import tr
from ui.cards.card_parts import label
from ui.layers.layer_row import CheckLine, ChoiceBox, ElidedLabel, Icons, Themed
from ui.map.map_state import LayerDatum, LayerSpec

DATUM_WORDS: tuple[tuple[LayerDatum, str], ...] = (
    ("wgs84", "WGS 84"), ("cgcs2000", "CGCS2000"), ("gcj02", "GCJ-02（高德、腾讯）"), ("bd09", "BD-09（百度）"),
)  # fmt: skip
SHORT_DATUM = {"wgs84": "WGS 84", "cgcs2000": "CGCS2000", "gcj02": "GCJ-02", "bd09": "BD-09"}
NAME_WIDTH = 52
INDENT = 30


class LayerDetails(QWidget):
    """Shows one layer's settings and facts.

    Signals:
        layer_wanted: ``(LayerSpec)``: the layer as it should be.
        remove_wanted: It should go.
        locate_wanted: ``(Bounds)``: the map should show where it has something.
        clear_wanted: ``(provider id)``: its cached tiles should go.
    """

    layer_wanted = Signal(object)
    remove_wanted = Signal()
    locate_wanted = Signal(object)
    clear_wanted = Signal(str)

    def __init__(self, layer: LayerSpec, cached: Callable[[Provider], tuple[int, int]], theme: Themed) -> None:
        """Build the rows that this layer has; ``cached`` says how much of a provider lies here."""
        super().__init__()
        self.layer, self._cached = layer, cached
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnMinimumWidth(0, NAME_WIDTH)
        self._grid.setColumnStretch(1, 1)
        self.opacity = QSlider(Qt.Orientation.Horizontal)
        self._percent = QLabel()
        self.grey = CheckLine(tr("让符号色彩保持可辨"), theme)
        self.datum = ChoiceBox()
        self.key = QLineEdit()
        self._build()
        self.show_layer(layer)
        column = QVBoxLayout(self)
        column.setContentsMargins(INDENT, 4, 14, 10)
        column.setSpacing(6)
        column.addLayout(self._grid)
        column.addLayout(self._buttons())

    def show_layer(self, layer: LayerSpec) -> None:
        """Show the settings as they are now; silent. Facts are as they were when this was built."""
        self.layer = layer
        with QSignalBlocker(self.opacity), QSignalBlocker(self.grey), QSignalBlocker(self.datum):
            percent = round(layer.opacity * 100)
            self.opacity.setValue(percent)
            self._percent.setText(f"{percent}%")
            self.grey.setChecked(layer.desaturate)
            self.datum.setCurrentIndex(self.datum.findData(layer.datum))

    def _build(self) -> None:
        layer, facts = self.layer, self.layer.facts
        self._add_opacity()
        if layer.kind in ("tiles", "online") and (facts is None or facts.format != "vector"):
            self._add(tr("去色"), self.grey)
            self.grey.clicked.connect(lambda on: self._want(desaturate=on))
        if layer.kind == "online":
            self._add_online()
        elif layer.path:
            self._add_file()

    def _add_opacity(self) -> None:
        self.opacity.setRange(0, 100)
        self.opacity.setPageStep(10)
        self.opacity.setAccessibleName(tr("{title}的不透明度", title=self.layer.title))
        self.opacity.valueChanged.connect(lambda percent: self._want(opacity=percent / 100))
        self._percent.setObjectName("secondary")
        self._percent.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._percent.setMinimumWidth(36)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.opacity, 1)
        row.addWidget(self._percent)
        self._add(tr("不透明度"), holder)

    def _add_file(self) -> None:
        layer, facts = self.layer, self.layer.facts
        if facts is not None and layer.kind == "tiles":
            self._add_words(
                tr("级别"),
                tr("z {min_zoom}～{max_zoom}，更大级别拉伸显示", min_zoom=facts.min_zoom, max_zoom=facts.max_zoom),
            )
        self._add(tr("坐标系"), self.datum)
        for key, words in DATUM_WORDS:
            self.datum.addItem(tr(words), key)
        if layer.datum == "ask":
            self.datum.insertItem(0, tr("未注明，暂按 WGS 84"), "ask")
        self.datum.setAccessibleName(tr("{title}的坐标系", title=layer.title))
        self.datum.activated.connect(lambda number: self._want(datum=self.datum.itemData(number)))
        path = QDir.toNativeSeparators(layer.path)
        self._add(tr("文件"), ElidedLabel(path))
        if facts is None:
            return
        if facts.attribution:
            self._add_words(tr("来源"), facts.attribution)
        self._add_words(tr("内容"), size_words(layer))
        if facts.note:
            self._add_words(tr("说明"), facts.note)

    def _add_online(self) -> None:
        try:
            provider = get_provider(self.layer.provider)
        except AtlasError:
            return
        if provider.needs_key:
            self._add(tr("密钥"), self.key)
            self.key.setText(self.layer.key)
            self.key.setPlaceholderText(tr("自己申请的 tk"))
            self.key.setAccessibleName(tr("{title}的密钥", title=provider.title))
            self.key.editingFinished.connect(lambda: self._want(key=self.key.text().strip()))
        shifted = self.layer.datum not in ("wgs84", "cgcs2000")
        words = SHORT_DATUM[self.layer.datum]
        self._add_words(tr("坐标系"), tr("{words}，已校正到 WGS 84", words=words) if shifted else words)
        self._add_words(tr("来源"), provider.attribution)
        count, size = self._cached(provider)
        self._add_words(tr("缓存"), tr("{n:,} 块，{size}", n=count, size=bytes_words(size)) if count else tr("还没有"))
        self._add_words(
            tr("联网"),
            tr(
                "打开后只向 {host} 要正在看的瓦片；看过的离线可用，{keep_s} 天后删除。",
                host=provider.host,
                keep_s=provider.terms.keep_s // DAY_S,
            ),
        )

    def _has_cache(self) -> bool:
        try:
            return self._cached(get_provider(self.layer.provider))[0] > 0
        except AtlasError:
            return False

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(NAME_WIDTH + 8, 0, 0, 0)
        row.setSpacing(6)
        bounds = self.layer.facts.bounds if self.layer.facts else None
        if bounds is not None:
            row.addWidget(_button(tr("缩放到范围"), lambda: self.locate_wanted.emit(bounds)))
        if self.layer.path:
            row.addWidget(_button(tr("移除"), self.remove_wanted.emit, tr("只从列表里去掉，文件不动")))
        if self.layer.kind == "online" and self._has_cache():
            row.addWidget(_button(tr("清空缓存"), lambda: self.clear_wanted.emit(self.layer.provider)))
        row.addStretch(1)
        return row

    def _add(self, name: str, widget: QWidget) -> None:
        row = self._grid.rowCount()
        caption = label(name, "caption", wrap=False)
        caption.setMinimumHeight(20)
        self._grid.addWidget(caption, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(widget, row, 1)

    def _add_words(self, name: str, words: str) -> None:
        line = label(words, "secondary")
        line.setMinimumHeight(20)
        self._add(name, line)

    def _want(self, **changes: object) -> None:
        self.layer_wanted.emit(replace(self.layer, **changes))  # type: ignore[arg-type]


class DatumBox(QFrame):
    """Asks in which datum a file is, or offers a correction when its lines give it away; each answer shows at once.

    Signals:
        datum_wanted: ``(datum)``.
    """

    datum_wanted = Signal(str)

    def __init__(self, layer: LayerSpec, icons: Icons) -> None:
        """Ask about this layer, which must be open."""
        super().__init__()
        hint = layer.facts.datum_hint if layer.facts else ""
        self.setObjectName("warningBox" if hint else "askBox")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(4)
        short = SHORT_DATUM.get(hint, "")
        column.addLayout(
            self._title(
                tr("坐标疑为 {short}", short=short) if hint else tr("文件没有注明坐标系"), icons if hint else None
            )
        )
        words = layer.facts.hint_words if layer.facts and hint else tr("暂按 WGS 84 显示，若与底图错开，换一个：")
        column.addWidget(label(words))
        row = QHBoxLayout()
        row.setSpacing(6)
        row.setContentsMargins(0, 4, 0, 0)
        answers = [(hint, tr("按 {short} 校正", short=short)), ("wgs84", tr("保持原样"))] if hint else [
            ("wgs84", tr("就是 WGS 84")), ("gcj02", "GCJ-02"), ("bd09", "BD-09"),
        ]  # fmt: skip
        self.buttons: dict[str, QPushButton] = {}
        for datum, answer in answers:
            button = _button(answer, partial(self.datum_wanted.emit, datum))
            button.setObjectName("primary" if datum == hint else "")
            self.buttons[datum] = button
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)

    def _title(self, words: str, icons: Icons | None) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        if icons is not None:
            sign = QLabel()
            sign.setPixmap(icons("warning").pixmap(16, 16))
            row.addWidget(sign)
        row.addWidget(label(words, "boxTitle", wrap=False))
        row.addStretch(1)
        return row


def size_words(layer: LayerSpec) -> str:
    """What a file holds in words: ``栅格，412 MB，11,308 块``."""
    facts = layer.facts
    if facts is None:
        return ""
    count = tr("{n:,} 块", n=facts.count) if layer.kind == "tiles" and facts.count is not None else ""
    size = bytes_words(facts.size_bytes) if facts.size_bytes is not None else ""
    return tr("，").join(filter(None, (facts.shape_words, size, count)))


def bytes_words(size: int) -> str:
    """A size as people say it: ``412 MB``."""
    for unit, least in (("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1000)):
        if size >= least:
            figure = size / least
            return f"{figure:.1f} {unit}" if figure < 10 else f"{figure:,.0f} {unit}"
    return f"{size} B"


def _button(words: str, call: Callable[[], object], tip: str = "") -> QPushButton:
    button = QPushButton(words)
    button.setToolTip(tip)
    button.clicked.connect(lambda _checked=False: call())
    return button
