"""The program without its window: the same capabilities as commands. Imports no Qt.

Standard output carries data only; whatever a person should know besides goes to standard error. Exit codes: 0 done,
1 it could not be done (one sentence on standard error, nothing half-written), 2 wrong usage, 130 interrupted.
"""

import argparse
import contextlib
import errno
import io
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NoReturn

from db.filter_arguments import add_filter_arguments
from geo.errors import AtlasError
from geo.os_reasons import reason_of
from geo.wording import CHINESE, language, tr
from ui.commands.animate import add_animation_arguments, run_animate
from ui.commands.bench import run_bench
from ui.commands.charts import run_charts
from ui.commands.documents import run_documents
from ui.commands.export import add_export_arguments, run_export
from ui.commands.figures import run_figures
from ui.commands.lists import add_list_actions, run_lists
from ui.commands.reading import run_facets, run_geocode, run_projects
from ui.commands.setup import run_doctor, run_first_look, run_seed, run_seeds_check, run_self_test
from ui.commands.writing import run_snapshot
from ui.services import Services

DONE: Final = 0
FAILED: Final = 1
WRONG_USAGE: Final = 2
INTERRUPTED: Final = 130

_OUTPUT_REFUSALS: Final = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF))

Command = Callable[[argparse.Namespace, Services], None]

COMMANDS: Final[Mapping[str, Command]] = MappingProxyType(
    {
        "seed": run_seed,
        "projects": run_projects,
        "facets": run_facets,
        "charts": run_charts,
        "figures": run_figures,
        "geocode": run_geocode,
        "documents": run_documents,
        "lists": run_lists,
        "export": run_export,
        "snapshot": run_snapshot,
        "animate": run_animate,
        "first-look": run_first_look,
        "seeds-check": run_seeds_check,
        "self-test": run_self_test,
        "doctor": run_doctor,
        "bench": run_bench,
    }
)
"""What each command does, by name. A command writes to standard output, or raises `AtlasError`."""


_PRINTING: Final = frozenset(
    ("projects", "facets", "charts", "figures", "geocode", "documents", "doctor", "bench", "self-test")
)
"""Commands whose whole work is what they print."""


class OutputClosed(AtlasError):
    """A command was asked to print, but there is no standard output."""


