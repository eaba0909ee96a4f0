"""Files of shapes as other programs write them, and how one is refused."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from geo.files.map_file_error import MapFileError
from geo.files.vector_process import open_overlay

CENTRE = (106.3589, 29.6122)

SHAPES = [
    shapely.Point(CENTRE),
    shapely.LineString([(106.2, 29.4), (106.3, 29.5)]),
    shapely.Polygon(
        [(106.2, 29.2), (106.8, 29.2), (106.8, 29.8), (106.2, 29.8)],
        [[(106.4, 29.4), (106.6, 29.4), (106.6, 29.6), (106.4, 29.6)]],
    ),
]

NAMES = ["西永微电园", "轨道1号线", "大学城"]


def write(
    path: Path,
    shapes: Sequence[BaseGeometry] | None = None,
    names: list[str] | None = None,
    crs: str | None = "EPSG:4326",
    driver: str | None = None,
    encoding: str | None = None,
    layer: str | None = None,
    append: bool = False,
) -> Path:
    shapes = SHAPES if shapes is None else shapes
    names = NAMES[: len(shapes)] if names is None else names
    kinds = {shape.geom_type for shape in shapes}
    pyogrio.raw.write(
        path,
        np.array([shapely.to_wkb(shape) for shape in shapes], object),
        [np.array(names, object)],
        ["名称"],
        geometry_type=kinds.pop() if len(kinds) == 1 else "Unknown",
        crs=crs,
        driver=driver,
        encoding=encoding,
        layer=layer,
        append=append,
    )
    return path


def refusal(path: Path) -> str:
    """The sentence a file is refused with, and with the folder as it was."""
    before = {file: file.stat().st_mtime_ns for file in path.parent.iterdir()}
    with pytest.raises(MapFileError) as caught:
        open_overlay(path)
    assert {file: file.stat().st_mtime_ns for file in path.parent.iterdir()} == before
    said = str(caught.value)
    assert said.endswith("。")
    assert said.count("。") == 1
    return said


def zipped(target: Path, *files: Path, folder: str = "", method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(target, "w", method) as archive:
        for file in files:
            archive.write(file, folder + file.name)
    return target
