"""On the ledger built from the data pack, commands, exports and plain SQL say the same."""

import csv
import datetime
import io
import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ui.command_line import run
from ui.services import Services, SnapshotReport, SnapshotRequest

SIGNED = (
    "coalesce((SELECT min(date) FROM milestones WHERE project_id = p.id AND is_planned = 0 AND stage = '签约'), "
    "(SELECT min(date) FROM milestones WHERE project_id = p.id AND is_planned = 0))"
)

# Arguments, and the condition on `projects AS p` they stand for.
CASES = (
    ((), "1"),
    (("--industry", "生命健康"), "p.industry_id IN (SELECT id FROM industries WHERE name = '生命健康')"),
    (("--industry", "未归类"), "p.industry_id IS NULL"),
    (
        ("--industry", "新一代信息技术", "--industry", "4"),
        "p.industry_id IN (1, 4)",
    ),
    (
        ("--track", "集成电路"),
        "p.track_id IN (SELECT id FROM industries WHERE name = '集成电路' UNION SELECT c.id FROM industries AS c "
        "JOIN industries AS t ON c.parent_id = t.id WHERE t.name = '集成电路')",
    ),
    (
        ("--park", "金凤软件园"),
        "p.park_id IN (SELECT id FROM parks WHERE name LIKE '金凤软件园%')",
    ),
    (("--park", "仅知在科学城"), "p.park_id IS NULL"),
    (("--grade", "推断园区"), "p.park_basis = 'inferred'"),
    (("--stated-only",), "p.park_basis IS NOT 'inferred'"),
    (
        ("--stage", "在建"),
        "p.id IN (SELECT project_id FROM project_status WHERE stage = '在建')",
    ),
    (("--stage", "未载"), "p.id NOT IN (SELECT project_id FROM milestones WHERE is_planned = 0)"),
    (("--kind", "transport"), "p.kind = 'transport'"),
    (
        ("--tag", "世界500强"),
        "p.id IN (SELECT project_id FROM project_organisations JOIN organisation_tags USING (organisation_id) "
        "WHERE tag = '世界500强')",
    ),
    (
        ("--list", "十大重点科技创新项目"),
        "p.id IN (SELECT project_id FROM list_items JOIN lists ON lists.id = list_id "
        "WHERE name = '十大重点科技创新项目')",
    ),
    (
        ("--year-from", "2021", "--year-to", "2022"),
        "(SELECT year FROM project_years AS y WHERE y.project_id = p.id) BETWEEN 2021 AND 2022",
    ),
    (
        ("--month-from", "2021-02", "--month-to", "2022-07", "--with-undated"),
        f"{SIGNED} IS NULL OR substr({SIGNED} || '-01', 1, 7) >= '2021-02' "
        f"AND substr({SIGNED} || '-12', 1, 7) <= '2022-07'",
    ),
    (("--amount-min", "10", "--amount-max", "105"), "p.amount_wan BETWEEN 100000 AND 1050000"),
    (("--no-amount",), "p.amount_wan IS NULL"),
    (
        ("--bbox", "106.3,29.5,106.4,29.7"),
        "p.park_id IN (SELECT id FROM parks WHERE lng BETWEEN 106.3 AND 106.4 AND lat BETWEEN 29.5 AND 29.7)",
    ),
    (("--ids", "1,2,16"), "p.id IN (1, 2, 16)"),
    (("--industry", "1", "--stage", "签约", "--has-amount"), "0"),
    (("--text", "没有这样的词"), "0"),
)


