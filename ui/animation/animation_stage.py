"""What a map off the screen is built from, for animated pictures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from geo.frozen import frozen
from ui.app_scheme import Route
from ui.map.map_settings import MapSettings
from ui.opening.session import Session
from ui.theme import Theme


@frozen(eq=False)
class Stage:
    """What the off-screen map is built from: the window's own parts.

    Attributes:
        session: the open ledger.
        page_html: the map page.
        assets: the ``assets`` folder.
        theme: asked once.
        routes: further paths of the page's origin.
        map_settings: how the map is set up.
    """

    session: Session
    page_html: str
    assets: Path
    theme: Callable[[], Theme]
    routes: Mapping[str, Route]
    map_settings: MapSettings
