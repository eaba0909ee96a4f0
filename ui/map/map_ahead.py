"""The map of a window whose page begins to load before there is a window, a ledger or anything to show."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ui.map.first_map import FirstMap
from ui.map.map_view import MapView
from ui.placing.placing_bridge import PlacingBridge

ROUTES: Final = (
    "/charts.html", "/charts.json", "/choropleth.json", "/heat.bin", "/map_state.json", "/marks.bin", "/measure.json",
    "/overlay.bin", "/placeable.json", "/position.json", "/shift.json", "/tile/", "/view.json",
)  # fmt: skip
"""What the page of a window may ask beyond its files; who answers is known only when the window stands."""


def begin_map(page_html: str, assets: Path, theme: str, first: FirstMap | None = None) -> MapView:
    """Let the page begin to load; it asks for what the ledger holds once `MapView.serve` is called and it is seen.

    Args:
        page_html: The map page of ``geo.map_page``.
        assets: The ``assets`` folder.
        theme: ``light`` or ``dark``.
        first: What the last window showed first, to be drawn before there is one; None where that is not known.
    """
    return MapView(None, page_html, assets, theme, placing=PlacingBridge(), promised=ROUTES, first=first)
