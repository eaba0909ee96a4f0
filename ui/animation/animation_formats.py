"""Which files an animated picture can be, and what can go wrong with one. Knows neither Qt nor Pillow."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from geo.errors import AtlasError
from geo.frozen import frozen
from geo.wording import tr


class AnimationError(AtlasError):
    """The animated picture could not be drawn or written."""


class AnimationCancelled(AtlasError):
    """Somebody did not want it any more."""


@frozen
class AnimationFormat:
    """A kind of file.

    Attributes:
        key: Pillow's name of it.
        name: what people call it.
        suffixes: of its files, the usual one first.
    """

    key: str
    name: str
    suffixes: tuple[str, ...]


FORMATS: Final = (
    AnimationFormat("WEBP", "WebP", (".webp",)),
    AnimationFormat("GIF", "GIF", (".gif",)),
    AnimationFormat("PNG", "APNG", (".png", ".apng")),
)


def format_of(path: Path) -> AnimationFormat:
    """The format a file's name asks for.

    Raises:
        AnimationError: it asks for none of them.
    """
    for format_ in FORMATS:
        if path.suffix.lower() in format_.suffixes:
            return format_
    raise AnimationError(tr("动画只存为 WebP、GIF 或 APNG，文件名应以 .webp、.gif 或 .png 结尾：{path}。", path=path))
