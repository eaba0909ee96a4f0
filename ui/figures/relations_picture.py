"""Where the printed relations stand: node by node, an arrow a relation; nodes without one keep their place."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from db.figures.chains import ChainNode
from db.figures.relations import Relation, RelationEnd
from geo.wording import tr
from ui.figures.chain_picture import MARKER, ROW, Arrow, Box, ChainMatter, ChainPicture, Measure, node_name

LEAST_WIDTH: Final = 860.0
_NODE: Final = 16.0
_SOURCE: Final = 186.0
_ARROW: Final = 128.0
"""Pixels between the two ends, at least."""

_LINE: Final = 56.0
"""Of them, those that show the line on both sides of the kind."""

_DOCUMENTS: Final = 44.0
_PILL: Final = 16.0
_HEAD: Final = 26


def lay_out_relations(matter: ChainMatter, width: float, measure: Measure) -> ChainPicture:
    """Find a place for every printed relation, and for every lowest node without one.

    Args:
        matter: What is shown: nodes and relations of the whole ledger.
        width: Pixels there are; less than the columns need is not used.
        measure: How wide words are.
    """
    return _Layout(matter, max(width, LEAST_WIDTH), measure).build()


class _Layout:
    def __init__(self, matter: ChainMatter, width: float, measure: Measure) -> None:
        self.matter, self.width, self.measure = matter, width, measure
        self.y: float = _HEAD
        self.boxes: list[Box] = []
        self.arrows: list[Arrow] = []
        self.rules: list[float] = []
        kinds = {relation.kind for relation in matter.whole.relations}
        widest = max((measure(tr(kind), 11) for kind in kinds), default=0.0)
        self.arrow = max(_ARROW, widest + _PILL + _LINE)
        self.room = (width - _SOURCE - self.arrow - _DOCUMENTS) / 2
        self.target = _SOURCE + self.room + self.arrow
        self._at: dict[int, list[Relation]] = defaultdict(list)
        for relation in matter.whole.relations:
            self._at[relation.industry_id].append(relation)
        self._elsewhere = {
            end.id: relation.industry_id
            for relation in matter.whole.relations
            for end in (relation.source, relation.target)
            if end.entity == "industries" and end.id not in self._at
        }
        self._nodes = {node.id: node for node in matter.whole.nodes}

    def build(self) -> ChainPicture:
        """Lay out industry after industry."""
        edges = (0.0, _SOURCE, self.target - self.arrow + 30, self.target, self.width - _DOCUMENTS)
        titles = (tr("节点"), tr("前者"), tr("关系"), tr("后者"), tr("材料"))
        for level, (x, title) in enumerate(zip(edges, titles, strict=True), 1):
            self.boxes.append(Box("head", 0, title, x, 0, self.measure(title, 11), level, 0))
        for node in self.matter.whole.nodes:
            if node.parent_id is None and node.id > 0:
                self._add_industry(node)
        order = sorted(self.boxes, key=lambda box: (box.y, box.x))
        return ChainPicture(self.width, self.y + 8, tuple(order), (), (), tuple(self.rules), tuple(self.arrows))

    def _add_industry(self, root: ChainNode) -> None:
        under = [node for node in self.matter.whole.nodes if node.id > 0 and self._root(node) == root.id]
        count = sum(len(self._at[node.id]) for node in under)
        detail = tr("关系 {n}", n=count)
        wide = MARKER + 1.1 * self.measure(node_name(root), 12) + 8
        self.boxes.append(
            Box("node", root.id, node_name(root), 0, self.y, max(wide, MARKER + 60), 1, root.id, detail, 2 * ROW)
        )
        start = self.y
        self._add_relations(root, root.id)
        self.y = max(self.y, start + 2 * ROW)
        for node in under:
            known = self._at[node.id] or node.id in self._elsewhere or node.id in self.matter.whole.unrelated
            if node.id != root.id and known:
                self._add_node(node, root.id)
        self.y += 12
        self.rules.append(self.y - 6)

    def _root(self, node: ChainNode) -> int:
        while node.parent_id is not None:
            node = self._nodes[node.parent_id]
        return node.id

    def _add_node(self, node: ChainNode, root: int) -> None:
        name = node_name(node)
        x = _NODE * (node.level - 1)
        wide = min(self.measure(name, 12) + 2, _SOURCE - x - 12)
        related = self._at[node.id]
        self.boxes.append(Box("node", node.id, name, x, self.y, wide, 3, root, " " if related else ""))
        if related:
            self._add_relations(node, root)
            return
        if node.id in self._elsewhere:  # an end of what stands at another node
            other = self._elsewhere[node.id]
            words = tr("见{node}", node=node_name(self._nodes[other]))
            self.boxes.append(Box("related", other, words, _SOURCE, self.y, self.measure(words, 11) + 2, 4, root))
            self.y += ROW
            return
        words = tr("文中未写关系")
        self.boxes.append(Box("unrelated", node.id, words, _SOURCE, self.y, self.measure(words, 11) + 14, 4, root))
        self.y += ROW

    def _add_relations(self, node: ChainNode, root: int) -> None:
        for relation in self._at[node.id]:
            self._add_relation(relation, root)
            self.y += ROW

    def _add_relation(self, relation: Relation, root: int) -> None:
        source = self._add_end(relation, relation.source, _SOURCE, root)
        target = self._add_end(relation, relation.target, self.target, root)
        kind = tr(relation.kind)
        wide = self.measure(kind, 11) + _PILL
        middle = (self.target - self.arrow + self.target) / 2
        read = relation.kind_basis == "inferred"
        self.boxes.append(
            Box("relation", relation.id, kind, middle - wide / 2, self.y, wide, 3, root, relation.words, is_read=read)
        )
        self.arrows.append(Arrow(source.x + source.width + 6, target.x - 5, self.y + ROW / 2, root, read))
        numbers = sorted({self.matter.numbers.get(place.document_id, 0) for place in relation.places})
        words = "".join(chr(0x2460 + number - 1) for number in numbers if 0 < number <= 20)
        if words:
            x = self.width - _DOCUMENTS
            self.boxes.append(Box("words", relation.id, words, x, self.y, self.measure(words, 11), 5, root))

    def _add_end(self, relation: Relation, end: RelationEnd, x: float, root: int) -> Box:
        words = end.name if end.basis == "stated" else end.words
        wide = min(self.measure(words, 12) + 2, self.room - 8)
        box = Box("end", relation.id, words, x, self.y, wide, 4, root, is_read=end.basis == "inferred")
        self.boxes.append(box)
        return box
