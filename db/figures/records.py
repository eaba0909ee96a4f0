"""What figures consist of: frozen records, no database."""

from db.id_set import IdSet
from geo.frozen import frozen


@frozen
class NamedSum:
    """Projects the ledger names, and what of their amounts is published.

    Attributes:
        ids: Projects.
        published_ids: Those with a published amount.
        amount_wan: Sum of the published amounts, 万元.
        approximate: Published amounts that carry a qualifier such as 约 or 预计.
    """

    ids: IdSet
    published_ids: IdSet
    amount_wan: int
    approximate: int

    @property
    def unpublished(self) -> int:
        """Projects without a published amount."""
        return len(self.ids) - len(self.published_ids)


@frozen
class PartFigures:
    """One announced part of an announcement, as «大健康 7 个», beside what the ledger names of it.

    Attributes:
        dimension: `industry` or `scale`.
        key: The part as printed.
        project_count: Published count, or None.
        amount_wan: Published sum, 万元, or None.
        named: The named projects that belong to the part; None where the ledger cannot tell which do.
        remaining: Published count less the named; None without either.
    """

    dimension: str
    key: str
    project_count: int | None
    amount_wan: int | None
    named: NamedSum | None
    remaining: int | None


@frozen
class Verdict:
    """One judgement about an announcement.

    Attributes:
        key: `all_named`, `some_named`, `none_named`, `count_unpublished`, `more_named`; `amounts_agree`,
            `amounts_remain`, `amounts_withheld`, `amounts_differ`, `amounts_exceed`; `parts_agree`, `parts_differ`.
        words: It in words.
        is_conflict: Two published figures cannot both be right, or the ledger names more than was announced.
    """

    key: str
    words: str
    is_conflict: bool = False


@frozen
class EventFigures:
    """What an announcement published beside what the ledger names of it. A remainder is no project's amount.

    Attributes:
        id: Event.
        name: Its name.
        kind: `signing`, `groundbreaking`, `period`.
        held_on: ISO date of honest precision.
        held_on_basis: `stated`, `inferred` or None.
        project_count: Published count.
        count_qualifier: 超, 余 …
        amount_wan: Published sum, 万元.
        amount_qualifier: 超, 约 …
        contains: Ids of the announcements directly inside it.
        contained_in: Ids of the announcements it is directly inside of.
        contained_count: What those inside it published, as a sum of counts, what lies inside another of them counted
            once; None where none published any.
        contained_amount_wan: The same of amounts, 万元.
        named: The projects linked to it or to an announcement inside it, each once.
        remaining: Published count less the named; None without a published count. Negative where more are named.
        remaining_amount_wan: Published sum less the named ones', 万元; None without a published sum.
        parts: As announced.
        verdicts: In words: of the count, of the amount, of the parts.
    """

    id: int
    name: str
    kind: str
    held_on: str | None
    held_on_basis: str | None
    project_count: int | None
    count_qualifier: str | None
    amount_wan: int | None
    amount_qualifier: str | None
    contains: tuple[int, ...]
    contained_in: tuple[int, ...]
    contained_count: int | None
    contained_amount_wan: int | None
    named: NamedSum
    remaining: int | None
    remaining_amount_wan: int | None
    parts: tuple[PartFigures, ...]
    verdicts: tuple[Verdict, ...]

    @property
    def has_conflict(self) -> bool:
        """Whether any verdict says that figures cannot both be right."""
        return any(verdict.is_conflict for verdict in self.verdicts)
