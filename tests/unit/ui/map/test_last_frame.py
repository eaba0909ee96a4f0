"""A picture of the page waits for a mark, which a screen may show in colours of its own."""

import pytest
from PySide6.QtGui import QColor

from ui.map.last_frame import is_mark


@pytest.mark.parametrize("seen", ["#ff00ff", "#fe02fc", "#f01cf4"])
def test_the_mark_is_known_through_the_colours_of_a_screen(seen: str) -> None:
    assert is_mark(QColor(seen))


@pytest.mark.parametrize("seen", ["#ffffff", "#000000", "#e8e6e1", "#c02878", "#8a3ffc", "#ff8080"])
def test_colours_of_a_map_are_not_taken_for_it(seen: str) -> None:
    assert not is_mark(QColor(seen))
