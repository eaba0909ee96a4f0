"""Work off the main thread: one worker, the newest revision wins, stale replies are dropped."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from PySide6.QtCore import QObject, Qt, QTimer, Signal

MOST_PATIENCE_S = 0.02


class Superseded(Exception):
    """Raised by a computation that found out that its answer is no longer wanted."""


class QueryRunner(QObject):
    """Runs one computation at a time in a worker thread and reports on the main thread.

    A computation that has not started when a newer one is submitted is never started; one that has started
    may ask ``is_newest`` and give up (``Superseded``), or finish; its reply is dropped either way. So a burst of
    changes costs at most two computations.
    """

    finished = Signal(int, object)
    failed = Signal(int, object)
    told = Signal(int, object)
    _arrived = Signal(int, object, object)
    _heard = Signal(int, object)
    _erred = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start without a thread: the pool creates it with the first submission."""
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="query")
        self._newest, self._is_closed = -1, False
        self._home, self._shown = threading.get_ident(), threading.Event()
        # A timer comes after the window's own, which paints; an event that is posted would come before.
        self._painted = QTimer(self, singleShot=True, interval=0)
        self._painted.timeout.connect(self._shown.set)
        self._pending: Future[object] | None = None
        self._part: tuple[int, object] | None = None
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)
        self._heard.connect(self._on_heard, Qt.ConnectionType.QueuedConnection)
        self._erred.connect(lambda error: self.failed.emit(self._newest, error), Qt.ConnectionType.QueuedConnection)

    def submit(self, revision: int, compute: Callable[[], object]) -> None:
        """Compute in the worker; ``finished(revision, value)`` follows unless a newer revision is submitted first.

        Closed, it computes nothing: a timer may still go off between the closing of a window and its end.
        """
        if self._is_closed:
            return
        self._newest = revision
        self._shown.set()
        if self._pending is not None:
            self._pending.cancel()
        self._pending = self._pool.submit(compute)
        self._pending.add_done_callback(lambda future: self._report(revision, future))

    def tell(self, revision: int, part: object, *, with_answer: bool = False) -> None:
        """Report a part of an answer from inside its computation: ``told(revision, part)`` precedes ``finished``.

        Returns when the part has been shown and painted, or after a moment: one interpreter that counts and paints at
        the same time takes longer for both than for one after the other. Where the answer follows at once, the part may
        come ``with_answer``: both are then painted together.
        """
        if with_answer:
            self._part = revision, part
            return
        self._shown.clear()
        self._heard.emit(revision, part)
        if threading.get_ident() != self._home and self.is_newest(revision):
            self._shown.wait(MOST_PATIENCE_S)

    def rehearse(self, compute: Callable[[], object]) -> None:
        """Do in the worker ahead, if it is idle, what would otherwise take longer the first time; no answer follows.

        A bug in it is reported like any other, under the newest revision.
        """
        if self._is_closed or (self._pending is not None and not self._pending.done()):
            return
        self._pending = self._pool.submit(compute)
        self._pending.add_done_callback(self._report_rehearsal)

    def is_newest(self, revision: int) -> bool:
        """Whether this revision's answer is still waited for; any thread may ask."""
        return revision == self._newest

    def drop(self) -> None:
        """Wait for nothing that was submitted; what runs finds out by ``is_newest``."""
        self._newest = -1

    def close(self) -> None:
        """Wait for the running computation and drop everything that is queued or submitted from now on."""
        self._newest, self._is_closed = -1, True
        self._shown.set()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _report(self, revision: int, future: Future[object]) -> None:
        # Called in the worker thread: hand over by a queued signal, touch nothing of ours here.
        if future.cancelled():
            return
        error = future.exception()
        self._arrived.emit(revision, None if error else future.result(), error)

    def _report_rehearsal(self, future: Future[object]) -> None:
        error = None if future.cancelled() else future.exception()
        if error is not None and not isinstance(error, Superseded):
            self._erred.emit(error)

    def _on_heard(self, revision: int, part: object) -> None:
        if revision == self._newest:
            self.told.emit(revision, part)
            self._painted.start()
        else:
            self._shown.set()

    def _on_arrived(self, revision: int, value: object, error: BaseException | None) -> None:
        if revision != self._newest:
            return
        part, self._part = self._part, None
        if part is not None and part[0] == revision and error is None:
            self.told.emit(*part)
        if revision != self._newest:  # somebody asked for something else when told
            return
        if error is not None:
            self.failed.emit(revision, error)
        else:
            self.finished.emit(revision, value)
