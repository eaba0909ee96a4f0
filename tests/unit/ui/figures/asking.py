"""A question over the whole built-in ledger, as the desk of figures would put it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from ui.figures.view import Question
from ui.opening.session import Session

AS_OF = datetime.date(2026, 1, 2)


@contextmanager
def asking(session: Session) -> Iterator[Question]:
    """Lend a question without conditions."""
    with session.ledger.reading() as connection:
        yield Question(connection, session.columns, np.ones(len(session.columns), np.bool_), AS_OF, None)
