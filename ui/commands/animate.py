"""The command that plays the months into an animated picture: animate."""

import argparse
import re
import sys
from pathlib import Path

from db.export.target import find_target
from geo.wording import tr
from ui.animation.animation_formats import format_of
from ui.commands.ledger import open_ledger, read_filters, ready_path
from ui.services import AnimationRequest, Services

FASTEST = 25.0


def add_animation_arguments(parser: argparse.ArgumentParser, read_size: object) -> None:
    """Declare what an animated picture is like.

    Args:
        parser: of the command.
        read_size: reads `1280x860`.
    """
    parser.add_argument(
        "--to", metavar=tr("文件.webp"), type=Path, required=True, help=tr("目标文件：.webp、.gif 或 .png（APNG）")
    )
    parser.add_argument(
        "--size",
        metavar=tr("宽x高"),
        type=read_size,  # type: ignore[arg-type]
        default=(1280, 860),
        help=tr("像素，默认 1280x860"),
    )
    parser.add_argument("--scale", type=int, choices=(1, 2), default=1, help=tr("2 为两倍大小的字与符号"))
    parser.add_argument("--fps", metavar=tr("帧/秒"), type=_read_fps, default=2.0, help=tr("每秒几帧，默认 2"))
    parser.add_argument("--single", action="store_true", help=tr("每帧只有当月的项目，不写则累计"))
    parser.add_argument("--theme", choices=("light", "dark"), default="light", help=tr("浅色或深色"))


def run_animate(options: argparse.Namespace, services: Services) -> None:
    """Play what the filters choose, month by month, into an animated picture."""
    format_of(options.to)
    with open_ledger(options, services) as ledger:
        find_target(options.to, ledger.path, tr("动画"))
        columns = ledger.load_columns()
        filters = read_filters(options, ledger.load_vocabulary(columns), columns)
    width, height = options.size
    request = AnimationRequest(
        ready_path(options, services),
        filters,
        options.to,
        width,
        height,
        options.scale,
        options.fps,
        options.single,
        options.theme,
    )
    report = services.take_animation(request)
    print(
        tr(
            "已存为 {path}（{width}×{height}，{n} 帧，末帧 {last} 项）",
            path=report.path,
            width=report.width,
            height=report.height,
            n=report.frames,
            last=report.counts[-1],
        )
    )


def tell_progress(done: int, total: int) -> None:
    """Tell on the terminal how far it is; nothing where nobody looks."""
    if sys.stderr is not None and sys.stderr.isatty():
        print("\r" + tr("绘制 {done}/{total}", done=done, total=total), end="", file=sys.stderr, flush=True)


def _read_fps(text: str) -> float:
    if not re.fullmatch(r"\d{1,2}(\.\d{1,2})?", text, re.ASCII) or not 0.1 <= float(text) <= FASTEST:
        raise argparse.ArgumentTypeError(tr("“{text}”不是 0.1 到 25 的数", text=text))
    return float(text)
