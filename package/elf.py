"""What the package's programs and libraries need of the system, read from the files themselves."""

import os
import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

OPTIONAL: Final = frozenset(("libqgtk3.so",))
"""Plugins that Qt passes over where what they need is missing: their needs are recommended, not required."""

_RENAMED: Final = frozenset(
    ("libasound2", "libcups2", "libglib2.0-0", "libssl3", "libpng16-16", "libatk1.0-0", "libcurl4", "libgtk-3-0")
)
"""Packages of Debian 12 that Debian 13 and Ubuntu 24.04 call ``…t64``."""

_BY_NAME: Final = ("xkb-data", "fontconfig-config", "shared-mime-info", "desktop-file-utils", "hicolor-icon-theme")
"""Data opened by its path, which no table in a file tells: keyboards, where fonts are, the file type, the icon."""


class PackageError(Exception):
    """A package cannot be made as it should be; one sentence for whoever makes it."""


@dataclass(frozen=True)
class Needs:
    """What files need that is not among them.

    Attributes:
        libraries: file names, with one of the files that need each.
        glibc: the newest version of the C library asked for.
        files: how many programs and libraries were read.
    """

    libraries: dict[str, str] = field(default_factory=dict)
    glibc: tuple[int, ...] = (0,)
    files: int = 0


def find_elf_files(folder: Path) -> list[Path]:
    """Programs and libraries under a folder, links left out, in order of their names."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) == b"\x7fELF":
                    found.append(path)
    return found


def find_needs(folder: Path) -> Needs:
    """Read which libraries the files of a folder need from elsewhere."""
    files = find_elf_files(folder)
    brought = {path.name for path in folder.rglob("*") if path.is_file()}
    libraries: dict[str, str] = {}
    glibc: tuple[int, ...] = (0,)
    for path in files:
        if path.name in OPTIONAL:
            continue
        told = subprocess.run(["objdump", "-p", str(path)], capture_output=True, text=True, check=True).stdout
        for name in re.findall(r"NEEDED\s+(\S+)", told):
            if name not in brought:
                libraries.setdefault(name, path.name)
        versions = (tuple(map(int, one.split("."))) for one in re.findall(r"\bGLIBC_(\d[\d.]*)", told))
        glibc = max([glibc, *versions])
    return Needs(libraries, glibc, len(files))


def find_packages(libraries: Iterable[str]) -> dict[str, str]:
    """Name the Debian package of each library, from this machine's own.

    Args:
        libraries: File names.

    Returns:
        The package by library.

    Raises:
        PackageError: One is not installed here, so its package cannot be told.
    """
    places = _library_places()
    packages: dict[str, str] = {}
    for name in sorted(libraries):
        place = places.get(name)
        package = _owner(place) if place else None
        if package is None:
            raise PackageError(f"{name} is needed, but not installed here: its package cannot be named")
        packages[name] = package
    return packages


def _library_places() -> dict[str, str]:
    path = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
    told = subprocess.run(
        ["ldconfig", "-p"], capture_output=True, text=True, check=True, env={**os.environ, "PATH": path}
    ).stdout
    places: dict[str, str] = {}
    for name, kind, place in re.findall(r"^\s+(\S+) \((.*?)\) => (\S+)", told, re.MULTILINE):
        if "x86-64" in kind or "AArch64" in kind:
            places.setdefault(name, place)
    return places


def _owner(place: str) -> str | None:
    real = os.path.realpath(place)
    for candidate in (place, real, f"/usr{place}", real.removeprefix("/usr")):
        told = subprocess.run(["dpkg", "-S", candidate], capture_output=True, text=True, check=False)
        if told.returncode == 0:
            return told.stdout.split(":")[0]
    return None


def to_depends(needs: Needs, packages: Iterable[str]) -> str:
    """Write the ``Depends`` line."""
    lines = []
    for package in sorted({*packages, *_BY_NAME}):
        if package == "libc6":
            lines.append(f"libc6 (>= {'.'.join(map(str, needs.glibc))})")
        elif package in _RENAMED:
            lines.append(f"{package} | {package}t64")
        else:
            lines.append(package)
    return ", ".join(lines)
