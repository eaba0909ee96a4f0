"""Where everything of the chain map stands: four columns in the order of the data, never re-arranged by the figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import Final

from db.figures.chains import Chain, ChainNode
from db.figures.relations import Relation
from db.money import format_money
from geo.frozen import frozen
from geo.wording import tr

ROW: Final = 22
MARKER: Final = 14
COLUMNS: Final = (0.0, 172.0, 376.0, 556.0)
"""Left edges in pixels: industry, track, direction, projects."""

MOST_NAMED: Final = 40
MOST_ORGANISATIONS: Final = 10
_GAP: Final = 14
_BLOCK: Final = 12
LEAST_WIDTH: Final = 860.0
_BRACKET: Final = 14
_HEAD: Final = 26


@frozen
class Box:
    """Something drawn at a place.

    Attributes:
        kind: `node`, `project`, `more` (projects that are not named), `organisation`, `others` (organisations that are
            not named), `related` (how many relations are printed), `gap` (the ledger has none), `none` (the filter
            leaves none), `room` (counted in print but not listed), `end` and `relation` of a printed relation,
            `unrelated` (no relation is printed), `head`.
        key: Node, project, organisation or relation id.
        words: What is written.
        detail: What is written smaller beside it.
        x: Left edge, pixels.
        y: Top edge.
        width: Of what is written.
        height: Of what is written.
        level: 1..4, the column.
        root: The industry it belongs to.
        is_started: The project has broken ground, or is beyond.
        is_read: The project hangs here, or the words mean this, by our reading.
    """

    kind: str
    key: int
    words: str
    x: float
    y: float
    width: float
    level: int
    root: int
    detail: str = ""
    height: float = ROW
    is_started: bool = False
    is_read: bool = False

    @property
    def is_pressed(self) -> bool:
        """Whether something happens when it is clicked."""
        return self.kind in ("node", "project", "more", "organisation", "related", "end", "relation")


@frozen
class Bracket:
    """The line from a node to those under it.

    Attributes:
        x: Of the upright.
        y: Of the node.
        ends: Of those under it, each with whether it is a gap.
        left: Where the node's words end.
        right: Where theirs begin.
        root: The industry.
        level: Of the node.
    """

    x: float
    y: float
    ends: tuple[tuple[float, bool], ...]
    left: float
    right: float
    root: int
    level: int


@frozen
class Link:
    """The line from the lowest node of a branch to its projects; dotted where there are none."""

    left: float
    y: float
    is_gap: bool


@frozen
class Arrow:
    """The line of a relation from one end to the other, with a head; dotted where the kind is our reading."""

    left: float
    right: float
    y: float
    root: int
    is_read: bool


@frozen
class ChainPicture:
    """The map, ready to paint; pixels.

    Attributes:
        width: Of the whole.
        height: Of the whole.
        boxes: From top to bottom.
        brackets: Between the columns.
        links: To the projects.
        rules: Heights of the lines between industries.
        arrows: Of relations.
    """

    width: float
    height: float
    boxes: tuple[Box, ...]
    brackets: tuple[Bracket, ...]
    links: tuple[Link, ...]
    rules: tuple[float, ...]
    arrows: tuple[Arrow, ...] = ()


@frozen
class ChainMatter:
    """What the map shows.

    Attributes:
        whole: Of the whole ledger: what is a gap, and which nodes there are.
        chain: Of the result.
        names: Names of projects by id.
        started: Ids of those that have broken ground.
        gaps_only: Leave out everything that has projects.
        with_organisations: Name the organisations of each node's projects too.
        numbers: Numbers of documents by id, for relations.
    """

    whole: Chain
    chain: Chain
    names: Mapping[int, str]
    started: frozenset[int]
    gaps_only: bool = False
    with_organisations: bool = True
    numbers: Mapping[str, int] = field(default_factory=dict)


Measure = Callable[[str, int], float]
"""Width in pixels of words at a size in pixels."""


def node_name(node: ChainNode) -> str:
    """What a node is called."""
    if node.id == 0:
        return tr("未归类")
    return node.name or tr("未写明细分")


def node_figures(node: ChainNode) -> str:
    """A node's number and, where any is published, the sum."""
    words = tr("{n} 项", n=node.count)
    return f"{words} {format_money(node.amount_wan)}" if node.amount_wan else words


def lay_out(matter: ChainMatter, width: float, measure: Measure) -> ChainPicture:
    """Find a place for everything.

    Args:
        matter: What is shown.
        width: Pixels there are; less than the four columns need is not used.
        measure: How wide words are.
    """
    return _Layout(matter, max(width, LEAST_WIDTH), measure).build()


