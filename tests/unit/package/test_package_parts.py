from __future__ import annotations

import configparser
import datetime
import shutil
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from xml.etree import ElementTree

import pytest

from db.schema import APPLICATION_ID
from main import VERSION
from package import deb, elf
from package.icons import draw_icons, to_icns, to_ico
from ui.command_line import build_parser
from ui.program.places import APP_ID

NOW = datetime.datetime(2026, 3, 4, tzinfo=datetime.UTC)


def test_the_icon_is_drawn_in_every_size_and_packed_for_other_systems(
    qapp: object, project_dir: Path, tmp_path: Path
) -> None:
    drawn = draw_icons(project_dir / "assets/app-icon/science-city-atlas.svg", tmp_path)
    for size, picture in drawn.items():
        width, height = struct.unpack(">II", picture.read_bytes()[16:24])
        assert (width, height) == (size, size)
    ico = (tmp_path / "atlas.ico").read_bytes()
    reserved, kind, count = struct.unpack("<HHH", ico[:6])
    assert (reserved, kind, count) == (0, 1, 7)
    icns = (tmp_path / "atlas.icns").read_bytes()
    assert icns[:4] == b"icns"
    assert struct.unpack(">I", icns[4:8])[0] == len(icns)


def test_packed_icons_hold_each_picture_whole() -> None:
    pictures = {16: b"\x89PNG-small", 256: zlib.compress(b"large")}
    ico = to_ico(pictures)
    for place, (size, data) in enumerate(sorted(pictures.items())):
        side, *_, length, offset = struct.unpack("<BBBBHHII", ico[6 + 16 * place : 22 + 16 * place])
        assert side == size % 256
        assert ico[offset : offset + length] == data
    assert to_icns(pictures).count(b"\x89PNG-small") == 1


def test_names_agree_between_the_program_and_the_desktop(tmp_path: Path) -> None:
    texts = deb.write_texts(tmp_path, VERSION, NOW)
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(texts["desktop"], "utf-8")
    desktop = entry["Desktop Entry"]
    assert deb.APP_ID == APP_ID == desktop["Icon"]
    assert desktop["Exec"] == f"{deb.NAME} %f"
    assert desktop["Name[zh_CN]"] == "科学城招商地图"
    mime = ElementTree.parse(texts["mime.xml"])
    (kind,) = mime.getroot()
    assert desktop["MimeType"] == f"{kind.get('type')};"
    metainfo = ElementTree.parse(texts["metainfo.xml"]).getroot()
    assert metainfo.findtext("id") == APP_ID
    release = metainfo.find("releases/release")
    assert release is not None
    assert (release.get("version"), release.get("date")) == (VERSION, "2026-03-04")


def test_the_file_types_magic_is_the_ledgers_own(built_ledger: Path, tmp_path: Path) -> None:
    mime = deb.write_texts(tmp_path, VERSION, NOW)["mime.xml"].read_text("utf-8")
    assert f"0x{APPLICATION_ID:08x}" in mime
    assert "@" not in mime
    assert built_ledger.read_bytes()[68:72] == APPLICATION_ID.to_bytes(4, "big")


def test_the_version_is_the_same_everywhere(project_dir: Path) -> None:
    assert f'version = "{VERSION}"' in (project_dir / "pyproject.toml").read_text("utf-8")


def test_the_manual_names_commands_there_are(project_dir: Path) -> None:
    manual = (project_dir / "package/linux/science-city-atlas.1").read_text("utf-8")
    help_ = build_parser(VERSION).format_help()
    for command in ("doctor", "self-test", "export"):
        assert command in manual.replace("\\-", "-")
        assert command in help_


@pytest.mark.skipif(sys.platform != "linux", reason="ELF files are Linux's")
@pytest.mark.skipif(shutil.which("objdump") is None, reason="objdump, of binutils, is not on this machine")
def test_needs_are_read_from_the_files(tmp_path: Path) -> None:
    program = Path("/bin/sh").resolve()
    (tmp_path / "sh").write_bytes(program.read_bytes())
    needs = elf.find_needs(tmp_path)
    assert "libc.so.6" in needs.libraries
    assert needs.files == 1
    assert needs.glibc >= (2, 14)
    (tmp_path / "libc.so.6").write_bytes(b"brought along")
    assert "libc.so.6" not in elf.find_needs(tmp_path).libraries


