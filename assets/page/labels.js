// What is named at which zoom, in the order of the design: selected, hover > park > city note > station > town by
// rank > district > river.

import { NEAR_ZOOM, PARK_ZOOM, townShown } from './basemap.js';
import { symbolReach } from './donut.js';
import { FLAG } from './frame.js';
import { placeAreaParks } from './area_names.js';
import { DistrictNames, placeRiverNames } from './ground_names.js';
import { placeCoverage } from './coverage.js';
import { pointSymbol } from './layout.js';
import { pointRadius } from './sizes.js';
import { Placer, line, textWidth, wrapText } from './placer.js';
import { namesShown, placeLayerNames } from './layer_names.js';
import { drawTurned } from './vector_labels.js';
import { WORDS } from './words.js';

const NAMED_POINTS = 400;
// The arrangement's grid, as geo/arrangement.py lays it.
const NOMINAL_ZOOM = 13.25;
const COLUMN_PX = 146;
const HEAD_INSET = 8;
const FOOTPRINT_TITLE_HEIGHT = 230;
const SUBPARK_ZOOM = 12.5;
const LABEL_REACH = 400; // no label is wider

export class LabelLayer {
  constructor() {
    this.districts = new DistrictNames();
    Object.assign(this, { placed: [], told: null });
  }

  /** What was drawn last, in canvas pixels; put into words only when somebody asks. */
  get drawn() {
    this.told ??= this.placed.map(({ block, box }) => ({
      text: block.lines.map((line) => line.text).join(' '), kind: block.kind, id: block.id,
      x: box.x, y: box.y, width: box.width, height: box.height,
    }));
    return this.told;
  }

  /** Let every name that keeps its ground while one pans choose it again. */
  forgetSpots() {
    this.districts.spots.clear();
  }

  /** Find out beforehand what the names of a view need to know of its ground, which is most of their work. */
  prepare(ctx, ground, view, theme) {
    const placer = new Placer(ctx, theme.colors.land);
    const { district } = stylesOf(theme);
    this.districts.prepare(ground, view, ({ name }) => placer.measure({ lines: [line(district, name)] }));
  }

  /** Place and draw every label of the scene; `panels` are the boxes of the page's own panels in canvas pixels. */
  draw(ctx, scene, view, theme, panels, settled) {
    const placer = new Placer(ctx, theme.colors.land);
    const plan = { placer, scene, view, theme, ctx, styles: stylesOf(theme) };
    const shown = (plan.shown = namesShown(scene, view));
    blockSymbols(plan, panels);
    placePointNames(plan, true);
    placeGroups(plan);
    placePointNames(plan, false);
    if (scene.areaLabels) placeAreaParks(plan);
    else if (shown.parks) placeQuietParks(plan);
    placeCoverage(plan, scene.layers.coverage());
    if (scene.areaLabels === null) placeGround(plan);
    if (shown.places || scene.areaLabels) this.districts.place(plan, settled);
    if (shown.rivers) placeRiverNames(plan, this.districts);
    placeLayerNames(plan);
    placer.draw(view);
    drawTurned(plan);
    drawRackNames(plan);
    drawHeadRules(plan);
    this.turned = placer.turned;
    Object.assign(this, { placed: placer.placed, told: null });
  }
}

/** The project whose name is at a canvas position, or undefined. */
export function namedProjectAt(labels, x, y) {
  const inside = (label) => x >= label.x - 4 && x <= label.x + label.width + 4 && y >= label.y && y <= label.y + label.height;
  return labels.find((label) => label.kind === 'project' && inside(label))?.id;
}

function stylesOf(theme) {
  const { ink, ink2, ink3, towntext, districttext, rivertext } = theme.colors;
  const style = (size, weight, color, spacing = 0) => ({ size, font: theme.font(size, weight), color, spacing });
  return {
    park: style(13, 600, ink), parkNear: style(15, 600, ink), subpark: style(12, 600, ink), note: style(11, 400, ink2),
    point: style(12, 400, ink), pointSmall: { ...style(11, 400, ink), leading: 13 }, pointStrong: style(12, 600, ink),
    quiet: style(12, 400, towntext), town: style(11, 400, towntext), caption: style(11, 400, ink3),
    figure: style(13, 600, ink), district: style(13, 400, districttext, 4), river: style(12, 400, rivertext),
  };
}

