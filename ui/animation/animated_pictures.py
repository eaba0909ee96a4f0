"""The only door to Pillow: frames on disk become one animated picture, whole or not at all. Knows no Qt."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from PIL import Image

from db.export.target import find_target
from geo.os_reasons import reason_of
from geo.wording import tr
from ui.animation.animation_formats import AnimationError, AnimationFormat, format_of

MOST_COLOURS: Final = 256
SAMPLES: Final = 9
"""Frames that decide the colours of a GIF, which has one set of them for all frames."""


_OPTIONS: Final = MappingProxyType(
    {
        "WEBP": {"lossless": True, "quality": 60, "method": 4},
        "GIF": {"optimize": False, "disposal": 1},
        "PNG": {"compress_level": 7},
    }
)


def write_animation(
    frames: Sequence[Path],
    durations_ms: Sequence[int],
    target: Path,
    told: Callable[[int], None] = lambda _done: None,
) -> None:
    """Write an animated picture that repeats for ever.

    The same frames always give the same file. Only one frame is held in memory at a time, but for GIF.

    Args:
        frames: pictures of one size.
        durations_ms: how long each is shown; multiples of 10, which is what a GIF can say.
        target: the file; what was there is replaced when all is written.
        told: called with the number of frames taken in; what it raises ends the work and leaves nothing.

    Raises:
        AnimationError: it cannot be written there.
        ExportError: what is there must not be replaced.
    """
    format_ = format_of(target)
    place = find_target(target, what=tr("动画"))
    part = place.with_name(f".{place.name}.{secrets.token_hex(4)}.part")
    try:
        with part.open("xb") as file:
            _encode(frames, durations_ms, format_, file, told)
        os.replace(part, place)
    except OSError as error:
        raise AnimationError(tr("动画写不到 {path}（{reason}）。", path=target, reason=reason_of(error))) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _encode(
    frames: Sequence[Path],
    durations_ms: Sequence[int],
    format_: AnimationFormat,
    file: Any,  # noqa: ANN401 - an open binary file
    told: Callable[[int], None],
) -> None:
    palette = _common_palette(frames) if format_.key == "GIF" else None
    first, *_ = _Frames(frames[:1], palette, told)
    first.save(
        file,
        format=format_.key,
        save_all=True,
        append_images=_Frames(frames[1:], palette, told),
        duration=list(durations_ms),
        loop=0,
        **_OPTIONS[format_.key],
    )


class _Frames:
    """Frames that are read when they are asked for, each time anew: Pillow goes through those of a PNG twice."""

    def __init__(self, paths: Sequence[Path], palette: Image.Image | None, told: Callable[[int], None]) -> None:
        self._paths, self._palette, self._told = paths, palette, told

    def __iter__(self) -> Iterator[Image.Image]:
        for number, path in enumerate(self._paths):
            self._told(number)
            with Image.open(path) as opened:
                picture = opened.convert("RGB")
            yield picture.quantize(palette=self._palette, dither=Image.Dither.NONE) if self._palette else picture


def _common_palette(frames: Sequence[Path]) -> Image.Image:
    """The colours of frames from the whole run, so that none flickers between two frames."""
    step = max(1, len(frames) // SAMPLES)
    chosen = [*frames[::step][:SAMPLES], frames[-1]]
    with Image.open(chosen[0]) as picture:
        width, height = (max(1, side // 2) for side in picture.size)
    sheet = Image.new("RGB", (width, height * len(chosen)))
    for row, path in enumerate(chosen):
        with Image.open(path) as picture:
            sheet.paste(picture.convert("RGB").resize((width, height), Image.Resampling.NEAREST), (0, row * height))
    return sheet.quantize(MOST_COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
