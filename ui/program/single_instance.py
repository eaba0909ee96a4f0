"""One window program a person and data folder: a second start hands its file over to the first and ends."""

from __future__ import annotations

import hashlib
import json
import logging
import os
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_LOG = logging.getLogger(__name__)
_PATIENCE_MS: Final = 3000
_MOST_BYTES: Final = 65_536
_ENDED: Final = QLocalSocket.LocalSocketState.UnconnectedState
_TOKENS: Final = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")
"""What the desktop gives a program somebody has just started, as the right to come to the front."""


def server_name(home: Path) -> str:
    """Name under which the program of one data folder is found."""
    user = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "")
    digest = hashlib.sha256(f"{user}\n{home.absolute()}".encode("utf-8", "surrogateescape")).hexdigest()
    return f"science-city-atlas-{digest[:16]}"


def hand_over(home: Path, ledger: Path | None) -> bool:
    """Ask a running program to come to the front and open a ledger.

    Args:
        home: The data folder.
        ledger: The file asked for, or None.

    Returns:
        Whether it has taken over; False where none runs, or it does not answer.
    """
    socket = QLocalSocket()
    socket.connectToServer(server_name(home))
    if not socket.waitForConnected(_PATIENCE_MS):
        return False
    wish = {
        "ledger": os.fsencode(ledger.absolute()).hex() if ledger else None,
        "token": next((os.environ[name] for name in _TOKENS if os.environ.get(name)), ""),
    }
    socket.write(json.dumps(wish).encode() + b"\n")
    socket.flush()
    while not socket.canReadLine():
        if not socket.waitForReadyRead(_PATIENCE_MS):
            return False
    return bytes(socket.readLine().data()).strip() == b"ok"


class FirstInstance(QObject):
    """Listens for later starts.

    Signals:
        wanted: ``(ledger's path or None)``: somebody has started the program again.
    """

    wanted = Signal(object)

    def __init__(self, home: Path, parent: QObject | None = None) -> None:
        """Listen; where that is not possible, later starts get windows of their own."""
        super().__init__(parent)
        self._sockets: list[QLocalSocket] = []
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_server_new_connection)
        name = server_name(home)
        if not self._server.listen(name):
            # What a killed program has left: whoever answered would have been handed over to before.
            QLocalServer.removeServer(name)
            if not self._server.listen(name):
                _LOG.warning("later starts cannot be heard: %s", self._server.errorString())

    @property
    def is_listening(self) -> bool:
        """Whether later starts are heard."""
        return self._server.isListening()

    def close(self) -> None:
        """Listen no more."""
        self._server.close()
        for socket in self._sockets:
            socket.abort()
        self._sockets.clear()

    def _on_server_new_connection(self) -> None:
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            self._sockets.append(socket)
            socket.readyRead.connect(self._read_all)
            socket.disconnected.connect(self._drop_ended)
        self._read_all()

    def _drop_ended(self) -> None:
        self._sockets = [socket for socket in self._sockets if socket.state() != _ENDED]

    def _read_all(self) -> None:
        for socket in list(self._sockets):
            if socket.canReadLine():
                self._answer(socket, bytes(socket.readLine().data()))
            elif socket.bytesAvailable() > _MOST_BYTES:
                socket.abort()

    def _answer(self, socket: QLocalSocket, line: bytes) -> None:
        try:
            wish = json.loads(line)
            told = wish["ledger"]
            ledger = None if told is None else Path(os.fsdecode(bytes.fromhex(told)))
            token = str(wish["token"])
        except (ValueError, KeyError, TypeError):
            socket.abort()
            return
        if token:
            os.environ[_TOKENS[0]] = token  # Qt hands it to the desktop when a window asks to come to the front
        socket.write(b"ok\n")
        socket.flush()
        socket.disconnectFromServer()
        self.wanted.emit(ledger)
