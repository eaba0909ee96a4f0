"""Online maps a person may switch on: where their tiles are, in which datum, whom to name, how long tiles may be kept.

The one doorway to xyzservices, which knows the addresses and refuses a source without attribution. Nothing here
connects to anything; an address is only written down.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.datums import Datum
from geo.errors import AtlasError
from geo.frozen import frozen
from geo.wording import tr

if TYPE_CHECKING:
    from xyzservices import TileProvider

USER_AGENT: Final = "ScienceCityAtlas/0.1 (desktop map; tiles on view only)"
"""How the program names itself, as tile servers ask of every program."""

DAY_S: Final = 86_400


class ProviderError(AtlasError):
    """A provider is unknown, or cannot be asked without a key."""


@frozen
class CacheTerms:
    """How long and how much of a provider's tiles may lie on this machine.

    Attributes:
        fresh_s: seconds for which a tile is not asked for again, whatever the server says beyond that.
        keep_s: seconds after which a tile is deleted, even if the server cannot be reached.
        most_bytes: of all tiles together; what was not looked at longest goes first.
    """

    fresh_s: int
    keep_s: int
    most_bytes: int

    def __post_init__(self) -> None:
        """Refuse terms under which nothing could be kept.

        Raises:
            ValueError: a figure is not positive, or a tile were deleted while fresh.
        """
        if not 0 < self.fresh_s <= self.keep_s or self.most_bytes <= 0:
            raise ValueError("cache terms")


@frozen
class Provider:
    """An online map.

    Attributes:
        id: stable name.
        title: what people call it.
        attribution: whom to name on the map as long as it is shown; never empty.
        host: whom the tiles are asked of, to tell the person.
        source: its name in xyzservices, or the address itself.
        datum: the datum it is drawn in.
        terms: how long tiles may be kept.
        max_zoom: the greatest zoom with tiles.
        needs_key: whether the person needs a key of their own.
        opaque: whether it hides what lies below; names on their own do not.
    """

    id: str
    title: str
    attribution: str
    host: str
    source: str
    datum: Datum
    terms: CacheTerms
    max_zoom: int = 18
    needs_key: bool = False
    opaque: bool = True

    def __post_init__(self) -> None:
        """Refuse a map whose maker is not named.

        Raises:
            ValueError: the attribution is empty.
        """
        if not self.attribution.strip():
            raise ValueError(f"provider {self.id} names nobody")

    def tile_url(self, z: int, x: int, y: int, key: str = "") -> str:
        """The address of a tile (XYZ scheme).

        Args:
            z: Zoom, 0 to ``max_zoom``.
            x: Column from the west.
            y: Row from the north.
            key: The person's key, for a provider that needs one.

        Raises:
            ProviderError: there is no such tile, or the key is missing or not a key.
        """
        if not (0 <= z <= self.max_zoom and 0 <= x < 2**z and 0 <= y < 2**z):
            raise ProviderError(tr("{title}没有这一级的瓦片。", title=self.title))
        if self.needs_key and not (key.isascii() and key.isalnum()):
            raise ProviderError(tr("{title}要用自己的密钥，密钥由字母和数字组成。", title=self.title))
        url: str = _tile_provider(self).build_url(x=x, y=y, z=z, key=key)
        return url.replace("http://", "https://", 1)


_OSM_TERMS = CacheTerms(fresh_s=7 * DAY_S, keep_s=90 * DAY_S, most_bytes=200_000_000)
# Neither publishes leave to keep tiles for long: as short as a browser would, and little.
_SHORT_TERMS = CacheTerms(fresh_s=7 * DAY_S, keep_s=30 * DAY_S, most_bytes=100_000_000)
_TIANDITU = (
    "https://t{s}.tianditu.gov.cn/@_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=@&STYLE=default"
    "&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk={key}"
)


def find_providers() -> tuple[Provider, ...]:
    """Every provider the program knows, in the order in which people are offered them."""
    return (
        Provider(
            "osm", "OpenStreetMap", tr("© OpenStreetMap 贡献者（ODbL）"), "tile.openstreetmap.org",
            "OpenStreetMap.Mapnik", Datum.WGS84, _OSM_TERMS, max_zoom=19,
        ),
        _tianditu("tianditu-cva", tr("天地图 注记"), "cva", opaque=False),
        _tianditu("tianditu-vec", tr("天地图 矢量"), "vec"),
        _tianditu("tianditu-img", tr("天地图 影像"), "img"),
        Provider(
            "gaode", tr("高德地图"), tr("© 高德地图"), "webrd01.is.autonavi.com", "Gaode.Normal", Datum.GCJ02,
            _SHORT_TERMS,
        ),
    )  # fmt: skip


def get_provider(provider_id: str) -> Provider:
    """The provider of an id.

    Raises:
        ProviderError: there is none.
    """
    for provider in find_providers():
        if provider.id == provider_id:
            return provider
    raise ProviderError(tr("没有名为 {provider_id} 的在线底图。", provider_id=provider_id))


def _tianditu(id_: str, title: str, layer: str, *, opaque: bool = True) -> Provider:
    address = _TIANDITU.replace("@", layer)
    return Provider(
        id_,
        title,
        tr("© 天地图"),
        "tianditu.gov.cn",
        address,
        Datum.CGCS2000,
        _SHORT_TERMS,
        needs_key=True,
        opaque=opaque,
    )


def _tile_provider(provider: Provider) -> TileProvider:
    """The provider as xyzservices has it; imported late, because most never switch anything on."""
    from xyzservices import TileProvider, providers

    if "://" not in provider.source:
        family, _, name = provider.source.partition(".")
        return providers[family][name]
    return TileProvider(name=provider.id, url=provider.source, attribution=provider.attribution, subdomains="01234567")
