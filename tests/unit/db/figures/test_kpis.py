"""KPIs: values, their rows, their breakdowns, against plain SQL."""

import numpy as np
import pytest

from db.figures import kpis
from db.figures.definitions import DEFINITIONS, get_definition
from db.figures.kpis import BREAKDOWNS, Kpi, KpiReckoner, read_happened
from db.filters import Filters
from db.index.columns import ProjectColumns
from db.ledger import Ledger


@pytest.fixture
def reckoner(ledger: Ledger, columns: ProjectColumns) -> KpiReckoner:
    with ledger.reading() as connection:
        return KpiReckoner(columns, read_happened(connection, columns))


def everything(columns: ProjectColumns) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.ones(len(columns), np.bool_)


def reckon(reckoner: KpiReckoner, columns: ProjectColumns, id_: str) -> Kpi:
    return reckoner.reckon(get_definition(id_), everything(columns))


@pytest.mark.parametrize("rows", [[], [0], [6, 0], [2, 3, 4], [0, 1, 2, 3, 4, 5, 6]])
def test_what_happened_to_some_is_what_happened_to_them_among_all(
    ledger: Ledger, columns: ProjectColumns, rows: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kpis, "_FEW_OF", 2)
    with ledger.reading() as connection:
        whole = read_happened(connection, columns)
        some = read_happened(connection, columns, rows=np.array(rows, np.int64))
    assert any(happened.any() for happened in whole.values())
    assert {stage: found[rows].tolist() for stage, found in some.items()} == {
        stage: found[rows].tolist() for stage, found in whole.items()
    }


def test_ratios_name_their_rows(reckoner: KpiReckoner, columns: ProjectColumns) -> None:
    # signed or later: 1 开工, 2 投用, 3 签约, 7 在建
    started = reckon(reckoner, columns, "started.stage")
    assert started.numerator_ids.tolist() == [1, 2, 7]
    assert started.denominator_ids.tolist() == [1, 2, 3, 7]
    assert started.value == 75.0
    assert reckon(reckoner, columns, "operating.signed").value == 25.0


def test_variants_of_a_kpi_differ_by_their_definition(reckoner: KpiReckoner, columns: ProjectColumns) -> None:
    assert reckon(reckoner, columns, "started.milestone").numerator_ids.tolist() == [1], (
        "only this one saw the ground broken"
    )
    assert reckon(reckoner, columns, "building.active").numerator_ids.tolist() == [1, 7]
    assert reckon(reckoner, columns, "building.strict").numerator_ids.tolist() == [7]
    assert reckon(reckoner, columns, "projects.industrial").value == 4


def test_a_sum_says_what_it_leaves_out(reckoner: KpiReckoner, columns: ProjectColumns) -> None:
    signed = reckon(reckoner, columns, "signed_amount.stage")
    assert (signed.value, signed.unpublished, signed.sample) == (125000 + 80000 + 1050000, 1, 7)


@pytest.mark.parametrize("definition", [d for d in DEFINITIONS if d.missing], ids=lambda d: d.id)
def test_what_the_ledger_cannot_answer_says_why(reckoner: KpiReckoner, columns: ProjectColumns, definition) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    kpi = reckoner.reckon(definition, everything(columns))
    assert (kpi.value, kpi.reason) == (None, definition.missing)
    assert not kpi.numerator_ids.size
    assert reckoner.break_down(definition, everything(columns), "industry") == ()