/** Symbols and panels come first; a label never covers them. */
function blockSymbols({ placer, scene, view }, panels) {
  for (const symbol of scene.symbols) placer.blockCircle(symbol.x, symbol.y, symbolReach(symbol) + 1);
  if (scene.rack) placer.blockBox(scene.rack);
  panels.forEach((panel) => placer.blockBox(panel));
  if (scene.areaLabels === null) blockDots(placer, scene.base, view);
  const { frame } = scene;
  if (frame.pointCount > NAMED_POINTS) return;
  for (let i = 0; i < frame.pointCount; i += 1) {
    const x = frame.pointX[i] * view.scale - view.originX;
    const y = frame.pointY[i] * view.scale - view.originY;
    const ring = frame.pointFlags[i] & FLAG.inferred ? 5 : 1;
    placer.blockCircle(x, y, pointRadius(frame, i) + ring);
  }
}

function blockDots(placer, { towns, stations }, view) {
  for (const town of towns) if (townShown(town, view.zoom)) blockDot(placer, town, view, 2);
  if (view.zoom >= PARK_ZOOM) for (const station of stations) blockDot(placer, station, view, 4);
}

function blockDot(placer, item, view, radius) {
  placer.blockCircle(item.x * view.scale - view.originX, item.y * view.scale - view.originY, radius);
}

function placeGroups(plan) {
  const { scene, view } = plan;
  for (const head of scene.frame.heads) placeHead(plan, head);
  if (!plan.shown.parks) return;
  const titled = view.zoom >= SUBPARK_ZOOM && !scene.areaLabels ? placeFootprintTitles(plan) : new Set();
  const parks = scene.symbols.filter((symbol) => symbol.kind !== 'city' && symbol.name && !titled.has(symbol.place));
  parks.sort((a, b) => Number(b.selected > 0) - Number(a.selected > 0) || b.count - a.count);
  for (const symbol of parks) placeParkName(plan, symbol);
  if (scene.city) placeCityName(plan, scene.city);
  plan.titled = titled;
}

function placeParkName(plan, symbol) {
  const { placer, styles, view } = plan;
  const footprint = plan.scene.footprints.get(symbol.place);
  const reach = symbolReach(symbol);
  const name = line(symbol.kind === 'subpark' ? styles.subpark : styles.park, symbol.name);
  const note = symbol.note ? [line(styles.note, symbol.note)] : [];
  if (footprint && view.zoom < SUBPARK_ZOOM) {
    const { x, top } = screenBox(footprint.box, view);
    const box = placer.place({ kind: 'park', lines: [name] }, [{ x, y: Math.min(top, symbol.y - reach), side: 'N', gap: 3 }]);
    if (box) {
      const below = [4, 10, 17].map((gap) => ({ x: symbol.x, y: symbol.y + reach, side: 'S', gap }));
      if (note.length) placer.place({ kind: 'note', lines: note }, below);
      return;
    }
  }
  const around = symbol.kind === 'subpark' ? ['S', 'N', 'E', 'W'] : ['E', 'W', 'N', 'S'];
  placeWithOrWithoutNote(plan, symbol, name, note, around);
}

/** A name that finds no room together with its note is tried alone. */
function placeWithOrWithoutNote({ placer }, symbol, name, note, sides) {
  const reach = symbolReach(symbol);
  const spots = sides.map((side) => ({ x: symbol.x, y: symbol.y, side, gap: reach + (side === 'N' || side === 'S' ? 4 : 7) }));
  const kind = symbol.kind === 'city' ? 'city' : 'park';
  if (note.length && placer.place({ kind, lines: [name, ...note] }, spots)) return;
  placer.place({ kind, lines: [name] }, spots);
}

function placeCityName(plan, city) {
  const { styles } = plan;
  const note = [line(styles.note, city.note || WORDS.cityNote)];
  placeWithOrWithoutNote(plan, city, line(styles.park, city.name), note, ['S', 'N', 'E', 'W']);
}

