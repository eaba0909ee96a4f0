"""A text comes into the ledger only when it is, character for character, the one the evidence points into."""

import dataclasses
import datetime
import hashlib
import io
import sqlite3
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.ledger import Ledger
from db.reading.document_error import DocumentError
from db.reading.document_process import read_document_pages
from db.reading.document_store import MatchedText, hash_text, remove_white_space
from db.reading.document_texts import add_document_text, find_run, match_document
from db.seeding import seed_ledger

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx_bytes(body: str, head: str = "") -> bytes:
    """A Word file with nothing but its main part."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"{head}<w:document {W}><w:body>{body}</w:body></w:document>")
    return data.getvalue()


def paragraphs(lines: Sequence[str]) -> str:
    return "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)


def pdf_bytes(pages: Sequence[Sequence[str]]) -> bytes:
    """A PDF whose Chinese font is not embedded, as older office programs write them."""
    font = (
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts ["
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>] >>"
    )
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", font]
    kids = []
    for lines in pages:
        drawn = "".join(f"<{line.encode('utf-16-be').hex()}> Tj 0 -20 Td " for line in lines)
        content = f"BT /F1 12 Tf 60 780 Td {drawn}ET"
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {len(objects)} 0 R >>"
        )
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    data = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    start = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    return data + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode()


@pytest.fixture
def save(tmp_path: Path) -> Callable[[str, bytes], Path]:
    def write(name: str, data: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


@pytest.fixture
def lines(document_text: str) -> list[str]:
    """The document as a layout breaks it: anywhere."""
    bare = remove_white_space(document_text)
    return [bare[start : start + 9] for start in range(0, len(bare), 9)]


def stored_text(ledger: Ledger) -> str | None:
    with ledger.reading() as connection:
        (text,) = connection.execute("SELECT text FROM documents WHERE id = 'd1'").fetchone()
    return None if text is None else remove_white_space(text)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_file_is_taken_whatever_its_encoding(
    ledger: Ledger, save: Callable[[str, bytes], Path], document_text: str, codec: str
) -> None:
    document = add_document_text(ledger, save("一.txt", document_text.encode(codec)))
    assert (document.id, document.has_text) == ("d1", True)
    assert stored_text(ledger) == remove_white_space(document_text)
    assert [d.has_text for d in ledger.find_documents()] == [True, False]
    assert ledger.get_card(1).passages_of("name")[0].words == "芯片一厂"


def test_adding_again_changes_nothing(ledger: Ledger, save: Callable[[str, bytes], Path], document_text: str) -> None:
    path = save("一.txt", document_text.encode())
    assert add_document_text(ledger, path) == add_document_text(ledger, path)


def test_seeding_keeps_the_text(
    ledger: Ledger,
    ledger_path: Path,
    save: Callable[[str, bytes], Path],
    write_pack: Callable[..., Path],
    document_text: str,
) -> None:
    add_document_text(ledger, save("一.txt", document_text.encode()))
    ledger.close()
    pack = write_pack(mechanisms="\n1,链长制,每条链两位负责人")
    report = seed_ledger(ledger_path, pack, datetime.datetime(2026, 2, 1, tzinfo=datetime.UTC))
    assert report.action == "replaced"
    with Ledger.open(ledger_path) as again:
        assert stored_text(again) == remove_white_space(document_text)


def test_a_word_file_is_read_as_its_reader_sees_it(
    ledger: Ledger, save: Callable[[str, bytes], Path], lines: list[str]
) -> None:
    first = (
        f"<w:p><w:r><w:t>{lines[0][:3]}</w:t></w:r><w:del><w:r><w:t>删去</w:t></w:r></w:del>"
        f"<w:hyperlink><w:r><w:tab/><w:t xml:space='preserve'>{lines[0][3:]} </w:t></w:r></w:hyperlink></w:p>"
    )
    table = f"<w:tbl><w:tr><w:tc>{paragraphs(lines[1:3])}</w:tc></w:tr></w:tbl>"
    body = paragraphs(["报社内部传阅"]) + first + table + paragraphs(lines[3:])
    assert add_document_text(ledger, save("一.docx", docx_bytes(body))).id == "d1"


def test_a_web_page_is_read_without_what_surrounds_the_article(
    ledger: Ledger, save: Callable[[str, bytes], Path], lines: list[str]
) -> None:
    article = (
        f"<h1>{lines[0]}</h1><div><p>{lines[1]}<b>{lines[2]}</b><br>{lines[3]}&nbsp;</p>{''.join(lines[4:])}</div>"
    )
    page = (
        "<!DOCTYPE html><html><head><meta charset=gb2312><title>网站</title><style>p{}</style></head>"
        f"<body><nav><a>首页</a><a>新闻</a></nav><script>var a='<p>';</script>{article}<footer>版权</footer></body>"
    )
    assert add_document_text(ledger, save("一.html", page.encode("gb18030"))).id == "d1"


def test_a_web_page_may_leave_out_the_tags_that_html_lets_it(
    ledger: Ledger, save: Callable[[str, bytes], Path], lines: list[str]
) -> None:
    page = (
        f"<!doctype html><meta charset=utf-8><title>网站</title><article>{''.join(f'<p>{x}' for x in lines)}</article>"
    )
    assert add_document_text(ledger, save("一.html", page.encode())).id == "d1"


def test_a_pdf_is_read_without_page_numbers_and_running_heads(
    ledger: Ledger, save: Callable[[str, bytes], Path], lines: list[str]
) -> None:
    pages = [["示例日报", *lines[:2], "- 1 -"], ["示例日报", *lines[2:4], "- 2 -"], ["示例日报", *lines[4:], "- 3 -"]]
    assert add_document_text(ledger, save("一.pdf", pdf_bytes(pages))).id == "d1"


def test_radicals_that_only_look_like_ideographs_are_undone(
    ledger: Ledger, save: Callable[[str, bytes], Path], document_text: str
) -> None:
    disguised = document_text.replace("一", "\u2f00").replace("甲", "\u200b甲\ufeff")
    assert disguised != document_text
    add_document_text(ledger, save("一.txt", disguised.encode()))
    assert stored_text(ledger) == remove_white_space(document_text)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("空.txt", b"", "没有文字"),
        ("白.txt", "\u3000\n \t".encode(), "没有文字"),
        ("别的.txt", "另一篇报道。".encode(), "都对不上"),
        ("二进制.txt", bytes(range(256)) * 8, "不是文本文件"),
        ("坏.docx", b"PK\x03\x04 broken", "已损坏"),
        ("别的.docx", docx_bytes(paragraphs(["别的"])).replace(b"word/document", b"excl/document"), "不是 Word 文件"),
        ("外部.docx", docx_bytes("<w:p><w:t>&x;</w:t></w:p>", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
         "不该有的声明"),
        ("断.docx", docx_bytes("<w:p><w:t>断"), "已损坏"),
        ("炸弹.docx", docx_bytes("<w:p><w:t>" + " " * 60_000_000 + "</w:t></w:p>"), "解压后超过"),
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "另存为 docx"),
        ("富.rtf", b"{\\rtf1 abc}", "另存为 docx"),
        ("坏.pdf", b"%PDF-1.7\nbroken", "已损坏"),
        ("扫描.pdf", pdf_bytes([[]]), "没有文字层"),
        ("长.pdf", pdf_bytes([[]] * 401), "超过 400 页"),
        ("多.txt", "多\n".encode() * 100_001, "太多"),
        ("大.txt", b"1" * 40 * 2**20 + b"1", "超过 40 MB"),
        ("段.docx", docx_bytes("<w:p/>" * 1_000_001), "太多"),
        ("层.html", b"<html><body>" + b"<p>" * 600_000, "太多"),
        ("深.html", b"<html><body>" + b"<div>" * 20_000 + "深".encode(), "没有文字"),
        ("空.html", b"<html><body><script>1</script></body></html>", "没有文字"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_one_sentence_and_changes_nothing(
    ledger: Ledger, ledger_path: Path, save: Callable[[str, bytes], Path], name: str, data: bytes, words: str
) -> None:
    before = ledger_path.read_bytes()
    with pytest.raises(DocumentError, match=words) as caught:
        add_document_text(ledger, save(name, data))
    assert str(caught.value).startswith(f"“{name}”")
    assert str(caught.value).endswith("。")
    assert ledger_path.read_bytes() == before


def test_a_locked_pdf_is_told_as_such(ledger: Ledger, save: Callable[[str, bytes], Path]) -> None:
    lock = (
        b"trailer << /Root 1 0 R /Size 6 /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -44 "
        b"/O <" + b"11" * 32 + b"> /U <" + b"22" * 32 + b"> >> >>"
    )
    data = pdf_bytes([["密"]]).replace(b"trailer << /Size 6 /Root 1 0 R >>", lock)
    with pytest.raises(DocumentError, match="密码保护"):
        add_document_text(ledger, save("锁.pdf", data))


def test_a_file_that_takes_too_long_is_given_up(save: Callable[[str, bytes], Path]) -> None:
    with pytest.raises(DocumentError, match="没读完"):
        read_document_pages(save("慢.pdf", pdf_bytes([["慢"]])), time_limit_s=0.001)


def test_a_file_that_is_not_there_and_a_folder_are_told(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="找不到文件"):
        add_document_text(ledger, tmp_path / "没有.txt")
    with pytest.raises(DocumentError, match="不是文件"):
        add_document_text(ledger, tmp_path)


def test_one_changed_character_is_refused_and_the_title_hints_at_the_document(
    ledger: Ledger, save: Callable[[str, bytes], Path], document_text: str
) -> None:
    with pytest.raises(DocumentError, match="都对不上"):
        add_document_text(ledger, save("一.txt", document_text.replace("12.5", "12.6").encode()))
    titled = [dataclasses.replace(document, title="一号材料全文") for document in ledger.find_documents()]
    with pytest.raises(DocumentError, match="像是《一号材料全文》"):
        match_document(save("二.txt", "一号材料全文\n缺了后面".encode()), titled)


def test_a_text_another_tool_has_altered_proves_nothing(
    ledger: Ledger, ledger_path: Path, save: Callable[[str, bytes], Path], document_text: str
) -> None:
    add_document_text(ledger, save("一.txt", document_text.encode()))
    with sqlite3.connect(ledger_path) as connection:
        connection.execute("UPDATE documents SET text = '改' || text")
    connection.close()
    assert {passage.words for passage in ledger.find_passages(1)} == {None}


def test_the_ledger_takes_only_a_proved_text(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="d1"):
        ledger.add_document_text(MatchedText(ledger.find_documents()[0], "别的"))
    assert stored_text(ledger) is None


LINES = st.lists(st.text(alphabet=st.characters(codec="utf-8"), max_size=6), max_size=10)


@given(lines=LINES, data=st.data())
def test_every_run_of_lines_is_found_by_its_hash_and_nothing_else(lines: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(lines)))
    last = data.draw(st.integers(first, len(lines)))
    wanted = "".join(lines[first:last])
    found = find_run(lines, [hash_text(wanted)])
    if remove_white_space(wanted):
        assert found is not None
        assert remove_white_space(found[1]) == remove_white_space(wanted)
    assert find_run(lines, [hashlib.sha256(b"else").hexdigest(), "00", ""]) is None


@pytest.mark.documents
def test_the_press_documents_are_taken_where_they_lie(own_ledger: Path, project_dir: Path) -> None:
    folder = project_dir.parent / "shared" / "seeds"
    files = sorted(folder.glob("*.txt")) or sorted((project_dir / "documents").glob("*.txt"))
    if not files:
        pytest.skip("the press documents are not part of the repository and not at hand")
    with Ledger.open(own_ledger) as ledger:
        assert {add_document_text(ledger, file).id for file in files} == {d.id for d in ledger.find_documents()}
        passages = [p for id_ in ledger.load_columns().ids.tolist() for p in ledger.find_passages(id_)]
        assert passages
        assert all(p.words for p in passages)
