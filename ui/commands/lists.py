"""The command that shows the lists of projects, and changes a person's own."""

import argparse
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from db.filter_arguments import add_filter_arguments
from db.filters import Filters
from db.journal import Edit
from db.lists.ledger_lists import LedgerLists
from db.lists.list_items import EditRefused
from geo.wording import tr
from ui.commands.ledger import Selection, open_ledger, open_selection
from ui.commands.output import print_json, print_table
from ui.services import Services

AddParser = Callable[[str, str], argparse.ArgumentParser]


def run_lists(options: argparse.Namespace, services: Services) -> None:
    """Show all lists, or do what is asked with one of a person's own.

    Raises:
        AtlasError: The ledger cannot be opened or written, or the list may not be changed so; nothing was changed.
    """
    if options.act is not None:
        _ACTS[options.act](options, services)
        return
    with open_ledger(options, services) as ledger:
        lists = LedgerLists(ledger).find()
    if options.json:
        print_json(list(lists))
        return
    print_table(
        (tr("编号"), tr("清单"), tr("项"), tr("来历")),
        [(str(each.id), each.name, str(each.count), tr("自建") if each.is_own else each.kind or "") for each in lists],
    )


def add_list_actions(add_parser: AddParser) -> None:
    """Declare what can be done with lists.

    Args:
        add_parser: Makes the parser of an action of this name, with these words.
    """
    for name, words in (
        ("add", tr("把筛选所得的项目加入清单；没有这个清单就新建")),
        ("remove", tr("把筛选所得的项目移出清单")),
        ("rename", tr("给清单改名")),
        ("delete", tr("删除清单，项目仍在台账里")),
        ("move", tr("把清单排到自建清单里的第几位")),
    ):
        parser = add_parser(name, words)
        parser.add_argument("name", metavar=tr("清单"), help=tr("清单的名字或编号"))
        if name == "rename":
            parser.add_argument("to", metavar=tr("新名字"), help=tr("新名字"))
        elif name == "move":
            parser.add_argument("place", metavar=tr("位次"), type=_read_place, help=tr("从 1 数起"))
        elif name in ("add", "remove"):
            add_filter_arguments(parser)


def _add(options: argparse.Namespace, services: Services) -> None:
    with open_selection(options, services) as selection:
        _check_asked(selection, tr("请写明要加入哪些项目，例如 --ids 1,2,3 或 --industry 生命健康。"))
        lists = LedgerLists(selection.ledger)
        known = [each for each in lists.find() if options.name in (each.name, str(each.id))]
        if known:
            edit = lists.add(lists.get(options.name).id, selection.ids, services.now())
        else:
            edit = lists.create(options.name, selection.ids, services.now())
    made = tr("新建清单“{name}”，加入 {n:,} 项", name=edit.subject, n=len(edit.project_ids))
    added = tr("已把 {n:,} 项加入清单“{name}”", name=edit.subject, n=len(edit.project_ids))
    print(added if known else made)


def _remove(options: argparse.Namespace, services: Services) -> None:
    with open_selection(options, services) as selection:
        _check_asked(selection, tr("请写明要移出哪些项目，例如 --ids 1,2,3；整个清单用 delete 删除。"))
        lists = LedgerLists(selection.ledger)
        edit = lists.remove(lists.get(options.name).id, selection.ids, services.now())
    print(tr("已把 {n:,} 项移出清单“{name}”", name=edit.subject, n=len(edit.project_ids)))


def _check_asked(selection: Selection, words: str) -> None:
    """Everything is seldom meant, and never by leaving a word out."""
    if selection.filters == Filters():
        raise EditRefused(words)
    if not selection.ids:
        raise EditRefused(tr("没有符合条件的项目（{filters}）。", filters=selection.describe()))


def _rename(options: argparse.Namespace, services: Services) -> None:
    edit = _change(options, services, lambda lists, id_: lists.rename(id_, options.to, services.now()))
    print(tr("清单已改名：{names}", names=edit.subject))


def _delete(options: argparse.Namespace, services: Services) -> None:
    edit = _change(options, services, lambda lists, id_: lists.delete(id_, services.now()))
    print(tr("已删除清单“{name}”；其中的 {n:,} 项仍在台账里", name=edit.subject, n=len(edit.project_ids)))


def _move(options: argparse.Namespace, services: Services) -> None:
    edit = _change(options, services, lambda lists, id_: lists.move(id_, options.place, services.now()))
    print(tr("清单“{name}”已排到第 {place} 位", name=edit.subject, place=options.place))


def _change(options: argparse.Namespace, services: Services, act: Callable[[LedgerLists, int], Edit]) -> Edit:
    with open_ledger(options, services) as ledger:
        lists = LedgerLists(ledger)
        return act(lists, lists.get(options.name).id)


_ACTS: Final[Mapping[str, Callable[[argparse.Namespace, Services], None]]] = MappingProxyType(
    {"add": _add, "remove": _remove, "rename": _rename, "delete": _delete, "move": _move}
)


def _read_place(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 6 and int(text)):
        raise argparse.ArgumentTypeError(tr("“{text}”不是从 1 数起的位次", text=text))
    return int(text)
