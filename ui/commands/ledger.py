"""How a command comes to its ledger and its filters."""

import argparse
import contextlib
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from db.connection import LedgerMissing
from db.filter_arguments import filters_from_namespace
from db.filters import Filters
from db.index.columns import ProjectColumns
from db.ledger import Ledger
from db.project_rows import ProjectRow
from db.seeding import SeedReport, seed_ledger
from db.taxonomies import spoken_rows
from db.vocabulary import UnknownName, Vocabulary
from geo.frozen import frozen
from geo.wording import tr
from ui.services import Services


@frozen(eq=False)
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

    def find_rows(self) -> Iterator[ProjectRow]:
        """Read the full rows chosen, told by the taxonomy asked for."""
        return spoken_rows(self.columns, self.rows, self.ledger.find_rows(self.ids))

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
    words = {"created": tr("已建立台账"), "replaced": tr("已重建台账"), "unchanged": tr("台账已是最新，未改动")}[
        report.action
    ]
    print(tr("{words}：{path}", words=words, path=report.path), file=sys.stderr)
    if report.backup is not None:
        print(tr("原台账备份在：{backup}", backup=report.backup), file=sys.stderr)
    if not file_only:
        print(describe_grades(report.counts["projects"], report.by_grade), file=sys.stderr)


def describe_grades(count: int, by_grade: Mapping[str, int]) -> str:
    """Say how many projects are placed how."""
    own, stated, inferred, city = (by_grade.get(grade, 0) for grade in ("own", "stated", "inferred", "city"))
    placed = tr(
        "原文园区 {stated} 个，推断园区 {inferred} 个，仅知在科学城 {city} 个",
        stated=stated,
        inferred=inferred,
        city=city,
    )
    return tr("项目 {n} 个：{placed}", n=count, placed=placed) + (tr("，自有坐标 {own} 个", own=own) if own else "")


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
        raise LedgerMissing(tr("找不到台账：{path}；用 seed --db 可由数据包建立。", path=path)) from error
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
        vocabulary = ledger.load_vocabulary(columns)
        filters = read_filters(options, vocabulary, columns)
        columns = vocabulary.taxonomies.speak(columns, filters.taxonomy)
        yield Selection(ledger, columns, filters, columns.mask(filters))


def read_filters(options: argparse.Namespace, vocabulary: Vocabulary, columns: ProjectColumns) -> Filters:
    """Read the filters a command was given.

    Raises:
        UnknownName: A filter names something unknown, project ids included.
    """
    filters = filters_from_namespace(options, vocabulary)
    unknown = sorted((filters.ids or frozenset()) - set(columns.ids[columns.rows_of(filters.ids or ())].tolist()))
    if unknown:
        raise UnknownName(tr("没有编号为 {ids} 的项目。", ids=tr("、").join(map(str, unknown))))
    return filters
