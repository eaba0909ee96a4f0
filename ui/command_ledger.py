"""How a command comes to its ledger and its filters."""

import argparse
import contextlib
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from db.columns import ProjectColumns
from db.connection import LedgerMissing
from db.filter_arguments import filters_from_namespace
from db.filters import Filters
from db.ledger import Ledger
from db.seeding import SeedReport, seed_ledger
from db.vocabulary import UnknownName
from ui.services import Services


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """A ledger and what the filters choose of it.

    Attributes:
        ledger: Open while the command runs.
        columns: Its projects.
        filters: What was asked.
        mask: bool[n] over the columns.
    """

    ledger: Ledger
    columns: ProjectColumns
    filters: Filters
    mask: NDArray[np.bool_]

    @property
    def rows(self) -> NDArray[np.int64]:
        """Rows chosen, ascending."""
        return np.flatnonzero(self.mask)

    @property
    def ids(self) -> list[int]:
        """Ids chosen, ascending."""
        ids: list[int] = self.columns.ids[self.mask].tolist()
        return ids

    def describe(self) -> str:
        """Say what was asked."""
        return self.filters.describe(self.columns.dimensions)


def path_of(options: argparse.Namespace, services: Services) -> Path:
    """Return the ledger's path a command works on."""
    return options.db or services.default_ledger


def ready_path(options: argparse.Namespace, services: Services) -> Path:
    """Return the path of a ledger to read; the default one is built from the data pack when it does not exist yet.

    Raises:
        AtlasError: It could not be built. A file named by the person is never built silently.
    """
    path = path_of(options, services)
    # `Path.exists` fails where a folder may not be entered; here building then says so.
    if options.db is None and not os.path.exists(path):
        report_seeding(seed_ledger(path, services.seeds_dir, services.now()), file_only=True)
    return path


def report_seeding(report: SeedReport, file_only: bool = False) -> None:
    """Tell what seeding did, on standard error: standard output is for the command's data."""
    words = {"created": "已建立台账", "replaced": "已重建台账", "unchanged": "台账已是最新，未改动"}[report.action]
    print(f"{words}：{report.path}", file=sys.stderr)
    if report.backup is not None:
        print(f"原台账备份在：{report.backup}", file=sys.stderr)
    if not file_only:
        print(describe_grades(report.counts["projects"], report.by_grade), file=sys.stderr)


def describe_grades(count: int, by_grade: Mapping[str, int]) -> str:
    """Say how many projects are placed how."""
    own, stated, inferred, city = (by_grade.get(grade, 0) for grade in ("own", "stated", "inferred", "city"))
    placed = f"原文园区 {stated} 个，推断园区 {inferred} 个，仅知在科学城 {city} 个"
    return f"项目 {count} 个：{placed}" + (f"，自有坐标 {own} 个" if own else "")


@contextlib.contextmanager
def open_ledger(options: argparse.Namespace, services: Services) -> Iterator[Ledger]:
    """Open the ledger a command reads.

    Raises:
        AtlasError: It cannot be opened.
    """
    path = ready_path(options, services)
    try:
        ledger = Ledger.open(path)
    except LedgerMissing as error:
        raise LedgerMissing(f"找不到台账：{path}；用 seed --db 可由数据包建立。") from error
    with ledger:
        yield ledger


@contextlib.contextmanager
def open_selection(options: argparse.Namespace, services: Services) -> Iterator[Selection]:
    """Open the ledger and apply the filters.

    Raises:
        AtlasError: The ledger cannot be opened, or a filter names something unknown.
    """
    with open_ledger(options, services) as ledger:
        columns = ledger.load_columns()
        filters = read_filters(options, ledger, columns)
        yield Selection(ledger, columns, filters, columns.mask(filters))


def read_filters(options: argparse.Namespace, ledger: Ledger, columns: ProjectColumns) -> Filters:
    """Read the filters a command was given.

    Raises:
        UnknownName: A filter names something unknown, project ids included.
    """
    filters = filters_from_namespace(options, ledger.load_vocabulary(columns))
    unknown = sorted((filters.ids or frozenset()) - set(columns.ids[columns.rows_of(filters.ids or ())].tolist()))
    if unknown:
        raise UnknownName(f"没有编号为 {'、'.join(map(str, unknown))} 的项目。")
    return filters
