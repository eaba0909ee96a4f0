"""An equal-area plane around the map's centre, in metres.

The cylindrical equal-area projection on the WGS 84 ellipsoid with its standard parallel through the map: areas are
exact, and within 60 km of that parallel lengths are true to 1 %. Formulas: Snyder, *Map Projections, A Working Manual*
(1987), equations 10-13 to 10-15 and 3-18.
"""

import numpy as np
from numpy.typing import NDArray

_A = 6_378_137.0
_E2 = 0.006_694_379_990_14
_E = _E2**0.5
_CENTRE_LNG, _CENTRE_LAT = float(np.radians(106.45)), float(np.radians(29.6))
_K0 = float(np.cos(_CENTRE_LAT) / np.sqrt(1 - _E2 * np.sin(_CENTRE_LAT) ** 2))

Coordinates = NDArray[np.float64]


def _q(sine: Coordinates) -> Coordinates:
    q: Coordinates = (1 - _E2) * (sine / (1 - _E2 * sine**2) - np.log((1 - _E * sine) / (1 + _E * sine)) / (2 * _E))
    return q


_Q_POLE = float(_q(np.ones(1))[0])


def to_metres(lnglat: Coordinates) -> Coordinates:
    """Project ``(n, 2)`` WGS 84 degrees to ``(n, 2)`` metres east and north of the equator at the centre's meridian."""
    lng, lat = np.radians(lnglat).T
    return np.column_stack([_A * _K0 * (lng - _CENTRE_LNG), _A * _q(np.sin(lat)) / (2 * _K0)])


def to_degrees(metres: Coordinates) -> Coordinates:
    """Invert :func:`to_metres`; good to 2e-8 degrees, 2 mm."""
    x, y = metres.T
    beta = np.arcsin(2 * y * _K0 / (_A * _Q_POLE))
    e4, e6 = _E2**2, _E2**3
    lat: Coordinates = (
        beta
        + (_E2 / 3 + 31 * e4 / 180 + 517 * e6 / 5040) * np.sin(2 * beta)
        + (23 * e4 / 360 + 251 * e6 / 3780) * np.sin(4 * beta)
        + (761 * e6 / 45360) * np.sin(6 * beta)
    )
    degrees: Coordinates = np.degrees(np.column_stack([x / (_A * _K0) + _CENTRE_LNG, lat]))
    return degrees
