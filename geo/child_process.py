"""How the program starts itself once more, to read a foreign file in a process that may crash or swell."""

import sys
from pathlib import Path
from typing import Final

CHILD_OPTION: Final = "--read-in-child"
"""First argument of a frozen program that is to be one of its reading modules; ``package/entry.py`` looks for it."""

CONSOLE_SUFFIX: Final = "-cli"
"""On Windows a program with windows has no standard output; its twin of this name has."""


FROZEN_START_S: Final = 15.0
"""How long a packaged program may take to start from a cold, slow disk; a checkout's modules start at once."""


def start_allowance_s() -> float:
    """Return what starting a process may take before it reads, in seconds."""
    return FROZEN_START_S if getattr(sys, "frozen", False) else 0.0


def child_command(module: str) -> list[str]:
    """Return the command that runs one of our modules as a program of its own.

    Args:
        module: Its dotted name, such as ``geo.files.vector_files``; one that ``ui/child_reading.py`` knows.

    Returns:
        Program and first arguments; the module's own arguments follow.
    """
    if not getattr(sys, "frozen", False):
        return [sys.executable, "-m", module]
    program = Path(sys.executable)
    if sys.platform == "win32" and not program.stem.endswith(CONSOLE_SUFFIX):
        program = program.with_stem(program.stem + CONSOLE_SUFFIX)
    return [str(program), CHILD_OPTION, module]