/** Large footprints carry their name inside, at the top; returns the ids of the parks so named. */
function placeFootprintTitles({ placer, scene, view, styles }) {
  const titled = new Set();
  for (const place of scene.places) {
    if (!place.footprint || !isNear(place.footprint.box, view)) continue;
    const { x, top, height } = screenBox(place.footprint.box, view);
    const large = height >= FOOTPRINT_TITLE_HEIGHT;
    const name = line(large ? styles.parkNear : styles.park, place.name);
    const note = place.areaKm2 ? [line(styles.caption, WORDS.footprintNote(formatArea(place.areaKm2)))] : [];
    const above = { x, y: top, side: 'N', gap: 3 };
    const inside = [18, 6, 42, 64].map((gap) => ({ x, y: top, side: 'S', gap }));
    const spots = large ? [...inside, above] : [above];
    const placed = placer.place({ kind: 'park', lines: [name, ...note] }, spots)
      ?? placer.place({ kind: 'park', lines: [name] }, spots);
    if (placed && placed.y > view.inner.top) titled.add(place.id);
  }
  return titled;
}

function formatArea(areaKm2) {
  return String(Number(areaKm2.toFixed(areaKm2 < 10 ? 2 : 0)));
}

/** The heading of a group of arranged projects; it belongs to the grid, so it is drawn even where it is tight. */
function placeHead({ placer, view, styles, scene, ctx }, head) {
  const x = head.x * view.scale - view.originX;
  const y = head.y * view.scale - view.originY;
  const left = x - HEAD_INSET;
  const name = line(styles.subpark, head.name);
  const words = line(styles.note, WORDS.stated(head.stated, head.inferred));
  const width = gridWidth(scene.frame, view, x, y) + HEAD_INSET;
  const both = textWidth(ctx, name.font, name.text) + textWidth(ctx, words.font, words.text) + 14;
  placer.place({ kind: 'head', lines: [name] }, [{ x: left, y, side: 'E' }], { force: true });
  if (both <= width) {
    placer.place({ kind: 'note', lines: [words] }, [{ x: left + width, y, side: 'W' }], { force: true });
  }
  scene.rules.push({ x: Math.round(left), y: Math.round(y + 12) + 0.5, width: Math.round(width) });
}

/** From the first column to where the last column's names end: two usual columns at least. */
function gridWidth(frame, view, headX, headY) {
  const usual = COLUMN_PX * 2 ** (view.zoom - NOMINAL_ZOOM);
  const points = frame.pointCount > NAMED_POINTS ? [] : Array.from(frame.pointX, (x, i) => (
    { x: x * view.scale - view.originX - headX, y: frame.pointY[i] * view.scale - view.originY - headY }));
  const below = points.filter(({ x, y }) => x > -3 && y > 4);
  const first = Math.min(...below.map(({ y }) => y));
  const row = below.filter(({ y }) => y - first < 3).map(({ x }) => x).sort((a, b) => a - b);
  let end = 0;
  for (const x of row) if (x - end < 1.2 * usual) end = x;
  return Math.max(2 * usual, end + usual) - 16;
}

function drawHeadRules({ ctx, scene, theme }) {
  ctx.lineWidth = 1;
  ctx.strokeStyle = theme.colors.line2;
  ctx.beginPath();
  for (const rule of scene.rules) {
    ctx.moveTo(rule.x, rule.y);
    ctx.lineTo(rule.x + rule.width, rule.y);
  }
  ctx.stroke();
}