_SIGNED = "SELECT project_id FROM project_status JOIN stages USING (stage) WHERE rank >= 3"
SQL = {
    "projects.all": ("SELECT id FROM projects", None),
    "projects.industrial": ("SELECT id FROM projects WHERE kind IN ('industry', 'innovation')", None),
    "signed_amount.stage": (_SIGNED, None),
    "signed_amount.milestone": ("SELECT project_id FROM milestones WHERE stage = '签约' AND NOT is_planned", None),
    "building.active": ("SELECT project_id FROM project_status WHERE stage IN ('开工', '在建')", None),
    "building.strict": ("SELECT project_id FROM project_status WHERE stage = '在建'", None),
    "started.stage": ("SELECT project_id FROM project_status JOIN stages USING (stage) WHERE rank >= 4", _SIGNED),
    "started.milestone": (
        """SELECT project_id FROM milestones WHERE stage = '开工' AND NOT is_planned AND project_id IN
            (SELECT project_id FROM project_status JOIN stages USING (stage) WHERE rank >= 3)""",
        _SIGNED,
    ),
    "landed_started.milestone": (
        """SELECT project_id FROM milestones WHERE stage = '落户' AND NOT is_planned AND project_id IN
            (SELECT project_id FROM project_status JOIN stages USING (stage) WHERE rank >= 4)""",
        "SELECT project_id FROM milestones WHERE stage = '落户' AND NOT is_planned",
    ),
    "built.signed": ("SELECT project_id FROM project_status JOIN stages USING (stage) WHERE rank >= 6", _SIGNED),
    "built.started": (
        "SELECT project_id FROM project_status JOIN stages USING (stage) WHERE rank >= 6",
        "SELECT project_id FROM project_status JOIN stages USING (stage) WHERE rank >= 4",
    ),
    "operating.signed": ("SELECT project_id FROM project_status JOIN stages USING (stage) WHERE rank >= 7", _SIGNED),
    "operating.started": (
        "SELECT project_id FROM project_status JOIN stages USING (stage) WHERE rank >= 7",
        "SELECT project_id FROM project_status JOIN stages USING (stage) WHERE rank >= 4",
    ),
    "full_output.projects": (
        "SELECT project_id FROM project_status JOIN stages USING (stage) WHERE rank >= 8",
        "SELECT project_id FROM project_status JOIN stages USING (stage) WHERE rank >= 7",
    ),
}


def test_every_answerable_definition_is_checked_against_sql() -> None:
    assert SQL.keys() == {definition.id for definition in DEFINITIONS if not definition.missing}


@pytest.mark.parametrize("id_", SQL)
def test_values_and_rows_equal_plain_sql(
    ledger: Ledger, reckoner: KpiReckoner, columns: ProjectColumns, id_: str
) -> None:
    kpi = reckon(reckoner, columns, id_)
    above, below = SQL[id_]
    with ledger.reading() as connection:
        numerator = sorted({row[0] for row in connection.execute(above)})
        denominator = sorted({row[0] for row in connection.execute(below)}) if below else []
        amounts = dict(connection.execute("SELECT id, amount_wan FROM projects"))
    assert kpi.numerator_ids.tolist() == numerator
    assert kpi.denominator_ids.tolist() == denominator
    if below:
        assert kpi.value == (round(100 * len(numerator) / len(denominator), 1) if denominator else None)
    elif kpi.definition.unit == "亿元":
        assert kpi.value == sum(amounts[i] or 0 for i in numerator)
        assert kpi.unpublished == sum(amounts[i] is None for i in numerator)
    else:
        assert kpi.value == len(numerator)


@pytest.mark.parametrize("dimension", BREAKDOWNS)
@pytest.mark.parametrize("id_", SQL)
def test_a_breakdown_is_the_kpi_of_each_value(
    reckoner: KpiReckoner, columns: ProjectColumns, dimension: str, id_: str
) -> None:
    definition = get_definition(id_)
    mask = everything(columns)
    parts = reckoner.break_down(definition, mask, dimension)
    assert parts
    for part in parts:
        multi = columns.multi.get(dimension)
        code = columns.dimensions[dimension].ids.index(part.id)
        if multi:
            own = np.zeros_like(mask)
            own[multi.rows[multi.codes == code]] = True
        else:
            own = columns.codes[dimension] == code
        kpi = reckoner.reckon(definition, own)
        assert (part.value, part.numerator, part.denominator, part.unpublished) == (
            kpi.value,
            len(kpi.numerator_ids),
            len(kpi.denominator_ids),
            kpi.unpublished,
        )


def test_a_mask_keeps_to_itself(reckoner: KpiReckoner, columns: ProjectColumns) -> None:
    mask = columns.mask(Filters(industries=frozenset({1})))
    kpi = reckoner.reckon(get_definition("started.stage"), mask)
    assert (kpi.denominator_ids.tolist(), kpi.sample) == ([1, 2], 2)
