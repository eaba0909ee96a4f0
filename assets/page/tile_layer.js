// One layer of tiles on a canvas of its own, among the canvases below the symbols.

import { DatumShift } from './datum_shift.js';
import { NO_SHIFT, cellsOf, drawCell, worldBox } from './tile_grid.js';
import { worldX, worldY } from './world.js';

const SHIFTED = ['gcj02', 'bd09'];

export class TileLayer {
  /** `tiles` are RasterTiles or VectorTiles; `onArrive` is told when something new is on the canvas. */
  constructor(stage, canvas, spec, makeTiles, onArrive) {
    Object.assign(this, { stage, canvas, spec, onArrive, shift: null, next: null });
    this.queued = 0;
    this.cells = [];
    this.tiles = makeTiles(spec, () => this.repaint());
    this.setPlace(spec);
  }

  /** The same tiles under another datum, or with answers where there were none. */
  renew(spec) {
    const moved = spec.datum !== this.spec.datum;
    this.spec = spec;
    this.tiles.renew(spec);
    if (moved) this.setPlace(spec);
    else this.reach = reachOf(spec.facts.bounds);
  }

  /** Until a new shift is known the old one stays. */
  setPlace({ datum, facts }) {
    this.reach = reachOf(facts.bounds);
    this.next = SHIFTED.includes(datum) ? new DatumShift(datum, () => this.repaint()) : NO_SHIFT;
  }

  /** Draw what there is; at rest also ask for what is lacking. */
  render(view, moving) {
    const ctx = this.stage.prepare(this.canvas, view);
    const level = this.tiles.level(view);
    this.cells = [];
    if (level === null) return;
    const box = worldBox(view);
    this.next?.cover(box, view.zoom);
    if (this.next?.ready) [this.shift, this.next] = [this.next, null];
    if (!this.shift) return;
    this.shift.cover(box, view.zoom);
    this.cells = cellsOf(view, level, this.shift, this.reach);
    this.clip(ctx, view);
    this.tiles.before?.(ctx, view, this.cells);
    for (const cell of this.cells) drawCell(ctx, cell, (key) => this.tiles.picture(key));
    ctx.restore();
    if (!moving) this.tiles.settle(this.cells, view);
  }

  /** A file ends where it says, not where its last tile does. */
  clip(ctx, view) {
    ctx.save();
    if (!this.reach) return;
    const { minX, minY, maxX, maxY } = this.reach;
    const at = (value, origin) => Math.round((value * view.scale - origin) * view.ratio) / view.ratio;
    const [left, top] = [at(minX, view.originX), at(minY, view.originY)];
    ctx.beginPath();
    ctx.rect(left, top, at(maxX, view.originX) - left, at(maxY, view.originY) - top);
    ctx.clip();
  }

  /** Something arrived: draw this layer again in the next frame, once. */
  repaint() {
    if (this.queued) return;
    this.queued = requestAnimationFrame(() => {
      this.queued = 0;
      if (this.stage.view && this.canvas.isConnected) this.render(this.stage.view, false);
      this.onArrive();
    });
  }

  /** Names to be placed with the map's own labels, in canvas pixels. */
  labels(view) {
    return this.tiles.labels(this.cells, view, this.shift);
  }

  get busy() {
    return this.queued !== 0 || this.next !== null || this.tiles.busy;
  }

  setTheme(theme) {
    this.tiles.setTheme(theme);
  }

  close() {
    cancelAnimationFrame(this.queued);
    this.tiles.close();
    this.canvas.remove();
  }
}

/** [west, south, east, north] -> box in world units, or null for everywhere. */
export function reachOf(bounds) {
  if (!bounds) return null;
  const [west, south, east, north] = bounds;
  return { minX: worldX(west), minY: worldY(north), maxX: worldX(east), maxY: worldY(south) };
}
