"""Documents are listed, and their texts taken in, without a window."""

import datetime
import hashlib
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from ui.command_line import run
from ui.services import Services

TEXT = "科学城的一篇报道。\n芯片一厂签约，总投资约12.5亿元。"

Runner = Callable[..., tuple[int, str, str]]


@pytest.fixture
def ledger(own_ledger: Path) -> Path:
    """A ledger whose first document is the text above."""
    connection = sqlite3.connect(own_ledger)
    with connection:
        digest = hashlib.sha256("".join(TEXT.split()).encode()).hexdigest()
        connection.execute("UPDATE documents SET sha256 = ? WHERE id = (SELECT min(id) FROM documents)", (digest,))
    connection.close()
    return own_ledger


@pytest.fixture
def call(tmp_path: Path, seeds_dir: Path, assets_dir: Path, capsys: pytest.CaptureFixture[str]) -> Runner:
    def refuse(*_: object) -> None:
        raise AssertionError

    services = Services(
        version="1",
        seeds_dir=seeds_dir,
        assets_dir=assets_dir,
        default_ledger=tmp_path / "none.kxc",
        now=lambda: datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC),
        take_snapshot=refuse,  # type: ignore[arg-type]
        first_look=refuse,  # type: ignore[arg-type]
        take_animation=refuse,  # type: ignore[arg-type]
    )

    def call(*arguments: object) -> tuple[int, str, str]:
        code = run([str(argument) for argument in arguments], services)
        return code, *capsys.readouterr()

    return call


def test_documents_are_listed_with_whether_their_text_is_there(call: Runner, ledger: Path) -> None:
    code, out, _ = call("documents", "--json", "--db", ledger)
    documents = json.loads(out)
    assert (code, len(documents)) == (0, 5)
    assert not any(document["has_text"] for document in documents)
    assert [document["published"] for document in documents] == sorted(d["published"] for d in documents)
    code, out, _ = call("documents", "--db", ledger)
    assert out.count("未添加") == 5


def test_a_text_is_added_and_stays(call: Runner, ledger: Path, tmp_path: Path) -> None:
    file = tmp_path / "报道.txt"
    file.write_text(TEXT, encoding="gb18030")
    code, out, err = call("documents", "--add", file, "--json", "--db", ledger)
    assert code == 0
    assert [document["has_text"] for document in json.loads(out)].count(True) == 1
    assert "已添加原文" in err
    _, out, _ = call("documents", "--db", ledger)
    assert out.count("已有") == 1


def test_what_is_refused_is_told_and_the_rest_added(call: Runner, ledger: Path, tmp_path: Path) -> None:
    good, other, missing = tmp_path / "报道.txt", tmp_path / "别的.txt", tmp_path / "没有.txt"
    good.write_text(TEXT, encoding="utf-8")
    other.write_text("别的", encoding="utf-8")
    code, out, err = call("documents", "--db", ledger, "--add", other, good, missing)
    assert code == 1
    assert out.count("已有") == 1
    assert "对不上" in err
    assert "找不到文件" in err


def test_add_needs_a_file(call: Runner, ledger: Path) -> None:
    code, _, err = call("documents", "--db", ledger, "--add")
    assert (code, "至少要有一个值" in err) == (2, True)


def test_a_ledger_that_cannot_be_written_is_told(call: Runner, ledger: Path, tmp_path: Path) -> None:
    file = tmp_path / "报道.txt"
    file.write_text(TEXT, encoding="utf-8")
    holder = sqlite3.connect(ledger)
    holder.execute("BEGIN IMMEDIATE")
    code, out, err = call("documents", "--db", ledger, "--add", file)
    holder.close()
    assert (code, out) == (1, "")
    assert "正在被另一个程序使用" in err
