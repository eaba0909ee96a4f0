"""The ledger's schema as SQL: one tuple of statements a migration, in the order they are applied.

Table and column names are public: people open the ledger with other tools. `db.migrations` applies these and never
changes a migration that has been released; what comes later is appended as a further one.

Dates are ISO 8601 text of honest precision (`2022`, `2022-04`, `2022-04-30`), so plain text order is time order.
Money is integer 万元. Coordinates are WGS 84 degrees.
"""

from typing import Final

from db.schema_additions import DECISIONS, DIRECTIONS, EDITS, OWN_LISTS, RELATIONS

APPLICATION_ID: Final = 0x4B584331
"""`KXC1` in ASCII (科学城 1): stamped into bytes 68–71 of every ledger file."""

STAGES: Final = (
    # stage, position in the full list, rank for the rule that derives a project's stage
    ("谋划", 1, 1),
    ("洽谈", 2, 2),
    ("签约", 3, 3),
    ("落户", 4, 3),
    ("开工", 5, 4),
    ("在建", 6, 5),
    ("完工", 7, 6),
    ("投产", 8, 7),
    ("投用", 9, 7),
    ("达产", 10, 8),
)
"""Stages in order. 签约 and 落户 share a rank, as 投产 and 投用 do: the press uses either for the same step."""

POSITION_SQL: Final = """coalesce(p.lng, k.lng) AS lng, coalesce(p.lat, k.lat) AS lat,
    CASE WHEN p.lng IS NULL THEN k.position_confidence END AS position_confidence"""
"""What the view `project_positions` says, of a row of `projects AS p LEFT JOIN parks AS k ON k.id = p.park_id`.

For queries of few projects: joined to another table, SQLite would work out the whole view first.
"""

_SOURCES: Final = (
    """CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID""",
    """CREATE TABLE documents (
        id TEXT PRIMARY KEY,
        title TEXT,
        publisher TEXT,
        published TEXT,
        published_basis TEXT CHECK (published_basis IN ('stated', 'inferred')),
        sha256 TEXT NOT NULL,
        text TEXT
    ) STRICT""",
    """CREATE TABLE evidence (
        id INTEGER PRIMARY KEY,
        entity TEXT NOT NULL,
        entity_id INTEGER NOT NULL,
        field TEXT NOT NULL,
        document_id TEXT NOT NULL REFERENCES documents (id),
        "start" INTEGER NOT NULL CHECK ("start" >= 0),
        "end" INTEGER NOT NULL,
        CHECK ("end" > "start")
    ) STRICT""",
    "CREATE INDEX evidence_of_entity ON evidence (entity, entity_id)",
    "CREATE INDEX evidence_of_document ON evidence (document_id)",
    """CREATE TABLE statements (
        id INTEGER PRIMARY KEY,
        entity TEXT NOT NULL,
        entity_id INTEGER NOT NULL,
        field TEXT NOT NULL,
        value TEXT NOT NULL,
        document_id TEXT NOT NULL REFERENCES documents (id),
        adopted INTEGER NOT NULL CHECK (adopted IN (0, 1))
    ) STRICT""",
    "CREATE INDEX statements_of_entity ON statements (entity, entity_id)",
    """CREATE TABLE suspicions (
        id INTEGER PRIMARY KEY,
        entity TEXT NOT NULL,
        entity_id INTEGER NOT NULL,
        other_id INTEGER NOT NULL,
        reason TEXT NOT NULL
    ) STRICT""",
)

