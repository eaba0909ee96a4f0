"""What can be chosen about a CSV, and options in general."""

import csv
import datetime
import io
from pathlib import Path

import numpy as np
import pytest

from db.export.errors import ExportError
from db.export.exporting import export_projects
from db.export.format import ExportFormat, ExportJob
from db.export.formats import FORMATS
from db.export.options import Choice, ExportOption, Value, read_options
from db.filters import Filters
from db.index.columns import ProjectColumns
from db.ledger import Ledger
from geo.datums import bd09_from_wgs84, gcj02_from_wgs84
from geo.lnglat import Bounds

NOW = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)


def write(ledger: Ledger, columns: ProjectColumns, path: Path, **options: Value) -> bytes:
    export_projects(ledger, columns, np.arange(7), path, filters=Filters(), now=NOW, options=options, replace=True)
    return path.read_bytes()


def test_the_mark_is_there_unless_it_is_not_wanted(ledger: Ledger, columns: ProjectColumns, tmp_path: Path) -> None:
    marked, plain = (write(ledger, columns, tmp_path / "a.csv", bom=bom) for bom in ("yes", "no"))
    assert marked == b"\xef\xbb\xbf" + plain
    assert plain.count(b"\r\n") == 8
    assert plain.replace(b"\r\n", b"").count(b"\n") == 0


def test_cells_can_be_parted_by_tabs(ledger: Ledger, columns: ProjectColumns, tmp_path: Path) -> None:
    text = write(ledger, columns, tmp_path / "a.csv", delimiter="tab").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter="\t"))
    assert [row["项目名称"] for row in rows] == list(columns.names)


@pytest.mark.parametrize(
    ("datum", "name", "forward"), [("gcj02", "GCJ-02", gcj02_from_wgs84), ("bd09", "BD-09", bd09_from_wgs84)]
)
def test_another_datum_is_named_in_columns_and_words(
    ledger: Ledger, columns: ProjectColumns, tmp_path: Path, datum: str, name: str, forward: object
) -> None:
    text = write(ledger, columns, tmp_path / "a.csv", datum=datum).decode("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(text, newline="")))
    lng, lat = forward(106.36, 29.61)  # type: ignore[operator]
    assert float(row[f"经度（{name}）"]) == pytest.approx(float(lng), abs=1e-6)
    assert float(row[f"纬度（{name}）"]) == pytest.approx(float(lat), abs=1e-6)
    assert "经度" not in row
    assert f"坐标：{name}" in text.splitlines()[0]


def test_the_column_of_words_is_empty_and_can_be_left_out(
    ledger: Ledger, columns: ProjectColumns, tmp_path: Path
) -> None:
    told, plain = (
        write(ledger, columns, tmp_path / "a.csv", about=about).decode("utf-8-sig") for about in (True, False)
    )
    (*_, head), *rows = csv.reader(io.StringIO(told, newline=""))
    assert head.startswith("导出说明：筛选：全部项目；项目数：7 项；")
    assert {row[-1] for row in rows} == {""}
    assert [row[:-1] for row in rows] == list(csv.reader(io.StringIO(plain, newline="")))[1:]


def test_a_place_of_a_park_is_marked_as_such(ledger: Ledger, columns: ProjectColumns, tmp_path: Path) -> None:
    text = write(ledger, columns, tmp_path / "a.csv").decode("utf-8-sig")
    marks = {row["编号"]: (row["示意位置"], row["经度"]) for row in csv.DictReader(io.StringIO(text, newline=""))}
    assert marks["1"] == ("是", "106.36")
    assert marks["3"] == ("", ""), "nothing is known, nothing is written"


def test_what_a_map_showed_is_said(ledger: Ledger, columns: ProjectColumns, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    bounds = Bounds(106.0, 29.0, 107.0, 30.0)
    export_projects(ledger, columns, np.arange(2), path, filters=Filters(), now=NOW, visible_in=bounds)
    assert f"地图可见范围：{bounds.to_text()}" in path.read_text("utf-8-sig").splitlines()[0]


@pytest.mark.parametrize(
    ("given", "words"),
    [({"zoom": "3"}, "没有选项“zoom”"), ({"bom": "maybe"}, "yes 或 no"), ({"delimiter": "dot"}, "comma、tab")],
)
def test_an_option_that_cannot_be_is_one_sentence(
    ledger: Ledger, columns: ProjectColumns, tmp_path: Path, given: dict[str, str], words: str
) -> None:
    with pytest.raises(ExportError, match=words) as caught:
        write(ledger, columns, tmp_path / "a.csv", **given)
    assert str(caught.value).count("。") == 1
    assert list(tmp_path.glob("*.csv*")) == []


def test_numbers_and_words_are_read_by_the_type_of_their_default() -> None:
    options = (
        ExportOption("dpi", "分辨率", 150, least=72, most=600),
        ExportOption("title", "标题", "甲"),
        ExportOption("size", "纸张", "a4", (Choice("a4", "A4"), Choice("a3", "A3"))),
    )
    assert dict(read_options(options, {"dpi": "300", "size": "a3"})) == {"dpi": 300, "title": "甲", "size": "a3"}
    for wrong in ("71", "601", "x"):
        with pytest.raises(ExportError, match="72 到 600"):
            read_options(options, {"dpi": wrong})


def test_more_than_a_format_holds_is_refused_before_anything_is_written(
    ledger: Ledger, columns: ProjectColumns, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def put(_job: ExportJob, path: Path) -> None:
        path.write_text("x")

    small = ExportFormat("tiny", "小格式", ".tiny", put, most_rows=3)
    monkeypatch.setattr("db.export.formats.FORMATS", (*FORMATS, small))
    with pytest.raises(ExportError, match="最多放 3 项"):
        write(ledger, columns, tmp_path / "a.tiny")
    assert not (tmp_path / "a.tiny").exists()
