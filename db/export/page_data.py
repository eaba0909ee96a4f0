"""What the map in a file of its own shows: projects, places and words, as plain values for JSON."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.export.blocks import split_rows
from db.export.definitions import TITLE
from db.export.kpi_notes import describe_sheet
from db.export.related import MilestoneRow
from db.export.sheet import BASIS_WORDS, GRADE_WORDS, ExportSheet, IndustryHead, Source
from db.index.dimensions import shown_name
from db.index.page_ids import PageIds
from db.money import format_money
from db.project_rows import ProjectRow
from geo.page_places import describe_places
from geo.placement import Place, Placement
from geo.wording import term, tr

_DECIMALS: Final = 7
_CARDS_AT_ONCE: Final = 500
"""So few that an export can be stopped between them without a wait; fewer take longer to read."""


def _unheard(done: int) -> None:
    """Follow the gathering without telling anybody."""


def build_page_data(
    sheet: ExportSheet, tokens: Mapping[str, Any], progress: Callable[[int], None] = _unheard
) -> dict[str, Any]:
    """Gather what the page shows.

    Args:
        sheet: The export.
        tokens: The design tokens, whose industries give each project its colour and shape.
        progress: Told how many projects were read, now and then; it may raise `ExportCancelled`.

    Raises:
        LedgerError: The ledger cannot be read.
    """
    placement = sheet.places.placement
    industries = [*sheet.header.industries]
    slots = [_slot_of(industry, tokens["industries"]) for industry in industries]
    return {
        "about": _about(sheet),
        "industries": [
            {"name": shown_name(industry.name), "slot": slot} for industry, slot in zip(industries, slots, strict=True)
        ],
        "documents": [[document.title, document.published or ""] for document in sheet.header.documents],
        "projects": _columns(sheet, placement, np.array(slots, np.int64)),
        "cards": _cards(sheet, progress),
        "places": [_place(place) for place in placement.places],
        "parks": describe_places(sheet.gazetteer, placement),
        "tokens": tokens,
    }


def _slot_of(industry: IndustryHead, legend: Sequence[Mapping[str, str]]) -> int:
    """Return the colour and shape of an industry: by its name in the legend, else by its own shape, else the last."""
    *known, _other = range(len(legend))
    named = [slot for slot in range(len(legend)) if legend[slot]["name"] == industry.name]
    shaped = [slot for slot in known if legend[slot]["shape"] == industry.symbol]
    return [*named, *shaped, len(legend) - 1][0]


def _about(sheet: ExportSheet) -> dict[str, Any]:
    header = sheet.header
    months = [document.published for document in header.documents if document.published]
    return {
        "title": tr(TITLE),
        "lines": [_line(heading, words) for heading, words in describe_sheet(sheet)],
        "filters": header.filters,
        "count": header.totals.count,
        "amount_wan": header.totals.amount_wan,
        "until": max(months)[:7] if months else "",
    }


def _line(heading: str, words: str) -> list[str]:
    """A line about the file; its documents one below the other."""
    return [heading, words.replace(tr("；"), "\n") if heading == tr("材料") else words]


def _columns(sheet: ExportSheet, placement: Placement, slots: NDArray[np.int64]) -> dict[str, list[Any]]:
    """The projects column by column, rows in the order asked."""
    columns, rows = sheet.columns, sheet.row_numbers
    industry = columns.codes["industry"][rows]
    flags = (columns.has_value("grade", "inferred"), columns.planned)
    inferred, planned = (flag[rows].astype(np.int64).tolist() for flag in flags)
    return {
        "id": PageIds(columns).told(columns.ids[rows]).tolist(),
        "name": [columns.names[row] for row in rows.tolist()],
        "x": placement.world_x[rows].tolist(),
        "y": placement.world_y[rows].tolist(),
        "place": placement.place[rows].tolist(),
        "industry": slots[industry].tolist(),
        "group": industry.tolist(),
        "amount_wan": columns.amount_wan[rows].tolist(),
        "inferred": inferred,
        "planned": planned,
        "lng": _degrees(columns.lng[rows]),
        "lat": _degrees(columns.lat[rows]),
    }


def _degrees(values: NDArray[np.float64]) -> list[float | None]:
    return [None if value != value else value for value in values.round(_DECIMALS).tolist()]


def _place(place: Place) -> dict[str, Any]:
    names = ("park_id", "name", "kind", "world_x", "world_y", "host", "note", "open_zoom", "head", "middle")
    return {name: getattr(place, name) for name in names}


def _cards(sheet: ExportSheet, progress: Callable[[int], None]) -> list[dict[str, Any]]:
    """One card a project: short words for list and label, facts for the drawer; some hundreds between two words."""
    numbers = {document.id: number for number, document in enumerate(sheet.header.documents)}
    cards: list[dict[str, Any]] = []
    for rows in split_rows(sheet.row_numbers, _CARDS_AT_ONCE):
        progress(len(cards))
        ids = sheet.columns.ids[rows]
        milestones, evidence = _milestones(sheet.read_milestones(ids)), _evidence(sheet.read_sources(ids), numbers)
        cards += [_card(row, milestones[row.id], evidence[row.id]) for row in sheet.read_rows(rows)]
    return cards


def _card(row: ProjectRow, milestones: list[list[Any]], evidence: list[list[Any]]) -> dict[str, Any]:
    stage = " ".join(filter(None, (term(row.stage or ""), row.stage_date)))
    badge = {"own": "", "city": ""}.get(row.grade, tr(GRADE_WORDS[row.grade]))
    words = {
        "industry": shown_name(row.industry or tr("未归类")),
        "stage": stage,
        "amount": _amount(row),
        "park": row.park or "",
        "basis": badge,
        "facts": [list(fact) for fact in _facts(row)],
        "milestones": milestones,
        "documents": evidence,
    }
    return {key: value for key, value in words.items() if value}


def _amount(row: ProjectRow) -> str:
    if row.amount_wan is None:
        return row.amount_text or tr("未公布")
    return f"{term(row.amount_qualifier or '')} {format_money(row.amount_wan)}".strip()


def _facts(row: ProjectRow) -> Iterator[tuple[str, str, str]]:
    """Give (heading, words, on what they rest) of what is known of a project."""
    yield tr("金额"), _amount(row), ""
    industry = tr("、").join(filter(None, (row.industry and shown_name(row.industry), row.track)))
    yield tr("产业"), industry or tr("未归类"), tr(BASIS_WORDS.get(row.industry_basis, "")) if industry else ""
    yield tr("园区"), row.park or tr("仅知在科学城"), tr(BASIS_WORDS.get(row.park_basis, "")) if row.park else ""
    yield tr("位置"), _position(row), ""
    further = (
        (tr("类别"), term(row.kind_name)),
        (tr("别名"), tr("、").join(row.aliases)),
        (tr("单位"), tr("、").join(row.organisations)),
        (tr("单位标签"), tr("、").join(map(term, row.tags))),
        (tr("活动"), tr("；").join(row.events)),
        (tr("清单"), tr("、").join(row.lists)),
        (tr("用地"), "" if row.area_mu is None else tr("{area} 亩", area=f"{row.area_mu:g}")),
        (tr("就业"), "" if row.jobs is None else tr("{jobs} 人", jobs=f"{row.jobs:,}")),
        (tr("内容"), row.summary or ""),
        (tr("说明"), row.note or ""),
    )
    yield from ((heading, words, "") for heading, words in further if words)


def _position(row: ProjectRow) -> str:
    if row.lng is None or row.lat is None:
        return tr("坐标未定，不画到图上")
    degrees = f"{row.lng:.5f}, {row.lat:.5f}"
    return tr("{degrees}（园区的代表点，示意）", degrees=degrees) if row.position_schematic else degrees


def _milestones(read: Iterable[MilestoneRow]) -> defaultdict[int, list[list[Any]]]:
    found: defaultdict[int, list[list[Any]]] = defaultdict(list)
    for _id, project, stage, date, planned, basis, note in read:
        found[project].append([term(stage), date or tr("日期未载"), int(planned), int(basis == "inferred"), note or ""])
    return found


def _evidence(read: Iterable[Source], numbers: Mapping[str, int]) -> defaultdict[int, list[list[Any]]]:
    """Which documents a project rests on, by number, and what each of them says."""
    said: defaultdict[int, dict[int, dict[str, None]]] = defaultdict(dict)
    for source in read:
        fields = said[source.project_id].setdefault(numbers[source.document_id], {})
        fields[source.field_name] = None
    found: defaultdict[int, list[list[Any]]] = defaultdict(list)
    for project, documents in said.items():
        found[project] = [[number, tr("、").join(fields)] for number, fields in sorted(documents.items())]
    return found
