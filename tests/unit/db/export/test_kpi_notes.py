"""Every export prints what KPIs mean: variant, numerator, denominator, sample; read back by others, reckoned by SQL."""

import datetime
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import docx
import numpy as np
import openpyxl
import pptx
import pytest

from db.export.exporting import build_sheet, export_projects
from db.export.format import ExportFormat
from db.export.formats import FORMATS
from db.export.kpi_notes import describe_sheet, kpi_lines, note_kpis
from db.figures.definitions import DEFINITIONS
from db.filters import Filters
from db.index.columns import ProjectColumns
from db.ledger import Ledger
from tests.unit.db.export.independent_readers import ABOUT
from tests.unit.db.export.plain_renderer import PlainRenderer
from tests.unit.db.figures import plain_sql

NOW = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)
CHOSEN = ("started.milestone", "built.started")
TABLED = ("xlsx", "docx", "pptx", "geojson", "gpkg")
"""Formats that hold every definition; others tell those that are chosen, a line each."""

FORMATS_WITH_ROWS = [format_ for format_ in FORMATS if format_.key in ABOUT]


@pytest.fixture(params=FORMATS_WITH_ROWS, ids=lambda format_: format_.key)
def format_(request: pytest.FixtureRequest) -> ExportFormat:
    chosen: ExportFormat = request.param
    if not chosen.is_available():
        pytest.skip(f"the GDAL of this machine cannot write {chosen.key}")
    return chosen


def export(ledger: Ledger, columns: ProjectColumns, format_: ExportFormat, folder: Path) -> Path:
    path = folder / f"导出{format_.suffix}"
    export_projects(
        ledger,
        columns,
        np.flatnonzero(columns.mask(Filters(kinds=frozenset({"industry", "innovation", "health"})))),
        path,
        format_key=format_.key,
        filters=Filters(kinds=frozenset({"industry", "innovation", "health"})),
        now=NOW,
        renderer=PlainRenderer(),
        definitions=CHOSEN,
    )
    return path


Told = dict[str, tuple[float | None, int | None, int | None]]
"""Value (per cent, projects or 万元), numerator, denominator by definition."""


@pytest.fixture
def expected(ledger: Ledger) -> Told:
    with ledger.reading() as connection:
        plain_sql.choose(connection, "p.kind IN ('industry', 'innovation', 'health')")
        found = plain_sql.kpis(connection)
    ratios = {definition.id for definition in DEFINITIONS if definition.denominator}
    return {
        id_: (
            one["value"],
            None if one["value"] is None else len(one["numerator_ids"]),
            len(one["denominator_ids"]) if id_ in ratios and one["value"] is not None else None,
        )
        for id_, one in found.items()
    }


def is_chosen(id_: str) -> bool:
    kpi = id_.partition(".")[0]
    mine = [one for one in CHOSEN if one.partition(".")[0] == kpi]
    return id_ == (mine or [next(d.id for d in DEFINITIONS if d.kpi == kpi)])[0]


def test_every_format_prints_the_chosen_definitions(
    ledger: Ledger, columns: ProjectColumns, tmp_path: Path, format_: ExportFormat, expected: Told
) -> None:
    path = export(ledger, columns, format_, tmp_path)
    if format_.key in TABLED:
        return
    words = ABOUT[format_.key](path)
    assert "按台账具名的 5 项核算，不代表全部项目" in words
    for definition in DEFINITIONS:
        title = f"{definition.name}（{definition.variant}）"
        assert (title in words) == is_chosen(definition.id), title
        value, above, below = expected[definition.id]
        if is_chosen(definition.id):
            assert definition.words in words
            if definition.denominator and value is not None:
                assert f"{value:.1f}%＝{above} ÷ {below}" in words
        else:
            assert definition.variant in words, "named as another definition"


def rows_of(path: Path) -> Iterator[Sequence[object]]:
    """Rows of all tables, as other software reads them."""
    if path.suffix == ".xlsx":
        yield from openpyxl.load_workbook(path)["口径说明"].iter_rows(values_only=True)
    elif path.suffix == ".docx":
        for table in docx.Document(str(path)).tables:
            for row in table.rows:
                yield [cell.text for cell in row.cells]
    else:
        for slide in pptx.Presentation(str(path)).slides:
            for shape in slide.shapes:
                if shape.has_table:
                    for row in shape.table.rows:
                        yield [cell.text for cell in row.cells]


