"""The data pack is read as text, and every mistake in it is named with its file and line."""

from pathlib import Path

import pytest

from db.seed_pack.seed_tables import SEED_COLUMNS, SeedError, SeedRow, read_seed_table, read_seed_tables

COLUMNS = ("id", "name")


def write(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "parks.csv"
    path.write_bytes(data)
    return path


def message_of(path: Path) -> str:
    with pytest.raises(SeedError) as caught:
        read_seed_table(path, COLUMNS)
    return str(caught.value)


def test_rows_keep_their_text_and_line_numbers(tmp_path: Path) -> None:
    path = write(tmp_path, 'id,name,focus\n1,西永微电园,\n2,"金凤,\n东区",软件\n3,科学谷,\n'.encode())
    rows = read_seed_table(path, COLUMNS)
    assert [(row.line, row["name"]) for row in rows] == [(2, "西永微电园"), (4, "金凤,\n东区"), (5, "科学谷")]
    assert rows[0]["focus"] == ""
    assert rows[1].place == "parks.csv 第 4 行"


def test_numbers_are_read_and_an_empty_cell_is_unknown() -> None:
    row = SeedRow("parks", 7, {"id": "3", "lng": "106.5", "lat": ""})
    assert row.get_integer("id") == 3
    assert row.get_number("lng") == 106.5
    assert row.get_number("lat") is None
    assert row.get_integer("lat") is None


@pytest.mark.parametrize("column", ["id", "lng"])
def test_a_cell_that_is_no_number_names_its_place(column: str) -> None:
    row = SeedRow("parks", 7, {"id": "三", "lng": "东经"})
    with pytest.raises(SeedError, match=f"parks.csv 第 7 行：{column}"):
        row.get_integer(column) if column == "id" else row.get_number(column)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    assert message_of(write(tmp_path, b"id\n1\n")) == "parks.csv 缺少列：name。"


def test_an_empty_file_lacks_all_columns(tmp_path: Path) -> None:
    assert message_of(write(tmp_path, b"")) == "parks.csv 缺少列：id、name。"


def test_a_repeated_column_is_refused(tmp_path: Path) -> None:
    assert "重复的列名" in message_of(write(tmp_path, b"id,name,name\n1,a,b\n"))


def test_a_row_of_another_width_is_named(tmp_path: Path) -> None:
    assert message_of(write(tmp_path, b"id,name\n1,a\n2\n")) == "parks.csv 第 3 行有 1 格，表头有 2 列。"


def test_text_that_is_not_utf8_is_named_with_its_line(tmp_path: Path) -> None:
    assert message_of(write(tmp_path, b"id,name\n1,\xce\xf7\n")) == "parks.csv 第 2 行不是 UTF-8 文字。"


def test_a_byte_order_mark_is_refused(tmp_path: Path) -> None:
    assert "BOM" in message_of(write(tmp_path, b"\xef\xbb\xbfid,name\n"))


def test_broken_quoting_is_named(tmp_path: Path) -> None:
    assert "第 2 行不是合规的 CSV" in message_of(write(tmp_path, b'id,name\n1,"a"b\n'))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert "缺少文件 parks.csv" in message_of(tmp_path / "parks.csv")


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(SeedError, match="找不到数据包文件夹"):
        read_seed_tables(tmp_path / "nowhere")


def test_the_whole_pack_is_read_by_table_name(tmp_path: Path) -> None:
    for table, columns in SEED_COLUMNS.items():
        (tmp_path / f"{table}.csv").write_text(",".join(columns) + "\n" + "," * (len(columns) - 1) + "\n", "utf-8")
    tables = read_seed_tables(tmp_path)
    assert set(tables.tables) == set(SEED_COLUMNS)
    assert [row.line for row in tables["evidence"]] == [2]
