"""The check as people run it: on the real pack, with documents, without them, with the wrong ones."""

import csv
import hashlib
import shutil
from pathlib import Path

import pytest

from db.seed_pack.seed_check import (
    DOCUMENTS_VARIABLE,
    check_seeds,
    find_documents_dir,
    read_documents,
    remove_whitespace,
    run_seed_check,
)
from db.seed_pack.seed_tables import SeedError, read_seed_tables


@pytest.fixture
def pack(tmp_path: Path, seeds_dir: Path) -> Path:
    """A copy of the real data pack that a test may spoil."""
    return Path(shutil.copytree(seeds_dir, tmp_path / "pack"))


def replace_in(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_real_pack_has_no_problem_and_is_as_large_as_promised(seeds_dir: Path) -> None:
    report = run_seed_check(seeds_dir, None)
    assert report.problems == ()
    least = {"projects": 78, "events": 18, "parks": 21, "indicators": 80, "mechanisms": 45, "documents": 5}
    assert {table: report.counts[table] >= count for table, count in least.items()} == dict.fromkeys(least, True)


def test_without_documents_the_report_says_that_words_were_not_checked(seeds_dir: Path) -> None:
    report = run_seed_check(seeds_dir, None)
    text = report.to_text()
    assert report.proved == 0
    assert "未找到原文，只核对数据包自身。" in text
    assert text.endswith(f"数据包自身没有问题；{report.counts['evidence']} 条依据缺少原文，文字未核对。")
    assert str(report.counts["projects"]) in text.splitlines()[1]


def test_a_missing_evidence_row_is_found_without_documents(pack: Path) -> None:
    path = pack / "evidence.csv"
    lines = [line for line in path.read_text("utf-8").splitlines() if ",mechanisms,1,name," not in line]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    assert [str(problem) for problem in check_seeds(pack, None)] == [
        "mechanisms.csv 第 2 行：mechanisms 1 的 name 没有依据。"
    ]


def test_a_broken_sum_is_found(pack: Path) -> None:
    replace_in(pack / "event_parts.csv", ",大健康,7,", ",大健康,8,")
    assert [problem.message for problem in check_seeds(pack, None)] == [
        "按 industry 分列的 project_count 合计 42，公布数为 41。"
    ]


def test_an_unknown_park_is_found(pack: Path) -> None:
    replace_in(pack / "park_rules.csv", ",西永微电园,", ",东永微电园,")
    assert "park 指向 parks 中没有的“东永微电园”" in run_seed_check(pack, None).to_text()


def test_problems_are_listed_and_counted(pack: Path) -> None:
    replace_in(pack / "event_parts.csv", ",大健康,7,", ",大健康,8,")
    assert run_seed_check(pack, None).to_text().splitlines()[-1] == "共 1 处问题。"


def test_a_pack_that_cannot_be_read_says_why(pack: Path) -> None:
    (pack / "parks.csv").unlink()
    with pytest.raises(SeedError, match=r"数据包缺少文件 parks\.csv"):
        run_seed_check(pack, None)


def test_missing_documents_are_named(pack: Path, tmp_path: Path) -> None:
    report = run_seed_check(pack, tmp_path)
    assert len(report.missing_documents) == 5
    assert f"缺少原文：{report.missing_documents[0]}、" in report.to_text()
    assert f"{report.counts['evidence']} 条依据缺少原文" in report.to_text()


def test_a_documents_folder_that_is_not_there_is_an_error(pack: Path, tmp_path: Path) -> None:
    with pytest.raises(SeedError, match="找不到原文文件夹"):
        run_seed_check(pack, tmp_path / "nowhere")


def test_a_document_with_another_text_is_found(pack: Path, tmp_path: Path) -> None:
    document = read_seed_tables(pack)["documents"][0]["id"]
    (tmp_path / f"{document}.txt").write_text("别的文字", encoding="utf-8")
    messages = [problem.message for problem in check_seeds(pack, tmp_path)]
    assert messages[0].endswith("与登记的 sha256 不符，位置不再可信。")


def test_a_document_that_is_not_text_says_why(pack: Path, tmp_path: Path) -> None:
    document = read_seed_tables(pack)["documents"][0]["id"]
    (tmp_path / f"{document}.txt").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SeedError, match=f"无法读取原文 .*{document}"):
        run_seed_check(pack, tmp_path)


def test_documents_are_read_without_whitespace_of_any_kind(pack: Path, tmp_path: Path) -> None:
    document = read_seed_tables(pack)["documents"][0]["id"]
    (tmp_path / f"{document}.txt").write_text("一 二\n三\u3000四\u00a0五\r\n", encoding="utf-8")
    assert read_documents(read_seed_tables(pack), tmp_path) == {document: "一二三四五"}
    assert remove_whitespace("\u2003a\x1fb") == "ab"


def spoil(path: Path, column: str, value: str) -> None:
    """Put a value into the first row that has something in a column, or into the first."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    next((row for row in rows if row[column]), rows[0])[column] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


NUMBER_CELLS = [
    ("projects", "id"),
    ("events", "id"),
    ("evidence", "id"),
    ("projects", "amount_wan"),
    ("events", "project_count"),
    ("events", "amount_wan"),
    ("event_parts", "project_count"),
    ("event_parts", "amount_wan"),
    ("statements", "entity_id"),
    ("suspicions", "other_id"),
    ("evidence", "entity_id"),
    ("evidence", "start"),
    ("evidence", "end"),
]


@pytest.mark.parametrize(("table", "column"), NUMBER_CELLS)
def test_a_number_of_thousands_of_digits_is_one_short_sentence(pack: Path, table: str, column: str) -> None:
    spoil(pack / f"{table}.csv", column, "9" * 5000)
    report = run_seed_check(pack, None)
    assert any(problem.place.startswith(table) and column in problem.message for problem in report.problems)
    assert max(len(str(problem)) for problem in report.problems) < 150


def test_an_amount_spelt_with_thousands_of_digits_is_a_wrong_amount(pack: Path) -> None:
    spoil(pack / "projects.csv", "amount_text", "九" * 5000 + "亿元")
    (problem,) = check_seeds(pack, None)
    assert "amount_text 写的是“九九" in problem.message
    assert len(problem.message) < 150


def test_documents_are_looked_for_where_the_variable_says_then_in_the_project(tmp_path: Path) -> None:
    project, named = tmp_path / "project", tmp_path / "named"
    for folder in (project / "documents", named):
        folder.mkdir(parents=True)
    assert find_documents_dir(project, {}) is None
    (project / "documents" / "a.txt").touch()
    assert find_documents_dir(project, {}) == project / "documents"
    assert find_documents_dir(project, {DOCUMENTS_VARIABLE: str(named)}) == named


def test_hashes_of_documents_are_of_the_text_without_whitespace() -> None:
    assert hashlib.sha256(remove_whitespace("云 谷\n").encode()).digest() == hashlib.sha256("云谷".encode()).digest()


@pytest.mark.parametrize("date", ["约", "1" * 5000, "-", "２０２１"])
def test_a_date_that_is_none_is_reported_with_everything_else(pack: Path, date: str) -> None:
    replace_in(pack / "milestones.csv", "签约,2020,0,stated", f"签约,{date},0,stated")
    messages = [str(problem) for problem in check_seeds(pack, None)]
    assert any("date 不是日期" in message for message in messages)
