"""What a process and its children take: memory (PSS, in which shared pages count once) and processor time; on Linux."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from ui.program.process_family import family

_PARTS: Final = {"Pss": "pss", "Pss_Anon": "anonymous", "Pss_File": "files", "Pss_Shmem": "shared"}


def tree_pss_mb() -> float | None:
    """Return the proportional set size of this process and all below it in MB, or None where nothing tells it."""
    found = [size for size in map(pss_kb, family(os.getpid())) if size is not None]
    return round(sum(found) / 1024, 1) if found else None


def tree_parts_mb(named: Mapping[int, str] = MappingProxyType({})) -> dict[str, dict[str, float]]:
    """Tell what this process and all below it take, by what they are for: ``window``, ``zygote`` and others.

    Args:
        named: What some processes are for: Chromium's pages have no names of their own.

    Returns:
        By kind the MB of `pss` and of its parts: `anonymous`, mapped `files`, `shared` with others; empty where nothing
        tells it.
    """
    found: dict[str, dict[str, float]] = {}
    for pid in family(os.getpid()):
        if parts := _parts_kb(pid):
            kind = found.setdefault(named.get(pid) or _kind_of(pid), dict.fromkeys(_PARTS.values(), 0.0))
            for name, size in parts.items():
                kind[name] = round(kind[name] + size / 1024, 1)
    return found


def tree_cpu_ms() -> float:
    """Return the processor time this process and all below it have taken, in ms; 0 where nothing tells it."""
    tick = 1000 / os.sysconf("SC_CLK_TCK")
    total = 0.0
    for pid in family(os.getpid()):
        try:
            values = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += (int(values[11]) + int(values[12])) * tick
    return total


def pss_kb(pid: int) -> int | None:
    """Return the proportional set size of one process in kB, or None where it is not told."""
    return _parts_kb(pid).get("pss")


def _parts_kb(pid: int) -> Mapping[str, int]:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return {}
    told = {line.split(":")[0]: line.split() for line in lines[1:]}
    return {part: int(told[name][1]) for name, part in _PARTS.items() if name in told}


def _kind_of(pid: int) -> str:
    """What Chromium started a process as; everything else is the window's own process or another child."""
    if pid == os.getpid():
        return "window"
    try:
        words = Path(f"/proc/{pid}/cmdline").read_text(errors="replace").split("\0")
    except OSError:
        return "other"
    return next((word.removeprefix("--type=") for word in words if word.startswith("--type=")), "other")
