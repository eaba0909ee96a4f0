// Where every symbol of a frame is drawn, and the rack on which parks without a position hang beside the city symbol.

import { FLAG, INDUSTRY_COUNT } from './frame.js';
import { symbolReach } from './donut.js';
import { groupRadius, pointRadius } from './sizes.js';
import { WORDS } from './words.js';

// The rack stands clear of the largest city symbol, so that it does not move when a filter makes that smaller.
const CITY_RADIUS = 42;
const CLEAR = 8;
const NEAR = 3;
const LONGEST_STEP = 40;
const SMALL = { width: 720, height: 440 };
const CREDITS = 52;
const RACK = { pad: 10, grip: 8, title: 18, gap: 8, leader: 26, glyph: 6.5, row: 20 };

/** Group symbols of the frame in canvas pixels, unplaced ones aside. */
export function layoutGroups(frame, surroundings, view, labelWidth) {
  const all = Array.from({ length: frame.groupCount }, (_, i) => groupSymbol(frame, i, view));
  const symbols = all.filter((symbol) => symbol.kind !== 'unplaced');
  const city = symbols.find((symbol) => symbol.kind === 'city') ?? null;
  const hanging = all.filter((symbol) => symbol.kind === 'unplaced');
  const rack = hanging.length ? layoutRack(hanging, city ?? homeOf(hanging), { ...surroundings, symbols, sizedBy: `${frame.measure.asked} ${frame.measure.shown}` }, view, labelWidth) : null;
  return { symbols, city, rack, hanging: rack ? hanging : [] };
}

function groupSymbol(frame, i, view) {
  const { place, name, kind, holds = [], note = '' } = frame.groups[i];
  const byAmount = frame.measure.shown === 'amount';
  const amounts = ofIndustries(frame.amountByIndustry, i);
  const [count, unpublished] = [frame.count[i], frame.unpublished[i]];
  const symbol = {
    place, name, kind, holds, spot: `${frame.groupX[i]} ${frame.groupY[i]}`,
    note: byAmount ? WORDS.behindSum(count, unpublished) : note,
    x: frame.groupX[i] * view.scale - view.originX, y: frame.groupY[i] * view.scale - view.originY,
    radius: 0, count, unpublished, amountWan: amounts[0] + amounts[1] + amounts[2] + amounts[3] + amounts[4],
    inferred: frame.inferred[i], selected: frame.selected[i], marked: frame.marks?.groups[i],
    industry: ofIndustries(frame.industry, i), byAmount, hollow: byAmount && unpublished === count,
  };
  symbol.radius = groupRadius(frame.measure, symbol);
  if (byAmount && !symbol.hollow) symbol.amounts = amounts;
  return symbol;
}

/** The five figures of one group. */
function ofIndustries(figures, group) {
  const at = INDUSTRY_COUNT * group;
  return [figures[at], figures[at + 1], figures[at + 2], figures[at + 3], figures[at + 4]];
}

/** Points of the frame as plain symbols; only called for the few a view shows or one that was hit. */
export function pointSymbol(frame, i, view) {
  const flags = frame.pointFlags[i];
  return {
    id: frame.pointId[i], name: frame.names ? frame.names[i] : '',
    x: frame.pointX[i] * view.scale - view.originX, y: frame.pointY[i] * view.scale - view.originY,
    radius: pointRadius(frame, i), hollow: isHollow(frame, i), industry: frame.pointIndustry[i],
    inferred: Boolean(flags & FLAG.inferred), planned: Boolean(flags & FLAG.planned),
    selected: Boolean(flags & FLAG.selected), marked: frame.marks?.points[i], own: Boolean(flags & FLAG.own),
  };
}

/** By amount, hollow means that none is published; else that all is only planned. */
function isHollow(frame, i) {
  if (frame.measure.shown === 'amount') return Number.isNaN(frame.pointAmountYi[i]);
  return Boolean(frame.pointFlags[i] & FLAG.planned);
}

/** With no project of its own in the result the city has no symbol; the rack then hangs at its place. */
function homeOf(hanging) {
  return { x: hanging[0].x, y: hanging[0].y, radius: 0, selected: 0, inferred: 0 };
}

/** The point of a project in the frame, or null. */
export function findPoint(frame, id, view) {
  const index = frame.pointId.indexOf(id);
  return index < 0 ? null : pointSymbol(frame, index, view);
}

