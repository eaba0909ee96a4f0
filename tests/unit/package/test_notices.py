from __future__ import annotations

from pathlib import Path

import pytest

from package.elf import PackageError
from package.notices import locked_names, write_notices


@pytest.fixture
def frozen(tmp_path: Path, assets_dir: Path) -> Path:
    """A frozen program as far as its notice looks at it."""
    program = tmp_path / "dist/science-city-atlas/_internal"
    (program / "folium").mkdir(parents=True)
    (program / "assets").symlink_to(assets_dir)
    toc = tmp_path / "work/atlas/PYZ-00.toc"
    toc.parent.mkdir(parents=True)
    toc.write_text("('/x/PYZ-00.pyz',\n [('geopy.point', '/env/geopy/point.py', 'PYMODULE'),\n", "utf-8")
    return program


def test_parts_in_folders_and_in_the_archive_are_named_with_their_licences(
    frozen: Path, project_dir: Path, tmp_path: Path
) -> None:
    target = tmp_path / "NOTICES.txt"
    parts = write_notices(frozen, frozen / "assets", target, locked_names(project_dir / "requirements/app.txt"))
    words = target.read_text("utf-8")
    assert parts >= 6
    for title in ("folium", "geopy", "Map page: vendor/leaflet.LICENSE.txt", "Map page: fonts/OFL.txt", "Python"):
        assert f"\n{title}" in words
    assert "numpy" not in words.lower().split("\npython\n")[0].split("map page")[0]
    assert "Permission is hereby granted" in words


def test_what_is_not_locked_may_not_come_along(frozen: Path, tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="geopy came into the package"):
        write_notices(frozen, frozen / "assets", tmp_path / "n.txt", frozenset(("folium",)))


def test_a_lock_is_read_by_names(tmp_path: Path) -> None:
    (tmp_path / "lock.txt").write_text("sqlite-utils==4.2 \\\n    --hash=sha256:00\nPySide6_Addons==6.11.3\n", "utf-8")
    assert locked_names(tmp_path / "lock.txt") == {"sqlite-utils", "pyside6-addons"}
