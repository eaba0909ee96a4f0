"""How many of Python's objects there are, by type; counted only where no other thread is at work.

To list objects (`gc.get_objects`) takes hold of each of them for a moment, also of a tuple that another thread is just
filling, and that thread then cannot finish it (SystemError).
"""

from __future__ import annotations

import gc
import sys
import threading
from collections import Counter
from concurrent.futures import thread as pools
from typing import Final

WAITING: Final = frozenset((pools.__file__, threading.__file__))
"""Where the threads of a pool wait for work, and any other for an event."""


def is_alone() -> bool:
    """Whether every other thread of Python waits, and so goes on only when this one gives it work."""
    me = threading.get_ident()
    return all(frame.f_code.co_filename in WAITING for id_, frame in sys._current_frames().items() if id_ != me)  # noqa: SLF001 - it is documented


def count_types() -> Counter[str] | None:
    """Count the objects that take part in garbage collection by the names of their types; None where others work."""
    if not is_alone():
        return None
    return Counter(type(each).__qualname__ for each in gc.get_objects())
