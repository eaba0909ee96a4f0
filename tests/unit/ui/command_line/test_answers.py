"""Every command: what it prints and what it writes."""

import csv
import io
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from db.filters import Filters
from db.months import month_of
from tests.unit.ui.command_line.studio import Runner, Studio, one_sentence
from ui.command_line import COMMANDS, build_parser, run
from ui.services import AnimationRequest, Services


def test_projects_as_json(ask: Callable[..., Any]) -> None:
    found = ask("projects", "--industry", "生命健康")
    assert len(found) > 10
    assert {project["industry"] for project in found} == {"生命健康"}
    assert {
        "id", "name", "kind", "industry", "track", "industry_basis", "amount_wan", "amount_qualifier", "amount_text",
        "park", "park_basis", "position_basis", "stage", "stage_date", "organisations", "tags", "events",
    } <= found[0].keys()  # fmt: skip


def test_projects_as_csv_are_the_same_projects(call: Runner, ask: Callable[..., Any], built_ledger: Path) -> None:
    code, out, err = call("projects", "--db", built_ledger, "--park", "西永微电园", "--csv")
    assert (code, err) == (0, "")
    ids = [int(row["编号"]) for row in csv.DictReader(io.StringIO(out))]
    assert ids == [project["id"] for project in ask("projects", "--park", "西永微电园")]


def test_projects_for_people_end_with_a_total(call: Runner, built_ledger: Path) -> None:
    code, out, _ = call("projects", "--db", built_ledger, "--has-amount")
    lines = out.splitlines()
    assert code == 0
    assert lines[0].split()[:2] == ["编号", "项目"]
    assert lines[-1].startswith(f"{len(lines) - 2} 项，Σ ")


def test_an_empty_result_is_no_failure(call: Runner, ask: Callable[..., Any], built_ledger: Path) -> None:
    assert ask("projects", "--text", "没有这样的词") == []
    code, out, err = call("projects", "--db", built_ledger, "--text", "没有这样的词")
    assert (code, out) == (0, "")
    assert "文字：没有这样的词" in one_sentence(err)
    assert ask("figures", "--text", "没有这样的词")["totals"]["count"] == 0


def test_charts_give_the_figures_the_window_draws(ask: Callable[..., Any], built_ledger: Path) -> None:
    charts = {chart["key"]: chart for chart in ask("charts", "--stage", "签约")}
    with closing(sqlite3.connect(built_ledger)) as ledger:
        stages = dict(ledger.execute("SELECT stage, count(*) FROM project_status GROUP BY stage"))
    bars = {bar["key"]: bar for bar in charts["stage"]["bars"]}
    assert {key: bars[key]["figure"]["count"] for key in stages} == stages, "its own chart is not narrowed"
    assert [key for key, bar in bars.items() if bar["chosen"]] == ["签约"]
    assert charts["park"]["total"]["count"] == stages["签约"]
    assert all(chart["definition"] and chart["title"] for chart in charts.values())


def test_charts_for_people_are_tables_with_their_definitions(call: Runner, built_ledger: Path) -> None:
    code, out, err = call("charts", "--db", built_ledger, "--by", "amount")
    assert (code, err) == (0, "")
    assert all(
        title in out for title in ("产业 × 年份", "参与单位", "未公布金额的项目数", "取已发生的里程碑中最靠后的一级")
    )


def test_facets_list_every_value_zeros_too(ask: Callable[..., Any]) -> None:
    facets = ask("facets", "--industry", "生命健康")
    assert {"industry", "track", "park", "stage", "year", "tag", "event"} <= facets.keys()
    assert [value["name"] for value in facets["industry"]][-1] == "未归类"
    assert all(value["count"] > 0 for value in facets["industry"]), "its own dimension is not narrowed"
    assert any(value["count"] == 0 for value in facets["park"])


def test_facets_for_people_leave_zeros_out(call: Runner, built_ledger: Path) -> None:
    code, out, _ = call("facets", "--db", built_ledger, "--industry", "生命健康")
    assert code == 0
    assert "石板大健康产业园" in out
    assert "金华电器产业园" not in out


def test_figures(ask: Callable[..., Any], call: Runner, built_ledger: Path) -> None:
    figures = ask("figures")
    assert figures["totals"]["count"] == sum(figures["totals"]["by_grade"].values())
    assert {event["amount_wan"] for event in figures["events"]} >= {10124000, 4170000, 31210000}
    code, out, _ = call("figures", "--db", built_ledger)
    assert code == 0
    assert "开工率" in out
    assert "1,012.4" in out


@pytest.mark.parametrize(
    ("text", "park"),
    [
        ("金凤软件园西区（虎溪园）", "金凤软件园西区（虎溪园）"),
        ("项目落户西永微电园", "西永微电园"),
        ("成都高新区", None),
        ("", None),
    ],
)
def test_geocode(ask: Callable[..., Any], text: str, park: str | None) -> None:
    found = ask("geocode", text)
    assert (found and found["park"]) == park
    if park:
        assert found["matched"] in text
        assert found["confidence"] in ("A", "B", "C", "D")


def test_geocode_tells_people_why_not(call: Runner, built_ledger: Path) -> None:
    code, out, err = call("geocode", "--db", built_ledger, "成都高新区")
    assert (code, err) == (0, "")
    assert "成都高新区" in out


