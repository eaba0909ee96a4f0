"""The chart library is cut down at set-up to what the page uses."""

import json
from pathlib import Path

import pytest

from assets.prepare.charts import bundle_charts, find_node
from assets.prepare.steps import PrepareError


@pytest.fixture
def commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a PATH with nothing on it but an npm of today."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    put(folder, "npm", "echo 9.2.0")
    return folder


@pytest.fixture
def modules(tmp_path: Path) -> Path:
    """Give packages with nothing but their manifests and licences."""
    for name, needs in {"echarts": {"zrender": "1"}, "zrender": {}}.items():
        package = tmp_path / "node_modules" / name
        (package / "licenses").mkdir(parents=True)
        manifest = {"name": name, "version": "1.0.0", "license": "BSD", "dependencies": needs}
        (package / "package.json").write_text(json.dumps(manifest), encoding="utf-8")
        (package / "LICENSE").write_text(f"use {name} freely", encoding="utf-8")
    (tmp_path / "node_modules/echarts/NOTICE").write_text("made by many", encoding="utf-8")
    (tmp_path / "node_modules/echarts/licenses/LICENSE-d3").write_text("parts of d3", encoding="utf-8")
    return tmp_path / "node_modules"


def put(folder: Path, name: str, script: str) -> Path:
    """Put a command into a folder."""
    command = folder / name
    command.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    command.chmod(0o755)
    return command


def test_the_bundle_is_made_by_the_pinned_bundler_and_comes_with_every_licence_inside(
    commands: Path, modules: Path, tmp_path: Path
) -> None:
    put(commands, "node", f'echo "$@" >"{tmp_path}/asked"')
    target = tmp_path / "vendor"
    target.mkdir()
    bundle_charts(modules, target)
    bundler, entry, *options = (tmp_path / "asked").read_text("utf-8").split()
    assert bundler == str(modules / "esbuild/bin/esbuild")
    assert "echarts/core" in Path(entry).read_text("utf-8")
    assert {"--bundle", "--format=esm", f"--outfile={target / 'echarts.js'}"} <= set(options)
    notices = (target / "echarts.LICENSE.txt").read_text("utf-8")
    for words in ("use echarts freely", "made by many", "parts of d3", "zrender 1.0.0: BSD", "use zrender freely"):
        assert words in notices


def test_a_bundler_that_fails_ends_in_one_sentence(commands: Path, modules: Path, tmp_path: Path) -> None:
    put(commands, "node", 'echo "Could not resolve echarts/core" >&2\nexit 1')
    with pytest.raises(PrepareError, match=r"Could not resolve echarts/core") as caught:
        bundle_charts(modules, tmp_path)
    assert "\n" not in str(caught.value)


def test_the_node_beside_the_machines_npm_is_used(commands: Path) -> None:
    node = put(commands, "node", "")
    assert find_node() == str(node)


@pytest.mark.usefixtures("commands")
def test_without_any_node_the_way_out_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assets.prepare.charts.find_npm", lambda: None)
    with pytest.raises(PrepareError, match=r"\./run setup"):
        find_node()
