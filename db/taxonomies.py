"""The lists of leading industries, one after another in time, and the same projects told by any of them.

The names changed between 2021 and 2022, and a crosswalk says what became what. A project keeps the industry it is
stored with; columns *speak* one taxonomy by recoding two arrays of codes, and what has no single counterpart there says
so under a value of its own (docs/decisions/0021-industries-by-taxonomy.md).
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.filters import Filters
from db.index.columns import ProjectColumns
from db.index.dimensions import UNTRACKED, UNTRACKED_OR_LOST, Dimension, DimensionId, untracked_name
from db.index.string_columns import narrowed
from db.project_rows import ProjectRow
from db.records import ProjectCard
from geo.errors import AtlasError
from geo.frozen import frozen
from geo.wording import tr

NO_COUNTERPART: Final = -1
"""Among industries: the stored one has none here, or several."""

_NO_COUNTERPART_NAME: Final = "无唯一对应"
_UNCLASSIFIED: Final = "未归类"
_YEAR: Final = re.compile(r"\d{4}")


class UnknownTaxonomy(AtlasError):
    """The ledger has no such list of industries; the message names those it has."""


@frozen(eq=False)
class Taxonomy:
    """One list of industries, and how stored values are told by it.

    Attributes:
        label: What people and arguments call it in short: `2021`.
        name: Its full name.
        industry: Its industries; `NO_COUNTERPART` where some stored industry has no single counterpart; 0 is 未归类.
        track: Its tracks, 0 (none, or none here) and the parts of that by industry, as in `ProjectColumns`.
        aliases: Names of other lists' industries with the ids they stand for here.
        symbols: Shape of each industry by id, as stored.
        counterparts: Ids here by id of any industry or track of the ledger; more than one, or none, is no counterpart.
    """

    label: str
    name: str
    industry: Dimension
    track: Dimension
    aliases: tuple[tuple[str, DimensionId], ...]
    symbols: Mapping[DimensionId, str]
    counterparts: Mapping[int, tuple[int, ...]]

    def industry_of(self, id_: int) -> int:
        """Return the industry here that a stored one is: 0 stays 0."""
        found = self.counterparts.get(id_, ())
        return id_ if id_ == 0 else found[0] if len(found) == 1 else NO_COUNTERPART

    def track_of(self, id_: int) -> int | None:
        """Return the track here that a stored one is, or None."""
        found = self.counterparts.get(id_, ())
        return found[0] if len(found) == 1 and found[0] in self.track.ids else None

    def part_of(self, industry: int) -> int:
        """Return the id, among tracks, of what an industry here has without a track."""
        return -industry if industry > 0 else 0


@frozen(eq=False)
class Taxonomies:
    """The lists a ledger knows, and its projects as they are stored.

    Attributes:
        listed: From the oldest to the newest.
        current: Label of the one that is spoken unless another is asked for; empty without any.
        stored: `industry` and `track` of every project: the dimension and integers [n], the codes as stored.
    """

    listed: tuple[Taxonomy, ...]
    current: str
    stored: Mapping[str, tuple[Dimension, NDArray[Any]]]

    @property
    def labels(self) -> tuple[str, ...]:
        """From the oldest to the newest."""
        return tuple(taxonomy.label for taxonomy in self.listed)

    @property
    def symbols(self) -> Mapping[DimensionId, str]:
        """Shape of every industry of every list, by id."""
        return {id_: symbol for taxonomy in self.listed for id_, symbol in taxonomy.symbols.items()}

    def get(self, label: str) -> Taxonomy:
        """Return a list by its label, empty for the current one.

        Raises:
            UnknownTaxonomy: There is no such list.
        """
        wanted = label or self.current
        for taxonomy in self.listed:
            if taxonomy.label == wanted:
                return taxonomy
        raise UnknownTaxonomy(self._explain(label))

    def resolve(self, word: str) -> str:
        """Return the label filters carry for what a person typed, a label or a full name: empty for the current one.

        Raises:
            UnknownTaxonomy: There is no such list.
        """
        word = word.strip()
        for taxonomy in self.listed:
            if word in (taxonomy.label, taxonomy.name):
                return "" if taxonomy.label == self.current else taxonomy.label
        if not word:
            return ""
        raise UnknownTaxonomy(self._explain(word))

    def speak(self, columns: ProjectColumns, label: str) -> ProjectColumns:
        """Return the columns with industries and tracks as a list has them, in a few passes over the codes.

        Args:
            columns: The ledger's projects, whichever list they speak now.
            label: Of the list; empty for the current one.

        Raises:
            UnknownTaxonomy: There is no such list.
        """
        if not self.listed and not label:
            return columns
        taxonomy = self.get(label)
        if columns.dimensions["industry"] == taxonomy.industry and columns.dimensions["track"] == taxonomy.track:
            return columns
        stored = {key: codes for key, (_, codes) in self.stored.items()}
        industry = np.take(_industry_table(taxonomy, self.stored["industry"][0]), stored["industry"])
        track = np.take(_track_table(taxonomy, self.stored["track"][0]), stored["track"])
        lost = np.flatnonzero(track == len(taxonomy.track))
        track[lost] = np.take(_part_table(taxonomy), industry[lost])
        dimensions = {**columns.dimensions, "industry": taxonomy.industry, "track": taxonomy.track}
        codes = {**columns.codes, "industry": industry, "track": track}
        return replace(columns, dimensions=MappingProxyType(dimensions), codes=MappingProxyType(codes))

    def translate(self, filters: Filters, label: str) -> tuple[Filters, tuple[str, ...]]:
        """Ask the same by another list.

        Args:
            filters: What is asked now.
            label: Of the other list; empty for the current one.

        Returns:
            The filters, and the names of what was chosen and has no single counterpart there: an industry is then left
            out, a track gives way to its industry.

        Raises:
            UnknownTaxonomy: There is no such list.
        """
        old, new = self.get(filters.taxonomy), self.get(label)
        industries, tracks, lost = set[int](), set[int](), list[str]()
        for id_ in sorted(filters.industries):
            _translate_industry(old, new, id_, industries, lost)
        for id_ in sorted(filters.tracks):
            _translate_track(old, new, id_, (industries, tracks), lost)
        chosen = filters.with_(taxonomy=self.resolve(new.label), industries=industries, tracks=tracks)
        return chosen, tuple(lost)

    def _explain(self, word: str) -> str:
        known = tr("、").join(self.labels) or tr("（无）")
        return tr("没有“{word}”这套产业分类；可用的有：{known}。", word=word, known=known)


def _translate_industry(old: Taxonomy, new: Taxonomy, id_: int, industries: set[int], lost: list[str]) -> None:
    there = new.industry_of(id_)
    if there in new.industry.ids and (there != NO_COUNTERPART or id_ == NO_COUNTERPART):
        industries.add(there)
    elif id_ in old.industry.ids:
        lost.append(old.industry.name_of(id_))


def _translate_track(
    old: Taxonomy, new: Taxonomy, id_: int, chosen: tuple[set[int], set[int]], lost: list[str]
) -> None:
    industries, tracks = chosen
    there = id_ if id_ == 0 else new.part_of(new.industry_of(-id_)) or None if id_ < 0 else new.track_of(id_)
    if there is not None:
        tracks.add(there)
        if id_ <= 0 and new.track.name_of(0) != old.track.name_of(0):
            lost.append(old.track.name_of(id_))  # what has no track here is more, or less, than there
    elif id_ in old.track.ids:
        lost.append(old.track.name_of(id_))
        above = new.industry_of(_industry_above(old, id_))
        if above > 0:
            industries.add(above)


def _industry_above(taxonomy: Taxonomy, track: int) -> int:
    """The industry a track lies under, through the tracks between; 0 if there is none."""
    seen = {track}
    above = taxonomy.track.parents[taxonomy.track.code_of(track)]
    while above is not None and above in taxonomy.track.ids and above not in seen:
        seen.add(int(above))
        above = taxonomy.track.parents[taxonomy.track.code_of(above)]
    return int(above) if above is not None and above in taxonomy.industry.ids else 0


def _industry_table(taxonomy: Taxonomy, stored: Dimension) -> NDArray[Any]:
    codes = [taxonomy.industry.code_of(taxonomy.industry_of(int(id_))) for id_ in stored.ids]
    return narrowed(np.array(codes, dtype=np.int64))


def _track_table(taxonomy: Taxonomy, stored: Dimension) -> NDArray[Any]:
    """Codes of tracks by stored code; one more than there are where the project's industry decides."""
    none = len(taxonomy.track)
    found = [taxonomy.track_of(int(id_)) if int(id_) > 0 else None for id_ in stored.ids]
    return narrowed(np.array([none if id_ is None else taxonomy.track.code_of(id_) for id_ in found], dtype=np.int64))


