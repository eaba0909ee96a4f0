"""The map in a file of its own, on a phone and on a desk: nothing is asked for, everything works, nothing is markup."""

import datetime
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.export.exporting import build_sheet, export_projects
from db.export.page_data import build_page_data
from db.filters import Filters
from db.ledger import Ledger
from db.synthetic import write_synthetic_ledger
from geo.aggregation import MapIndex, SymbolColumns, Viewport
from geo.lnglat import Bounds
from geo.page_file import read_page_file_parts
from geo.symbols.map_frame import encode_frame
from tests.integration.page_file import DESK, PHONE, Browser
from tests.node_tools import install_node_tools, run_node
from tests.waiting import until

pytestmark = [
    pytest.mark.page,
    pytest.mark.qt_log_ignore("QRhi", "RHI", "Sandboxing", "GPUInfo", "bus.cc"),
]

NOW = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)
HOSTILE = {
    1: '<script>window.harmed=1</script> & ]]> <img src=x onerror="window.harmed=1">',
    2: "</script><b>粗</b><!-- --> \\u003c {{ }} ${7*7}",
    3: "第一行\n第二行, \"引号\" 'x'; --",
    4: "\u202eنص من اليمين\u202c אבג",
    5: "𠮷野家 👷🏽\u200d♀️ 𝔘",
    6: "长" * 10_000,
    7: "甲\u0000乙\u0007丙\u0085\u2028\ufeff丁\\",
}


def export(ledger: Path, file: Path, filters: Filters | None = None) -> Path:
    """Write the file as a person would have it written."""
    filters = filters or Filters()
    with Ledger.open(ledger) as opened:
        columns = opened.load_columns()
        rows = np.flatnonzero(columns.mask(filters))
        export_projects(opened, columns, rows, file, filters=filters, now=NOW)
    return file


