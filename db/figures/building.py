"""Figures of a result and of the announcements: totals, KPIs with their definition, and what reconciles with what."""

import datetime

from db.figures.chains import Chain, MatrixCell, build_chain, build_matrix
from db.figures.contradictions import Contradiction, find_contradictions
from db.figures.findings import Finding, find_findings
from db.figures.indicators import Indicator, read_indicators
from db.figures.kpis import Kpi, KpiReckoner, read_happened
from db.figures.reconciliation import reconcile_events
from db.figures.records import EventFigures
from db.figures.repeats import Repeat, survey_repeats
from db.figures.stage_board import StageBoard, build_stage_board, find_urgent
from db.figures.watching import Watch, unheard
from db.filters import Filters
from db.index.columns import ProjectColumns
from db.index.cross_filter import CrossFilter
from db.index.facets import FacetValue, Totals, count_facets
from db.ledger import Ledger
from geo.frozen import frozen

_TABLED = ("industry", "park", "stage", "kind", "year")


@frozen
class Figures:
    """Everything `figures` tells.

    Attributes:
        filters: What was asked, in words.
        data_version: State of the data.
        totals: Of the result.
        tables: Values with counts and sums of the result, by dimension; values without projects are left out.
        kpis: Of the result, by every definition.
        events: Of all announcements, whatever the filters: a part cannot be reconciled with a published whole.
        contradictions: What documents state differently.
        repeats: Projects that may be one, the likeliest pairs.
        repeats_unlisted: How many pairs there are beyond them.
        findings: What is worth a look, of the whole ledger.
        board: The result by stage.
        chain: The result on the industry chain.
        matrix: Parks beside industries, of the result.
        indicators: All printed indicators.
        mechanisms: Number of mechanisms.
        evidence: Number of places in documents that evidence something.
    """

    filters: str
    data_version: str
    totals: Totals
    tables: dict[str, tuple[FacetValue, ...]]
    kpis: tuple[Kpi, ...]
    events: tuple[EventFigures, ...]
    contradictions: tuple[Contradiction, ...]
    repeats: tuple[Repeat, ...]
    repeats_unlisted: int
    findings: tuple[Finding, ...]
    board: StageBoard
    chain: Chain
    matrix: tuple[MatrixCell, ...]
    indicators: tuple[Indicator, ...]
    mechanisms: int
    evidence: int


def build_figures(
    ledger: Ledger, columns: ProjectColumns, filters: Filters, as_of: datetime.date, watch: Watch = unheard
) -> Figures:
    """Work out the figures of a result.

    Args:
        ledger: The open ledger.
        columns: Its projects, industries as stored.
        filters: The result.
        as_of: Today; what is overdue counts from it.
        watch: Told how many pairs of names of how many are compared, which is what takes long; see `survey_repeats`.

    Raises:
        LedgerError: The file is damaged or held by another program.
    """
    mask = columns.mask(filters)
    chosen = count_facets(CrossFilter.of_mask(columns, mask))  # of the result itself, not cross-filtered
    with ledger.reading() as connection:
        events = reconcile_events(connection, columns)
        contradictions = find_contradictions(connection)
        happened = read_happened(connection, columns)
        repeats = survey_repeats(connection, watch=watch)
        findings = find_findings(connection, find_urgent(connection, columns, as_of), repeats)
        board = build_stage_board(connection, columns, mask, as_of)
        chain = build_chain(connection, columns, mask)
        matrix = build_matrix(connection, columns, mask)
        indicators = read_indicators(connection)
        mechanisms, evidence = connection.execute(
            "SELECT (SELECT count(*) FROM mechanisms), (SELECT count(*) FROM evidence)"
        ).fetchone()
    return Figures(
        filters=filters.describe(columns.dimensions),
        data_version=ledger.data_version,
        totals=columns.totals(mask),
        tables={key: tuple(value for value in chosen[key] if value.count) for key in _TABLED},
        kpis=KpiReckoner(columns, happened).reckon_all(mask),
        events=events,
        contradictions=contradictions,
        repeats=repeats.listed,
        repeats_unlisted=repeats.unlisted,
        findings=findings,
        board=board,
        chain=chain,
        matrix=matrix,
        indicators=indicators,
        mechanisms=mechanisms,
        evidence=evidence,
    )
