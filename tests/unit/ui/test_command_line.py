"""Every command: what it prints, what it writes, and one sentence when it cannot be done."""

import csv
import dataclasses
import datetime
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from db.filters import Filters
from db.months import month_of
from geo.errors import AtlasError
from ui.command_line import COMMANDS, build_parser, run
from ui.services import AnimationReport, AnimationRequest, Services, SnapshotReport, SnapshotRequest

NOW = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)


class Studio:
    """Stands in for the parts that need Qt, and keeps what it was asked."""

    def __init__(self) -> None:
        self.requests: list[SnapshotRequest] = []
        self.animations: list[AnimationRequest] = []
        self.looks: list[tuple[Path, Path]] = []
        self.failure: AtlasError | None = None

    def take_snapshot(self, request: SnapshotRequest) -> SnapshotReport:
        if self.failure is not None:
            raise self.failure
        self.requests.append(request)
        return SnapshotReport(request.target, request.width, request.height, 16)

    def take_animation(self, request: AnimationRequest) -> AnimationReport:
        if self.failure is not None:
            raise self.failure
        self.animations.append(request)
        return AnimationReport(request.target, request.width, request.height, 3, (1, 5, 16))

    def first_look(self, ledger: Path, folder: Path) -> tuple[Path, ...]:
        self.looks.append((ledger, folder))
        return (folder / "window.png", folder / "map.png")


@pytest.fixture
def studio() -> Studio:
    return Studio()


@pytest.fixture
def services(tmp_path: Path, seeds_dir: Path, assets_dir: Path, studio: Studio) -> Services:
    return Services(
        version="9.8.7",
        seeds_dir=seeds_dir,
        assets_dir=assets_dir,
        default_ledger=tmp_path / "home" / "ledger.kxc",
        now=lambda: NOW,
        take_snapshot=studio.take_snapshot,
        first_look=studio.first_look,
        take_animation=studio.take_animation,
    )


Runner = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(services: Services, capsys: pytest.CaptureFixture[str]) -> Runner:
    """Run a command and return (exit code, standard output, standard error)."""

    def call(*arguments: object) -> tuple[int, str, str]:
        code = run([str(argument) for argument in arguments], services)
        out, err = capsys.readouterr()
        return code, out, err

    return call


@pytest.fixture
def ask(call: Runner, built_ledger: Path) -> Callable[..., Any]:
    """Run a reading command on the built-in ledger and return its JSON."""

    def ask(command: str, *arguments: object) -> Any:  # noqa: ANN401
        code, out, err = call(command, "--db", built_ledger, *arguments, "--json")
        assert (code, err) == (0, "")
        return json.loads(out)

    return ask


def one_sentence(err: str) -> str:
    assert err.endswith("。\n")
    assert err.count("\n") == 1
    return err


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


@pytest.mark.parametrize(
    ("target", "words"),
    [("没有/a.csv", "没有这个文件夹"), ("a.doc", "后缀“.doc”"), (".", "文件夹")],
)
def test_an_export_that_cannot_be_written(
    call: Runner, built_ledger: Path, tmp_path: Path, target: str, words: str
) -> None:
    arguments = ["--format", "csv"] if target == "." else []
    code, out, err = call("export", "--db", built_ledger, "--to", tmp_path / target, *arguments)
    assert (code, out) == (1, "")
    assert words in one_sentence(err)
    assert list(tmp_path.iterdir()) == []


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


@pytest.mark.parametrize(("target", "words"), [("没有/a.png", "没有这个文件夹"), ("a.jpg", ".png"), (".", "文件夹")])
def test_a_picture_that_cannot_be_written_is_told_before_drawing(
    call: Runner, built_ledger: Path, tmp_path: Path, studio: Studio, target: str, words: str
) -> None:
    code, out, err = call("snapshot", "--db", built_ledger, "--to", tmp_path / target)
    assert (code, out, studio.requests) == (1, "", [])
    assert words in one_sentence(err)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such files here")
@pytest.mark.parametrize("aim", ["ledger", "pipe", "long name"])
def test_a_picture_never_replaces_a_ledger_or_a_device(
    call: Runner, built_ledger: Path, tmp_path: Path, studio: Studio, aim: str
) -> None:
    ledger = Path(shutil.copy(built_ledger, tmp_path / "台账.png"))
    pipe = tmp_path / "pipe.png"
    os.mkfifo(pipe)
    target = {"ledger": ledger, "pipe": pipe, "long name": tmp_path / f"{'园' * 100}.png"}[aim]
    code, out, err = call("snapshot", "--db", ledger, "--to", target)
    assert (code, out, studio.requests) == (1, "", [])
    one_sentence(err)
    assert pipe.is_fifo()
    assert ledger.read_bytes() == built_ledger.read_bytes()


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


def test_seed_refuses_to_lose_edits(call: Runner, own_ledger: Path) -> None:
    with sqlite3.connect(own_ledger) as connection:
        connection.execute("UPDATE projects SET note = '我的' WHERE id = 1")
    connection.close()
    code, _, err = call("seed", "--db", own_ledger)
    assert code == 1
    assert "--force" in one_sentence(err)
    code, _, err = call("seed", "--db", own_ledger, "--force")
    assert code == 0
    assert "备份" in err
    assert len(list(own_ledger.parent.glob("own.backup-*.kxc"))) == 1


