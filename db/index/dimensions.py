"""A dimension is a list of named values by which projects are filtered and counted; some are trees."""

from collections.abc import Iterable, Sequence
from dataclasses import field

import numpy as np
from numpy.typing import NDArray

from db.index.string_columns import IdColumn, NoValues, StringColumn
from db.search.text_buffer import TextBuffer, normalise_text
from geo.frozen import frozen
from geo.wording import term, tr

DimensionId = int | str
"""Database id of a value (industry, park, event …) or the stored word itself (stage, kind, tag, grade)."""

UNTRACKED = "未细分"
"""The name of the value of projects without a track."""

UNTRACKED_OR_LOST = "未细分或无对应"
"""The same where some stored tracks have no counterpart in the taxonomy that is spoken."""


def untracked_name(industry: str, none: str = UNTRACKED) -> str:
    """Name the projects of an industry without a track."""
    return f"{industry}（{none}）"


def shown_name(name: str) -> str:
    """Return a value's name as the person reads it: words of ours translated, names from the data as they are."""
    for none in (UNTRACKED, UNTRACKED_OR_LOST):
        industry, mark, rest = name.partition(untracked_name("", none))
        if mark and not rest:
            return tr("{industry}（{none}）", industry=industry, none=tr(none))
    return term(name)


@frozen
class Dimension:
    """The values of one dimension, in the order they are shown. A value's index here is its *code*.

    Attributes:
        key: `industry`, `track`, `park`, `stage`, `kind`, `event`, `organisation`, `tag`, `list`, `grade` or `year`.
        ids: Id of each value; 0 (or `未载` among stages) is the value of projects that have none.
        names: What people call each value.
        parents: Id of the value one level up, or None. A parent outside this dimension (the industry of a track) is
            named here but aggregates nothing.
    """

    key: str
    ids: Sequence[DimensionId]
    names: Sequence[str]
    parents: Sequence[DimensionId | None]
    _codes: dict[DimensionId, int] = field(init=False, repr=False, compare=False)
    _closure: tuple[NDArray[np.int64], NDArray[np.int64]] = field(init=False, repr=False, compare=False)
    _folded: list[TextBuffer] = field(init=False, repr=False, compare=False, default_factory=list)

    def __post_init__(self) -> None:
        """Derive the look-ups, which ids in a column of their own do without."""
        codes = {} if isinstance(self.ids, IdColumn) else {id_: code for code, id_ in enumerate(self.ids)}
        object.__setattr__(self, "_codes", codes)
        object.__setattr__(self, "_closure", self._build_closure())

    def __len__(self) -> int:
        """Return the number of values."""
        return len(self.ids)

    def code_of(self, id_: DimensionId) -> int:
        """Return the code of an id.

        Raises:
            KeyError: The dimension has no such value.
        """
        code = self._find(id_)
        if code is None:
            raise KeyError(id_)
        return code

    def has(self, id_: DimensionId) -> bool:
        """Tell whether the dimension has a value of this id."""
        return self._find(id_) is not None

    def _find(self, id_: DimensionId) -> int | None:
        return self.ids.find(id_) if isinstance(self.ids, IdColumn) else self._codes.get(id_)

    def codes_of(self, ids: Iterable[DimensionId]) -> NDArray[np.intp]:
        """Return the codes of those ids that the dimension has, ascending."""
        return np.array(sorted(code for code in map(self._find, ids) if code is not None), dtype=np.intp)

    def codes_named(self, word: str) -> NDArray[np.intp]:
        """Return the codes of the values whose shown name contains a word, whatever its case, ascending.

        Args:
            word: Case-folded.
        """
        if isinstance(self.names, StringColumn):  # names from the data, and a great many
            if not self._folded:
                self._folded.append(TextBuffer.of(self.names))
            return np.unique(self._folded[0].find_written(normalise_text(word)))
        found = [code for code, name in enumerate(self.names) if word in shown_name(name).casefold()]
        return np.array(found, dtype=np.intp)

    def name_of(self, id_: DimensionId) -> str:
        """Return the name of an id.

        Raises:
            KeyError: The dimension has no such value.
        """
        return self.names[self.code_of(id_)]

    def allow(self, chosen: Iterable[DimensionId]) -> NDArray[np.bool_]:
        """Tell for each code whether it is chosen, itself or through a value above it.

        Ids the dimension does not have are passed over: they match nothing.

        Returns:
            bool[len(self)].
        """
        direct = np.zeros(len(self), dtype=np.bool_)
        direct[self.codes_of(chosen)] = True
        ancestors, descendants = self._closure
        allowed = direct.copy()
        allowed[descendants[direct[ancestors]]] = True
        return allowed

    def aggregate(self, direct: NDArray[np.int64]) -> NDArray[np.int64]:
        """Add to each value's number those of everything under it.

        Args:
            direct: int64[len(self)], what belongs to the value itself.

        Returns:
            int64[len(self)].
        """
        ancestors, descendants = self._closure
        totals = direct.copy()
        np.add.at(totals, ancestors, direct[descendants])
        return totals

    def _build_closure(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        pairs: list[tuple[int, int]] = []
        for code in () if isinstance(self.parents, NoValues) else range(len(self.ids)):
            seen = {code}
            parent = self.parents[code]
            # A cycle in hand-edited data must not hang the program.
            while parent in self._codes and self._codes[parent] not in seen:
                above = self._codes[parent]
                seen.add(above)
                pairs.append((above, code))
                parent = self.parents[above]
        table = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        return table[:, 0], table[:, 1]
