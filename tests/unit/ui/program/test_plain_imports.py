from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROGRAM = Path(__file__).resolve().parents[4]
WATCHED = """
import inspect, sys
read = []
keep = inspect.getsource
inspect.getsource = lambda thing: read.append(thing) or keep(thing)
from ui.program.plain_imports import import_plainly
import_plainly()
import_plainly()
before = len(read)
import wave, ui.promise
from PySide6.QtCore import QObject, Signal
class Loud(QObject):
    said = Signal(str)
heard = []
loud = Loud()
loud.said.connect(heard.append)
loud.said.emit("here")
assert heard == ["here"]
print(len(read) - before)
"""


def test_no_source_is_read_for_an_import_and_qt_works_all_the_same() -> None:
    done = subprocess.run([sys.executable, "-c", WATCHED], cwd=PROGRAM, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["0"]