@pytest.fixture
def database(built_ledger: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(built_ledger)
    yield connection
    connection.close()


@pytest.fixture
def ask(
    built_ledger: Path, seeds_dir: Path, assets_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    """Run a command on the built-in ledger and return what it prints."""

    def refuse(request: SnapshotRequest) -> SnapshotReport:
        raise AssertionError("nothing here draws")

    services = Services(
        version="0",
        seeds_dir=seeds_dir,
        assets_dir=assets_dir,
        default_ledger=tmp_path / "default.kxc",
        now=lambda: datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC),
        take_snapshot=refuse,
        first_look=lambda ledger, folder: (),
        take_animation=refuse,  # type: ignore[arg-type]
    )

    def ask(command: str, *arguments: str) -> str:
        assert run([command, "--db", str(built_ledger), *arguments], services) == 0
        return capsys.readouterr().out

    return ask


@pytest.mark.parametrize(("arguments", "where"), CASES)
def test_projects_agree_with_sql(
    database: sqlite3.Connection, ask: Callable[..., str], arguments: tuple[str, ...], where: str
) -> None:
    expected = database.execute(
        f"SELECT p.id, p.name, p.amount_wan FROM projects AS p WHERE {where} ORDER BY p.id"  # noqa: S608
    ).fetchall()
    found = json.loads(ask("projects", *arguments, "--json"))
    assert [(project["id"], project["name"], project["amount_wan"]) for project in found] == expected


def test_most_cases_choose_some_projects_and_not_all(database: sqlite3.Connection) -> None:
    everything = database.execute("SELECT count(*) FROM projects").fetchone()[0]
    counts = [
        database.execute(f"SELECT count(*) FROM projects AS p WHERE {where}").fetchone()[0]  # noqa: S608
        for _, where in CASES
    ]
    assert sum(0 < count < everything for count in counts) >= 14, counts


@pytest.mark.parametrize(("arguments", "where"), CASES)
def test_figures_agree_with_sql(
    database: sqlite3.Connection, ask: Callable[..., str], arguments: tuple[str, ...], where: str
) -> None:
    totals = json.loads(ask("figures", *arguments, "--json"))["totals"]
    count, amount, unpublished = database.execute(
        f"SELECT count(*), coalesce(sum(amount_wan), 0), count(*) - count(amount_wan) FROM projects AS p WHERE {where}"  # noqa: S608
    ).fetchone()
    assert (totals["count"], totals["amount_wan"], totals["unpublished"]) == (count, amount, unpublished)


FACET_SQL = {
    "industry": "SELECT industry_id, id, amount_wan FROM projects",
    "stage": "SELECT stage, id, amount_wan FROM projects JOIN project_status ON project_id = id",
    "kind": "SELECT kind, id, amount_wan FROM projects",
    "year": "SELECT year, id, amount_wan FROM projects JOIN project_years ON project_id = id",
    "event": "SELECT event_id, id, amount_wan FROM projects JOIN event_projects ON project_id = id",
    "list": "SELECT list_id, id, amount_wan FROM projects JOIN list_items ON project_id = id",
    "tag": """SELECT DISTINCT tag, id, amount_wan FROM projects JOIN project_organisations ON project_id = id
        JOIN organisation_tags USING (organisation_id)""",
}


@pytest.mark.parametrize("dimension", FACET_SQL)
@pytest.mark.parametrize(
    ("arguments", "where"),
    [((), "1"), (("--park", "仅知在科学城"), "park_id IS NULL"), (("--has-amount",), "amount_wan >= 0")],
)
def test_facets_agree_with_sql(
    database: sqlite3.Connection, ask: Callable[..., str], dimension: str, arguments: tuple[str, ...], where: str
) -> None:
    facets = json.loads(ask("facets", *arguments, "--json"))[dimension]
    sql = (
        f"WITH v (value, id, amount) AS ({FACET_SQL[dimension]}) SELECT value, count(*), coalesce(sum(amount), 0) "  # noqa: S608
        f"FROM v JOIN projects USING (id) WHERE {where} AND value IS NOT NULL GROUP BY value"
    )
    expected = {value: (count, amount) for value, count, amount in database.execute(sql)}
    found = {
        value["id"]: (value["count"], value["amount_wan"])
        for value in facets
        if value["count"] and value["id"] not in (0, "未载")
    }
    assert found == expected


def test_park_facets_add_up_the_tree(database: sqlite3.Connection, ask: Callable[..., str]) -> None:
    expected = dict(
        database.execute(
            """WITH RECURSIVE up (id, over) AS (SELECT id, id FROM parks
                UNION SELECT up.id, parks.parent_id FROM up JOIN parks ON parks.id = up.over
                WHERE parks.parent_id IS NOT NULL)
            SELECT over, count(*) FROM up JOIN projects ON park_id = up.id GROUP BY over"""
        )
    )
    parks = json.loads(ask("facets", "--json"))["park"]
    assert {park["id"]: park["count"] for park in parks if park["count"] and park["id"]} == expected


def read_csv(path: Path) -> list[tuple[int, float | None]]:
    rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
    return [(int(row["编号"]), float(row["金额（亿元）"]) if row["金额（亿元）"] else None) for row in rows]


def read_xlsx(path: Path) -> list[tuple[int, float | None]]:
    page = openpyxl.load_workbook(path)["明细"]
    heads = [cell.value for cell in page[1]]
    found: list[Any] = []
    for row in page.iter_rows(min_row=2, values_only=True):
        values = dict(zip(heads, row, strict=True))
        if values["编号"] is not None:
            found.append((values["编号"], values["金额（亿元）"]))
    return found


def read_geojson(path: Path) -> list[tuple[int, float | None]]:
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    amounts = [(feature["id"], feature["properties"]["amount_wan"]) for feature in features]
    return [(id_, None if amount is None else amount / 10_000) for id_, amount in amounts]


@pytest.mark.parametrize(
    ("suffix", "read"),
    [("csv", read_csv), ("xlsx", read_xlsx), ("geojson", read_geojson)],
    ids=lambda value: str(value)[:8],
)
@pytest.mark.parametrize(("arguments", "where"), CASES[:8])
def test_exports_agree_with_sql(
    database: sqlite3.Connection,
    ask: Callable[..., str],
    tmp_path: Path,
    suffix: str,
    read: Callable[[Path], list[tuple[int, float | None]]],
    arguments: tuple[str, ...],
    where: str,
) -> None:
    path = tmp_path / f"导出.{suffix}"
    ask("export", *arguments, "--to", str(path))
    expected = database.execute(
        f"SELECT p.id, p.amount_wan / 10000.0 FROM projects AS p WHERE {where} ORDER BY p.id"  # noqa: S608
    ).fetchall()
    assert read(path) == expected


def test_every_project_has_a_place_of_exactly_one_grade(database: sqlite3.Connection, ask: Callable[..., str]) -> None:
    by_grade = json.loads(ask("figures", "--json"))["totals"]["by_grade"]
    on_parks = database.execute("SELECT count(*) FROM projects WHERE park_id IS NOT NULL").fetchone()[0]
    assert by_grade["stated"] + by_grade["inferred"] == on_parks
    assert 30 <= on_parks <= 45
    rules = database.execute(
        "SELECT count(*) FROM projects WHERE park_basis = 'inferred' AND park_rule_id NOT IN ("
        "SELECT entity_id FROM evidence WHERE entity = 'park_rules')"
    ).fetchone()[0]
    assert rules == 0, "every rule that places a project rests on a document"
