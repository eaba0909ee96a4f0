"""Lists are shown and changed without a window, by names as by numbers; what cannot be done is one sentence."""

import datetime
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from ui.command_line import run
from ui.services import Services

Runner = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(own_ledger: Path, seeds_dir: Path, assets_dir: Path, capsys: pytest.CaptureFixture[str]) -> Runner:
    def refuse(*_: object) -> None:
        raise AssertionError

    services = Services(
        version="1",
        seeds_dir=seeds_dir,
        assets_dir=assets_dir,
        default_ledger=own_ledger,
        now=lambda: datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC),
        take_snapshot=refuse,  # type: ignore[arg-type]
        first_look=refuse,  # type: ignore[arg-type]
        take_animation=refuse,  # type: ignore[arg-type]
    )

    def call(*arguments: object) -> tuple[int, str, str]:
        code = run([str(argument) for argument in arguments], services)
        return code, *capsys.readouterr()

    return call


def own_items(path: Path) -> dict[str, list[int]]:
    sql = """SELECT l.name, (SELECT json_group_array(project_id) FROM list_items WHERE list_id = l.id)
        FROM lists AS l WHERE l.position IS NOT NULL ORDER BY l.position"""
    with closing(sqlite3.connect(path)) as connection:
        return {name: json.loads(items) for name, items in connection.execute(sql)}


def test_lists_are_shown_with_their_counts_and_whose_they_are(call: Runner, own_ledger: Path) -> None:
    call("lists", "add", "重点跟踪", "--ids", "1,2")
    code, out, _ = call("lists", "--json")
    shown = json.loads(out)
    assert code == 0
    with closing(sqlite3.connect(own_ledger)) as connection:
        counts = dict(connection.execute("SELECT list_id, count(*) FROM list_items GROUP BY list_id"))
        assert [each["id"] for each in shown] == [
            id_ for (id_,) in connection.execute("SELECT id FROM lists ORDER BY id")
        ]
    assert {each["id"]: each["count"] for each in shown} == counts
    assert [(each["name"], each["is_own"]) for each in shown][-1] == ("重点跟踪", True)
    assert not any(each["is_own"] for each in shown[:-1])
    code, out, _ = call("lists")
    assert "重点跟踪" in out
    assert "自建" in out


def test_a_list_is_made_grown_shrunk_and_asked_for(call: Runner, own_ledger: Path) -> None:
    code, out, _ = call("lists", "add", "生命", "--industry", "生命健康")
    assert code == 0
    assert out.startswith("新建清单“生命”，加入")
    with closing(sqlite3.connect(own_ledger)) as connection:
        found = connection.execute(
            "SELECT p.id FROM projects AS p JOIN industries AS i ON i.id = p.industry_id WHERE i.name = '生命健康'"
        )
        wanted = sorted(id_ for (id_,) in found)
    assert own_items(own_ledger) == {"生命": wanted}
    other = next(id_ for id_ in range(1, 50) if id_ not in wanted)
    assert call("lists", "add", "生命", "--ids", other)[1] == "已把 1 项加入清单“生命”\n"
    assert call("lists", "remove", "生命", "--ids", wanted[0])[1] == "已把 1 项移出清单“生命”\n"
    code, out, _ = call("projects", "--list", "生命", "--json")
    assert sorted(row["id"] for row in json.loads(out)) == sorted([*wanted[1:], other])


def test_lists_are_renamed_ordered_and_deleted(call: Runner, own_ledger: Path) -> None:
    for name in ("甲", "乙", "丙"):
        call("lists", "add", name, "--ids", 1)
    assert call("lists", "move", "丙", 1)[0] == 0
    assert call("lists", "rename", "甲", "丁")[1] == "清单已改名：甲 → 丁\n"
    assert list(own_items(own_ledger)) == ["丙", "丁", "乙"]
    code, out, _ = call("lists", "delete", "丙")
    assert (code, out) == (0, "已删除清单“丙”；其中的 1 项仍在台账里\n")
    assert list(own_items(own_ledger)) == ["丁", "乙"]
    number = json.loads(call("lists", "--json")[1])[-1]["id"]
    assert call("lists", "delete", number)[0] == 0
    assert list(own_items(own_ledger)) == ["丁"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("add", "十大重点产业发展项目", "--ids", "1"), 1, "报道里印出的，不能改动"),
        (("delete", "十大重点产业发展项目"), 1, "报道里印出的，不能改动"),
        (("add", "全部"), 1, "请写明要加入哪些项目"),
        (("remove", "跟踪"), 1, "请写明要移出哪些项目"),
        (("add", "跟踪", "--ids", "1"), 1, "都已在清单"),
        (("add", "跟踪", "--ids", "99999"), 1, "没有编号为 99999 的项目"),
        (("add", "无", "--text", "查不到的词"), 1, "没有符合条件的项目"),
        (("remove", "没有", "--ids", "1"), 1, "没有叫“没有”的清单；现有："),
        (("rename", "跟踪", "十大重点产业发展项目"), 1, "已有叫"),
        (("rename", "跟踪"), 2, "缺少 新名字"),
        (("move", "跟踪", "0"), 2, "不是从 1 数起的位次"),
        (("move", "跟踪", "1"), 1, "已经在这个位置"),
        (("throw", "跟踪"), 2, "不能是“throw”"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_changes_nothing(
    call: Runner, own_ledger: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    call("lists", "add", "跟踪", "--ids", "1")
    got, out, error = call("lists", *arguments)
    assert (got, out) == (code, "")
    assert words in error
    assert error.count("\n") == 1
    assert own_items(own_ledger) == {"跟踪": [1]}


def test_a_ledger_held_by_another_program_is_one_sentence(call: Runner, own_ledger: Path) -> None:
    with closing(sqlite3.connect(own_ledger)) as other:
        other.execute("BEGIN IMMEDIATE")
        code, out, error = call("lists", "add", "跟踪", "--ids", "1")
        other.rollback()
    assert (code, out) == (1, "")
    assert "另一个程序" in error
    assert own_items(own_ledger) == {}
