"""A small invented data pack and the ledger built from it, in the format of `seeds/`."""

import datetime
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db.index.columns import ProjectColumns
from db.ledger import Ledger
from db.seed_pack.seed_tables import SEED_COLUMNS
from db.seeding import seed_ledger

NOW = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)

DOCUMENT_TEXT = "甲园 迎来芯片一厂。\n芯片一厂总投资约12.5亿元，位于甲园；配套宿舍！药谷中心签约。"

PACK: dict[str, str] = {
    "documents": f"""
d1,一号材料,示例报,2022-05,inferred,{hashlib.sha256("".join(DOCUMENT_TEXT.split()).encode()).hexdigest()}
d2,二号材料,示例报,2023-03,inferred,00""",
    "taxonomies": """
1,旧分类,2020,2021,inferred
2,新分类,2022,,stated""",
    "industries": """
1,新分类,,1,信息,#111111,square,
2,新分类,,1,健康,#222222,plus,
11,新分类,信息,2,集成电路,#111111,square,stated
12,新分类,集成电路,3,功率器件,#111111,square,inferred
21,新分类,健康,2,生物医药,#222222,plus,stated
101,旧分类,,1,大健康,#222222,plus,""",
    "industry_crosswalk": """
旧分类,大健康,新分类,健康,inferred""",
    "parks": """
1,示例科学城,科学城,,106.32,29.56,C,示例,1198,示例,,
2,甲园,园区,示例科学城,106.36,29.61,B,示例,30,示例,信息,stated
3,甲园东区,园区,甲园,106.36,29.61,D,示例,,,人工智能,inferred
4,乙谷,片区,示例科学城,106.3,29.5,C,示例,,,储能,inferred
5,丙岛,片区,示例科学城,,,,,,,,stated""",
    "park_aliases": """
甲园,甲微园,inferred""",
    "park_links": """
甲园东区,甲园,carried_by""",
    "park_rules": """
1,1,甲园东区,topic,人工智能,东区重点发展
2,2,甲园,track,集成电路,核心区
3,2,乙谷,topic,储能,谷里做储能
4,2,乙谷,kind,transport,示例""",
    "organisations": """
1,芯一公司,
2,药谷集团,
3,甲大学,""",
    "organisation_aliases": """
芯一公司,芯一""",
    "organisation_tags": """
药谷集团,世界500强
药谷集团,上市公司
芯一公司,世界500强""",
    "projects": """
1,芯片一厂,industry,信息,集成电路,stated,,125000,约,约12.5亿元,甲园,stated,128,1500,功率芯片工厂,
2,芯片二厂,industry,信息,功率器件,inferred,,80000,,8亿元,,,,,第二座芯片工厂,
3,药谷中心,innovation,健康,,stated,大健康,,,,,,,,药物研发平台,
4,人工智能储能站,industry,,,,,5000,预计,0.5亿元,,,,,,
5,地铁延长线,transport,,,,,,,,,,,,向西延长,
6,未知之物,city,,,,,,,,,,,,,
7,丙岛医院,health,健康,生物医药,stated,,1050000,约,约105亿元,丙岛,stated,,,医院,""",
    "project_aliases": """
芯片一厂,芯片龙头
药谷中心,YG中心""",
    "project_organisations": """
芯片一厂,芯一公司,投资方
药谷中心,药谷集团,投资方
药谷中心,药谷集团,运营方
药谷中心,甲大学,合作方
丙岛医院,药谷集团,投资方""",
    "project_directions": """
芯片二厂,功率器件,inferred
人工智能储能站,生物医药,inferred""",
    "chain_relations": """
1,支撑,stated,提供支撑,projects,芯片一厂,芯片一厂,stated,industries,功率器件,功率芯片,inferred,功率器件,inferred,
2,上游,inferred,原料,organisations,芯一公司,芯一,stated,,,下游厂商,,集成电路,stated,示例""",
    "project_facts": """
1,芯片一厂,月产能,30000,片,,,
2,芯片一厂,制程,先进,,,,""",
    "milestones": """
1,芯片一厂,签约,2021-03,0,stated,
2,芯片一厂,开工,2021,0,stated,
3,芯片一厂,投产,2024,1,stated,
4,药谷中心,落户,2022-05,0,stated,
5,药谷中心,签约,2022-07,0,stated,
6,人工智能储能站,开工,2023,1,stated,
7,丙岛医院,在建,,0,stated,
8,芯片二厂,投用,2020-09,0,stated,揭牌投用""",
    "events": """
1,一月签约,signing,2022-01-05,inferred,,3,,200000,,
2,全年累计,period,2022,stated,今年以来,10,余,,超,文中不及详列""",
    "event_containments": """
全年累计,一月签约,stated""",
    "event_parts": """
一月签约,industry,信息,2,
一月签约,industry,健康,1,""",
    "event_projects": """
一月签约,芯片一厂,stated
一月签约,药谷中心,stated
全年累计,丙岛医院,inferred""",
    "indicators": """
1,签约项目数,100,个,超,2022,全域,actual,inferred,,至文稿所在月
2,排名,,,,2022,全域,actual,stated,第一,""",
    "mechanisms": """
1,链长制,每条链一位负责人""",
    "lists": """
1,十大项目,清单""",
    "list_items": """
十大项目,芯片一厂,1""",
    "statements": """
1,projects,7,amount_wan,约105亿,d2,1
2,projects,7,amount_wan,百亿级,d1,0""",
    "suspicions": """
1,projects,3,7,名称相近""",
    "evidence": """
1,projects,1,name,d1,4,8
2,projects,1,amount_wan,d1,12,20
3,milestones,1,stage,d1,4,8
4,projects,1,park,d2,0,3
5,park_rules,2,park,d1,0,2
6,projects,3,name,d1,31,35""",
}


@pytest.fixture(scope="session")
def document_text() -> str:
    return DOCUMENT_TEXT


@pytest.fixture
def now() -> datetime.datetime:
    return NOW


@pytest.fixture
def write_pack(tmp_path: Path) -> Callable[..., Path]:
    """Write the pack into a folder; keyword arguments replace the rows of a table."""

    def write(**changes: str) -> Path:
        folder = tmp_path / "pack"
        folder.mkdir(exist_ok=True)
        for table, columns in SEED_COLUMNS.items():
            used = [column for column in columns if column not in _LEFT_OUT.get(table, ())]
            text = f"{','.join(used)}\n{(PACK | changes)[table].strip()}\n"
            (folder / f"{table}.csv").write_text(text, encoding="utf-8")
        return folder

    return write


# Optional columns of the real pack that the small one does without, had they been made required.
_LEFT_OUT: dict[str, tuple[str, ...]] = {}


@pytest.fixture
def ledger_path(tmp_path: Path, write_pack: Callable[..., Path]) -> Path:
    """The path of a ledger built from the pack."""
    path = tmp_path / "示例 台账.kxc"
    seed_ledger(path, write_pack(), NOW)
    return path


@pytest.fixture
def ledger(ledger_path: Path) -> Iterator[Ledger]:
    with Ledger.open(ledger_path) as opened:
        yield opened


@pytest.fixture
def columns(ledger: Ledger) -> ProjectColumns:
    return ledger.load_columns()