def test_a_missing_default_ledger_is_built(call: Runner, services: Services) -> None:
    code, out, err = call("projects", "--json")
    assert code == 0
    assert json.loads(out)
    assert str(services.default_ledger) in err


def test_a_default_ledger_that_cannot_be_is_told(services: Services, capsys: pytest.CaptureFixture[str]) -> None:
    impossible = dataclasses.replace(services, default_ledger=services.default_ledger.parent / ("长" * 100) / "a.kxc")
    assert run(["projects"], impossible) == 1
    assert "无法写入台账" in one_sentence(capsys.readouterr().err)


def test_a_missing_named_ledger_is_not(call: Runner, tmp_path: Path) -> None:
    code, out, err = call("projects", "--db", tmp_path / "没有.kxc")
    assert (code, out) == (1, "")
    assert "seed --db" in one_sentence(err)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["projects", "facets", "figures", "doctor"])
def test_the_ledger_may_be_named_before_the_command(call: Runner, built_ledger: Path, command: str) -> None:
    after = call(command, "--db", built_ledger)
    assert after[0] == 0
    assert call("--db", built_ledger, command) == after


@pytest.mark.parametrize(
    "data", [b"", "不是数据库".encode(), b"SQLite format 3\x00" + b"\x00" * 4080], ids=["empty", "text", "blank"]
)
@pytest.mark.parametrize("command", ["projects", "facets", "figures", "export", "geocode", "seed"])
def test_a_foreign_file_is_told_and_left_alone(call: Runner, tmp_path: Path, data: bytes, command: str) -> None:
    path = tmp_path / "别的.kxc"
    path.write_bytes(data)
    more: dict[str, tuple[str, ...]] = {"export": ("--to", str(tmp_path / "a.csv")), "geocode": ("西永",)}
    code, out, err = call(command, "--db", path, *more.get(command, ()))
    assert (code, out) == (1, "")
    assert "台账" in one_sentence(err)
    assert path.read_bytes() == data
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_a_locked_ledger_is_told(call: Runner, own_ledger: Path) -> None:
    holder = sqlite3.connect(own_ledger, isolation_level=None)
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    code, out, err = call("projects", "--db", own_ledger)
    holder.execute("ROLLBACK")
    holder.close()
    assert (code, out) == (1, "")
    assert "正在被另一个程序使用" in one_sentence(err)


def test_a_corrupt_ledger_is_told(call: Runner, own_ledger: Path) -> None:
    own_ledger.write_bytes(own_ledger.read_bytes()[:60_000])
    code, out, err = call("projects", "--db", own_ledger)
    assert (code, out) == (1, "")
    assert "损坏" in one_sentence(err)


def test_a_newer_ledger_is_told(call: Runner, own_ledger: Path) -> None:
    with sqlite3.connect(own_ledger) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    code, _, err = call("projects", "--db", own_ledger)
    assert code == 1
    assert "更新版本" in one_sentence(err)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--industry", "生命健药"), "生命健康"),
        (("--park", "西永微电子园"), "西永微电园"),
        (("--industry", "集成电路"), "细分"),
        (("--ids", "1,99999"), "99999"),
        (("--within", "没有.geojson"), "没有.geojson"),
    ],
)
def test_unknown_names_are_errors_with_near_ones(
    call: Runner, built_ledger: Path, arguments: tuple[str, ...], words: str
) -> None:
    code, out, err = call("projects", "--db", built_ledger, *arguments)
    assert (code, out) == (1, "")
    assert words in one_sentence(err)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "缺少 命令"),
        (("fly",), "没有“fly”这个命令"),
        (("projects", "--colour", "red"), "不认识 --colour red"),
        (("projects", "--indus", "1"), "不认识"),
        (("projects", "--json", "--csv"), "不能同时用"),
        (("projects", "--year-from", "后年"), "不是四位年份"),
        (("projects", "--amount-min"), "后面要有一个值"),
        (("projects", "--bbox", "1,2,3"), "范围应写作"),
        (("export",), "缺少 --to"),
        (("snapshot", "--to", "a.png", "--size", "大"), "宽x高"),
        (("snapshot", "--to", "a.png", "--size", "10x99999"), "宽x高"),
        (("animate", "--to", "a.webp", "--fps", "99"), "0.1 到 25"),
        (("animate", "--to", "a.webp", "--scale", "3"), "3"),
        (("animate",), "--to"),
        (("projects", "--month-to", "2022"), "2022-07 这样的年月"),
        (("geocode",), "缺少 文字"),
    ],
)
def test_wrong_usage_is_told_in_chinese(call: Runner, arguments: tuple[str, ...], words: str) -> None:
    code, out, err = call(*arguments)
    assert (code, out) == (2, "")
    assert words in err
    assert err.startswith("用法不对：")
    assert err.count("\n") == 1


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