/** Names of single projects: two lines where the rows leave room, cut where the next column begins. */
function placePointNames(plan, selected) {
  const { placer, scene, view, styles, ctx } = plan;
  const { frame } = scene;
  if (!frame.names || frame.pointCount > NAMED_POINTS) return;
  const room = (plan.room ??= pointRoom(frame, view));
  for (let i = 0; i < frame.pointCount; i += 1) {
    const point = pointSymbol(frame, i, view);
    if (point.selected !== selected) continue;
    const gap = Math.max(18, point.radius + (point.selected ? 11 : point.inferred ? 8 : 5));
    const width = room.width(i) - gap - 16;
    const style = selected ? styles.pointStrong : styles.point;
    let texts = wrapText(ctx, style.font, point.name, width, 1);
    let used = style;
    if (texts[0] !== point.name && room.rows >= 26) {
      used = { ...styles.pointSmall, font: selected ? plan.theme.font(11, 600) : styles.pointSmall.font };
      texts = wrapText(ctx, used.font, point.name, width, 2);
    }
    if (!texts.length) continue;
    placer.place({ kind: 'project', id: point.id, tight: true, lines: texts.map((text) => line(used, text)) }, [
      { x: point.x, y: point.y, side: 'E', gap },
    ]);
  }
}

/** How far it is to the next point on the right in the same row, and between rows. */
function pointRoom(frame, view) {
  const n = frame.pointCount;
  const order = Array.from({ length: n }, (_, i) => i).sort((a, b) => frame.pointX[a] - frame.pointX[b]);
  const right = new Float64Array(n).fill(Infinity);
  let rows = Infinity;
  let usual = Infinity;
  order.forEach((i, at) => {
    for (let next = at + 1; next < n; next += 1) {
      const j = order[next];
      const dx = (frame.pointX[j] - frame.pointX[i]) * view.scale;
      const dy = Math.abs(frame.pointY[j] - frame.pointY[i]) * view.scale;
      if (dx < 6 && dy > 4) rows = Math.min(rows, dy);
      if (dy < 12 && dx >= 6) {
        right[i] = dx;
        usual = Math.min(usual, dx);
        break;
      }
    }
  });
  const fallback = Number.isFinite(usual) ? usual : 190;
  return { rows, width: (i) => Math.min(300, Number.isFinite(right[i]) ? right[i] : Math.max(146, fallback)) };
}

/** Parks without a project in the result keep their name: the map does not change its places with a filter. */
function placeQuietParks(plan) {
  const { placer, scene, view, styles, ctx, theme } = plan;
  if (view.zoom < PARK_ZOOM) return;
  const near = scene.places.filter((place) => place.x !== null && isNear(place.footprint?.box ?? boxAt(place), view));
  const named = new Set([...scene.symbols, ...scene.frame.heads].flatMap(({ place, holds = [] }) => [place, ...holds]));
  for (const place of near) {
    if (named.has(place.id) || place.kind === 'city') continue;
    const lines = [line(styles.quiet, place.name)];
    const x = place.x * view.scale - view.originX;
    const y = place.y * view.scale - view.originY;
    if (place.footprint) {
      if (view.zoom >= SUBPARK_ZOOM) continue;
      const { left, right, top, x: middle } = screenBox(place.footprint.box, view);
      const spots = [
        { x: left, y, side: 'W', gap: 4 }, { x: right, y, side: 'E', gap: 4 }, { x: middle, y: top, side: 'N', gap: 3 },
        { x: middle, y, side: 'C' },
      ];
      placer.place({ kind: 'quiet', lines }, spots);
      continue;
    }
    const spots = ['E', 'W', 'N', 'S'].map((side) => ({ x, y, side, gap: 7 }));
    if (!placer.isFree({ x: x - 3, y: y - 3, width: 6, height: 6 })) continue;
    if (placer.place({ kind: 'quiet', lines }, spots)) drawQuietDot(ctx, x, y, theme);
  }
}

function drawQuietDot(ctx, x, y, theme) {
  ctx.beginPath();
  ctx.arc(x, y, 3, 0, 2 * Math.PI);
  ctx.lineWidth = 1.4;
  ctx.fillStyle = theme.colors.surf;
  ctx.strokeStyle = theme.colors.footprintline;
  ctx.fill();
  ctx.stroke();
}

