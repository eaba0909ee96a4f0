"""Relations of the pack: what is wrong with one is found; those of the real pack are printed as they say."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from db.relation_kinds import RELATION_KINDS
from db.seed_pack.seed_check import check_seeds, find_documents_dir
from db.seed_pack.seed_relations import LONGEST_WORDS, check_relations
from db.seed_pack.seed_tables import read_seed_tables

Rows = list[dict[str, str]]


@pytest.fixture
def edit(tmp_path: Path, seeds_dir: Path) -> Callable[..., str]:
    """Copy the pack, change one relation (or the evidence), return what is found wrong."""

    def apply(row: int = 0, table: str = "chain_relations", **cells: str) -> str:
        pack = Path(shutil.copytree(seeds_dir, tmp_path / "pack"))
        path = pack / f"{table}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        rows[row].update(cells)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        return "\n".join(str(problem) for problem in check_relations(read_seed_tables(pack)))

    return apply


def test_the_real_relations_are_well_formed(seeds_dir: Path) -> None:
    assert list(check_relations(read_seed_tables(seeds_dir))) == []


def test_every_kind_of_relation_is_used_and_told_apart_by_its_words(seeds_dir: Path) -> None:
    rows = read_seed_tables(seeds_dir)["chain_relations"]
    assert {row["kind"] for row in rows} == set(RELATION_KINDS)
    assert len({(row["kind"], row["from_words"], row["to_words"], row["words"]) for row in rows}) == len(rows)


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"from_name": "乌有项目"}, "from_name 指向 projects 中没有的“乌有项目”"),
        ({"to_name": "乌有产业"}, "to_name 指向 industries 中没有的“乌有产业”"),
        ({"industry": "大健康"}, "industry“大健康”不是现行口径的产业"),
        ({"from_entity": ""}, "from_entity、from_name 与 from_basis 应同时填写"),
        ({"from_words": "某产业园"}, "from_words“某产业园”不是“平安建投大健康产业园”的名称或别名"),
        ({"to_basis": "stated"}, "to_words“生物制药”不是“生物医药”的名称或别名"),
        ({"words": "主要产业"}, "“主要产业”里没有表示上下游的词"),
        ({"words": "其上下游产业为主" * 4}, f"words 超过 {LONGEST_WORDS} 字"),
    ],
)
def test_a_mistake_is_found(edit: Callable[..., str], cells: dict[str, str], message: str) -> None:
    assert message in edit(0, **cells)


def test_words_that_print_no_kind_may_be_read_as_one(edit: Callable[..., str]) -> None:
    assert edit(0, words="产业", kind_basis="inferred") == ""


def find_evidence(seeds_dir: Path, field: str) -> int:
    with (seeds_dir / "evidence.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return next(n for n, row in enumerate(rows) if (row["entity"], row["field"]) == ("chain_relations", field))


def test_one_passage_prints_both_ends_and_what_relates_them(edit: Callable[..., str], seeds_dir: Path) -> None:
    assert "不是同一处" in edit(find_evidence(seeds_dir, "to_words"), "evidence", start="5000", end="5004")


def test_a_document_that_prints_only_one_end_is_found(edit: Callable[..., str], seeds_dir: Path) -> None:
    row = find_evidence(seeds_dir, "to_words")
    assert "应同时有前者、后者和关系的依据" in edit(row, "evidence", document_id="001_420b946217c8a1be")


@pytest.mark.parametrize(
    ("field", "other"), [("from_words", "某某产业园"), ("words", "下游环节"), ("to_words", "制药")]
)
def test_the_documents_prove_every_part(
    tmp_path: Path, project_dir: Path, seeds_dir: Path, field: str, other: str
) -> None:
    documents_dir = find_documents_dir(project_dir)
    if documents_dir is None:
        pytest.skip("the documents are not part of the project")
    pack = Path(shutil.copytree(seeds_dir, tmp_path / "pack"))
    path = pack / "chain_relations.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    # Of the last relation: words that are not printed at the places it gives.
    rows[-1].update({field: other})
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    assert any(f"chain_relations {rows[-1]['id']} 的 {field}" in str(one) for one in check_seeds(pack, documents_dir))
