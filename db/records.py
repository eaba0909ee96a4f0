"""What the ledger hands out: frozen records, plain data without a connection behind them."""

from db.related import Related
from geo.frozen import frozen


@frozen
class Document:
    """A press document.

    Attributes:
        id: File name without `.txt`.
        title: Title as printed, or a stand-in for a document that prints none.
        publisher: Who published it, or None.
        published: ISO date of honest precision, or None.
        published_basis: `stated` or `inferred`.
        sha256: Hash of its text without white space.
        has_text: Whether its owner has added the text.
    """

    id: str
    title: str
    publisher: str | None
    published: str | None
    published_basis: str | None
    sha256: str
    has_text: bool


@frozen
class OrganisationRole:
    """An organisation's part in a project."""

    organisation_id: int
    name: str
    role: str
    tags: tuple[str, ...]
    aliases: tuple[str, ...]


@frozen
class Milestone:
    """A step of a project that happened or is planned.

    Attributes:
        stage: One of the stage words.
        date: ISO date of honest precision, or None when no date is printed.
        is_planned: It is announced, not reported.
        basis: `stated` or `inferred`.
        note: The printed word where it differs from the stage, or how a date was inferred.
    """

    id: int
    stage: str
    date: str | None
    is_planned: bool
    basis: str
    note: str | None


@frozen
class Fact:
    """A figure printed about a project: 月产 30000 片."""

    id: int
    name: str
    value: float | str | None
    unit: str | None
    qualifier: str | None
    period: str | None
    note: str | None


@frozen
class EventRef:
    """An announcement a project belongs to. Amounts in 万元."""

    id: int
    name: str
    kind: str
    held_on: str | None
    project_count: int | None
    amount_wan: int | None
    basis: str | None


@frozen
class ListRef:
    """A list a project stands on, and its place there; whether a person has made it."""

    id: int
    name: str
    position: int | None
    is_own: bool = False


@frozen
class Passage:
    """Where a document says something of a project.

    Attributes:
        entity: Table of what is evidenced: `projects`, `project_aliases`, `milestones`, `project_facts`.
        entity_id: Its row.
        field: Column, or what the link is (`alias`, `organisation`, `event`, `list`, `park` …).
        document_id: The document.
        document_title: Its title.
        published: Its date.
        start: Offset of the words in the text without white space, inclusive.
        end: Offset, exclusive.
        words: The words themselves; None until the document's text is in the ledger.
        before: The rest of the sentence before the words; empty without the text.
        after: The rest of the sentence after them.
    """

    entity: str
    entity_id: int
    field: str
    document_id: str
    document_title: str
    published: str | None
    start: int
    end: int
    words: str | None
    before: str
    after: str


@frozen
class Statement:
    """One of several values documents print for the same thing."""

    field: str
    value: str
    document_id: str
    document_title: str
    published: str | None
    adopted: bool


@frozen
class Suspicion:
    """Another project that may be the same one."""

    other_id: int
    other_name: str
    reason: str


@frozen
class ParkPlacement:
    """The park a project is on.

    Attributes:
        park_id: The park.
        name: Its name.
        path: Names from the outermost park above it down to itself.
        basis: `stated` or `inferred`.
        rule_words: What the rule says that inferred it, for people; None when stated.
        rule_documents: Titles of the documents the rule rests on.
        position_confidence: `A` … `D`, or None when the park's own position is unknown.
        position_source: Where the position comes from.
    """

    park_id: int
    name: str
    path: tuple[str, ...]
    basis: str
    rule_words: str | None
    rule_documents: tuple[str, ...]
    position_confidence: str | None
    position_source: str | None


@frozen
class ProjectCard:
    """Everything known about one project.

    Attributes:
        id: Project id.
        name: Name.
        kind: Kind as stored (`industry`, `innovation` …).
        kind_name: Kind for people.
        aliases: Further names.
        industry_id: Industry, or None.
        industry: Its name, or None.
        track: Name of the track, or None.
        industry_basis: `stated` or `inferred`.
        industry_printed: The word the document uses, where it differs.
        amount_wan: 万元, or None when unpublished.
        amount_qualifier: 约, 超, 预计 …
        amount_text: As printed.
        park: The park it is on; None when only the city is known.
        position_basis: `surveyed`, `address`, `manual`, `park` or `city`.
        grade: `own`, `stated`, `inferred` or `city`.
        lng: Effective position in degrees WGS 84, or None.
        lat: The same.
        stage: Stage by the rule of `project_status`, or None.
        stage_date: Its date, or None.
        year: The year it is counted under, or None.
        area_mu: 亩.
        jobs: Jobs announced.
        summary: What it is, in our own words.
        note: What a reader should know.
        organisations: In the order of roles.
        facts: Figures printed.
        milestones: In order of time; undated ones by stage.
        events: Announcements.
        lists: Lists.
        passages: Where documents say so, by document and place.
        statements: Values on which documents differ, adopted ones included.
        suspicions: Projects that may be the same.
        related: What it shares with other projects, and some of those.
    """

    id: int
    name: str
    kind: str
    kind_name: str
    aliases: tuple[str, ...]
    industry_id: int | None
    industry: str | None
    track: str | None
    industry_basis: str | None
    industry_printed: str | None
    amount_wan: int | None
    amount_qualifier: str | None
    amount_text: str | None
    park: ParkPlacement | None
    position_basis: str
    grade: str
    lng: float | None
    lat: float | None
    stage: str | None
    stage_date: str | None
    year: int | None
    area_mu: float | None
    jobs: int | None
    summary: str | None
    note: str | None
    organisations: tuple[OrganisationRole, ...]
    facts: tuple[Fact, ...]
    milestones: tuple[Milestone, ...]
    events: tuple[EventRef, ...]
    lists: tuple[ListRef, ...]
    passages: tuple[Passage, ...]
    statements: tuple[Statement, ...]
    suspicions: tuple[Suspicion, ...]
    related: tuple[Related, ...] = ()

    def passages_of(self, field: str) -> tuple[Passage, ...]:
        """Return the passages that evidence a field."""
        return tuple(passage for passage in self.passages if passage.field == field)
