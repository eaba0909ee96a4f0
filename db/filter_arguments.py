"""Filters as command-line arguments, both ways: what a person types, and what a saved view keeps."""

import argparse
import json
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final, NoReturn

from db.filters import DIMENSION_FIELDS, DIMENSION_TITLES, Filters
from db.money import WAN_PER_YI
from db.months import format_month, parse_month
from db.vocabulary import Vocabulary
from geo.errors import AtlasError
from geo.geometry import Rings, parse_polygon, to_geojson
from geo.lnglat import Bounds
from geo.wording import tr

_MONTH_RULE: Final = "仅知年份的项目，整年都在范围内才计入"
_GREATEST_YI: Final = Decimal(10**9)


class InvalidFilters(AtlasError):
    """Arguments do not describe filters."""


class UnreadableArea(AtlasError):
    """The file given as an area cannot be read."""


def add_filter_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare every filter on a parser, in a group of its own."""
    rules = tr("同一项可重复给出（任一满足），不同项须同时满足；产业与细分是同一项；名称写中文或编号。")
    group = parser.add_argument_group(tr("筛选"), rules)
    for key, title in DIMENSION_TITLES.items():
        if key in DIMENSION_FIELDS:
            group.add_argument(
                f"--{key.replace('_', '-')}",
                action="append",
                metavar=tr("名称"),
                default=[],
                help=tr("{title}，可重复", title=tr(title)),
            )
    group.add_argument(
        "--taxonomy",
        metavar=tr("年份"),
        default="",
        help=tr("产业与细分按哪一套分类（2021、2022）；不写则按现行的"),
    )
    group.add_argument(
        "--year-from", type=_read_year, metavar=tr("年").upper(), help=tr("起始年份（含）；年份未载的项目不计入")
    )
    group.add_argument("--year-to", type=_read_year, metavar=tr("年").upper(), help=tr("截止年份（含）"))
    group.add_argument(
        "--month-from",
        type=_read_month,
        metavar=tr("年-月").upper(),
        help=tr("起始月份（含）；{rule}", rule=tr(_MONTH_RULE)),
    )
    group.add_argument("--month-to", type=_read_month, metavar=tr("年-月").upper(), help=tr("截止月份（含）"))
    group.add_argument("--with-undated", action="store_true", help=tr("限定年份或月份时，也要年份未载的项目"))
    group.add_argument(
        "--amount-min", type=_read_yi, metavar=tr("亿元"), help=tr("金额下限（含）；未公布金额的项目不计入")
    )
    group.add_argument("--amount-max", type=_read_yi, metavar=tr("亿元"), help=tr("金额上限（含）"))
    group.add_argument("--with-unpublished", action="store_true", help=tr("限定金额时，也要未公布金额的项目"))
    group.add_argument(
        "--text",
        type=_read_text,
        metavar=tr("词").upper(),
        default="",
        help=tr("在名称、别名、单位、摘要里查找，可用拼音；各词须都有"),
    )
    group.add_argument("--bbox", type=_read_bounds, metavar="W,S,E,N", help=tr("经纬度范围（WGS 84）"))
    group.add_argument("--within", metavar=tr("文件.geojson"), help=tr("多边形范围（也可直接写 GeoJSON 文字）"))
    group.add_argument("--ids", type=_read_ids, metavar="1,2,3", help=tr("项目编号"))
    amount = group.add_mutually_exclusive_group()
    amount.add_argument("--has-amount", action="store_true", default=None, help=tr("只要已公布金额的"))
    amount.add_argument("--no-amount", dest="has_amount", action="store_false", help=tr("只要未公布金额的"))
    group.add_argument("--stated-only", action="store_true", help=tr("不含推断到园区的项目"))


def filters_from_namespace(options: argparse.Namespace, vocabulary: Vocabulary) -> Filters:
    """Build filters from parsed arguments.

    Args:
        options: What a parser with `add_filter_arguments` returned.
        vocabulary: What names stand for.

    Raises:
        UnknownName: A name stands for nothing.
        UnknownTaxonomy: There is no such list of industries.
        UnreadableArea: The area's file cannot be read.
        InvalidPolygon: It holds no usable polygon.
    """
    taxonomy = vocabulary.taxonomies.resolve(options.taxonomy)
    vocabulary = vocabulary.speaking(taxonomy)
    chosen = {
        field: frozenset().union(*(vocabulary.resolve(key, word) for word in getattr(options, key)))
        for key, field in DIMENSION_FIELDS.items()
    }
    return Filters().with_(
        **chosen,
        year_from=options.year_from,
        year_to=options.year_to,
        month_from=options.month_from,
        month_to=options.month_to,
        with_undated=options.with_undated,
        amount_min_wan=options.amount_min,
        amount_max_wan=options.amount_max,
        with_unpublished=options.with_unpublished,
        has_amount=options.has_amount,
        text=options.text,
        bounds=options.bbox,
        within=None if options.within is None else _read_area(options.within),
        ids=options.ids,
        stated_only=options.stated_only,
        taxonomy=taxonomy,
    )


def to_args(filters: Filters) -> tuple[str, ...]:
    """Write filters as arguments that `from_args` reads back to equal filters. Values are written by id.

    Each argument is one `--name=value` word, so that no value can be taken for another option.
    """
    words: list[str] = []
    for key in DIMENSION_FIELDS:
        words += [
            f"--{key.replace('_', '-')}={id_}"
            for id_ in sorted(filters.chosen(key), key=lambda id_: (str(type(id_)), id_))
        ]
    words += [f"--{name}={value}" for name, value in _plain_values(filters) if value is not None]
    if filters.has_amount is not None:
        words.append("--has-amount" if filters.has_amount else "--no-amount")
    for name in ("with_undated", "with_unpublished", "stated_only"):
        if getattr(filters, name):
            words.append(f"--{name.replace('_', '-')}")
    return tuple(words)


def from_args(arguments: Sequence[str], vocabulary: Vocabulary) -> Filters:
    """Read filters from arguments.

    Raises:
        InvalidFilters: The arguments are not filters.
        UnknownName: A name stands for nothing.
        AtlasError: An area cannot be read.
    """
    parser = _QuietParser(add_help=False, allow_abbrev=False)
    add_filter_arguments(parser)
    return filters_from_namespace(parser.parse_args(arguments), vocabulary)


class _QuietParser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise InvalidFilters(tr("这不是有效的筛选条件（{message}）。", message=message))


def _plain_values(filters: Filters) -> Iterable[tuple[str, str | None]]:
    yield "year-from", None if filters.year_from is None else str(filters.year_from)
    yield "year-to", None if filters.year_to is None else str(filters.year_to)
    yield "month-from", None if filters.month_from is None else format_month(filters.month_from)
    yield "month-to", None if filters.month_to is None else format_month(filters.month_to)
    yield "amount-min", _write_yi(filters.amount_min_wan)
    yield "amount-max", _write_yi(filters.amount_max_wan)
    yield "text", filters.text or None
    yield "bbox", filters.bounds.to_text() if filters.bounds else None
    yield "within", json.dumps(to_geojson(filters.within)) if filters.within else None
    yield "taxonomy", filters.taxonomy or None
    yield "ids", None if filters.ids is None else ",".join(map(str, sorted(filters.ids)))


def _read_month(text: str) -> int:
    month = parse_month(text)
    if month is None:
        raise argparse.ArgumentTypeError(tr("“{text}”不是 2022-07 这样的年月", text=text))
    return month


def _read_text(text: str) -> str:
    # Bytes of a command line that are no UTF-8 arrive as lone surrogates, which no file could hold.
    if not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text):
        raise argparse.ArgumentTypeError(tr("不是 UTF-8 文字"))
    return text


def _read_year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise argparse.ArgumentTypeError(tr("“{text}”不是四位年份", text=text))
    return int(text)


def _read_yi(text: str) -> int:
    """Return 万元 from a text in 亿元."""
    try:
        amount = Decimal(text)
    except InvalidOperation as error:
        raise argparse.ArgumentTypeError(tr("“{text}”不是以亿元计的数", text=text)) from error
    if not amount.is_finite() or not 0 <= amount <= _GREATEST_YI:
        raise argparse.ArgumentTypeError(tr("“{text}”不是以亿元计的数", text=text))
    amount_wan = amount * WAN_PER_YI
    if amount_wan != int(amount_wan):
        raise argparse.ArgumentTypeError(tr("“{text}”精细到万元以下", text=text))
    return int(amount_wan)


def _write_yi(amount_wan: int | None) -> str | None:
    return None if amount_wan is None else str(Decimal(amount_wan) / WAN_PER_YI)


def _read_bounds(text: str) -> Bounds:
    try:
        return Bounds.from_text(text)
    except AtlasError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _read_ids(text: str) -> frozenset[int]:
    words = [word.strip() for word in text.replace("，", ",").split(",") if word.strip()]
    # 19 digits may exceed what SQLite and numpy hold.
    if not all(word.isascii() and word.isdigit() and len(word) <= 18 for word in words):
        raise argparse.ArgumentTypeError(tr("“{text}”不是用逗号分开的项目编号", text=text))
    return frozenset(map(int, words))


def _read_area(text: str) -> Rings:
    """Read an area from GeoJSON text, or from the file of that name."""
    if not text.lstrip().startswith("{"):
        path = Path(text)
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise UnreadableArea(tr("无法读取范围文件：{path}。", path=path)) from error
    try:
        geojson = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableArea(tr("范围文件不是 GeoJSON。")) from error
    if not isinstance(geojson, dict):
        raise UnreadableArea(tr("范围文件不是 GeoJSON。"))
    return parse_polygon(geojson)
