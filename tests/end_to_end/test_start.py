"""A start does what the first map needs, and nothing else: it is run in a process of its own and asked what it did."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ui.program.files_ahead import FILE, can_read_ahead

PROGRAM = Path(__file__).resolve().parents[2]
PATIENCE_S = 120
SCREEN = {"name": "one", "x": 0, "y": 0, "width": 1920, "height": 1080}
WATCHED = """
import json, sys
from ui import app_scheme
from ui import application
from ui import theme

asked = []
resolve, show = app_scheme.AppSite.resolve, application.WindowKeeper.open_first

def watched_resolve(site, path, query=""):
    answer = resolve(site, path, query)
    asked.append((path, type(answer).__name__))
    return answer

begin = application.begin_page
before = []

def watched_begin(*told):
    before.extend(sorted(sys.modules))
    return begin(*told)

def watched_show(keeper, find_ledger):
    show(keeper, find_ledger)
    window = keeper.window
    window.map_view.drawn.connect(lambda *drawn: tell(window, drawn))

def tell(window, drawn):
    from PySide6.QtWidgets import QApplication
    if told:
        return
    told.append(1)
    print(json.dumps({
        "drawn": drawn, "asked": list(asked), "size": (window.map_view.width(), window.map_view.height()),
        "query": window.feed.query, "before": before, "modules": sorted(sys.modules), "theme": window.theme().name,
        "sheet": QApplication.instance().styleSheet() and theme.dressed_in(QApplication.instance()),
        "rows": window.result_pane.table.model().rowCount(), "figures": len(window.figures.views),
        "compiled": sorted(
            kind.__qualname__ for name, module in list(sys.modules.items()) if name.split(".")[0] in ("geo", "db", "ui")
            for kind in vars(module).values() if isinstance(kind, type) and kind.__module__ == name
            and getattr(kind, "__dataclass_params__", None) and kind.__dataclass_params__.frozen
        ),
        "made": sorted({"exports"} & set(vars(window.files)) | {"reader"} & set(vars(window.documents))),
    }), flush=True)
    window.close()

told = []
app_scheme.AppSite.resolve = watched_resolve
application.WindowKeeper.open_first = watched_show
application.begin_page = watched_begin
import main
sys.exit(main.main([]))
"""
AHEAD = """
import json, sys
import main

def tell(cache):
    print(json.dumps({"cache": str(cache), "modules": sorted(sys.modules)}))
    sys.exit(0)

main.read_ahead = tell
main.main([])
"""
HEAVY = (
    "folium", "geopy", "sqlite_utils", "PIL", "rapidfuzz", "pyogrio", "xlsxwriter", "docx", "pptx", "lxml", "pypdfium2",
    "pypinyin", "pmtiles", "matplotlib", "pandas", "http.client", "click", "dateutil", "numpy.ma",
    "logging.handlers", "subprocess",
)  # fmt: skip
LATER = (
    "db.seeding", "db.seed_pack.seed_loading", "db.export.formats", "db.figures.repeats", "db.reading.document_texts",
    "ui.animation.animation",
    "ui.animation.animation_dialog", "ui.charts.chart_view", "ui.command_line", "ui.reading.document_reader",
    "ui.exporting.export_desk", "ui.figures.chain_view", "ui.figures.events_view", "ui.layers.layers_panel",
    "ui.off_screen", "ui.paper.paper_renderer",
)  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A person's folder after a first start, which has built the ledger and chosen dark."""
    folder = tmp_path_factory.mktemp("home")
    (folder / "preferences.json").write_text(json.dumps({"theme": "dark", "language": "zh"}), "utf-8")
    start(folder)
    return folder


@pytest.fixture(scope="module")
def started(home: Path) -> dict[str, Any]:
    """What the second start says of itself."""
    return start(home)


