"""The places of the window, by key, to which a view of figures may lead."""

from typing import Final

WINDOW_PLACES: Final = frozenset(("lists", "export", "districts", "matrix"))
"""Keys of the places outside the views that a view may name (`FigureView.turn_wanted`)."""
