"""Which bar each project belongs to, and what each bar adds up to: a few passes of numpy over all projects."""

from collections.abc import Iterable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.index.dimensions import Dimension
from geo.frozen import frozen

NO_BAR: Final = -1


@frozen
class Figure:
    """What some projects add up to.

    Attributes:
        count: Projects, each once.
        amount_wan: Sum of the published amounts, 万元.
        unpublished: Projects without a published amount, which the sum leaves out.
    """

    count: int
    amount_wan: int
    unpublished: int

    @property
    def published(self) -> int:
        """Projects with a published amount."""
        return self.count - self.unpublished


@frozen(eq=False)
class Sums:
    """Figures of many bars.

    Attributes:
        counts: int64[bars].
        amounts_wan: int64[bars].
        unpublished: int64[bars].
    """

    counts: NDArray[np.int64]
    amounts_wan: NDArray[np.int64]
    unpublished: NDArray[np.int64]

    def figures(self) -> tuple[Figure, ...]:
        """The figure of each bar."""
        numbers = (self.counts.tolist(), self.amounts_wan.tolist(), self.unpublished.tolist())
        return tuple(Figure(*each) for each in zip(*numbers, strict=True))

    def top(self, by_amount: bool, most: int, kept: Iterable[int] = ()) -> list[int]:
        """Choose the bars with the greatest figures, from the greatest; those without projects only if kept.

        Args:
            by_amount: Whether sums decide and counts only between equals, or the other way round.
            most: How many at most.
            kept: Bars that are among them whatever their figure.
        """
        first, then = (self.amounts_wan, self.counts) if by_amount else (self.counts, self.amounts_wan)
        codes = np.flatnonzero(self.counts)
        wanted = set(kept)
        if len(codes) > most:  # all that can be among the first; the exact order follows
            least = np.partition(first[codes], -most)[-most]
            codes = codes[first[codes] >= least]
        ranked = codes[np.lexsort((codes, -then[codes], -first[codes]))].tolist()
        free = max(0, most - len(wanted))
        chosen = [*[code for code in ranked if code not in wanted][:free], *sorted(wanted)[:most]]
        return sorted(chosen, key=lambda code: (-first[code], -then[code], code))


@frozen(eq=False)
class Grouping:
    """The bar of each project. A project may stand under several bars, under each of them once.

    Attributes:
        bars: Integers [m], number of the bar, `NO_BAR` for none.
        rows: Integers [m], the project of each entry, or None where there is one entry a project in the ledger's order.
    """

    bars: NDArray[Any]
    rows: NDArray[Any] | None = None

    def narrowed(self) -> "Grouping":
        """The same in as few bytes as hold it: whoever looks at charts keeps it as long as they are shown."""
        dtype = np.min_scalar_type(-int(self.bars.max(initial=0)) - 2)  # with a sign, and room to count from NO_BAR
        return Grouping(self.bars.astype(dtype), None if self.rows is None else self.rows.astype(np.int32))

    def sum_up(self, mask: NDArray[np.bool_], amount_wan: NDArray[np.int64], size: int) -> Sums:
        """Add up the projects of a mask, for each of ``size`` bars.

        Args:
            mask: bool[n].
            amount_wan: int64[n], −1 where unpublished.
            size: Bars.
        """
        if self.rows is None:
            rows = np.flatnonzero(mask)
            bars = self.bars.take(rows)
        else:
            kept = np.flatnonzero(mask.take(self.rows))
            rows, bars = self.rows.take(kept), self.bars.take(kept)
        # NO_BAR is counted first and dropped: one pass fewer than to look for it.
        bars = bars - NO_BAR
        amounts = amount_wan.take(rows)
        counts = np.bincount(bars, minlength=size + 1)
        unknown = np.bincount(bars.take(np.flatnonzero(amounts < 0)), minlength=size + 1)
        # float64 holds whole numbers exactly up to 2^53 万元, far above any sum of investments.
        sums = np.bincount(bars, weights=np.maximum(amounts, 0), minlength=size + 1).astype(np.int64)
        return Sums(counts[1:], sums[1:], unknown[1:])

    def members(self, bar: int, size: int) -> NDArray[np.bool_]:
        """Tell for each of ``size`` projects whether it stands under a bar.

        Returns:
            bool[size].
        """
        standing: NDArray[np.bool_] = self.bars == bar
        if self.rows is None:
            return standing
        found = np.zeros(size, np.bool_)
        found[self.rows[standing]] = True
        return found


def sum_of(mask: NDArray[np.bool_], amount_wan: NDArray[np.int64]) -> Figure:
    """Add up the projects of a mask."""
    amounts = amount_wan[mask]
    published = amounts >= 0
    return Figure(len(amounts), int(amounts[published].sum()), int(len(amounts) - published.sum()))


def upper_parks(dimension: Dimension) -> NDArray[np.int64]:
    """For each park the one under which it is counted: that just below the top of its tree, or itself at the top.

    Returns:
        int64[len(dimension)], codes.
    """
    found = []
    for code in range(len(dimension)):
        here, seen = code, {code}
        while (above := _parent_code(dimension, here)) is not None and above not in seen:
            if _parent_code(dimension, above) is None:
                break
            seen.add(above)
            here = above
        found.append(here)
    return np.array(found, np.int64)


def has_parts(dimension: Dimension, code: int) -> bool:
    """Whether anything lies below a value, so that choosing it chooses more than itself."""
    return dimension.ids[code] in dimension.parents


def _parent_code(dimension: Dimension, code: int) -> int | None:
    parent = dimension.parents[code]
    return dimension.code_of(parent) if parent is not None and parent in dimension.ids else None
