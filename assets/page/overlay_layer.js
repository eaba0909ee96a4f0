// A person's own points, lines and areas, on a canvas of their own. The window sends what a view needs, simplified for
// its zoom; while the map moves, what is here is drawn where it belongs.

import { request } from './fetching.js';
import { worldBox } from './tile_grid.js';
import { plainText } from './vector_schemas.js';
import { lngOf, latOf } from './world.js';

const MAGIC = 0x31564f4b;
const HEADER_BYTES = 16;
const POINT = 0;
const LINE = 1;
const HOLE = 3;
const RADIUS = 3.6;
const NOTHING = { n: 0, labels: [], kind: [], start: [], x: [], y: [] };

/** Decode geo/files/overlays.py's bytes; throws if they are something else. */
export function decodeOverlay(buffer) {
  const [magic, n, m, metaBytes] = new Uint32Array(buffer, 0, 4);
  if (magic !== MAGIC) throw new Error('not an overlay');
  const meta = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, HEADER_BYTES, metaBytes)));
  let offset = HEADER_BYTES + metaBytes;
  const take = (Type, length) => {
    const array = new Type(buffer, offset, length);
    offset += Math.ceil(array.byteLength / 4) * 4;
    return array;
  };
  return {
    n, labels: meta.labels ?? [], kind: take(Uint8Array, n), start: take(Uint32Array, n + 1),
    x: take(Uint32Array, m), y: take(Uint32Array, m),
  };
}

export class OverlayLayer {
  constructor(stage, canvas, spec, theme, onArrive) {
    Object.assign(this, { stage, canvas, spec, theme, onArrive });
    this.parts = NOTHING;
    this.asked = null;
    this.controller = null;
    this.broken = false;
  }

  render(view, moving) {
    const ctx = this.stage.prepare(this.canvas, view);
    drawOverlay(ctx, this.parts, view, this.theme.colors);
    if (!moving) this.ask(view);
  }

  /** The same overlay under another datum; what is shown stays until the new answer is here. */
  renew(spec) {
    this.spec = spec;
    this.asked = null;
  }

  async ask(view) {
    const box = worldBox(view);
    const key = [box.minX, box.minY, box.maxX, box.maxY, view.zoom].join(' ');
    if (key === this.asked) return;
    this.asked = key;
    this.controller?.abort();
    const controller = new AbortController();
    this.controller = controller;
    const edges = [['w', lngOf(box.minX)], ['s', latOf(box.maxY)], ['e', lngOf(box.maxX)], ['n', latOf(box.minY)]];
    const query = edges.map(([name, value]) => `${name}=${value.toFixed(7)}`).join('&');
    const url = `/overlay.bin?layer=${this.spec.id}&${query}&z=${view.zoom.toFixed(2)}&v=${this.spec.version}`;
    try {
      const reply = await request(url, { signal: controller.signal });
      const buffer = await reply.arrayBuffer();
      this.parts = buffer.byteLength ? decodeOverlay(buffer) : NOTHING;
    } catch (error) {
      if (error.name === 'AbortError') return;
      this.broken = true;
    }
    if (this.controller !== controller) return;
    this.controller = null;
    if (this.stage.view && this.canvas.isConnected) this.render(this.stage.view, true);
    this.onArrive();
  }

  get busy() {
    return this.controller !== null;
  }

  labels(view) {
    return this.parts.labels.map(([part, text]) => {
      const spot = middleOf(this.parts, part, view);
      return { text: plainText(text), kind: 'own', rank: 0.5, ...spot };
    }).filter(({ text, x, y }) => text && x > 0 && y > 0 && x < view.width && y < view.height);
  }

  setTheme(theme) {
    this.theme = theme;
  }

  close() {
    this.controller?.abort();
    this.canvas.remove();
  }
}

function middleOf({ kind, start, x, y }, part, view) {
  const [from, to] = [start[part], start[part + 1]];
  const at = (i) => ({ x: x[i] * view.scale - view.originX, y: y[i] * view.scale - view.originY });
  if (kind[part] === POINT) return { ...at(from), beside: RADIUS + 4 };
  if (kind[part] === LINE) return { ...at((from + to) >> 1), path: Array.from({ length: to - from }, (_, i) => at(from + i)) };
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = from; i < to; i += 1) {
    [minX, maxX, minY, maxY] = [Math.min(minX, x[i]), Math.max(maxX, x[i]), Math.min(minY, y[i]), Math.max(maxY, y[i])];
  }
  return { x: ((minX + maxX) / 2) * view.scale - view.originX, y: ((minY + maxY) / 2) * view.scale - view.originY };
}

function drawOverlay(ctx, parts, view, colors) {
  ctx.lineJoin = 'round';
  ctx.lineCap = 'round';
  drawAreas(ctx, parts, view, colors);
  const outline = (close) => () => traceAll(ctx, parts, view, close);
  for (const trace of [outline(true), outline(false)]) {
    ctx.beginPath();
    trace();
    ctx.globalAlpha = 0.85;
    ctx.lineWidth = 3.8;
    ctx.strokeStyle = colors.surf;
    ctx.stroke();
    ctx.globalAlpha = 1;
    ctx.lineWidth = 1.6;
    ctx.strokeStyle = colors.ink;
    ctx.stroke();
  }
  drawPoints(ctx, parts, view, colors);
}

/** Add to the path all rings (`close`) or all lines. */
function traceAll(ctx, parts, view, close) {
  for (let part = 0; part < parts.n; part += 1) {
    const kind = parts.kind[part];
    if (close ? kind > LINE : kind === LINE) tracePart(ctx, parts, part, view, close);
  }
}

function tracePart(ctx, { start, x, y }, part, view, close) {
  for (let i = start[part]; i < start[part + 1]; i += 1) {
    const px = x[i] * view.scale - view.originX;
    const py = y[i] * view.scale - view.originY;
    if (i === start[part]) ctx.moveTo(px, py);
    else ctx.lineTo(px, py);
  }
  if (close) ctx.closePath();
}

/** A ring and its holes are one path; areas that overlap stay both filled. */
function drawAreas(ctx, parts, view, colors) {
  ctx.globalAlpha = 0.07;
  ctx.fillStyle = colors.ink;
  let open = false;
  for (let part = 0; part < parts.n; part += 1) {
    const kind = parts.kind[part];
    if (kind <= LINE) continue;
    if (kind !== HOLE) {
      if (open) ctx.fill('evenodd');
      ctx.beginPath();
      open = true;
    }
    tracePart(ctx, parts, part, view, true);
  }
  if (open) ctx.fill('evenodd');
  ctx.globalAlpha = 1;
}

function drawPoints(ctx, { n, kind, start, x, y }, view, colors) {
  ctx.beginPath();
  for (let part = 0; part < n; part += 1) {
    if (kind[part] !== POINT) continue;
    for (let i = start[part]; i < start[part + 1]; i += 1) {
      const px = x[i] * view.scale - view.originX;
      const py = y[i] * view.scale - view.originY;
      ctx.moveTo(px + RADIUS, py);
      ctx.arc(px, py, RADIUS, 0, 2 * Math.PI);
    }
  }
  ctx.fillStyle = colors.surf;
  ctx.strokeStyle = colors.ink;
  ctx.lineWidth = 1.6;
  ctx.fill();
  ctx.stroke();
}
