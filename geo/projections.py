"""From metres of a map projection back to degrees, on any ellipsoid: the projections that maps of China come in.

Transverse Mercator after Krüger's series (Karney, J. Geod. 85, 2011, eqs. 11, 25, 36), the others after J. P. Snyder,
*Map Projections: A Working Manual* (USGS 1395, 1987); the equations are named at each.
"""

from math import cos, pi, radians, sin, sqrt
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from geo.frozen import frozen

Floats = NDArray[np.float64]
_ROUNDS: Final = 8
"""Of iterations that gain three digits each."""


class Projection(Protocol):
    """What turns metres into degrees."""

    def to_degrees(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Return longitude and latitude in degrees of x (easting) and y (northing) in metres."""


@frozen
class Ellipsoid:
    """The figure of the earth a system is drawn on.

    Attributes:
        a_m: Half the longer axis.
        flattening: 0 for a sphere.
    """

    a_m: float
    flattening: float

    @property
    def e(self) -> float:
        """The eccentricity."""
        return sqrt(self.flattening * (2 - self.flattening))


@frozen
class Frame:
    """What all projections have.

    Attributes:
        ellipsoid: The figure.
        lng0: Degrees of the central meridian.
        lat0: Degrees of the parallel from which y is counted.
        scale: Of the central meridian or the standard parallel.
        false_x_m: Added to x.
        false_y_m: Added to y.
    """

    ellipsoid: Ellipsoid
    lng0: float = 0.0
    lat0: float = 0.0
    scale: float = 1.0
    false_x_m: float = 0.0
    false_y_m: float = 0.0


@frozen
class TransverseMercator:
    """Gauss–Krüger and UTM."""

    frame: Frame

    def to_degrees(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Return degrees; exact to a millimetre within some ten degrees of the central meridian."""
        of, n = self.frame, self.frame.ellipsoid.flattening / (2 - self.frame.ellipsoid.flattening)
        radius = of.scale * of.ellipsoid.a_m / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
        xi, eta = (y - of.false_y_m) / radius + self._arc(n), (x - of.false_x_m) / radius
        up, across = xi.copy(), eta.copy()
        for place, term in enumerate(_beta(n), start=1):
            up -= term * np.sin(2 * place * xi) * np.cosh(2 * place * eta)
            across -= term * np.cos(2 * place * xi) * np.sinh(2 * place * eta)
        conformal = np.arcsin(np.sin(up) / np.cosh(across))
        lng = of.lng0 + np.degrees(np.arctan2(np.sinh(across), np.cos(up)))
        return lng, np.degrees(_latitude(np.arctanh(np.sin(conformal)), of.ellipsoid.e))

    def _arc(self, n: float) -> float:
        """The rectifying latitude from which y is counted."""
        lat = radians(self.frame.lat0)
        if not lat:
            return 0.0
        e = self.frame.ellipsoid.e
        chi = float(np.arctan(np.sinh(_isometric(np.array(lat), e))))
        return chi + sum(term * sin(2 * place * chi) for place, term in enumerate(_alpha(n), start=1))


@frozen
class Mercator:
    """Snyder 7-9 to 7-11; on a sphere that of web maps."""

    frame: Frame

    def to_degrees(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Return degrees."""
        of = self.frame
        radius = of.ellipsoid.a_m * of.scale
        lng = of.lng0 + np.degrees((x - of.false_x_m) / radius)
        return lng, np.degrees(_latitude((y - of.false_y_m) / radius, of.ellipsoid.e))


@frozen
class LambertConformal:
    """On a cone, with one or two standard parallels; Snyder 15-1 to 15-11, 14-15."""

    frame: Frame
    parallels: tuple[float, float]

    def to_degrees(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Return degrees."""
        of, e = self.frame, self.frame.ellipsoid.e
        first, second = (radians(lat) for lat in self.parallels)
        m1, t1, t2 = _m(first, e), _t(first, e), _t(second, e)
        n = sin(first) if abs(first - second) < 1e-10 else float(np.log(m1 / _m(second, e)) / np.log(t1 / t2))
        size = of.ellipsoid.a_m * of.scale * m1 / (n * t1**n)
        across, down = x - of.false_x_m, size * _t(radians(of.lat0), e) ** n - (y - of.false_y_m)
        rho = np.copysign(np.hypot(across, down), n)
        turn = np.arctan2(np.copysign(1, n) * across, np.copysign(1, n) * down)
        with np.errstate(divide="ignore"):
            isometric = -np.log(np.abs(rho / size)) / n
        return of.lng0 + np.degrees(turn / n), np.degrees(_latitude(isometric, e))


@frozen
class AlbersEqualArea:
    """On a cone, true of area; Snyder 14-1 to 14-21."""

    frame: Frame
    parallels: tuple[float, float]

    def to_degrees(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Return degrees."""
        of, e = self.frame, self.frame.ellipsoid.e
        first, second = (radians(lat) for lat in self.parallels)
        q1, q2 = _q(np.array(sin(first)), e), _q(np.array(sin(second)), e)
        apart = abs(first - second) > 1e-10
        n = float((_m(first, e) ** 2 - _m(second, e) ** 2) / (q2 - q1)) if apart else sin(first)
        c, a = float(_m(first, e) ** 2 + n * q1), of.ellipsoid.a_m
        rho0 = a * sqrt(c - n * float(_q(np.array(sin(radians(of.lat0))), e))) / n
        across, down = x - of.false_x_m, rho0 - (y - of.false_y_m)
        q = (c - (np.hypot(across, down) * n / a) ** 2) / n
        turn = np.arctan2(np.copysign(1, n) * across, np.copysign(1, n) * down)
        return of.lng0 + np.degrees(turn / n), np.degrees(_authalic(q, e))


def _alpha(n: float) -> tuple[float, ...]:
    return (
        n / 2 - 2 * n**2 / 3 + 5 * n**3 / 16 + 41 * n**4 / 180,
        13 * n**2 / 48 - 3 * n**3 / 5 + 557 * n**4 / 1440,
        61 * n**3 / 240 - 103 * n**4 / 140,
        49561 * n**4 / 161280,
    )


def _beta(n: float) -> tuple[float, ...]:
    return (
        n / 2 - 2 * n**2 / 3 + 37 * n**3 / 96 - n**4 / 360,
        n**2 / 48 + n**3 / 15 - 437 * n**4 / 1440,
        17 * n**3 / 480 - 37 * n**4 / 840,
        4397 * n**4 / 161280,
    )


def _isometric(lat: Floats, e: float) -> Floats:
    return np.asarray(np.arctanh(np.sin(lat)) - e * np.arctanh(e * np.sin(lat)), np.float64)


def _latitude(isometric: Floats, e: float) -> Floats:
    """Return the latitude, in radians, of an isometric latitude; the fixed point of Snyder 7-9."""
    isometric = np.asarray(isometric, np.float64)
    lat = np.arctan(np.sinh(isometric))
    for _ in range(_ROUNDS):
        lat = np.arctan(np.sinh(isometric + e * np.arctanh(e * np.sin(lat))))
    return np.asarray(lat, np.float64)


def _m(lat: float, e: float) -> float:
    return cos(lat) / sqrt(1 - (e * sin(lat)) ** 2)


def _t(lat: float, e: float) -> float:
    return float(np.exp(-_isometric(np.array(min(lat, pi / 2 - 1e-12)), e)))


def _q(sine: Floats, e: float) -> Floats:
    if not e:
        return 2 * sine
    return np.asarray((1 - e**2) * (sine / (1 - (e * sine) ** 2) + np.arctanh(e * sine) / e), np.float64)


def _authalic(q: Floats, e: float) -> Floats:
    """Return the latitude of Snyder's q by Newton's method (3-16)."""
    lat = np.arcsin(np.clip(q / 2, -1, 1))
    for _ in range(_ROUNDS):
        sine = np.sin(lat)
        inner = 1 - (e * sine) ** 2
        with np.errstate(divide="ignore", invalid="ignore"):
            step = inner**2 / (2 * np.cos(lat)) * (q - _q(sine, e)) / (1 - e**2)
        lat = lat + np.nan_to_num(step)
    return np.asarray(lat, np.float64)
