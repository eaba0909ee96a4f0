"""An export holds exactly what was chosen, appears whole or not at all, and says what it is."""

import csv
import datetime
import io
import json
import os
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from db.export.definitions import describe_sum
from db.export.errors import ExportError, TargetTaken
from db.export.exporting import ExportReport, export_projects
from db.export.formats import find_format
from db.filters import Filters
from db.index.columns import ProjectColumns
from db.ledger import Ledger
from geo.lnglat import LngLat

NOW = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)


def export(
    ledger: Ledger, columns: ProjectColumns, path: Path, filters: Filters, key: str | None = None
) -> ExportReport:
    rows = np.flatnonzero(columns.mask(filters))
    return export_projects(ledger, columns, rows, path, format_key=key, filters=filters, now=NOW, replace=True)


def read_ids(path: Path) -> list[int]:
    if path.suffix == ".csv":
        return [int(row["编号"]) for row in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")))]
    if path.suffix == ".geojson":
        return [feature["id"] for feature in json.loads(path.read_text(encoding="utf-8"))["features"]]
    page = openpyxl.load_workbook(path)["明细"]
    return [int(str(cell.value)) for cell in page["A"][1:] if cell.value is not None]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".geojson"])
def test_the_order_asked_for_is_kept(ledger: Ledger, columns: ProjectColumns, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    order = columns.order("amount_wan", descending=True)
    export_projects(ledger, columns, order, path, filters=Filters(), now=NOW, replace=True)
    assert read_ids(path) == columns.ids[order].tolist()


def test_a_file_that_was_there_is_replaced_only_after_a_yes(
    ledger: Ledger, columns: ProjectColumns, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("旧的", encoding="utf-8")
    with pytest.raises(TargetTaken, match="已有这个文件"):
        export_projects(ledger, columns, np.arange(7), path, filters=Filters(), now=NOW)
    assert path.read_text("utf-8") == "旧的"
    assert [file.name for file in tmp_path.glob("*.csv*")] == ["a.csv"]
    export(ledger, columns, path, Filters())
    assert len(read_ids(path)) == 7


def refused(ledger: Ledger, columns: ProjectColumns, path: Path, key: str | None = None) -> str:
    with pytest.raises(ExportError) as caught:
        export(ledger, columns, path, Filters(), key)
    sentence = str(caught.value)
    assert sentence.endswith("。")
    assert sentence.count("。") == 1
    return sentence


def test_a_folder_is_no_target(ledger: Ledger, columns: ProjectColumns, tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    assert "文件夹" in refused(ledger, columns, tmp_path / "a.csv")


def test_a_missing_folder_is_told(ledger: Ledger, columns: ProjectColumns, tmp_path: Path) -> None:
    assert "没有这个文件夹" in refused(ledger, columns, tmp_path / "没有" / "a.csv")
    assert not (tmp_path / "没有").exists()


@pytest.mark.parametrize(("name", "words"), [("a.doc", "后缀“.doc”"), ("a", "没有后缀"), ("a.shp", "后缀“.shp”")])
def test_an_unknown_suffix_lists_those_that_there_are(
    ledger: Ledger, columns: ProjectColumns, tmp_path: Path, name: str, words: str
) -> None:
    sentence = refused(ledger, columns, tmp_path / name)
    assert words in sentence
    assert ".csv、.xlsx、.pptx、.docx、.geojson" in sentence
    assert "、.zip（shp）" in sentence, "one can do as it says"


def test_an_unknown_format_is_refused_whatever_the_suffix(
    ledger: Ledger, columns: ProjectColumns, tmp_path: Path
) -> None:
    sentence = refused(ledger, columns, tmp_path / "a.csv", "dwg")
    assert "dwg" in sentence
    assert "、shp" in sentence


def test_a_format_named_wins_over_the_suffix() -> None:
    assert find_format(Path("a.txt"), "CSV").key == "csv"
    assert find_format(Path("a.JSON"), None).key == "geojson"
    assert find_format(Path("A.XLSX"), None).key == "xlsx"


@pytest.mark.parametrize("step", ["os.replace", "os.fsync", "pathlib.Path.open", "pathlib.Path.mkdir"])
def test_a_failing_disk_leaves_the_old_file_and_nothing_else(
    ledger: Ledger, columns: ProjectColumns, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    path = folder / "a.csv"
    path.write_text("旧的", encoding="utf-8")

    def fail(*args: object, **kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(step, fail)
    sentence = refused(ledger, columns, path)
    monkeypatch.undo()
    assert "磁盘空间不足" in sentence
    assert path.read_text(encoding="utf-8") == "旧的"
    assert [file.name for file in folder.iterdir()] == ["a.csv"]


def test_a_position_set_by_hand_is_exported_as_such(
    ledger: Ledger, columns: ProjectColumns, tmp_path: Path, now: datetime.datetime
) -> None:
    ids = ledger.place_projects([2], LngLat(106.392, 29.52), "芯片二厂", now).project_ids
    placed = ledger.reload_positions(columns, ids)
    for suffix in (".csv", ".geojson"):
        export(ledger, placed, tmp_path / f"x{suffix}", Filters(ids=frozenset(ids)))
    (row,) = csv.DictReader(io.StringIO((tmp_path / "x.csv").read_text("utf-8-sig")))
    assert (row["经度"], row["纬度"], row["位置依据"]) == ("106.392", "29.52", "人工")
    assert row["归园依据"] == "推断", "where it was put says nothing about its park"
    (feature,) = json.loads((tmp_path / "x.geojson").read_text("utf-8"))["features"]
    assert feature["geometry"]["coordinates"] == [106.392, 29.52]
    assert feature["properties"]["position_basis"] == "manual"
    assert feature["properties"]["grade"] == "own"


@pytest.mark.parametrize("aim", ["itself", "symbolic link", "hard link", "another ledger", "write-ahead log"])
def test_an_export_never_replaces_a_ledger(
    ledger: Ledger, ledger_path: Path, columns: ProjectColumns, tmp_path: Path, aim: str
) -> None:
    path = tmp_path / "目标.csv"
    if aim == "itself":
        path = ledger_path
    elif aim == "write-ahead log":
        path = ledger_path.with_name(ledger_path.name + "-wal")
    elif aim == "symbolic link":
        path.symlink_to(ledger_path)
    elif aim == "hard link":
        path.hardlink_to(ledger_path)
    else:
        path.write_bytes(ledger_path.read_bytes())
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(ExportError, match="台账"):
        export(ledger, columns, path, Filters(), "csv")
    assert (path.read_bytes() if path.exists() else None) == before


def test_a_link_stays_a_link_and_what_it_points_to_is_replaced(
    ledger: Ledger, columns: ProjectColumns, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    real = tmp_path / "elsewhere" / "real.csv"
    link = tmp_path / "link.csv"
    link.symlink_to(real)
    for _ in range(2):  # first the file is not there yet
        assert export(ledger, columns, link, Filters()).count == len(columns)
        assert link.is_symlink()
        assert read_ids(real) == columns.ids.tolist()
        real.write_text("旧", encoding="utf-8")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such files here")
def test_what_is_no_ordinary_file_is_left_alone(ledger: Ledger, columns: ProjectColumns, tmp_path: Path) -> None:
    path = tmp_path / "pipe.csv"
    os.mkfifo(path)
    with pytest.raises(ExportError, match="不是普通文件"):
        export(ledger, columns, path, Filters())
    assert path.is_fifo()


def test_names_as_long_as_the_file_system_allows_can_be_written(
    ledger: Ledger, columns: ProjectColumns, tmp_path: Path
) -> None:
    path = tmp_path / f"{'园' * 83}.csv"
    export(ledger, columns, path, Filters())
    assert read_ids(path) == columns.ids.tolist()


def test_longer_names_and_links_in_a_circle_are_told(ledger: Ledger, columns: ProjectColumns, tmp_path: Path) -> None:
    circle = tmp_path / "circle.csv"
    circle.symlink_to(circle)
    for path in (tmp_path / f"{'园' * 100}.csv", circle):
        with pytest.raises(ExportError, match="无法写入"):
            export(ledger, columns, path, Filters())


def test_of_no_projects_nothing_is_said_about_amounts(columns: ProjectColumns) -> None:
    nothing, one = np.zeros(len(columns), np.bool_), columns.ids == 6
    assert describe_sum(columns.totals(nothing)) == "没有项目"
    assert describe_sum(columns.totals(one)) == "1 项均未公布金额"