def _nodes_of(relation: Relation) -> Iterator[int]:
    return (end.id for end in (relation.source, relation.target) if end.entity == "industries")


class _Layout:
    def __init__(self, matter: ChainMatter, width: float, measure: Measure) -> None:
        self.matter, self.width, self.measure = matter, width, measure
        self.y: float = _HEAD
        self.boxes: list[Box] = []
        self.brackets: list[Bracket] = []
        self.links: list[Link] = []
        self.rules: list[float] = []
        self._whole = {node.id: node for node in matter.whole.nodes}
        self._shown = set(self._whole)
        if matter.gaps_only:
            self._shown = self._above(matter.whole.gaps)
        self._related = Counter(
            node_id for relation in matter.whole.relations for node_id in {relation.industry_id, *_nodes_of(relation)}
        )
        self._children: dict[int | None, list[ChainNode]] = {}
        for node in matter.chain.nodes:
            if node.id in self._shown and (node.id > 0 or self._whole[node.id].count):
                self._children.setdefault(node.parent_id, []).append(node)

    def build(self) -> ChainPicture:
        """Lay out industry after industry."""
        titles = (tr("主导产业"), tr("细分"), tr("方向"), tr("项目"))
        for level, (x, title) in enumerate(zip(COLUMNS, titles, strict=True), 1):
            self.boxes.append(Box("head", 0, title, x, 0, self.measure(title, 11), level, 0))
        for node in self._under(None):
            self._add_industry(node)
        self._add_room()
        order = sorted(self.boxes, key=lambda box: (box.y, box.x))
        lines = tuple(self.brackets), tuple(self.links), tuple(self.rules)
        return ChainPicture(self.width, self.y + 8, tuple(order), *lines)

    def _above(self, ids: Sequence[int]) -> set[int]:
        """Nodes and everything above them."""
        found: set[int] = set()
        for id_ in ids:
            at: int | None = id_
            while at is not None and at not in found:
                found.add(at)
                at = self._whole[at].parent_id
        return found

    def _under(self, parent: int | None) -> list[ChainNode]:
        """The nodes under one, as far as they are shown, in the order of the data."""
        return self._children.get(parent, [])

    def _add_industry(self, node: ChainNode) -> None:
        top, ends = self.y, []
        tracks = self._under(node.id)
        for track in tracks:
            ends.append((self._add_track(track, node.id), self._is_gap(track)))
        if not tracks:
            self._add_projects(node, node.id, COLUMNS[1] - 6)
        self.y = max(self.y, top + 2 * ROW)  # the name takes two lines
        middle = (top + self.y) / 2 if tracks else top + ROW
        self._add_node(node, 1, middle - ROW, node.id, height=2 * ROW)
        if ends:
            self._add_bracket(1, middle - ROW / 2, ends, node)
        self.y += _BLOCK
        self.rules.append(self.y - _BLOCK / 2)

    def _add_track(self, track: ChainNode, root: int) -> float:
        """Lay a track out and return the height of its line."""
        directions = self._under(track.id)
        if not directions:
            line = self.y + ROW / 2
            self._add_node(track, 2, self.y, root)
            self._add_projects(track, root, self.boxes[-1].x + self.boxes[-1].width)
            return line
        top, ends = self.y, []
        if track.own_count and not self.matter.gaps_only:
            ends.append((self.y + ROW / 2, False))
            self._add_projects(track, root, COLUMNS[2] - 6)
        for direction in directions:
            ends.append((self.y + ROW / 2, self._is_gap(direction)))
            self._add_node(direction, 3, self.y, root)
            self._add_projects(direction, root, self.boxes[-1].x + self.boxes[-1].width)
        middle = (top + self.y) / 2
        self._add_node(track, 2, middle - ROW / 2, root)
        self._add_bracket(2, middle, ends, track, root)
        return middle

    def _is_gap(self, node: ChainNode) -> bool:
        return self._whole[node.id].is_gap

    def _add_node(self, node: ChainNode, level: int, y: float, root: int, height: float = ROW) -> None:
        words, detail = node_name(node), "" if self._is_gap(node) else node_figures(node)
        room = COLUMNS[level] - COLUMNS[level - 1] - 2 * _BRACKET
        wide, beside = self.measure(words, 12), self.measure(detail, 11)
        # An industry's name is heavier, behind a marker and above its figures; others have them beside.
        wide = MARKER + max(1.1 * wide, beside) if level == 1 else wide + beside + 8
        box = Box("node", node.id, words, COLUMNS[level - 1], y, min(wide, room), level, root, detail, height)
        self.boxes.append(box)

    def _add_bracket(
        self, level: int, y: float, ends: Sequence[tuple[float, bool]], node: ChainNode, root: int | None = None
    ) -> None:
        box = next(one for one in reversed(self.boxes) if one.kind == "node" and one.key == node.id)
        x, right = COLUMNS[level] - _BRACKET, COLUMNS[level] - 3
        left = min(box.x + box.width + 6, x)
        self.brackets.append(Bracket(x, y, tuple(ends), left, right, node.id if root is None else root, level))

    def _add_projects(self, node: ChainNode, root: int, left: float) -> None:
        """Name a node's own projects, wrapping, or say that there are none; ``left`` is where its line begins."""
        x = COLUMNS[3]
        self.links.append(Link(left + 6, self.y + ROW / 2, self._is_gap(node)))
        if not node.own_count:
            has_any = not self._is_gap(node)
            words = tr("筛选后没有") if has_any else tr("台账中无项目")
            kind = "none" if has_any else "gap"
            wide = self.measure(words, 11) + 14
            self.boxes.append(Box(kind, node.id, words, x, self.y, wide, 4, root))
            self._add_related(node, root, x + wide + _GAP)
            self.y += ROW
            return
        for project_id in node.own_ids[:MOST_NAMED]:
            name = self.matter.names[project_id]
            wide = min(MARKER + self.measure(name, 12) + 2, self.width - COLUMNS[3])
            x = self._wrap(x, wide)
            started, read = project_id in self.matter.started, project_id in node.read_ids
            self.boxes.append(
                Box("project", project_id, name, x, self.y, wide, 4, root, is_started=started, is_read=read)
            )
            x += wide + _GAP
        rest = node.own_count - min(MOST_NAMED, len(node.own_ids))
        if rest:
            words = tr("另有 {n:,} 项", n=rest)
            wide = self.measure(words, 11) + 2
            x = self._wrap(x, wide)
            self.boxes.append(Box("more", node.id, words, x, self.y, wide, 4, root))
            x += wide + _GAP
        x = self._add_organisations(node, root, x) if self.matter.with_organisations else x
        self._add_related(node, root, x)
        self.y += ROW

    def _add_organisations(self, node: ChainNode, root: int, x: float) -> float:
        """Name the organisations of a node's projects on a line of their own; return where it ends."""
        named = node.organisations[:MOST_ORGANISATIONS]
        if not named:
            return x
        self.y += ROW
        x = COLUMNS[3]
        for one in named:
            detail = tr("、").join(one.tags)
            wide = MARKER + self.measure(one.name, 11) + (self.measure(detail, 11) + 6 if detail else 0) + 2
            wide = min(wide, self.width - COLUMNS[3])
            x = self._wrap(x, wide)
            self.boxes.append(Box("organisation", one.id, one.name, x, self.y, wide, 4, root, detail))
            x += wide + _GAP
        rest = node.organisation_count - len(named)
        if rest:
            words = tr("另有 {n:,} 家单位", n=rest)
            wide = self.measure(words, 11) + 2
            x = self._wrap(x, wide)
            self.boxes.append(Box("others", node.id, words, x, self.y, wide, 4, root))
            x += wide + _GAP
        return x

    def _add_related(self, node: ChainNode, root: int, x: float) -> None:
        """Say how many relations are printed of a node; pressed, they are shown."""
        count = self._related[node.id]
        if count and not self.matter.gaps_only:
            words = tr("关系 {n}", n=count)
            wide = self.measure(words, 11) + 2
            self.boxes.append(Box("related", node.id, words, self._wrap(x, wide), self.y, wide, 4, root))

    def _wrap(self, x: float, wide: float) -> float:
        if x > COLUMNS[3] and x + wide > self.width:
            self.y += ROW
            return COLUMNS[3]
        return x

    def _add_room(self) -> None:
        """Keep room for what the documents count and do not list; the two counts make no ratio."""
        if self.matter.gaps_only:
            return
        for level, (listed, printed) in self.matter.whole.printed.items():
            if printed is not None:
                name = tr("文中未列")
                words = tr("列名 {listed} 个，文中称 {printed} 个", listed=listed, printed=printed)
                x = COLUMNS[level - 1]
                room = COLUMNS[level] - x - 2 * _BRACKET
                self.boxes.append(Box("room", level, name, x, self.y + 2, room, level, 0, words, 2 * ROW))
        self.y += 2 * ROW + 4
