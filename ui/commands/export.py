"""The command that writes projects into a file: export."""

import argparse
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from db.export.errors import ExportError, TargetTaken
from db.export.exporting import export_projects
from db.export.format import Progress
from db.export.formats import FORMATS, find_format
from db.export.options import ExportOption
from db.export.target import find_target
from db.export.whole_file import check_free
from db.figures.definitions import DEFINITIONS
from geo.wording import tr
from ui.commands.ledger import open_selection
from ui.services import Services

_QUIET_S = 1.0
"""An export is not worth telling about before; then it tells as often."""


def add_export_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what export understands besides the filters."""
    known = tr("、").join(format_.key for format_ in FORMATS)
    parser.add_argument("--to", metavar=tr("文件").upper(), type=Path, required=True, help=tr("目标文件"))
    parser.add_argument(
        "--format", metavar=tr("格式").upper(), help=tr("{format_help}；不写则看文件后缀", format_help=known)
    )
    parser.add_argument(
        "--option", metavar=tr("选项=值"), nargs="+", action="extend", default=[], help=tr("格式的选项，见下")
    )
    parser.add_argument(
        "--kpi",
        metavar=tr("口径"),
        nargs="+",
        action="extend",
        default=[],
        choices=[definition.id for definition in DEFINITIONS if not definition.missing],
        help=tr("指标按哪种口径，可多个，如 started.milestone；不写的按第一种"),
    )
    parser.add_argument("--yes", action="store_true", help=tr("已有同名文件时直接替换，不再问"))
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = describe_options()


def describe_options() -> str:
    """List the options of every format, one a line."""
    lines = [tr("各格式的选项（先写的是默认值）：")]
    for format_ in FORMATS:
        lines += [f"  {format_.key}  {option.key}={_values(option)}  {tr(option.name)}" for option in format_.options]
    return "\n".join(lines)


def _values(option: ExportOption) -> str:
    if isinstance(option.default, bool):
        return "yes|no" if option.default else "no|yes"
    words = [str(option.default), *(choice.value for choice in option.choices if choice.value != option.default)]
    return "|".join(words)


def run_export(options: argparse.Namespace, services: Services) -> None:
    """Write the projects the filters choose to a file."""
    given = read_given(options.option)
    format_ = find_format(options.to, options.format)  # what cannot be written is said before anything is asked or read
    replace = options.yes or may_replace(options.to)
    with open_selection(options, services) as selection:
        report = export_projects(
            selection.ledger,
            selection.columns,
            selection.rows,
            options.to,
            format_key=options.format,
            filters=selection.filters,
            now=services.now(),
            options=given,
            definitions=options.kpi,
            replace=replace,
            renderer=services.make_renderer() if format_.needs_map and services.make_renderer else None,
            progress=_follow() if sys.stderr is not None and sys.stderr.isatty() else _silent,
        )
    print(tr("已导出 {n} 项到 {path}", n=report.count, path=report.path))


def read_given(words: list[str]) -> Mapping[str, str]:
    """Read what was given as 选项=值.

    Raises:
        ExportError: A word has no =.
    """
    given = {}
    for word in words:
        key, mark, value = word.partition("=")
        if not mark:
            raise ExportError(tr("选项要写成“选项=值”，不能是“{word}”。", word=word))
        given[key.strip()] = value.strip()
    return given


def may_replace(path: Path) -> bool:
    """Ask before a file that is there is replaced; where nobody can answer, the answer is no."""
    find_target(path)
    try:
        check_free(path, replace=False)
    except TargetTaken as error:
        if sys.stdin is None or not sys.stdin.isatty():
            raise TargetTaken(tr("已有这个文件，没有替换；要替换请加 --yes：{path}。", path=path)) from error
        print(tr("已有 {name}，要替换吗？[y/N] ", name=path.name), end="", file=sys.stderr, flush=True)
        if sys.stdin.readline().strip().lower() not in ("y", "yes", "是"):
            raise
        return True
    return False


def _silent(done: int, total: int) -> None:
    """Tell nobody."""


def _follow() -> Progress:
    told_at = time.monotonic()

    def tell(done: int, total: int) -> None:
        nonlocal told_at
        if time.monotonic() - told_at > _QUIET_S:
            told_at = time.monotonic()
            print(f"\r{done:,} / {total:,}", end="" if done < total else "\n", file=sys.stderr, flush=True)

    return tell
