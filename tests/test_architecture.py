"""The floors, doorways and sizes that docs/ARCHITECTURE.md promises."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
PACKAGES = ("ui", "db", "geo", "assets")
FLOORS = {"geo": 0, "db": 1, "ui": 2, "main": 3}
DOORWAYS = {
    "folium": {"geo/map_page.py"},
    "branca": {"geo/map_page.py"},
    "geopy": {"geo/geocoding.py"},
    "shapely": {"geo/geometry.py", "assets/prepare/shapes.py"},
    "sqlite_utils": {"db/connection.py", "db/migrations.py", "db/seeding.py", "db/seed_pack/seed_loading.py"},
    "xlsxwriter": {"db/export/xlsx.py"},
    "xyzservices": {"geo/providers.py"},
    "pyogrio": {"db/export/gdal_files.py"},
    "pmtiles": {"geo/files/pmtiles_files.py"},
}
MEASURED = "assets/bench/"  # what others take for the same is measured with their libraries
BANNED_NAMES = re.compile(r"(^|_)(utils?|helpers?|manager|misc|data2)(_|$)", re.IGNORECASE)


def sources() -> list[Path]:
    files = [PROJECT / "main.py"]
    for package in PACKAGES:
        files += sorted((PROJECT / package).rglob("*.py"))
    return files


def name_of(file: Path) -> str:
    return file.relative_to(PROJECT).as_posix()


def imports_of(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def functions_of(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function's body without its docstring."""
    body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1


@pytest.mark.parametrize("file", sources(), ids=name_of)
def test_imports_run_downward_only(file: Path) -> None:
    floor = FLOORS.get(file.relative_to(PROJECT).parts[0].removesuffix(".py"))
    for module in imports_of(file):
        below = FLOORS.get(module.split(".")[0])
        if floor is not None and below is not None:
            assert below <= floor, f"{name_of(file)} imports {module}"


@pytest.mark.parametrize("library", sorted(DOORWAYS))
def test_each_library_has_its_doorway(library: str) -> None:
    users = {name_of(file) for file in sources() if any(m.split(".")[0] == library for m in imports_of(file))}
    users = {user for user in users if not user.startswith(MEASURED)}
    assert users
    assert users <= DOORWAYS[library]


def test_qt_stays_in_main_and_ui() -> None:
    users = {name_of(f) for f in sources() if any(m.split(".")[0] == "PySide6" for m in imports_of(f))}
    assert users
    assert all(user.startswith("ui/") or user == "main.py" for user in users)


def test_the_command_line_runs_without_qt() -> None:
    words = "import sys, ui.command_line; print([m for m in sys.modules if m.startswith('PySide6')])"
    done = subprocess.run([sys.executable, "-c", words], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_folium_is_not_imported_at_start() -> None:
    words = "import sys, ui.application; print('folium' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", words], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("file", [*sources(), *sorted((PROJECT / "tests").rglob("*.py"))], ids=name_of)
def test_files_keep_their_size(file: Path) -> None:
    assert len(file.read_text("utf-8").splitlines()) <= 400


def test_functions_keep_their_size() -> None:
    lengths: list[int] = []
    for file in sources():
        for function in functions_of(file):
            lengths.append(length(function))
            assert lengths[-1] <= 50, f"{name_of(file)}:{function.name}"
    assert statistics.median(lengths) <= 8


def test_classes_are_no_god_objects() -> None:
    for file in sources():
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                methods = [item for item in node.body if isinstance(item, ast.FunctionDef)]
                assert len(methods) <= 20, f"{name_of(file)}:{node.name}: {len(methods)}"


def test_nothing_is_called_by_an_empty_word() -> None:
    for file in sources():
        assert not BANNED_NAMES.search(file.stem), name_of(file)


def test_main_only_composes() -> None:
    assert len((PROJECT / "main.py").read_text("utf-8").splitlines()) <= 100


def test_no_address_of_a_registry_is_locked() -> None:
    locks = [*PROJECT.glob("requirements/*.txt"), PROJECT / "package-lock.json"]
    assert len(locks) >= 2
    for lock in locks:
        words = lock.read_text("utf-8")
        assert "index-url" not in words
        assert '"resolved"' not in words
        if lock.suffix == ".txt":
            assert "--hash=sha256:" in words
