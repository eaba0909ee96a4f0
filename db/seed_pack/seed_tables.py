"""Read the data pack: the CSV files of `seeds/`, one table a file, nothing interpreted.

The pack is written and reviewed by people, so a mistake in it is an ordinary event: every failure names the file and
the line. Cells stay text; an empty cell means *unknown*. References between tables are by name and are not resolved
here: `db.seeding` resolves them into the ledger and `db.seed_pack.seed_check` proves them.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from geo.errors import AtlasError
from geo.frozen import frozen
from geo.os_reasons import reason_of
from geo.wording import tr

if TYPE_CHECKING:
    import _csv

SEED_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "documents": ("id", "title", "publisher", "published", "published_basis", "sha256"),
        "taxonomies": ("id", "name", "valid_from", "valid_to", "basis"),
        "industries": ("id", "taxonomy", "parent", "level", "name", "color", "symbol", "parent_basis"),
        "industry_crosswalk": ("from_taxonomy", "from_name", "to_taxonomy", "to_name", "basis"),
        "parks": (
            "id",
            "name",
            "kind",
            "parent",
            "lng",
            "lat",
            "position_confidence",
            "position_source",
            "area_km2",
            "area_source",
            "focus",
            "parent_basis",
        ),
        "park_aliases": ("park", "alias", "basis"),
        "park_links": ("park", "linked", "relation"),
        "park_rules": ("id", "rank", "park", "dimension", "key", "note"),
        "organisations": ("id", "name", "uscc"),
        "organisation_aliases": ("organisation", "alias"),
        "organisation_tags": ("organisation", "tag"),
        "projects": (
            "id",
            "name",
            "kind",
            "industry",
            "track",
            "industry_basis",
            "industry_printed",
            "amount_wan",
            "amount_qualifier",
            "amount_text",
            "park",
            "park_basis",
            "area_mu",
            "jobs",
            "summary",
            "note",
        ),
        "project_aliases": ("project", "alias"),
        "project_organisations": ("project", "organisation", "role"),
        "project_directions": ("project", "direction", "basis"),
        "chain_relations": (
            "id",
            "kind",
            "kind_basis",
            "words",
            "from_entity",
            "from_name",
            "from_words",
            "from_basis",
            "to_entity",
            "to_name",
            "to_words",
            "to_basis",
            "industry",
            "industry_basis",
            "note",
        ),
        "project_facts": ("id", "project", "name", "value", "unit", "qualifier", "period", "note"),
        "milestones": ("id", "project", "stage", "date", "is_planned", "basis", "note"),
        "events": (
            "id",
            "name",
            "kind",
            "held_on",
            "held_on_basis",
            "period",
            "project_count",
            "count_qualifier",
            "amount_wan",
            "amount_qualifier",
            "note",
        ),
        "event_containments": ("event", "contains", "basis"),
        "event_parts": ("event", "dimension", "key", "project_count", "amount_wan"),
        "event_projects": ("event", "project", "basis"),
        "indicators": (
            "id",
            "name",
            "value",
            "unit",
            "qualifier",
            "period",
            "scope",
            "kind",
            "period_basis",
            "value_text",
            "note",
        ),
        "mechanisms": ("id", "name", "summary"),
        "lists": ("id", "name", "kind"),
        "list_items": ("list", "project", "position"),
        "statements": ("id", "entity", "entity_id", "field", "value", "document_id", "adopted"),
        "suspicions": ("id", "entity", "entity_id", "other_id", "reason"),
        "evidence": ("id", "entity", "entity_id", "field", "document_id", "start", "end"),
    }
)
"""The tables of the pack and the columns each must have. A file may carry further columns; they are kept."""

_GREATEST: Final = 10**15
"""Larger than any number of the pack; sums of what is smaller stay exact."""

_MOST_DIGITS: Final = 15

_BOM: Final = b"\xef\xbb\xbf"


class SeedError(AtlasError):
    """A file of the data pack cannot be read. The message names the file and, where there is one, the line."""


@frozen
class SeedRow:
    """One row of one file.

    Attributes:
        table: Name of the table, which is the file's name without `.csv`.
        line: Number of the physical line on which the row ends; the header is line 1.
        values: Cell text by column name. An empty cell is `""`.
    """

    table: str
    line: int
    values: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """Return the text of a cell.

        Raises:
            KeyError: The file has no such column.
        """
        return self.values[column]

    def get_integer(self, column: str) -> int | None:
        """Return a cell as an integer, or None when it is empty.

        Raises:
            SeedError: The cell holds something that is not an integer.
        """
        text = self.values[column]
        if not text:
            return None
        try:
            number = int(text)
        except ValueError as error:
            raise SeedError(
                tr("{place}：{column} 应为整数，实际是“{text}”。", place=self.place, column=column, text=text[:40])
            ) from error
        if abs(number) > _GREATEST:
            raise SeedError(
                tr("{place}：{column} 的数超出范围：“{text}”。", place=self.place, column=column, text=text[:40])
            )
        return number

    def get_number(self, column: str) -> float | None:
        """Return a cell as a floating-point number, or None when it is empty.

        Raises:
            SeedError: The cell holds something that is not a number.
        """
        text = self.values[column]
        if not text:
            return None
        try:
            return float(text)
        except ValueError as error:
            raise SeedError(
                tr("{place}：{column} 应为数字，实际是“{text}”。", place=self.place, column=column, text=text)
            ) from error

    @property
    def place(self) -> str:
        """Where the row stands, for messages: `projects.csv 第 12 行`."""
        return tr("{table}.csv 第 {line} 行", table=self.table, line=self.line)


@frozen
class SeedTables:
    """The whole data pack, as read.

    Attributes:
        tables: Rows by table name, in file order; every name of `SEED_COLUMNS` is present.
    """

    tables: Mapping[str, tuple[SeedRow, ...]]

    def __getitem__(self, table: str) -> tuple[SeedRow, ...]:
        """Return the rows of a table.

        Raises:
            KeyError: There is no such table in the pack.
        """
        return self.tables[table]


def read_natural(text: str) -> int | None:
    """Return a text of digits as a number, or None: it is something else, or longer than any number of the pack.

    Checks pass over such cells, which `db.seed_pack.seed_structure` reports. Python itself refuses to read thousands
    of digits.
    """
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else None


def read_seed_tables(seed_dir: Path) -> SeedTables:
    """Read every CSV file of the data pack.

    Args:
        seed_dir: The folder holding `documents.csv`, `projects.csv` and the others of `SEED_COLUMNS`.

    Raises:
        SeedError: A file is missing, is not UTF-8 (or starts with a byte order mark), lacks a column, repeats one, or
            has a row of another width than its header.
    """
    if not seed_dir.is_dir():
        raise SeedError(tr("找不到数据包文件夹：{seed_dir}。", seed_dir=seed_dir))
    return SeedTables(
        MappingProxyType(
            {table: read_seed_table(seed_dir / f"{table}.csv", columns) for table, columns in SEED_COLUMNS.items()}
        )
    )


def read_seed_table(path: Path, columns: tuple[str, ...]) -> tuple[SeedRow, ...]:
    """Read one CSV file.

    Args:
        path: The file; its stem is the table's name.
        columns: The columns the header must have.

    Raises:
        SeedError: As for `read_seed_tables`.
    """
    reader = csv.reader(io.StringIO(_read_text(path), newline=""), strict=True)
    try:
        header = tuple(next(reader, ()))
        _require_columns(path, header, columns)
        return tuple(_read_rows(path, header, reader))
    except csv.Error as error:
        raise SeedError(
            tr(
                "{name} 第 {line} 行不是合规的 CSV：{error}。",
                name=path.name,
                line=reader.line_num,
                error=error,
            )
        ) from error


def _read_text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise SeedError(tr("数据包缺少文件 {name}（{parent}）。", name=path.name, parent=path.parent)) from error
    except OSError as error:
        raise SeedError(tr("无法读取数据包文件 {path}：{reason}。", path=path, reason=reason_of(error))) from error
    if data.startswith(_BOM):
        raise SeedError(tr("{name} 以 BOM 开头；数据包文件应为不带 BOM 的 UTF-8。", name=path.name))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SeedError(tr("{name} 第 {line} 行不是 UTF-8 文字。", name=path.name, line=line)) from error


def _require_columns(path: Path, header: tuple[str, ...], columns: tuple[str, ...]) -> None:
    missing = [column for column in columns if column not in header]
    if missing:
        raise SeedError(tr("{name} 缺少列：{columns}。", name=path.name, columns=tr("、").join(missing)))
    if len(set(header)) != len(header):
        raise SeedError(tr("{name} 的表头有重复的列名。", name=path.name))


def _read_rows(path: Path, header: tuple[str, ...], reader: "_csv.Reader") -> Iterator[SeedRow]:
    for cells in reader:
        line = reader.line_num
        if len(cells) != len(header):
            raise SeedError(
                tr(
                    "{name} 第 {line} 行有 {cells} 格，表头有 {expected} 列。",
                    name=path.name,
                    line=line,
                    cells=len(cells),
                    expected=len(header),
                )
            )
        yield SeedRow(path.stem, line, MappingProxyType(dict(zip(header, cells, strict=True))))
