"""The industry shapes as white PNG icons: KML tints an icon with its style's colour."""

import struct
import zlib
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

_SIDE_PX: Final = 64
_FINER: Final = 4
_EDGE: Final = 0.16
"""Width of the darker rim, in halves of the icon: it keeps a symbol apart from a satellite picture."""

Inside = Callable[[NDArray[np.float64], NDArray[np.float64], float], NDArray[np.bool_]]


def _square(x: NDArray[np.float64], y: NDArray[np.float64], less: float) -> NDArray[np.bool_]:
    return np.maximum(np.abs(x), np.abs(y)) <= 0.74 - less


def _diamond(x: NDArray[np.float64], y: NDArray[np.float64], less: float) -> NDArray[np.bool_]:
    return np.abs(x) + np.abs(y) <= 1.0 - 1.4 * less


def _disc(x: NDArray[np.float64], y: NDArray[np.float64], less: float) -> NDArray[np.bool_]:
    return np.hypot(x, y) <= 0.84 - less


def _plus(x: NDArray[np.float64], y: NDArray[np.float64], less: float) -> NDArray[np.bool_]:
    arm, length = 0.36 - less, 0.96 - less
    small, great = np.minimum(np.abs(x), np.abs(y)), np.maximum(np.abs(x), np.abs(y))
    return (small <= arm) & (great <= length)


def _triangle(x: NDArray[np.float64], y: NDArray[np.float64], less: float) -> NDArray[np.bool_]:
    return (y <= 0.72 - less) & (np.abs(x) * 1.75 <= y + 0.94 - 2.0 * less)


ICON_SHAPES: Final[Mapping[str, Inside]] = MappingProxyType(
    {"square": _square, "plus": _plus, "triangle": _triangle, "diamond": _diamond, "disc": _disc}
)


def draw_icon(shape: str) -> bytes:
    """Return a PNG of a shape, white with a translucent rim; the same bytes always.

    Raises:
        KeyError: There is no such shape.
    """
    fine = _SIDE_PX * _FINER
    axis = (np.arange(fine) + 0.5) / fine * 2 - 1
    x, y = np.meshgrid(axis, axis)
    whole, inner = (_coverage(ICON_SHAPES[shape](x, y, less)) for less in (0.0, _EDGE))
    light = np.where(whole > 0, 150 + 105 * inner / np.maximum(whole, 1e-9), 255).clip(0, 255)
    pixels = np.empty((_SIDE_PX, _SIDE_PX, 2), dtype=np.uint8)
    pixels[..., 0], pixels[..., 1] = light.round(), (whole * 255).round()
    return _encode_png(pixels)


def _coverage(inside: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return how much of each pixel lies inside, 0 to 1."""
    covered: NDArray[np.float64] = inside.reshape(_SIDE_PX, _FINER, _SIDE_PX, _FINER).mean(axis=(1, 3))
    return covered


def _encode_png(pixels: NDArray[np.uint8]) -> bytes:
    """Encode grey and alpha, 8 bits each (PNG, ISO/IEC 15948)."""
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)
    head = struct.pack(">IIBBBBB", _SIDE_PX, _SIDE_PX, 8, 4, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
