"""Seeding builds a ledger once, keeps a person's edits, and never leaves half a file."""

import datetime
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db.connection import LedgerCorrupt, LedgerForeign, LedgerLocked, LedgerUnwritable
from db.ledger import Ledger
from db.seed_pack.seed_loading import load_seed_tables
from db.seed_pack.seed_tables import SeedError
from db.seeding import LedgerEdited, seed_ledger

Write = Callable[..., Path]


def edit(path: Path, statement: str, *values: str) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(statement, values)
    connection.close()


def names_in(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir() if file.is_file()}


def test_a_new_ledger_is_built_and_counted(tmp_path: Path, write_pack: Write, now: datetime.datetime) -> None:
    path = tmp_path / "新文件夹" / "台账.kxc"
    report = seed_ledger(path, write_pack(), now)
    assert (report.action, report.backup) == ("created", None)
    assert report.counts["projects"] == 7
    assert report.by_grade == {"stated": 2, "inferred": 3, "city": 2}
    assert report.data_version.startswith("2023-03 · ")
    assert names_in(path.parent) == {path.name}


def test_the_ledger_is_in_wal_mode(ledger_path: Path) -> None:
    connection = sqlite3.connect(ledger_path)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_seeding_again_changes_nothing(ledger_path: Path, write_pack: Write, now: datetime.datetime) -> None:
    before = ledger_path.read_bytes()
    report = seed_ledger(ledger_path, write_pack(), now + datetime.timedelta(days=1))
    assert report.action == "unchanged"
    assert ledger_path.read_bytes() == before


def test_a_changed_pack_replaces_an_unedited_ledger(
    ledger_path: Path, write_pack: Write, now: datetime.datetime
) -> None:
    report = seed_ledger(ledger_path, write_pack(mechanisms="1,链长制,\n2,项目长制,"), now)
    assert (report.action, report.backup) == ("replaced", None)
    assert report.counts["mechanisms"] == 2
    assert names_in(ledger_path.parent) == {ledger_path.name}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE projects SET amount_wan = 1 WHERE id = 3",
        "DELETE FROM milestones WHERE id = 8",
        "INSERT INTO project_aliases VALUES (6, '某物')",
        "UPDATE parks SET lng = 106.0, lat = 29.0 WHERE id = 5",
        "INSERT INTO repeat_decisions VALUES (1, 3, 7, 'different')",
    ],
)
def test_an_edited_ledger_is_not_overwritten(
    ledger_path: Path, write_pack: Write, now: datetime.datetime, statement: str
) -> None:
    edit(ledger_path, statement)
    before = ledger_path.read_bytes()
    with pytest.raises(LedgerEdited, match="--force"):
        seed_ledger(ledger_path, write_pack(mechanisms="1,链长制,"), now)
    assert ledger_path.read_bytes() == before


def test_an_edit_taken_back_is_no_edit(ledger_path: Path, write_pack: Write, now: datetime.datetime) -> None:
    edit(ledger_path, "UPDATE projects SET note = 'x' WHERE id = 1")
    edit(ledger_path, "UPDATE projects SET note = NULL WHERE id = 1")
    assert seed_ledger(ledger_path, write_pack(), now).action == "unchanged"


def test_force_backs_up_an_edited_ledger_first(ledger_path: Path, write_pack: Write, now: datetime.datetime) -> None:
    edit(ledger_path, "UPDATE projects SET name = '改过的' WHERE id = 1")
    report = seed_ledger(ledger_path, write_pack(), now, force=True)
    assert report.action == "replaced"
    assert report.backup is not None
    assert report.backup.parent == ledger_path.parent
    with Ledger.open(report.backup) as kept, Ledger.open(ledger_path) as rebuilt:
        assert kept.get_card(1).name == "改过的"
        assert rebuilt.get_card(1).name == "芯片一厂"


def test_a_second_backup_in_the_same_second_does_not_replace_the_first(
    ledger_path: Path, write_pack: Write, now: datetime.datetime
) -> None:
    backups = set()
    for name in ("甲", "乙"):
        edit(ledger_path, "UPDATE projects SET name = ? WHERE id = 1", name)
        backup = seed_ledger(ledger_path, write_pack(), now, force=True).backup
        assert backup is not None
        with Ledger.open(backup) as kept:
            assert kept.get_card(1).name == name
        backups.add(backup)
    assert len(backups) == 2


