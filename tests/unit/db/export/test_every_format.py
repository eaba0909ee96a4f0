"""What holds for every format of the table; a new one without a reader of its own fails here."""

import datetime
import resource
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pytest

from db.export.errors import ExportCancelled, ExportError
from db.export.exporting import export_projects
from db.export.format import CONTENT_NAMES, ExportFormat
from db.export.formats import FORMATS
from db.export.options import Value
from db.filters import Filters
from db.index.columns import ProjectColumns
from db.ledger import Ledger
from tests.unit.db.export.hostile import HOSTILE, guarded, plain, without_controls
from tests.unit.db.export.independent_readers import ABOUT, READERS, WITHOUT_PLACES, Record
from tests.unit.db.export.plain_renderer import PlainRenderer

NOW = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)

ON_PAPER = {"pdf", "atlas", "png", "svg"}
"""Pages and pictures: held to what they must hold in tests/unit/ui/paper/test_paper_renderer.py."""

ROW_FORMATS = [format_ for format_ in FORMATS if format_.key not in ON_PAPER]


@pytest.fixture(params=ROW_FORMATS, ids=lambda format_: format_.key)
def format_(request: pytest.FixtureRequest) -> ExportFormat:
    chosen: ExportFormat = request.param
    if not chosen.is_available():
        pytest.skip(f"the GDAL of this machine cannot write {chosen.key}")
    return chosen


def export(
    ledger: Ledger,
    columns: ProjectColumns,
    format_: ExportFormat,
    folder: Path,
    filters: Filters | None = None,
    options: Mapping[str, Value] | None = None,
) -> Path:
    filters = filters or Filters()
    path = folder / f"导出{format_.suffix}"
    rows = np.flatnonzero(columns.mask(filters))
    export_projects(
        ledger,
        columns,
        rows,
        path,
        format_key=format_.key,
        filters=filters,
        now=NOW,
        options=options or {},
        replace=True,
        renderer=PlainRenderer(),
    )
    return path


def expected(columns: ProjectColumns, filters: Filters) -> list[Record]:
    mask = columns.mask(filters)
    return [
        Record(
            int(columns.ids[row]),
            columns.names[int(row)],
            None if columns.amount_wan[row] < 0 else int(columns.amount_wan[row]),
            None if np.isnan(columns.lng[row]) else (float(columns.lng[row]), float(columns.lat[row])),
        )
        for row in np.flatnonzero(mask)
    ]


def test_every_format_has_a_reader_that_is_not_ours() -> None:
    keys = {format_.key for format_ in ROW_FORMATS}
    assert keys == set(READERS) == set(ABOUT)


def test_the_table_is_in_order() -> None:
    keys = [format_.key for format_ in FORMATS]
    assert len(set(keys)) == len(keys)
    for format_ in FORMATS:
        assert format_.suffix.startswith(".")
        assert set(format_.holds) <= set(CONTENT_NAMES)
        for option in format_.options:
            assert option.read(option.default) == option.default
            assert not option.choices or option.default in {choice.value for choice in option.choices}


@pytest.mark.parametrize(
    "filters",
    [Filters(), Filters(industries=frozenset({1})), Filters(text="没有"), Filters(ids=frozenset({7, 2}))],
    ids=["all", "industry", "nothing", "chosen"],
)
def test_it_holds_exactly_the_filtered_set(
    ledger: Ledger, columns: ProjectColumns, tmp_path: Path, format_: ExportFormat, filters: Filters
) -> None:
    found = READERS[format_.key](export(ledger, columns, format_, tmp_path, filters))
    wanted = expected(columns, filters)
    assert [(record.id, record.name, record.amount_wan) for record in found] == [
        (record.id, record.name, record.amount_wan) for record in wanted
    ]
    assert sum(record.amount_wan or 0 for record in found) == sum(record.amount_wan or 0 for record in wanted)
    if format_.key in WITHOUT_PLACES:
        return
    for record, other in zip(found, wanted, strict=True):
        assert (record.place is None) == (other.place is None), "a place that is not known is not invented"
        if record.place and other.place:
            assert record.place == pytest.approx(other.place, abs=1e-6)


def test_it_says_what_it_is(ledger: Ledger, columns: ProjectColumns, tmp_path: Path, format_: ExportFormat) -> None:
    words = ABOUT[format_.key](export(ledger, columns, format_, tmp_path, Filters(industries=frozenset({1}))))
    version = ledger.data_version
    for said in ("产业：信息", "20.5", "一号材料", "GeoNames", "WGS 84", version):
        assert said in words, said
    assert "2026-01-02" in words


def cut_for_dbase(name: str) -> str:
    return plain(name).encode()[:254].decode(errors="ignore")


SURVIVES: dict[str, Callable[[str], str]] = {
    "csv": guarded,
    "xlsx": without_controls,
    "pptx": without_controls,
    "docx": without_controls,
    "kml": without_controls,
    "kmz": without_controls,
    "shp": cut_for_dbase,
}
"""What a format cannot hold; every other one gives names back as they are, but for NUL."""


def test_hostile_names_survive_as_plain_text(hostile_ledger: Ledger, tmp_path: Path, format_: ExportFormat) -> None:
    with hostile_ledger as ledger:
        found = READERS[format_.key](export(ledger, ledger.load_columns(), format_, tmp_path))
    survives = SURVIVES.get(format_.key, plain)
    assert {record.id: record.name for record in found} == {id_: survives(name) for id_, name in HOSTILE.items()}


@pytest.mark.parametrize("key", ["csv", "geojson", "html", "kml", "kmz"])
def test_the_same_filter_data_and_clock_give_the_same_bytes(
    ledger: Ledger, columns: ProjectColumns, tmp_path: Path, key: str
) -> None:
    format_ = next(format_ for format_ in FORMATS if format_.key == key)
    first = export(ledger, columns, format_, tmp_path).read_bytes()
    with Ledger.open(ledger.path) as again:
        assert export(again, again.load_columns(), format_, tmp_path).read_bytes() == first


def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    ledger: Ledger, columns: ProjectColumns, tmp_path: Path, format_: ExportFormat
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    path = folder / f"导出{format_.suffix}"
    path.write_text("旧的", encoding="utf-8")
    columns.totals(np.ones(len(columns), np.bool_))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (900, hard))  # the system refuses what goes beyond, as a full disk does
    try:
        with pytest.raises(ExportError) as caught:
            export(ledger, columns, format_, folder)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert str(caught.value).count("。") == 1
    assert path.read_text("utf-8") == "旧的"
    assert [file.name for file in folder.iterdir()] == [path.name]


@pytest.mark.parametrize("at", [0, 7])
def test_a_cancelled_export_leaves_the_old_file_and_nothing_else(
    ledger: Ledger, columns: ProjectColumns, tmp_path: Path, format_: ExportFormat, at: int
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    path = folder / f"导出{format_.suffix}"
    path.write_text("旧的", encoding="utf-8")

    def stop(done: int, total: int) -> None:
        assert total == 7
        if done >= at:
            raise ExportCancelled

    with pytest.raises(ExportCancelled):
        export_projects(
            ledger,
            columns,
            np.arange(7),
            path,
            format_key=format_.key,
            filters=Filters(),
            now=NOW,
            replace=True,
            progress=stop,
            renderer=PlainRenderer(),
        )
    assert [file.name for file in folder.iterdir()] == [path.name]
    assert path.read_text("utf-8") == "旧的"