def run(arguments: Sequence[str], services: Services) -> int:
    """Run one command.

    Args:
        arguments: What stands after the program's name.
        services: What the commands work with.

    Returns:
        The exit code.
    """
    _speak_utf8()
    try:
        code = _run(arguments, services)
        if sys.stdout is not None:
            sys.stdout.flush()
    except AtlasError as error:
        print(error, file=sys.stderr)
        return FAILED
    except BrokenPipeError:  # the reader (head, less) has seen enough
        _silence_output()
        return DONE
    except OSError as error:
        # What reads and writes files says so itself, with the file's name: this is standard output, refusing.
        if error.errno not in _OUTPUT_REFUSALS or error.filename is not None:
            raise
        _silence_output()
        print(tr("无法写到标准输出（{reason}）。", reason=reason_of(error)), file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print(tr("已中断。"), file=sys.stderr)
        return INTERRUPTED
    return code


def _run(arguments: Sequence[str], services: Services) -> int:
    try:
        options = build_parser(services.version).parse_args(arguments)
    except SystemExit as exit_:  # argparse leaves this way, for --help too
        return exit_.code if isinstance(exit_.code, int) else WRONG_USAGE
    shows_lists = options.command == "lists" and options.act is None
    if sys.stdout is None and (options.command in _PRINTING or shows_lists):
        raise OutputClosed(tr("无法写到标准输出（已关闭）。"))
    COMMANDS[options.command](options, services)
    return DONE


def _silence_output() -> None:
    """Keep Python from complaining once more, while it exits, about what standard output did not take."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _speak_utf8() -> None:
    """Write UTF-8 whatever the console's code page, as the data is Chinese and pipes expect it.

    Names of files need not be text: standard output gives them back as the bytes they are, messages escape them.
    """
    for stream, errors in ((sys.stdout, "surrogateescape"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)


class _Parser(argparse.ArgumentParser):
    """A parser that tells wrong usage in Chinese, in one sentence."""

    def error(self, message: str) -> NoReturn:
        self.exit(
            WRONG_USAGE,
            tr("用法不对：{message}。用 {prog} --help 查看用法。\n", message=_translate(message), prog=self.prog),
        )


_MESSAGES: Final = (
    (r"the following arguments are required: (.*)", r"缺少 \1"),
    (r"unrecognized arguments: (.*)", r"不认识 \1"),
    (r"argument 命令: invalid choice: '?([^']*)'? \(choose from (.*)\)", r"没有“\1”这个命令，可用的有 \2"),
    (r"argument (.*): invalid choice: '?([^']*)'? \(choose from (.*)\)", r"\1 不能是“\2”，可用的有 \3"),
    (r"argument (.*): expected one argument", r"\1 后面要有一个值"),
    (r"argument (.*): expected at least one argument", r"\1 后面至少要有一个值"),
    (r"argument (.*): not allowed with argument (.*)", r"\1 和 \2 不能同时用"),
    (r"argument (.*): invalid \w+ value: '?([^']*)'?", r"\1 的值“\2”不对"),
    (r"argument (.*): ignored explicit argument (.*)", r"\1 不带值"),
    (r"argument ([^:]*): (.*)", r"\1：\2"),
)


def _translate(message: str) -> str:
    if language() != CHINESE:  # argparse speaks English by itself
        return message.replace("'", "").rstrip(".")
    for pattern, chinese in _MESSAGES:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            # argparse lists choices the way Python writes them.
            return found.expand(chinese).replace("', '", "、").replace("'", "").rstrip("。")
    return message.rstrip("。")


def build_parser(version: str) -> argparse.ArgumentParser:
    """Build the parser of all commands.

    Args:
        version: Of the program, for `--version`.
    """
    parser = _Parser(
        prog="science-city-atlas" if getattr(sys, "frozen", False) else "main.py",
        description=tr("科学城招商地图：新闻材料所载招商项目的台账与离线地图。不带命令时打开窗口。"),
        allow_abbrev=False,
        add_help=False,
    )
    _add_help(parser)
    parser.add_argument(
        "--version", action="version", version=tr("科学城招商地图 {version}", version=version), help=tr("显示版本")
    )
    _add_ledger(parser, default=None)
    commands = parser.add_subparsers(
        dest="command", required=True, metavar=tr("命令"), title=tr("命令"), parser_class=_Parser
    )
    _add_reading_commands(commands)
    _add_list_commands(commands)
    _add_writing_commands(commands)
    _add_setup_commands(commands)
    return parser


if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction[_Parser]  # noqa: SLF001 - argparse has no public name for it


def _add_command(commands: "_Commands", name: str, words: str, filters: bool = False) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=words, description=tr("{words}。", words=words), allow_abbrev=False, add_help=False
    )
    _add_help(parser)
    # Given either before or after the command; the one after it must not be hidden by this parser's default.
    _add_ledger(parser, default=argparse.SUPPRESS)
    if filters:
        add_filter_arguments(parser)
    return parser


def _add_help(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-h", "--help", action="help", help=tr("显示用法"))


def _add_ledger(parser: argparse.ArgumentParser, default: str | None) -> None:
    parser.add_argument(
        "--db", metavar=tr("文件").upper(), type=Path, default=default, help=tr("台账文件；不写则用默认台账")
    )


def _add_reading_commands(commands: "_Commands") -> None:
    projects = _add_command(commands, "projects", tr("列出筛选所得的项目"), filters=True)
    form = projects.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=tr("输出 JSON"))
    form.add_argument("--csv", action="store_true", help=tr("输出 CSV"))
    facets = _add_command(commands, "facets", tr("各产业、园区、阶段等在其余筛选下的个数与金额"), filters=True)
    facets.add_argument("--json", action="store_true", help=tr("输出 JSON"))
    charts = _add_command(commands, "charts", tr("图表的数：产业与年份、阶段、园区、金额、单位"), filters=True)
    charts.add_argument("--by", choices=("count", "amount"), default="count", help=tr("按项目数还是金额取前 12 名"))
    charts.add_argument("--json", action="store_true", help=tr("输出 JSON"))
    figures = _add_command(commands, "figures", tr("合计、位置依据、比率与公布数的核对"), filters=True)
    figures.add_argument("--json", action="store_true", help=tr("输出 JSON"))
    geocode = _add_command(commands, "geocode", tr("一段文字说的是哪个园区"))
    geocode.add_argument("text", metavar=tr("文字").upper())
    geocode.add_argument("--json", action="store_true", help=tr("输出 JSON；认不出时为 null"))
    documents = _add_command(commands, "documents", tr("台账依据的各篇报道，以及添加它们的原文"))
    documents.add_argument("--json", action="store_true", help=tr("输出 JSON"))
    documents.add_argument(
        "--add", metavar=tr("文件").upper(), type=Path, nargs="+", help=tr("添加原文：txt、docx、html 或带文字层的 pdf")
    )


def _add_list_commands(commands: "_Commands") -> None:
    lists = _add_command(commands, "lists", tr("项目的清单；自建的可以加减项目、改名、排序、删除"))
    lists.add_argument("--json", action="store_true", help=tr("输出 JSON"))
    acts = lists.add_subparsers(dest="act", metavar=tr("动作"), title=tr("动作"), parser_class=_Parser)
    add_list_actions(lambda name, words: _add_command(acts, name, words))


def _add_writing_commands(commands: "_Commands") -> None:
    export = _add_command(commands, "export", tr("把筛选所得的项目导出为文件"), filters=True)
    add_export_arguments(export)
    snapshot = _add_command(commands, "snapshot", tr("不开窗口，把地图存成图片"), filters=True)
    snapshot.add_argument("--to", metavar=tr("文件.png"), type=Path, required=True, help=tr("目标图片"))
    snapshot.add_argument(
        "--size", metavar=tr("宽x高"), type=_read_size, default=(1600, 1000), help=tr("像素，默认 1600x1000")
    )
    snapshot.add_argument("--window", action="store_true", help=tr("整个窗口，不只是地图"))
    animate = _add_command(commands, "animate", tr("把签约逐月播放存成动画"), filters=True)
    add_animation_arguments(animate, _read_size)


def _add_setup_commands(commands: "_Commands") -> None:
    seed = _add_command(commands, "seed", tr("由数据包建立台账"))
    seed.add_argument("--force", action="store_true", help=tr("台账已被改动或损坏也重建，先在旁边备份"))
    first_look = _add_command(commands, "first-look", tr("不开窗口做一遍主要工作：窗口图、一个产业的地图与导出"))
    first_look.add_argument(
        "--to", metavar=tr("文件夹").upper(), type=Path, default=Path("build/first-look"), help=tr("写到哪里")
    )
    check = _add_command(commands, "seeds-check", tr("用原文核对数据包"))
    check.add_argument(
        "--documents", metavar=tr("文件夹").upper(), type=Path, help=tr("原文 .txt 所在；不写则到常用位置找")
    )
    self_test = _add_command(commands, "self-test", tr("打开窗口把本程序试一遍：地图、中文、筛选、导出、沙箱"))
    self_test.add_argument("--to", metavar=tr("文件夹").upper(), type=Path, required=True, help=tr("写到哪里"))
    doctor = _add_command(commands, "doctor", tr("版本、数据位置、这台机器上缺什么"))
    doctor.add_argument("--json", action="store_true", help=tr("输出 JSON"))
    bench = _add_command(commands, "bench", tr("在虚构的台账上测量各步所用的时间与内存"))
    bench.add_argument(
        "--projects", metavar=tr("个数"), type=_read_count, default=100_000, help=tr("项目数，默认 100000")
    )
    bench.add_argument(
        "--repeats", metavar=tr("次数").upper(), type=_read_count, default=9, help=tr("短步骤各测几次，默认 9")
    )
    bench.add_argument(
        "--peers", metavar=tr("文件夹").upper(), type=Path, help=tr("也测别人的地图页，其程序取到此文件夹")
    )
    bench.add_argument("--soak", metavar=tr("分钟"), type=_read_count, help=tr("另外在窗口里随意操作这么多分钟"))
    bench.add_argument("--no-window", action="store_true", help=tr("只测不开窗口的部分"))
    bench.add_argument("--json", action="store_true", help=tr("输出 JSON"))


def _read_count(text: str) -> int:
    if not re.fullmatch(r"[1-9]\d{0,7}", text):
        raise argparse.ArgumentTypeError(tr("“{text}”不是 1 到 99999999 的整数", text=text))
    return int(text)


def _read_size(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{2,5})[xX×](\d{2,5})", text)
    if not found or not all(64 <= int(side) <= 16384 for side in found.groups()):
        raise argparse.ArgumentTypeError(tr("“{text}”不是“宽x高”的像素数", text=text))
    return int(found[1]), int(found[2])
