"""The forms in which parks are written, and where a text mentions them.

Texts are compared after NFKC (full-width brackets, digits and letters become half-width), in lower case and without
whitespace or quotation marks; every mention keeps its offsets in the original text.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final, Literal

from geo.frozen import frozen
from geo.parks import Gazetteer, Park

Form = Literal["name", "alias", "composed"]

_RANK: Final = {"name": 0, "alias": 1, "composed": 2}
_DROPPED: Final = frozenset("\"'“”‘’「」『』《》〈〉·・•")

# Provinces, and cities with high-tech zones, science cities and software parks of their own: a name right after one of
# these is that city's park. Chongqing is not among them.
_ELSEWHERE: Final = re.compile(
    "(?:北京|中关村|怀柔|天津|滨海|上海|张江|临港|河北|雄安|石家庄|山西|太原|内蒙古|呼和浩特|辽宁|沈阳|大连|吉林|长春"
    "|黑龙江|哈尔滨|江苏|南京|苏州|无锡|常州|南通|浙江|杭州|宁波|嘉兴|温州|安徽|合肥|芜湖|福建|福州|厦门|泉州|江西|南昌"
    "|山东|济南|青岛|烟台|河南|郑州|洛阳|湖北|武汉|光谷|东湖|襄阳|宜昌|湖南|长沙|株洲|湘江|广东|广州|深圳|珠海|东莞|佛山"
    "|惠州|松山湖|光明|广西|南宁|桂林|海南|海口|三亚|四川|成都|天府|绵阳|德阳|宜宾|泸州|贵州|贵阳|贵安|云南|昆明|西藏"
    "|拉萨|陕西|西安|西咸|宝鸡|甘肃|兰州|青海|西宁|宁夏|银川|新疆|乌鲁木齐|香港|澳门|台湾|台北|新竹|成渝|两江)"
    "(?:省|市|新区|自治区)?(?:的)?$"
)

# Words that make up names any city could have. A name of nothing else needs a context in which it can only be ours.
_GENERIC: Final = re.compile(
    "(?:科学|科技|科研|科创|科教|大学|软件|高新|高技术|经济|技术|生命|综合|保税|开发|产业|工业|创新|智能|数字|核心|中心"
    "|中北部|北部|南部|东部|西部|中部|国际|城|园|区|谷|岛|港|街|片|基地|公园|一期|二期)+"
)

# What may stand before such a name: nothing, punctuation, a preposition or verb of place, or one of our own names.
_OWN_CONTEXT: Final = re.compile(
    r"(?:^|[^\w]|[在于至到向往入进驻户和与及或是为以从由赴聚托的有将把该对靠近临环建造设沿]"
    "|重庆市?|西部|高新区|科学城|直管园|沙坪坝区?|九龙坡区?|北碚区?|江津区?|璧山区?|中国|国家级?|街道|镇)$"
)
_OWN_BRACKET: Final = re.compile(r"\((?:重庆市?|西部|[^()]*高新区|[^()]*科学城)\)$")
_BRACKET: Final = re.compile(r"\([^()]*\)$")

# A generic name is part of a longer word if one of these follows: 大学城市…, 科学城投….
_LONGER_WORD: Final = re.compile("^(?:市|投|镇|乡|村|路|大道|医院|银行)")

_BRACKETED: Final = re.compile(r"^(?P<core>[^()]+)\((?P<inner>[^()]+)\)$")
_QUARTER: Final = re.compile(r"^(?P<stem>.+?)(?P<side>[东西南北中])(?P<unit>区|园)$")
_ALSO: Final = re.compile("(?:[、,/和与及]|以及)(?P<quarter>[东西南北中](?:区|园))")


@frozen
class Mention:
    """A park named in a text.

    Attributes:
        park_id: The park.
        start: Offset of its first character in the text as given.
        end: Offset after its last character.
        how: Whether it is written by name, by alias or in a composed form.
    """

    park_id: int
    start: int
    end: int
    how: Form


@frozen
class _Entry:
    park_id: int
    how: Form
    generic: bool


class PlaceNames:
    """Every form of every park's name. Immutable."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Collect the forms; one that two unrelated parks share names neither."""
        self._gazetteer: Final = gazetteer
        self._entries: Final = _collected(gazetteer)
        words = sorted(self._entries, key=lambda form: (-len(form), form))
        # A look-ahead finds the longest form at every position, overlapping ones too.
        self._pattern: Final = re.compile(f"(?=({'|'.join(map(re.escape, words))}))") if words else None

    def find_mentions(self, text: str) -> tuple[Mention, ...]:
        """Return the parks a text names, the longest form where forms overlap, in the order of the text."""
        if self._pattern is None:
            return ()
        plain, offsets = _normalised(text)
        spans = [(found.start(1), found.end(1)) for found in self._pattern.finditer(plain)]
        taken: list[tuple[int, int]] = []
        for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
            if all(end <= other_start or start >= other_end for other_start, other_end in taken):
                taken.append((start, end))
        mentions: list[Mention] = []
        for start, end in sorted(taken):
            entry = self._entries[plain[start:end]]
            if _is_ours(plain, start, end, entry.generic):
                mentions.append(Mention(entry.park_id, offsets[start], offsets[end - 1] + 1, entry.how))
                mentions.extend(self._further_quarters(plain, start, end, offsets))
        return tuple(mentions)

    def _further_quarters(self, plain: str, start: int, end: int, offsets: list[int]) -> Iterator[Mention]:
        """Yield the 西区 of “…东区和西区”: quarters that share the name written before the first."""
        first = _QUARTER.match(plain[start:end])
        while first is not None and (also := _ALSO.match(plain, end)) is not None:
            entry = self._entries.get(first["stem"] + also["quarter"])
            if entry is None:
                return
            yield Mention(entry.park_id, offsets[also.start("quarter")], offsets[also.end() - 1] + 1, "composed")
            end = also.end()


