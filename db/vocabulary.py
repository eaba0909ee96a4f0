"""The names people call things by, and what they stand for: for the command line and for saved views."""

import difflib
import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from db.filters import DIMENSION_TITLES
from db.index.columns import ProjectColumns
from db.index.dimensions import Dimension, DimensionId
from db.search.text_buffer import normalise_text
from db.stage_groups import STAGE_GROUPS
from db.taxonomies import Taxonomies, load_taxonomies
from geo.errors import AtlasError
from geo.frozen import frozen
from geo.wording import tr

_NEAR: Final = 5
_LISTED_WHOLE: Final = 8
"""Up to this many values the whole list is shorter than a hint where to find it."""

# Further names of a value, by dimension. Those of industries are the names other taxonomies have for them.
_ALIAS_SQL: Final[Mapping[str, str]] = MappingProxyType(
    {
        "park": "SELECT alias, park_id FROM park_aliases ORDER BY park_id",
        "organisation": "SELECT alias, organisation_id FROM organisation_aliases ORDER BY organisation_id",
    }
)


class UnknownName(AtlasError):
    """Nothing of that kind has this name; the message lists the near ones."""


@frozen
class Vocabulary:
    """Every dimension's values with the further names they go by.

    Attributes:
        dimensions: The dimensions, by key.
        aliases: (further name, id) pairs by dimension key.
        taxonomies: The lists of industries, one of which the dimensions speak.
    """

    dimensions: Mapping[str, Dimension]
    aliases: Mapping[str, tuple[tuple[str, DimensionId], ...]]
    taxonomies: Taxonomies

    def speaking(self, label: str) -> "Vocabulary":
        """Return the vocabulary in which industries and tracks are those of a taxonomy, empty for the current one.

        Raises:
            UnknownTaxonomy: There is no such list.
        """
        if not self.taxonomies.listed and not label:
            return self
        spoken = self.taxonomies.get(label)
        dimensions = {**self.dimensions, "industry": spoken.industry, "track": spoken.track}
        aliases = {**self.aliases, "industry": spoken.aliases}
        return replace(self, dimensions=MappingProxyType(dimensions), aliases=MappingProxyType(aliases))

    def resolve(self, key: str, word: str) -> frozenset[DimensionId]:
        """Return the ids a word stands for: an id itself, a name, or a further name.

        Width of brackets, letter case and spaces do not matter. A further name several values share stands for all.

        Args:
            key: A dimension.
            word: What a person typed.

        Raises:
            UnknownName: No value is called so.
        """
        dimension = self.dimensions[key]
        by_id = {str(id_): id_ for id_ in dimension.ids}
        if word in by_id:
            return frozenset((by_id[word],))
        for pairs in (zip(dimension.names, dimension.ids, strict=True), self.aliases.get(key, ())):
            found = frozenset(id_ for name, id_ in pairs if _fold(name) == _fold(word))
            if found:
                return found
        raise UnknownName(self._explain(key, word))

    def _explain(self, key: str, word: str) -> str:
        title = tr(DIMENSION_TITLES[key])
        elsewhere = [
            tr(DIMENSION_TITLES[other])
            for other, dimension in self.dimensions.items()
            if other != key and _fold(word) in map(_fold, dimension.names)
        ]
        if elsewhere:
            return tr(
                "没有叫“{word}”的{title}；它是{others}。", word=word, title=title, others=tr("、").join(elsewhere)
            )
        names = [*self.dimensions[key].names, *(name for name, _ in self.aliases.get(key, ()))]
        near = _find_near(word, names)
        if near:
            return tr("没有叫“{word}”的{title}；相近的有：{names}。", word=word, title=title, names=tr("、").join(near))
        if len(names) <= _LISTED_WHOLE:
            listed = tr("、").join(names) or tr("（无）")
            return tr("没有叫“{word}”的{title}；可用的有：{names}。", word=word, title=title, names=listed)
        return tr("没有叫“{word}”的{title}；全部名称见 facets --json。", word=word, title=title)


def _find_near(word: str, names: list[str]) -> list[str]:
    folded = _fold(word)
    containing = [name for name in names if folded and (folded in _fold(name) or _fold(name) in folded)]
    similar = difflib.get_close_matches(word, names, n=_NEAR, cutoff=0.4)
    return list(dict.fromkeys([*containing, *similar]))[:_NEAR]


def _fold(name: str) -> str:
    return normalise_text(name).replace(" ", "")


def load_vocabulary(connection: sqlite3.Connection, columns: ProjectColumns) -> Vocabulary:
    """Read the further names.

    Args:
        connection: An open ledger.
        columns: What was read from it, industries as they are stored.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    aliases = {key: tuple(connection.execute(sql)) for key, sql in _ALIAS_SQL.items()}
    aliases["stage"] = tuple((name, stage) for name, group in STAGE_GROUPS.items() for stage in sorted(group))
    taxonomies = load_taxonomies(connection, columns)
    return Vocabulary(columns.dimensions, MappingProxyType(aliases), taxonomies).speaking("")
