"""Which symbols of a frame stand for projects that are pointed at elsewhere, such as under a bar of a chart.

The form, little-endian: ``uint32[4]`` magic ``0x314D584B`` (the bytes ``KXM1``), revision, n groups, m points;
``uint32[n]`` marked projects of each group; ``uint8[m]`` whether each point is marked. Groups and points are those of
the frame of the same viewport and revision, in its order.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.frozen import frozen

MARKS_MAGIC: Final = 0x314D584B


@frozen(eq=False)
class SymbolMarks:
    """How many projects of each symbol are marked.

    Attributes:
        groups: ``int64[n]`` marked projects of each group.
        points: ``bool[m]`` whether each point is.
    """

    groups: NDArray[np.int64]
    points: NDArray[np.bool_]


def encode_marks(marks: SymbolMarks, revision: int) -> bytes:
    """Write marks in the form described above."""
    header = np.array([MARKS_MAGIC, revision, len(marks.groups), len(marks.points)], "<u4")
    return header.tobytes() + marks.groups.astype("<u4").tobytes() + marks.points.astype(np.uint8).tobytes()
