// The cells of a tile pyramid that a view shows, and where on its canvas they lie.

import { WORLD } from './world.js';

/** A shift that moves nothing; see datum_shift.js. */
export const NO_SHIFT = { ready: true, at: () => [0, 0], cover() {} };

const MOST_CELLS = 900;

/** What a view shows, in world units. */
export function worldBox(view) {
  return {
    minX: view.originX / view.scale, minY: view.originY / view.scale,
    maxX: (view.originX + view.width) / view.scale, maxY: (view.originY + view.height) / view.scale,
  };
}

/**
 * The cells of `level` in a view, nearest to its middle first. `reach` is the box in world units outside of which there
 * is nothing, or null. A view so far out that it holds more cells than sense gets none.
 */
export function cellsOf(view, level, shift, reach = null) {
  const side = WORLD / 2 ** level;
  const { columns, rows } = rangeOf(view, level, shift, reach);
  if ((columns[1] - columns[0] + 1) * (rows[1] - rows[0] + 1) > MOST_CELLS) return [];
  const edges = edgesOf(view, side, shift);
  const cells = [];
  for (let y = rows[0]; y <= rows[1]; y += 1) {
    for (let x = columns[0]; x <= columns[1]; x += 1) {
      const left = edges.x(x, y);
      const top = edges.y(x, y);
      cells.push({ z: level, x, y, left, top, width: edges.x(x + 1, y) - left, height: edges.y(x, y + 1) - top });
    }
  }
  const distance = (cell) => Math.hypot(cell.left + cell.width / 2 - view.width / 2, cell.top + cell.height / 2 - view.height / 2);
  return cells.map((cell) => [distance(cell), cell]).sort((a, b) => a[0] - b[0]).map(([, cell]) => cell);
}

function rangeOf(view, level, shift, reach) {
  const box = worldBox(view);
  const [dx, dy] = shift.at((box.minX + box.maxX) / 2, (box.minY + box.maxY) / 2);
  const spare = 3 / view.scale;
  const inside = {
    minX: Math.max(box.minX, reach?.minX ?? -Infinity), minY: Math.max(box.minY, reach?.minY ?? -Infinity),
    maxX: Math.min(box.maxX, reach?.maxX ?? Infinity), maxY: Math.min(box.maxY, reach?.maxY ?? Infinity),
  };
  const last = 2 ** level - 1;
  const index = (value) => Math.floor((value / WORLD) * 2 ** level);
  return {
    columns: [Math.max(0, index(inside.minX - dx - spare)), Math.min(last, index(inside.maxX - dx + spare))],
    rows: [Math.max(0, index(inside.minY - dy - spare)), Math.min(last, index(inside.maxY - dy + spare))],
  };
}

/** Neighbours share their edges to the pixel of the screen, so that no seam shows between them. */
function edgesOf(view, side, shift) {
  const snap = (value) => Math.round(value * view.ratio) / view.ratio;
  return {
    x(column, row) {
      const [x, y] = [column * side, (row + 0.5) * side];
      return snap((x + shift.at(x, y)[0]) * view.scale - view.originX);
    },
    y(column, row) {
      const [x, y] = [(column + 0.5) * side, row * side];
      return snap((y + shift.at(x, y)[1]) * view.scale - view.originY);
    },
  };
}

export function keyOf({ z, x, y }) {
  return `${z}/${x}/${y}`;
}

/** The cell `up` levels above. */
export function ancestor({ z, x, y }, up) {
  const n = 2 ** up;
  return { z: z - up, x: Math.floor(x / n), y: Math.floor(y / n) };
}

/**
 * Draw the best picture there is for a cell: its own, else a piece of the nearest ancestor's with what its children have
 * on top. `pictures(key)` answers with a drawable or undefined. Returns whether it was its own.
 */
export function drawCell(ctx, cell, pictures) {
  const own = pictures(keyOf(cell));
  if (own) {
    ctx.drawImage(own, cell.left, cell.top, cell.width, cell.height);
    return true;
  }
  drawAncestor(ctx, cell, pictures);
  drawChildren(ctx, cell, pictures);
  return false;
}

function drawAncestor(ctx, cell, pictures) {
  for (let up = 1; up <= Math.min(8, cell.z); up += 1) {
    const picture = pictures(keyOf(ancestor(cell, up)));
    if (!picture) continue;
    const n = 2 ** up;
    const [width, height] = [picture.width / n, picture.height / n];
    ctx.drawImage(picture, (cell.x % n) * width, (cell.y % n) * height, width, height, cell.left, cell.top, cell.width, cell.height);
    return;
  }
}

function drawChildren(ctx, { z, x, y, left, top, width, height }, pictures) {
  for (const [i, j] of [[0, 0], [1, 0], [0, 1], [1, 1]]) {
    const picture = pictures(keyOf({ z: z + 1, x: 2 * x + i, y: 2 * y + j }));
    if (picture) ctx.drawImage(picture, left + (i * width) / 2, top + (j * height) / 2, width / 2, height / 2);
  }
}
