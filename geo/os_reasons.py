"""Why the system refused something, in the person's language: its own words are English whatever the person speaks."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from geo.wording import tr

_REASONS: Final[Mapping[int, str]] = MappingProxyType(
    {
        errno.EACCES: "没有权限",
        errno.EPERM: "没有权限",
        errno.EROFS: "磁盘只读",
        errno.ENOSPC: "磁盘空间不足",
        errno.EDQUOT: "超出磁盘配额",
        errno.EFBIG: "文件太大",
        errno.ENOENT: "文件或文件夹不存在",
        errno.ENOTDIR: "路径里有一段不是文件夹",
        errno.EISDIR: "这是文件夹",
        errno.EEXIST: "已经存在",
        errno.ENAMETOOLONG: "名称太长",
        errno.ELOOP: "链接成环",
        errno.EIO: "磁盘读写出错",
        errno.EBUSY: "正被别的程序使用",
        errno.EMFILE: "打开的文件太多",
        errno.ENFILE: "打开的文件太多",
        errno.EPIPE: "接收的一方已经关闭",
        errno.ENODEV: "设备不存在",
        errno.ENXIO: "设备不存在",
        errno.ESTALE: "网络文件夹已断开",
    }
)


def reason_of(error: OSError) -> str:
    """Say why in a few words; as the system says it where the reason is a seldom one."""
    known = _REASONS.get(error.errno or 0)
    if known is not None:
        return tr(known)
    return error.strerror or str(error) or tr("磁盘出错")
