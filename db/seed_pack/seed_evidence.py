"""Hold the evidence rows of the data pack against its claims and, where they are at hand, against the documents."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from db.seed_pack.seed_claims import Claim, ClaimKey
from db.seed_pack.seed_problems import Problem
from db.seed_pack.seed_tables import SeedRow, SeedTables, read_natural
from geo.frozen import frozen

LONGEST_EVIDENCE: Final = 60
"""Characters an evidence row may span. A longer span would not show where in it the value stands."""


@frozen
class EvidenceOutcome:
    """What came of checking evidence.

    Attributes:
        problems: Everything found wrong.
        proved: Evidence rows whose words were looked up and contain their value.
    """

    problems: tuple[Problem, ...]
    proved: int


def check_evidence(tables: SeedTables, claims: Mapping[ClaimKey, Claim], texts: Mapping[str, str]) -> EvidenceOutcome:
    """Check every evidence row, and that every stated value has one.

    Args:
        tables: The data pack.
        claims: What it claims to be printed.
        texts: Texts without whitespace by document id; rows about other documents are checked for form only.
    """
    problems: list[Problem] = []
    proved = 0
    rows_of: dict[ClaimKey, list[SeedRow]] = defaultdict(list)
    for row in tables["evidence"]:
        key = _key(row)
        found = [] if key is None else list(_check_row(row, key, claims, texts))
        if key is not None:
            rows_of[key].append(row)
        proved += not found and row["document_id"] in texts
        problems.extend(found)
    for key, claim in claims.items():
        problems.extend(_check_coverage(key, claim, rows_of[key], texts))
    return EvidenceOutcome(tuple(problems), proved)


def check_documents(tables: SeedTables, texts: Mapping[str, str]) -> Iterator[Problem]:
    """Yield documents whose text is not the one the offsets were taken from."""
    for row in tables["documents"]:
        text = texts.get(row["id"])
        if text is not None and hashlib.sha256(text.encode("utf-8")).hexdigest() != row["sha256"]:
            yield Problem(row.place, f"原文 {row['id']} 与登记的 sha256 不符，位置不再可信。")


def _key(row: SeedRow) -> ClaimKey | None:
    """Return the claim a row is about, or None when its numbers cannot be read (`seed_structure` reports that)."""
    entity_id, start, end = (read_natural(row[column]) for column in ("entity_id", "start", "end"))
    if entity_id is None or start is None or end is None:
        return None
    return row["entity"], entity_id, row["field"]


def _check_row(
    row: SeedRow, key: ClaimKey, claims: Mapping[ClaimKey, Claim], texts: Mapping[str, str]
) -> Iterator[Problem]:
    start, end = int(row["start"]), int(row["end"])
    if not start < end <= start + LONGEST_EVIDENCE:
        yield Problem(row.place, f"位置 {start}–{end} 不合理：应为前小后大，且不超过 {LONGEST_EVIDENCE} 字。")
        return
    claim = claims.get(key)
    if claim is None:
        yield Problem(row.place, f"{_describe(key)} 没有可核对的值。")
        return
    text = texts.get(row["document_id"])
    if text is None:
        return
    if end > len(text):
        yield Problem(row.place, f"位置 {start}–{end} 超出原文 {row['document_id']} 的末尾（{len(text)} 字）。")
    elif not any(part.matches(text[start:end]) for part in claim.parts):
        labels = "、".join(part.label for part in claim.parts)
        yield Problem(row.place, f"{_describe(key)} 所指的文字里没有“{labels}”（位置 {start}–{end}）。")


def _check_coverage(
    key: ClaimKey, claim: Claim, rows: Sequence[SeedRow], texts: Mapping[str, str]
) -> Iterator[Problem]:
    if claim.required and not rows:
        yield Problem(claim.place, f"{_describe(key)} 没有依据。")
        return
    if not all(row["document_id"] in texts for row in rows):
        return
    words = [texts[row["document_id"]][int(row["start"]) : int(row["end"])] for row in rows]
    for part in claim.required:
        if not any(part.matches(text) for text in words):
            yield Problem(claim.place, f"{_describe(key)} 的“{part.label}”没有一条依据印着它。")


def _describe(key: ClaimKey) -> str:
    entity, entity_id, field = key
    return f"{entity} {entity_id} 的 {field}"
