"""Names resolve however they are typed; unknown ones get near ones offered."""

import pytest

from db.index.columns import ProjectColumns
from db.ledger import Ledger
from db.vocabulary import UnknownName, Vocabulary


@pytest.fixture
def vocabulary(ledger: Ledger, columns: ProjectColumns) -> Vocabulary:
    return ledger.load_vocabulary(columns)


@pytest.mark.parametrize(
    ("key", "word", "ids"),
    [
        ("park", "甲园", {2}),
        ("park", " 甲 园 ", {2}),
        ("park", "2", {2}),
        ("park", "甲微园", {2}),
        ("park", "仅知在科学城", {0}),
        ("organisation", "芯一", {1}),
        ("industry", "大健康", {2}),
        ("industry", "未归类", {0}),
        ("kind", "city", {"city"}),
        ("kind", "城市建设", {"city"}),
        ("stage", "未载", {"未载"}),
        ("grade", "推断园区", {"inferred"}),
        ("tag", "世界５００强", {"世界500强"}),
    ],
)
def test_resolve(vocabulary: Vocabulary, key: str, word: str, ids: set[int | str]) -> None:
    assert vocabulary.resolve(key, word) == ids


@pytest.mark.parametrize(
    ("key", "word", "words"),
    [
        ("park", "甲元东区", "没有叫“甲元东区”的园区；相近的有：甲园东区"),
        ("industry", "集成电路", "没有叫“集成电路”的产业；它是细分。"),
        ("industry", "农业", "没有叫“农业”的产业；可用的有：信息、健康、未归类、大健康。"),
        ("stage", "封顶了", "没有叫“封顶了”的阶段；全部名称见 facets --json。"),
        ("park", "", "没有叫“”的园区"),
    ],
)
def test_unknown_names(vocabulary: Vocabulary, key: str, word: str, words: str) -> None:
    with pytest.raises(UnknownName) as caught:
        vocabulary.resolve(key, word)
    assert words in str(caught.value)
