"""The page's bundle is used as long as it was made of the modules that are there."""

import os
from pathlib import Path

import pytest

from geo.page_bundle import find_bundle, first_line, modules_fingerprint


@pytest.fixture
def assets(tmp_path: Path) -> Path:
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "main.js").write_text("import './map.js';", encoding="utf-8")
    (tmp_path / "page" / "map.js").write_text("export const A = 1;", encoding="utf-8")
    (tmp_path / "page_file").mkdir()
    return tmp_path


def bundle(assets: Path) -> Path:
    file = assets / "page_file" / "main.js"
    file.write_text(f"{first_line(modules_fingerprint(assets / 'page'))}\n\nvar A = 1;\n", encoding="utf-8")
    return file


def test_a_bundle_of_these_modules_is_used(assets: Path) -> None:
    made = bundle(assets)
    assert find_bundle(assets) == made


@pytest.mark.parametrize("change", ["another word", "another name", "one more", "one less"])
def test_a_bundle_of_other_modules_is_not(assets: Path, change: str) -> None:
    bundle(assets)
    module = assets / "page" / "map.js"
    match change:
        case "another word":
            module.write_text("export const A = 2;", encoding="utf-8")
        case "another name":
            module.rename(module.with_name("other.js"))
        case "one more":
            module.with_name("new.js").write_text("", encoding="utf-8")
        case _:
            module.unlink()
    assert find_bundle(assets) is None


def test_modules_older_than_their_bundle_are_not_read(assets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = bundle(assets)
    age(assets / "page", made.stat().st_mtime - 60)

    def read(_page: Path) -> str:
        raise AssertionError("the modules are read")

    monkeypatch.setattr("geo.page_bundle.modules_fingerprint", read)
    assert find_bundle(assets) == made


@pytest.mark.parametrize("change", ["another word", "another name", "one more", "one less"])
def test_whatever_happens_to_older_modules_is_noticed(assets: Path, change: str) -> None:
    age(assets / "page", bundle(assets).stat().st_mtime - 60)
    test_a_bundle_of_other_modules_is_not(assets, change)


def age(page: Path, when: float) -> None:
    for path in (*page.iterdir(), page):
        os.utime(path, (when, when))


@pytest.mark.parametrize("content", [b"", b"// modules \n", b"\xff\xfe", None])
def test_what_is_no_bundle_is_not_used(assets: Path, content: bytes | None) -> None:
    if content is not None:
        (assets / "page_file" / "main.js").write_bytes(content)
    assert find_bundle(assets) is None
