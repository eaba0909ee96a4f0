"""Where a file may be written: what must not be lost is told before any work is done for it."""

from pathlib import Path

from db.connection import LedgerError, LedgerTooNew, check_ledger_file
from db.export.errors import ExportError
from geo.os_reasons import reason_of
from geo.wording import tr


def find_target(path: Path, ledger: Path | None = None, what: str = "导出文件") -> Path:
    """Return the file to write: where a link points, so that the link stays one.

    Args:
        path: Where the person wants it.
        ledger: The open ledger, whose side files are not to be touched either.
        what: What is to be written, for the messages.

    Raises:
        ExportError: Nothing can be written there, or what is there must not be replaced: a ledger, a device, a folder.
    """
    try:
        target = path.resolve()
        if target.is_dir():
            raise ExportError(tr("这是文件夹，不能作为{what}：{path}。", what=what, path=path))
        if not target.parent.is_dir():
            raise ExportError(tr("没有这个文件夹，无法写{what}：{parent}。", what=what, parent=path.parent))
        if target.exists() and not target.is_file():
            raise ExportError(tr("这不是普通文件，不能作为{what}：{path}。", what=what, path=path))
        if _is_ledger(target) or (ledger and target in _side_files(ledger.resolve())):
            raise ExportError(tr("这是台账的文件，不能被{what}替换：{path}。", what=what, path=path))
    except OSError as error:
        raise ExportError(tr("无法写入 {path}（{reason}）。", path=path, reason=reason_of(error))) from error
    except RuntimeError as error:  # pathlib, until Python 3.13, of links in a circle
        raise ExportError(tr("无法写入 {path}（链接成环）。", path=path)) from error
    return target


def _is_ledger(path: Path) -> bool:
    """Whether a file is a ledger, ours or a later program's, under whatever name and link."""
    try:
        check_ledger_file(path)
    except LedgerTooNew:
        return True
    except LedgerError:
        return False
    return True


def _side_files(ledger: Path) -> tuple[Path, ...]:
    return tuple(ledger.with_name(ledger.name + suffix) for suffix in ("-wal", "-shm", "-journal"))
