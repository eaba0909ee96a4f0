"""Writes down which files a start has read, for the next one to read them ahead (`ui.program.files_ahead`)."""

from __future__ import annotations

import json
import os
import stat
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QLibraryInfo, QObject, QTimer

from ui.opening.reading_ahead import LEAST_BYTES
from ui.program.files_ahead import FILE, FORMAT, MOST_BYTES, Mapped, can_read_ahead
from ui.program.process_family import family

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.map.map_view import MapView

SOON_MS: Final = 1000
"""From the first map on, how long what is read still belongs to the start."""

MOST_FILES: Final = 3_000
_AGE_S: Final = 7 * 24 * 3600
_PAGE: Final = 4096
_GAP: Final = 16
"""Pages not needed between two parts that are: fewer are read along."""

_PRESENT: Final = 63
_PROBES: Final = 24
_ASSETS: Final = ("app-icon", "basemap", "fonts", "icons", "page_file", "styles", "tokens.json", "vendor")
_PLUGINS: Final = ("iconengines", "imageformats", "platforms", "platformthemes")
"""Of Qt's, those it looks through, most of which it does not keep."""

_FONTS: Final = ("/etc/fonts/fonts.conf", "/etc/fonts/conf.d", "/usr/share/fontconfig/conf.avail")


class FilesRecord(QObject):
    """Writes the list once the first map is drawn, unless it stands and is right.

    The first start of all builds the ledger and reads more than others: a list is right when two starts in turn have
    found the program the same, and for a week.

    Args:
        view: the map, in its window; owns this.
        cache: where the list is kept.
        also: further files that were read, or folders of such.
    """

    def __init__(self, view: MapView, cache: Path, also: Iterable[Path]) -> None:
        """Wait for the first map."""
        super().__init__(view)
        self._view, self._cache, self._also = view, cache, tuple(also)
        self._timer = QTimer(self, singleShot=True, interval=SOON_MS)
        self._timer.timeout.connect(self._begin)
        self._thread: threading.Thread | None = None
        view.drawn.connect(self._on_view_drawn)

    def save(self) -> None:
        """Have it written, as far as a map was drawn; for when the window closes."""
        if self._timer.isActive():
            self._begin()
        if self._thread is not None:
            self._thread.join()

    def _on_view_drawn(self) -> None:
        self._view.drawn.disconnect(self._on_view_drawn)
        self._timer.start()

    def _begin(self) -> None:
        self._timer.stop()
        cache, also = self._cache, self._also
        self._thread = threading.Thread(target=lambda: write_record(cache, also), name="files")
        self._thread.start()


def record_first(window: MainWindow, cache: Path, assets: Path) -> FilesRecord | None:
    """Keep the record of a program's first window; None where nothing could be read ahead."""
    if not can_read_ahead():
        return None
    return FilesRecord(window.map_view, cache, files_beside(window.session.ledger.path, assets))


def files_beside(ledger: Path, assets: Path) -> list[Path]:
    """Return what a start reads beside libraries and modules, as far as it reads it whole: of a large ledger little."""
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    also = [*(plugins / kind for kind in _PLUGINS), *map(Path, _FONTS)]
    also += [assets.parent / "seeds", *(assets / name for name in _ASSETS)]
    with suppress(OSError):
        also += [ledger] if ledger.stat().st_size < LEAST_BYTES else []
    return also


def write_record(cache: Path, also: Iterable[Path]) -> bool:
    """Write the list, if there is none that is right; returns whether it was written."""
    kept = _read_record(cache)
    if kept is not None and kept["settled"]:
        return False
    mapped = find_mapped()[:MOST_FILES]
    whole = [*find_modules(), *((str(path),) for path in _files_of(also))]
    probes = {"format": FORMAT, "settled": kept is not None, "probes": _choose_probes(mapped)}
    lines = "\n".join(json.dumps(part) for part in (probes, {"mapped": mapped, "whole": whole[:MOST_FILES]}))
    fresh = cache / f"{FILE}.{os.getpid()}.new"
    try:
        if len(lines) > MOST_BYTES:
            return False
        fresh.write_text(lines, "utf-8")
        fresh.replace(cache / FILE)
    except (OSError, UnicodeError):  # nothing is read ahead then
        with suppress(OSError):
            fresh.unlink()
        return False
    return True


