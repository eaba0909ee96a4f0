"""Write the data pack into an empty ledger: resolve names to ids, then derive what the pack leaves to the program."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from db.park_rules import ParkRule, Subject, infer_park
from db.schema import DATA_TABLES
from db.seed_pack.seed_tables import SeedError, SeedRow, SeedTables
from geo.frozen import frozen
from geo.geometry import schematic_footprint, to_geojson
from geo.lnglat import LngLat
from geo.parks import ROOT_KIND
from geo.wording import tr

# One ledger table a line: `column[:type][=column of the CSV]`. A type that is no plain type names what is referred to.
_LAYOUT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "documents": "id title publisher published published_basis sha256",
        "taxonomies": "id:int name valid_from valid_to basis",
        "industries": "id:int taxonomy_id:taxonomy=taxonomy parent_id:sibling=parent level:int name color symbol "
        "parent_basis",
        "industry_crosswalk": "from_id:from=from_name to_id:to=to_name basis",
        "parks": "id:int name kind parent_id:park=parent parent_basis lng:real lat:real position_confidence "
        "position_source area_km2:real area_source focus",
        "park_aliases": "park_id:park=park alias basis",
        "park_links": "park_id:park=park linked_id:park=linked relation",
        "park_rules": "id:int rank:int park_id:park=park dimension key note",
        "organisations": "id:int name uscc",
        "organisation_aliases": "organisation_id:organisation=organisation alias",
        "organisation_tags": "organisation_id:organisation=organisation tag",
        "projects": "id:int name kind industry_id:industry=industry track_id:industry=track industry_basis "
        "industry_printed amount_wan:int amount_qualifier amount_text park_id:park=park park_basis area_mu:real "
        "jobs:int summary note",
        "project_aliases": "project_id:project=project alias",
        "project_organisations": "project_id:project=project organisation_id:organisation=organisation role:word",
        "project_directions": "project_id:project=project industry_id:industry=direction basis",
        "chain_relations": "id:int kind kind_basis words from_entity from_id:end=from_name from_words from_basis "
        "to_entity to_id:end=to_name to_words to_basis industry_id:industry=industry industry_basis note",
        "project_facts": "id:int project_id:project=project name value:any unit qualifier period note",
        "milestones": "id:int project_id:project=project stage date is_planned:int basis note",
        "events": "id:int name kind held_on held_on_basis period project_count:int count_qualifier amount_wan:int "
        "amount_qualifier note",
        "event_containments": "event_id:event=event contains_id:event=contains basis",
        "event_parts": "event_id:event=event dimension key project_count:int amount_wan:int",
        "event_projects": "event_id:event=event project_id:project=project basis",
        "indicators": "id:int name value:real value_text unit qualifier period period_basis scope kind note",
        "mechanisms": "id:int name summary",
        "lists": "id:int name kind",
        "list_items": "list_id:list=list project_id:project=project position:int",
        "statements": "id:int entity entity_id:int field value document_id adopted:int",
        "suspicions": "id:int entity entity_id:int other_id:int reason",
        "evidence": "id:int entity entity_id:int field document_id start:int end:int",
    }
)

_NAMED: Final = {
    "taxonomy": ("taxonomies", "分类体系"),
    "park": ("parks", "园区"),
    "organisation": ("organisations", "单位"),
    "project": ("projects", "项目"),
    "event": ("events", "活动"),
    "list": ("lists", "清单"),
}
_END_KINDS: Final = {"projects": "project", "organisations": "organisation"}
"""By the table an end of a relation is in, how its name is looked up; industries by theirs."""


@frozen
class _Names:
    """Ids by name: of each referred table, and of the industries by (taxonomy, name)."""

    ids: Mapping[str, Mapping[str, int]]
    industries: Mapping[tuple[str, str], int]
    current_taxonomy: str

    @classmethod
    def from_tables(cls, tables: SeedTables) -> "_Names":
        ids = {kind: {row["name"]: _id_of(row) for row in tables[table]} for kind, (table, _) in _NAMED.items()}
        industries = {(row["taxonomy"], row["name"]): _id_of(row) for row in tables["industries"]}
        current = [row["name"] for row in tables["taxonomies"] if not row["valid_to"]]
        return cls(ids, industries, current[-1] if current else "")

    def resolve(self, kind: str, row: SeedRow, source: str) -> int | None:
        name = row[source]
        if not name:
            return None
        if kind == "end":
            kind = _END_KINDS.get(row[source.replace("_name", "_entity")], "industry")
        if kind in self.ids:
            found = self.ids[kind].get(name)
            title = tr(_NAMED[kind][1])
        else:
            taxonomy = {
                "industry": lambda: self.current_taxonomy,
                "sibling": lambda: row["taxonomy"],
                "from": lambda: row["from_taxonomy"],
                "to": lambda: row["to_taxonomy"],
            }[kind]()
            found = self.industries.get((taxonomy, name))
            title = tr("{taxonomy}里的产业", taxonomy=taxonomy)
        if found is None:
            raise SeedError(
                tr(
                    "{place}：{source} 写的“{name}”不是已有的{title}。",
                    place=row.place,
                    source=source,
                    name=name,
                    title=title,
                )
            )
        return found


def _id_of(row: SeedRow) -> int:
    id_ = row.get_integer("id")
    if id_ is None:
        raise SeedError(tr("{place}：缺少 id。", place=row.place))
    return id_


def _read_any(row: SeedRow, source: str) -> int | float | str | None:
    text = row[source]
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text or None


_PLAIN: Final[Mapping[str, Callable[[SeedRow, str], Any]]] = MappingProxyType(
    {
        "text": lambda row, source: row[source] or None,
        "word": lambda row, source: row[source],
        "int": lambda row, source: row.get_integer(source),
        "real": lambda row, source: row.get_number(source),
        "any": _read_any,
    }
)


def load_seed_tables(connection: sqlite3.Connection, tables: SeedTables, texts: Mapping[str, str]) -> None:
    """Fill an empty ledger from the data pack, in one transaction.

    Args:
        connection: A ledger of the current schema without rows.
        tables: The data pack.
        texts: Document texts to keep, by sha256.

    Raises:
        SeedError: A row refers to something that is not there, or breaks a rule of the schema.
    """
    names = _Names.from_tables(tables)
    with connection:
        connection.execute("BEGIN")
        # Rows may refer to later rows of the same file; everything is checked at the commit.
        connection.execute("PRAGMA defer_foreign_keys = ON")
        for table in DATA_TABLES:
            _insert_rows(connection, table, tables[table], names)
        connection.executemany("UPDATE documents SET text = ? WHERE sha256 = ?", [(t, h) for h, t in texts.items()])
        _draw_footprints(connection)
        _infer_parks(connection)
        fill_projects_text(connection)
        _check_references(connection)


def _check_references(connection: sqlite3.Connection) -> None:
    """Name the first row that refers to nothing, before the commit would refuse them all without saying which."""
    violation = connection.execute("PRAGMA foreign_key_check").fetchone()
    if violation is not None:
        table, row, parent, _ = violation
        where = tr("编号 {id} 的行", id=row) if row is not None else tr("有一行")
        raise SeedError(
            tr("{table}.csv：{where}引用了 {parent} 里没有的内容。", table=table, where=where, parent=parent)
        )


def _insert_rows(connection: sqlite3.Connection, table: str, rows: tuple[SeedRow, ...], names: _Names) -> None:
    for row in rows:
        record = _build_record(table, row, names)
        columns = ", ".join(f'"{column}"' for column in record)
        marks = ", ".join("?" * len(record))
        try:
            # Table and column names are the constants above, never input.
            connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", tuple(record.values()))  # noqa: S608
        except sqlite3.IntegrityError as error:
            raise SeedError(tr("{place}：不符合台账的规则（{error}）。", place=row.place, error=error)) from error


def _build_record(table: str, row: SeedRow, names: _Names) -> dict[str, Any]:
    record: dict[str, Any] = {}
    for entry in _LAYOUT[table].split():
        target, _, source = entry.partition("=")
        column, _, kind = target.partition(":")
        source = source or column
        if source not in row.values:
            continue  # an optional column this pack does not have
        read = _PLAIN.get(kind or "text")
        record[column] = read(row, source) if read else names.resolve(kind, row, source)
    if table == "projects":
        record["position_basis"] = "park" if record["park_id"] is not None else "city"
    return record


def _draw_footprints(connection: sqlite3.Connection) -> None:
    """Give every park with a position and an area a schematic footprint; the science city itself is the map's core."""
    rows = connection.execute(
        "SELECT id, lng, lat, area_km2 FROM parks WHERE lng IS NOT NULL AND area_km2 IS NOT NULL AND kind <> ?",
        (ROOT_KIND,),
    ).fetchall()
    for id_, lng, lat, area_km2 in rows:
        footprint = json.dumps(to_geojson(schematic_footprint(LngLat(lng, lat), area_km2)), separators=(",", ":"))
        connection.execute(
            "UPDATE parks SET footprint = ?, footprint_kind = 'schematic' WHERE id = ?", (footprint, id_)
        )


