from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.end_to_end.map_tools.hand import Hand
from tests.end_to_end.person import Person


@pytest.fixture
def hand(person: Person) -> Iterator[Hand]:
    hand = Hand(person)
    yield hand
    person.window.tools.context_menu.close()
