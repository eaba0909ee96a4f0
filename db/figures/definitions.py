"""What the trade's figures mean: every KPI as data, with its variants, selectable and printed beside the value.

The same word means different things in different offices (does 开工 include taking over the land? is 达产率 counted in
projects or in output?), so each variant is a definition of its own and every value carries the one it was worked out
by. A variant that the ledger's data cannot answer stays in the table with the reason, rather than being left out.
"""

from typing import Final

from geo.frozen import frozen


@frozen
class Condition:
    """Which projects count; every part given must hold.

    Attributes:
        least_stage: The project's stage is this or a later one, by rank (签约 and 落户 share one, as do 投产 and 投用).
        stages: The project's stage is one of these.
        milestone: A milestone of this stage has happened, whatever came after.
        kinds: The project's kind is one of these.
    """

    least_stage: str = ""
    stages: tuple[str, ...] = ()
    milestone: str = ""
    kinds: tuple[str, ...] = ()


@frozen
class Definition:
    """One variant of one KPI.

    Attributes:
        id: `started.stage`: the KPI and its variant.
        name: What the trade calls it.
        variant: What tells it from the KPI's other variants, in a few words.
        words: What is counted, or divided by what.
        unit: `项`, `亿元` or `%`.
        numerator: What is counted or summed.
        denominator: What it is divided by; None for counts and sums.
        missing: Why the ledger cannot answer it; empty for one it can.
        published: Name of the printed indicator that means the same, to stand beside the value; never subtracted.
    """

    id: str
    name: str
    variant: str
    words: str
    unit: str
    numerator: Condition = Condition()
    denominator: Condition | None = None
    missing: str = ""
    published: str = ""

    @property
    def kpi(self) -> str:
        """The KPI it is a variant of: `started`."""
        return self.id.partition(".")[0]


_BUILT_KINDS: Final = ("industry", "innovation")
_SIGNED: Final = Condition(least_stage="签约")

DEFINITIONS: Final = (
    Definition("projects.all", "项目数", "全部类别", "台账具名的项目", "项"),
    Definition(
        "projects.industrial",
        "项目数",
        "产业与创新",
        "台账具名的产业和创新项目，不含城市、交通、教育、医疗设施",
        "项",
        Condition(kinds=_BUILT_KINDS),
    ),
    Definition("signed_amount.stage", "签约额", "按阶段", "已签约落户及以后的项目已公布金额之和", "亿元", _SIGNED),
    Definition(
        "signed_amount.milestone",
        "签约额",
        "按签约里程碑",
        "有已发生的签约记录的项目已公布金额之和，不含只见落户的",
        "亿元",
        Condition(milestone="签约"),
    ),
    Definition(
        "building.active", "在建", "开工与在建", "阶段为开工或在建的项目", "项", Condition(stages=("开工", "在建"))
    ),
    Definition("building.strict", "在建", "仅在建", "阶段为在建的项目", "项", Condition(stages=("在建",))),
    Definition(
        "started.stage",
        "开工率",
        "按阶段",
        "已开工及以后 ÷ 已签约落户及以后",
        "%",
        Condition(least_stage="开工"),
        _SIGNED,
    ),
    Definition(
        "started.milestone",
        "开工率",
        "按开工里程碑",
        "有已发生的开工记录 ÷ 已签约落户及以后",
        "%",
        Condition(least_stage="签约", milestone="开工"),
        _SIGNED,
    ),
    Definition("started.land", "开工率", "含拿地", "已开工或已拿地 ÷ 已签约", "%", missing="台账没有拿地日期"),
    Definition(
        "landed_started.milestone",
        "落地开工率",
        "按落户里程碑",
        "有落户记录且已开工及以后 ÷ 有落户记录",
        "%",
        Condition(least_stage="开工", milestone="落户"),
        Condition(milestone="落户"),
        published="项目落地开工率",
    ),
    Definition(
        "landed_started.published",
        "落地开工率",
        "公布口径",
        "公布的比率，分子、分母未公布",
        "%",
        missing="分子、分母未公布，不能复算",
        published="项目落地开工率",
    ),
    Definition(
        "built.signed",
        "建成率",
        "÷ 签约",
        "已完工及以后 ÷ 已签约落户及以后",
        "%",
        Condition(least_stage="完工"),
        _SIGNED,
    ),
    Definition(
        "built.started",
        "建成率",
        "÷ 开工",
        "已完工及以后 ÷ 已开工及以后",
        "%",
        Condition(least_stage="完工"),
        Condition(least_stage="开工"),
    ),
    Definition(
        "operating.signed",
        "投产率",
        "÷ 签约",
        "已投产投用及以后 ÷ 已签约落户及以后",
        "%",
        Condition(least_stage="投产"),
        _SIGNED,
    ),
    Definition(
        "operating.started",
        "投产率",
        "÷ 开工",
        "已投产投用及以后 ÷ 已开工及以后",
        "%",
        Condition(least_stage="投产"),
        Condition(least_stage="开工"),
    ),
    Definition(
        "full_output.projects",
        "达产率",
        "达产 ÷ 投产",
        "已达产 ÷ 已投产投用及以后",
        "%",
        Condition(least_stage="达产"),
        Condition(least_stage="投产"),
    ),
    Definition("full_output.output", "达产率", "实际 ÷ 设计", "实际产出 ÷ 设计产出", "%", missing="台账没有设计产出"),
)
"""Every definition, KPI after KPI; a KPI's first variant is what it means unless another is chosen."""


def get_definition(id_: str) -> Definition:
    """Return a definition.

    Raises:
        KeyError: There is none with this id.
    """
    return _BY_ID[id_]


_BY_ID: Final = {definition.id: definition for definition in DEFINITIONS}
