"""Check the printed relations of the data pack: that ends exist, words are words, and one passage prints it all."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from db.printed_words import contains_words
from db.relation_kinds import RELATION_WORDS
from db.seed_pack.seed_matching import Forms, gather_forms
from db.seed_pack.seed_problems import Problem, shorten
from db.seed_pack.seed_tables import SeedRow, SeedTables, read_natural

LONGEST_WORDS: Final = 24
"""Characters a relation may quote: words, never a sentence."""

LONGEST_PASSAGE: Final = 300
"""Characters within which a document prints both ends of a relation and what relates them."""

_SIDES: Final = ("from", "to")
_PRINTED: Final = ("from_words", "words", "to_words")


def check_relations(tables: SeedTables) -> Iterator[Problem]:
    """Yield everything wrong with the relations that other checks do not see."""
    forms = gather_forms(tables)
    industries = _current_industries(tables)
    known = {table: {row["name"] for row in tables[table]} for table in ("projects", "organisations")}
    known["industries"] = industries
    passages = _find_passages(tables)
    for row in tables["chain_relations"]:
        if row["industry"] not in industries:
            yield Problem(row.place, f"industry“{row['industry']}”不是现行口径的产业、赛道或方向。")
        for column in _PRINTED:
            is_name = row.values.get(column.replace("words", "basis")) == "stated"
            if not is_name and len(row[column]) > LONGEST_WORDS:
                yield Problem(row.place, f"{column} 超过 {LONGEST_WORDS} 字：只记关系所在的词，不抄句子。")
        for side in _SIDES:
            yield from _check_end(row, side, known, forms)
        yield from _check_kind(row)
        yield from _check_passage(row, passages.get(read_natural(row["id"]) or 0, {}))


def _current_industries(tables: SeedTables) -> set[str]:
    if not tables["taxonomies"]:
        return set()
    current = max(tables["taxonomies"], key=lambda row: row["valid_from"])["name"]
    return {row["name"] for row in tables["industries"] if row["taxonomy"] == current}


def _check_end(row: SeedRow, side: str, known: Mapping[str, set[str]], forms: Forms) -> Iterator[Problem]:
    entity, name, words, basis = (row[f"{side}_{part}"] for part in ("entity", "name", "words", "basis"))
    if len({bool(entity), bool(name), bool(basis)}) != 1:
        yield Problem(row.place, f"{side}_entity、{side}_name 与 {side}_basis 应同时填写或同时为空。")
    elif entity in known and name not in known[entity]:
        yield Problem(row.place, f"{side}_name 指向 {entity} 中没有的“{shorten(name)}”。")
    elif basis == "stated":
        printed = (name,) if entity == "industries" else forms.of(entity, name) if entity in known else ()
        if words not in printed:
            yield Problem(row.place, f"{side}_words“{words}”不是“{name}”的名称或别名，{side}_basis 应为 inferred。")


def _check_kind(row: SeedRow) -> Iterator[Problem]:
    printed = RELATION_WORDS.get(row["kind"])
    if printed and row["kind_basis"] == "stated" and not any(contains_words(row["words"], one) for one in printed):
        yield Problem(
            row.place, f"“{row['words']}”里没有表示{row['kind']}的词（{'、'.join(printed)}），应为 inferred。"
        )


def _find_passages(tables: SeedTables) -> Mapping[int, Mapping[str, Mapping[str, list[tuple[int, int]]]]]:
    """Return (start, end) of what is printed by relation, document and field."""
    found: dict[int, dict[str, dict[str, list[tuple[int, int]]]]] = defaultdict(lambda: defaultdict(dict))
    for row in tables["evidence"]:
        numbers = [read_natural(row[column]) for column in ("entity_id", "start", "end")]
        relation, start, end = numbers
        if row["entity"] == "chain_relations" and relation is not None and start is not None and end is not None:
            found[relation][row["document_id"]].setdefault(row["field"], []).append((start, end))
    return found


def _check_passage(row: SeedRow, printed: Mapping[str, Mapping[str, list[tuple[int, int]]]]) -> Iterator[Problem]:
    """Every document that evidences a relation prints all of it, and close together."""
    for document, fields in printed.items():
        spans = [span for field in _PRINTED for span in fields.get(field, ())]
        if any(field not in fields for field in _PRINTED):
            yield Problem(row.place, f"原文 {document} 应同时有前者、后者和关系的依据。")
        elif max(end for _, end in spans) - min(start for start, _ in spans) > LONGEST_PASSAGE:
            yield Problem(row.place, f"原文 {document} 中的依据相距超过 {LONGEST_PASSAGE} 字，不是同一处。")