def find_mapped() -> list[Mapped]:
    """Find what this process and all below it have mapped of files, in the order in which they began to, about."""
    needed: dict[str, npt.NDArray[np.bool_]] = {}
    for pid in family(os.getpid()):
        with suppress(OSError):  # it has ended, or says nothing about itself
            for path, first, present in reversed(list(_mappings_of(pid))):
                end = first + len(present)
                pages = needed.get(path)
                if pages is None or len(pages) < end:
                    longer = np.zeros(end, dtype=np.bool_)
                    longer[: 0 if pages is None else len(pages)] = False if pages is None else pages
                    needed[path] = pages = longer
                pages[first:end] |= present
    found = []
    for path, pages in needed.items():
        with suppress(OSError):
            status = Path(path).stat()
            if stat.S_ISREG(status.st_mode) and pages.any() and not path.startswith("/dev/"):
                found.append((path, status.st_size, status.st_mtime_ns, parts_of(pages)))
    return found


def parts_of(pages: npt.NDArray[np.bool_]) -> list[int]:
    """Return offset and length in bytes of each run of pages, small gaps filled."""
    numbers = np.flatnonzero(pages)
    breaks = np.flatnonzero(np.diff(numbers) > _GAP + 1)
    starts = numbers[np.concatenate(([0], breaks + 1))]
    ends = numbers[np.concatenate((breaks, [len(numbers) - 1]))] + 1
    both: list[int] = (np.column_stack((starts, ends - starts)).ravel() * _PAGE).tolist()
    return both


def find_modules() -> Iterator[tuple[str, str]]:
    """Yield the compiled file and the source of each module, as imported."""
    for module in list(sys.modules.values()):
        spec = getattr(module, "__spec__", None)
        if spec is not None and spec.has_location and spec.cached and spec.origin:
            yield spec.cached, spec.origin


def _mappings_of(pid: int) -> Iterator[tuple[str, int, npt.NDArray[np.bool_]]]:
    """Yield of each mapping its file, its first page in it, and which of its pages are there."""
    with Path(f"/proc/{pid}/pagemap").open("rb", buffering=0) as pagemap:
        told = Path(f"/proc/{pid}/maps").read_bytes().decode("utf-8", "surrogateescape")
        for line in told.split("\n")[:-1]:  # only there: any other end of a line is of a file's name
            addresses, _rights, offset, _device, _inode, *path = line.split(None, 5)
            if path and path[0].startswith("/"):
                start, end = (int(address, 16) for address in addresses.split("-"))
                pagemap.seek(start // _PAGE * 8)
                entries = np.frombuffer(pagemap.read((end - start) // _PAGE * 8), dtype=np.uint64)
                yield path[0], int(offset, 16) // _PAGE, (entries >> np.uint64(_PRESENT)).astype(np.bool_)


def _files_of(also: Iterable[Path]) -> Iterator[Path]:
    for path in also:
        yield from (sorted(path.rglob("*")) if path.is_dir() else (path,))


def _choose_probes(mapped: list[Mapped]) -> list[tuple[str, int]]:
    """Choose places all over what is needed, as many as one looks at in no time."""
    places = [
        (path, offset + into)
        for path, _size, _changed, parts in mapped
        for offset, length in zip(parts[::2], parts[1::2], strict=True)
        for into in range(0, length, 1 << 20)
    ]
    return places[:: max(1, -(-len(places) // _PROBES))]


def _read_record(cache: Path) -> Mapping[str, bool] | None:
    """Whether the list that stands is settled; None if there is none, or not of this program."""
    with suppress(OSError, ValueError, TypeError, LookupError, RecursionError), (cache / FILE).open("rb") as file:
        first, files = (json.loads(line) for line in file.read(MOST_BYTES).split(b"\n"))
        is_young = 0 <= time.time() - os.fstat(file.fileno()).st_mtime < _AGE_S
        if first["format"] == FORMAT and is_young and all(map(_is_same, files["mapped"])):
            return {"settled": bool(first["settled"])}
    return None


def _is_same(told: list[object]) -> bool:
    try:
        status = Path(str(told[0])).stat()
    except OSError:
        return False
    return [status.st_size, status.st_mtime_ns] == told[1:3]