function layoutRack(hanging, home, surroundings, view, labelWidth) {
  for (const symbol of hanging.filter(({ count }) => count === 1)) {
    symbol.radius = RACK.glyph;
    delete symbol.amounts; // a list has no room for rings of single projects
  }
  const column = Math.max(...hanging.map((symbol) => symbolReach(symbol)));
  const rows = hanging.map((symbol) => Math.max(RACK.row, 2 * symbolReach(symbol) + 4));
  const text = Math.max(...hanging.map((symbol) => labelWidth(symbol)));
  const width = Math.max(132, Math.ceil(2 * RACK.pad + 2 * column + RACK.gap + text + RACK.grip));
  const height = RACK.pad + RACK.title + rows.reduce((sum, row) => sum + row, 0) + RACK.pad - 4;
  const { x, y } = placeRack(home, width, height, surroundings, view);
  let top = y + RACK.pad + RACK.title;
  hanging.forEach((symbol, index) => {
    symbol.x = x + RACK.pad + column;
    symbol.y = top + rows[index] / 2;
    symbol.labelX = symbol.x + column + RACK.gap;
    top += rows[index];
  });
  return { x, y, width, height, titleX: x + RACK.pad, titleY: y + RACK.pad + RACK.title / 2 - 3, home };
}

/**
 * The rack hangs beside the city symbol, west of the core if that is near. The side is chosen anew only when the zoom
 * changes (and the symbols of that zoom are known), so that neither panning nor a filter makes it jump.
 */
function placeRack(home, width, height, { places, core, panels, memory, symbols, frameZoom, sizedBy }, view) {
  const west = coreEdge(core, home, view) - 14;
  const near = home.x - CITY_RADIUS - RACK.leader;
  const right = near - west < 170 ? Math.min(west, near) : near;
  const below = CITY_RADIUS + 50;
  const spots = [
    [right - width, home.y + 6], [right - width, home.y - 70], [right - width, home.y + 56],
    [right - width, home.y - height - 6], [home.x - width / 2, home.y + below],
    [home.x + CITY_RADIUS + RACK.leader, home.y + 30], [home.x + CITY_RADIUS + RACK.leader, home.y - height - 20],
    [right - width - 110, home.y - 70], [right - width - 110, home.y + 56], [home.x + 120, home.y + below - 40],
  ];
  const key = `${view.zoom.toFixed(2)}|${frameZoom.toFixed(2)}|${sizedBy}`;
  if (memory.key !== key) {
    const obstacles = { symbols, parks: standing(places, view), panels };
    const costs = spots.map(([x, y], taste) => 8 * taste + spotCost({ x, y, width, height }, obstacles, view.inner));
    memory.key = key;
    memory.spot = costs.indexOf(Math.min(...costs));
    memory.step = clearOf(panels, { x: spots[memory.spot][0], y: spots[memory.spot][1], width, height });
  }
  const [x, y] = spots[memory.spot];
  const box = { x: x + memory.step.x, y: y + memory.step.y, width, height };
  const kept = keptInside(box, home, view.inner);
  const asked = { kept: { ...kept, width, height }, spots, panels, symbols, home, memory, key };
  const isSmall = view.inner.right - view.inner.left < SMALL.width || view.inner.bottom - view.inner.top < SMALL.height;
  if (isSmall && isInSight(home, view.inner)) return smallSpot(asked, view.inner);
  return touchesPanel(panels, asked.kept) ? freestSpot(asked, view.inner) : kept;
}

/**
 * On a small map there is no place beside the city that is always free: the rack stands where it covers least, chosen
 * once for a zoom and a size; along an edge it then keeps to the window, as panels do, and the map moves under it.
 */
function smallSpot(asked, inner) {
  const { kept, panels, memory, key } = asked;
  const standing = [key, kept.width, kept.height, inner.right, inner.bottom, ...panels.map(({ width, height }) => `${width} ${height}`)].join('|');
  if (memory.small !== standing) {
    const best = freestSpot({ ...asked, edges: edgeSpots(kept, panels, inner) }, inner);
    memory.small = standing;
    memory.edge = best.isEdge ? best : null;
    memory.away = { x: best.x - asked.home.x, y: best.y - asked.home.y };
  }
  if (memory.edge) return { x: memory.edge.x, y: memory.edge.y };
  return keptInside({ ...kept, x: asked.home.x + memory.away.x, y: asked.home.y + memory.away.y }, asked.home, inner);
}

/** Where a box stands in the corners of the window, below the panels there. */
function edgeSpots({ width, height }, panels, inner) {
  const columns = [inner.right - width - CLEAR, inner.left + CLEAR];
  const rows = [inner.top + CLEAR, Math.max(inner.top + CLEAR, inner.bottom - height - CREDITS)];
  const corners = columns.flatMap((x) => rows.map((y) => ({ x: Math.round(x), y: Math.round(y), width, height })));
  return corners.flatMap((corner) => [corner, ...belowPanels(panels, corner)]).map((spot) => ({ ...spot, isEdge: true }));
}

