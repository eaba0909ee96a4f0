"""The real data pack is well formed, and each kind of mistake put into a copy of it is found."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from db.seed_pack.seed_structure import REFERENCES, VOCABULARIES, check_structure, is_iso_date
from db.seed_pack.seed_tables import read_seed_tables

Rows = list[dict[str, str]]
Edit = Callable[[str, Callable[[Rows], object]], str]


@pytest.fixture
def edit(tmp_path: Path, seeds_dir: Path) -> Edit:
    """Copy the pack, let a function change the rows of one table, and return what is found wrong, a line a problem."""

    def apply(table: str, change: Callable[[Rows], object]) -> str:
        pack = Path(shutil.copytree(seeds_dir, tmp_path / "pack"))
        path = pack / f"{table}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        columns = list(rows[0])
        change(rows)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        return "\n".join(str(problem) for problem in check_structure(read_seed_tables(pack)))

    return apply


def set_cell(index: int, **cells: str) -> Callable[[Rows], object]:
    return lambda rows: rows[index].update(cells)


def row_where(column: str, value: str, **cells: str) -> Callable[[Rows], object]:
    return lambda rows: next(row for row in rows if row[column] == value).update(cells)


def test_the_real_pack_is_well_formed(seeds_dir: Path) -> None:
    assert [str(problem) for problem in check_structure(read_seed_tables(seeds_dir))] == []


@pytest.mark.parametrize(("table", "column"), list(VOCABULARIES))
def test_a_word_outside_the_vocabulary_is_found(edit: Edit, table: str, column: str) -> None:
    assert f"{column} 应为" in edit(table, set_cell(0, **{column: "别的"}))


@pytest.mark.parametrize(("table", "column", "target"), REFERENCES)
def test_a_reference_to_nothing_is_found(edit: Edit, table: str, column: str, target: str) -> None:
    assert f"{column} 指向 {target} 中没有的“乌有之乡”" in edit(table, set_cell(0, **{column: "乌有之乡"}))


@pytest.mark.parametrize(
    ("table", "change", "message"),
    [
        ("parks", set_cell(1, id="1"), "parks.csv 第 3 行：id 应为从小到大"),
        ("parks", set_cell(1, id="二"), "id 应为从小到大"),
        ("parks", lambda rows: rows.reverse(), "id 应为从小到大"),
        ("parks", set_cell(2, name="西部（重庆）科学城"), "名称重复"),
        ("events", set_cell(0, name=""), "name 不能为空"),
        ("parks", set_cell(0, name="西部（重庆）科学城 "), "首尾有空白"),
        ("projects", set_cell(0, summary=""), "summary 不能为空"),
        ("projects", set_cell(0, amount_wan="8亿"), "amount_wan 不是整数"),
        ("parks", set_cell(0, lng="东经106"), "lng 不是数字"),
        ("parks", set_cell(0, lng=""), "应同时填写或同时为空"),
        ("parks", set_cell(0, area_source=""), "面积与面积来源"),
        ("parks", row_where("name", "金凤软件园", parent="金凤软件园东区（西永园）"), "上级成环"),
        ("park_aliases", set_cell(0, alias="科学谷"), "别名“科学谷”同时指另一处"),
        ("milestones", set_cell(0, date="2020-13"), "date 不是日期"),
        ("events", set_cell(0, held_on="2021年"), "held_on 不是日期"),
        ("indicators", set_cell(0, period="2021年7月"), "period 不是时段"),
        ("industries", set_cell(0, color="蓝"), "color 不是颜色"),
        ("documents", set_cell(0, sha256="00"), "sha256 不是sha256"),
        ("industries", row_where("name", "集成电路", parent="生物医药"), "上级“生物医药”"),
        ("industries", set_cell(0, parent="生命健康"), "一级行业不应有上级"),
        ("industry_crosswalk", set_cell(0, to_name="大健康"), "中没有“大健康”"),
        ("projects", row_where("track", "集成电路", industry="生命健康"), "不属于行业"),
        ("projects", set_cell(0, industry="大健康"), "不是现行口径的一级行业"),
        ("projects", row_where("track", "集成电路", track="芯片"), "不是现行口径的赛道"),
        ("projects", row_where("park_basis", "stated", park_basis=""), "park 与 park_basis"),
        ("park_rules", row_where("dimension", "track", key="芯片"), "规则的 track“芯片”"),
        ("evidence", set_cell(0, entity_id="9999"), "中没有 id 为 9999 的行"),
        ("evidence", set_cell(0, document_id="x"), "没有登记的原文“x”"),
        ("evidence", set_cell(0, start="-1"), "start 不是整数"),
        ("suspicions", set_cell(0, entity_id=""), "entity_id 不能为空"),
        ("list_items", set_cell(0, list=""), "list 不能为空"),
        ("evidence", set_cell(0, end=""), "end 不能为空"),
        ("suspicions", set_cell(0, other_id="9999"), "中没有 id 为 9999 的行"),
        ("mechanisms", lambda rows: rows.append(rows[-1] | {"id": "999"}), "与前面的一行完全相同"),
        ("statements", lambda rows: [row.update(adopted="0") for row in rows], "没有采用任何一种"),
        ("statements", lambda rows: [row.update(value="同") for row in rows], "只有一种说法"),
    ],
)
def test_each_kind_of_mistake_is_found(edit: Edit, table: str, change: Callable[[Rows], object], message: str) -> None:
    assert message in edit(table, change)


def test_dates_are_real_dates_of_any_precision() -> None:
    assert all(map(is_iso_date, ("2022", "2022-04", "2022-04-30")))
    assert not any(map(is_iso_date, ("2022-4", "2022-02-30", "2022-13", "22", "2022-04-30T00")))
