"""Which park a text names, offline, from the gazetteer; and the only door to geopy.

A text is matched against every name, alias and composed form by the longest match. What cannot be decided is not
decided: names of other cities' parks, generic words in a strange context and two unrelated parks in one text give None,
with the reason at hand in `ParkGeocoder.explain`.
"""

from typing import Final, Literal

from geopy.adapters import BaseSyncAdapter
from geopy.distance import geodesic
from geopy.geocoders.base import Geocoder
from geopy.location import Location

from geo.frozen import frozen
from geo.lnglat import LngLat
from geo.parks import Gazetteer, Park
from geo.place_names import Mention, PlaceNames
from geo.wording import tr

How = Literal["name", "alias", "composed"]

ADMINISTRATIVE_KINDS: Final = frozenset({"区县", "街道", "镇", "乡"})
"""Kinds of places that make up an address."""


@frozen
class ParkMatch:
    """A park that a text names.

    Attributes:
        park: The park.
        matched: The words of the text that name it, as written.
        how: By its 'name', an 'alias', or a form 'composed' from its parent's name, a bracket or 东/西/南/北 区 and 园.
        position_confidence: Grade of the park's position, None if it has none.
    """

    park: Park
    matched: str
    how: How
    position_confidence: str | None


@frozen
class Explanation:
    """The outcome of matching a text.

    Attributes:
        match: The park, or None.
        reason: One Chinese sentence why there is none; empty if there is one.
        candidates: Parks the text may mean, when it names several unrelated ones.
    """

    match: ParkMatch | None
    reason: str = ""
    candidates: tuple[Park, ...] = ()


class ParkGeocoder(Geocoder):  # type: ignore[misc]  # geopy carries no types
    """A geopy geocoder that knows the parks of the gazetteer and never opens a connection."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Prepare every form in which the gazetteer's parks may be written."""
        super().__init__(adapter_factory=_Offline, user_agent="science-city-atlas")
        self._gazetteer: Final = gazetteer
        self._names: Final = PlaceNames(gazetteer)

    def geocode(
        self, query: str, *, exactly_one: bool = True, timeout: float | None = None
    ) -> Location | list[Location] | None:
        """Return geopy's Location of the park a text names.

        Args:
            query: The text.
            exactly_one: If false, a list of one location is returned, as geopy's interface asks.
            timeout: Accepted for geopy's interface; nothing is waited for.

        Returns:
            The location, or None if no park is named, or the park has no position.
        """
        match = self.match(query)
        if match is None or match.park.position is None:
            return None
        position = match.park.position
        raw = {
            "park_id": match.park.id,
            "matched": match.matched,
            "how": match.how,
            "position_confidence": match.position_confidence,
        }
        location = Location(match.park.name, (position.lat, position.lng), raw)
        return location if exactly_one else [location]

    def match(self, text: str) -> ParkMatch | None:
        """Return the park a text names, or None if it names none or it cannot be decided."""
        return self.explain(text).match

    def explain(self, text: str) -> Explanation:
        """Return the park a text names, or why none could be told."""
        mentions = self._names.find_mentions(text)
        if not mentions:
            return Explanation(None, tr("“{text}”里没有认得的园区名。", text=text.strip()))
        inner = self._innermost(mentions)
        inner = [mention for mention in inner if not self._is_address_of_next(mention, inner, text)]
        candidates = tuple(dict.fromkeys(self._gazetteer.get_park(mention.park_id) for mention in inner))
        if len(candidates) > 1:
            names = tr("、").join(park.name for park in candidates)
            return Explanation(
                None, tr("“{text}”同时提到互不包含的几处：{names}。", text=text.strip(), names=names), candidates
            )
        best = max(inner, key=lambda mention: mention.end - mention.start)
        park, how = candidates[0], best.how
        return Explanation(ParkMatch(park, text[best.start : best.end], how, park.position_confidence))

    def _innermost(self, mentions: tuple[Mention, ...]) -> list[Mention]:
        """Drop every mention of a place that another mentioned park lies in or is carried by."""
        around = {
            outer.id
            for mention in mentions
            for outer in self._gazetteer.places_around(mention.park_id)
            if not self._circular(mention.park_id, outer.id)
        }
        return [mention for mention in mentions if mention.park_id not in around]

    def _is_address_of_next(self, mention: Mention, mentions: list[Mention], text: str) -> bool:
        """Tell whether a district or town stands right before another place: an address goes from large to small."""
        if self._gazetteer.get_park(mention.park_id).kind not in ADMINISTRATIVE_KINDS:
            return False
        return any(other.start >= mention.end and not text[mention.end : other.start].strip() for other in mentions)

    def _circular(self, park_id: int, outer_id: int) -> bool:
        """Tell whether each of two parks is said to be around the other: then neither is the inner one."""
        return any(other.id == park_id for other in self._gazetteer.places_around(outer_id))


def distance_km(a: LngLat, b: LngLat) -> float:
    """Return the length of the geodesic on the WGS 84 ellipsoid in km, by geopy."""
    return float(geodesic((a.lat, a.lng), (b.lat, b.lng)).km)


class _Offline(BaseSyncAdapter):  # type: ignore[misc]  # geopy carries no types
    """An adapter that has no network: geopy asks for one even where nothing is fetched."""

    def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> object:
        raise RuntimeError("the park geocoder is offline")

    def get_text(self, url: str, *, timeout: float, headers: dict[str, str]) -> str:
        raise RuntimeError("the park geocoder is offline")
