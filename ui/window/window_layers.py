"""The layers of one window: settings, open files, online maps and what the page may ask of them, wired together."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from geo.errors import AtlasError
from geo.providers import find_providers, get_provider
from ui.app_scheme import Route
from ui.layers.layer_facts import DATUM_KEYS, provider_facts
from ui.layers.layer_routes import LayerRoutes
from ui.layers.layer_sources import LayerSources
from ui.layers.online_tiles import OnlineTiles
from ui.map.map_settings import MapSettings
from ui.map.map_state import BUILTIN_LAYERS, LayerSpec, MapState


def standing_layers() -> tuple[LayerSpec, ...]:
    """What is always listed, the uppermost first: the built-in layers, with the online maps just above the base."""
    return (*BUILTIN_LAYERS[:-1], *online_layers(), BUILTIN_LAYERS[-1])


def online_layers() -> tuple[LayerSpec, ...]:
    """Every online map as a layer that is switched off."""
    return tuple(
        LayerSpec(
            id=f"online-{provider.id}",
            kind="online",
            title=provider.title,
            section="base",
            visible=False,
            datum=DATUM_KEYS[provider.datum],
            provider=provider.id,
            facts=provider_facts(provider),
        )
        for provider in find_providers()
    )


class WindowLayers(QObject):
    """Owns what stands behind the layers, and lets the online maps follow their switches.

    Args:
        settings: what is set; the caller's.
        assets: the ``assets`` folder.
        home: where caches lie; None keeps none.
        parent: the owning object.

    Signals:
        told: One sentence for the person.
        online_changed: ``(titles of the online maps that are on, sentence of trouble or empty)``.
    """

    told = Signal(str)
    online_changed = Signal(tuple, str)

    def __init__(self, settings: MapSettings, assets: Path, home: Path | None, parent: QObject | None = None) -> None:
        """Begin to open what is remembered."""
        super().__init__(parent)
        self.settings = settings
        self.sources = LayerSources(settings, assets / "basemap", self)
        self.online = OnlineTiles(home / "tiles" if home else None, self)
        self.trouble: dict[str, str] = {}
        self.online.trouble_changed.connect(self._on_online_trouble_changed)
        self.online.retry_wanted.connect(self._on_online_retry_wanted)
        settings.failed.connect(self.told)
        settings.state_changed.connect(self._on_settings_state_changed)

    def routes(self) -> dict[str, Route]:
        """What the page may ask."""
        return LayerRoutes(self.settings, self.sources, self.online).routes()

    @property
    def online_titles(self) -> tuple[str, ...]:
        """The online maps that are switched on."""
        return tuple(one.title for one in self.settings.state.layers if one.kind == "online" and one.visible)

    def close(self) -> None:
        """Write what is unwritten and let everything go."""
        self.settings.flush()
        self.online.close()
        self.sources.close()

    def _on_settings_state_changed(self, old: MapState, new: MapState) -> None:
        if old.layers is new.layers:
            return
        before = {layer.id: layer for layer in old.layers}
        changed = False
        for layer in new.layers:
            was = before.get(layer.id, layer)
            if layer.kind != "online" or (was.visible, was.key) == (layer.visible, layer.key):
                continue
            changed = True
            self._follow(layer)
        if changed:
            self._tell_online()

    def _follow(self, layer: LayerSpec) -> None:
        """An online map was switched, or got another key."""
        try:
            provider = get_provider(layer.provider)
        except AtlasError:
            return  # remembered by another version
        if layer.visible:
            self.online.forget_trouble(provider)
        else:
            self.online.stop(provider)
            self.trouble.pop(provider.id, None)

    def _on_online_trouble_changed(self, provider_id: str, sentence: str) -> None:
        if sentence:
            self.trouble[provider_id] = sentence
        else:
            self.trouble.pop(provider_id, None)
        self._tell_online()

    def _on_online_retry_wanted(self, provider_id: str) -> None:
        """Let the page ask again for what it lacks."""
        layer = next((one for one in self.settings.state.layers if one.provider == provider_id and one.visible), None)
        if layer is not None:
            self.settings.set_facts(layer.id, layer.facts)

    def _tell_online(self) -> None:
        self.online_changed.emit(self.online_titles, "".join(self.trouble.values()))
