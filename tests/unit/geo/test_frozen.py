"""Records hold what a frozen dataclass with slots holds, and a start compiles nothing for those it does not make."""

from __future__ import annotations

import copy
import inspect
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, replace
from typing import Any, Generic, TypeVar

import pytest

from geo import frozen as module
from geo.frozen import frozen

T = TypeVar("T")


@frozen
class Place:
    """A place."""

    name: str
    heights: tuple[float, ...] = ()
    notes: list[str] = field(default_factory=list, compare=False)
    seen: list[str] = field(default_factory=list, init=False, repr=False, compare=False)
    size: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "size", len(self.name))


@dataclass(frozen=True, slots=True)
class StandardPlace:
    """The same as the standard library makes it."""

    name: str
    heights: tuple[float, ...] = ()
    notes: list[str] = field(default_factory=list, compare=False)
    seen: list[str] = field(default_factory=list, init=False, repr=False, compare=False)
    size: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "size", len(self.name))


@frozen
class Town(Place):
    people: int = 0


@frozen
class One:
    value: float


@frozen
class Nothing:
    """No fields."""


@frozen(eq=False)
class Alone:
    value: int


@frozen
class Folded:
    """Says itself when it is equal."""

    word: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Folded) and self.word.lower() == other.word.lower()

    def __hash__(self) -> int:
        return hash(self.word.lower())


@frozen
class Box(Generic[T]):
    content: T


def slots(kind: type) -> object:
    return vars(kind)["__slots__"]


def test_a_record_is_made_by_place_and_by_name_with_defaults() -> None:
    place = Place("金凤", notes=["a"])
    assert (place.name, place.heights, place.notes, place.seen, place.size) == ("金凤", (), ["a"], [], 2)
    assert Place("x").notes is not Place("x").notes, "each record has a list of its own"


def test_a_wrong_number_of_values_is_refused_by_name() -> None:
    make: Callable[..., Place] = Place
    with pytest.raises(TypeError, match=r"Place\.__init__\(\) missing 1 required positional argument: 'name'"):
        make()
    with pytest.raises(TypeError, match="unexpected keyword argument 'seen'"):
        make("x", seen=[])


@pytest.mark.parametrize("change", [lambda place: setattr(place, "name", "y"), lambda place: delattr(place, "name")])
def test_a_record_does_not_change(change: Callable[[Place], None]) -> None:
    place = Place("x")
    with pytest.raises(FrozenInstanceError, match="name"):
        change(place)
    with pytest.raises(FrozenInstanceError):
        place.new = 1  # type: ignore[attr-defined]
    assert place.name == "x"
    assert not hasattr(place, "__dict__")


def test_records_are_equal_where_their_compared_fields_are() -> None:
    assert Place("x", notes=["a"]) == Place("x", notes=["b"])
    assert hash(Place("x", notes=["a"])) == hash(Place("x", notes=["b"]))
    assert Place("x") != Place("y")
    assert Place("x") != Town("x"), "another kind"
    other: object = StandardPlace("x")
    assert Place("x") != other
    assert (One(1.0) == One(1.0), One(1.0) == One(2.0), Nothing() == Nothing()) == (True, False, True)
    assert len({One(1.0), One(1.0), One(2.0)}) == 2
    with pytest.raises(TypeError, match="unhashable"):
        hash(Place("x", heights=[]))  # type: ignore[arg-type]


def test_a_value_that_is_not_equal_to_itself_leaves_its_record_equal_to_itself() -> None:
    record = One(float("nan"))
    assert record == record
    assert record == copy.copy(record)


def test_records_that_are_only_themselves() -> None:
    first, second = Alone(1), Alone(1)
    assert first != second
    assert len({first, second, first}) == 2


def test_a_class_that_says_itself_when_it_is_equal_stands() -> None:
    assert Folded("A") == Folded("a")
    assert len({Folded("A"), Folded("a")}) == 1


def test_it_shows_itself_and_is_copied_as_a_standard_dataclass() -> None:
    ours, theirs = Place("x", (1.0,), ["n"]), StandardPlace("x", (1.0,), ["n"])
    assert repr(ours) == repr(theirs).replace("StandardPlace", "Place")
    assert asdict(ours) == asdict(theirs)
    assert [each.name for each in fields(ours)] == [each.name for each in fields(theirs)]
    assert (Place.__match_args__, slots(Place)) == (StandardPlace.__match_args__, slots(StandardPlace))
    for again in (copy.copy(ours), copy.deepcopy(ours), pickle.loads(pickle.dumps(ours)), replace(ours)):
        assert again == ours
        assert (again is not ours, again.notes) == (True, ["n"])
    assert replace(ours, name="long").size == 4


def test_a_record_may_have_more_than_another() -> None:
    town = Town("x", (2.0,), ["n"], 7)
    assert (town.name, town.heights, town.notes, town.people, town.size) == ("x", (2.0,), ["n"], 7, 1)
    assert slots(Town) == ("people",)
    assert isinstance(town, Place)


def test_records_are_matched_by_pattern_and_may_be_generic() -> None:
    box: Box[Any] = Box(One(3.0))
    match box:
        case Box(One(value)):
            assert value == 3.0
        case _:
            pytest.fail("not matched")
    assert Box[int](3) == Box(3)


def test_nothing_is_compiled_before_a_record_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    compile_init = module._compile_init  # noqa: SLF001

    def watched(cls: type) -> Callable[..., None]:
        compiled.append(cls.__name__)
        return compile_init(cls)

    monkeypatch.setattr(module, "_compile_init", watched)

    @frozen
    class Later:
        value: int

    assert compiled == []
    assert (Later(1), Later(2)) == (Later(1), Later(value=2))
    assert compiled == ["Later"]
    assert list(inspect.signature(Later).parameters) == ["value"]
