"""What is made piece by piece is the same in a file as in memory, and leaves no file behind."""

from __future__ import annotations

import gc
import mmap
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.index.array_file import ArrayFile, write_arrays
from db.index.growing import GrowInFiles, GrowingEnds, GrowingInFile, GrowingInMemory, GrowingStrings
from db.index.string_columns import MappedBytes, StringColumn
from db.search.text_buffer import TextBuffer

TEXTS = st.lists(st.text(alphabet=st.sampled_from("甲ａA \n½é\u0301𠀀"), max_size=5), max_size=7)
BLOCKS = st.lists(TEXTS, max_size=5)


def owner_of(array: npt.NDArray[Any]) -> object:
    owner: object = array
    while isinstance(owner, np.ndarray):
        owner = owner.base
    return owner.obj if isinstance(owner, memoryview) else owner


def test_pieces_in_a_file_are_one_array_and_nothing_else_lies_in_the_folder(tmp_path: Path) -> None:
    growing = GrowInFiles(tmp_path / "new")(np.uint16)
    for piece in (np.arange(3), np.arange(0), np.arange(70_000)):
        growing.add(piece.astype(np.uint16))
    whole = growing.whole()
    assert whole.tolist() == [0, 1, 2, *np.arange(70_000).astype(np.uint16).tolist()]
    assert isinstance(owner_of(whole), mmap.mmap)
    assert not [*(tmp_path / "new").iterdir()]


@pytest.mark.parametrize("kind", [np.uint8, np.int64])
def test_an_array_without_a_piece_is_empty(tmp_path: Path, kind: type[np.generic]) -> None:
    for growing in (GrowingInFile(tmp_path, kind), GrowingInMemory(kind)):
        whole = growing.whole()
        assert (whole.dtype, len(whole)) == (np.dtype(kind), 0)


def test_an_array_nobody_asks_for_leaves_no_open_file(tmp_path: Path) -> None:
    growing = GrowingInFile(tmp_path, np.uint8)
    growing.add(np.zeros(9, np.uint8))
    del growing
    gc.collect()  # a file left open would be told as a warning, which fails a test


def test_where_no_file_can_be_there_is_only_the_reason(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="file"):
        GrowingInFile(tmp_path / "file", np.uint8)
    gc.collect()


@settings(deadline=None)
@given(blocks=BLOCKS)
def test_blocks_of_texts_become_the_column_of_all(
    tmp_path_factory: pytest.TempPathFactory, blocks: list[list[str]]
) -> None:
    wanted = StringColumn.from_strings([text for block in blocks for text in block])
    for grow in (GrowingInMemory, GrowInFiles(tmp_path_factory.getbasetemp() / "files")):
        growing = GrowingStrings(grow)
        for block in blocks:
            growing.add(StringColumn.from_strings(block))
        column = growing.whole()
        assert list(column) == list(wanted)
        assert isinstance(column.buffer, MappedBytes)
        assert column.buffer[:] == wanted.buffer[:]
        assert column.ends.tolist() == wanted.ends.tolist()


@settings(deadline=None)
@given(blocks=BLOCKS)
def test_blocks_are_folded_as_all_texts_are(tmp_path_factory: pytest.TempPathFactory, blocks: list[list[str]]) -> None:
    wanted = TextBuffer.of(StringColumn.from_strings([text for block in blocks for text in block]))
    grow = GrowInFiles(tmp_path_factory.getbasetemp() / "files")
    found = TextBuffer.of_blocks(map(StringColumn.from_strings, blocks), grow)
    assert found.codes.tolist() == wanted.codes.tolist()
    assert found.ends.tolist() == wanted.ends.tolist()
    assert found.ends.dtype == wanted.ends.dtype
    assert found.present.tolist() == wanted.present.tolist()
    assert found.beyond == wanted.beyond


def test_ends_are_as_narrow_as_holds_the_last() -> None:
    ends = GrowingEnds()
    for _ in range(3):
        ends.add(np.array([100, 200]), 200)
    assert ends.whole().tolist() == [100, 200, 300, 400, 500, 600]
    assert ends.whole().dtype == np.uint16


def test_a_file_is_written_from_another_piece_by_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.index.array_file._PIECE", 1000)
    arrays: dict[str, npt.NDArray[Any]] = {
        "a": np.arange(70_001),
        "b": np.arange(7, dtype=np.uint8),
        "none": np.empty(0),
    }
    write_arrays(tmp_path / "one", None, arrays)
    write_arrays(tmp_path / "other", None, ArrayFile.open(tmp_path / "one").arrays)
    found = ArrayFile.open(tmp_path / "other").arrays
    assert {key: array.tolist() for key, array in found.items()} == {k: a.tolist() for k, a in arrays.items()}