/** Stations, the line's name, the core's note, towns. */
function placeGround(plan) {
  const { placer, scene, view, styles, shown } = plan;
  const { base } = scene;
  const at = (item) => [item.x * view.scale - view.originX, item.y * view.scale - view.originY];
  if (shown.rail && view.zoom >= PARK_ZOOM) {
    for (const station of base.stations) {
      if ((!station.end && view.zoom < NEAR_ZOOM) || !isNear(boxAt(station), view)) continue;
      const [x, y] = at(station);
      const spots = ['S', 'N', 'E', 'W'].map((side) => ({ x, y, side, gap: 7 }));
      placer.place({ kind: 'station', lines: [line(styles.town, station.name)] }, spots);
    }
    placeRailName(plan);
  }
  if (shown.core && view.zoom >= PARK_ZOOM && view.zoom < NEAR_ZOOM) placeCoreNote(plan);
  for (const town of shown.places ? base.towns : []) {
    if (!townShown(town, view.zoom) || !isNear(boxAt(town), view)) continue;
    const [x, y] = at(town);
    const spots = ['E', 'W', 'N', 'S'].map((side) => ({ x, y, side, gap: 6 }));
    placer.place({ kind: 'town', lines: [line(styles.town, town.name)] }, spots);
  }
}

/** Beside the middle of the longest visible stretch of the line. */
function placeRailName({ placer, scene, view, styles }) {
  for (const rail of scene.base.railLines) {
    if (!rail.name) continue;
    const spots = [];
    for (let i = 0; i + 3 < rail.xy.length; i += 2) {
      const [x0, y0, x1, y1] = [0, 1, 2, 3].map((k) => rail.xy[i + k] * view.scale - (k % 2 ? view.originY : view.originX));
      const length = Math.hypot(x1 - x0, y1 - y0);
      for (const part of [0.5, 0.25, 0.75]) {
        const spot = { x: x0 + (x1 - x0) * part, y: y0 + (y1 - y0) * part, gap: 6 };
        spots.push({ ...spot, side: 'S', length }, { ...spot, side: 'N', length });
      }
    }
    spots.sort((a, b) => b.length - a.length);
    placer.place({ kind: 'rail', lines: [line(styles.town, rail.name)] }, spots);
  }
}

/** To the west of the core's outline, where the ground is empty. */
function placeCoreNote({ placer, scene, view, styles }) {
  const core = scene.base.core[0];
  if (!core) return;
  const spots = [0.55, 0.65, 0.45, 0.75, 0.35].map((part) => {
    const worldY = core.box.minY + (core.box.maxY - core.box.minY) * part;
    return { x: leftEdge(core.xy, worldY) * view.scale - view.originX, y: worldY * view.scale - view.originY, side: 'W', gap: 8 };
  });
  placer.place({ kind: 'core', lines: WORDS.core.map((text) => line(styles.caption, text)) }, spots);
}

function leftEdge(xy, y) {
  let left = Infinity;
  for (let i = 0; i + 3 < xy.length; i += 2) {
    const [x0, y0, x1, y1] = [xy[i], xy[i + 1], xy[i + 2], xy[i + 3]];
    if (y0 > y !== y1 > y) left = Math.min(left, x0 + ((y - y0) / (y1 - y0)) * (x1 - x0));
  }
  return left;
}

function drawRackNames({ ctx, scene, theme }) {
  ctx.textAlign = 'left';
  ctx.textBaseline = 'alphabetic';
  ctx.font = theme.font(12, 600);
  ctx.fillStyle = theme.colors.ink;
  for (const symbol of scene.hanging) ctx.fillText(symbol.name, Math.round(symbol.labelX), Math.round(symbol.y + 4.4));
}

function boxAt({ x, y }) {
  return { minX: x, minY: y, maxX: x, maxY: y };
}

/** Can a label of what lies in the box reach onto the canvas, or stand in the way of one that does? */
function isNear(box, view) {
  const { left, right, top, bottom } = screenBox(box, view);
  return right > -LABEL_REACH && left < view.width + LABEL_REACH && bottom > -LABEL_REACH && top < view.height + LABEL_REACH;
}

export function screenBox(box, view) {
  const left = box.minX * view.scale - view.originX;
  const right = box.maxX * view.scale - view.originX;
  const top = box.minY * view.scale - view.originY;
  const bottom = box.maxY * view.scale - view.originY;
  return { left, right, top, bottom, x: (left + right) / 2, width: right - left, height: bottom - top };
}
