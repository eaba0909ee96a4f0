"""Infer the park of a project whose documents name none, from what the documents say each park is for.

The rules are data (`seeds/park_rules.csv`), each with evidence. A project gets a park only when, among the rules that
match it, those of the best rank all name one and the same park; anything less clear leaves it at the city.
"""

from collections.abc import Iterable

from db.search.text_buffer import normalise_text
from geo.frozen import frozen


@frozen
class ParkRule:
    """What one park is for.

    Attributes:
        id: Rule id.
        rank: Lower is more specific and wins.
        park_id: The park.
        dimension: `industry`, `track`, `kind` or `topic`.
        key: Name of the industry or track, the kind, or the word looked for in the project's texts.
    """

    id: int
    rank: int
    park_id: int
    dimension: str
    key: str


@frozen
class Subject:
    """What rules look at in a project.

    Attributes:
        industry: Name of its industry, or None.
        tracks: Names of its track and of the tracks above it.
        kind: Its kind.
        text: Name, aliases, summary and names of facts.
    """

    industry: str | None
    tracks: frozenset[str]
    kind: str
    text: str


def infer_park(rules: Iterable[ParkRule], subject: Subject) -> ParkRule | None:
    """Return the rule that places the project, or None when none does or the best ones disagree.

    Of several rules of the best rank for the same park, the one with the lowest id is named.
    """
    matching = sorted((rule for rule in rules if _matches(rule, subject)), key=lambda rule: (rule.rank, rule.id))
    best = [rule for rule in matching if rule.rank == matching[0].rank]
    if len({rule.park_id for rule in best}) != 1:
        return None
    return best[0]


def _matches(rule: ParkRule, subject: Subject) -> bool:
    if rule.dimension == "industry":
        return rule.key == subject.industry
    if rule.dimension == "track":
        return rule.key in subject.tracks
    if rule.dimension == "kind":
        return rule.key == subject.kind
    return normalise_text(rule.key) in normalise_text(subject.text)
