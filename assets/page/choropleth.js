// Coloured areas: districts or park footprints filled by class, hatched where nothing is published, bare where nothing
// lies.

import { traceLine } from './basemap.js';
import { readJson } from './fetching.js';
import { css, inkOn, rampColors } from './ramp.js';
import { WORDS, formatFigure } from './words.js';
import { ringContains } from './world.js';

/** Figures and classes of the areas, with their outlines; an area without an outline here is not drawn. */
export async function fetchAreas({ unit, figure, scheme, classes }, base, places, options) {
  const query = new URLSearchParams({ unit, figure, scheme, classes });
  const figures = await readJson(`/choropleth.json?${query}`, options);
  const outlines = unit === 'district' ? districtOutlines(base) : parkOutlines(places);
  const areas = figures.areas.flatMap((area) => {
    const outline = outlines.get(unit === 'district' ? area.name : area.id);
    return outline ? [{ ...area, ...outline }] : [];
  });
  return { kind: 'choropleth', unit, figure, scheme, ...figures, areas };
}

function districtOutlines({ districts }) {
  return new Map(districts.map(({ name, rings, box, label }) => [name, { rings, box, spot: label ?? middleOf(box) }]));
}

function parkOutlines(places) {
  return new Map(places.filter(({ footprint }) => footprint).map(({ id, x, y, footprint }) => (
    [id, { rings: [footprint], box: footprint.box, spot: x === null ? middleOf(footprint.box) : { x, y } }])));
}

function middleOf({ minX, minY, maxX, maxY }) {
  return { x: (minX + maxX) / 2, y: (minY + maxY) / 2 };
}

export function drawAreas(ctx, figures, view, theme) {
  const colors = rampColors(theme, figures.classes.length);
  ctx.lineJoin = 'round';
  // Larger ones first: a footprint inside another stays visible.
  const areas = [...figures.areas].sort((a, b) => extent(b.box) - extent(a.box));
  for (const area of areas) {
    if (area.class_index < 0 && !area.count) continue;
    ctx.beginPath();
    for (const ring of area.rings) traceLine(ctx, ring, view, true);
    if (area.class_index >= 0) {
      ctx.fillStyle = css(colors[area.class_index]);
      ctx.fill('evenodd');
    } else hatch(ctx, theme, area, view);
    ctx.strokeStyle = theme.colors.land;
    ctx.lineWidth = 1.4;
    ctx.stroke();
  }
}

function extent({ minX, minY, maxX, maxY }) {
  return (maxX - minX) * (maxY - minY);
}

/** Thin slanted lines, fixed to the ground: there are projects, but no figure. */
function hatch(ctx, theme, { box }, view) {
  ctx.save();
  ctx.clip('evenodd');
  drawHatch(ctx, theme, {
    left: Math.max(0, box.minX * view.scale - view.originX), right: Math.min(view.width, box.maxX * view.scale - view.originX),
    top: Math.max(0, box.minY * view.scale - view.originY), bottom: Math.min(view.height, box.maxY * view.scale - view.originY),
  }, view.originX + view.originY);
  ctx.restore();
}

export function drawHatch(ctx, theme, { left, right, top, bottom }, phase = 0) {
  const step = 6;
  ctx.beginPath();
  const from = left + top - ((left + top + phase) % step);
  for (let sum = from; sum < right + bottom + step; sum += step) {
    ctx.moveTo(sum - top, top);
    ctx.lineTo(sum - bottom, bottom);
  }
  ctx.lineWidth = 1;
  ctx.strokeStyle = theme.colors.line2;
  ctx.stroke();
}

/** The area at a canvas position, the smallest first, as something that can be pointed at. */
export function areaAt(figures, x, y, view) {
  const found = findArea(figures, x, y, view);
  return found ? { ...symbolOf(figures, found, view), x, y } : null;
}

function findArea(figures, x, y, view) {
  const [wx, wy] = [(x + view.originX) / view.scale, (y + view.originY) / view.scale];
  const inside = ({ box, rings }) => wx >= box.minX && wx <= box.maxX && wy >= box.minY && wy <= box.maxY
    && rings.filter((ring) => ringContains(ring.xy, wx, wy)).length % 2 === 1;
  return figures.areas.filter(inside).sort((a, b) => extent(a.box) - extent(b.box))[0] ?? null;
}

/** Ink and halo that read on the colour at a canvas position; null where there is none. */
export function areaInk(figures, x, y, view, theme) {
  const area = findArea(figures, x, y, view);
  if (!area || area.class_index < 0) return null;
  const fill = rampColors(theme, figures.classes.length)[area.class_index];
  return { halo: css(fill), color: inkOn(fill, theme) };
}

/** Areas with projects as symbols at their middle, for the keyboard. */
export function areaSymbols(figures, view) {
  return figures.areas.filter(({ count }) => count).map((area) => symbolOf(figures, area, view));
}

function symbolOf(figures, area, view) {
  return {
    type: 'area', kind: 'area', id: `${figures.unit} ${area.id}`, name: area.name, radius: 6,
    x: area.spot.x * view.scale - view.originX, y: area.spot.y * view.scale - view.originY,
    words: areaWords(figures, area),
  };
}

/** What the label under the pointer says of an area. */
function areaWords({ figure }, area) {
  const { count, unpublished, amount_wan: amountWan, area_km2: areaKm2, value } = area;
  if (!count) return [WORDS.noProjects];
  const density = figure !== 'per_km2' ? '' : value === null ? WORDS.noSize
    : WORDS.withSize(`${formatFigure('per_km2', value)} ${WORDS.figureUnits.per_km2}`, formatFigure('per_km2', areaKm2));
  return [WORDS.projects(count), WORDS.sum(amountWan, unpublished), density].filter(Boolean);
}

/** Figure of an area for its label on the map, and the colours it is written in. */
export function areaLabels(figures, theme) {
  const colors = rampColors(theme, figures.classes.length);
  const entries = figures.areas.filter(({ class_index: index }) => index >= 0).map((area) => {
    const fill = colors[area.class_index];
    const text = `${formatFigure(figures.figure, area.value)} ${WORDS.figureUnits[figures.figure]}`;
    return [figures.unit === 'district' ? area.name : area.id, { text, halo: css(fill), color: inkOn(fill, theme) }];
  });
  return new Map(entries);
}
