"""What the page may ask about its layers: the state of the map, tiles, overlays, and how far a datum is off."""

from __future__ import annotations

from collections.abc import Mapping

from ui.app_scheme import Response, Route
from ui.map_settings import MapSettings

NO_STORE = {"Cache-Control": "no-store"}
JSON = "application/json; charset=utf-8"


class LayerRoutes:
    """Answers the page from the settings.

    Args:
        settings: what is set.
    """

    def __init__(self, settings: MapSettings) -> None:
        """Keep where the answers come from."""
        self._settings = settings

    def routes(self) -> dict[str, Route]:
        """Paths and who answers them, for :class:`ui.app_scheme.AppSite`."""
        return {"/map_state.json": self._map_state}

    def _map_state(self, _query: Mapping[str, str]) -> Response:
        return Response(200, JSON, self._settings.state.to_page_json().encode(), NO_STORE)