def _normalised(text: str) -> tuple[str, list[int]]:
    """Return the text in its plain form and, for each of its characters, the offset it comes from."""
    plain: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text):
        for each in unicodedata.normalize("NFKC", character).lower():
            if not each.isspace() and each not in _DROPPED:
                plain.append(each)
                offsets.append(offset)
    return "".join(plain), offsets


def _is_ours(plain: str, start: int, end: int, generic: bool) -> bool:
    """Tell whether a name in its context can only mean our park."""
    before, after = plain[:start], plain[end:]
    bare = _BRACKET.sub("", before)
    if _ELSEWHERE.search(before) or _names_elsewhere(before):
        return False
    if not generic:
        return True
    if _LONGER_WORD.match(after):
        return False
    if bare != before:
        return bool(_OWN_BRACKET.search(before))
    return bool(_OWN_CONTEXT.search(before))


def _names_elsewhere(before: str) -> bool:
    """Tell whether a bracket just before a name holds another city: 西部(成都)科学城."""
    bracket = _BRACKET.search(before)
    return bracket is not None and _ELSEWHERE.search(bracket.group().strip("()")) is not None


def _collected(gazetteer: Gazetteer) -> dict[str, _Entry]:
    """Return by plain form the park it names; of two parks the one by the stronger kind of form, if there is one."""
    owners: dict[str, dict[int, Form]] = {}
    for park in gazetteer.parks:
        for form, how in _forms(gazetteer, park):
            owners.setdefault(form, {}).setdefault(park.id, how)
    entries: dict[str, _Entry] = {}
    for form, parks in owners.items():
        best = min(parks.values(), key=_RANK.__getitem__)
        strongest = [park_id for park_id, how in parks.items() if how == best]
        if len(strongest) == 1:
            entries[form] = _Entry(strongest[0], best, _GENERIC.fullmatch(form) is not None)
    return entries


def _forms(gazetteer: Gazetteer, park: Park) -> Iterator[tuple[str, Form]]:
    """Yield every plain form of a park's name: itself, its aliases, then what is composed from them."""
    name = _normalised(park.name)[0]
    aliases = [_normalised(alias)[0] for alias in park.aliases]
    yield name, "name"
    for alias in filter(None, aliases):
        yield alias, "alias"
    # The science city before a park's name is context, not part of a form.
    inside_city = park.parent_id is None or park.parent_id == gazetteer.root.id
    parents = [] if inside_city else _own_words(gazetteer.get_park(park.parent_id or 0))
    for written in filter(None, (name, *aliases)):
        for form in _composed(written, parents):
            if len(form) > 2:
                yield form, "composed"


def _own_words(park: Park) -> list[str]:
    return [word for word in (_normalised(each)[0] for each in (park.name, *park.aliases)) if word]


def _composed(written: str, parents: list[str]) -> Iterator[str]:
    """Yield forms of one way of writing a park: bracket alone or left out, 东区 as 东园, each after a parent's name."""
    bracketed = _BRACKETED.match(written)
    core, inner = (bracketed["core"], bracketed["inner"]) if bracketed else (written, "")
    cores = [core, *_other_units(core)]
    inners = [inner, *_other_units(inner)] if inner else []
    yield from cores
    yield from (f"{one}({other})" for one in cores for other in inners)
    for parent in parents:
        tails = [each.removeprefix(parent) for each in cores] + inners
        for tail in filter(None, tails):
            yield f"{parent}{tail}"
            yield f"{parent}({tail})"
        yield from (f"{parent}{tail}({other})" for tail in filter(None, tails[: len(cores)]) for other in inners)


def _other_units(word: str) -> list[str]:
    """Return 东园 for 东区 and the other way round, if the word ends so."""
    quarter = _QUARTER.match(word)
    if quarter is None:
        return []
    return [f"{quarter['stem']}{quarter['side']}{'园' if quarter['unit'] == '区' else '区'}"]
