"""The guide's Markdown is made fit for a reader without the project around it."""

from __future__ import annotations

from pathlib import Path

from ui.reading.guide_text import Heading, headings, readable


def test_a_line_break_between_chinese_is_no_space(tmp_path: Path) -> None:
    assert readable("写到一半，\n  换了一行\n，English\nwords\n\n另一段", tmp_path) == (
        "写到一半，换了一行，English\nwords\n\n另一段"
    )


def test_lists_and_headings_keep_their_lines(tmp_path: Path) -> None:
    text = "# 题\n\n- 一\n- 二\n\n| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |"
    assert readable(text, tmp_path) == text


def test_a_link_to_what_did_not_come_along_is_its_words(tmp_path: Path) -> None:
    (tmp_path / "here.png").write_bytes(b"")
    text = "见[这里](here.png)和[那里](there.md)，![图](there.png)"
    assert readable(text, tmp_path) == "见[这里](here.png)和那里，![图](there.png)"


def test_headings_are_told_in_order() -> None:
    assert headings("# 题\n## 一 \n\n正文 # 不是\n### 一之一\n#也不是") == (
        Heading(1, "题"), Heading(2, "一"), Heading(3, "一之一"),
    )  # fmt: skip
