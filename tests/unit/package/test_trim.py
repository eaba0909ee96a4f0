from __future__ import annotations

import pytest

from package.trim import Entry, in_use, is_kept


@pytest.mark.parametrize(
    "entry",
    [
        ("PySide6/Qt/lib/libQt6WebEngineCore.so.6", "/env/x", "BINARY"),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", "/env/x", "BINARY"),
        ("PySide6/Qt/translations/qtbase_zh_CN.qm", "/env/x", "DATA"),
        ("PySide6/Qt/translations/qtwebengine_locales/zh-CN.pak", "/env/x", "DATA"),
        ("PySide6/QtWidgets.abi3.so", "/env/x", "EXTENSION"),
        ("assets/page/main.js", "/env/x", "DATA"),
        ("libxcb-cursor.so.0", "/usr/lib/x86_64-linux-gnu/libxcb-cursor.so.0", "BINARY"),
        ("libnss3.so", "/usr/lib/x86_64-linux-gnu/libnss3.so", "BINARY"),
        ("Qt6Widgets.dll", "C:/env/x", "BINARY"),
    ],
)
def test_what_the_program_uses_is_kept(entry: Entry) -> None:
    assert is_kept(entry)


@pytest.mark.parametrize(
    "entry",
    [
        ("PySide6/Qt/lib/libQt6Quick3D.so.6", "/env/x", "BINARY"),
        ("PySide6/Qt/qml/QtQuick/Controls/plugin.so", "/env/x", "BINARY"),
        ("PySide6/Qt/plugins/sqldrivers/libqsqlite.so", "/env/x", "BINARY"),
        ("PySide6/Qt/plugins/imageformats/libqpdf.so", "/env/x", "BINARY"),
        ("PySide6/Qt/resources/qtwebengine_devtools_resources.pak", "/env/x", "DATA"),
        ("PySide6/Qt/translations/qtwebengine_locales/de.pak", "/env/x", "DATA"),
        ("PySide6/Qt/translations/qtbase_de.qm", "/env/x", "DATA"),
        ("PySide6/QtOpenGL.abi3.so", "/env/x", "EXTENSION"),
        ("libstdc++.so.6", "/usr/lib/x86_64-linux-gnu/libstdc++.so.6", "BINARY"),
        ("libglib-2.0.so.0", "/usr/lib/x86_64-linux-gnu/libglib-2.0.so.0", "BINARY"),
        ("libfontconfig.so.1", "/lib/x86_64-linux-gnu/libfontconfig.so.1", "BINARY"),
        ("pyogrio/tests/fixtures/a.gpkg", "/env/x", "DATA"),
        ("Qt6Designer.dll", "C:/env/x", "BINARY"),
    ],
)
def test_what_it_does_not_use_or_must_be_the_machines_own_is_left_out(entry: Entry) -> None:
    assert not is_kept(entry)


def test_libraries_nothing_leads_to_are_dropped(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("libraries")
    for name in ("ext.so", "used.so.1", "deep.so.2", "lone.so.3", "libpdfium.so"):
        (folder / name).touch()
    tells = {"ext.so": ("used.so.1",), "used.so.1": ("deep.so.2",)}
    entries: list[Entry] = [
        ("a/ext.so", str(folder / "ext.so"), "EXTENSION"),
        ("used.so.1", str(folder / "used.so.1"), "BINARY"),
        ("b/deep.so.2", str(folder / "deep.so.2"), "BINARY"),
        ("deep.so.2", "b/deep.so.2", "SYMLINK"),
        ("lone.so.3", str(folder / "lone.so.3"), "BINARY"),
        ("lone.so", "lone.so.3", "SYMLINK"),
        ("pypdfium2_raw/libpdfium.so", str(folder / "libpdfium.so"), "BINARY"),
    ]
    kept = in_use(entries, lambda file: tells.get(file.rpartition("/")[2], ()))
    assert {name for name, _, _ in kept} == {
        "a/ext.so", "used.so.1", "b/deep.so.2", "deep.so.2", "pypdfium2_raw/libpdfium.so",
    }  # fmt: skip
