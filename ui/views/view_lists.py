"""Lists that a saved view asks for: known by their names, since elsewhere another list may have the same number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from db.vocabulary import Vocabulary
from geo.errors import AtlasError
from geo.wording import tr

Lists = tuple[tuple[str, str], ...]
"""(id as written, name) of every list that filters ask for."""

_LIST = "--list="


class ListMissing(AtlasError):
    """A ledger has no list of the name that a saved view asks for."""


def lists_in(arguments: Sequence[str], vocabulary: Vocabulary) -> Lists:
    """Name the lists that filters, as arguments, ask for; those the ledger does not have are left out."""
    names = _names(vocabulary)
    asked = [word.removeprefix(_LIST) for word in arguments if word.startswith(_LIST)]
    return tuple((id_, names[id_]) for id_ in asked if id_ in names)


def with_own_lists(arguments: Sequence[str], lists: Lists, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Write arguments with the numbers that the lists of these names have in a ledger.

    Args:
        arguments: With the numbers of another ledger, or of this one at another time.
        lists: What was called how there; a list without a name is asked for by its number.
        vocabulary: The ledger's.

    Raises:
        ListMissing: It has no list of such a name.
    """
    ids = {name: id_ for id_, name in _names(vocabulary).items()}
    named = dict(lists)
    missing = [name for name in named.values() if name not in ids]
    if missing:
        quoted = tr("、").join(tr("“{name}”", name=name) for name in missing)
        raise ListMissing(tr("这份台账里没有叫{names}的清单；可先建一个同名的清单。", names=quoted))
    own = {f"{_LIST}{id_}": f"{_LIST}{ids[name]}" for id_, name in named.items()}
    words = [own.get(word, word) for word in arguments]
    # As `db.filter_arguments.to_args` orders them: numbers of lists ascend.
    places = [place for place, word in enumerate(words) if word.startswith(_LIST)]
    for place, word in zip(places, sorted((words[place] for place in places), key=_number), strict=True):
        words[place] = word
    return tuple(words)


def renamed(lists: Lists, old: Vocabulary, new: Vocabulary) -> Lists:
    """Follow the names of one ledger's lists from one state to the next."""
    before, after = _names(old), _names(new)
    return tuple((id_, after.get(id_, name) if before.get(id_) == name else name) for id_, name in lists)


def lists_from_json(value: object) -> Lists:
    """Read what `lists_to_json` wrote.

    Raises:
        TypeError: It is something else.
    """
    if not isinstance(value, Mapping) or not all(isinstance(word, str) for pair in value.items() for word in pair):
        raise TypeError("not lists")
    return tuple(value.items())


def _names(vocabulary: Vocabulary) -> dict[str, str]:
    dimension = vocabulary.dimensions["list"]
    return {str(id_): name for id_, name in zip(dimension.ids, dimension.names, strict=True)}


def _number(word: str) -> tuple[int, str]:
    id_ = word.removeprefix(_LIST)
    return (int(id_), "") if id_.isdecimal() else (0, id_)
