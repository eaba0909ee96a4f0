"""Packs the frozen program as an archive that runs from wherever it is unpacked."""

import shutil
import tarfile
from pathlib import Path

from package.deb import LINUX, NAME, set_rights

LAUNCHER = "科学城招商地图"


def build_portable(frozen: Path, work: Path, version: str, arch: str, folder_of_packages: Path, *, quick: bool) -> Path:
    """Write ``science-city-atlas-<version>-linux-<arch>.tar.gz``; returns it.

    Args:
        frozen: The program's folder.
        work: Where its copy, with the launcher to double-click in it, is laid out.
        version: Of the program.
        arch: The machine it is for, as ``uname`` calls it.
        folder_of_packages: Where the archive goes.
        quick: Pack lightly, for trying.
    """
    name = f"{NAME}-{version}-linux-{arch}"
    folder = work / name
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(frozen, folder, symlinks=True)
    shutil.copyfile(LINUX / "launcher", folder / LAUNCHER)
    (folder / "_internal/PySide6/Qt/resources/locales").mkdir(exist_ok=True)
    set_rights(folder)
    target = folder_of_packages / f"{name}.tar.gz"
    folder_of_packages.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    with tarfile.open(part, "w:gz", compresslevel=1 if quick else 9) as archive:
        archive.add(folder, name, filter=_as_root)
    part.replace(target)
    return target


def _as_root(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = "root"
    return member
