"""Reads vector files in a process of their own, so that no file can crash, stall or swell the window."""

import json
import math
import os
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import numpy as np

from geo.child_process import child_command, start_allowance_s
from geo.datums import Datum
from geo.files.map_file_error import MapFileError
from geo.files.overlay_parts import Parts
from geo.files.overlays import Overlay, OverlayInfo, OverlayLayer
from geo.lnglat import Bounds, world_from_lnglat
from geo.wording import tr

_BASE_S: Final = 15.0  # an idle machine starts the reader in a fifth of a second, a busy one in several
_STEP_S: Final = 0.3
_BYTES_PER_S: Final = 4_000_000  # a quarter of what an idle machine reads
_PROJECT: Final = Path(__file__).resolve().parents[2]
_SURROUNDINGS: Final = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
}


def open_overlay(path: Path) -> Overlay:
    """Read GeoJSON, GPKG, KML, KMZ, GPX or a Shapefile, zipped or not.

    Raises:
        MapFileError: If it cannot be read, holds nothing to show, or takes more time or memory than a map may.
    """
    with tempfile.TemporaryDirectory(prefix="atlas-") as name:
        folder = Path(name)
        _run_reader(path, folder)
        told = _read_told(path, folder)
        with np.load(folder / "parts.npz", allow_pickle=False) as arrays:
            return _to_overlay(path, told, {key: arrays[key] for key in arrays.files})


def time_limit_s(size_bytes: int) -> float:
    """Return how long reading a file may take: 15 s, and a second more for every 4 MB."""
    return _BASE_S + size_bytes / _BYTES_PER_S


def _run_reader(path: Path, folder: Path) -> None:
    command = [*child_command("geo.files.vector_files"), str(path.absolute()), str(folder)]
    limit = start_allowance_s() + time_limit_s(path.stat().st_size)
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        command, cwd=_PROJECT, env=os.environ | _SURROUNDINGS, stdin=quiet, stdout=quiet, stderr=quiet
    ) as reader:
        try:
            if not _ends_within(reader, limit):
                raise MapFileError(tr("“{name}”读了 {limit:.0f} 秒还没读完，未予打开。", name=path.name, limit=limit))
        finally:
            reader.kill()  # one that has ended is left alone


def _ends_within(process: subprocess.Popen[bytes], limit_s: float) -> bool:
    """Wait step by step: while the machine sleeps nobody reads, and it counts as one step."""
    for _ in range(math.ceil(limit_s / _STEP_S)):
        with suppress(subprocess.TimeoutExpired):
            process.wait(_STEP_S)
            return True
    return False


def _read_told(path: Path, folder: Path) -> dict[str, Any]:
    """Return what the reader told; a reader that died told nothing."""
    try:
        told: dict[str, Any] = json.loads((folder / "told.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise MapFileError(tr("“{name}”已损坏，或者太大，读不出来。", name=path.name)) from error
    if "error" in told:
        raise MapFileError(told["error"])
    return told


def _to_overlay(path: Path, told: dict[str, Any], arrays: dict[str, Any]) -> Overlay:
    lng, lat = arrays["lng"], arrays["lat"]
    x, y = world_from_lnglat(lng, lat)
    parts = Parts(arrays["kind"], arrays["start"], arrays["feature"], x, y)
    info = OverlayInfo(
        title=path.stem,
        format=told["format"],
        layers=tuple(OverlayLayer(one["name"], one["features"], tuple(one["fields"])) for one in told["layers"]),
        bounds=Bounds(float(lng.min()), float(lat.min()), float(lng.max()), float(lat.max())),
        features=told["features"],
        left_out=told["left_out"],
        vertices=len(lng),
        datum=Datum(told["datum"]) if told["datum"] else None,
        crs=told["crs"],
        size_bytes=path.stat().st_size,
        note=told["trouble"],
    )
    return Overlay(info, parts, tuple(told["names"]))
