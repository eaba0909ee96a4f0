"""A renderer of maps for tests: a plain picture of the size asked for."""

import zlib
from pathlib import Path
from struct import pack

from db.export.format import ExportJob


class PlainRenderer:
    """Writes one grey pixel as PNG and remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[int, ...], tuple[object, object]]] = []

    def render(self, job: ExportJob, format_key: str, path: Path) -> None:
        ids = tuple(job.sheet.columns.ids[job.sheet.row_numbers].tolist())
        self.asked.append((format_key, ids, (job.options["width"], job.options["height"])))
        job.progress(len(job.sheet), len(job.sheet))
        pixel = _chunk(b"IHDR", pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)) + _chunk(b"IDAT", zlib.compress(b"\0\xee"))
        path.write_bytes(b"\x89PNG\r\n\x1a\n" + pixel + _chunk(b"IEND", b""))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))
