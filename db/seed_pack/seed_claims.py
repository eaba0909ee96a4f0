"""What the data pack claims to be printed: one claim a field of a row, and one a set of links.

Every evidence row must satisfy at least one part of its claim, and every part that the pack does not mark as inferred
needs at least one evidence row that satisfies it. Columns not named here (kinds, summaries, notes, roles, positions
from the gazetteer) are our own words and claim nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import field
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from db.printed_numbers import contains_number
from db.printed_words import contains_time_word, contains_words, shares_run
from db.seed_pack import seed_matching as printed
from db.seed_pack.seed_matching import Forms, Part, Test
from db.seed_pack.seed_tables import SeedRow, SeedTables, read_natural
from geo.frozen import frozen

ClaimKey = tuple[str, int, str]
"""Entity (a table's name), id of its row, and field."""


@frozen
class Claim:
    """One field of one row of the pack.

    Attributes:
        place: File and line, for messages.
        required: Parts that must be printed.
        optional: Parts that may be printed: the pack marks them as inferred.
    """

    place: str
    required: list[Part] = field(default_factory=list)
    optional: list[Part] = field(default_factory=list)

    @property
    def parts(self) -> tuple[Part, ...]:
        """All parts."""
        return (*self.required, *self.optional)


@frozen
class _Field:
    """How one column is looked for.

    Attributes:
        test: Builds the parts.
        optional: It never needs evidence but may have some.
        basis: Column saying stated or inferred, or "" when a value is always stated.
    """

    test: Test
    optional: bool = False
    basis: str = ""

    def is_required(self, row: SeedRow) -> bool:
        return not self.optional and (not self.basis or row.values.get(self.basis) == "stated")


_FIELDS: Final[Mapping[str, Mapping[str, _Field]]] = MappingProxyType(
    {
        "taxonomies": {"name": _Field(printed.name_before_bracket)},
        "industries": {
            "name": _Field(printed.words),
            "parent": _Field(printed.parent_industry, basis="parent_basis"),
        },
        "parks": {
            "name": _Field(printed.own_name),
            "parent": _Field(printed.name_in("parks"), basis="parent_basis"),
            "area_km2": _Field(printed.value, optional=True),
            "focus": _Field(printed.listed_words),
        },
        "park_rules": {"key": _Field(printed.words), "park": _Field(printed.name_in("parks"))},
        "organisations": {"name": _Field(printed.own_name)},
        "projects": {
            "name": _Field(printed.own_name),
            "industry": _Field(printed.industry, basis="industry_basis"),
            "track": _Field(printed.industry, optional=True),
            "amount_wan": _Field(printed.money),
            "amount_qualifier": _Field(printed.words),
            "amount_text": _Field(printed.words, optional=True),
            "park": _Field(printed.name_in("parks"), basis="park_basis"),
            "area_mu": _Field(printed.value),
            "jobs": _Field(printed.value),
        },
        "chain_relations": {
            "words": _Field(printed.words),
            "from_words": _Field(printed.end_words),
            "to_words": _Field(printed.end_words),
            "industry": _Field(printed.words, basis="industry_basis"),
        },
        "project_facts": {
            "value": _Field(printed.value),
            "unit": _Field(printed.words, optional=True),
            "qualifier": _Field(printed.words, optional=True),
            "period": _Field(printed.time, optional=True),
        },
        "milestones": {"stage": _Field(printed.stage), "date": _Field(printed.date("basis"), basis="basis")},
        "events": {
            "name": _Field(printed.composed_name),
            "held_on": _Field(printed.date("held_on_basis"), basis="held_on_basis"),
            "period": _Field(printed.words, optional=True),
            "project_count": _Field(printed.value),
            "count_qualifier": _Field(printed.words),
            "amount_wan": _Field(printed.money),
            "amount_qualifier": _Field(printed.words),
        },
        "indicators": {
            "value": _Field(printed.value),
            "unit": _Field(printed.words, optional=True),
            "qualifier": _Field(printed.words),
            "period": _Field(printed.time, basis="period_basis"),
            "scope": _Field(printed.name_in("parks"), optional=True),
        },
        "mechanisms": {"name": _Field(printed.words)},
        "lists": {"name": _Field(printed.words)},
        "statements": {"value": _Field(printed.value)},
    }
)


_LinkTest = Callable[[SeedRow, Forms, Mapping[str, SeedRow]], Part]
"""Builds the part one linking row claims, given the row, the known names, and the events by name."""


@frozen
class _Link:
    """A table without ids of its own, whose rows are claims of what they hang on.

    Attributes:
        table: The linking table.
        owner: Its column naming what the rows hang on.
        owner_table: The table that name is in.
        entity: The entity evidence rows give.
        field: The field evidence rows give.
        test: Builds the part of one row.
    """

    table: str
    owner: str
    owner_table: str
    entity: str
    field: str
    test: _LinkTest


def _target(column: str, table: str = "") -> _LinkTest:
    """The linked thing is printed: by a name or alias of `table`, or by the cell's own words."""

    def test(row: SeedRow, forms: Forms, events: Mapping[str, SeedRow]) -> Part:
        return printed.any_form(forms.of(table, row[column]) if table else (row[column],))

    return test


def _project_in(column: str) -> _LinkTest:
    """The project is in a list or an announcement: its own name is printed, or the words naming the other."""

    def test(row: SeedRow, forms: Forms, events: Mapping[str, SeedRow]) -> Part:
        target, event = row[column], events.get(row[column])
        known = (*forms.of("projects", row["project"]), target)

        def matches(text: str) -> bool:
            return any(contains_words(text, form) for form in known) or _announces(text, event)

        return Part(target, matches)

    return test


def _event_part(row: SeedRow, forms: Forms, events: Mapping[str, SeedRow]) -> Part:
    """A part of an announcement: its key and its count are printed together."""
    key = row["key"]
    (count,) = printed.value(row, "project_count", forms)
    return Part(f"{key} {count.label}", lambda text: contains_words(text, key) and count.matches(text))


def _contained(row: SeedRow, forms: Forms, events: Mapping[str, SeedRow]) -> Part:
    """An announcement inside another: words naming it, its count, or the words of time that span it."""
    name = row["contains"]
    return Part(name, lambda text: contains_time_word(text) or _announces(text, events.get(name)))


def _announces(text: str, event: SeedRow | None) -> bool:
    if event is None:
        return False
    count = event["project_count"]
    return shares_run(text, event["name"]) or (count.isdecimal() and contains_number(text, Decimal(count)))


_LINKS: Final = (
    _Link("park_aliases", "park", "parks", "park_aliases", "alias", _target("alias")),
    _Link("project_aliases", "project", "projects", "project_aliases", "alias", _target("alias")),
    _Link("organisation_aliases", "organisation", "organisations", "organisation_aliases", "alias", _target("alias")),
    _Link("park_links", "park", "parks", "parks", "link", _target("linked", "parks")),
    _Link("organisation_tags", "organisation", "organisations", "organisations", "tag", _target("tag")),
    _Link(
        "project_organisations",
        "project",
        "projects",
        "projects",
        "organisation",
        _target("organisation", "organisations"),
    ),
    _Link("list_items", "project", "projects", "projects", "list", _project_in("list")),
    _Link("event_projects", "project", "projects", "projects", "event", _project_in("event")),
    _Link("event_parts", "event", "events", "events", "part", _event_part),
    _Link("event_containments", "event", "events", "events", "contains", _contained),
)


def build_claims(tables: SeedTables) -> Mapping[ClaimKey, Claim]:
    """Return every claim of the pack by entity, id and field.

    Rows whose id is not a number are left out: `db.seed_pack.seed_structure` reports them.
    """
    claims: dict[ClaimKey, Claim] = {}
    forms = printed.gather_forms(tables)
    for table, fields in _FIELDS.items():
        for row in tables[table]:
            _add_fields(claims, row, fields, forms)
    for link in _LINKS:
        _add_links(claims, link, tables, forms)
    return MappingProxyType(claims)


def _add_fields(claims: dict[ClaimKey, Claim], row: SeedRow, fields: Mapping[str, _Field], forms: Forms) -> None:
    row_id = read_natural(row["id"])
    if row_id is None:
        return
    for name, spec in fields.items():
        if row.values.get(name):
            claim = claims.setdefault((row.table, row_id, name), Claim(row.place))
            (claim.required if spec.is_required(row) else claim.optional).extend(spec.test(row, name, forms))


def _add_links(claims: dict[ClaimKey, Claim], link: _Link, tables: SeedTables, forms: Forms) -> None:
    ids = {row["name"]: row["id"] for row in tables[link.owner_table]}
    events = {row["name"]: row for row in tables["events"]}
    for row in tables[link.table]:
        owner_id = read_natural(ids.get(row[link.owner], ""))
        if owner_id is not None:
            claim = claims.setdefault((link.entity, owner_id, link.field), Claim(row.place))
            parts = claim.optional if row.values.get("basis") == "inferred" else claim.required
            parts.append(link.test(row, forms, events))