def told_in_table(path: Path) -> Iterator[tuple[str, bool, tuple[object, object, object]]]:
    by_name = {(d.name, d.variant): d.id for d in DEFINITIONS}
    for cells in rows_of(path):
        variant = str(cells[1] or "").partition("：")[0] if len(cells) > 4 else ""
        id_ = by_name.get((str(cells[0]), variant.removesuffix("（选用）")))
        if id_:
            yield id_, variant.endswith("（选用）"), (cells[2], cells[3], cells[4])


@pytest.mark.parametrize("suffix", [".xlsx", ".docx", ".pptx"])
def test_office_files_have_a_table_of_every_definition(
    ledger: Ledger, columns: ProjectColumns, tmp_path: Path, suffix: str, expected: Told
) -> None:
    path = export(ledger, columns, next(one for one in FORMATS if one.suffix == suffix), tmp_path)
    found = {id_: (chosen, cells) for id_, chosen, cells in told_in_table(path)}
    assert set(found) == set(expected)
    for id_, (chosen, (value, above, below)) in found.items():
        assert chosen == is_chosen(id_)
        assert str(above or "") == ("" if not expected[id_][1] else str(expected[id_][1])) or above in (0, "0")
        assert str(below or "") == ("" if not expected[id_][2] else str(expected[id_][2])) or below in (0, "0")
        assert (value == "不可得") == (expected[id_][0] is None)


def test_a_geopackage_has_a_table_of_every_definition(
    ledger: Ledger, columns: ProjectColumns, tmp_path: Path, expected: Told
) -> None:
    path = export(ledger, columns, next(one for one in FORMATS if one.key == "gpkg"), tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT definition_id, value, numerator, denominator FROM kpis").fetchall()
        chosen = [id_ for (id_,) in connection.execute("SELECT definition_id FROM kpis WHERE is_chosen")]
        (kind,) = connection.execute("SELECT data_type FROM gpkg_contents WHERE table_name = 'kpis'").fetchone()
        (metadata,) = connection.execute("SELECT metadata FROM gpkg_metadata").fetchone()
    assert {id_: tuple(rest) for id_, *rest in rows} == expected
    assert set(chosen) == {id_ for id_ in expected if is_chosen(id_)}
    assert kind == "attributes"
    assert {one["definition_id"] for one in json.loads(metadata)["kpis"]} == set(expected)


def test_geojson_tells_every_definition(
    ledger: Ledger, columns: ProjectColumns, tmp_path: Path, expected: Told
) -> None:
    path = export(ledger, columns, next(one for one in FORMATS if one.key == "geojson"), tmp_path)
    told = json.loads(path.read_text("utf-8"))["metadata"]["kpis"]
    found = {one["definition_id"]: (one["value"], one["numerator"], one["denominator"]) for one in told}
    assert found == expected
    assert {one["definition_id"] for one in told if one["is_chosen"]} == {id_ for id_ in expected if is_chosen(id_)}
    assert {one["sample"] for one in told} == {5}
    assert all(one["definition"] for one in told)


def test_without_a_choice_a_kpi_means_its_first_definition(ledger: Ledger, columns: ProjectColumns) -> None:
    sheet = build_sheet(ledger, columns, np.arange(len(columns)), Filters(), NOW)
    first: dict[str, str] = {}
    for definition in DEFINITIONS:
        first.setdefault(definition.kpi, definition.id)
    assert [note.kpi.definition.id for note in note_kpis(sheet) if note.is_chosen] == list(first.values())


def test_figures_that_cannot_be_had_say_why(ledger: Ledger, columns: ProjectColumns) -> None:
    sheet = build_sheet(ledger, columns, np.flatnonzero(columns.ids == 6), Filters(), NOW)
    lines = dict(kpi_lines(sheet))
    assert lines["开工率（按阶段）"].startswith("不可得；口径：")
    assert "没有可作分母的项目" in lines["开工率（按阶段）"]


def test_the_note_comes_after_what_every_file_says_of_itself(ledger: Ledger, columns: ProjectColumns) -> None:
    sheet = build_sheet(ledger, columns, np.arange(len(columns)), Filters(), NOW)
    heads = [head for head, _ in describe_sheet(sheet)]
    assert heads[0] == "筛选"
    assert heads.index("指标与口径") < heads.index("项目数（全部类别）")
