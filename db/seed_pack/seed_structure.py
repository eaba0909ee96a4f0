"""The data pack's own form: ids, names, vocabularies, references, dates, numbers. Needs no document."""

import datetime
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from db.relation_kinds import END_TABLES, RELATION_KINDS
from db.schema import STAGES
from db.seed_pack.seed_problems import Problem, shorten
from db.seed_pack.seed_tables import SEED_COLUMNS, SeedRow, SeedTables, read_natural

_BASIS: Final = ("stated", "inferred")
_STAGE_NAMES: Final = tuple(stage for stage, _, _ in STAGES)

VOCABULARIES: Final[Mapping[tuple[str, str], tuple[str, ...]]] = MappingProxyType(
    {
        ("documents", "published_basis"): _BASIS,
        ("taxonomies", "basis"): _BASIS,
        ("industries", "level"): ("1", "2", "3"),
        ("industries", "symbol"): ("square", "plus", "triangle", "diamond", "circle"),
        ("industries", "parent_basis"): _BASIS,
        ("industry_crosswalk", "basis"): _BASIS,
        ("parks", "position_confidence"): ("A", "B", "C", "D"),
        ("parks", "parent_basis"): _BASIS,
        ("park_aliases", "basis"): _BASIS,
        ("park_links", "relation"): ("contains", "carried_by", "linked_with"),
        ("park_rules", "dimension"): ("industry", "track", "kind", "topic"),
        ("projects", "kind"): ("industry", "innovation", "city", "transport", "education", "health"),
        ("projects", "industry_basis"): _BASIS,
        ("projects", "park_basis"): ("stated",),
        ("project_directions", "basis"): ("inferred",),
        ("chain_relations", "kind"): tuple(RELATION_KINDS),
        ("chain_relations", "kind_basis"): _BASIS,
        ("chain_relations", "from_entity"): END_TABLES,
        ("chain_relations", "from_basis"): _BASIS,
        ("chain_relations", "to_entity"): END_TABLES,
        ("chain_relations", "to_basis"): _BASIS,
        ("chain_relations", "industry_basis"): _BASIS,
        ("milestones", "stage"): _STAGE_NAMES,
        ("milestones", "is_planned"): ("0", "1"),
        ("milestones", "basis"): _BASIS,
        ("events", "kind"): ("signing", "groundbreaking", "period"),
        ("events", "held_on_basis"): _BASIS,
        ("event_containments", "basis"): _BASIS,
        ("event_projects", "basis"): _BASIS,
        ("indicators", "kind"): ("actual", "target"),
        ("indicators", "period_basis"): _BASIS,
        ("statements", "adopted"): ("0", "1"),
    }
)
"""The words a column may hold; an empty cell is allowed unless `_FILLED` names the column."""

_FILLED: Final = MappingProxyType(
    {
        "documents": ("sha256", "published_basis"),
        "industries": ("taxonomy", "level", "name", "color", "symbol"),
        "industry_crosswalk": ("from_taxonomy", "from_name", "to_taxonomy", "to_name", "basis"),
        "parks": ("kind",),
        "park_aliases": ("park", "alias"),
        "park_links": ("park", "linked", "relation"),
        "park_rules": ("rank", "park", "dimension", "key", "note"),
        "projects": ("kind", "summary"),
        "project_aliases": ("project", "alias"),
        "project_organisations": ("project", "organisation", "role"),
        "project_directions": ("project", "direction", "basis"),
        "chain_relations": (
            "kind",
            "kind_basis",
            "words",
            "from_words",
            "to_words",
            "industry",
            "industry_basis",
        ),
        "project_facts": ("project", "name", "value"),
        "milestones": ("project", "stage", "is_planned", "basis"),
        "events": ("kind",),
        "event_containments": ("event", "contains", "basis"),
        "event_parts": ("event", "dimension", "key"),
        "event_projects": ("event", "project", "basis"),
        "indicators": ("kind", "scope"),
        "mechanisms": ("summary",),
        "statements": ("entity", "entity_id", "field", "value", "document_id", "adopted"),
        "lists": ("kind",),
        "list_items": ("list", "project"),
        "organisation_aliases": ("organisation", "alias"),
        "organisation_tags": ("organisation", "tag"),
        "suspicions": ("entity", "entity_id", "other_id", "reason"),
        "evidence": ("entity", "entity_id", "field", "document_id", "start", "end"),
    }
)

