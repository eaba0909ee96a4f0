"""How the map is set up, as frozen values: layers, measure, mode, tool, coordinates, bookmarks. No Qt.

The page is handed the state as JSON (:meth:`MapState.to_page_json`), over the bridge's ``map_state_changed`` and from
``/map_state.json``, which always agree::

    {"revision": 7,
     "layers": [                      // drawing order, the uppermost first
       {"id": "basemap",              // a builtin id (BUILTIN_LAYERS), a provider's id, or "file-…"
        "kind": "tiles" | "overlay" | "online" | "builtin",
        "section": "theme" | "label" | "data" | "base",
        "title": "重庆西部_2023.mbtiles",
        "visible": true, "opacity": 0.72, "desaturate": true,
        "datum": "wgs84" | "gcj02" | "bd09" | "cgcs2000" | "ask",   // "ask" draws as wgs84
        "ready": true,                // whether it can be asked for; false while opening and after a failure
        "facts": null | {             // what the file or provider is, null until it is open and for builtin layers
          "format": "raster" | "vector" | "",    // "" for overlays
          "schema": "openmaptiles" | "protomaps" | "other" | "",
          "vector_layers": ["water", …],
          "bounds": [west, south, east, north] | null,   // degrees, WGS 84, after the datum's correction
          "min_zoom": 8, "max_zoom": 15,         // of the tiles; beyond them they are enlarged
          "attribution": "© …"},
        "version": 3}],               // changes when what /tile/ or /overlay.bin answers changes: part of the cache key
     "measure": "count" | "amount",
     "mode": "symbols" | "heat" | "choropleth",
     "choropleth": {"unit": "district" | "park", "figure": "amount" | "count" | "per_km2",
                    "scheme": "quantiles" | "equal" | "natural", "classes": 5},
     "tool": "pan" | "rectangle" | "lasso" | "circle" | "distance" | "area" | "place",
     "coordinates": {"datum": "wgs84" | "gcj02" | "bd09", "form": "decimal" | "dms"},
     "bookmarks": [{"name": "金凤", "bounds": [west, south, east, north]}]}

Paths and keys of the person never reach the page.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, field, replace
from typing import Literal

from geo.frozen import frozen
from geo.lnglat import Bounds

LayerKind = Literal["tiles", "overlay", "online", "builtin"]
Section = Literal["theme", "label", "data", "base"]
LayerDatum = Literal["wgs84", "gcj02", "bd09", "cgcs2000", "ask"]
Measure = Literal["count", "amount"]
Mode = Literal["symbols", "heat", "choropleth"]
ChoroplethUnit = Literal["district", "park"]
ChoroplethFigure = Literal["amount", "count", "per_km2"]
ChoroplethScheme = Literal["quantiles", "equal", "natural"]
Tool = Literal["pan", "rectangle", "lasso", "circle", "distance", "area", "place"]
PointerDatum = Literal["wgs84", "gcj02", "bd09"]
PointerForm = Literal["decimal", "dms"]


@frozen
class LayerFacts:
    """What an opened layer turned out to be; never stored.

    Attributes:
        format: ``raster`` or ``vector`` tiles; empty for overlays.
        schema: ``openmaptiles``, ``protomaps`` or ``other`` of vector tiles.
        vector_layers: names of the layers inside.
        bounds: where it has something, in WGS 84 after correction; None for the whole world or nothing.
        min_zoom: least zoom with tiles.
        max_zoom: greatest zoom with tiles.
        attribution: who made it.
        size_bytes: of the file.
        count: tiles of a tile file, features of an overlay; None when unknown.
        shape_words: what it holds in words, such as ``栅格`` or ``23 面``.
        datum_hint: what the coordinates look like, when that differs from what is stated: ``gcj02``, ``bd09``, empty.
        hint_words: one sentence on why.
        note: one sentence on what could not be shown although the rest is.
    """

    format: str = ""
    schema: str = ""
    vector_layers: tuple[str, ...] = ()
    bounds: Bounds | None = None
    min_zoom: int = 0
    max_zoom: int = 18
    attribution: str = ""
    size_bytes: int | None = None
    count: int | None = None
    shape_words: str = ""
    datum_hint: str = ""
    hint_words: str = ""
    note: str = ""

    def to_page(self) -> dict[str, object]:
        """What the page needs of it."""
        bounds = self.bounds
        return {
            "format": self.format,
            "schema": self.schema,
            "vector_layers": list(self.vector_layers),
            "bounds": _corners(bounds) if bounds else None,
            "min_zoom": self.min_zoom,
            "max_zoom": self.max_zoom,
            "attribution": self.attribution,
        }


@frozen
class LayerSpec:
    """One layer as a person set it.

    Attributes:
        id: stable name; letters, digits, ``-`` and ``_``.
        kind: what draws it.
        title: its name in the panel.
        section: where the panel lists it.
        visible: whether it is drawn; an online layer is fetched only while this is on.
        opacity: 0..1.
        desaturate: whether rasters are drawn in greys, so that the symbols' colours stand out.
        datum: in which datum its coordinates are; ``ask`` while nobody has said.
        path: the file of ``tiles`` and ``overlay``.
        provider: the provider's id of ``online``.
        key: the person's own access key for a provider that needs one.
        facts: what it turned out to be when opened; not stored.
        failure: why it cannot be shown, one sentence; not stored.
        version: grows when its pictures change; not stored.
    """

    id: str
    kind: LayerKind
    title: str
    section: Section = "data"
    visible: bool = True
    opacity: float = 1.0
    desaturate: bool = False
    datum: LayerDatum = "wgs84"
    path: str = ""
    provider: str = ""
    key: str = ""
    facts: LayerFacts | None = None
    failure: str = ""
    version: int = 0

    def __post_init__(self) -> None:
        """Refuse what cannot be drawn.

        Raises:
            ValueError: the id or the opacity is not as it must be.
        """
        if not self.id or not all(letter.isascii() and (letter.isalnum() or letter in "-_") for letter in self.id):
            raise ValueError(f"layer id {self.id!r}")
        if not 0 <= self.opacity <= 1:
            raise ValueError(f"opacity {self.opacity!r}")

    @property
    def ready(self) -> bool:
        """Whether the page can ask for it."""
        return not self.failure and (self.kind == "builtin" or self.facts is not None)

    def to_page(self) -> dict[str, object]:
        """What the page needs of it; neither path nor key."""
        return {
            "id": self.id,
            "kind": self.kind,
            "section": self.section,
            "title": self.title,
            "visible": self.visible,
            "opacity": self.opacity,
            "desaturate": self.desaturate,
            "datum": self.datum,
            "ready": self.ready,
            "facts": self.facts.to_page() if self.facts else None,
            "version": self.version,
        }


@frozen
class ChoroplethSpec:
    """Which areas are coloured by what, in how many classes (3..7) of which scheme."""

    unit: ChoroplethUnit = "district"
    figure: ChoroplethFigure = "count"
    scheme: ChoroplethScheme = "quantiles"
    classes: int = 5

    def __post_init__(self) -> None:
        """Refuse more classes than colours can tell apart.

        Raises:
            ValueError: fewer than 3 or more than 7.
        """
        if not 3 <= self.classes <= 7:
            raise ValueError(f"{self.classes} classes")


@frozen
class Coordinates:
    """How the position under the pointer is written."""

    datum: PointerDatum = "wgs84"
    form: PointerForm = "decimal"


@frozen
class Bookmark:
    """A named view, in WGS 84."""

    name: str
    bounds: Bounds


BUILTIN_LAYERS: tuple[LayerSpec, ...] = (
    LayerSpec("symbols", "builtin", "项目符号", "theme"),
    LayerSpec("footprints", "builtin", "园区示意范围", "theme"),
    LayerSpec("core", "builtin", "核心区示意范围", "theme"),
    LayerSpec("park-names", "builtin", "园区名称", "label"),
    LayerSpec("place-names", "builtin", "城镇、区县名称", "label"),
    LayerSpec("rail", "builtin", "轨道 1 号线与站点", "label"),
    LayerSpec("basemap", "builtin", "示意底图（内置）", "base"),
)


@frozen
class MapState:
    """Everything a person has set about the map.

    Attributes:
        layers: all layers, the uppermost first.
        measure: what sizes a symbol.
        mode: how the figures are shown.
        choropleth: how areas are coloured in that mode.
        tool: what the pointer does.
        coordinates: how positions are written.
        bookmarks: named views, in the person's order.
        revision: grows by one with each change.
    """

    layers: tuple[LayerSpec, ...] = BUILTIN_LAYERS
    measure: Measure = "count"
    mode: Mode = "symbols"
    choropleth: ChoroplethSpec = field(default_factory=ChoroplethSpec)
    tool: Tool = "pan"
    coordinates: Coordinates = field(default_factory=Coordinates)
    bookmarks: tuple[Bookmark, ...] = ()
    revision: int = 0

    def __post_init__(self) -> None:
        """Refuse two layers of one id.

        Raises:
            ValueError: an id occurs twice.
        """
        if len({layer.id for layer in self.layers}) != len(self.layers):
            raise ValueError("two layers of one id")

    def find_layer(self, layer_id: str) -> LayerSpec | None:
        """The layer of an id, or None."""
        return next((layer for layer in self.layers if layer.id == layer_id), None)

    def in_section(self, *sections: Section) -> tuple[LayerSpec, ...]:
        """The layers of some sections, the uppermost first."""
        return tuple(layer for layer in self.layers if layer.section in sections)

    def with_layer(self, layer: LayerSpec) -> MapState:
        """The state with one layer replaced by its namesake."""
        return replace(self, layers=tuple(layer if one.id == layer.id else one for one in self.layers))

    def to_page_json(self) -> str:
        """The state as the page reads it; see the module's description."""
        value = {
            "revision": self.revision,
            "layers": [layer.to_page() for layer in self.layers],
            "measure": self.measure,
            "mode": self.mode,
            "choropleth": asdict(self.choropleth),
            "tool": self.tool,
            "coordinates": asdict(self.coordinates),
            "bookmarks": [{"name": mark.name, "bounds": _corners(mark.bounds)} for mark in self.bookmarks],
        }
        return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def moved(layers: Iterable[LayerSpec], layer_id: str, before_id: str | None) -> tuple[LayerSpec, ...]:
    """The layers with one moved directly above another, or to the bottom; unknown ids change nothing."""
    order = list(layers)
    ids = [layer.id for layer in order]
    if layer_id not in ids or layer_id == before_id or (before_id is not None and before_id not in ids):
        return tuple(order)
    one = order.pop(ids.index(layer_id))
    place = next((n for n, layer in enumerate(order) if layer.id == before_id), len(order))
    return (*order[:place], one, *order[place:])


def _corners(bounds: Bounds) -> list[float]:
    return [bounds.west, bounds.south, bounds.east, bounds.north]
