"""The page of a single file is bundled at set-up from the page's own modules."""

from pathlib import Path

import pytest

from assets.prepare import page_file
from assets.prepare.__main__ import ROOT, plan
from assets.prepare.page_file import ENTRIES, bundle_page_file, sources_of
from assets.prepare.steps import PrepareError, fingerprint
from geo.page_bundle import first_line, modules_fingerprint


def test_script_and_sheet_are_bundled_from_the_pages_own_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, str, tuple[str, ...]]] = []
    monkeypatch.setattr(
        page_file,
        "run_bundler",
        lambda _modules, entry, outcome, options, _failed: asked.append((str(entry), str(outcome), options)),
    )
    bundle_page_file(tmp_path / "node_modules", tmp_path / "page", tmp_path / "out")
    assert [(entry, outcome) for entry, outcome, _ in asked] == [
        (str(tmp_path / "page" / name), str(tmp_path / "out" / name)) for name in (*ENTRIES, "main.js")
    ]
    *for_the_file, for_the_window = [set(options) for *_, options in asked]
    assert all({"--bundle", "--minify", "--format=iife"} <= options for options in for_the_file)
    assert {"--bundle", "--format=esm"} <= for_the_window
    assert "--minify" not in for_the_window, "who looks for a mistake can read it"
    assert f"--banner:js={first_line(modules_fingerprint(tmp_path / 'page'))}" in for_the_window


def test_a_bundle_that_fails_ends_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    for name, script in (("npm", "echo 9.2.0"), ("node", 'echo "Could not resolve ./gone.js" >&2\nexit 1')):
        (folder / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    with pytest.raises(PrepareError, match=r"Could not resolve \./gone\.js"):
        bundle_page_file(tmp_path, tmp_path, tmp_path)


def test_another_module_makes_another_bundle_necessary(tmp_path: Path) -> None:
    names = {file.name for file in sources_of(ROOT / "assets" / "page")}
    assert {*ENTRIES, "map_page.js", "map.css", "words.js"} <= names
    (tmp_path / "assets" / "page").mkdir(parents=True)
    module = tmp_path / "assets" / "page" / "map_page.js"
    module.write_text("export const ONE = 1;", encoding="utf-8")
    before = fingerprint(sources_of(module.parent))
    module.write_text("export const ONE = 2;", encoding="utf-8")
    assert fingerprint(sources_of(module.parent)) != before
    assert "page_file" in {step.name for step in plan(ROOT, tmp_path)}
