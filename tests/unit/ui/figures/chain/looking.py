"""What tests look for on the chain map."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from db.figures.chains import ChainNode
from db.filters import Filters
from ui.figures.chain_answer import ChainAnswer
from ui.figures.chain_picture import Box, ChainMatter
from ui.figures.chain_view import ChainView
from ui.figures.view import Question
from ui.opening.session import Session

EVERYTHING = Filters()

HOSTILE = "<img src=x onerror=1>&<b>粗</b>"


def work_out(session: Session, filters: Filters = EVERYTHING) -> ChainAnswer:
    with session.ledger.reading() as connection:
        columns, mask = session.columns, session.columns.mask(filters)
        today = datetime.date(2026, 1, 2)
        return ChainView.work_out(Question(connection, columns, mask, today, session.vocabulary.taxonomies, filters))


def boxes(view: ChainView, kind: str) -> list[Box]:
    return [box for box in view.canvas.picture.boxes if box.kind == kind]


def node_box(view: ChainView, name: str) -> Box:
    return next(box for box in boxes(view, "node") if box.words == name)


def node(answer: ChainAnswer, name: str) -> ChainNode:
    return next(one for one in answer.chain.nodes if one.name == name)


def click(view: ChainView, box: Box) -> None:
    QTest.mouseClick(view.canvas, Qt.MouseButton.LeftButton, pos=view.canvas.place_of(box).toPoint())


def bare(words: str) -> str:
    return "".join(words.split())


def words_in(picture: Path) -> str:
    """What a picture says; Qt writes each script's run by itself."""
    return bare("".join(ElementTree.parse(picture).getroot().itertext()))


def measure(words: str, size: int) -> float:
    return float(len(words) * size)


def matter_of(answer: ChainAnswer, **changes: Any) -> ChainMatter:  # noqa: ANN401
    return replace(ChainMatter(answer.whole, answer.chain, answer.names, answer.started), **changes)