_VOCABULARIES: Final = (
    """CREATE TABLE taxonomies (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        valid_from TEXT,
        valid_to TEXT,
        basis TEXT CHECK (basis IN ('stated', 'inferred'))
    ) STRICT""",
    """CREATE TABLE industries (
        id INTEGER PRIMARY KEY,
        taxonomy_id INTEGER NOT NULL REFERENCES taxonomies (id),
        parent_id INTEGER REFERENCES industries (id),
        level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 3),
        name TEXT NOT NULL,
        color TEXT,
        symbol TEXT,
        parent_basis TEXT CHECK (parent_basis IN ('stated', 'inferred')),
        UNIQUE (taxonomy_id, name, level)
    ) STRICT""",
    """CREATE TABLE industry_crosswalk (
        from_id INTEGER NOT NULL REFERENCES industries (id),
        to_id INTEGER NOT NULL REFERENCES industries (id),
        basis TEXT CHECK (basis IN ('stated', 'inferred')),
        PRIMARY KEY (from_id, to_id)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE stages (
        stage TEXT PRIMARY KEY, position INTEGER NOT NULL UNIQUE, rank INTEGER NOT NULL
    ) STRICT""",
    *(f"INSERT INTO stages VALUES ('{stage}', {position}, {rank})" for stage, position, rank in STAGES),  # noqa: S608
    """CREATE TABLE parks (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        parent_id INTEGER REFERENCES parks (id),
        parent_basis TEXT CHECK (parent_basis IN ('stated', 'inferred')),
        lng REAL CHECK (lng BETWEEN -180 AND 180),
        lat REAL CHECK (lat BETWEEN -90 AND 90),
        position_confidence TEXT CHECK (position_confidence IN ('A', 'B', 'C', 'D')),
        position_source TEXT,
        area_km2 REAL CHECK (area_km2 > 0),
        area_source TEXT,
        footprint TEXT,
        footprint_kind TEXT CHECK (footprint_kind IN ('surveyed', 'schematic')),
        focus TEXT,
        CHECK ((lng IS NULL) = (lat IS NULL)),
        CHECK ((footprint IS NULL) = (footprint_kind IS NULL))
    ) STRICT""",
    """CREATE TABLE park_aliases (
        park_id INTEGER NOT NULL REFERENCES parks (id),
        alias TEXT NOT NULL,
        basis TEXT CHECK (basis IN ('stated', 'inferred')),
        PRIMARY KEY (park_id, alias)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE park_links (
        park_id INTEGER NOT NULL REFERENCES parks (id),
        linked_id INTEGER NOT NULL REFERENCES parks (id),
        relation TEXT NOT NULL CHECK (relation IN ('contains', 'carried_by', 'linked_with')),
        PRIMARY KEY (park_id, linked_id, relation)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE park_rules (
        id INTEGER PRIMARY KEY,
        rank INTEGER NOT NULL,
        park_id INTEGER NOT NULL REFERENCES parks (id),
        dimension TEXT NOT NULL CHECK (dimension IN ('industry', 'track', 'kind', 'topic')),
        key TEXT NOT NULL,
        note TEXT
    ) STRICT""",
    """CREATE TABLE organisations (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, uscc TEXT) STRICT""",
    """CREATE TABLE organisation_aliases (
        organisation_id INTEGER NOT NULL REFERENCES organisations (id),
        alias TEXT NOT NULL,
        PRIMARY KEY (organisation_id, alias)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE organisation_tags (
        organisation_id INTEGER NOT NULL REFERENCES organisations (id),
        tag TEXT NOT NULL,
        PRIMARY KEY (organisation_id, tag)
    ) STRICT, WITHOUT ROWID""",
)

