"""Lays out a copy of a person's vector file to be read: under plain names, bounded, away from the original.

What a file is its content decides, not its name; SQLite may write beside a file it opens; archives may be bombs or hold
names that lead out of a folder. So a reader never sees the original, only what is laid out here.
"""

import mmap
import shutil
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import IO, Final

from geo.files.dbf_encoding import find_dbf_encoding
from geo.files.map_file_error import MapFileError
from geo.files.shx import build_shx, is_cut_off
from geo.frozen import frozen
from geo.wording import tr

MAX_BYTES: Final = 200 * 1024 * 1024
"""The most an overlay may hold, unpacked; beyond that it should be cut into tiles."""

_MAX_MEMBERS: Final = 5_000
_CHUNK: Final = 1 << 20
_READABLE: Final = "可以添加 MBTiles、PMTiles、GeoJSON、GPKG、KML/KMZ、GPX 和 Shapefile（.shp 或 .zip）"
_HEAD_BYTES: Final = 1 << 16  # XML may begin with long comments
_SHP_MAGIC: Final = b"\x00\x00\x27\x0a"
_SHP_PARTS: Final = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_ZIP_ERRORS: Final = (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError, OSError, ValueError)


@frozen
class Staged:
    """A copy that may be read.

    Attributes:
        path: The file to open.
        format: 'GeoJSON', 'GPKG', 'KML', 'KMZ', 'Shapefile' or 'GPX'.
        encoding: The codec of its texts where the file does not say, else None.
        title: What it is called within an archive of several, else "".
        note: A sentence about what is missing from it, else "".
    """

    path: Path
    format: str
    encoding: str | None = None
    title: str = ""
    note: str = ""


def stage(path: Path, folder: Path) -> list[Staged]:
    """Copy or unpack a file into an empty folder.

    Returns:
        What was found: one, or several for an archive with several Shapefiles.

    Raises:
        MapFileError: If it is of no kind known here, too big, damaged, or declares XML entities.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if head.startswith(b"PK"):
        return _stage_archive(path, folder)
    kind = find_vector_format(head)
    if kind is None:
        raise MapFileError(tr("认不出“{name}”是什么地图文件；{readable}。", name=path.name, readable=tr(_READABLE)))
    if kind == "Shapefile":
        return [_stage_shapefile(path, folder)]
    staged = _copy(path, folder / f"map{_suffix(kind)}")
    wal = path.with_name(path.name + "-wal")
    if kind == "GPKG" and wal.is_file():
        _copy(wal, folder / f"{staged.name}-wal")
    return [_checked(Staged(staged, kind))]


def find_vector_format(head: bytes) -> str | None:
    """Tell a format from a file's first bytes: 'Shapefile', 'GPKG', 'GeoJSON', 'KML', 'GPX' or None."""
    if head.startswith(_SHP_MAGIC):
        return "Shapefile"
    if head.startswith(b"SQLite format 3\0"):
        return "GPKG"
    text = _decoded(head).lstrip("\ufeff \t\r\n")
    if text.startswith("{"):
        return "GeoJSON"
    if text.startswith("<"):
        return "KML" if "<kml" in text or ":kml" in text else "GPX" if "<gpx" in text else None
    return None


def _decoded(head: bytes) -> str:
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return head.decode("utf-16" if wide else "utf-8", "replace")


def _suffix(kind: str) -> str:
    return {"GPKG": ".gpkg", "GeoJSON": ".geojson", "KML": ".kml", "GPX": ".gpx"}[kind]


def _checked(staged: Staged) -> Staged:
    """Refuse XML that declares entities: they exist to blow up readers and to pull in other files."""
    if staged.format in ("KML", "KMZ", "GPX"):
        with staged.path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
            for encoding in ("ascii", "utf-16-le", "utf-16-be"):
                if text.find("<!ENTITY".encode(encoding)) >= 0:
                    raise MapFileError(tr("文件里定义了 XML 实体，可能有害，未予打开。"))
    return staged


def _copy(source: Path, target: Path) -> Path:
    if source.stat().st_size > MAX_BYTES:
        raise _too_big(source.name)
    shutil.copyfile(source, target)
    return target


def _too_big(name: str) -> MapFileError:
    return MapFileError(
        tr(
            "“{name}”超过 {size} MB，请先切成 PMTiles 或 MBTiles 再添加。",
            name=name,
            size=MAX_BYTES // 1024 // 1024,
        )
    )


