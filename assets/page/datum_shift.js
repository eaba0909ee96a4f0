// Layers drawn in GCJ-02 or BD-09 lie some hundreds of metres off. The window says by how much at nine points around the
// view; in between, the shift is interpolated.

import { readJson } from './fetching.js';
import { latOf, lngOf, worldX, worldY } from './world.js';

const SPARE = 0.5;
const LIMIT = { lng: 179.9, lat: 85 };
/** A view so many levels nearer than the one asked for deserves nearer points. */
const LEVELS = 2.5;

export class DatumShift {
  constructor(datum, onReady) {
    this.datum = datum;
    this.onReady = onReady;
    this.grid = null;
    this.asked = null;
  }

  get ready() {
    return this.grid !== null;
  }

  /** Make sure the shift is known around this box of world units; until it is, the last one known is used. */
  cover(box, zoom) {
    const { asked } = this;
    const inside = asked && box.minX >= asked.minX && box.maxX <= asked.maxX && box.minY >= asked.minY && box.maxY <= asked.maxY;
    if (inside && zoom < asked.zoom + LEVELS) return;
    const [dx, dy] = [(box.maxX - box.minX) * SPARE, (box.maxY - box.minY) * SPARE];
    this.asked = { minX: box.minX - dx, minY: box.minY - dy, maxX: box.maxX + dx, maxY: box.maxY + dy, zoom };
    this.ask(this.asked);
  }

  async ask(box) {
    const clamp = (value, limit) => Math.max(-limit, Math.min(limit, value)).toFixed(6);
    const [w, e] = [box.minX, box.maxX].map((x) => clamp(lngOf(x), LIMIT.lng));
    const [s, n] = [box.maxY, box.minY].map((y) => clamp(latOf(y), LIMIT.lat));
    try {
      const answer = await readJson(`/shift.json?datum=${this.datum}&w=${w}&s=${s}&e=${e}&n=${n}`);
      if (this.asked !== box) return;
      this.grid = gridOf(answer, [w, s, e, n].map(Number));
      this.onReady();
    } catch {
      if (this.asked === box) this.asked = null;
    }
  }

  /** What to add to a place of the layer, in world units, to get where it is in WGS 84. */
  at(x, y) {
    const { grid } = this;
    if (!grid) return [0, 0];
    const [column, across] = split((x - grid.x[0]) / (grid.x[2] - grid.x[0]));
    const [row, down] = split((y - grid.y[0]) / (grid.y[2] - grid.y[0]));
    const mix = (values) => {
      const at = (i, j) => values[(row + j) * 3 + column + i];
      const [above, below] = [0, 1].map((j) => at(0, j) + (at(1, j) - at(0, j)) * across);
      return above + (below - above) * down;
    };
    return [mix(grid.dx), mix(grid.dy)];
  }
}

/** 0…1 over a row of three nodes -> the first of the two it lies between, and how far along (beyond the ends: on). */
function split(part) {
  const at = part * 2;
  const node = at < 1 ? 0 : 1;
  return [node, at - node];
}

/** Nine offsets in degrees, rows from north to south -> nodes and offsets in world units. */
function gridOf({ dlng, dlat }, [w, s, e, n]) {
  const lngs = [w, (w + e) / 2, e];
  const lats = [n, (s + n) / 2, s];
  const nodes = lats.flatMap((lat) => lngs.map((lng) => [lng, lat]));
  return {
    x: lngs.map(worldX), y: lats.map(worldY),
    dx: nodes.map(([lng], i) => worldX(lng + dlng[i]) - worldX(lng)),
    dy: nodes.map(([, lat], i) => worldY(lat + dlat[i]) - worldY(lat)),
  };
}
