"""``python -m package.tried``: were the packages tried as they are made now? ``--write`` notes that they were.

``./run package-test`` notes it in ``package/tried.sum`` when all of it passed; ``.ci/run`` tries the packages again
where the note is of other files.
"""

import hashlib
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
RECORD: Final = "package/tried.sum"
BESIDE: Final = ("requirements/app.txt", "requirements/package.txt", "geo/child_process.py", "ui/child_reading.py")
"""What packages are made by, besides the folder ``package``: the locks, and how a frozen program starts itself."""


def packaging_files(root: Path) -> list[Path]:
    """Files that decide how packages are made, in the order of their names."""
    inside = (path for path in (root / "package").rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return sorted([*(path for path in inside if path != root / RECORD), *(root / name for name in BESIDE)])


def sum_of_packaging(root: Path) -> str:
    """Return one checksum of their names and contents."""
    whole = hashlib.sha256()
    for path in packaging_files(root):
        content = path.read_bytes()
        whole.update(f"{path.relative_to(root).as_posix()}\n{len(content)}\n".encode())
        whole.update(content)
    return whole.hexdigest()


def is_tried(root: Path) -> bool:
    """Tell whether the note is of the files as they are."""
    record = root / RECORD
    return record.is_file() and record.read_text("ascii").strip() == sum_of_packaging(root)


def main() -> int:
    """Compare, or note; the exit code says whether they agree."""
    if sys.argv[1:] == ["--write"]:
        (ROOT / RECORD).write_text(sum_of_packaging(ROOT) + "\n", "ascii")
        print(f"{RECORD} is written: commit it with what it is of")
        return 0
    if is_tried(ROOT):
        print(f"the packages were tried as they are made now ({RECORD})")
        return 0
    print(f"the packages were not tried since they are made like this ({RECORD} is of other files)")
    return 1


if __name__ == "__main__":
    sys.exit(main())
