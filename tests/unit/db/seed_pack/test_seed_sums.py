"""Parts add up, and nothing inside is larger than what it is in."""

from types import MappingProxyType

import pytest

from db.seed_pack.seed_sums import check_sums
from db.seed_pack.seed_tables import SEED_COLUMNS, SeedRow, SeedTables

Rows = dict[str, list[dict[str, str]]]


@pytest.fixture
def rows() -> Rows:
    return {
        "projects": [{"id": "1", "name": "甲", "amount_wan": "80000", "amount_text": "约8亿元"}],
        "events": [
            {"id": "1", "name": "签约", "project_count": "5", "amount_wan": "4170000"},
            {"id": "2", "name": "全年", "project_count": "100", "amount_wan": "10000000"},
        ],
        "event_parts": [
            {"event": "签约", "dimension": "industry", "key": "软件", "project_count": "2", "amount_wan": "170000"},
            {"event": "签约", "dimension": "industry", "key": "医药", "project_count": "3", "amount_wan": "4000000"},
            {"event": "签约", "dimension": "scale", "key": "百亿级", "project_count": "1"},
        ],
        "event_containments": [{"event": "全年", "contains": "签约"}],
        "event_projects": [{"event": "签约", "project": "甲"}],
    }


def problems(rows: Rows) -> str:
    tables = {
        table: tuple(
            SeedRow(table, line, MappingProxyType(dict.fromkeys(columns, "") | row))
            for line, row in enumerate(rows.get(table, ()), 2)
        )
        for table, columns in SEED_COLUMNS.items()
    }
    return "\n".join(str(problem) for problem in check_sums(SeedTables(MappingProxyType(tables))))


def test_sums_that_hold_are_no_problem(rows: Rows) -> None:
    assert problems(rows) == ""


@pytest.mark.parametrize("count", ["1", "3"])
def test_parts_by_industry_must_make_up_the_whole(rows: Rows, count: str) -> None:
    rows["event_parts"][0]["project_count"] = count
    total = int(count) + 3
    assert f"events.csv 第 2 行：按 industry 分列的 project_count 合计 {total}，公布数为 5。" in problems(rows)


def test_amounts_of_parts_must_make_up_the_whole(rows: Rows) -> None:
    rows["event_parts"][0]["amount_wan"] = "170001"
    assert "amount_wan 合计 4170001，公布数为 4170000" in problems(rows)


def test_other_parts_may_be_fewer_but_not_more(rows: Rows) -> None:
    rows["event_parts"][2]["project_count"] = "6"
    assert "按 scale 分列的 project_count 合计 6" in problems(rows)


def test_more_named_projects_than_announced_are_found(rows: Rows) -> None:
    rows["event_projects"] += [{"event": "签约", "project": name} for name in "乙丙丁戊己"]
    assert "列入的具名项目 6 个，多于公布的 5 个" in problems(rows)


@pytest.mark.parametrize("column", ["project_count", "amount_wan"])
def test_a_part_larger_than_the_total_that_contains_it_is_found(rows: Rows, column: str) -> None:
    rows["events"][1][column] = "4"
    assert f"被包含的 {column}" in problems(rows)


def test_announcements_that_contain_each_other_are_found(rows: Rows) -> None:
    rows["events"][1] |= {"project_count": "", "amount_wan": ""}
    rows["event_containments"].append({"event": "签约", "contains": "全年"})
    assert "包含关系成环" in problems(rows)


def test_an_announcement_that_contains_itself_is_found(rows: Rows) -> None:
    rows["event_containments"].append({"event": "签约", "contains": "签约"})
    assert "包含关系成环" in problems(rows)


def test_an_amount_that_differs_from_its_words_is_found(rows: Rows) -> None:
    rows["projects"][0]["amount_wan"] = "800000"
    assert "amount_wan 为 800000，而 amount_text 写的是“约8亿元”" in problems(rows)


def test_cells_that_are_no_numbers_are_left_to_the_check_of_form(rows: Rows) -> None:
    rows["events"][0]["project_count"] = "五"
    rows["projects"][0]["amount_wan"] = "八亿"
    assert problems(rows) == ""
