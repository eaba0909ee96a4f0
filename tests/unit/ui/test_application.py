from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

import main
from db.filters import Filters
from db.index.column_ahead import ColumnAhead
from db.own_ledger import ready_ledger
from geo.errors import AtlasError
from geo.wording import VARIABLE
from ui import application
from ui.application import WindowKeeper, Workplace, open_session, open_window, run_window
from ui.map.first_map import FILE as FIRST_MAP
from ui.map.map_feed import LedgerMapFeed
from ui.opening.session import Session
from ui.pictures import SnapshotError, save_png
from ui.program.places import Places, find_places
from ui.services import SnapshotRequest
from ui.snapshot import take_pictures

pytestmark = pytest.mark.window


def broken_ledgers(folder: Path, good: Path) -> dict[str, Path]:
    missing = folder / "missing.kxc"
    text = folder / "text.kxc"
    text.write_text("这不是台账", "utf-8")
    empty = folder / "empty.kxc"
    empty.touch()
    foreign = folder / "foreign.kxc"
    with closing(sqlite3.connect(foreign)) as connection:
        connection.execute("CREATE TABLE t (x)")
    cut = folder / "cut.kxc"
    cut.write_bytes(good.read_bytes()[: good.stat().st_size // 2])
    newer = folder / "newer.kxc"
    newer.write_bytes(good.read_bytes())
    with closing(sqlite3.connect(newer)) as connection:
        connection.execute("PRAGMA user_version = 9999")
    return {"missing": missing, "text": text, "empty": empty, "foreign": foreign, "cut": cut, "newer": newer}


def remember_ledger(opened: list[Path]) -> Callable[[Places, Callable[[], Path], object], int]:
    def run(_places: Places, find_ledger: Callable[[], Path], _run: object) -> int:
        opened.append(find_ledger())
        return 0

    return run


@pytest.mark.parametrize("kind", ["missing", "text", "empty", "foreign", "cut", "newer"])
def test_a_ledger_that_cannot_be_used_is_one_sentence_and_stays_as_it_was(
    workplace: Workplace, built_ledger: Path, tmp_path: Path, kind: str
) -> None:
    path = broken_ledgers(tmp_path, built_ledger)[kind]
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(AtlasError) as caught:
        open_window(workplace, path)
    sentence = str(caught.value)
    assert sentence.endswith("。")
    assert "\n" not in sentence
    assert (path.read_bytes() if path.exists() else None) == before


def test_a_failed_opening_keeps_the_window_that_is_there(
    workplace: Workplace, own_ledger: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(application, "show_sentence", lambda _parent, sentence: said.append(sentence))
    keeper = WindowKeeper(workplace)
    keeper.open(own_ledger)
    first = keeper.window
    assert first is not None
    first.ledger_wanted.emit(tmp_path / "none.kxc")
    assert keeper.window is first
    assert len(said) == 1
    first.ledger_wanted.emit(own_ledger)
    assert keeper.window is not first
    assert keeper.window is not None
    keeper.window.close()
    shiboken6.delete(keeper.window)


def test_an_opening_whose_first_map_cannot_be_worked_out_lets_the_ledger_go(
    workplace: Workplace, own_ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / FIRST_MAP).write_text(json.dumps({"width": 990, "height": 536, "query": ""}), "utf-8")
    opened: list[Session] = []

    def open_and_note(
        workplace: Workplace, ledger: Path, *, late: bool, ahead: ColumnAhead | None
    ) -> tuple[Session, LedgerMapFeed]:
        found = open_session(workplace, ledger, late=late, ahead=ahead)
        opened.append(found[0])
        return found

    def fail(*_given: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(application, "open_session", open_and_note)
    monkeypatch.setattr(application, "_foresee", fail)
    with pytest.raises(ZeroDivisionError):
        open_window(replace(workplace, home=tmp_path), own_ledger)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        opened[0].ledger.load_gazetteer()


def test_starting_on_a_missing_ledger_says_so_and_ends_with_one(
    workplace: Workplace, assets_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    places = Places(assets_dir.parent / "seeds", assets_dir, tmp_path, tmp_path / "cache")
    assert run_window(places, lambda: tmp_path / "none.kxc") == 1
    assert "none.kxc" in capsys.readouterr().err


@pytest.mark.parametrize(("width", "height"), [(900, 700), (1366, 768)])
def test_a_picture_has_the_size_asked_for(
    workplace: Workplace, built_ledger: Path, tmp_path: Path, width: int, height: int
) -> None:
    health = Filters(industries=frozenset({2}))
    request = SnapshotRequest(built_ledger, health, tmp_path / "map.png", width, height)
    (report,) = take_pictures(workplace, [request])
    image = QImage(str(request.target))
    assert (image.width(), image.height()) == (width, height)
    assert (report.width, report.height) == (width, height)
    colours = {image.pixelColor(x, y).name() for x in range(0, width, 3) for y in range(0, height, 3)}
    assert workplace.themes["light"].tokens["health"].lower() in colours
    assert workplace.themes["light"].tokens["services"].lower() in colours  # the legend's


def test_a_picture_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    with pytest.raises(SnapshotError, match="没有这个文件夹"):
        save_png(image, tmp_path / "none" / "a.png")


def test_a_failed_picture_leaves_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "a.png"
    target.write_bytes(b"old")
    with pytest.raises(SnapshotError):
        save_png(QImage(), target)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_the_home_folder_can_be_moved(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SCIENCE_CITY_ATLAS_HOME", str(tmp_path))
    places = find_places(main.HERE)
    assert places.ledger == tmp_path / "ledger.kxc"
    assert places.cache == tmp_path / "cache"


def test_the_window_builds_the_default_ledger_and_never_over_edits(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[Path] = []
    monkeypatch.setenv(VARIABLE, "zh")  # the program sets it where it is not
    monkeypatch.setenv("SCIENCE_CITY_ATLAS_HOME", str(tmp_path))
    monkeypatch.setattr(application, "run_window", remember_ledger(opened))
    assert main.main([]) == 0
    ledger = tmp_path / "ledger.kxc"
    assert opened == [ledger]
    with closing(sqlite3.connect(ledger)) as connection, connection:
        connection.execute("UPDATE projects SET note = '手工批注' WHERE id = 1")
    assert main.main([]) == 0
    with closing(sqlite3.connect(ledger)) as connection:
        assert connection.execute("SELECT note FROM projects WHERE id = 1").fetchone() == ("手工批注",)


def test_the_window_takes_a_named_ledger(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    opened: list[Path] = []
    monkeypatch.setenv(VARIABLE, "zh")  # the program sets it where it is not
    monkeypatch.setattr(application, "run_window", remember_ledger(opened))
    assert main.main(["--db", str(tmp_path / "x.kxc")]) == 0
    assert opened == [tmp_path / "x.kxc"]


def test_a_data_pack_that_cannot_be_loaded_ends_with_one_sentence(
    workplace: Workplace, assets_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    places = Places(tmp_path / "no seeds", assets_dir, tmp_path, tmp_path / "cache")
    assert run_window(places, lambda: ready_ledger(places.ledger, places.built_in, places.seeds, main.now())) == 1
    said = capsys.readouterr().err.strip()
    assert said.endswith("。")
    assert "\n" not in said
    assert not places.ledger.exists()
