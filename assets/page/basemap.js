// The schematic base map: districts, rivers, core, rail, towns. Loaded once, projected once, drawn per view.

import { readJson } from './fetching.js';
import { wash } from './wash.js';
import { growBox, projectLine, worldX, worldY } from './world.js';

export const BASE_FILES = [
  'districts.geojson', 'borders.geojson', 'rivers.geojson', 'core.geojson', 'rail.geojson', 'towns.geojson',
];
const RAIL_ZOOM = 10.5;
export const NEAR_ZOOM = 13;
export const PARK_ZOOM = 10.5;
const BEYOND = 8; // px beside the canvas that a thin line may still reach in from

/** Load what exists; `missing` names the files that do not or cannot be read. */
export async function loadBasemap(available) {
  const missing = [];
  const read = async (file) => {
    try {
      if (!available.includes(file)) throw new Error('absent');
      return (await readJson(`/basemap/${file}`)).features;
    } catch {
      missing.push(file);
      return [];
    }
  };
  const [districts, borders, rivers, core, rail, towns] = await Promise.all(BASE_FILES.map(read));
  return {
    ...prepareLines(borders, rivers, core, rail),
    districts: districts.map(prepareDistrict),
    towns: towns.map(pointOf).sort((a, b) => a.rank - b.rank),
    attribution: await readAttribution(available),
    missing: missing.sort(),
  };
}

/** Who made what is drawn; without the file nothing is claimed. */
async function readAttribution(available) {
  if (!available.includes('attribution.json')) return { sources: [], note: '' };
  return readJson('/basemap/attribution.json');
}

function prepareLines(borders, rivers, core, rail) {
  return {
    // A border in the middle of a river is the river.
    borders: borders.filter((feature) => !feature.properties.river)
      .flatMap((feature) => linesOf(feature.geometry).map(projectLine)),
    rivers: rivers.flatMap((feature) => linesOf(feature.geometry).map((line) => ({
      name: feature.properties.name ?? '', widthKm: feature.properties.width_km ?? 0.4, ...projectLine(line),
    }))),
    core: core.flatMap((feature) => ringsOf(feature.geometry).map(projectLine)),
    railLines: rail.flatMap((feature) => linesOf(feature.geometry).map((line) => ({
      name: feature.properties.name ?? '', ...projectLine(line),
    }))),
    stations: rail.filter((feature) => feature.geometry.type === 'Point').map((feature) => ({
      ...pointOf(feature), end: Boolean(feature.properties.is_end),
    })),
  };
}

function prepareDistrict({ properties, geometry }) {
  const rings = ringsOf(geometry).map(projectLine);
  const box = rings.reduce(
    (all, { box: one }) => {
      growBox(all, one.minX, one.minY);
      growBox(all, one.maxX, one.maxY);
      return all;
    },
    { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity },
  );
  const label = properties.label ? { x: worldX(properties.label[0]), y: worldY(properties.label[1]) } : null;
  return { name: properties.name ?? '', core: Boolean(properties.core), rings, box, label };
}

function pointOf({ properties, geometry }) {
  const [lng, lat] = geometry.coordinates;
  return {
    name: properties.name ?? '', kind: properties.kind ?? 'town', rank: properties.rank ?? 9,
    x: worldX(lng), y: worldY(lat),
  };
}

function ringsOf({ type, coordinates }) {
  if (type === 'Polygon') return coordinates;
  return type === 'MultiPolygon' ? coordinates.flat() : [];
}

function linesOf({ type, coordinates }) {
  if (type === 'LineString') return [coordinates];
  return type === 'MultiLineString' ? coordinates : [];
}

/** Add lines to the current path. */
export function traceLine(ctx, { xy }, view, close = false) {
  for (let i = 0; i < xy.length; i += 2) {
    const x = xy[i] * view.scale - view.originX;
    const y = xy[i + 1] * view.scale - view.originY;
    if (i) ctx.lineTo(x, y);
    else ctx.moveTo(x, y);
  }
  if (close) ctx.closePath();
}

