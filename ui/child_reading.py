"""Runs a module that reads foreign files, in a packaged program that was started once more for it. Knows no Qt."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from typing import Final

READERS: Final = ("geo.files.vector_files", "db.reading.document_reading", "db.index.column_writing")
"""Modules that may be asked for (see :mod:`geo.child_process`); the package names them as hidden imports."""

WRONG_USAGE: Final = 2


def run_reader(arguments: Sequence[str]) -> int:
    """Run one of the readers as ``python -m`` would.

    Args:
        arguments: The module's name, then its own arguments.

    Returns:
        The exit code; only the program itself calls, so wrong usage has no words.
    """
    if not arguments or arguments[0] not in READERS:
        return WRONG_USAGE
    module = importlib.import_module(arguments[0])
    sys.argv = list(arguments)
    module.main()
    return 0