def test_export_writes_what_was_chosen(
    call: Runner, ask: Callable[..., Any], built_ledger: Path, tmp_path: Path
) -> None:
    target = tmp_path / "健康.geojson"
    code, out, err = call("export", "--db", built_ledger, "--industry", "生命健康", "--to", target)
    assert (code, err) == (0, "")
    ids = [feature["id"] for feature in json.loads(target.read_text(encoding="utf-8"))["features"]]
    assert ids == [project["id"] for project in ask("projects", "--industry", "生命健康")]
    assert f"{len(ids)} 项" in out


def test_export_of_a_named_format_ignores_the_suffix(call: Runner, built_ledger: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    assert call("export", "--db", built_ledger, "--format", "csv", "--to", target)[0] == 0
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")


def test_snapshot_hands_over_what_was_asked(call: Runner, built_ledger: Path, tmp_path: Path, studio: Studio) -> None:
    code, _, _ = call(
        "snapshot", "--db", built_ledger, "--industry", "生命健康", "--to", tmp_path / "a.png", "--size", "800x600",
        "--window",
    )  # fmt: skip
    assert code == 0
    (request,) = studio.requests
    assert (request.ledger, request.target, request.width, request.height, request.window) == (
        built_ledger, tmp_path / "a.png", 800, 600, True,
    )  # fmt: skip
    assert request.filters.industries == frozenset({2})


def test_first_look_prints_files_and_figures(call: Runner, built_ledger: Path, tmp_path: Path, studio: Studio) -> None:
    code, out, _ = call("first-look", "--db", built_ledger, "--to", tmp_path)
    assert code == 0
    assert studio.looks == [(built_ledger, tmp_path)]
    lines = out.splitlines()
    assert lines[:2] == [str(tmp_path / "window.png"), str(tmp_path / "map.png")]
    assert "仅知在科学城" in lines[2]


def test_seed_twice(call: Runner, services: Services) -> None:
    code, out, err = call("seed")
    assert (code, out) == (0, "")
    assert "已建立台账" in err
    before = services.default_ledger.read_bytes()
    assert "未改动" in call("seed")[2]
    assert services.default_ledger.read_bytes() == before


def test_a_missing_default_ledger_is_built(call: Runner, services: Services) -> None:
    code, out, err = call("projects", "--json")
    assert code == 0
    assert json.loads(out)
    assert str(services.default_ledger) in err


@pytest.mark.parametrize("command", ["projects", "facets", "figures", "doctor"])
def test_the_ledger_may_be_named_before_the_command(call: Runner, built_ledger: Path, command: str) -> None:
    after = call(command, "--db", built_ledger)
    assert after[0] == 0
    assert call("--db", built_ledger, command) == after


def test_help_and_version(call: Runner) -> None:
    for command in COMMANDS:
        code, out, err = call(command, "--help")
        assert (code, err) == (0, "")
        assert "--db" in out
    assert call("--version")[:2] == (0, "科学城招商地图 9.8.7\n")


def test_every_command_is_offered() -> None:
    assert all(command in build_parser("1").format_help() for command in COMMANDS)


def test_doctor_looks_and_changes_nothing(call: Runner, services: Services) -> None:
    code, out, err = call("doctor", "--json")
    found = json.loads(out)
    assert (code, err) == (0, "")
    assert found["versions"]["sqlite"] == sqlite3.sqlite_version
    assert found["paths"]["ledger"] == str(services.default_ledger)
    assert any("台账" in line for line in found["missing"])
    assert not services.default_ledger.exists()


def test_doctor_counts_the_grades(call: Runner, built_ledger: Path) -> None:
    found = json.loads(call("doctor", "--db", built_ledger, "--json")[1])
    assert found["ledger"]["state"] == "ok"
    assert sum(found["ledger"]["by_grade"].values()) == found["ledger"]["projects"]
    assert not any("台账" in line for line in found["missing"])


def test_seeds_check_reports_and_fails_on_problems(
    call: Runner, tmp_path: Path, seeds_dir: Path, services: Services, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = tmp_path / "seeds"
    pack.mkdir()
    for file in seeds_dir.glob("*.csv"):
        (pack / file.name).write_bytes(file.read_bytes())
    broken = (pack / "project_aliases.csv").read_text(encoding="utf-8") + "没有的项目,别名\n"
    (pack / "project_aliases.csv").write_text(broken, encoding="utf-8")
    changed = Services(
        services.version, pack, services.assets_dir, services.default_ledger, services.now, services.take_snapshot,
        services.first_look, services.take_animation,
    )  # fmt: skip
    assert run(["seeds-check", "--documents", str(tmp_path)], changed) == 1
    out, err = capsys.readouterr()
    assert "没有的项目" in out
    assert "未通过" in one_sentence(err)


def test_animate_hands_over_what_was_asked(call: Runner, built_ledger: Path, tmp_path: Path, studio: Studio) -> None:
    code, out, err = call(
        "animate", "--db", built_ledger, "--month-to", "2022-07", "--to", tmp_path / "a.gif", "--size", "800x600",
        "--fps", "4", "--single", "--scale", "2", "--theme", "dark",
    )  # fmt: skip
    assert (code, err) == (0, "")
    assert "3 帧，末帧 16 项" in out
    assert studio.animations == [
        AnimationRequest(
            built_ledger, Filters(month_to=month_of(2022, 7)), tmp_path / "a.gif", 800, 600, 2, 4.0, True, "dark"
        )
    ]
