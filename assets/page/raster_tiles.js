// Raster tiles: pictures of 256 or more pixels a side, enlarged beyond their highest zoom.

import { request } from './fetching.js';
import { ancestor, keyOf } from './tile_grid.js';
import { TileStore } from './tile_store.js';

const MOST_PIXELS = 16e6;
/** So many levels below the lowest zoom there is, tiles are still put together from smaller ones. */
const LEVELS_BELOW = 2;

export class RasterTiles {
  constructor(spec, onArrive) {
    this.spec = spec;
    this.minZoom = spec.facts.min_zoom;
    this.maxZoom = spec.facts.max_zoom;
    this.store = new TileStore((cell, signal) => this.load(cell, signal), {
      most: MOST_PIXELS, weigh: (image) => image.width * image.height, release: (image) => image.close(), onArrive,
    });
  }

  async load(cell, signal) {
    const blob = await (await request(`/tile/${this.spec.id}/${keyOf(cell)}?v=${this.spec.version}`, { signal })).blob();
    return blob.size ? createImageBitmap(blob) : null;
  }

  renew(spec) {
    this.spec = spec;
    this.store.forgetHoles();
  }

  /** The level whose tiles a view shows, or null if it is too far out. */
  level({ zoom }) {
    if (zoom < this.minZoom - LEVELS_BELOW - 0.5) return null;
    return Math.max(this.minZoom, Math.min(this.maxZoom, Math.round(zoom)));
  }

  picture(key) {
    return this.store.get(key) ?? undefined;
  }

  /** The map rests on these cells: fetch what they lack; where a level has a hole, the level above it. */
  settle(cells) {
    const wanted = new Map();
    for (const cell of cells) {
      let at = cell;
      while (at.z > this.minZoom && this.store.has(keyOf(at)) && this.store.get(keyOf(at)) === null) at = ancestor(at, 1);
      wanted.set(keyOf(at), at);
    }
    this.store.want([...wanted]);
    this.store.trim(new Set([...wanted.keys(), ...cells.map(keyOf)]));
  }

  get busy() {
    return this.store.busy;
  }

  labels() {
    return [];
  }

  setTheme() {}

  close() {
    this.store.close();
  }
}
