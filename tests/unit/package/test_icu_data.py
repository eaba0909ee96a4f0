from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import PySide6
import pytest

from package.icu_data import IcuDataError, cut_icu_data, is_needed, join_items, read_items

# Sorts, reads an old encoding and names a time zone with the ICU of a folder, as Qt does.
_ASK = """
import ctypes, json, sys
folder = sys.argv[1]
ctypes.CDLL(folder + "/libicudata.so.73", ctypes.RTLD_GLOBAL)
uc = ctypes.CDLL(folder + "/libicuuc.so.73", ctypes.RTLD_GLOBAL)
i18n = ctypes.CDLL(folder + "/libicui18n.so.73")
error = ctypes.c_int(0)
text = lambda words: (words + "\\0").encode("utf-16-le")
told = {}
for language in (b"zh_CN", b"zh_TW", b"en_US", b"de_DE"):
    i18n.ucol_open_73.restype = ctypes.c_void_p
    order = ctypes.c_void_p(i18n.ucol_open_73(language, ctypes.byref(error)))
    keys = []
    for word in ("重庆", "北京", "高新区", "金凤", "西永", "Ähre", "Zeile", "apfel"):
        key = ctypes.create_string_buffer(200)
        size = i18n.ucol_getSortKey_73(order, text(word), -1, key, 200)
        keys.append((key.raw[:size].hex(), word))
    told[language.decode()] = [word for _, word in sorted(keys)]
uc.ucnv_open_73.restype = ctypes.c_void_p
for name in (b"gb18030", b"gbk", b"big5", b"windows-1252", b"shift_jis"):
    converter = ctypes.c_void_p(uc.ucnv_open_73(name, ctypes.byref(error)))
    out = ctypes.create_string_buffer(100)
    size = uc.ucnv_fromUChars_73(converter, out, 100, text("科学城"), -1, ctypes.byref(error))
    told[name.decode()] = out.raw[:size].hex()
i18n.ucal_open_73.restype = ctypes.c_void_p
for language in (b"zh_CN", b"en_US"):
    calendar = ctypes.c_void_p(i18n.ucal_open_73(text("Asia/Shanghai"), -1, language, 0, ctypes.byref(error)))
    out = ctypes.create_string_buffer(400)
    size = i18n.ucal_getTimeZoneDisplayName_73(calendar, 0, language, out, 200, ctypes.byref(error))
    told["zone " + language.decode()] = out.raw[: size * 2].decode("utf-16-le")
told["error"] = max(error.value, 0)
print(json.dumps(told))
"""

_QT = Path(str(PySide6.__file__)).parent / "Qt" / "lib"
_NAME = "libicudata.so.73"


def test_items_laid_out_again_are_the_same_items() -> None:
    head = b"\x90\x00" + bytes(142)
    items = {"icudt73l/a.res": b"first", "icudt73l/coll/zh.res": b"x" * 33, "icudt73l/z.cnv": b""}
    data = join_items(head, items)
    assert len(head) == 144
    for name, content in items.items():
        number = list(items).index(name)
        start = len(head) + 4 + 8 * number
        name_at, place = (int.from_bytes(data[start + 4 * k : start + 4 * k + 4], "little") for k in (0, 1))
        assert data[len(head) + name_at :].startswith(name.encode() + b"\0")
        assert (len(head) + place) % 16 == 0
        assert data[len(head) + place :].startswith(content)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("icudt73l/zh_Hant.res", True), ("icudt73l/root.res", True), ("icudt73l/coll/zh.res", True),
        ("icudt73l/coll/ucadata.icu", True), ("icudt73l/gb18030.cnv", True), ("icudt73l/zone/en.res", True),
        ("icudt73l/supplementalData.res", True), ("icudt73l/zoneinfo64.res", True),
        ("icudt73l/de.res", False), ("icudt73l/yue_Hans.res", False), ("icudt73l/coll/ja.res", False),
        ("icudt73l/unit/zh.res", False), ("icudt73l/brkitr/thaidict.dict", False), ("icudt73l/lang/zh.res", False),
    ],
)  # fmt: skip
def test_what_the_languages_of_the_program_ask_is_kept(name: str, kept: bool) -> None:
    assert is_needed(name) is kept


def test_a_library_without_the_data_is_refused() -> None:
    with pytest.raises(IcuDataError):
        read_items(b"\x7fELF" + bytes(200))


@pytest.mark.skipif(sys.platform != "linux", reason="Qt brings ICU on Linux only")
@pytest.mark.skipif(shutil.which("ld") is None, reason="ld, of binutils, is not on this machine")
@pytest.mark.skipif(not (_QT / _NAME).is_file(), reason="this Qt brings another ICU")
def test_the_smaller_data_sorts_reads_and_names_zones_as_the_whole(tmp_path: Path) -> None:
    made = cut_icu_data(_QT / _NAME, tmp_path)
    for name in ("libicuuc.so.73", "libicui18n.so.73"):
        shutil.copyfile(_QT / name, tmp_path / name)
    answers = []
    for folder in (_QT, tmp_path):
        surroundings = os.environ | {"LD_LIBRARY_PATH": str(folder)}
        command = [sys.executable, "-c", _ASK, str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=surroundings)
        answers.append(json.loads(done.stdout))
    assert answers[0] == answers[1]
    assert answers[1]["zh_CN"][:3] == ["北京", "重庆", "高新区"]  # by pinyin, 重 read chóng
    assert answers[1]["gb18030"] == "科学城".encode("gb18030").hex()
    assert answers[1]["error"] == 0
    assert made.stat().st_size < (_QT / _NAME).stat().st_size / 3