def _infer_parks(connection: sqlite3.Connection) -> None:
    rules = [ParkRule(*row) for row in connection.execute("SELECT id, rank, park_id, dimension, key FROM park_rules")]
    industries: dict[int, tuple[str, int | None, int]] = {
        id_: (name, parent_id, level)
        for id_, name, parent_id, level in connection.execute("SELECT id, name, parent_id, level FROM industries")
    }
    texts = _collect_texts(connection)
    unplaced = connection.execute(
        "SELECT id, industry_id, track_id, kind FROM projects WHERE park_id IS NULL AND lng IS NULL"
    ).fetchall()
    for id_, industry_id, track_id, kind in unplaced:
        industry = industries[industry_id][0] if industry_id is not None else None
        rule = infer_park(rules, Subject(industry, _names_up(industries, track_id), kind, texts[id_]))
        if rule is not None:
            connection.execute(
                "UPDATE projects SET park_id = ?, park_basis = 'inferred', park_rule_id = ?, position_basis = 'park' "
                "WHERE id = ?",
                (rule.park_id, rule.id, id_),
            )


def _names_up(industries: Mapping[int, tuple[str, int | None, int]], track_id: int | None) -> frozenset[str]:
    names: set[str] = set()
    while track_id is not None and industries[track_id][2] > 1:
        name, track_id, _ = industries[track_id]
        names.add(name)
    return frozenset(names)


def _collect_texts(connection: sqlite3.Connection) -> Mapping[int, str]:
    parts: dict[int, list[str]] = defaultdict(list)
    for sql in (
        "SELECT id, name FROM projects",
        "SELECT project_id, alias FROM project_aliases",
        "SELECT id, summary FROM projects WHERE summary IS NOT NULL",
        "SELECT project_id, name FROM project_facts",
    ):
        for id_, text in connection.execute(sql):
            parts[id_].append(text)
    return {id_: "\n".join(texts) for id_, texts in parts.items()}


def fill_projects_text(connection: sqlite3.Connection) -> None:
    """Rebuild the full-text table that other tools search, from the tables it is derived from."""
    connection.execute("DELETE FROM projects_text")
    connection.execute(
        """INSERT INTO projects_text (rowid, name, aliases, organisations, summary)
        SELECT p.id, p.name,
            (SELECT group_concat(alias, ' ') FROM project_aliases WHERE project_id = p.id),
            (SELECT group_concat(o.name, ' ') FROM organisations AS o
                WHERE o.id IN (SELECT organisation_id FROM project_organisations WHERE project_id = p.id)),
            p.summary
        FROM projects AS p"""
    )
