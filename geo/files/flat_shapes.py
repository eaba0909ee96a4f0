"""Geometry of many features as flat arrays of degrees."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from geo.frozen import frozen


@frozen(eq=False)
class FlatShapes:
    """``n`` parts with ``m`` vertices in all, none of them empty.

    Attributes:
        kind: ``uint8[n]``: 0 point, 1 line, 2 ring of a polygon, 3 hole of the ring before.
        start: ``int64[n + 1]``: the vertices of part i are ``start[i]:start[i + 1]``.
        feature: ``int32[n]``: the feature a part belongs to, rising.
        lng: ``float64[m]``.
        lat: ``float64[m]``.
    """

    kind: NDArray[np.uint8]
    start: NDArray[np.int64]
    feature: NDArray[np.int32]
    lng: NDArray[np.float64]
    lat: NDArray[np.float64]

    @classmethod
    def joined(cls, pieces: Sequence["FlatShapes"]) -> "FlatShapes":
        """Put shapes one after the other; their features are numbered already."""
        offsets = np.cumsum([0, *(len(piece.lng) for piece in pieces)])
        starts = [piece.start[:-1] + offset for piece, offset in zip(pieces, offsets, strict=False)]
        return cls(
            np.concatenate([np.empty(0, np.uint8), *(piece.kind for piece in pieces)]),
            np.concatenate([*starts, offsets[-1:]]).astype(np.int64),
            np.concatenate([np.empty(0, np.int32), *(piece.feature for piece in pieces)]),
            np.concatenate([np.empty(0), *(piece.lng for piece in pieces)]),
            np.concatenate([np.empty(0), *(piece.lat for piece in pieces)]),
        )

    def taken(self, parts: NDArray[np.bool_]) -> "FlatShapes":
        """Return the parts of a mask, ``bool[n]``."""
        counts = np.diff(self.start)
        vertices = np.repeat(parts, counts)
        start = np.concatenate(([0], np.cumsum(counts[parts]))).astype(np.int64)
        return FlatShapes(self.kind[parts], start, self.feature[parts], self.lng[vertices], self.lat[vertices])

    def renumbered(self, first: int) -> "FlatShapes":
        """Return the same shapes with their features numbered from ``first`` on."""
        return replace(self, feature=self.feature + np.int32(first))
