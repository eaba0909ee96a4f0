"""How the C library keeps memory, where it can be told: glibc on Linux. Elsewhere nothing is done."""

import ctypes
import sys
from typing import Final

from geo.frozen import frozen

_M_ARENA_MAX: Final = -8  # of glibc's malloc.h
_ARENAS: Final = 2
_MB: Final = 1 << 20


@frozen
class HeapUse:
    """What the C library has of the system, all its pools together, in MB.

    Attributes:
        used: Given out to the program from pools.
        free: Given back by the program and kept in pools, for the next to come.
        mapped: Given out in pieces of their own, which go back to the system at once.
    """

    used: float
    free: float
    mapped: float


class _Mallinfo2(ctypes.Structure):
    """``struct mallinfo2`` of glibc's malloc.h."""

    _fields_ = [
        (name, ctypes.c_size_t)
        for name in (
            "arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost",
        )
    ]  # fmt: skip


def limit_arenas() -> bool:
    """Let threads share two pools of memory: each further one keeps what its largest answer took for a moment.

    Returns:
        Whether the C library knows of such a thing; asked early, before there are threads.
    """
    mallopt = getattr(_library(), "mallopt", None)
    return mallopt is not None and mallopt(_M_ARENA_MAX, _ARENAS) == 1


def trim() -> bool:
    """Give free memory back to the system; returns whether the C library can."""
    malloc_trim = getattr(_library(), "malloc_trim", None)
    if malloc_trim is None:
        return False
    malloc_trim(0)
    return True


def heap_use() -> HeapUse | None:
    """Return what the C library holds, or None where it does not tell."""
    mallinfo2 = getattr(_library(), "mallinfo2", None)  # since glibc 2.33
    if mallinfo2 is None:
        return None
    mallinfo2.restype = _Mallinfo2
    told = mallinfo2()
    return HeapUse(*(round(size / _MB, 1) for size in (told.uordblks, told.fordblks, told.hblkhd)))


def _library() -> ctypes.CDLL | None:
    return ctypes.CDLL(None) if sys.platform == "linux" else None