@pytest.fixture(scope="module")
def file(built_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(built_ledger, tmp_path_factory.mktemp("file") / "科学城 地图.html")


@pytest.fixture(scope="module")
def opened(qapp: object, file: Path) -> Iterator[Browser]:
    browser = Browser(file)
    yield browser
    browser.close()


@pytest.fixture
def phone(opened: Browser) -> Iterator[Browser]:
    """The file on a phone, as it was opened."""
    opened.view.resize(*PHONE)
    yield opened
    opened.ask("""atlasFile.dialog.close(); atlasFile.search.value = '';
        atlasFile.apply({ group: null, text: '', park: null, unplaced: false }); return 1;""")
    if opened.ask("return atlasFile.state.selected") is not None:
        opened.ask("atlasFile.select(null); return 1;")
        until(lambda: opened.ask("return atlasFile.state.selected") is None)
    opened.ask("atlasFile.page.fitAll(false); return 1;")
    assert opened.page.said == []
    assert opened.refusal.foreign == []


def rows_of(ledger: Path, sql: str) -> list[Any]:
    with closing(sqlite3.connect(ledger)) as connection:
        return [row[0] for row in connection.execute(sql)]


def test_it_opens_from_the_disk_and_asks_for_nothing_else(phone: Browser) -> None:
    assert phone.refusal.passed == 1
    assert phone.refusal.foreign == []
    assert phone.page.said == []
    assert phone.ask("return performance.getEntriesByType('resource').length") == 0


def test_its_policy_refuses_what_was_not_written_with_it(qapp: object, file: Path) -> None:
    browser = Browser(file)
    try:
        browser.ask(
            """const node = document.createElement('script'); node.textContent = 'window.harmed = 1';
            document.body.append(node); const image = new Image(); image.src = 'https://example.org/x.png';
            document.body.append(image); fetch('https://example.org/').catch(() => {}); return 1;"""
        )
        until(lambda: len(browser.page.said) >= 3)
        assert browser.ask("return window.harmed ?? 0") == 0
        assert browser.refusal.foreign == [], "the policy stops it before anybody is asked"
    finally:
        browser.close()


def test_the_list_is_exactly_the_ledger(phone: Browser, built_ledger: Path) -> None:
    assert sorted(phone.names()) == sorted(rows_of(built_ledger, "SELECT name FROM projects"))
    assert sum(group["count"] for group in phone.probe()["groups"] if group["kind"] != "unplaced") == sum(
        1 for _ in phone.names()
    ) - phone.ask(
        "return atlasFile.data.projects.place.filter((p) => atlasFile.data.places[p]?.kind === 'unplaced').length"
    )


def test_an_industry_filters_list_and_map(phone: Browser, built_ledger: Path) -> None:
    wanted = rows_of(
        built_ledger,
        "SELECT p.name FROM projects p JOIN industries i ON i.id = p.industry_id WHERE i.name = '生命健康'",
    )
    chips = phone.ask("return [...document.querySelectorAll('.file-chip')].map((node) => node.textContent)")
    number = next(number for number, words in enumerate(chips) if words.startswith("生命健康"))
    assert chips[number] == f"生命健康{len(wanted)}"
    phone.press(".file-chip", number)
    assert sorted(phone.names()) == sorted(wanted)
    probe = phone.probe()
    assert sum(group["count"] for group in probe["groups"]) + len(probe["points"]) <= len(wanted)
    assert probe["measure"]["count"] == len(wanted)
    phone.press(".file-chip", 0)
    assert phone.probe()["measure"]["count"] == len(rows_of(built_ledger, "SELECT id FROM projects"))


def test_words_are_searched_in_names_organisations_and_parks(phone: Browser) -> None:
    whole = phone.names()
    phone.search("ｉｂｍ")
    assert phone.names() == [name for name in whole if "IBM" in name]
    phone.search("西永 微电子")
    found = phone.names()
    assert found
    assert set(found) < set(whole)
    assert phone.probe()["measure"]["count"] == len(found)
    phone.search("没有这样的项目")
    assert phone.names() == []
    assert phone.ask("return document.querySelector('.file-nothing').textContent") == "没有符合条件的项目"


def test_what_has_no_place_is_counted_and_listed(phone: Browser, built_ledger: Path) -> None:
    homeless = rows_of(
        built_ledger,
        "SELECT p.name FROM projects p JOIN project_positions o ON o.project_id = p.id WHERE o.lng IS NULL",
    )
    assert phone.ask("return document.querySelector('.file-narrow').textContent") == f"未落点 {len(homeless)} 个"
    phone.press(".file-narrow")
    assert sorted(phone.names()) == sorted(homeless)
    phone.press(".file-narrow")
    assert len(phone.names()) > len(homeless)


def test_from_the_list_to_the_card_to_the_map_and_back(phone: Browser) -> None:
    name = "IBM重庆分公司"
    phone.search("IBM")
    phone.press(".file-row")
    until(lambda: phone.ask("return !document.querySelector('.file-detail').hidden") is True)
    assert phone.ask("return document.querySelector('.file-detail h2').textContent") == name
    facts = phone.ask("return [...document.querySelectorAll('.file-facts dt')].map((node) => node.textContent)")
    assert facts[:4] == ["金额", "产业", "园区", "位置"]
    probe = phone.probe()
    assert [point["name"] for point in probe["points"] if point["selected"]] == [name]
    chosen = next(point for point in probe["points"] if point["selected"])
    width, height = probe["size"]
    assert 0 < chosen["x"] < width
    assert 0 < chosen["y"] < height
    QTest.keyClick(phone.target, Qt.Key.Key_Escape)
    until(lambda: phone.ask("return document.querySelector('.file-detail').hidden") is True)
    assert phone.ask("return document.activeElement.className") == "file-row"


def test_a_symbol_opens_its_card_and_the_citys_narrows_the_list(phone: Browser) -> None:
    city = next(group for group in phone.probe()["groups"] if group["kind"] == "city")
    box = phone.ask("const b = document.querySelector('.file-map').getBoundingClientRect(); return [b.left, b.top]")
    phone.click(box[0] + city["x"], box[1] + city["y"])
    until(lambda: phone.ask("return atlasFile.state.park !== null") is True)
    assert phone.ask("return document.querySelector('.file-summary').textContent").startswith(city["name"])
    assert 0 < len(phone.names()) < len(phone.ask("return atlasFile.data.projects.id"))
    phone.press(".file-narrow")
    assert phone.ask("return atlasFile.state.park") is None


def test_the_phones_way_back_closes_the_card(phone: Browser) -> None:
    phone.press(".file-row", 1)
    until(lambda: phone.ask("return !document.querySelector('.file-detail').hidden") is True)
    phone.ask("history.back(); return 1")
    until(lambda: phone.ask("return document.querySelector('.file-detail').hidden") is True)
    assert phone.ask("return Boolean(window.atlasFile)"), "the page itself stays"


def test_it_says_what_it_is(phone: Browser) -> None:
    phone.press(".file-head .file-icon", 1)
    until(lambda: phone.ask("return document.querySelector('dialog').open") is True)
    told = phone.ask("return document.querySelector('dialog').textContent")
    for words in ("筛选", "全部项目", "86 项", "未公布金额", "WGS 84", "2026-01-02", "数据版本", "GeoNames"):
        assert words in told, words


@pytest.mark.parametrize("open_card", [False, True])
def test_everything_to_press_is_large_enough_and_nothing_sticks_out(phone: Browser, open_card: bool) -> None:
    if open_card:
        phone.press(".file-row")
    boxes = phone.ask(
        """return [...document.querySelectorAll('button, input, select, a')].filter((node) => node.checkVisibility())
        .map((node) => { const box = (node.closest('.file-search') ?? node).getBoundingClientRect();
          return [node.ariaLabel ?? node.textContent, box.width, box.height]; })"""
    )
    assert len(boxes) > 10
    assert [box for box in boxes if box[0] not in ("收起图例", "展开图例") and (box[1] < 42 or box[2] < 44)] == []
    assert phone.ask("return [document.documentElement.scrollWidth, document.documentElement.scrollHeight]") == [*PHONE]


@pytest.mark.parametrize("size", [PHONE, DESK, (844, 390)])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(qapp: object, file: Path, size: tuple[int, int], theme: str) -> None:
    axe = (install_node_tools() / "axe-core/axe.min.js").read_text("utf-8")
    browser = Browser(file, size, theme)
    try:
        for prepare in (
            "return 1",
            "document.querySelectorAll('.file-row')[3].click(); return 1",
            "atlasFile.select(null); atlasFile.dialog.showModal(); return 1",
        ):
            browser.ask(prepare)
            browser.page.runJavaScript(
                f"{axe}; window.found = null; axe.run(document).then((all) => {{ window.found = all; }}); 0"
            )
            until(lambda: browser.ask("return window.found !== null") is True)
            found = browser.ask(
                """return found.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
                .map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))])"""
            )
            assert found == []
            assert browser.ask("return found.passes.length") > 15
    finally:
        browser.close()


def test_html_validate_finds_nothing(file: Path) -> None:
    program = install_node_tools() / "html-validate/bin/html-validate.mjs"
    done = run_node(program, "--preset", "recommended", str(file))
    assert (done.returncode, done.stdout.strip(), done.stderr.strip()) == (0, "", "")


def test_it_is_small(file: Path) -> None:
    assert file.stat().st_size < 1_500_000


def test_hostile_names_are_text_everywhere(qapp: object, own_ledger: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(own_ledger)) as connection, connection:
        for id_, name in HOSTILE.items():
            connection.execute(
                "UPDATE projects SET name = ?, summary = ?, note = ? WHERE id = ?", (name, name, name, id_)
            )
    written = export(own_ledger, tmp_path / "坏.html", Filters(ids=frozenset(HOSTILE)))
    browser = Browser(written)
    try:
        wanted = {name.replace("\0", "") for name in HOSTILE.values()}
        assert set(browser.names()) == wanted
        for number in range(len(HOSTILE)):
            browser.ask(f"document.querySelectorAll('.file-row')[{number}].click(); return 1")
            title = browser.ask("return document.querySelector('.file-detail h2').textContent")
            assert title in wanted
            assert browser.ask("return document.querySelector('.file-facts').textContent").count(title) == 2
            browser.probe()
        assert browser.ask("return window.harmed ?? 0") == 0
        assert (
            browser.ask("return document.querySelectorAll('.file-list :is(b, img, script), .file-detail img').length")
            == 0
        )
        assert browser.ask("return document.documentElement.scrollWidth") == PHONE[0]
        assert browser.page.said == []
        assert browser.refusal.foreign == []
    finally:
        browser.close()


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("synthetic") / "many.kxc"
    write_synthetic_ledger(path, 3_000)
    return path


VIEWS = [
    (Bounds(105.9, 29.1, 106.9, 29.9), 9.4),
    (Bounds(106.15, 29.4, 106.5, 29.7), 10.9),
    (Bounds(106.2, 29.4, 106.45, 29.7), 12.1),
    (Bounds(106.28, 29.5, 106.42, 29.64), 13.0),
    (Bounds(106.34, 29.59, 106.38, 29.63), 14.2),
]


@pytest.mark.parametrize("name", ["built_ledger", "synthetic"])
def test_the_file_shows_the_symbols_the_window_shows(
    qapp: object, name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    ledger: Path = request.getfixturevalue(name)
    browser = Browser(export(ledger, tmp_path / "地图.html"), DESK)
    try:
        browser.search("中心")
        shown = np.array(browser.ask("return [...atlasFile.feed.shown]"), np.bool_)
        assert 0 < shown.sum() < len(shown)
        index, names = window_index(ledger)
        index.apply(shown, np.zeros(len(shown), np.bool_))
        groups, kinds = 0, set[str]()
        for bounds, zoom in VIEWS:
            for measure in ("count", "amount"):
                w, s, e, n = bounds.west, bounds.south, bounds.east, bounds.north
                query = f"w={w}&s={s}&e={e}&n={n}&z={zoom}&measure={measure}"
                theirs = bytes(
                    browser.ask(f"return [...new Uint8Array(atlasFile.feed.frame(new URLSearchParams('{query}')))]")
                )
                ours = encode_frame(
                    index.frame(Viewport(bounds, zoom), lambda ids: [names[i] for i in ids.tolist()], measure), 1
                )
                groups += same_frame(ours, theirs)
                kinds |= {group["kind"] for group in taken_apart(theirs)[1]["groups"]}
        assert groups > len(VIEWS)
        assert kinds >= ({"own", "park"} if name == "synthetic" else {"city", "park", "unplaced"})
    finally:
        browser.close()


def window_index(ledger: Path) -> tuple[MapIndex, dict[int, str]]:
    """The window's index of the projects in the file."""
    with Ledger.open(ledger) as opened:
        columns = opened.load_columns()
        sheet = build_sheet(opened, columns, np.arange(len(columns)), Filters(), NOW)
        placement = sheet.places.placement
        data = build_page_data(sheet, read_page_file_parts().tokens)
    symbols = SymbolColumns(
        project_ids=columns.ids,
        world_x=placement.world_x,
        world_y=placement.world_y,
        place=placement.place,
        industry=np.array(data["projects"]["industry"], np.uint8),
        amount_wan=columns.amount_wan,
        inferred=columns.has_value("grade", "inferred"),
        planned=columns.planned,
    )
    return MapIndex(symbols, placement.places), dict(zip(columns.ids.tolist(), columns.names, strict=True))


def same_frame(ours: bytes, theirs: bytes) -> int:
    """Hold two frames to each other; positions may differ by a rounding of the world's units (1 cm)."""
    (head, meta, amounts, spots, rest), (head2, meta2, amounts2, spots2, rest2) = map(taken_apart, (ours, theirs))
    assert head == head2
    assert meta == meta2
    assert np.array_equal(amounts, amounts2)
    assert np.abs(spots.astype(np.int64) - spots2).max(initial=0) <= 2
    assert rest == rest2
    return head[0]


def taken_apart(frame: bytes) -> tuple[tuple[int, int], Any, Any, Any, bytes]:
    header = np.frombuffer(frame, "<u4", 8)
    groups, points, size = (int(number) for number in header[2:5])
    meta, rest = json.loads(frame[32 : 32 + size]), frame[32 + size :]
    amounts = np.frombuffer(rest, "<f8", 5 * groups)
    spots = np.frombuffer(rest, "<u4", 2 * groups, 40 * groups)
    return (groups, points), meta, amounts, spots, rest[48 * groups :]


def test_a_long_list_is_made_as_it_is_scrolled(qapp: object, synthetic: Path, tmp_path: Path, qtbot: QtBot) -> None:
    browser = Browser(export(synthetic, tmp_path / "多.html"))
    try:
        assert browser.ask("return document.querySelectorAll('.file-row').length") < 200
        browser.ask("document.querySelector('.file-list').scrollTop = 1e6; return 1")
        until(lambda: browser.ask("return document.querySelectorAll('.file-row').length") > 60)
        assert len(browser.names()) == 3_000
    finally:
        browser.close()
