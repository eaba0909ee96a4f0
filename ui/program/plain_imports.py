"""Imports as Python does them, in a program that uses none of PySide's ``__feature__`` switches."""

from __future__ import annotations

import builtins


def import_plainly() -> None:
    """Take PySide's hook off the import statement.

    From its first import on, PySide reads the source of every module that is imported, of any library, to see whether
    it might use its switches: a tenth of a second at a start, and in a package, which has no sources, for nothing. This
    program uses none (`from __feature__ import …`).
    """
    import PySide6.QtCore  # noqa: F401 - sets the hook

    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
