"""What came to the ledger's schema after its first tables: one tuple of statements a migration; see `db.schema`."""

from typing import Final

# docs/decisions/0012-edits-are-a-journal.md
EDITS: Final = (
    """CREATE TABLE edits (
        id INTEGER PRIMARY KEY,
        follows_id INTEGER REFERENCES edits (id),
        kind TEXT NOT NULL,
        subject TEXT NOT NULL,
        made_at TEXT NOT NULL,
        undone_at TEXT
    ) STRICT""",
    # One row a changed row: its changed columns before and after, as JSON objects.
    """CREATE TABLE journal (
        edit_id INTEGER NOT NULL REFERENCES edits (id),
        entity TEXT NOT NULL,
        entity_id INTEGER NOT NULL,
        before TEXT NOT NULL CHECK (json_valid(before)),
        after TEXT NOT NULL CHECK (json_valid(after)),
        PRIMARY KEY (edit_id, entity, entity_id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX journal_of_entity ON journal (entity, entity_id)",
)

OWN_LISTS: Final = (
    # Place of a list people have made among their own, from 1; printed lists have none and stay as printed.
    "ALTER TABLE lists ADD COLUMN position INTEGER",
    # What a project's card asks for, the other way round than the keys go.
    "CREATE INDEX lists_of_project ON list_items (project_id)",
    "CREATE INDEX projects_of_organisation ON project_organisations (organisation_id, project_id)",
    "CREATE INDEX suspicions_of_entity ON suspicions (entity, entity_id)",
    "CREATE INDEX suspicions_of_other ON suspicions (entity, other_id)",
)

# What people have decided about pairs of projects that may be one: docs/decisions/0019-repeats-are-decided.md
DECISIONS: Final = (
    """CREATE TABLE repeat_decisions (
        id INTEGER PRIMARY KEY,
        first_id INTEGER NOT NULL REFERENCES projects (id),
        second_id INTEGER NOT NULL REFERENCES projects (id),
        verdict TEXT NOT NULL CHECK (verdict IN ('same', 'different')),
        UNIQUE (first_id, second_id),
        CHECK (first_id < second_id)
    ) STRICT""",
)

# Tracks and directions a project is about besides its own track; always our reading.
DIRECTIONS: Final = (
    """CREATE TABLE project_directions (
        project_id INTEGER NOT NULL REFERENCES projects (id),
        industry_id INTEGER NOT NULL REFERENCES industries (id),
        basis TEXT NOT NULL CHECK (basis IN ('stated', 'inferred')),
        PRIMARY KEY (project_id, industry_id)
    ) STRICT, WITHOUT ROWID""",
)

# Relations of the industry chain as printed: docs/decisions/0034-printed-relations.md
RELATIONS: Final = (
    """CREATE TABLE chain_relations (
        id INTEGER PRIMARY KEY,
        kind TEXT NOT NULL,
        kind_basis TEXT NOT NULL CHECK (kind_basis IN ('stated', 'inferred')),
        words TEXT NOT NULL,
        from_entity TEXT CHECK (from_entity IN ('projects', 'organisations', 'industries')),
        from_id INTEGER,
        from_words TEXT NOT NULL,
        from_basis TEXT CHECK (from_basis IN ('stated', 'inferred')),
        to_entity TEXT CHECK (to_entity IN ('projects', 'organisations', 'industries')),
        to_id INTEGER,
        to_words TEXT NOT NULL,
        to_basis TEXT CHECK (to_basis IN ('stated', 'inferred')),
        industry_id INTEGER NOT NULL REFERENCES industries (id),
        industry_basis TEXT NOT NULL CHECK (industry_basis IN ('stated', 'inferred')),
        note TEXT,
        CHECK ((from_entity IS NULL) = (from_id IS NULL) AND (from_entity IS NULL) = (from_basis IS NULL)),
        CHECK ((to_entity IS NULL) = (to_id IS NULL) AND (to_entity IS NULL) = (to_basis IS NULL))
    ) STRICT""",
    "CREATE INDEX relations_of_industry ON chain_relations (industry_id)",
)