def test_depends_name_what_later_releases_call_otherwise() -> None:
    line = elf.to_depends(elf.Needs(glibc=(2, 34)), ["libc6", "libasound2", "libxcb1"])
    assert "libasound2 | libasound2t64" in line
    assert "libc6 (>= 2.34)" in line
    assert line == ", ".join(sorted(line.split(", ")))


def test_a_library_whose_package_is_unknown_stops_the_build() -> None:
    with pytest.raises(elf.PackageError, match=r"libnobody\.so\.7"):
        elf.find_packages(["libnobody.so.7"])


def test_scripts_are_sound_shell(project_dir: Path) -> None:
    for script in ("package/linux/launcher", "package/linux/postinst", "package/linux/prerm", ".ci/run"):
        subprocess.run(["sh", "-n", str(project_dir / script)], check=True)
    subprocess.run(["bash", "-n", str(project_dir / "package/trial")], check=True)


def test_the_launcher_names_what_is_missing_and_the_line_that_installs_it(project_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "_internal").mkdir()
    (tmp_path / "_internal/libraries.txt").write_text("libc.so.6 libc6\nlibnobody.so.7 libnobody7\n", "ascii")
    launcher = tmp_path / "launcher"
    launcher.write_bytes((project_dir / "package/linux/launcher").read_bytes())
    launcher.chmod(0o755)
    program = tmp_path / "science-city-atlas"
    program.write_text('#!/bin/sh\necho "started $1"\n', "utf-8")
    program.chmod(0o755)
    done = subprocess.run([launcher], capture_output=True, text=True, check=False, env={"PATH": "/usr/bin:/bin"})
    assert done.returncode == 1
    assert "libnobody" in done.stderr
    assert "libc6" not in done.stderr
    (tmp_path / "_internal/libraries.txt").write_text("libc.so.6 libc6\n", "ascii")
    done = subprocess.run(
        [launcher, "甲.kxc"], capture_output=True, text=True, check=False, env={"PATH": "/usr/bin:/bin"}
    )
    assert done.stdout == "started 甲.kxc\n"


def test_the_launcher_asks_apt_once_which_packages_were_renamed(project_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "_internal").mkdir()
    libraries = "libnobody.so.7 libnobody7\nlibnone.so.1 libnone1\nlibnil.so.2 libnil2\n"
    (tmp_path / "_internal/libraries.txt").write_text(libraries, "ascii")
    launcher = tmp_path / "launcher"
    launcher.write_bytes((project_dir / "package/linux/launcher").read_bytes())
    launcher.chmod(0o755)
    tools = tmp_path / "tools"
    tools.mkdir()
    apt = f'echo asked >>"{tmp_path}/asked"\nprintf "Package: libnone1t64\\nDescription: x\\n"\nexit 100\n'
    for name, script in (("apt-get", ""), ("apt-cache", apt)):
        (tools / name).write_text(f"#!/bin/sh\n{script}", "utf-8")
        (tools / name).chmod(0o755)
    path = f"{tools}:/usr/bin:/bin"
    done = subprocess.run([launcher], capture_output=True, text=True, check=False, env={"PATH": path})
    assert done.stderr.splitlines()[-1] == "sudo apt-get install libnobody7 libnone1t64 libnil2"
    assert (tmp_path / "asked").read_text("utf-8") == "asked\n", "apt-cache takes half a second each time"


def test_the_launcher_says_when_the_system_is_too_old(project_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "_internal").mkdir()
    (tmp_path / "_internal/libraries.txt").write_text("", "ascii")
    launcher = tmp_path / "launcher"
    launcher.write_bytes((project_dir / "package/linux/launcher").read_bytes())
    launcher.chmod(0o755)
    program = tmp_path / "science-city-atlas"
    program.write_text("#!/bin/sh\necho started\n", "utf-8")
    program.chmod(0o755)
    said = {}
    for version in ("2.9", "9.1"):  # as numbers, not as text: 2.9 is older than any 2.3x
        (tmp_path / "_internal/glibc.txt").write_text(f"{version}\n", "ascii")
        done = subprocess.run([launcher], capture_output=True, text=True, check=False, env={"PATH": "/usr/bin:/bin"})
        said[version] = (done.returncode, done.stdout, "glibc 9.1" in done.stderr)
    assert said == {"2.9": (0, "started\n", False), "9.1": (1, "", True)}
