"""One sentence when a command cannot be done: ledgers, names, usage and targets."""

import dataclasses
import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from geo.errors import AtlasError
from tests.unit.ui.command_line.studio import Runner, Studio, one_sentence
from ui.command_line import run
from ui.services import Services


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


def test_a_default_ledger_that_cannot_be_is_told(services: Services, capsys: pytest.CaptureFixture[str]) -> None:
    impossible = dataclasses.replace(services, default_ledger=services.default_ledger.parent / ("长" * 100) / "a.kxc")
    assert run(["projects"], impossible) == 1
    assert "无法写入台账" in one_sentence(capsys.readouterr().err)


def test_a_missing_named_ledger_is_not(call: Runner, tmp_path: Path) -> None:
    code, out, err = call("projects", "--db", tmp_path / "没有.kxc")
    assert (code, out) == (1, "")
    assert "seed --db" in one_sentence(err)
    assert list(tmp_path.iterdir()) == []


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
