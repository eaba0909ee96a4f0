"""What a process and its children take: memory (PSS, in which shared pages count once) and processor time; on Linux."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path


def tree_pss_mb() -> float | None:
    """Return the proportional set size of this process and all below it in MB, or None where nothing tells it."""
    found = [size for size in map(pss_kb, family(os.getpid())) if size is not None]
    return round(sum(found) / 1024, 1) if found else None


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
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), None)


def family(pid: int) -> Iterator[int]:
    """Yield a process and all below it."""
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        others = [task.name for task in Path(f"/proc/{pid}/task").iterdir() if task.name != str(pid)]
    except OSError:
        return
    for task in others:
        try:
            children += Path(f"/proc/{pid}/task/{task}/children").read_text().split()
        except OSError:
            continue
    for child in children:
        yield from family(int(child))
