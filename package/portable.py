"""Packs the frozen program as an archive that runs from wherever it is unpacked."""

import shutil
import tarfile
from pathlib import Path

from package.deb import LINUX, NAME, set_rights

LAUNCHER = "科学城招商地图"


def build_portable(frozen: Path, work: Path, version: str, arch: str, target_folder: Path) -> Path:
    """Write ``science-city-atlas-<version>-linux-<arch>.tar.gz``; returns it.

    The folder holds the launcher to double-click, and an entry for menus with a script that puts it there.
    """
    name = f"{NAME}-{version}-linux-{arch}"
    folder = work / name
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(frozen, folder, symlinks=True)
    shutil.copyfile(LINUX / "launcher", folder / LAUNCHER)
    (folder / "_internal/PySide6/Qt/resources/locales").mkdir(exist_ok=True)
    set_rights(folder)
    target = target_folder / f"{name}.tar.gz"
    target_folder.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    with tarfile.open(part, "w:gz", compresslevel=6) as archive:
        archive.add(folder, name, filter=_as_root)
    part.replace(target)
    return target


def _as_root(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = "root"
    return member
