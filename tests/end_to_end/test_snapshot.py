"""Pictures from the command line: the same map as the window's, at any scale, without any network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from db.filters import Filters
from tests.end_to_end.person import Person
from tests.pictures import picture_of

pytestmark = [pytest.mark.window, pytest.mark.slow]
HEALTH = 2
SIZE = (900, 640)


def luminance(image: QImage) -> npt.NDArray[np.float64]:
    """Grey values 0..1 of a picture, ``[height, width]``."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), grey.bytesPerLine())
    return rows[:, : grey.width()].astype(np.float64) / 255


def likeness(a: QImage, b: QImage) -> float:
    """Correlation of two pictures at half the window's size, 1 for the same structure.

    At that size a line's place within a pixel, which is another at every scale, says little.
    """
    half = [each.scaled(SIZE[0] // 2, SIZE[1] // 2, mode=Qt.TransformationMode.SmoothTransformation) for each in (a, b)]
    one, two = (luminance(each).ravel() for each in half)
    return float(np.corrcoef(one, two)[0, 1])


def take(ledger: Path, target: Path, *more: str, wrap: tuple[str, ...] = (), **settings: str) -> QImage:
    """Run the command as a person would and read the picture back."""
    arguments = ["snapshot", "--db", str(ledger), "--to", str(target), "--size", "{}x{}".format(*SIZE), *more]
    home = {"SCIENCE_CITY_ATLAS_HOME": str(target.parent / "home")}
    main = str(Path(__file__).parents[2] / "main.py")
    done = subprocess.run(
        [*wrap, sys.executable, main, *arguments],
        env={**os.environ, **home, **settings},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    image = QImage(str(target))
    assert not image.isNull()
    return image


def can_cut_the_network() -> bool:
    return (
        bool(shutil.which("unshare")) and subprocess.run(["unshare", "-n", "true"], capture_output=True).returncode == 0
    )


def test_a_picture_is_the_windows_map_at_every_scale(person: Person, own_ledger: Path, tmp_path: Path) -> None:
    window = person.window
    window.resize_for(*SIZE, map_only=True)
    window.explorer.set_filters(Filters(industries=frozenset({HEALTH})))
    person.rest()
    window.fit_all()
    person.rest()
    shown = picture_of(window.map_view)

    plain = take(own_ledger, tmp_path / "one.png", "--industry", "生命健康")
    fine = take(own_ledger, tmp_path / "two.png", "--industry", "生命健康", QT_SCALE_FACTOR="2")
    other = take(own_ledger, tmp_path / "other.png", "--industry", "新一代信息技术")

    assert (plain.width(), plain.height()) == SIZE
    assert (fine.width(), fine.height()) == (2 * SIZE[0], 2 * SIZE[1])
    assert likeness(shown, plain) > 0.99
    assert likeness(plain, fine) > 0.96
    assert likeness(plain, other) < 0.8


def test_a_picture_waits_for_what_the_page_drew_last(person: Person) -> None:
    view = person.window.map_view
    for colour in ("#c03030", "#30c030", "#3030c0"):
        view.page().runJavaScript(
            "Object.assign(document.body.appendChild(document.createElement('div')).style, "
            f"{{ background: '{colour}', position: 'fixed', inset: 0, zIndex: 5000 }}); 1"
        )
        image = picture_of(view)
        assert {image.pixelColor(x, y).name() for x in (0, 1, 200) for y in (0, 1, 200)} == {colour}


@pytest.mark.skipif(not can_cut_the_network(), reason="needs the right to make a network namespace (unshare -n)")
def test_a_picture_needs_no_network_at_all(own_ledger: Path, tmp_path: Path) -> None:
    with_network = take(own_ledger, tmp_path / "with.png")
    without = take(own_ledger, tmp_path / "without.png", wrap=("unshare", "-n"))
    assert likeness(with_network, without) > 0.99
