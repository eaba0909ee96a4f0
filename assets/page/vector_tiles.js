// Vector tiles: decoded and painted by protomaps-leaflet's painter, cell by cell onto canvases of our own, so that one
// pyramid serves pictures and vectors alike. While the map moves, what is painted is enlarged; at rest it is painted anew
// at exactly the zoom shown.

import { readLabels, labelsOf } from './vector_labels.js';
import { readSchema } from './vector_schemas.js';
import { buildRules, landColour } from './vector_style.js';
import { ancestor, keyOf } from './tile_grid.js';
import { TileStore } from './tile_store.js';

const SCRIPT = '/vendor/protomaps-leaflet.js';
/** Vector tiles are made to be shown at 512 pixels a side. */
const TILE_PX = 512;
const MOST_VERTICES = 4e6;
const MOST_PIXELS = 14e6;
/** A tile with more corners than any map needs would hold the page for seconds: it is left out. */
const MOST_IN_TILE = 5e5;
const LEVELS_BELOW = 1;
const PAINT_MS = 14;

let library = null;

/** The painter's script is fetched when the first vector layer needs it. */
function loadLibrary() {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = SCRIPT;
    script.onload = () => resolve(window.protomapsL);
    script.onerror = () => reject(new Error(SCRIPT));
    document.head.append(script);
  });
  return library;
}

export class VectorTiles {
  constructor(spec, theme, { onArrive, onTrouble }) {
    Object.assign(this, { spec, theme, onArrive, onTrouble });
    this.minZoom = spec.facts.min_zoom;
    this.maxZoom = spec.facts.max_zoom;
    this.meant = readSchema(spec.facts);
    this.painter = null;
    this.rules = { key: '', list: [] };
    this.canvases = new Map();
    this.painting = 0;
    this.store = new TileStore((cell) => this.load(cell), {
      most: MOST_VERTICES, weigh: ({ vertices }) => vertices + 1000, onArrive,
    });
  }

  async load(cell) {
    this.painter ??= await loadLibrary().catch((error) => {
      this.onTrouble();
      throw error;
    });
    const url = `/tile/${this.spec.id}/{z}/{x}/{y}?v=${this.spec.version}`;
    const layers = await new this.painter.ZxySource(url, false).get(cell, TILE_PX);
    const vertices = [...layers.values()].flat().reduce((sum, feature) => sum + feature.numVertices, 0);
    return vertices > MOST_IN_TILE ? null : { layers, vertices, labels: readLabels(layers, this.spec.facts.schema) };
  }

  renew(spec) {
    this.spec = spec;
    this.store.forgetHoles();
  }

  level({ zoom }) {
    const level = Math.round(zoom) - 1;
    if (level < this.minZoom - LEVELS_BELOW - 1) return null;
    return Math.max(this.minZoom, level);
  }

  picture(key) {
    return this.canvases.get(key)?.canvas;
  }

  /** A whole base map has ground everywhere, also where its tiles are still to come. */
  before(ctx, _view, cells) {
    if (!this.meant.full) return;
    ctx.fillStyle = landColour(this.theme.colors);
    for (const { left, top, width, height } of cells) ctx.fillRect(left, top, width, height);
  }

  settle(cells, view) {
    const wanted = new Map();
    for (const cell of cells) {
      const at = this.dataCell(cell);
      wanted.set(keyOf(at), at);
    }
    this.store.want([...wanted]);
    this.store.trim(new Set(wanted.keys()));
    this.paintSoon(cells, view);
    this.trim(new Set(cells.map(keyOf)));
  }

  dataCell(cell) {
    return cell.z > this.maxZoom ? ancestor(cell, cell.z - this.maxZoom) : cell;
  }

  paintSoon(cells, view) {
    clearTimeout(this.painting);
    const stale = cells.filter((cell) => this.isStale(cell, view));
    if (!stale.length) {
      this.painting = 0;
      return;
    }
    this.painting = setTimeout(() => {
      this.painting = 0;
      const start = performance.now();
      for (const cell of stale) {
        this.paint(cell, view);
        if (performance.now() - start > PAINT_MS) break;
      }
      this.onArrive();
    });
  }

  isStale(cell, view) {
    if (!this.store.get(keyOf(this.dataCell(cell)))) return false;
    const painted = this.canvases.get(keyOf(cell));
    return !painted || painted.look !== this.look(view);
  }

  look({ zoom, ratio }) {
    return `${this.theme.name} ${zoom.toFixed(3)} ${ratio}`;
  }

  paint(cell, view) {
    const { z, x, y } = this.dataCell(cell);
    const grain = 2 ** (view.zoom - 1 - cell.z);
    const n = 2 ** (cell.z - z);
    const size = Math.max(1, Math.ceil(TILE_PX * grain * view.ratio));
    const canvas = document.createElement('canvas');
    canvas.width = size;
    canvas.height = size;
    const ctx = canvas.getContext('2d');
    ctx.scale(size / TILE_PX, size / TILE_PX);
    const corner = { x: (cell.x - x * n) * TILE_PX, y: (cell.y - y * n) * TILE_PX };
    const box = { minX: corner.x, minY: corner.y, maxX: corner.x + TILE_PX, maxY: corner.y + TILE_PX };
    const { layers } = this.store.get(keyOf({ z, x, y }));
    const tile = { z: view.zoom, origin: { x: 0, y: 0 }, data: layers, scale: n, dim: TILE_PX * n };
    this.painter.paint(ctx, view.zoom, new Map([['', [tile]]]), null, this.rulesFor(view.zoom, grain), box, corner, true);
    const key = keyOf(cell);
    this.canvases.delete(key);
    this.canvases.set(key, { canvas, look: this.look(view) });
  }

  rulesFor(zoom, grain) {
    const key = `${this.theme.name} ${zoom} ${grain}`;
    if (this.rules.key !== key) {
      this.rules = { key, list: buildRules(this.painter, this.meant, this.theme, { zoom, grain }) };
    }
    return this.rules.list;
  }

  trim(kept) {
    let pixels = [...this.canvases.values()].reduce((sum, { canvas }) => sum + canvas.width * canvas.height, 0);
    for (const [key, { canvas }] of this.canvases) {
      if (pixels <= MOST_PIXELS) return;
      if (kept.has(key)) continue;
      this.canvases.delete(key);
      pixels -= canvas.width * canvas.height;
    }
  }

  get busy() {
    return this.painting !== 0 || this.store.busy;
  }

  labels(cells, view, shift) {
    const seen = new Map(cells.map((cell) => {
      const at = this.dataCell(cell);
      return [keyOf(at), at];
    }));
    return [...seen].flatMap(([key, cell]) => {
      const tile = this.store.get(key);
      return tile ? labelsOf(tile.labels, cell, view, shift) : [];
    });
  }

  setTheme(theme) {
    this.theme = theme;
  }

  close() {
    clearTimeout(this.painting);
    this.store.close();
    this.canvases.clear();
  }
}
