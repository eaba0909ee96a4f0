"""Which processes a process has started; on Linux."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path


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