@pytest.mark.parametrize("name", ["a.mp4", "a", "none/a.gif"])
def test_animate_refuses_what_it_cannot_write_before_it_draws(
    call: Runner, built_ledger: Path, tmp_path: Path, studio: Studio, name: str
) -> None:
    code, out, err = call("animate", "--db", built_ledger, "--to", tmp_path / name)
    assert (code, out) == (1, "")
    assert one_sentence(err)
    assert studio.animations == []


def test_failures_of_the_drawing_are_told(call: Runner, built_ledger: Path, tmp_path: Path, studio: Studio) -> None:
    studio.failure = AtlasError("画不出来。")
    code, out, err = call("snapshot", "--db", built_ledger, "--to", tmp_path / "a.png")
    assert (code, out, err) == (1, "", "画不出来。\n")


def test_bugs_are_not_swallowed(call: Runner, built_ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("db.index.columns.count_totals", fail)
    with pytest.raises(ZeroDivisionError):
        call("figures", "--db", built_ledger)


def test_no_command_imports_qt(project_dir: Path) -> None:
    script = (
        "import sys, ui.command_line, db.export.xlsx, geo.geocoding, db.seed_pack.seed_check; "
        "sys.exit(any(name.partition('.')[0] in ('PySide6', 'shiboken6', 'folium') for name in sys.modules))"
    )
    subprocess.run([sys.executable, "-c", script], cwd=project_dir, check=True)


def test_a_reader_that_stops_early_is_no_failure(project_dir: Path, built_ledger: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "main.py", "projects", "--db", str(built_ledger), "--json"],
        cwd=project_dir, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(1)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(timeout=30) == 0


def run_program(project_dir: Path, command: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the real program through a shell, for what only a real process has."""
    words = f'"{sys.executable}" main.py {command}'
    return subprocess.run(
        ["bash", "-c", words],
        cwd=project_dir,
        capture_output=True,
        env={**os.environ, **environment},
        timeout=60,
        check=False,
    )


@pytest.mark.skipif(os.name != "posix", reason="needs a POSIX shell")
@pytest.mark.parametrize("command", ["projects --json", "projects --csv", "projects", "facets --json", "geocode 甲"])
def test_a_closed_standard_output_is_told(project_dir: Path, built_ledger: Path, command: str) -> None:
    done = run_program(project_dir, f'{command} --db "{built_ledger}" >&-')
    assert done.returncode == 1
    assert done.stderr.decode() == "无法写到标准输出（已关闭）。\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("command", ["projects --json", "projects --csv", "projects", "facets", "doctor"])
def test_a_full_standard_output_is_told(project_dir: Path, built_ledger: Path, command: str) -> None:
    done = run_program(project_dir, f'{command} --db "{built_ledger}" >/dev/full')
    assert done.returncode == 1
    assert done.stderr.decode() == "无法写到标准输出（No space left on device）。\n"


@pytest.mark.skipif(os.name != "posix", reason="needs a POSIX shell")
@pytest.mark.parametrize(
    ("command", "code"),
    [
        (r"projects --text $'\xff芯' --json", 2),
        (r"projects --industry $'\xff'", 1),
        (r"geocode $'\xff' --json", 0),
        (r"projects --within $'/\xff.geojson'", 1),
        (r"doctor --json", 0),
    ],
)
def test_arguments_that_are_no_utf8_are_no_bug(
    project_dir: Path, built_ledger: Path, tmp_path: Path, command: str, code: int
) -> None:
    # A folder whose name is no text: paths in messages and results are written as the bytes they are.
    folder = os.fsencode(tmp_path) + b"/\xfe"
    os.mkdir(folder)
    shutil.copy(os.fsencode(built_ledger), folder + b"/a.kxc")
    done = run_program(project_dir, f"{command} --db $'{tmp_path}/\\xfe/a.kxc'")
    assert done.returncode == code, done.stderr
    assert b"Traceback" not in done.stderr
    assert b"Error" not in done.stderr
    done = run_program(project_dir, f"export --to $'{tmp_path}/\\xfe/a.csv' --db $'{tmp_path}/\\xfe/a.kxc'")
    assert done.returncode == 0, done.stderr
    assert folder + b"/a.csv" in done.stdout


def test_an_interrupted_command_ends_quietly(call: Runner, built_ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("db.ledger.Ledger.load_columns", interrupt)
    code, out, err = call("projects", "--db", built_ledger)
    assert (code, out, err) == (130, "", "已中断。\n")


def test_names_cannot_break_the_table_or_command_the_terminal(call: Runner, own_ledger: Path) -> None:
    with sqlite3.connect(own_ledger) as connection:
        connection.execute("UPDATE projects SET name = ? WHERE id = 1", ("甲\n乙\x1b[31m\u202e丙\x9b2J",))
    code, out, _ = call("projects", "--ids", "1", "--db", own_ledger)
    assert code == 0
    assert len(out.splitlines()) == 3
    assert not {"\x1b", "\u202e", "\x9b"} & set(out)
    assert "甲 乙" in out