def _part_table(taxonomy: Taxonomy) -> NDArray[Any]:
    codes = [taxonomy.track.code_of(taxonomy.part_of(int(id_))) for id_ in taxonomy.industry.ids]
    return narrowed(np.array(codes, dtype=np.int64))


def spoken_rows(
    columns: ProjectColumns, rows: Sequence[int] | NDArray[np.int64], listed: Iterable[ProjectRow]
) -> Iterator[ProjectRow]:
    """Yield full rows with industry and track as the columns have them.

    Args:
        columns: The projects, speaking some taxonomy.
        rows: Rows of the columns, one for each of `listed`.
        listed: The full rows as they are stored.
    """
    for place, row in zip(np.asarray(rows).tolist(), listed, strict=True):
        told = told_industry(columns, place)
        told["industry_id"] = told["industry_id"] or None
        same = (row.industry_id, row.industry, row.track) == (told["industry_id"], told["industry"], told["track"])
        yield row if same else replace(row, **told)


def spoken_card(columns: ProjectColumns, row: int, card: ProjectCard) -> ProjectCard:
    """Return a card with industry and track as the columns have them; where that differs, what is stored is noted.

    Args:
        columns: The projects, speaking some taxonomy.
        row: The project's row.
        card: The card as stored.
    """
    told = told_industry(columns, row)
    told["industry_id"] = told["industry_id"] or None
    if (card.industry_id, card.industry, card.track) == (told["industry_id"], told["industry"], told["track"]):
        return card
    if card.industry and card.industry != told["industry"]:
        told["industry"] = tr("{told}（台账记作{stored}）", told=told["industry"], stored=card.industry)
    return replace(card, **told)


