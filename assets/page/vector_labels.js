// The names in vector tiles and overlays, placed with the map's own: after them, by rank, each once.

import { line } from './placer.js';
import { nameOf, namesIn } from './vector_schemas.js';
import { WORLD } from './world.js';

const TILE_PX = 512;
const MOST_IN_TILE = 3000;
const MOST_PLACED = 260;
const SAME_NAME_PX = 180;
const SAME_ROAD_PX = 340;
const STRAIGHT = 0.26;
const STEP_PX = 9;

/** The names of a decoded tile: [{text, kind, rank, zoom, x, y} or {…, path}], in pixels of the tile. */
export function readLabels(layers, schema) {
  const labels = [];
  for (const [layer, features] of layers) {
    const rule = namesIn(schema, layer);
    if (!rule) continue;
    for (const { props, geom, geomType } of features) {
      if (labels.length >= MOST_IN_TILE) return labels;
      const named = geomType === 3 ? null : rule(props, geomType === 2);
      const text = named ? nameOf(props) : '';
      if (!text || !geom[0]?.length) continue;
      const [kind, rank, zoom] = named;
      if (geomType === 2) geom.filter((path) => path.length > 1).forEach((path) => labels.push({ text, kind, rank, zoom, path }));
      else if (inTile(geom[0][0])) labels.push({ text, kind, rank, zoom, x: geom[0][0].x, y: geom[0][0].y });
    }
  }
  return labels;
}

/** Points in a tile's border belong to the neighbour, which has them too. */
function inTile({ x, y }) {
  return x >= 0 && y >= 0 && x < TILE_PX && y < TILE_PX;
}

/** The names of one tile that this zoom shows, in pixels of the canvas. */
export function labelsOf(labels, cell, view, shift) {
  const side = WORLD / 2 ** cell.z;
  const [dx, dy] = shift.at((cell.x + 0.5) * side, (cell.y + 0.5) * side);
  const scale = (side / TILE_PX) * view.scale;
  const left = (cell.x * side + dx) * view.scale - view.originX;
  const top = (cell.y * side + dy) * view.scale - view.originY;
  const at = ({ x, y }) => ({ x: left + x * scale, y: top + y * scale });
  const seen = ({ x, y }) => x > 0 && y > 0 && x < view.width && y < view.height;
  return labels.filter((label) => view.zoom >= label.zoom).map((label) => (
    label.path ? { ...label, path: label.path.map(at) } : { ...label, ...at(label) }
  )).filter((label) => (label.path ? label.path.some(seen) : seen(label)));
}

/** Place names among what is placed already; `taken` are texts that need no second naming. */
export function placeNames({ placer, view, styles, ctx, theme }, names, taken) {
  const said = new Map([...taken].map((text) => [text, null]));
  const sorted = names.sort((a, b) => a.rank - b.rank);
  let placed = 0;
  for (const name of sorted) {
    if (placed >= MOST_PLACED) return;
    if (said.has(name.text) && said.get(name.text) === null) continue;
    const spot = name.path ? placeAlong(placer, ctx, name, said, styleOf(styles, theme, name), view)
      : placeAt(placer, name, said, styleOf(styles, theme, name));
    if (!spot) continue;
    placed += 1;
    said.set(name.text, [...(said.get(name.text) ?? []), spot]);
  }
}

function styleOf(styles, theme, { kind, rank }) {
  if (kind === 'water' || kind === 'waterline') return { ...styles.river, size: 11, font: theme.font(11), spacing: 1 };
  if (kind === 'city') return { ...styles.quiet, size: 13, font: theme.font(13, 500) };
  if (kind === 'district') return styles.district;
  if (kind === 'road') return { ...styles.caption, size: rank > 10 ? 10 : 11, font: theme.font(rank > 10 ? 10 : 11) };
  if (kind === 'poi') return styles.caption;
  if (kind === 'own') return { ...styles.point, font: theme.font(12, 500) };
  return kind === 'town' ? styles.quiet : styles.town;
}

