"""How the C library keeps memory, where it can be told: glibc on Linux. Elsewhere nothing is done."""

import ctypes
import sys
from typing import Final

_M_ARENA_MAX: Final = -8  # of glibc's malloc.h
_ARENAS: Final = 2


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


def _library() -> ctypes.CDLL | None:
    return ctypes.CDLL(None) if sys.platform == "linux" else None
