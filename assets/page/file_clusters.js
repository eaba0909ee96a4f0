// Projects at their own coordinates, as clusters of world-fixed blocks or one by one: geo/symbols/own_clusters.py for a page
// of its own. A file holds some thousands, so cells are filled by one pass over them instead of by running sums.

import { addRow, amountOf, noSums, withoutOverlaps } from './file_tally.js';
import { WORLD } from './world.js';

const MOST_POINTS = 1000;
const MOST_BLOCKS = 1024;
const CELL_PX_LOG2 = 6;
const BLOCK_LOG2 = 3; // cells side by side in a block
const FULL_ZOOM = 11;

export class OwnClusters {
  /** `columns` hold all projects, `rows` are those with coordinates of their own. */
  constructor(columns, rows) {
    this.columns = columns;
    this.rows = [...rows].sort((a, b) => byMorton(columns, a, b));
  }

  /** The largest sum of amounts in one cell of the grid at a middle zoom, in 万元. */
  largestCellWan() {
    const none = new Uint8Array(this.columns.id.length);
    const cells = this.cells(this.rows, 2 ** (24 - FULL_ZOOM + CELL_PX_LOG2), none);
    return Math.max(0, ...cells.map(({ sums }) => amountOf(sums)));
  }

  apply(shown, selected) {
    this.shown = this.rows.filter((row) => shown[row]);
    this.selected = selected;
  }

  /** {groups, rows} of a box in world units: every block has its own clusters, or its projects one by one. */
  visible(box, zoom, single, fullWan) {
    const { x, y } = this.columns;
    const [west, east, north, south] = [box.west, box.east, box.north, box.south].map(insideWorld);
    const size = blockSize([west, east, north, south], zoom);
    const touches = (value, low, high) => Math.floor(value / size) >= Math.floor(low / size) && Math.floor(value / size) <= Math.floor(high / size);
    const blocks = new Map();
    for (const row of this.shown) {
      if (!touches(x[row], west, east) || !touches(y[row], north, south)) continue;
      const [left, top] = [Math.floor(x[row] / size), Math.floor(y[row] / size)];
      const key = `${left} ${top}`;
      if (!blocks.has(key)) blocks.set(key, { left: left * size, top: top * size, size, rows: [] });
      blocks.get(key).rows.push(row);
    }
    const unit = WORLD / (256 * 2 ** zoom);
    const most = MOST_POINTS * 4 ** (zoom - Math.floor(zoom));
    const found = { groups: [], rows: [] };
    for (const block of blocks.values()) {
      if (single && block.rows.length <= most) found.rows.push(...block.rows.filter((row) => contains(box, x[row], y[row])));
      else found.groups.push(...withoutOverlaps(this.cells(block.rows, size / 2 ** BLOCK_LOG2, this.selected), unit, fullWan, block));
    }
    found.groups = found.groups.filter((group) => contains(box, Math.round(group.x), Math.round(group.y)));
    return found;
  }

  /** Middle and sums of each filled cell, in the order of the rows. */
  cells(rows, size, selected) {
    const { columns } = this;
    const cells = new Map();
    for (const row of rows) {
      const key = `${Math.floor(columns.x[row] / size)} ${Math.floor(columns.y[row] / size)}`;
      const cell = cells.get(key) ?? { n: 0, x: 0, y: 0, sums: noSums() };
      cells.set(key, cell);
      cell.n += 1;
      cell.x += columns.x[row];
      cell.y += columns.y[row];
      addRow(cell.sums, columns, row, selected);
    }
    return [...cells.values()].map(({ n, x, y, sums }) => ({ x: x / n, y: y / n, sums }));
  }
}

export function contains({ west, east, north, south }, x, y) {
  return x >= west && x <= east && y >= north && y <= south;
}

function insideWorld(edge) {
  return Math.floor(Math.min(Math.max(edge, 0), WORLD - 1));
}

/** Width of the blocks: they grow until few enough touch the box. */
function blockSize([west, east, north, south], zoom) {
  let size = 2 ** (Math.max(24 - Math.floor(zoom) + CELL_PX_LOG2, 0) + BLOCK_LOG2);
  const span = (low, high) => Math.floor(high / size) - Math.floor(low / size) + 1;
  while (span(west, east) * span(north, south) > MOST_BLOCKS) size *= 2;
  return size;
}

/** Order along the Morton curve, in which the bits of y stand above those of x. */
function byMorton({ x, y }, a, b) {
  const dx = (x[a] ^ x[b]) >>> 0;
  const dy = (y[a] ^ y[b]) >>> 0;
  const xLeads = dy < dx && dy < ((dy ^ dx) >>> 0); // the highest differing bit is one of x
  return (xLeads ? x[a] - x[b] : y[a] - y[b]) || a - b;
}
