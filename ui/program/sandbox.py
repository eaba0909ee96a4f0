"""Whether Chromium's sandbox can do its work on this machine. Knows no Qt."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

from geo.wording import tr

SWITCH: Final = "QTWEBENGINE_DISABLE_SANDBOX"
"""Qt looks only at whether it is there: even ``0`` switches the sandbox off."""

_KERNEL: Final = Path("/proc/sys")
_SETTINGS: Final = (
    # Each forbids ordinary programs the namespaces the sandbox is made of.
    ("kernel/unprivileged_userns_clone", "0", "1"),
    ("user/max_user_namespaces", "0", "10000"),
    ("kernel/apparmor_restrict_unprivileged_userns", "1", "0"),
)


def is_root() -> bool:
    """Tell whether the program runs as root, where Chromium refuses its own sandbox."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def leave_sandbox_to_root() -> None:
    """Switch the sandbox off for root, who could not start otherwise; for everyone else it stays on."""
    if is_root():
        os.environ.setdefault(SWITCH, "1")


def is_sandbox_on(kernel: Path = _KERNEL) -> bool:
    """Tell whether pages run in the sandbox."""
    return not is_root() and SWITCH not in os.environ and find_sandbox_trouble(kernel) is None


def describe_sandbox(kernel: Path = _KERNEL) -> str:
    """Say in words whether pages run in the sandbox."""
    if is_root():
        return tr("关（以 root 运行，使用 --no-sandbox）")
    if SWITCH in os.environ:
        return tr("关（由环境变量 {switch} 关闭）", switch=SWITCH)
    return find_sandbox_trouble(kernel) or tr("开")


def find_sandbox_trouble(kernel: Path = _KERNEL) -> str | None:
    """Name what keeps the sandbox from working, with the line that changes it; None when nothing does.

    Args:
        kernel: The kernel's settings as files.
    """
    if sys.platform != "linux" or is_root() or SWITCH in os.environ:
        return None
    for name, forbidding, allowing in _SETTINGS:
        if _read(kernel / name) == forbidding and not (name.startswith("kernel/apparmor") and _has_profile()):
            line = f"sudo sysctl -w {name.replace('/', '.')}={allowing}"
            return tr("系统不允许地图页面的沙箱（{name}），请让管理员运行：{line}", name=name, line=line)
    return None


def _has_profile() -> bool:
    """Whether AppArmor knows this program, as the package's own profile lets it."""
    return _read(Path("/proc/self/attr/current")) not in ("", "unconfined")


def _read(path: Path) -> str:
    try:
        return path.read_text("ascii", "replace").strip("\0\n ")
    except OSError:
        return ""
