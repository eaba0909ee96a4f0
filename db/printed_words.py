"""How a value of the data pack may stand in print: names, dates, stages, lists of words.

Comparison is after folding: full- and half-width forms are one, quotation marks do not count.
"""

import re
import unicodedata
from types import MappingProxyType
from typing import Final

_QUOTES: Final = "“”‘’\"'「」《》"
_DROP_QUOTES: Final = str.maketrans("", "", _QUOTES)

STAGE_WORDS: Final = MappingProxyType(
    {
        "谋划": ("谋划", "规划", "储备", "计划", "拟", "力促", "推进"),
        "洽谈": ("洽谈",),
        "签约": ("签约", "签署", "签订", "签下"),
        "落户": ("落户", "落地", "引进", "引入", "招引", "落子", "入驻", "设立", "招商"),
        "开工": ("开工", "启动建设", "启动"),
        "在建": ("在建", "建设", "推进", "实施", "施工", "总工程量", "安装", "攻坚", "开工"),
        "完工": ("完工", "竣工", "建成", "完成"),
        "投产": ("投产", "量产", "生产", "并网", "下线"),
        "投用": ("投用", "投运", "投入使用", "通车", "运行", "运营", "入驻", "揭牌"),
        "达产": ("达产",),
    }
)
"""The words in print that a stage may rest on. A milestone whose printed word is another names it first in its note."""

_TIME_WORD = re.compile(
    r"(?<!\d)20\d\d(?!\d)|\d[年月日]|季度|半年|今年|去年|当年|年底|年初|月底|目前|当前|近日|日前|以来|期间|西洽会|智博会"
)


def fold(words: str) -> str:
    """Return the text with full-width forms made half-width and quotation marks dropped."""
    return unicodedata.normalize("NFKC", words).translate(_DROP_QUOTES).replace(" ", "")


def contains_words(words: str, wanted: str) -> bool:
    """Say whether `wanted` stands in `words`, after folding. Nothing is never contained."""
    return bool(wanted) and fold(wanted) in fold(words)


def shares_run(words: str, name: str, length: int = 4) -> bool:
    """Say whether a printed text and a name we composed have `length` characters running in common."""
    printed, composed = fold(words), fold(name)
    length = min(length, len(printed), len(composed))
    return length > 0 and any(
        composed[start : start + length] in printed for start in range(len(composed) - length + 1)
    )


def contains_stage(words: str, stage: str, printed: str) -> bool:
    """Say whether a text prints a stage: one of its `STAGE_WORDS`, or the word the milestone's note opens with."""
    return contains_words(words, printed) or any(word in words for word in STAGE_WORDS.get(stage, ()))


def date_parts(date: str) -> tuple[str, ...]:
    """Return what must be printed for an ISO date of any precision: `2022-04-30` → `2022`, `4月`, `30日`."""
    suffixes = ("", "月", "日")
    # Without `int`: what is no date at all is reported elsewhere, and must not end the check.
    return tuple(f"{part.lstrip('0') or '0'}{suffix}" for part, suffix in zip(date.split("-"), suffixes, strict=False))


def contains_date_part(words: str, part: str) -> bool:
    """Say whether a part given by `date_parts` stands in a text as a whole number."""
    end = "" if part[-1] in "月日" else r"(?!\d)"
    return re.search(rf"(?<!\d){re.escape(part)}{end}", fold(words)) is not None


def contains_time_word(words: str) -> bool:
    """Say whether a text holds any word of time a reading of a date can rest on: 今年, 去年底, 7月, 以来 …."""
    return _TIME_WORD.search(fold(words)) is not None
