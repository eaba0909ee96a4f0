"""``python -m package.sizes FILE.deb FOLDER``: what a package takes, against the most it may take."""

import sys
from pathlib import Path
from typing import Final

MOST_UNPACKED_MB: Final = 450
"""Installed."""

MOST_DEB_MB: Final = 150
"""Packed: however lightly, so that the trial can tell."""

_MB: Final = 2**20


def unpacked_mb(folder: Path) -> float:
    """What a folder takes on the disk, in MB (2^20 bytes), as ``du`` counts."""
    return sum(path.lstat().st_blocks for path in folder.rglob("*")) * 512 / _MB


def file_mb(path: Path) -> float:
    """What a file holds, in MB (2^20 bytes)."""
    return path.stat().st_size / _MB


def complaints(packed_mb: float, installed_mb: float) -> list[str]:
    """Say what is larger than it may be; empty where nothing is."""
    pairs = (("packed", packed_mb, MOST_DEB_MB), ("unpacked", installed_mb, MOST_UNPACKED_MB))
    return [f"{what} {mb:.1f} MB, at most {limit} MB" for what, mb, limit in pairs if mb > limit]


def main() -> int:
    """Compare a package and the folder it is unpacked to."""
    packed, installed = file_mb(Path(sys.argv[1])), unpacked_mb(Path(sys.argv[2]))
    print(f"packed {packed:.1f} MB, unpacked {installed:.1f} MB")
    too_large = complaints(packed, installed)
    for sentence in too_large:
        print(sentence, file=sys.stderr)
    return 1 if too_large else 0


if __name__ == "__main__":
    sys.exit(main())
