// Heat: the density grid of one viewport, coloured and drawn smoothly over the ground.

import { request } from './fetching.js';
import { channels, colorAt } from './ramp.js';

const MAGIC = 0x3148584b;
const HEADER_BYTES = 32;
const FAINTEST = 0.03; // below this share of the peak nothing is drawn: a bell has no edge
const STRONGEST = 0.92;

/** The grid of one viewport; throws if the answer is not one. */
export async function fetchHeat(query, options) {
  const buffer = await (await request(`/heat.bin?${query}`, options)).arrayBuffer();
  const header = new Uint32Array(buffer, 0, 8);
  if (header[0] !== MAGIC) throw new Error('not a heat map');
  const [, , columns, rows, metaBytes] = header;
  const meta = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, HEADER_BYTES, metaBytes)));
  return { kind: 'heat', ...meta, columns, rows, shares: new Uint8Array(buffer, HEADER_BYTES + metaBytes), drawn: null };
}

/** Colour of a density as a share of the peak, [r, g, b, a] of 255; the legend's bar is made of the same. */
export function heatColor(theme, share) {
  if (share < FAINTEST) return [0, 0, 0, 0];
  const stops = theme.tokens.sequential[theme.name].map(channels);
  const strength = Math.min(1, (share - FAINTEST) / 0.22);
  return [...colorAt(stops, Math.sqrt(share)), Math.round(255 * STRONGEST * strength)];
}

export function drawHeat(ctx, heat, view, theme) {
  if (!heat.columns || !heat.peak) return;
  const width = heat.columns * heat.cell * view.scale;
  const height = heat.rows * heat.cell * view.scale;
  ctx.imageSmoothingEnabled = true;
  ctx.imageSmoothingQuality = 'high';
  ctx.drawImage(pictureOf(heat, theme), heat.x * view.scale - view.originX, heat.y * view.scale - view.originY, width, height);
}

/** The grid as a picture of one pixel a cell, made once for a theme. */
function pictureOf(heat, theme) {
  if (heat.drawn?.theme === theme.name) return heat.drawn.canvas;
  const canvas = new OffscreenCanvas(heat.columns, heat.rows);
  const ctx = canvas.getContext('2d');
  const image = ctx.createImageData(heat.columns, heat.rows);
  const colors = Array.from({ length: 256 }, (_, value) => heatColor(theme, value / 255));
  heat.shares.forEach((value, i) => image.data.set(colors[value], 4 * i));
  ctx.putImageData(image, 0, 0);
  heat.drawn = { theme: theme.name, canvas };
  return canvas;
}
