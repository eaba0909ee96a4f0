"""What the figures mean, said once: exports and charts print the same sentences."""

from geo.wording import tr


def stage_rule() -> str:
    """How a project's stage follows from its milestones (docs/decisions/0007-project-stage-rule.md)."""
    return tr("取已发生的里程碑中最靠后的一级；签约与落户同级、投产与投用同级，同级取日期最近的；计划中的不算")


def year_rule() -> str:
    """Which year a project counts in."""
    return tr("签约年份；没有签约日期的取最早一个有日期、已发生的里程碑")
