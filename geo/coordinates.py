"""How a position is written for people and read back: decimal degrees or degrees, minutes and seconds, in any datum."""

import re
from typing import Final, Literal

from geo.datums import Datum, convert
from geo.lnglat import InvalidCoordinate, LngLat
from geo.wording import tr

Form = Literal["decimal", "dms"]

_SIDES: Final = {"E": 1, "W": -1, "N": 1, "S": -1, "东": 1, "西": -1, "北": 1, "南": -1}
_EAST_WEST: Final = frozenset("EW东西")
_NUMBER: Final = r"\d{1,3}(?:\.\d+)?"
_ANGLE: Final = re.compile(
    rf"(?P<before>[EWNS东西南北][经纬]?\s*[:：]?)?\s*(?P<sign>[+−-]?)\s*(?P<deg>{_NUMBER})\s*(?:°|º|度)?"
    rf"(?:\s*(?P<min>{_NUMBER})\s*(?:['′’]|分)(?:\s*(?P<sec>{_NUMBER})\s*(?:[\"″”]|''|′′|秒))?)?"
    r"(?(before)|\s*(?P<after>[EWNS东西南北])?)",  # a letter before the angle leaves the next one to what follows
    re.IGNORECASE,
)


def format_position(point: LngLat, datum: Datum = Datum.WGS84, form: Form = "decimal") -> str:
    """Write a WGS 84 position in a datum, ready to be pasted elsewhere; `parse_position` reads it back.

    Returns:
        ``106.341234, 29.593412`` (longitude first; 6 decimals are 0.1 m) or ``106°20′28.44″E 29°35′36.28″N``
        (2 decimals of a second are 0.3 m).
    """
    lng, lat = in_datum(point, datum)
    if form == "decimal":
        return f"{lng:.6f}, {lat:.6f}"
    return f"{_dms(lng)}{'E' if lng >= 0 else 'W'} {_dms(lat)}{'N' if lat >= 0 else 'S'}"


def parse_position(text: str, datum: Datum = Datum.WGS84) -> LngLat:
    """Read two angles in the notations people use; returns WGS 84.

    Letters or the words 东经 and 北纬 say which is which; without them longitude comes first, unless the second number
    can only be a longitude.

    Raises:
        InvalidCoordinate: If these are not two angles of one position on earth.
    """
    found = [match for match in _ANGLE.finditer(text.replace("，", ",")) if match["deg"]]
    rest = _ANGLE.sub("", text.replace("，", ",")).strip(" \t\r\n,;；/()（）")
    if len(found) != 2 or rest:
        raise InvalidCoordinate(tr("“{text}”不是一处坐标，应写作“经度, 纬度”。", text=text.strip()[:60]))
    first, second = (_angle(match) for match in found)
    lng, lat = (second, first) if _latitude_first(found, first, second) else (first, second)
    if not (-180 <= lng <= 180 and -90 <= lat <= 90):
        raise InvalidCoordinate(tr("坐标超出范围：经度 {lng:g}，纬度 {lat:g}。", lng=lng, lat=lat))
    x, y = convert(lng, lat, datum, Datum.WGS84)
    return LngLat(float(x), float(y))


def in_datum(point: LngLat, datum: Datum) -> tuple[float, float]:
    """Return a WGS 84 position as degrees (lng, lat) of a datum."""
    lng, lat = convert(point.lng, point.lat, Datum.WGS84, datum)
    return float(lng), float(lat)


def _dms(angle: float) -> str:
    hundredths = round(abs(angle) * 360_000)  # of a second: rounding here lets no 60″ come out below
    minutes, rest = divmod(hundredths, 6_000)
    return f"{minutes // 60}°{minutes % 60:02d}′{rest / 100:05.2f}″"


def _angle(match: re.Match[str]) -> float:
    minutes, seconds = float(match["min"] or 0), float(match["sec"] or 0)
    if minutes >= 60 or seconds >= 60:
        raise InvalidCoordinate(tr("“{angle}”的分或秒超过 60。", angle=match[0].strip()))
    value = float(match["deg"]) + minutes / 60 + seconds / 3600
    return value * _SIDES.get(_side(match), 1) * (-1 if match["sign"] in ("-", "−") else 1)


def _side(match: re.Match[str]) -> str:
    return (match["after"] or (match["before"] or "")[:1]).upper()


def _latitude_first(found: list[re.Match[str]], first: float, second: float) -> bool:
    sides = [_side(match) for match in found]
    if any(sides):
        east_west = [side in _EAST_WEST for side in sides if side]
        if len(east_west) == 2 and east_west[0] == east_west[1]:
            raise InvalidCoordinate(tr("两个角度都是经度或都是纬度。"))
        return sides[0] not in _EAST_WEST if sides[0] else sides[1] in _EAST_WEST
    return abs(first) <= 90 < abs(second)
