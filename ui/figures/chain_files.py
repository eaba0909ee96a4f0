"""The chain taken along: the map as a picture, the map and the matrix as tables."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from db.charts.chart_words import tsv
from db.export.csv_cells import to_csv_cell
from db.export.errors import ExportError
from db.export.target import find_target
from db.figures.chains import Chain, ChainNode
from db.figures.node_organisations import NodeOrganisation
from db.money import format_yi
from geo.errors import AtlasError
from geo.os_reasons import reason_of
from geo.wording import term, tr
from ui.figures.chain_canvas import ChainPainter
from ui.figures.chain_picture import ChainPicture, node_name
from ui.figures.matrix_table import MatrixModel
from ui.theme import Theme

PICTURE_WIDTH: Final = 1400
_MARGIN: Final = 24
_HEAD: Final = 60
_SCALE: Final = 2
_MOST_PIXELS: Final = 30_000


class ChainFileError(AtlasError):
    """A picture or a table of the chain could not be written."""


Rows = list[list[str]]

_TITLES: Final = (
    "产业", "细分", "方向", "项目数", "已开工", "金额（亿元）", "金额未公布", "台账", "直接挂接的项目", "单位",
    "关系数",
)  # fmt: skip
_RELATION_TITLES: Final = (
    "产业", "细分", "方向", "前者（原文）", "前者（台账）", "关系", "后者（原文）", "后者（台账）", "文中的词", "依据",
    "说明", "材料与位置",
)  # fmt: skip


def chain_rows(chain: Chain, names: Mapping[int, str], gaps: Sequence[int], *, gaps_only: bool = False) -> Rows:
    """The map as a table: a row a node, its projects by name; amounts in 亿元.

    Args:
        chain: Of the result.
        names: Names of projects by id.
        gaps: Ids of the lowest nodes of which the ledger has no project.
        gaps_only: Only those.
    """
    nodes = {node.id: node for node in chain.nodes}
    rows = [[tr(title) for title in _TITLES]]
    for node in chain.nodes:
        if (gaps_only and node.id not in gaps) or (node.id <= 0 and not node.count):
            continue
        amount = format_yi(node.amount_wan).replace(",", "") if node.count > node.unpublished else ""
        state = tr("台账中无项目") if node.id in gaps else ""
        own = tr("；").join(names[id_] for id_ in node.own_ids if id_ in names)
        rest = node.own_count - sum(id_ in names for id_ in node.own_ids)
        own += tr("；另有 {n:,} 项", n=rest) if rest else ""
        owners = tr("；").join(map(_organisation_words, node.organisations))
        rest = node.organisation_count - len(node.organisations)
        owners += tr("；另有 {n:,} 家单位", n=rest) if rest else ""
        related = str(sum(relation.industry_id == node.id for relation in chain.relations))
        figures = [str(node.count), str(node.started), amount, str(node.unpublished), state, own, owners, related]
        rows.append([to_csv_cell(cell) for cell in _path(node, nodes)] + [to_csv_cell(cell) for cell in figures])
    return rows


def _organisation_words(one: NodeOrganisation) -> str:
    said = tr("，").join((*map(term, one.roles), *one.tags))
    return tr("{name}（{said}）", name=one.name, said=said) if said else one.name


def relation_rows(chain: Chain) -> Rows:
    """The printed relations as a table: a row a relation, then one for every lowest node without any."""
    nodes = {node.id: node for node in chain.nodes}
    rows = [[tr(title) for title in _RELATION_TITLES]]
    for one in chain.relations:
        path = _path(nodes[one.industry_id], nodes) if one.industry_id in nodes else ["", "", ""]
        ends = (one.source.words, one.source.name, tr(one.kind), one.target.words, one.target.name, one.words)
        basis = tr("推定") if one.is_read else tr("原文")
        places = tr("；").join(f"{place.document_id} {place.start}–{place.end}" for place in one.places)
        rows.append([to_csv_cell(cell) for cell in (*path, *ends, basis, one.note, places)])
    silent = [nodes[id_] for id_ in chain.unrelated if id_ in nodes]
    blank = [""] * (len(_RELATION_TITLES) - 4)
    rows += [[to_csv_cell(cell) for cell in (*_path(node, nodes), tr("文中未写关系"))] + blank for node in silent]
    return rows


def matrix_rows(matrix: MatrixModel) -> Rows:
    """The matrix as a table: a row a park."""
    rows = [[tr("园区"), *(matrix.name_of("industry", id_) for id_ in matrix.industries)]]
    for row, park in enumerate(matrix.parks):
        words = [_matrix_words(matrix, row, column) for column in range(len(matrix.industries))]
        rows.append([to_csv_cell(cell) for cell in (matrix.name_of("park", park), *words)])
    return rows


def _matrix_words(matrix: MatrixModel, row: int, column: int) -> str:
    cell, words = matrix.cell(row, column), matrix.words_at(row, column)
    return tr("{words}（文中写明）", words=words) if cell is not None and cell.is_declared else words


def _path(node: ChainNode, nodes: Mapping[int, ChainNode]) -> list[str]:
    """A node's names from the industry down, three of them."""
    path: list[str] = []
    at: ChainNode | None = node
    while at is not None:
        path.insert(0, node_name(at))
        at = nodes.get(at.parent_id) if at.parent_id is not None else None
    return [*path, "", ""][:3]


