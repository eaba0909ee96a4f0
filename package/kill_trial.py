"""``python -m package.kill_trial PROGRAM…``: kills a program at random moments, and looks at what the next start finds.

PROGRAM is what starts it: the installed one, or ``python main.py``. What is killed while it works: seeding a ledger,
exporting, editing lists in the ledger, and saving settings (by the module that saves them, in a Python of ours).
"""

import contextlib
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from ui.program.preferences import THEMES, Preferences, read_preferences, write_preferences

MOMENTS: Final = 50
_ROOT: Final = Path(__file__).resolve().parents[1]
_SAVING: Final = """
import itertools, sys
from pathlib import Path
from ui.program.preferences import Preferences, write_preferences
for theme in itertools.cycle(("light", "dark", "system")):
    write_preferences(Path(sys.argv[1]), Preferences(theme, "zh"))
"""


class NotClean(Exception):
    """What a killed program left behind is not as it should be."""


class KillTrial:
    """A ledger, an export and settings that programs are killed over.

    Args:
        program: The command that starts the program.
        folder: Where to work.
        dice: Chooses what is done and when it is killed.
    """

    def __init__(self, program: Sequence[str], folder: Path, dice: random.Random) -> None:
        """Build the ledger once, and learn how long each task takes."""
        self._program, self._folder, self._dice = list(program), folder, dice
        self._ledger, self._export = folder / "ledger.kxc", folder / "all.geojson"
        self._settings = folder / "preferences.json"
        self._run("seed", "--db", self._ledger)
        self._projects = self._count()
        self.killed: Counter[str] = Counter()
        self._tasks: dict[str, tuple[list[str], Callable[[], None]]] = {
            "seeding": ([*self._program, "seed", "--force", "--db", str(self._ledger)], self._check_ledger),
            "exporting": (
                [*self._program, "export", "--yes", "--db", str(self._ledger), "--to", str(self._export)],
                self._check_export,
            ),
            "editing": (
                [*self._program, "lists", "add", "重点", "--stage", "签约", "--db", str(self._ledger)],
                self._check_ledger,
            ),
            "saving settings": ([sys.executable, "-c", _SAVING, str(self._settings)], self._check_settings),
        }
        self._longest_s = {name: self._measure(command) for name, (command, _) in self._tasks.items()}

    def kill_once(self) -> None:
        """Start a task, kill it at a random moment, and check what is left.

        Raises:
            NotClean: something is broken or half.
        """
        name = self._dice.choice(sorted(self._tasks))
        command, check = self._tasks[name]
        process = subprocess.Popen(
            command, cwd=_ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(self._dice.uniform(0.02, self._longest_s[name]))
        if process.poll() is None:
            process.kill()
            self.killed[name] += 1
        process.wait()
        check()

    def _measure(self, command: list[str]) -> float:
        begun = time.monotonic()
        with contextlib.suppress(subprocess.TimeoutExpired):
            subprocess.run(command, cwd=_ROOT, capture_output=True, check=True, timeout=6)
        return max(0.2, min(time.monotonic() - begun, 3.0))

    def _run(self, *arguments: object) -> str:
        done = subprocess.run(
            [*self._program, *map(str, arguments)], cwd=_ROOT, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise NotClean(f"{arguments[0]} after a kill: {done.stderr.strip()}")
        return done.stdout

    def _count(self) -> int:
        return len(json.loads(self._run("projects", "--json", "--db", self._ledger)))

    def _check_ledger(self) -> None:
        self._check_file()
        if (count := self._count()) != self._projects:
            raise NotClean(f"{count} projects instead of {self._projects}")

    def _check_file(self) -> None:
        with contextlib.closing(sqlite3.connect(self._ledger)) as connection:
            (verdict,) = connection.execute("PRAGMA integrity_check").fetchone()
        if verdict != "ok":
            raise NotClean(f"integrity_check says {verdict}")

    def _check_export(self) -> None:
        self._check_file()
        if not self._export.exists():
            return
        features = json.loads(self._export.read_text("utf-8"))["features"]
        if len(features) != self._projects:
            raise NotClean(f"the export holds {len(features)} of {self._projects}")
        if self._dice.random() < 0.5:  # let the next one find none
            self._export.unlink()

    def _check_settings(self) -> None:
        if not self._settings.exists():
            return
        try:
            told = json.loads(self._settings.read_text("utf-8"))
        except ValueError as error:
            raise NotClean("the settings are half written") from error
        if told["theme"] not in THEMES:
            raise NotClean(f"the settings say {told}")
        write_preferences(self._settings, Preferences("dark", "zh"))
        if read_preferences(self._settings).theme != "dark":
            raise NotClean("settings cannot be written after a kill")


def main() -> int:
    """Kill as often as asked; says how often it was in the midst of what."""
    program = sys.argv[1:] or [sys.executable, "main.py"]
    seed = int(os.environ.get("SEED") or time.time())
    folder = Path(tempfile.mkdtemp(prefix="atlas-kill-"))
    try:
        trial = KillTrial(program, folder, random.Random(seed))
        for moment in range(MOMENTS):
            try:
                trial.kill_once()
            except (NotClean, sqlite3.Error, ValueError) as error:
                print(f"moment {moment} (SEED={seed}): {error!r}", file=sys.stderr)
                return 1
        print(f"{MOMENTS} moments, killed at work: {dict(trial.killed)}, all clean (SEED={seed})")
        return 0 if sum(trial.killed.values()) >= MOMENTS // 2 else 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
