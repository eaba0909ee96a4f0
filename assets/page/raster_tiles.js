// Raster tiles: pictures of 256 or more pixels a side, enlarged beyond their highest zoom.

import { request } from './fetching.js';
import { ancestor, keyOf } from './tile_grid.js';
import { TileStore } from './tile_store.js';

const MOST_PIXELS = 16e6;
/** So many levels below the lowest zoom there is, tiles are still put together from smaller ones. */
const LEVELS_BELOW = 2;
/** So many pictures tell whether a source is a light map or, as photographs are, a dark one. */
const JUDGED = 6;
const SAMPLE_PX = 8;
const LIGHT = 0.6;

export class RasterTiles {
  /** `onTone` is told when the source turns out to be light or dark. */
  constructor(spec, { onArrive, onTone }) {
    this.onTone = onTone;
    this.judged = [];
    this.spec = spec;
    this.minZoom = spec.facts.min_zoom;
    this.maxZoom = spec.facts.max_zoom;
    this.store = new TileStore((cell, signal) => this.load(cell, signal), {
      most: MOST_PIXELS, weigh: (image) => image.width * image.height, release: (image) => image.close(), onArrive,
    });
  }

  async load(cell, signal) {
    const blob = await (await request(`/tile/${this.spec.id}/${keyOf(cell)}?v=${this.spec.version}`, { signal })).blob();
    if (!blob.size) return null;
    const picture = await createImageBitmap(blob);
    this.judge(picture);
    return picture;
  }

  judge(picture) {
    if (this.judged.length >= JUDGED) return;
    const was = this.tone;
    this.judged.push(lightnessOf(picture));
    if (this.tone !== was) this.onTone();
  }

  /** Is it a light map, a dark one, or not known yet? */
  get tone() {
    if (!this.judged.length) return null;
    return this.judged.reduce((sum, one) => sum + one, 0) / this.judged.length > LIGHT ? 'light' : 'dark';
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

/** Mean lightness of a picture, 0…1; what is transparent does not count. */
function lightnessOf(picture) {
  const canvas = document.createElement('canvas');
  canvas.width = SAMPLE_PX;
  canvas.height = SAMPLE_PX;
  const ctx = canvas.getContext('2d', { willReadFrequently: true });
  ctx.drawImage(picture, 0, 0, SAMPLE_PX, SAMPLE_PX);
  const { data } = ctx.getImageData(0, 0, SAMPLE_PX, SAMPLE_PX);
  let [sum, weight] = [0, 0];
  for (let i = 0; i < data.length; i += 4) {
    sum += (0.2126 * data[i] + 0.7152 * data[i + 1] + 0.0722 * data[i + 2]) * data[i + 3];
    weight += data[i + 3];
  }
  return weight ? sum / weight / 255 : 1;
}
