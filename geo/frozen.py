"""Frozen records: dataclasses in what they promise, made in a twentieth of the time.

For each frozen dataclass the standard library writes the source of six methods and compiles each by itself, at every
start: half a millisecond a class, and a start needs 150 classes. Here all share their methods, but ``__init__``, whose
speed counts: that is compiled when the first record of a class is made. The fields are those of ``dataclasses``, so
`field`, `fields`, `replace`, `asdict` and matching by pattern work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, Final, TypeVar, cast, dataclass_transform, overload

T = TypeVar("T")

_TO_BE_MADE: Final = object()
"""Stands in a signature where a factory makes the value."""


@overload
def frozen(cls: type[T], /) -> type[T]: ...
@overload
def frozen(*, eq: bool = True) -> Callable[[type[T]], type[T]]: ...
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T] | None = None, /, *, eq: bool = True) -> type[T] | Callable[[type[T]], type[T]]:
    """Make records of a class, as ``@dataclass(frozen=True, slots=True)`` does.

    Args:
        cls: Names the fields, each of which may be given by its place; calls no ``super()`` without arguments.
        eq: Records are equal where their fields are; else each is equal to itself alone.
    """
    if cls is None:
        return lambda named: _freeze(named, eq=eq)
    return _freeze(cls, eq=eq)


def _freeze(cls: type[T], *, eq: bool) -> type[T]:
    cls.__doc__ = cls.__doc__ or cls.__name__  # or the standard library would take one from the signature
    dataclass(init=False, repr=False, eq=False)(cls)
    found = _fields(cls)
    members = dict(vars(cls))
    for name in ("__dict__", "__weakref__", *(each.name for each in found)):
        members.pop(name, None)
    taken = {name for base in cls.__mro__[1:] for name in vars(base).get("__slots__", ())}
    members["__slots__"] = tuple(each.name for each in found if each.name not in taken)
    members |= {"__setattr__": _refuse, "__delattr__": _refuse, "__getstate__": _get_state, "__setstate__": _set_state}
    members.setdefault("__repr__", _show)
    if eq:
        members.setdefault("__eq__", _equality([each.name for each in found if each.compare]))
        if members.get("__hash__") is None:  # as a class has that says when it is equal
            members["__hash__"] = _hash_of([each.name for each in found if _is_hashed(each)])

    def __init__(record: object, *values: object, **named: object) -> None:
        init = _compile_init(made)
        type.__setattr__(made, "__init__", init)
        init(record, *values, **named)

    members["__init__"] = __init__
    kind: Callable[..., type[T]] = type(cls)
    made = kind(cls.__name__, cls.__bases__, members)
    return made


def _fields(cls: type) -> tuple[Field[Any], ...]:
    return fields(cast("Any", cls))


def _is_hashed(each: Field[Any]) -> bool:
    return each.compare if each.hash is None else each.hash


def _values_of(names: list[str]) -> Callable[[object], tuple[object, ...]]:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda record: tuple(getattr(record, name) for name in names)


def _equality(names: list[str]) -> Callable[[object, object], bool]:
    values = _values_of(names)
    return lambda one, other: values(one) == values(other) if one.__class__ is other.__class__ else NotImplemented


def _hash_of(names: list[str]) -> Callable[[object], int]:
    values = _values_of(names)
    return lambda record: hash(values(record))


def _compile_init(cls: type) -> Callable[..., None]:
    """Write and compile what takes the values of a record's fields."""
    known: dict[str, object] = {"_TO_BE_MADE": _TO_BE_MADE}
    taken, lines = ["self"], []
    for each in _fields(cls):
        name = value = each.name
        known[f"_set_{name}"] = getattr(cls, name).__set__
        if each.default_factory is not MISSING:
            known[f"_make_{name}"], known[f"_default_{name}"] = each.default_factory, _TO_BE_MADE
            value = f"_make_{name}() if {name} is _TO_BE_MADE else {name}" if each.init else f"_make_{name}()"
        elif each.default is not MISSING:
            known[f"_default_{name}"] = each.default
            value = name if each.init else f"_default_{name}"
        elif not each.init:
            continue  # set by ``__post_init__``
        if each.init:
            taken.append(f"{name}=_default_{name}" if f"_default_{name}" in known else name)
        lines.append(f"  _set_{name}(self, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append("  self.__post_init__()")
    exec("\n".join([f"def __init__({', '.join(taken)}):", *(lines or ["  pass"])]), known)
    init = cast("Callable[..., None]", known["__init__"])
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


def _refuse(_record: object, name: str, *_value: object) -> None:
    raise FrozenInstanceError(f"cannot change field {name!r}")


def _show(record: object) -> str:
    shown = ", ".join(f"{each.name}={getattr(record, each.name)!r}" for each in _fields(type(record)) if each.repr)
    return f"{type(record).__qualname__}({shown})"


def _get_state(record: object) -> list[object]:
    return [getattr(record, each.name) for each in _fields(type(record))]


def _set_state(record: object, state: Iterable[object]) -> None:
    for each, value in zip(_fields(type(record)), state, strict=True):
        object.__setattr__(record, each.name, value)