/** Add to the path what of a line can be seen, some way beyond the canvas: a wide stroke of the rest costs and shows nothing. */
export function traceVisible(ctx, { xy }, { scale, originX, originY, width, height }, beyond) {
  const side = (x, y) => (x < -beyond ? 1 : 0) | (x > width + beyond ? 2 : 0) | (y < -beyond ? 4 : 0) | (y > height + beyond ? 8 : 0);
  let [x, y, was, joined] = [0, 0, 0, false];
  for (let i = 0; i < xy.length; i += 2) {
    const [nextX, nextY] = [xy[i] * scale - originX, xy[i + 1] * scale - originY];
    const now = side(nextX, nextY);
    if (i && !(was & now)) {
      if (!joined) ctx.moveTo(x, y);
      ctx.lineTo(nextX, nextY);
    }
    joined = i > 0 && !(was & now);
    [x, y, was] = [nextX, nextY, now];
  }
}

/**
 * Stroke a line by dashes, as if from its first point but only where it can be seen: an outline as long as a city is wide has
 * a hundred thousand of them. `dash` is counted on from every stretch's place along the line.
 */
export function strokeDashes(ctx, { xy }, view, dash, close = false) {
  const { scale, originX, originY, width, height } = view;
  const period = dash.reduce((sum, part) => sum + part, 0);
  const side = (x, y) => (x < -BEYOND ? 1 : 0) | (x > width + BEYOND ? 2 : 0) | (y < -BEYOND ? 4 : 0) | (y > height + BEYOND ? 8 : 0);
  let [x, y] = [xy[0] * scale - originX, xy[1] * scale - originY];
  let [was, along, joined] = [side(x, y), 0, false];
  ctx.setLineDash(dash);
  const length = close ? xy.length + 2 : xy.length;
  for (let i = 2; i < length; i += 2) {
    const at = i % xy.length;
    const [nextX, nextY] = [xy[at] * scale - originX, xy[at + 1] * scale - originY];
    const now = side(nextX, nextY);
    if (was & now) {
      if (joined) ctx.stroke();
      joined = false;
    } else {
      if (!joined) {
        ctx.beginPath();
        ctx.lineDashOffset = along % period;
        ctx.moveTo(x, y);
        joined = true;
      }
      ctx.lineTo(nextX, nextY);
    }
    along += Math.hypot(nextX - x, nextY - y);
    [x, y, was] = [nextX, nextY, now];
  }
  if (joined) ctx.stroke();
  ctx.lineDashOffset = 0;
  ctx.setLineDash([]);
}

/** Does a box of world units touch the canvas? */
export function touchesCanvas({ minX, minY, maxX, maxY }, { scale, originX, originY, width, height }) {
  return maxX * scale - originX > 0 && minX * scale - originX < width && maxY * scale - originY > 0 && minY * scale - originY < height;
}

/** What lies below every other layer: land, water, borders; `colourAreas` draws thematic fills over the land. */
export function drawBasemap(ctx, base, view, colors, colourAreas = null) {
  ctx.lineJoin = 'round';
  ctx.lineCap = 'butt';
  ctx.fillStyle = base.districts.length ? colors.outerland : colors.land;
  ctx.fillRect(0, 0, view.width, view.height);
  fillDistricts(ctx, base, view, colors);
  colourAreas?.();
  strokeLines(ctx, base.borders, view, { color: colors.border, width: 1, dash: [7, 3, 1.5, 3] });
  drawRivers(ctx, base.rivers, view, colors);
}

/**
 * What lies above a person's own maps: core, footprints, rail, towns. `shows(id)` tells which of them are on; towns and
 * rail stay away from coloured areas (`coloured`), which they would clutter.
 */