_PROJECTS: Final = (
    """CREATE TABLE projects (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        industry_id INTEGER REFERENCES industries (id),
        track_id INTEGER REFERENCES industries (id),
        industry_basis TEXT CHECK (industry_basis IN ('stated', 'inferred')),
        industry_printed TEXT,
        amount_wan INTEGER CHECK (amount_wan >= 0),
        amount_qualifier TEXT,
        amount_text TEXT,
        park_id INTEGER REFERENCES parks (id),
        park_basis TEXT CHECK (park_basis IN ('stated', 'inferred')),
        park_rule_id INTEGER REFERENCES park_rules (id),
        lng REAL CHECK (lng BETWEEN -180 AND 180),
        lat REAL CHECK (lat BETWEEN -90 AND 90),
        position_basis TEXT NOT NULL CHECK (position_basis IN ('surveyed', 'address', 'manual', 'park', 'city')),
        area_mu REAL,
        jobs INTEGER,
        summary TEXT,
        note TEXT,
        CHECK ((lng IS NULL) = (lat IS NULL)),
        CHECK ((lng IS NULL) = (position_basis IN ('park', 'city'))),
        CHECK ((park_id IS NULL) = (park_basis IS NULL))
    ) STRICT""",
    "CREATE INDEX projects_by_park ON projects (park_id)",
    "CREATE INDEX projects_by_industry ON projects (industry_id)",
    """CREATE TABLE project_aliases (
        project_id INTEGER NOT NULL REFERENCES projects (id), alias TEXT NOT NULL, PRIMARY KEY (project_id, alias)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE project_organisations (
        project_id INTEGER NOT NULL REFERENCES projects (id),
        organisation_id INTEGER NOT NULL REFERENCES organisations (id),
        role TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (project_id, organisation_id, role)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE project_facts (
        id INTEGER PRIMARY KEY,
        project_id INTEGER NOT NULL REFERENCES projects (id),
        name TEXT NOT NULL,
        value ANY,
        unit TEXT,
        qualifier TEXT,
        period TEXT,
        note TEXT
    ) STRICT""",
    "CREATE INDEX facts_of_project ON project_facts (project_id)",
    """CREATE TABLE milestones (
        id INTEGER PRIMARY KEY,
        project_id INTEGER NOT NULL REFERENCES projects (id),
        stage TEXT NOT NULL REFERENCES stages (stage),
        date TEXT,
        is_planned INTEGER NOT NULL CHECK (is_planned IN (0, 1)),
        basis TEXT NOT NULL CHECK (basis IN ('stated', 'inferred')),
        note TEXT
    ) STRICT""",
    "CREATE INDEX milestones_of_project ON milestones (project_id, is_planned, stage, date)",
)

