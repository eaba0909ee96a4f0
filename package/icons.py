"""Draws the program's icon in the sizes desktops ask for, from the one SVG (assets/app-icon)."""

import os
import struct
from pathlib import Path
from typing import Final

SIZES: Final = (16, 24, 32, 48, 64, 128, 256, 512)
_ICNS_KINDS: Final = {16: b"icp4", 32: b"icp5", 64: b"icp6", 128: b"ic07", 256: b"ic08", 512: b"ic09"}


def draw_icons(source: Path, folder: Path) -> dict[int, Path]:
    """Write ``<size>.png`` for every size, ``atlas.ico`` for Windows and ``atlas.icns`` for macOS.

    Args:
        source: The SVG.
        folder: Where to write; made when missing.

    Returns:
        The pictures by size in pixels.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    _app = QGuiApplication.instance() or QGuiApplication([])
    renderer = QSvgRenderer(str(source))
    if not renderer.isValid():
        raise ValueError(f"{source} is not an SVG that can be drawn")
    folder.mkdir(parents=True, exist_ok=True)
    drawn = {}
    for size in SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        renderer.render(painter)
        painter.end()
        drawn[size] = folder / f"{size}.png"
        if not image.save(str(drawn[size])):
            raise OSError(f"{drawn[size]} could not be written")
    (folder / "atlas.ico").write_bytes(to_ico({size: path.read_bytes() for size, path in drawn.items() if size <= 256}))
    (folder / "atlas.icns").write_bytes(to_icns({size: path.read_bytes() for size, path in drawn.items()}))
    return drawn


def to_ico(pictures: dict[int, bytes]) -> bytes:
    """Put PNG pictures of up to 256 pixels into one icon file of Windows."""
    offset = 6 + 16 * len(pictures)
    table, body = b"", b""
    for size, data in sorted(pictures.items()):
        side = size % 256  # 0 stands for 256
        table += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(data), offset + len(body))
        body += data
    return struct.pack("<HHH", 0, 1, len(pictures)) + table + body


def to_icns(pictures: dict[int, bytes]) -> bytes:
    """Put PNG pictures into one icon file of macOS; sizes it has no name for are left out."""
    parts = b"".join(
        _ICNS_KINDS[size] + struct.pack(">I", 8 + len(data)) + data
        for size, data in sorted(pictures.items())
        if size in _ICNS_KINDS
    )
    return b"icns" + struct.pack(">I", 8 + len(parts)) + parts
