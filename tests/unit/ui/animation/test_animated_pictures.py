"""Frames become one animated picture, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageSequence

from ui.animation.animated_pictures import write_animation
from ui.animation.animation_formats import AnimationCancelled, AnimationError, format_of

DURATIONS = [100, 200, 100, 2000]


@pytest.fixture
def frames(tmp_path: Path) -> list[Path]:
    """Four pictures: a red bar that grows on a grey ground."""
    made = []
    for number in range(4):
        picture = Image.new("RGB", (60, 40), (120, 120, 120))
        picture.paste((220, 30, 30), (0, 0, 10 * number + 5, 40))
        made.append(tmp_path / f"{number}.png")
        picture.save(made[-1])
    return made


@pytest.mark.parametrize(("suffix", "kind"), [("webp", "WEBP"), ("gif", "GIF"), ("png", "PNG")])
def test_what_is_written_reads_back_frame_by_frame(frames: list[Path], tmp_path: Path, suffix: str, kind: str) -> None:
    target = tmp_path / f"动画.{suffix}"
    write_animation(frames, DURATIONS, target)
    with Image.open(target) as picture:
        assert (picture.format, picture.n_frames, picture.size) == (kind, 4, (60, 40))  # type: ignore[attr-defined]
        assert picture.info["loop"] == 0
        durations, shades = [], []
        for frame in ImageSequence.Iterator(picture):
            shades.append(frame.convert("RGB").getpixel((20, 20)))
            durations.append(frame.info["duration"])
    assert durations == DURATIONS
    assert shades == [(120, 120, 120), (120, 120, 120), (220, 30, 30), (220, 30, 30)]


@pytest.mark.parametrize("suffix", ["webp", "gif", "png"])
def test_the_same_frames_give_the_same_file(frames: list[Path], tmp_path: Path, suffix: str) -> None:
    one, two = tmp_path / f"one.{suffix}", tmp_path / f"two.{suffix}"
    write_animation(frames, DURATIONS, one)
    write_animation(frames, DURATIONS, two)
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize("suffix", ["webp", "gif", "png"])
def test_cancelling_leaves_the_old_file_and_nothing_else(frames: list[Path], tmp_path: Path, suffix: str) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    target = folder / f"a.{suffix}"
    target.write_bytes(b"old")

    def stop(done: int) -> None:
        if done == 2:
            raise AnimationCancelled("enough")

    with pytest.raises(AnimationCancelled):
        write_animation(frames, DURATIONS, target, stop)
    assert [path.name for path in folder.iterdir()] == [target.name]
    assert target.read_bytes() == b"old"


def test_a_frame_that_is_gone_is_said_in_one_sentence(frames: list[Path], tmp_path: Path) -> None:
    with pytest.raises(AnimationError, match="写不到"):
        write_animation([*frames, tmp_path / "missing.png"], [100] * 5, tmp_path / "a.gif")
    assert not (tmp_path / "a.gif").exists()


@pytest.mark.parametrize("name", ["a.mp4", "a", "a.gif.txt"])
def test_other_kinds_of_file_are_refused(name: str) -> None:
    with pytest.raises(AnimationError, match="webp"):
        format_of(Path(name))
