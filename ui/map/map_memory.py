"""What the window remembers of the map between runs: one JSON file, written whole or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import cast, get_args

from geo.errors import AtlasError
from geo.lnglat import Bounds, InvalidCoordinate
from geo.wording import tr
from ui.map.map_state import (
    BUILTIN_LAYERS,
    Bookmark,
    Coordinates,
    LayerDatum,
    LayerKind,
    LayerSpec,
    MapState,
    PointerDatum,
    PointerForm,
    Section,
)

FORMAT = 1
MOST_BYTES = 4_000_000
_KEPT = ("id", "kind", "title", "section", "visible", "opacity", "desaturate", "datum", "path", "provider", "key")


class MapMemoryError(AtlasError):
    """The file of map settings cannot be read or written."""


def read_memory(file: Path, standing: Sequence[LayerSpec] = BUILTIN_LAYERS) -> MapState:
    """The state a file remembers, with every layer that is always listed.

    Args:
        file: what ``write_memory`` wrote.
        standing: the layers that come with the program, the uppermost first; of them only what a person can set is
            taken from the file.

    Raises:
        MapMemoryError: the file is not what it should be.
    """
    try:
        if file.stat().st_size > MOST_BYTES:
            raise MapMemoryError(tr("地图设置 {name} 大得不像设置文件。", name=file.name))
        value = json.loads(file.read_text("utf-8"))
        if value["format"] != FORMAT:
            raise MapMemoryError(tr("地图设置 {name} 是另一个版本写的。", name=file.name))
        layers = tuple(_layer(one) for one in value["layers"])
        bookmarks = tuple(_bookmark(one) for one in value["bookmarks"])
        return MapState(
            _with_standing(layers, standing), coordinates=_coordinates(value["coordinates"]), bookmarks=bookmarks
        )
    except OSError as error:
        raise MapMemoryError(tr("地图设置 {name} 读不出来。", name=file.name)) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, InvalidCoordinate) as error:
        raise MapMemoryError(tr("地图设置 {name} 已损坏。", name=file.name)) from error


def write_memory(file: Path, state: MapState) -> None:
    """Write beside the old file and move into its place.

    Raises:
        MapMemoryError: it cannot be written; the old file stays as it was.
    """
    value = {
        "format": FORMAT,
        "layers": [_layer_value(layer) for layer in state.layers],
        "coordinates": {"datum": state.coordinates.datum, "form": state.coordinates.form},
        "bookmarks": [
            {"name": mark.name, "bounds": [mark.bounds.west, mark.bounds.south, mark.bounds.east, mark.bounds.north]}
            for mark in state.bookmarks
        ],
    }
    fresh = file.with_name(f"{file.name}.{os.getpid()}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(value, ensure_ascii=False, indent=1), "utf-8")
        fresh.replace(file)
    except OSError as error:
        with suppress(OSError):  # it may never have come to be
            fresh.unlink()
        raise MapMemoryError(tr("地图设置没有存下来：{parent} 不能写入。", parent=file.parent)) from error


def set_aside(file: Path) -> str:
    """Move a file that cannot be read out of the way, keeping it; returns a sentence on what was done."""
    aside = file.with_name(f"{file.stem}.broken{file.suffix}")
    try:
        file.replace(aside)
    except OSError:
        return tr("这次使用默认设置。")
    return tr("已改名为 {name} 保留，这次使用默认设置。", name=aside.name)


def _layer(value: Mapping[str, object]) -> LayerSpec:
    return LayerSpec(
        id=_text(value["id"]),
        kind=cast("LayerKind", _one_of(LayerKind, value["kind"])),
        title=_text(value["title"]),
        section=cast("Section", _one_of(Section, value["section"])),
        visible=_switch(value["visible"]),
        opacity=_number(value["opacity"]),
        desaturate=_switch(value["desaturate"]),
        datum=cast("LayerDatum", _one_of(LayerDatum, value["datum"])),
        path=_text(value["path"]),
        provider=_text(value["provider"]),
        key=_text(value["key"]),
    )


def _coordinates(value: Mapping[str, object]) -> Coordinates:
    datum = cast("PointerDatum", _one_of(PointerDatum, value["datum"]))
    return Coordinates(datum, cast("PointerForm", _one_of(PointerForm, value["form"])))


def _bookmark(value: Mapping[str, object]) -> Bookmark:
    corners = value["bounds"]
    if not isinstance(corners, list):
        raise TypeError(f"{corners!r} are no bounds")
    return Bookmark(_text(value["name"]), Bounds(*map(_number, corners)))


def _layer_value(layer: LayerSpec) -> dict[str, object]:
    return {name: getattr(layer, name) for name in _KEPT}


def _with_standing(layers: Sequence[LayerSpec], standing: Sequence[LayerSpec]) -> tuple[LayerSpec, ...]:
    """The program's own layers as this version has them, where the file has them; forgotten ones gone."""
    known = {layer.id: layer for layer in standing}
    kept = [
        replace(known[one.id], visible=one.visible, opacity=one.opacity, desaturate=one.desaturate, key=one.key)
        if one.id in known
        else one
        for one in layers
        if one.id in known or one.kind not in ("builtin", "online")
    ]
    for number, layer in enumerate(standing):
        if layer.id in {one.id for one in kept}:
            continue
        # A layer the file does not know goes where the next one below it lies.
        below = {one.id for one in standing[number + 1 :]}
        place = next((n for n, one in enumerate(kept) if one.id in below), len(kept))
        kept.insert(place, layer)
    return tuple(kept)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _switch(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{value!r} is neither on nor off")
    return value


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{value!r} is no number")
    return float(value)


def _one_of(literal: object, value: object) -> object:
    if value not in get_args(literal):
        raise ValueError(f"{value!r} is none of {get_args(literal)}")
    return value
