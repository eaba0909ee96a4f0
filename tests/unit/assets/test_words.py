from __future__ import annotations

import json
from pathlib import Path

import pytest

from assets.prepare.sayings import page_sayings, placeholders, sayings
from assets.prepare.steps import PrepareError
from assets.prepare.words import (
    Translation,
    catalogue_file,
    compile_words,
    read_catalogue,
    update_catalogue,
    write_catalogue,
)

ENTRIES = [
    Translation("program", "已选 {n} 个", ("{n} selected", "{n} selected"), True),
    Translation("program", "打开 <&O>", ("Open <&O>",), True),
    Translation("page", "图例", ("Legend",), True),
]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project that says three things."""
    for folder in ("geo", "db", "ui", "assets/page", "assets/prepare", "assets/translations"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "main.py").write_text("", "utf-8")
    (tmp_path / "assets/prepare/basemap.py").write_text("", "utf-8")
    (tmp_path / "assets/page/words.js").write_text(
        "// 注释\nexport const a = tr('图例'); const b = '没有说';\n", "utf-8"
    )
    lines = (
        '"""文档。"""',
        'TITLE = "打开 <&O>"',
        "def f(n):",
        '    """文档。"""',
        '    x = f"第{n}个"',
        '    return tr("已选 {n} 个", n=n)',
    )
    (tmp_path / "ui/a.py").write_text("\n".join(lines), "utf-8")
    return tmp_path


def test_a_file_is_written_as_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "en.ts"
    write_catalogue(ENTRIES, file)
    assert read_catalogue(file) == ENTRIES
    assert "<!DOCTYPE TS>" in file.read_text("utf-8")


def test_literals_are_told_apart(project: Path) -> None:
    found = {one.text: (one.spoken, one.inside, one.is_key) for one in sayings(project / "ui/a.py", project)}
    assert found == {
        "打开 <&O>": (False, False, True),
        "第个": (False, True, False),
        "已选 {n} 个": (True, True, True),
    }
    assert [(one.text, one.spoken, one.line) for one in page_sayings(project)] == [
        ("图例", True, 2), ("没有说", False, 2),
    ]  # fmt: skip


def test_updating_keeps_what_is_translated_adds_what_is_new_and_drops_what_is_gone(project: Path) -> None:
    gone = Translation("program", "没人说了", ("gone",), True)
    write_catalogue([ENTRIES[0], gone], catalogue_file(project))
    assert update_catalogue(project) == {"added": 2, "dropped": 1, "unfinished": 2}
    entries = {entry.source: entry for entry in read_catalogue(catalogue_file(project))}
    assert set(entries) == {"已选 {n} 个", "打开 <&O>", "图例"}
    assert entries["已选 {n} 个"] == ENTRIES[0]
    assert not entries["图例"].finished


def test_half_a_translation_is_said_aloud(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_catalogue([*ENTRIES, Translation("program", "新", (), False)], tmp_path / "en.ts")
    compile_words(tmp_path / "en.ts", tmp_path)
    assert "1 条没有译完" in capsys.readouterr().err
    assert json.loads((tmp_path / "en-page.json").read_text("utf-8")) == {"图例": ["Legend"]}
    assert "新" not in json.loads((tmp_path / "en-program.json").read_text("utf-8"))


def test_a_broken_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "en.ts").write_text("<TS", "utf-8")
    with pytest.raises(PrepareError, match="读不出来"):
        compile_words(tmp_path / "en.ts", tmp_path)


def test_placeholders_are_names_without_their_formats() -> None:
    assert placeholders("{n:,} 项，{name!r}") == {"n", "name"}
