"""Collects points, lines and rings as a reader comes upon them, into flat arrays; and what a layer of a file holds."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geo.files.flat_shapes import FlatShapes
from geo.frozen import frozen

POINT: Final = 0
LINE: Final = 1
RING: Final = 2
HOLE: Final = 3

Coordinates = NDArray[np.float64]


@frozen(eq=False)
class RawLayer:
    """One layer as a file holds it.

    Attributes:
        name: What the file calls it.
        fields: Names of its columns, in the file's order.
        names: What each feature is called, "" for nothing; as many as there are features.
        shapes: In the file's own coordinates; features without a place have none.
        crs: The coordinate system as the file states it, "" where it does not.
    """

    name: str
    fields: tuple[str, ...]
    names: list[str]
    shapes: FlatShapes
    crs: str = ""


@dataclass(slots=True)
class ShapeBuilder:
    """Lays parts one after the other; features come in rising order.

    Attributes:
        vertices: How many have been laid so far.
    """

    _kinds: list[int] = field(default_factory=list)
    _features: list[int] = field(default_factory=list)
    _pieces: list[Coordinates] = field(default_factory=list)
    vertices: int = 0

    def add(self, kind: int, feature: int, coordinates: ArrayLike) -> None:
        """Lay one part; an empty one is left out, an open ring closed.

        Args:
            kind: `POINT`, `LINE`, `RING`, or `HOLE` of the ring laid before.
            feature: Its number.
            coordinates: ``float64[n, 2 or more]``: x, y; what follows is not kept.

        Raises:
            ValueError: these are no coordinates.
            TypeError: nor are these.
        """
        points = np.asarray(coordinates, np.float64)
        if not points.size:
            return
        if points.ndim != 2 or points.shape[1] < 2:
            raise ValueError("coordinates are pairs")
        points = points[:, :2]
        if kind in (RING, HOLE) and not np.array_equal(points[0], points[-1]):
            points = np.concatenate((points, points[:1]))
        self._kinds.append(kind)
        self._features.append(feature)
        self._pieces.append(points)
        self.vertices += len(points)

    def add_polygon(self, feature: int, rings: Sequence[ArrayLike]) -> None:
        """Lay the outline of a polygon and its holes."""
        for place, ring in enumerate(rings):
            self.add(HOLE if place else RING, feature, ring)

    def forget(self, feature: int) -> None:
        """Take away what was laid of the last feature: it turned out to be wrong."""
        while self._features and self._features[-1] == feature:
            self._kinds.pop()
            self._features.pop()
            self.vertices -= len(self._pieces.pop())

    def build(self) -> FlatShapes:
        """Return everything laid."""
        points = np.concatenate([np.empty((0, 2)), *self._pieces])
        return FlatShapes(
            np.array(self._kinds, np.uint8),
            np.cumsum([0, *(len(piece) for piece in self._pieces)], dtype=np.int64),
            np.array(self._features, np.int32),
            np.ascontiguousarray(points[:, 0]),
            np.ascontiguousarray(points[:, 1]),
        )