def start(home: Path) -> dict[str, Any]:
    screens = home / "screens.json"  # on Qt's own, of 800 by 800, the window has no room
    screens.write_text(json.dumps({"screens": [SCREEN]}), "utf-8")
    platform = f"offscreen:configfile={screens}"
    surroundings = {**os.environ, "SCIENCE_CITY_ATLAS_HOME": str(home), "QT_QPA_PLATFORM": platform}
    done = subprocess.run(
        [sys.executable, "-c", WATCHED],
        cwd=PROGRAM,
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return told


def test_the_first_picture_has_symbols_rows_and_the_chosen_theme(started: dict[str, Any]) -> None:
    _, groups, points = started["drawn"]
    assert groups + points > 0
    assert started["rows"] > 0
    assert (started["theme"], started["sheet"]) == ("dark", "dark")


def test_nothing_heavy_is_imported_before_the_first_map(started: dict[str, Any]) -> None:
    loaded = set(started["modules"])
    assert "ui.main_window" in loaded
    assert sorted(loaded & set(HEAVY)) == []
    assert sorted(loaded & set(LATER)) == []


def test_hardly_any_record_is_compiled_that_may_never_be_made(started: dict[str, Any]) -> None:
    """Records are made by `geo.frozen`; for each of its own, the standard library compiles six methods."""
    assert len(started["compiled"]) <= 10, started["compiled"]


def test_what_is_not_seen_is_not_built(started: dict[str, Any]) -> None:
    assert (started["figures"], started["made"]) == (0, [])


def test_the_page_begins_to_load_before_the_window_is_imported_or_the_ledger_opened(started: dict[str, Any]) -> None:
    assert not {"numpy", "sqlite3", "ui.main_window", "ui.opening.session"} & set(started["before"])
    kept = {path for path, answer in started["asked"] if answer == "LaterResponse"}
    assert {"/places.json", "/map_state.json", "/view.json"} <= kept, (
        "what the ledger says was asked before it was known"
    )


def test_a_start_draws_what_the_last_one_drew_before_it_has_a_window(home: Path, started: dict[str, Any]) -> None:
    assert "/frame.bin" not in [path for path, _ in started["asked"]], "the symbols came with the places"
    assert started["size"] == list(json.loads((home / "first-map.json").read_text("utf-8")).values())[:2]


def test_a_start_begins_to_read_its_files_before_it_imports_qt(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", AHEAD], cwd=PROGRAM, capture_output=True, text=True, check=True, timeout=PATIENCE_S,
        env={**os.environ, "SCIENCE_CITY_ATLAS_HOME": str(tmp_path)},
    )  # fmt: skip
    told = json.loads(done.stdout)
    assert told["cache"] == str(tmp_path / "cache")
    assert not {"PySide6", "numpy", "ui.application"} & set(told["modules"])


@pytest.mark.skipif(not can_read_ahead(), reason="only Linux reads ahead")
def test_the_files_a_start_reads_are_written_down_for_the_next(home: Path, started: dict[str, Any]) -> None:
    first, files = map(json.loads, (home / "cache" / FILE).read_text("utf-8").split("\n"))
    assert first["settled"], "the start after the first found the program as the first had"
    parts = {Path(path).name: sum(parts[1::2]) for path, _, _, parts in files["mapped"]}
    library = next(name for name in parts if "WebEngineCore.so" in name)
    assert 10_000_000 < parts[library] < 190_000_000, "a part of Chromium is needed, not all"
    sources = [source for _, *others in files["whole"] for source in others]
    assert str(PROGRAM / "ui" / "main_window.py") in sources
    assert str(PROGRAM / "db" / "seeding.py") not in sources, "what built the ledger belongs to the first start"
    whole = [path for path, *_ in files["whole"]]
    assert str(home / "ledger.kxc") in whole
    assert {PROGRAM / "assets" / "vendor" / "leaflet.js", PROGRAM / "seeds" / "parks.csv"} <= set(map(Path, whole))
    assert any("qsvg" in Path(path).name for path in whole), "plugins Qt looks through"


def test_a_first_start_asks_for_its_symbols_once(tmp_path: Path) -> None:
    frames = [path for path, _ in start(tmp_path)["asked"] if path == "/frame.bin"]
    assert len(frames) <= 2, "the map is not drawn at a size the window does not have"


def test_a_window_of_another_size_than_the_last_draws_its_own_map(home: Path, started: dict[str, Any]) -> None:
    first = {"width": 500, "height": 300, "query": "w=1&s=2&e=3&n=4&z=9.00&measure=count"}
    (home / "first-map.json").write_text(json.dumps(first), "utf-8")
    other = start(home)
    assert (other["size"], other["drawn"][1] + other["drawn"][2] > 0) == (started["size"], True)
    kept = json.loads((home / "first-map.json").read_text("utf-8"))
    assert (kept["width"], kept["height"]) == tuple(started["size"])