def write_table(rows: Rows, path: Path) -> None:
    """Write a table whole or not at all: CSV as spreadsheets open it, tabs for a name that ends in ``.tsv``.

    Raises:
        ChainFileError: It cannot be written there.
    """
    is_tsv = path.suffix.lower() == ".tsv"
    text = tsv(rows) if is_tsv else "".join(",".join(map(_quote, row)) + "\r\n" for row in rows)
    _write(text.encode("utf-8-sig"), path, tr("表格"))


def write_svg(picture: ChainPicture, painter: ChainPainter, theme: Theme, head: Sequence[str], path: Path) -> None:
    """Write the map as a picture of lines and words.

    Args:
        picture: The map.
        painter: What paints it.
        theme: Its colours.
        head: Title, and what is shown.
        path: Where.

    Raises:
        ChainFileError: It cannot be written there.
    """
    size, data = _size(picture), QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    generator.setResolution(96)  # CSS pixels
    generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
    generator.setTitle(head[0])
    generator.setDescription(head[-1])
    _paint(QPainter(generator), picture, painter, theme, head)
    buffer.close()
    _write(bytes(data.data()), path, tr("图片"))


def draw_image(picture: ChainPicture, painter: ChainPainter, theme: Theme, head: Sequence[str]) -> QImage:
    """Draw the map as an image of twice as many pixels.

    Raises:
        ChainFileError: It would be too large.
    """
    size = _size(picture) * _SCALE
    if size.height() > _MOST_PIXELS:
        raise ChainFileError(tr("图谱太长，存不成 PNG，请存为 SVG。"))
    image = QImage(size, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_SCALE)
    _paint(QPainter(image), picture, painter, theme, head)
    return image


def _size(picture: ChainPicture) -> QSize:
    return QSize(int(picture.width) + 2 * _MARGIN, int(picture.height) + _HEAD + _MARGIN)


def _paint(canvas: QPainter, picture: ChainPicture, painter: ChainPainter, theme: Theme, head: Sequence[str]) -> None:
    size = _size(picture)
    canvas.fillRect(0, 0, size.width(), size.height(), theme.color("surf"))
    canvas.setPen(theme.color("ink"))
    canvas.setFont(theme.font(18))
    canvas.drawText(_MARGIN, 30, head[0])
    canvas.setPen(theme.color("ink2"))
    canvas.setFont(theme.font(12))
    canvas.drawText(_MARGIN, 50, tr("　").join(head[1:]))
    canvas.translate(_MARGIN, _HEAD)
    painter.paint(canvas, picture)
    canvas.end()


def _quote(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(mark in cell for mark in ',"\r\n') else cell


def _write(data: bytes, path: Path, what: str) -> None:
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        target = find_target(path, what=what)
        fresh.write_bytes(data)
        fresh.replace(target)
    except ExportError as error:
        raise ChainFileError(str(error)) from error
    except OSError as error:
        with suppress(OSError):
            fresh.unlink()
        raise ChainFileError(
            tr("{what}写不到 {path}：{reason}。", what=what, path=path, reason=reason_of(error))
        ) from error