_INTEGERS: Final = MappingProxyType(
    {
        "park_rules": ("rank",),
        "projects": ("amount_wan", "jobs"),
        "events": ("project_count", "amount_wan"),
        "event_parts": ("project_count", "amount_wan"),
        "list_items": ("position",),
        "statements": ("entity_id",),
        "suspicions": ("entity_id", "other_id"),
        "evidence": ("entity_id", "start", "end"),
    }
)
_NUMBERS: Final = MappingProxyType(
    {"parks": ("lng", "lat", "area_km2"), "projects": ("area_mu",), "indicators": ("value",)}
)
_DATES: Final = MappingProxyType(
    {
        "documents": ("published",),
        "taxonomies": ("valid_from", "valid_to"),
        "milestones": ("date",),
        "events": ("held_on",),
    }
)
_NAME_KEYS: Final = MappingProxyType(
    {"industries": ("taxonomy", "name", "level"), "indicators": ("name", "period", "scope")}
)
"""What must be unique where a name alone need not be."""

REFERENCES: Final = (
    ("industries", "taxonomy", "taxonomies"),
    ("parks", "parent", "parks"),
    ("park_aliases", "park", "parks"),
    ("park_links", "park", "parks"),
    ("park_links", "linked", "parks"),
    ("park_rules", "park", "parks"),
    ("organisation_aliases", "organisation", "organisations"),
    ("organisation_tags", "organisation", "organisations"),
    ("projects", "park", "parks"),
    ("project_aliases", "project", "projects"),
    ("project_organisations", "project", "projects"),
    ("project_organisations", "organisation", "organisations"),
    ("project_directions", "project", "projects"),
    ("project_facts", "project", "projects"),
    ("milestones", "project", "projects"),
    ("event_containments", "event", "events"),
    ("event_containments", "contains", "events"),
    ("event_parts", "event", "events"),
    ("event_projects", "event", "events"),
    ("event_projects", "project", "projects"),
    ("list_items", "list", "lists"),
    ("list_items", "project", "projects"),
)
"""(table, column, table whose names the column holds)."""

