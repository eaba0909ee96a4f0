"""The door to the project: what ``./run`` does on machines that lack something."""

import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.setup.conftest import Machine


def installs(machine: "Machine") -> list[str]:
    """List the calls of pip that install something."""
    return [call for call in machine.calls if " install " in call]


def processor_time_of_children() -> float:
    """Seconds that ended processes computed; what else the machine does takes none of it."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def one_sentence(result: "subprocess.CompletedProcess[str]") -> str:
    """Require failure, nothing on stdout, and give the last line of what was said."""
    assert result.returncode == 1, result
    assert result.stdout == ""
    lines = [line for line in result.stderr.splitlines() if not line.startswith("[")]
    assert len(lines) == 1, result.stderr
    return lines[0]


def test_the_first_run_sets_up_and_passes_the_arguments_on(machine: "Machine") -> None:
    result = machine.run("projects", "--text", "芯 片", "--json")
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith(f"main {machine.project}/main.py projects --text 芯 片 --json")
    assert "[3/5]" in result.stderr
    assert "requirements/app.txt" in installs(machine)[0]
    assert "requirements/dev.txt" not in installs(machine)[0]
    assert "--require-hashes --only-binary :all:" in installs(machine)[0]


def test_a_second_run_does_nothing_but_start(machine: "Machine") -> None:
    machine.run("projects")
    before = len(machine.calls)
    worked = processor_time_of_children()
    result = machine.run("projects")
    assert processor_time_of_children() - worked < 2, "the overhead is to stay far below the program's own start"
    assert result.stderr == ""
    assert machine.calls[before:] == [f"python {machine.project}/main.py projects"]


def test_without_a_display_the_main_job_is_done_off_screen(machine: "Machine") -> None:
    result = machine.run("--db", "x.kxc")
    assert f"first-look --to {machine.project}/build/first-look --db x.kxc" in result.stdout
    assert "QT_QPA_PLATFORM=offscreen" in result.stdout
    assert "没有显示器" in result.stderr


def test_with_a_display_the_window_opens(machine: "Machine") -> None:
    result = machine.run(DISPLAY=":0")
    assert result.stdout.splitlines()[0] == f"main {machine.project}/main.py"
    assert "QT_QPA_PLATFORM" not in result.stdout


def test_only_root_switches_the_sandbox_off(machine: "Machine") -> None:
    assert "QTWEBENGINE_DISABLE_SANDBOX=1" in machine.run(FAKE_UID="0").stdout
    assert "QTWEBENGINE_DISABLE_SANDBOX" not in machine.run().stdout


def test_tests_get_the_development_packages_too(machine: "Machine") -> None:
    machine.run("projects")
    machine.run("test", "tests/unit")
    assert "requirements/dev.txt" in installs(machine)[-1]
    assert machine.calls[-1] == "python -m pytest tests/unit"
    machine.run("test")
    assert len(installs(machine)) == 2


def test_changed_locks_are_installed(machine: "Machine") -> None:
    machine.run("projects")
    (machine.project / "requirements/app.txt").write_text("app==2\n", encoding="utf-8")
    machine.run("projects")
    assert len(installs(machine)) == 2


def test_a_machine_without_npm_gets_a_node_for_the_set_up_only(machine: "Machine") -> None:
    result = machine.run("projects", FAKE_TODO="vendor npm")
    assert result.returncode == 0, result.stderr
    assert "requirements/node.txt" in installs(machine)[-1]
    assert not (machine.project / "build/node").exists()


def test_an_old_python_is_named(machine: "Machine") -> None:
    said = one_sentence(machine.run("projects", FAKE_VERSION="3.9"))
    assert "3.11" in said
    assert "3.9" in said


def test_a_chosen_python_that_does_not_suit_is_named(machine: "Machine") -> None:
    said = one_sentence(machine.run("projects", PYTHON="/nowhere/python"))
    assert "/nowhere/python" in said


def test_no_python_and_no_apt_is_said(machine: "Machine") -> None:
    machine.lacks("python3")
    machine.lacks("apt-get")
    assert "没有找到 Python" in one_sentence(machine.run("projects"))


def test_an_incomplete_python_of_ones_own_is_named(machine: "Machine") -> None:
    said = one_sentence(machine.run("projects", FAKE_WITHOUT_VENV="1", FAKE_EXECUTABLE="/opt/python/bin/python3"))
    assert "venv" in said


def test_an_ordinary_user_is_given_one_line_that_names_everything(machine: "Machine") -> None:
    machine.has("ldconfig", "printf '\\tlibX11.so.6 (libc6,x86-64) => /lib/libX11.so.6\\n'")
    machine.lacks("python3")
    result = machine.run()
    assert result.returncode == 1
    *_, line = result.stderr.splitlines()
    assert line.startswith(
        "su - -c 'apt-get update && apt-get install -y --no-install-recommends python3 python3-venv "
    )
    assert " libnss3 " in line
    assert "libx11-6" not in line
    assert not any(call.startswith("apt-get") for call in machine.calls)


def test_a_user_with_sudo_is_told_to_use_it(machine: "Machine") -> None:
    machine.has("sudo", "exit 1")
    result = machine.run("projects", FAKE_WITHOUT_VENV="1")
    assert result.stderr.splitlines()[-1].startswith("sudo sh -c 'apt-get update && ")
    assert result.stderr.splitlines()[-1].endswith(" python3-venv'")


def test_sudo_without_password_installs_at_once(machine: "Machine") -> None:
    machine.has("sudo", 'shift; if [ "$1" = true ]; then exit 0; fi; exec "$@"')
    machine.has("ldconfig", "echo nothing")
    assert machine.run().returncode == 0
    assert [call.split()[1] for call in machine.calls if call.startswith("apt-get")] == ["update", "install"]


def test_a_window_under_x11_needs_more_libraries_than_a_picture(machine: "Machine") -> None:
    machine.has("ldconfig", "echo nothing")
    assert "libxcb-cursor0" in machine.run(DISPLAY=":0").stderr
    assert "libxcb-cursor0" not in machine.run().stderr
    assert "libwayland-client0" in machine.run(WAYLAND_DISPLAY="wayland-0").stderr


def test_text_needs_no_library_of_qt(machine: "Machine") -> None:
    machine.has("ldconfig", "echo nothing")
    assert machine.run("export", "--to", "x.csv").returncode == 0
    assert machine.run("export", "--to", "x.png").returncode == 1


def test_a_machine_without_apt_is_told_the_library_files(machine: "Machine") -> None:
    machine.has("ldconfig", "echo nothing")
    machine.lacks("apt-get")
    assert "libnss3.so" in one_sentence(machine.run())


def test_apt_without_network_is_said(machine: "Machine") -> None:
    machine.has("ldconfig", "echo nothing")
    machine.has("apt-get", "echo 'Temporary failure resolving'; exit 100")
    said = one_sentence(machine.run(FAKE_UID="0"))
    assert "请检查网络" in said


@pytest.mark.parametrize(
    ("pip_says", "told"),
    [
        ("WARNING: Retrying after connection broken by NewConnectionError", "请检查网络"),
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "磁盘空间不足"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "校验值不符"),
        ("ERROR: something new", "setup.log"),
    ],
)
def test_a_failed_download_says_why_and_heals(machine: "Machine", pip_says: str, told: str) -> None:
    said = one_sentence(machine.run("projects", FAKE_PIP_SAYS=pip_says))
    assert told in said
    assert machine.run("projects").returncode == 0


def test_a_set_up_killed_in_the_middle_heals(machine: "Machine") -> None:
    killed = machine.run("projects", FAKE_PIP_KILLED="1")
    assert killed.returncode != 0
    stray = machine.project / ".venv/half-written"
    stray.touch()
    assert machine.run("projects").returncode == 0
    assert not stray.exists(), "a half-filled environment is made anew"


def test_a_broken_environment_is_made_anew(machine: "Machine") -> None:
    machine.run("projects")
    python = machine.project / ".venv/bin/python"
    python.unlink()
    python.symlink_to("/nowhere/python3")
    result = machine.run("projects")
    assert result.returncode == 0, result.stderr
    assert "[2/5]" in result.stderr


def test_assets_that_could_not_be_prepared_stop_the_run_and_are_tried_again(machine: "Machine") -> None:
    said = one_sentence(machine.run("projects", FAKE_PREPARE_SAYS="npm 没能下载地图组件"))
    assert said == "npm 没能下载地图组件"
    assert machine.run("projects").returncode == 0
    assert len(installs(machine)) == 1, "what was installed stays"


def test_a_folder_that_cannot_be_written_is_named(machine: "Machine") -> None:
    (machine.project / "build").touch()  # a file in the folder's place stops even root
    said = one_sentence(machine.run("projects"))
    assert str(machine.project) in said


def test_too_little_disk_is_said_before_downloading(machine: "Machine") -> None:
    machine.has("df", "printf 'Filesystem 1M Used Available\\nx 9 9 300 9 /\\n'")
    said = one_sentence(machine.run("projects"))
    assert "300 MB" in said
    assert installs(machine) == []


def test_help_is_printed_without_setting_up(machine: "Machine") -> None:
    result = machine.run("help")
    assert "./run test" in result.stdout
    assert machine.calls == []


@pytest.mark.slow
def test_the_real_pip_without_network_ends_in_one_sentence(machine: "Machine", tmp_path: Path) -> None:
    machine.has("python3", f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (machine.project / "requirements/app.txt").write_text(f"absent==1 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    (machine.project / "requirements/prepare.txt").write_text("", encoding="utf-8")
    said = one_sentence(
        machine.run(
            "projects",
            PIP_INDEX_URL="http://127.0.0.1:9/simple",
            PIP_CONFIG_FILE=os.devnull,
            PIP_CACHE_DIR=str(tmp_path / "cache"),
        )
    )
    assert "请检查网络" in said


@pytest.mark.parametrize(
    "arguments",
    [
        ("projekts",),
        ("",),
        ("--",),
        ("--db",),
        ("window",),
        ("--version",),
        ("--db", "x.kxc", "doctor"),
        ("--db=x.kxc", "doctor"),
        ("projects", "--text", "snapshot"),
        ("--db", "snapshot", "projects"),
    ],
)
def test_what_is_no_picture_goes_straight_to_the_program(machine: "Machine", arguments: tuple[str, ...]) -> None:
    machine.has("ldconfig", "echo nothing")
    result = machine.run(*arguments)
    assert result.returncode == 0
    assert result.stdout.splitlines()[0] == f"main {machine.project}/main.py {' '.join(arguments)}"
    assert "没有显示器" not in result.stderr


@pytest.mark.parametrize("arguments", [("--db=x.kxc",), ("--db", "projects")])
def test_a_ledger_alone_asks_for_the_window(machine: "Machine", arguments: tuple[str, ...]) -> None:
    assert "first-look" in machine.run(*arguments).stdout


def test_called_through_links_it_sets_up_where_it_lies(machine: "Machine") -> None:
    (machine.folder / "home bin").mkdir()
    first, second = machine.folder / "home bin" / "atlas", machine.folder / "home bin" / "map"
    first.symlink_to(Path("..") / machine.project.name / "run")
    second.symlink_to(first)
    done = subprocess.run(
        [str(second), "doctor"],
        env={"PATH": str(machine.folder / "bin"), "MACHINE": str(machine.folder)} | machine.settings,
        capture_output=True, text=True, encoding="utf-8", check=False, timeout=60,
    )  # fmt: skip
    assert f"main {machine.project}/main.py doctor" in done.stdout
    assert (machine.project / ".venv").is_dir()
    assert {file.name for file in (machine.folder / "home bin").iterdir()} == {"atlas", "map"}
