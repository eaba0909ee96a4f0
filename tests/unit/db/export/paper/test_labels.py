from itertools import combinations

from db.export.paper.clipping import Frame
from db.export.paper.labels import LabelRoom, Line
from db.export.paper.marks import MM_PER_PT, Words

FRAME = Frame(0, 0, 100, 100)
LINE = Line("西永微电园", 8, 400, "#000000")


def measure(text: str, size_pt: float, weight: int) -> float:
    return len(text) * size_pt * MM_PER_PT


def box(words: Words) -> Frame:
    wide, high = measure(words.text, words.size_pt, 400), words.size_pt * MM_PER_PT
    left = words.x - words.anchor * wide
    return Frame(left, words.y - 0.82 * high, left + wide, words.y + 0.16 * high)


def test_words_stand_to_the_right_first_then_below_left_and_above() -> None:
    room = LabelRoom(FRAME, measure, None)
    room.take_disc(50, 50, 2)
    found = [room.put(50, 50, 3, [LINE]) for _ in range(4)]
    placed = [words[0] for words in found if words]
    assert len(placed) == 4
    assert placed[0].x > 50 > placed[2].x
    assert placed[1].y > 50 > placed[3].y
    assert room.put(50, 50, 3, [LINE]) is None
    for one, other in combinations(map(box, placed), 2):
        assert one.left >= other.right or other.left >= one.right or one.top >= other.bottom or other.top >= one.bottom


def test_words_never_leave_the_map() -> None:
    room = LabelRoom(FRAME, measure, None)
    for x, y in ((1, 1), (99, 1), (99, 99), (1, 99)):
        found = room.put(x, y, 2, [LINE])
        assert found is None or all(FRAME.contains(box(words).left, box(words).top) for words in found)


def test_what_must_be_named_is_named_even_where_nothing_is_free() -> None:
    room = LabelRoom(FRAME, measure, None)
    room.take(FRAME)
    assert room.put(50, 50, 2, [LINE]) is None
    (words,) = room.insist(98, 50, 2, [LINE])
    assert box(words).right <= 100