export function drawThemes(ctx, base, places, view, colors, { shows, coloured }) {
  ctx.lineJoin = 'round';
  ctx.lineCap = 'butt';
  const tint = (fill) => (coloured ? 'transparent' : fill); // a colour must look as the legend shows it
  if (shows('core')) drawArea(ctx, base.core, view, { fill: tint(colors.corefill), line: colors.coreline, dash: [1.5, 4] });
  if (shows('footprints') && view.zoom >= PARK_ZOOM) {
    const footprints = places.flatMap(({ footprint }) => (footprint && touchesCanvas(footprint.box, view) ? [footprint] : []));
    for (const ring of footprints) {
      drawArea(ctx, [ring], view, { fill: tint(colors.footprintfill), line: colors.footprintline, dash: [5, 3.5] });
    }
  }
  if (coloured) return;
  if (shows('rail') && view.zoom >= RAIL_ZOOM) drawRail(ctx, base, view, colors);
  if (shows('place-names')) drawTowns(ctx, base.towns, view, colors);
}

function fillDistricts(ctx, { districts }, view, colors) {
  ctx.fillStyle = colors.land;
  ctx.beginPath();
  for (const { core, rings } of districts) if (core) rings.forEach((ring) => traceLine(ctx, ring, view, true));
  ctx.fill('evenodd');
}

function drawRivers(ctx, rivers, view, colors) {
  const width = (river) => Math.max(3, river.widthKm * view.km);
  ctx.lineCap = 'round';
  for (const river of rivers) {
    strokeLines(ctx, [river], view, { color: colors.rivercasing, width: width(river) + 2.8 });
  }
  for (const river of rivers) strokeLines(ctx, [river], view, { color: colors.river, width: width(river) });
  ctx.lineCap = 'butt';
}

function drawArea(ctx, rings, view, { fill, line, dash }) {
  if (!rings.length) return;
  ctx.beginPath();
  rings.forEach((ring) => traceLine(ctx, ring, view, true));
  ctx.fillStyle = wash(ctx, fill);
  ctx.fill('evenodd');
  ctx.lineWidth = 1;
  ctx.strokeStyle = line;
  for (const ring of rings) strokeDashes(ctx, ring, view, dash, true);
}

function drawRail(ctx, base, view, colors) {
  strokeLines(ctx, base.railLines, view, { color: colors.land, width: 4.5 });
  strokeLines(ctx, base.railLines, view, { color: colors.rail, width: 2 });
  ctx.lineWidth = 1.6;
  ctx.fillStyle = colors.land;
  ctx.strokeStyle = colors.rail;
  for (const station of base.stations) {
    ctx.beginPath();
    ctx.arc(station.x * view.scale - view.originX, station.y * view.scale - view.originY, 3, 0, 2 * Math.PI);
    ctx.fill();
    ctx.stroke();
  }
}

/** Which towns a zoom level shows. */
export function townShown(town, zoom) {
  if (town.kind === 'university') return zoom >= NEAR_ZOOM;
  if (zoom < PARK_ZOOM) return false;
  return town.rank <= (zoom < 11.2 ? 1 : zoom < 12 ? 2 : 3);
}

function drawTowns(ctx, towns, view, colors) {
  ctx.fillStyle = colors.towntext;
  for (const town of towns) {
    if (!townShown(town, view.zoom)) continue;
    ctx.beginPath();
    ctx.arc(town.x * view.scale - view.originX, town.y * view.scale - view.originY, 2, 0, 2 * Math.PI);
    ctx.fill();
  }
}

function strokeLines(ctx, lines, view, { color, width, dash = [] }) {
  ctx.lineWidth = width;
  ctx.strokeStyle = color;
  if (dash.length) {
    for (const line of lines) strokeDashes(ctx, line, view, dash);
    return;
  }
  ctx.beginPath();
  for (const line of lines) traceVisible(ctx, line, view, width + BEYOND);
  ctx.stroke();
}