def told_industry(columns: ProjectColumns, row: int) -> dict[str, Any]:
    """Return what the columns say of one project: `industry_id` (0 without one), `industry` and `track`, or None."""
    industries, tracks = columns.dimensions["industry"], columns.dimensions["track"]
    industry = int(columns.codes["industry"][row])
    track = int(columns.codes["track"][row])
    id_, track_id = int(industries.ids[industry]), int(tracks.ids[track])
    return {
        "industry_id": id_,
        "industry": industries.names[industry] if id_ else None,
        "track": tracks.names[track] if track_id > 0 else None,
    }


def load_taxonomies(connection: sqlite3.Connection, columns: ProjectColumns) -> Taxonomies:
    """Read the lists and the crosswalk.

    Args:
        connection: An open ledger.
        columns: Its projects with industries and tracks as they are stored.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    stored = {key: (columns.dimensions[key], columns.codes[key]) for key in ("industry", "track")}
    known = connection.execute(
        "SELECT id, name, valid_to FROM taxonomies ORDER BY coalesce(valid_from, ''), id"
    ).fetchall()
    entries = [_Entry(*row) for row in connection.execute(_ENTRIES_SQL)]
    crosswalk = connection.execute("SELECT from_id, to_id FROM industry_crosswalk ORDER BY from_id, to_id").fetchall()
    labels = _label([name for _, name, _ in known])
    listed = tuple(
        _build(label, name, [entry for entry in entries if entry.taxonomy == id_], _Ledger(stored, entries, crosswalk))
        for label, (id_, name, _) in zip(labels, known, strict=True)
    )
    standing = [label for label, (_, _, until) in zip(labels, known, strict=True) if until is None]
    return Taxonomies(listed, (standing or labels or [""])[-1], MappingProxyType(stored))


_ENTRIES_SQL: Final = "SELECT id, taxonomy_id, parent_id, level, name, coalesce(symbol, '') FROM industries ORDER BY id"


@frozen
class _Entry:
    id: int
    taxonomy: int
    parent: int | None
    level: int
    name: str
    symbol: str


@frozen
class _Ledger:
    stored: Mapping[str, tuple[Dimension, NDArray[Any]]]
    entries: Sequence[_Entry]
    crosswalk: Sequence[tuple[int, int]]


def _label(names: Sequence[str]) -> list[str]:
    """A year where a name holds one that no other does, else the name."""
    years = [found[-1] if (found := _YEAR.findall(name)) else name for name in names]
    return [year if years.count(year) == 1 else name for year, name in zip(years, names, strict=True)]


def _build(label: str, name: str, own: Sequence[_Entry], ledger: _Ledger) -> Taxonomy:
    levels = {entry.id: entry.level > 1 for entry in own}
    counterparts = {entry.id: _reach(entry, levels, ledger.crosswalk) for entry in ledger.entries}
    lost = any(
        len(counterparts.get(int(id_), ())) != 1 for id_ in ledger.stored["industry"][0].ids if id_ != 0
    )  # of the industries in use
    tops = [(entry.id, entry.name) for entry in own if entry.level == 1]
    tops += [(NO_COUNTERPART, _NO_COUNTERPART_NAME)] if lost else []
    industry = Dimension(
        "industry",
        (*(id_ for id_, _ in tops), 0),
        (*(name for _, name in tops), _UNCLASSIFIED),
        (None,) * (len(tops) + 1),
    )
    missing = any(len(counterparts.get(int(id_), ())) != 1 for id_ in ledger.stored["track"][0].ids if int(id_) > 0)
    aliases = tuple(
        (entry.name, id_)
        for entry in ledger.entries
        if entry.id not in levels and entry.level == 1
        for id_ in counterparts[entry.id]
    )
    symbols: dict[DimensionId, str] = {entry.id: entry.symbol for entry in own if entry.level == 1}
    track = _build_tracks(own, industry, UNTRACKED_OR_LOST if missing else UNTRACKED)
    return Taxonomy(label, name, industry, track, aliases, MappingProxyType(symbols), MappingProxyType(counterparts))


def _build_tracks(own: Sequence[_Entry], industry: Dimension, none: str) -> Dimension:
    tracks = [entry for entry in own if entry.level > 1]
    parts = [(int(id_), name) for id_, name in zip(industry.ids, industry.names, strict=True) if int(id_) > 0]
    return Dimension(
        "track",
        (*(entry.id for entry in tracks), 0, *(-id_ for id_, _ in parts)),
        (*(entry.name for entry in tracks), none, *(untracked_name(name, none) for _, name in parts)),
        (*(entry.parent for entry in tracks), None, *(0 for _ in parts)),
    )


def _reach(entry: _Entry, levels: Mapping[int, bool], crosswalk: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """The entries of a taxonomy, of the same kind, that one is or became, or that became it; never there and back."""
    if entry.id in levels:
        return (entry.id,)
    found = set[int]()
    for here, there in ((0, 1), (1, 0)):
        seen, front = {entry.id}, {entry.id}
        while front:
            front = {pair[there] for pair in crosswalk if pair[here] in front} - seen
            seen |= front
        found |= {id_ for id_ in seen if levels.get(id_) == (entry.level > 1)}
    return tuple(sorted(found))