def test_edits_still_in_the_write_ahead_log_reach_the_backup(
    ledger_path: Path, write_pack: Write, now: datetime.datetime
) -> None:
    crashed = ledger_path.with_name("crashed.kxc")
    holder = sqlite3.connect(ledger_path)
    holder.execute("PRAGMA wal_autocheckpoint = 0")
    with holder:
        holder.execute("UPDATE projects SET name = '只在日志里' WHERE id = 1")
    for suffix in ("", "-wal"):
        crashed.with_name(crashed.name + suffix).write_bytes(
            ledger_path.with_name(ledger_path.name + suffix).read_bytes()
        )
    holder.close()
    backup = seed_ledger(crashed, write_pack(), now, force=True).backup
    assert backup is not None
    with Ledger.open(backup) as kept:
        assert kept.get_card(1).name == "只在日志里"


def test_texts_added_to_documents_are_no_edit_and_survive(
    ledger_path: Path, write_pack: Write, now: datetime.datetime, document_text: str
) -> None:
    edit(ledger_path, "UPDATE documents SET text = ? WHERE id = 'd1'", document_text)
    assert seed_ledger(ledger_path, write_pack(mechanisms="1,链长制,"), now).action == "replaced"
    with Ledger.open(ledger_path) as ledger:
        assert [document.has_text for document in ledger.find_documents()] == [True, False]


@pytest.mark.parametrize(
    ("table", "rows", "words"),
    [
        ("project_aliases", "没有的项目,别名", "project_aliases.csv 第 2 行：project 写的“没有的项目”不是已有的项目"),
        ("milestones", "1,芯片一厂,封顶,2021,0,stated,", "milestones.csv"),
        ("milestones", "1,芯片一厂,签约,2021,是,stated,", "milestones.csv 第 2 行：is_planned 应为整数"),
        ("evidence", "1,projects,1,name,d9,0,2", "evidence"),
        ("parks", "1,甲,园区,乙,,,,,,,,", "parks.csv 第 2 行：parent 写的“乙”不是已有的园区"),
        ("organisations", "1,甲,\n1,乙,", "organisations.csv 第 3 行：不符合台账的规则"),
        ("projects", "1,甲,industry,大健康,,stated,,,,,,,,,,", "industry 写的“大健康”不是已有的新分类里的产业"),
    ],
)
def test_a_mistake_in_the_pack_is_named_and_the_old_ledger_stays(
    ledger_path: Path, write_pack: Write, now: datetime.datetime, table: str, rows: str, words: str
) -> None:
    before = ledger_path.read_bytes()
    with pytest.raises(SeedError) as caught:
        seed_ledger(ledger_path, write_pack(**{table: rows}), now)
    assert words in str(caught.value)
    assert ledger_path.read_bytes() == before
    assert names_in(ledger_path.parent) == {ledger_path.name}


def test_a_foreign_file_is_never_replaced(tmp_path: Path, write_pack: Write, now: datetime.datetime) -> None:
    path = tmp_path / "报表.kxc"
    path.write_text("这是别人的文件", encoding="utf-8")
    with pytest.raises(LedgerForeign):
        seed_ledger(path, write_pack(), now, force=True)
    assert path.read_text(encoding="utf-8") == "这是别人的文件"


def test_a_damaged_ledger_is_rebuilt_by_force_only_after_a_backup(
    ledger_path: Path, write_pack: Write, now: datetime.datetime
) -> None:
    damaged = ledger_path.read_bytes()[:20000]
    ledger_path.write_bytes(damaged)
    with pytest.raises(LedgerCorrupt):
        seed_ledger(ledger_path, write_pack(), now)
    report = seed_ledger(ledger_path, write_pack(), now, force=True)
    assert report.backup is not None
    assert report.backup.read_bytes() == damaged
    assert report.counts["projects"] == 7


def test_a_ledger_in_use_is_not_replaced(ledger_path: Path, write_pack: Write, now: datetime.datetime) -> None:
    with Ledger.open(ledger_path) as ledger:
        assert ledger.get_card(1).id == 1
        with pytest.raises(LedgerLocked):
            seed_ledger(ledger_path, write_pack(mechanisms="1,链长制,"), now)
        assert ledger.get_card(1).name == "芯片一厂"
    assert names_in(ledger_path.parent) == {ledger_path.name}


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, write_pack: Write, now: datetime.datetime) -> None:
    (tmp_path / "文件").write_text("x", encoding="utf-8")
    with pytest.raises(LedgerUnwritable, match="无法写入"):
        seed_ledger(tmp_path / "文件" / "台账.kxc", write_pack(), now)