_ANNOUNCEMENTS: Final = (
    """CREATE TABLE events (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        held_on TEXT,
        held_on_basis TEXT CHECK (held_on_basis IN ('stated', 'inferred')),
        period TEXT,
        project_count INTEGER CHECK (project_count >= 0),
        count_qualifier TEXT,
        amount_wan INTEGER CHECK (amount_wan >= 0),
        amount_qualifier TEXT,
        note TEXT
    ) STRICT""",
    """CREATE TABLE event_containments (
        event_id INTEGER NOT NULL REFERENCES events (id),
        contains_id INTEGER NOT NULL REFERENCES events (id),
        basis TEXT CHECK (basis IN ('stated', 'inferred')),
        PRIMARY KEY (event_id, contains_id),
        CHECK (event_id <> contains_id)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE event_parts (
        event_id INTEGER NOT NULL REFERENCES events (id),
        dimension TEXT NOT NULL,
        key TEXT NOT NULL,
        project_count INTEGER,
        amount_wan INTEGER,
        PRIMARY KEY (event_id, dimension, key)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE event_projects (
        event_id INTEGER NOT NULL REFERENCES events (id),
        project_id INTEGER NOT NULL REFERENCES projects (id),
        basis TEXT CHECK (basis IN ('stated', 'inferred')),
        PRIMARY KEY (event_id, project_id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX events_of_project ON event_projects (project_id)",
    """CREATE TABLE indicators (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        value REAL,
        value_text TEXT,
        unit TEXT,
        qualifier TEXT,
        period TEXT,
        period_basis TEXT CHECK (period_basis IN ('stated', 'inferred')),
        scope TEXT,
        kind TEXT CHECK (kind IN ('actual', 'target')),
        note TEXT
    ) STRICT""",
    "CREATE TABLE mechanisms (id INTEGER PRIMARY KEY, name TEXT NOT NULL, summary TEXT) STRICT",
    "CREATE TABLE lists (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, kind TEXT) STRICT",
    """CREATE TABLE list_items (
        list_id INTEGER NOT NULL REFERENCES lists (id),
        project_id INTEGER NOT NULL REFERENCES projects (id),
        position INTEGER,
        PRIMARY KEY (list_id, project_id)
    ) STRICT, WITHOUT ROWID""",
)

_DERIVED: Final = (
    # docs/decisions/0007-project-stage-rule.md: among the milestones that happened, the one of the highest rank;
    # within a rank the latest date (undated first), then the later position, then the later row.
    # One table and a look-up, not a window function: SQLite can use the index when a single project is asked for.
    """CREATE VIEW project_status AS
        SELECT m.project_id, m.stage, m.date AS stage_date FROM milestones AS m WHERE m.id = (
            SELECT n.id FROM milestones AS n JOIN stages AS s USING (stage)
            WHERE n.project_id = m.project_id AND n.is_planned = 0
            ORDER BY s.rank DESC, coalesce(n.date, '') DESC, s.position DESC, n.id DESC LIMIT 1
        )""",
    # The year a project is counted under: that of its first dated 签约, else of its first dated actual milestone.
    """CREATE VIEW project_years AS
        SELECT p.id AS project_id, CAST(substr(coalesce(
            (SELECT min(date) FROM milestones WHERE project_id = p.id AND is_planned = 0 AND stage = '签约'),
            (SELECT min(date) FROM milestones WHERE project_id = p.id AND is_planned = 0)
        ), 1, 4) AS INTEGER) AS year
        FROM projects AS p""",
    # Where a project is known to be: its own point, else its park's, else nothing finer than the city.
    """CREATE VIEW project_positions AS
        SELECT p.id AS project_id, coalesce(p.lng, k.lng) AS lng, coalesce(p.lat, k.lat) AS lat,
            p.position_basis AS basis, CASE WHEN p.lng IS NULL THEN k.position_confidence END AS confidence
        FROM projects AS p LEFT JOIN parks AS k ON k.id = p.park_id""",
    """CREATE VIEW project_evidence AS
        SELECT e.entity_id AS project_id, e.* FROM evidence AS e WHERE e.entity IN ('projects', 'project_aliases')
        UNION ALL
        SELECT m.project_id, e.* FROM evidence AS e JOIN milestones AS m
            ON e.entity = 'milestones' AND e.entity_id = m.id
        UNION ALL
        SELECT f.project_id, e.* FROM evidence AS e JOIN project_facts AS f
            ON e.entity = 'project_facts' AND e.entity_id = f.id""",
    # For other tools: three characters or more, by trigram. The program itself searches its own text buffer.
    "CREATE VIRTUAL TABLE projects_text USING fts5 (name, aliases, organisations, summary, tokenize = 'trigram')",
)

MIGRATIONS: Final = (
    ("sources_and_evidence", _SOURCES),
    ("vocabularies_and_places", _VOCABULARIES),
    ("projects_and_milestones", _PROJECTS),
    ("announcements_and_indicators", _ANNOUNCEMENTS),
    ("derived_views_and_text", _DERIVED),
    ("edits_and_journal", EDITS),
    ("own_lists_and_card_indexes", OWN_LISTS),
    ("repeat_decisions", DECISIONS),
    ("project_directions", DIRECTIONS),
    ("chain_relations", RELATIONS),
)
"""(name, statements) in order; the number of them is the ledger's `user_version`."""

DOCUMENT_TITLE_SQL: Final = "coalesce(d.title, '无题材料 ' || substr(d.id, 1, 3))"
"""What a row of `documents AS d` is called: its title, or a stand-in for one that prints none."""

DATA_TABLES: Final = (
    "documents",
    "taxonomies",
    "industries",
    "industry_crosswalk",
    "parks",
    "park_aliases",
    "park_links",
    "park_rules",
    "organisations",
    "organisation_aliases",
    "organisation_tags",
    "projects",
    "project_aliases",
    "project_organisations",
    "project_directions",
    "chain_relations",
    "project_facts",
    "milestones",
    "events",
    "event_containments",
    "event_parts",
    "event_projects",
    "indicators",
    "mechanisms",
    "lists",
    "list_items",
    "statements",
    "suspicions",
    "evidence",
)
"""The tables that hold what people state, in an order that satisfies foreign keys."""