function isNear(spots, { x, y }, distance) {
  return (spots ?? []).some((spot) => Math.hypot(spot.x - x, spot.y - y) < distance);
}

function placeAt(placer, name, said, style) {
  if (isNear(said.get(name.text), name, SAME_NAME_PX)) return null;
  const spots = name.beside
    ? ['E', 'W', 'N', 'S'].map((side) => ({ x: name.x, y: name.y, side, gap: name.beside }))
    : [{ x: name.x, y: name.y, side: 'C' }];
  const box = placer.place({ kind: `tile-${name.kind}`, lines: [line(style, name.text)] }, spots);
  return box && { x: name.x, y: name.y };
}

// ---- along lines ----

function placeAlong(placer, ctx, name, said, style, view) {
  ctx.font = style.font;
  const width = ctx.measureText(name.text).width + (style.spacing ?? 0) * name.text.length;
  for (const run of straightRuns(name.path, width + 16)) {
    const spot = spotOn(run, view);
    if (!spot || isNear(said.get(name.text), spot, SAME_ROAD_PX)) continue;
    const boxes = boxesAlong(spot, width, style.size);
    if (!boxes.every((box) => placer.isFree(box))) continue;
    boxes.forEach((box) => placer.blockBox(box));
    placer.turned.push({ text: name.text, style, kind: `tile-${name.kind}`, ...spot });
    return spot;
  }
  return null;
}

/** Stretches of a line that turn little and are long enough, the longest first. */
function straightRuns(path, least) {
  const runs = [];
  let start = 0;
  const close = (end) => {
    const [a, b] = [path[start], path[end]];
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    if (length >= least) runs.push({ a, b, length, middle: path[Math.round((start + end) / 2)] });
    start = end;
  };
  for (let i = 1; i < path.length; i += 1) {
    const heading = Math.atan2(path[i].y - path[i - 1].y, path[i].x - path[i - 1].x);
    const first = Math.atan2(path[start + 1].y - path[start].y, path[start + 1].x - path[start].x);
    const turn = Math.abs(Math.atan2(Math.sin(heading - first), Math.cos(heading - first)));
    if (turn > STRAIGHT) close(i - 1);
  }
  close(path.length - 1);
  return runs.sort((one, other) => other.length - one.length);
}

/** The middle of a run, upright, if it is within the view. */
function spotOn({ a, b }, view) {
  const [x, y] = [(a.x + b.x) / 2, (a.y + b.y) / 2];
  const { left, top, right, bottom } = view.inner;
  if (x < left + 8 || x > right - 8 || y < top + 8 || y > bottom - 8) return null;
  let angle = Math.atan2(b.y - a.y, b.x - a.x);
  if (angle > Math.PI / 2) angle -= Math.PI;
  if (angle <= -Math.PI / 2) angle += Math.PI;
  return { x, y, angle };
}

function boxesAlong({ x, y, angle }, width, size) {
  const count = Math.max(1, Math.ceil(width / STEP_PX));
  const half = size * 0.6;
  return Array.from({ length: count }, (_, i) => {
    const along = ((i + 0.5) / count - 0.5) * width;
    return { x: x + along * Math.cos(angle) - half, y: y + along * Math.sin(angle) - half, width: 2 * half, height: 2 * half };
  });
}

/** Draw what was placed along lines. */
export function drawTurned({ placer, ctx, theme }) {
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.lineJoin = 'round';
  for (const { text, style, x, y, angle } of placer.turned) {
    ctx.save();
    ctx.translate(x, y);
    ctx.rotate(angle);
    ctx.font = style.font;
    ctx.letterSpacing = `${style.spacing ?? 0}px`;
    ctx.strokeStyle = theme.colors.land;
    ctx.lineWidth = 3;
    ctx.strokeText(text, 0, 0);
    ctx.fillStyle = style.color;
    ctx.fillText(text, 0, 0);
    ctx.restore();
  }
  ctx.letterSpacing = '0px';
}
