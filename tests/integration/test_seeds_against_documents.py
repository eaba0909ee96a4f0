"""The real data pack against the real documents, which are not part of the repository."""

import csv
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType

import pytest

from db.seed_pack.seed_check import check_seeds, find_documents_dir, read_documents, run_seed_check
from db.seed_pack.seed_claims import build_claims
from db.seed_pack.seed_evidence import check_evidence
from db.seed_pack.seed_tables import SeedRow, SeedTables, read_seed_tables

pytestmark = pytest.mark.documents


@pytest.fixture(scope="module")
def tables() -> SeedTables:
    return read_seed_tables(Path(__file__).parents[2] / "seeds")


@pytest.fixture(scope="module")
def documents_dir(tables: SeedTables) -> Path:
    """The folder with every document of the pack; without it there is nothing to prove."""
    folder = find_documents_dir(Path(__file__).parents[2])
    known = [row["id"] for row in tables["documents"]]
    missing = [name for name in known if folder is None or not (folder / f"{name}.txt").is_file()]
    if folder is None or missing:
        pytest.skip(f"documents not at hand: {', '.join(missing)}")
    return folder


@pytest.fixture(scope="module")
def texts(tables: SeedTables, documents_dir: Path) -> dict[str, str]:
    return dict(read_documents(tables, documents_dir))


def with_evidence(tables: SeedTables, rows: Iterator[SeedRow]) -> SeedTables:
    return SeedTables(MappingProxyType({**tables.tables, "evidence": tuple(rows)}))


def test_every_value_is_printed_where_its_evidence_points(seeds_dir: Path, documents_dir: Path) -> None:
    report = run_seed_check(seeds_dir, documents_dir)
    assert [str(problem) for problem in report.problems] == []
    assert report.proved == report.counts["evidence"] > 1_000
    assert report.missing_documents == ()
    assert report.to_text().endswith("数据包没有问题，每条依据都与原文相符。")


def test_evidence_moved_to_other_words_is_disproved(tables: SeedTables, texts: dict[str, str]) -> None:
    """Each row in turn would be too slow; moving all of them by half a document leaves hardly any that still fits."""

    def move(row: SeedRow) -> SeedRow:
        length = int(row["end"]) - int(row["start"])
        size = len(texts[row["document_id"]])
        start = (int(row["start"]) + size // 2) % (size - length)
        return SeedRow(row.table, row.line, {**row.values, "start": str(start), "end": str(start + length)})

    moved = with_evidence(tables, map(move, tables["evidence"]))
    outcome = check_evidence(moved, build_claims(moved), texts)
    assert outcome.proved < len(tables["evidence"]) * 0.05


def test_a_changed_amount_is_found(seeds_dir: Path, documents_dir: Path, tmp_path: Path, tables: SeedTables) -> None:
    for row in tables["events"]:
        if not row["amount_wan"]:
            continue
        pack = tmp_path / row["id"]
        pack.mkdir()
        for path in seeds_dir.glob("*.csv"):
            (pack / path.name).write_bytes(path.read_bytes())
        with (pack / "events.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        column = rows[0].index("amount_wan")
        changed = next(cells for cells in rows if cells[0] == row["id"])
        changed[column] = str(int(changed[column]) + 1)
        with (pack / "events.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
        found = "\n".join(map(str, check_seeds(pack, documents_dir)))
        assert f"events {row['id']} 的 amount_wan 的“{changed[column]} 万元”没有一条依据印着它" in found


def test_no_sentence_of_a_document_is_in_the_pack(seeds_dir: Path, texts: dict[str, str]) -> None:
    """Names and short values are fine; twenty-five characters running that are no name would be a copied sentence."""
    tables = read_seed_tables(seeds_dir)
    prose = [
        (row.place, row[column])
        for table, column in (("projects", "summary"), ("projects", "note"), ("mechanisms", "summary"),
                              ("events", "note"), ("park_rules", "note"), ("parks", "focus"), ("milestones", "note"))
        for row in tables[table]
    ]  # fmt: skip
    copied = [
        (place, cell[start : start + 25])
        for place, cell in prose
        for start in range(len(cell) - 24)
        if any(cell[start : start + 25] in text for text in texts.values())
    ]
    assert copied == []
