"""What the chain says of something that is pointed at, in lines of words."""

from __future__ import annotations

from collections.abc import Iterator

from db.figures.chains import Chain, ChainNode
from db.figures.relations import Relation
from db.money import format_money
from geo.wording import term, tr
from ui.figures.chain_picture import Box, node_name


def describe_box(box: Box, chain: Chain) -> str:
    """Everything a box of a chain says, in lines of words."""
    node = next((one for one in chain.nodes if one.id == box.key), None)
    if box.kind in ("node", "gap", "none", "more") and node is not None:
        return "\n".join(_describe_node(box, node))
    if box.kind == "project":
        state = tr("已开工或更后") if box.is_started else tr("未开工或未写明")
        return "\n".join(filter(None, (box.words, state, tr("挂接为推定") if box.is_read else "")))
    if box.kind == "organisation":
        return "\n".join(_describe_organisation(box, chain))
    if box.kind in ("end", "relation"):
        return describe_relation(next(one for one in chain.relations if one.id == box.key))
    return "\n".join(filter(None, (box.words, box.detail)))


def _describe_organisation(box: Box, chain: Chain) -> Iterator[str]:
    """An organisation's tags, and what it is at every node it stands on."""
    yield tr("{name}（{said}）", name=box.words, said=box.detail) if box.detail else box.words
    for node in chain.nodes:
        for one in node.organisations:
            if one.id == box.key:
                roles = tr("、").join(map(term, one.roles)) or tr("角色未写明")
                yield tr("{node}：{n} 项，{roles}", node=node_name(node), n=one.count, roles=roles)


def describe_relation(relation: Relation) -> str:
    """A relation in lines of words: what is printed, and what of it is our reading."""
    ends = (relation.source, relation.target)
    read = [tr("“{words}”读作{name}", words=end.words, name=end.name) for end in ends if end.basis == "inferred"]
    if relation.kind_basis == "inferred":
        read.append(tr("关系为推定"))
    said = tr("{source}　{kind}　{target}", source=ends[0].words, kind=tr(relation.kind), target=ends[1].words)
    return "\n".join((said, tr("文中的词：{words}", words=relation.words), *read, *filter(None, (relation.note,))))


def _describe_node(box: Box, node: ChainNode) -> list[str]:
    if box.kind == "gap" or (box.kind == "node" and not box.detail):
        return [node_name(node), tr("台账中无项目，不等于现实中没有")]
    words = [node_name(node), tr("{n} 项", n=node.count), tr("已开工 {n} 项", n=node.started)]
    if node.count:
        amount = format_money(node.amount_wan)
        words.append(tr("已公布金额 {amount}，{n} 项未公布", amount=amount, n=node.unpublished))
    return words
