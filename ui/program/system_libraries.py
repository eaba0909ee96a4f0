"""Libraries of the system that a package needs, and which of them this machine lacks. Knows no Qt."""

from __future__ import annotations

import ctypes
import shutil
import sys
from pathlib import Path
from typing import Final

from geo.wording import tr

LIBRARIES: Final = "libraries.txt"
"""In a package: a library's file name and the Debian package that has it, a line."""


def find_missing_libraries(listed: Path) -> list[str]:
    """Say which libraries are missing, and the one line that installs them; nothing where nothing is missing.

    Args:
        listed: The package's list; a checkout has none, ``./run`` looks there.
    """
    if sys.platform != "linux" or not listed.is_file():
        return []
    wanted = [line.split() for line in listed.read_text("ascii").splitlines() if line]
    lost = [(name, package) for name, package in wanted if not _is_there(name)]
    if not lost:
        return []
    names = tr("、").join(name for name, _ in lost)
    if shutil.which("apt-get") is None:
        return [tr("系统库 {names}", names=names)]
    line = "sudo apt-get install " + " ".join(sorted({package for _, package in lost}))
    return [tr("系统库 {names}，请运行：{line}", names=names, line=line)]


def _is_there(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