/** Of all spots the one where most of the rack is in sight, clear of panels and symbols; those near the city come first. */
function freestSpot({ kept, spots, edges = [], panels, symbols, home }, inner) {
  const { width, height } = kept;
  const sight = { x: inner.left, y: inner.top, width: inner.right - inner.left, height: inner.bottom - inner.top };
  const near = [kept, ...spots.map(([left, top]) => keptInside({ x: left, y: top, width, height }, home, inner))]
    .flatMap((spot) => [spot, { ...spot, x: spot.x + 90 }, ...belowPanels(panels, { ...spot, width, height })])
    .map((spot) => ({ x: spot.x, y: spot.y, width, height }));
  const free = [...near, ...edges].filter((spot) => !boxTouchesCircle(spot, home.x, home.y, CITY_RADIUS));
  const taken = [...panels, ...symbols.map((symbol) => (
    { x: symbol.x - symbol.radius, y: symbol.y - symbol.radius, width: 2 * symbol.radius, height: 2 * symbol.radius }))];
  const shown = free.map((spot) => sharedArea(spot, sight)
    - taken.reduce((sum, box) => sum + 3 * sharedArea(spot, box), 0));
  return free[shown.indexOf(Math.max(...shown))] ?? kept;
}

function isInSight({ x, y }, inner) {
  return x > inner.left && x < inner.right && y > inner.top && y < inner.bottom;
}

/** A box moved down below the first of the panels it touches. */
function belowPanels(panels, box) {
  const touched = panels.filter((panel) => touchesPanel([panel], box)).map((panel) => panel.y + panel.height);
  return touched.map((bottom) => ({ ...box, y: Math.round(bottom) + CLEAR }));
}

/** Whether a box comes too near to a panel of the page. */
function touchesPanel(panels, box) {
  const grown = { x: box.x - NEAR, y: box.y - NEAR, width: box.width + 2 * NEAR, height: box.height + 2 * NEAR };
  return panels.some((panel) => sharedArea(grown, panel) > 0);
}

/** Back into the window by as much as it sticks out, as long as it leaves the city symbol free. */
function keptInside(box, home, inner) {
  const kept = {
    ...box,
    x: Math.max(inner.left + 8, Math.min(inner.right - box.width - 8, box.x)),
    y: Math.max(inner.top + 8, Math.min(inner.bottom - box.height - 30, box.y)),
  };
  const { x, y } = isInSight(home, inner) && !boxTouchesCircle(kept, home.x, home.y, CITY_RADIUS) ? kept : box;
  return { x: Math.round(x), y: Math.round(y) };
}

/** A short step to the right or down if a panel of the page covers the corner. */
function clearOf(panels, box) {
  const grown = panels.map((panel) => (
    { x: panel.x - CLEAR, y: panel.y - CLEAR, width: panel.width + 2 * CLEAR, height: panel.height + 2 * CLEAR }));
  const covering = grown.find((panel) => sharedArea(box, panel) > 0);
  if (!covering) return { x: 0, y: 0 };
  const right = covering.x + covering.width - box.x;
  const down = covering.y + covering.height - box.y;
  if (Math.min(right, down) > LONGEST_STEP) return { x: 0, y: 0 };
  return right < down ? { x: right, y: 0 } : { x: 0, y: down };
}

/** Where symbols would stand with another filter. */
function standing(places, view) {
  return places.filter((place) => place.x !== null && place.kind !== 'city').map((place) => ({
    x: place.x * view.scale - view.originX, y: place.y * view.scale - view.originY, radius: 20,
  }));
}

function coreEdge(core, home, view) {
  return core.length ? core[0].box.minX * view.scale - view.originX : home.x;
}

function spotCost(box, { symbols, parks, panels }, inner) {
  const touched = (circles) => circles.filter(({ x, y, radius }) => boxTouchesCircle(box, x, y, radius + 8)).length;
  const covered = panels.reduce((sum, panel) => sum + sharedArea(box, panel), 0) / (box.width * box.height);
  const outside = Math.max(0, inner.left + 8 - box.x, box.x + box.width - inner.right + 8)
    + Math.max(0, inner.top + 8 - box.y, box.y + box.height - inner.bottom + 30);
  return 400 * touched(symbols) + 40 * touched(parks) + 2000 * covered + Math.min(90, outside);
}

function sharedArea(a, b) {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}

export function boxTouchesCircle({ x, y, width, height }, cx, cy, radius) {
  const dx = Math.max(x - cx, 0, cx - x - width);
  const dy = Math.max(y - cy, 0, cy - y - height);
  return dx * dx + dy * dy < radius * radius;
}