def test_a_log_left_by_a_ledger_that_is_gone_does_not_reach_the_new_one(
    ledger_path: Path, write_pack: Write, now: datetime.datetime
) -> None:
    connection = sqlite3.connect(ledger_path)
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    connection.execute("UPDATE projects SET name = '旧台账的改动'")
    connection.execute("CREATE TABLE filler AS SELECT randomblob(200000) AS data")
    connection.commit()
    log = ledger_path.with_name(ledger_path.name + "-wal").read_bytes()
    connection.close()
    ledger_path.unlink()
    ledger_path.with_name(ledger_path.name + "-wal").write_bytes(log)
    assert seed_ledger(ledger_path, write_pack(), now).action == "created"
    with Ledger.open(ledger_path) as ledger:
        assert "旧台账的改动" not in ledger.load_columns().names


def test_a_link_stays_a_link_to_the_rebuilt_ledger(
    ledger_path: Path, write_pack: Write, now: datetime.datetime, tmp_path: Path
) -> None:
    (tmp_path / "别处").mkdir()
    link = tmp_path / "别处" / "link.kxc"
    link.symlink_to(ledger_path)
    edit(ledger_path, "UPDATE projects SET name = '改过' WHERE id = 1")
    report = seed_ledger(link, write_pack(), now, force=True)
    assert link.is_symlink()
    assert report.path == ledger_path
    assert report.backup is not None
    assert report.backup.parent == ledger_path.parent
    assert names_in(link.parent) == {"link.kxc"}
    with Ledger.open(ledger_path) as ledger:
        assert "改过" not in ledger.load_columns().names


def test_paths_that_cannot_be_are_told(tmp_path: Path, write_pack: Write, now: datetime.datetime) -> None:
    circle = tmp_path / "circle.kxc"
    circle.symlink_to(circle)
    for path in (tmp_path / ("园" * 100), circle):
        with pytest.raises(LedgerUnwritable, match="无法写入台账"):
            seed_ledger(path, write_pack(), now)
    assert circle.is_symlink()


def test_a_ledger_in_use_leaves_no_backup_behind(ledger_path: Path, write_pack: Write, now: datetime.datetime) -> None:
    edit(ledger_path, "UPDATE projects SET name = '改过' WHERE id = 1")
    reader = sqlite3.connect(ledger_path)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM projects").fetchone()
    with pytest.raises(LedgerLocked):
        seed_ledger(ledger_path, write_pack(), now, force=True)
    reader.close()
    assert not [name for name in names_in(ledger_path.parent) if "backup" in name]


def test_texts_that_are_no_text_are_rebuilt_by_force_only(
    ledger_path: Path, write_pack: Write, now: datetime.datetime
) -> None:
    edit(ledger_path, "UPDATE projects SET name = CAST(x'fffe41' AS TEXT) WHERE id = 1")
    with pytest.raises(LedgerCorrupt):
        seed_ledger(ledger_path, write_pack(), now)
    assert seed_ledger(ledger_path, write_pack(), now, force=True).backup is not None


def test_remains_of_a_seeding_that_was_killed_are_swept(
    tmp_path: Path, write_pack: Write, now: datetime.datetime
) -> None:
    old, young = tmp_path / ".a.kxc.seeding-x", tmp_path / ".a.kxc.seeding-y"
    for folder, age_s in ((old, 7200.0), (young, 5.0)):
        folder.mkdir()
        (folder / "fresh.kxc").write_bytes(b"")
        os.utime(folder, (now.timestamp() - age_s,) * 2)
    seed_ledger(tmp_path / "a.kxc", write_pack(), now)
    assert not old.exists()
    assert young.exists()


def test_a_ledger_built_by_another_program_meanwhile_is_kept(
    tmp_path: Path, write_pack: Write, now: datetime.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, pack = tmp_path / "a.kxc", write_pack()

    def build_while_another_does(*arguments: Any) -> None:  # noqa: ANN401
        load_seed_tables(*arguments)
        monkeypatch.undo()
        seed_ledger(path, pack, now)
        edit(path, "UPDATE projects SET name = '已有人在用' WHERE id = 1")

    monkeypatch.setattr("db.seeding.load_seed_tables", build_while_another_does)
    assert seed_ledger(path, pack, now).action == "unchanged"
    with Ledger.open(path) as ledger:
        assert "已有人在用" in ledger.load_columns().names


@pytest.mark.parametrize("number", ["9" * 25, "-" + "9" * 25, "1" * 5000])
def test_numbers_beyond_what_a_ledger_holds_are_named(
    tmp_path: Path, write_pack: Write, now: datetime.datetime, number: str
) -> None:
    pack = write_pack(mechanisms=f"{number},链长制,每条链一位负责人")
    with pytest.raises(SeedError, match=r"mechanisms\.csv 第 2 行"):
        seed_ledger(tmp_path / "a.kxc", pack, now)