def _stage_shapefile(path: Path, folder: Path) -> Staged:
    """Copy the parts of a Shapefile, whichever case their endings have; .shp and .shx begin alike."""
    neighbours = {file.name.lower(): file for file in path.parent.iterdir() if file.is_file()}
    stem = path.name[: -len(path.suffix)] if path.suffix else path.name
    found = {end: neighbours.get((stem + end).lower()) for end in _SHP_PARTS}
    if path.suffix.lower() != ".shx" or found[".shp"] is None:
        found[".shp"] = path
    for end, source in found.items():
        if source is not None:
            _copy(source, folder / f"map{end}")
    return _shapefile(folder / "map.shp")


def _shapefile(shp: Path, title: str = "") -> Staged:
    cpg, shx = shp.with_suffix(".cpg"), shp.with_suffix(".shx")
    cut_off = is_cut_off(shp)
    if cut_off or not shx.exists():
        build_shx(shp, shx)
    encoding = find_dbf_encoding(shp.with_suffix(".dbf"), cpg)
    cpg.unlink(missing_ok=True)  # what it says is known by now
    return Staged(shp, "Shapefile", encoding, title, tr("文件的末尾缺失，只显示读得出来的部分。") if cut_off else "")


def _stage_archive(path: Path, folder: Path) -> list[Staged]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [entry for entry in archive.infolist() if _is_wanted(entry)]
            if len(members) > _MAX_MEMBERS:
                raise MapFileError(tr("压缩包“{name}”里的文件太多，未予打开。", name=path.name))
            found = list(_unpack_shapefiles(archive, members, folder)) or _unpack_other(archive, members, folder)
    except _ZIP_ERRORS as error:
        raise MapFileError(tr("压缩包“{name}”已损坏、有密码，或者用了不支持的压缩方式。", name=path.name)) from error
    if not found:
        raise MapFileError(tr("压缩包“{name}”里没有地图文件（Shapefile、KML、GeoJSON 或 GPKG）。", name=path.name))
    return found


def _is_wanted(entry: zipfile.ZipInfo) -> bool:
    name = PurePosixPath(entry.filename.replace("\\", "/"))
    return not entry.is_dir() and not name.name.startswith("._") and "__MACOSX" not in name.parts


def _unpack_shapefiles(archive: zipfile.ZipFile, members: Sequence[zipfile.ZipInfo], folder: Path) -> Iterator[Staged]:
    """Unpack every Shapefile, each into a folder of its own that keeps only its name for people."""
    by_name = {entry.filename.lower(): entry for entry in members}
    for number, name in enumerate(name for name in by_name if name.endswith(".shp")):
        home = folder / f"{number}"
        home.mkdir()
        for end in _SHP_PARTS:
            entry = by_name.get(name[:-4] + end)
            if entry is not None:
                _unpack(archive, entry, home / f"map{end}", folder)
        with (home / "map.shp").open("rb") as file:
            if file.read(4) == _SHP_MAGIC:
                yield _shapefile(home / "map.shp", PurePosixPath(by_name[name].filename.replace("\\", "/")).stem)


def _unpack_other(archive: zipfile.ZipFile, members: Sequence[zipfile.ZipInfo], folder: Path) -> list[Staged]:
    """Unpack the first member that is a map; ``doc.kml`` is the one that a KMZ means."""
    for entry in sorted(members, key=lambda entry: entry.filename.lower() != "doc.kml"):
        with archive.open(entry) as file:
            kind = find_vector_format(file.read(_HEAD_BYTES))
        if kind not in (None, "Shapefile"):
            target = folder / f"map{_suffix(str(kind))}"
            _unpack(archive, entry, target, folder)
            return [_checked(Staged(target, "KMZ" if kind == "KML" else str(kind)))]
    return []


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, folder: Path) -> None:
    """Unpack one member; the sizes an archive states are not believed."""
    room = MAX_BYTES - sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    with archive.open(entry) as source, target.open("wb") as out:
        _pour(source, out, room, entry.filename)


def _pour(source: IO[bytes], out: IO[bytes], room: int, name: str) -> None:
    while chunk := source.read(_CHUNK):
        room -= len(chunk)
        if room < 0:
            raise _too_big(name)
        out.write(chunk)
