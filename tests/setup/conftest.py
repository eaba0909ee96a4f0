"""A machine to set up on: a copy of the project and a PATH of our own, where Python, apt and others do as told."""

import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = (
    "awk", "cat", "chmod", "cksum", "cp", "df", "dirname", "env", "flock", "grep", "head", "mkdir", "mv", "readlink",
    "rm", "sed", "sh", "tail", "tee", "touch", "tr", "uname",
)  # fmt: skip

# Stands for Python, before and inside the environment. What it was asked for is noted in $MACHINE/calls.
PYTHON = r"""#!/bin/sh
echo "python $*" >>"$MACHINE/calls"
case "$*" in
    *'print("%d.%d"'*) echo "$FAKE_VERSION" ;;
    *sys.version_info*) case $FAKE_VERSION in 3.11|3.12|3.13|3.14) exit 0 ;; *) exit 1 ;; esac ;;
    *'import ensurepip'*) exit "${FAKE_WITHOUT_VENV:-0}" ;;
    *sys.executable*) echo "${FAKE_EXECUTABLE:-/usr/bin/python3}" ;;
    '-m venv '*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
    '-m pip --version') exit "${FAKE_BROKEN_PIP:-0}" ;;
    *' pip '*' install '*)
        if [ -n "${FAKE_PIP_KILLED:-}" ]; then kill -9 0; fi
        if [ -n "${FAKE_PIP_SAYS:-}" ]; then echo "$FAKE_PIP_SAYS"; exit 1; fi ;;
    '-m assets.prepare --list') if ! [ -e "$MACHINE/prepared" ]; then echo "${FAKE_TODO:-basemap}"; fi ;;
    '-m assets.prepare')
        if [ -n "${FAKE_PREPARE_SAYS:-}" ]; then echo "$FAKE_PREPARE_SAYS" >&2; exit 1; fi
        touch "$MACHINE/prepared" ;;
    *main.py*) echo "main $*"; env | grep -E '^QT' || : ;;
esac
"""


@dataclass
class Machine:
    """A pretended machine with one copy of the project on it."""

    folder: Path
    project: Path
    settings: dict[str, str] = field(default_factory=dict)

    def run(self, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """Call ``./run`` with the machine's PATH and nothing of ours in the environment."""
        surroundings = {
            "PATH": str(self.folder / "bin"),
            "MACHINE": str(self.folder),
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
        }
        return subprocess.run(
            [str(self.project / "run"), *arguments], env=surroundings | self.settings | settings, cwd=self.folder,
            capture_output=True, text=True, encoding="utf-8", check=False, timeout=60, start_new_session=True,
        )  # fmt: skip

    def has(self, name: str, script: str) -> None:
        """Put a command on the machine."""
        command = self.folder / "bin" / name
        command.unlink(missing_ok=True)
        command.write_text(script if script.startswith("#!") else f"#!/bin/sh\n{script}\n", encoding="utf-8")
        command.chmod(0o755)

    def lacks(self, name: str) -> None:
        """Take a command away."""
        (self.folder / "bin" / name).unlink(missing_ok=True)

    @property
    def calls(self) -> list[str]:
        """What Python was asked for so far."""
        noted = self.folder / "calls"
        return noted.read_text(encoding="utf-8").splitlines() if noted.exists() else []


def libraries(text: str) -> list[str]:
    """Find the library file names that the script knows."""
    return [word for word in text.split() if word.startswith("lib") and ".so" in word]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """Give a machine of an ordinary user, without sudo, where nothing is missing."""
    project = tmp_path / "项目 with space"
    for name in ("requirements", "assets/prepare", "seeds"):
        (project / name).mkdir(parents=True)
    shutil.copy(ROOT / "run", project / "run")
    for name in ("app", "prepare", "dev", "node"):
        (project / f"requirements/{name}.txt").write_text(f"{name}==1\n", encoding="utf-8")
    (project / "main.py").touch()
    made = Machine(tmp_path, project, {"FAKE_VERSION": "3.11"})
    (tmp_path / "bin").mkdir()
    for name in TOOLS:
        found = shutil.which(name, path=os.defpath + ":/usr/bin:/bin")
        assert found is not None, f"{name} is missing on the machine that runs this test"
        (tmp_path / "bin" / name).symlink_to(found)
    made.has("python3", PYTHON)
    made.has("apt-get", 'echo "apt-get $*" >>"$MACHINE/calls"; exit "${FAKE_APT:-0}"')
    made.has("id", "echo ${FAKE_UID:-1000}")
    known = libraries((ROOT / "run").read_text(encoding="utf-8"))
    cache = "\n".join(f"\t{name} (libc6,x86-64) => /lib/{name}" for name in known)
    made.has("ldconfig", f"cat <<'END'\n{cache}\nEND")
    return made
