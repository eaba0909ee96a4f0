"""Gauss–Krüger, the map projection of true scale: degrees to metres on the ground of a three-degree belt, and back.

The series of Krüger in the third flattening n, as C. F. F. Karney gives it (*Transverse Mercator with an accuracy of a
few nanometers*, J. Geod. 85, 2011, eqs. 7–9, 19–21, 35, 36), to n⁴: exact to a micrometre within a belt and its
neighbours.
"""

from collections.abc import Sequence
from math import atan2, degrees, radians, sin, sqrt, tan
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geo.frozen import frozen

_A_M: Final = 6_378_137.0  # CGCS2000
_F: Final = 1 / 298.257_222_101
_E: Final = sqrt(_F * (2 - _F))
_N: Final = _F / (2 - _F)
_RECTIFYING_M: Final = _A_M / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64)
_ALPHA: Final = (
    _N / 2 - 2 * _N**2 / 3 + 5 * _N**3 / 16 + 41 * _N**4 / 180,
    13 * _N**2 / 48 - 3 * _N**3 / 5 + 557 * _N**4 / 1440,
    61 * _N**3 / 240 - 103 * _N**4 / 140,
    49561 * _N**4 / 161280,
)
_BETA: Final = (
    _N / 2 - 2 * _N**2 / 3 + 37 * _N**3 / 96 - _N**4 / 360,
    _N**2 / 48 + _N**3 / 15 - 437 * _N**4 / 1440,
    17 * _N**3 / 480 - 37 * _N**4 / 840,
    4397 * _N**4 / 161280,
)

Floats = NDArray[np.float64]


@frozen
class GaussKruger:
    """One belt on the ellipsoid of CGCS2000, which differs from that of WGS 84 by a tenth of a millimetre.

    Attributes:
        central_lng: Degrees of the central meridian, along which lengths are true; 105 is EPSG:4544.
        false_easting_m: x of the central meridian.
    """

    central_lng: float = 105.0
    false_easting_m: float = 500_000.0

    def project(self, lng: ArrayLike, lat: ArrayLike) -> tuple[Floats, Floats]:
        """Return x (easting) and y (northing) in metres.

        Args:
            lng: Degrees, within some tens of degrees of the central meridian.
            lat: Degrees.
        """
        turn = np.radians(np.asarray(lng, np.float64) - self.central_lng)
        tau = _conformal(np.tan(np.radians(np.asarray(lat, np.float64))))
        xi, eta = np.arctan2(tau, np.cos(turn)), np.arcsinh(np.sin(turn) / np.hypot(tau, np.cos(turn)))
        up, across = _with_series(xi, eta, _ALPHA)
        return self.false_easting_m + _RECTIFYING_M * across, _RECTIFYING_M * up

    def unproject(self, x: ArrayLike, y: ArrayLike) -> tuple[Floats, Floats]:
        """Return degrees of longitude and latitude of x and y in metres: the inverse of `project`."""
        xi = np.asarray(y, np.float64) / _RECTIFYING_M
        eta = (np.asarray(x, np.float64) - self.false_easting_m) / _RECTIFYING_M
        up, across = _with_series(xi, eta, tuple(-each for each in _BETA))
        wanted = np.sin(up) / np.hypot(np.sinh(across), np.cos(up))
        lng = self.central_lng + np.degrees(np.arctan2(np.sinh(across), np.cos(up)))
        return lng, np.degrees(np.arctan(_geographic(wanted)))

    def convergence_deg(self, lng: float, lat: float) -> float:
        """Return by how many degrees true north lies west of the grid's north, within 0.001° in a belt.

        The formula of the sphere, tan γ = tan Δλ · sin φ.
        """
        return degrees(atan2(tan(radians(lng - self.central_lng)) * sin(radians(lat)), 1.0))


def _with_series(xi: Floats, eta: Floats, terms: Sequence[float]) -> tuple[Floats, Floats]:
    up, across = xi.copy(), eta.copy()
    for place, term in enumerate(terms, start=1):
        up += term * np.sin(2 * place * xi) * np.cosh(2 * place * eta)
        across += term * np.cos(2 * place * xi) * np.sinh(2 * place * eta)
    return up, across


def _conformal(tau: Floats) -> Floats:
    """Return the tangent of the conformal latitude from that of the geographic one."""
    sigma = np.sinh(_E * np.arctanh(_E * tau / np.hypot(1.0, tau)))
    return np.asarray(tau * np.hypot(1.0, sigma) - sigma * np.hypot(1.0, tau), np.float64)


def _geographic(wanted: Floats) -> Floats:
    """Return the tangent of the geographic latitude from that of the conformal one, by Newton's method."""
    tau = wanted / (1 - _E**2)
    for _ in range(4):
        found = _conformal(tau)
        slope = (1 - _E**2) * np.hypot(1.0, tau) / (1 + (1 - _E**2) * tau**2)
        tau = tau + (wanted - found) / np.hypot(1.0, found) * (1 / slope)
    return np.asarray(tau, np.float64)