_ISO_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_PERIOD = re.compile(
    r"\d{4}(?:-(?:0[1-9]|1[0-2]|Q[1-4]|H[12]))?(?:/\d{4}(?:-(?:0[1-9]|1[0-2]|Q[1-4]|H[12]))?)?", re.ASCII
)
_INTEGER = re.compile(r"\d{1,15}", re.ASCII)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_COLOR = re.compile(r"#[0-9A-F]{6}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def check_structure(tables: SeedTables) -> Iterator[Problem]:
    """Yield everything wrong with the pack's form, table by table and then across tables."""
    for table in SEED_COLUMNS:
        yield from _check_ids(tables[table])
        for row in tables[table]:
            yield from _check_cells(row)
        yield from _check_names(table, tables[table])
        yield from _check_repeats(tables[table])
    for check in _CHECKS:
        yield from check(tables)


# --- one table at a time --------------------------------------------------------------------------------------------


def _check_ids(rows: Iterable[SeedRow]) -> Iterator[Problem]:
    last = 0
    for row in rows:
        if "id" not in row.values or row.table == "documents":
            return
        number = read_natural(row["id"])
        if number is None or number <= last:
            yield Problem(row.place, f"id 应为从小到大、不重复的正整数，实际是“{shorten(row['id'])}”。")
        else:
            last = number


def _check_cells(row: SeedRow) -> Iterator[Problem]:
    for column, text in row.values.items():
        if text != text.strip():
            yield Problem(row.place, f"{column} 的首尾有空白。")
        allowed = VOCABULARIES.get((row.table, column))
        if allowed and text and text not in allowed:
            yield Problem(row.place, f"{column} 应为 {'、'.join(allowed)} 之一，实际是“{shorten(text)}”。")
    for column in _FILLED.get(row.table, ()):
        if not row[column]:
            yield Problem(row.place, f"{column} 不能为空。")
    for kind, columns, is_valid in _FORMATS:
        for column in columns.get(row.table, ()):
            if row[column] and not is_valid(row[column]):
                yield Problem(row.place, f"{column} 不是{kind}：“{shorten(row[column])}”。")


def is_iso_date(text: str) -> bool:
    """Say whether a text is a real ISO date of year, month or day precision."""
    match = _ISO_DATE.fullmatch(text)
    if match is None:
        return False
    try:
        datetime.date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return False
    return True


def _matches(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: pattern.fullmatch(text) is not None


_FORMATS: Final[tuple[tuple[str, Mapping[str, tuple[str, ...]], Callable[[str], bool]], ...]] = (
    ("整数", _INTEGERS, _matches(_INTEGER)),
    ("数字", _NUMBERS, _matches(_NUMBER)),
    ("日期", _DATES, is_iso_date),
    ("时段", MappingProxyType({"indicators": ("period",)}), _matches(_PERIOD)),
    ("颜色", MappingProxyType({"industries": ("color",)}), _matches(_COLOR)),
    ("sha256", MappingProxyType({"documents": ("sha256",)}), _matches(_SHA256)),
)


def _check_names(table: str, rows: tuple[SeedRow, ...]) -> Iterator[Problem]:
    if "name" not in SEED_COLUMNS[table] or table == "project_facts":
        return
    columns = _NAME_KEYS.get(table, ("name",))
    seen: set[tuple[str, ...]] = set()
    for row in rows:
        key = tuple(row[column] for column in columns)
        if not row["name"]:
            yield Problem(row.place, "name 不能为空。")
        elif key in seen:
            yield Problem(row.place, f"名称重复：{'、'.join(part for part in key if part)}。")
        seen.add(key)


def _check_repeats(rows: Iterable[SeedRow]) -> Iterator[Problem]:
    seen: set[tuple[str, ...]] = set()
    for row in rows:
        key = tuple(text for column, text in row.values.items() if column != "id")
        if key in seen:
            yield Problem(row.place, "与前面的一行完全相同。")
        seen.add(key)


# --- across tables --------------------------------------------------------------------------------------------------


def _check_references(tables: SeedTables) -> Iterator[Problem]:
    for table, column, target in REFERENCES:
        names = {row["name"] for row in tables[target]}
        for row in tables[table]:
            if row[column] and row[column] not in names:
                yield Problem(row.place, f"{column} 指向 {target} 中没有的“{row[column]}”。")


def _check_entities(tables: SeedTables) -> Iterator[Problem]:
    """Rows that point at any table by id: its id, or the id of what an alias belongs to."""
    owners = {"project_aliases": "projects", "park_aliases": "parks", "organisation_aliases": "organisations"}
    ids = {
        table: {row["id"] for row in tables[owners.get(table, table)]}
        for table, columns in SEED_COLUMNS.items()
        if "id" in columns or table in owners
    }
    documents = ids["documents"]
    for table in ("evidence", "statements", "suspicions"):
        for row in tables[table]:
            for column in ("entity_id", "other_id"):
                if row.values.get(column, "") and row[column] not in ids.get(row["entity"], set()):
                    yield Problem(row.place, f"{row['entity']} 中没有 id 为 {shorten(row[column])} 的行。")
            if "document_id" in row.values and row["document_id"] not in documents:
                yield Problem(row.place, f"没有登记的原文“{row['document_id']}”。")


def _check_industries(tables: SeedTables) -> Iterator[Problem]:
    by_key = {(row["taxonomy"], row["name"]): row for row in tables["industries"]}
    for row in tables["industries"]:
        parent = by_key.get((row["taxonomy"], row["parent"]))
        if row["level"] == "1":
            if row["parent"]:
                yield Problem(row.place, "一级行业不应有上级。")
        elif parent is None or (parent["level"], row["level"]) not in (("1", "2"), ("2", "3")):
            yield Problem(row.place, f"上级“{row['parent']}”应是同一口径中高一级的行业。")
    for row in tables["industry_crosswalk"]:
        for side in ("from", "to"):
            if (row[f"{side}_taxonomy"], row[f"{side}_name"]) not in by_key:
                yield Problem(row.place, f"“{row[f'{side}_taxonomy']}”中没有“{row[f'{side}_name']}”。")


def _current_industries(tables: SeedTables) -> Mapping[str, SeedRow]:
    """Industries and tracks of the taxonomy in force: the one that starts last."""
    if not tables["taxonomies"]:
        return {}
    current = max(tables["taxonomies"], key=lambda row: row["valid_from"])["name"]
    return {row["name"]: row for row in tables["industries"] if row["taxonomy"] == current}


def _ancestors(row: SeedRow, industries: Mapping[str, SeedRow]) -> tuple[str, ...]:
    parent = industries.get(row["parent"])
    return (row["parent"], parent["parent"] if parent else "")


def _check_classified(tables: SeedTables) -> Iterator[Problem]:
    """Projects stand in the taxonomy in force, and say on what basis."""
    industries = _current_industries(tables)
    for row in tables["projects"]:
        industry, track = industries.get(row["industry"]), industries.get(row["track"])
        if row["industry"] and (industry is None or industry["level"] != "1"):
            yield Problem(row.place, f"industry“{row['industry']}”不是现行口径的一级行业。")
        if row["track"] and (track is None or track["level"] == "1"):
            yield Problem(row.place, f"track“{row['track']}”不是现行口径的赛道。")
        elif track is not None and row["industry"] not in _ancestors(track, industries):
            yield Problem(row.place, f"赛道“{row['track']}”不属于行业“{row['industry']}”。")
        for column, basis in (("industry", "industry_basis"), ("park", "park_basis")):
            if bool(row[column]) != bool(row[basis]):
                yield Problem(row.place, f"{column} 与 {basis} 应同时填写或同时为空。")
    for row in tables["project_directions"]:
        direction = industries.get(row["direction"])
        if direction is None or direction["level"] == "1":
            yield Problem(row.place, f"direction“{row['direction']}”不是现行口径的赛道或方向。")


def _check_rules(tables: SeedTables) -> Iterator[Problem]:
    industries = _current_industries(tables)
    for row in tables["park_rules"]:
        level = {"industry": "1", "track": "2"}.get(row["dimension"])
        if level and (row["key"] not in industries or industries[row["key"]]["level"] < level):
            yield Problem(row.place, f"规则的 {row['dimension']}“{row['key']}”不在现行口径中。")


def _check_parks(tables: SeedTables) -> Iterator[Problem]:
    parents = {row["name"]: row["parent"] for row in tables["parks"]}
    for row in tables["parks"]:
        filled = {bool(row[column]) for column in ("lng", "lat", "position_confidence", "position_source")}
        if len(filled) != 1:
            yield Problem(row.place, "经度、纬度、可信度和位置来源应同时填写或同时为空。")
        if bool(row["area_km2"]) != bool(row["area_source"]):
            yield Problem(row.place, "面积与面积来源应同时填写或同时为空。")
        if _is_circular(row["name"], parents):
            yield Problem(row.place, f"“{row['name']}”的上级成环。")
    names = {row["name"] for row in tables["parks"]}
    owners: dict[str, set[str]] = defaultdict(set)
    for row in tables["park_aliases"]:
        owners[row["alias"]].add(row["park"])
        if row["alias"] in names or len(owners[row["alias"]]) > 1:
            yield Problem(row.place, f"别名“{row['alias']}”同时指另一处。")


def _is_circular(name: str, parents: Mapping[str, str]) -> bool:
    seen = {name}
    while name := parents.get(name, ""):
        if name in seen:
            return True
        seen.add(name)
    return False


def _check_statements(tables: SeedTables) -> Iterator[Problem]:
    groups: dict[tuple[str, str, str], list[SeedRow]] = defaultdict(list)
    for row in tables["statements"]:
        groups[(row["entity"], row["entity_id"], row["field"])].append(row)
    for rows in groups.values():
        if not any(row["adopted"] == "1" for row in rows):
            yield Problem(rows[0].place, "同一字段的几种说法中没有采用任何一种。")
        if len({row["value"] for row in rows}) < 2:
            yield Problem(rows[0].place, "只有一种说法，不必列为不同说法。")


_CHECKS: Final = (
    _check_references,
    _check_entities,
    _check_industries,
    _check_classified,
    _check_rules,
    _check_parks,
    _check_statements,
)
