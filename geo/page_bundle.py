"""The page's modules as one script, so that a start asks for one file and not for sixty; used while it is current.

Set-up bundles ``assets/page/main.js`` and all it imports (``assets/prepare/page_file.py``), readable and not minified,
with the fingerprint of the modules on its first line. Whoever changes a module gets the modules themselves until the
next ``python -m assets.prepare``.
"""

import hashlib
import os
from pathlib import Path
from typing import Final

WINDOW_ENTRY: Final = "main.js"
"""What the window's page begins with, in ``assets/page``; the bundle has the same name in ``assets/page_file``."""

_BUNDLES: Final = "page_file"
_MARK: Final = "// modules "
_DIGITS: Final = 64


def modules_fingerprint(page: Path) -> str:
    """Return what tells these modules from any others: SHA-256 over names and contents, hexadecimal."""
    told = hashlib.sha256()
    for file in sorted(page.glob("*.js")):
        content = file.read_bytes()
        told.update(f"{file.name} {len(content)}\n".encode())
        told.update(content)
    return told.hexdigest()


def first_line(fingerprint: str) -> str:
    """Return the first line of a bundle of the modules of this fingerprint."""
    return f"{_MARK}{fingerprint}"


def find_bundle(assets: Path) -> Path | None:
    """Return the window's bundle if it was made of today's modules, else None: then the modules are to be used.

    Args:
        assets: Folder that holds ``page`` and ``page_file``.
    """
    bundle = assets / _BUNDLES / WINDOW_ENTRY
    try:
        with bundle.open(encoding="utf-8") as stream:
            told = stream.readline().rstrip("\n")
    except (OSError, UnicodeDecodeError):
        return None
    page = assets / "page"
    if len(told) == len(_MARK) + _DIGITS and told.startswith(_MARK) and _last_change(page) < bundle.stat().st_mtime_ns:
        return bundle
    return bundle if told == first_line(modules_fingerprint(page)) else None


def _last_change(page: Path) -> int:
    """Return when a module was last written, added or taken away (ns): a start need not read a hundred files for it."""
    with os.scandir(page) as files:
        return max([page.stat().st_mtime_ns, *(file.stat().st_mtime_ns for file in files if file.name.endswith(".js"))])
