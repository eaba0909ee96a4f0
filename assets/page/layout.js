// Where every symbol of a frame is drawn, and the rack on which parks without a position hang beside the city symbol.

import { FLAG } from './frame.js';
import { donutRadius, glyphRadius } from './glyphs.js';
import { symbolReach } from './donut.js';

const RACK = { pad: 10, title: 18, gap: 8, leader: 26 };

/** Group symbols of the frame in canvas pixels, unplaced ones aside. */
export function layoutGroups(frame, places, view, labelWidth) {
  const all = Array.from({ length: frame.groupCount }, (_, i) => groupSymbol(frame, i, view));
  const symbols = all.filter((symbol) => symbol.kind !== 'unplaced');
  const city = symbols.find((symbol) => symbol.kind === 'city') ?? null;
  const hanging = all.filter((symbol) => symbol.kind === 'unplaced');
  const rack = hanging.length ? layoutRack(hanging, city ?? homeOf(hanging), standing(places, view), view, labelWidth) : null;
  return { symbols, city, rack, hanging: rack ? hanging : [] };
}

function groupSymbol(frame, i, view) {
  const meta = frame.groups[i];
  return {
    place: meta.place, name: meta.name, kind: meta.kind, note: meta.note ?? '',
    x: frame.groupX[i] * view.scale - view.originX, y: frame.groupY[i] * view.scale - view.originY,
    radius: donutRadius(frame.count[i]), count: frame.count[i], inferred: frame.inferred[i],
    unpublished: frame.unpublished[i], selected: frame.selected[i], amountWan: frame.amountWan[i],
    industry: Array.from(frame.industry.subarray(5 * i, 5 * i + 5)),
  };
}

/** Points of the frame as plain symbols; only called for the few a view shows or one that was hit. */
export function pointSymbol(frame, i, view) {
  const flags = frame.pointFlags[i];
  return {
    id: frame.pointId[i], name: frame.names ? frame.names[i] : '',
    x: frame.pointX[i] * view.scale - view.originX, y: frame.pointY[i] * view.scale - view.originY,
    radius: glyphRadius(frame.pointAmountYi[i]), industry: frame.pointIndustry[i],
    inferred: Boolean(flags & FLAG.inferred), planned: Boolean(flags & FLAG.planned),
    selected: Boolean(flags & FLAG.selected), own: Boolean(flags & FLAG.own),
  };
}

/** With no project of its own in the result the city has no symbol; the rack then hangs at its place. */
function homeOf(hanging) {
  return { x: hanging[0].x, y: hanging[0].y, radius: 0, selected: 0, inferred: 0 };
}

/** Where symbols may stand, whatever the filter: the rack must not move when a filter empties a park. */
function standing(places, view) {
  return places.filter((place) => place.x !== null && place.kind !== 'city').map((place) => ({
    x: place.x * view.scale - view.originX, y: place.y * view.scale - view.originY, radius: 20,
  }));
}

function layoutRack(hanging, home, symbols, view, labelWidth) {
  const column = Math.max(...hanging.map((symbol) => symbolReach(symbol)));
  const rows = hanging.map((symbol) => Math.max(22, 2 * symbolReach(symbol) + 4));
  const text = Math.max(...hanging.map((symbol) => labelWidth(symbol)));
  const width = Math.max(132, 2 * RACK.pad + 2 * column + RACK.gap + text);
  const height = RACK.pad + RACK.title + rows.reduce((sum, row) => sum + row, 0) + RACK.pad - 4;
  const { x, y } = placeRack(home, width, height, symbols, view);
  let top = y + RACK.pad + RACK.title;
  hanging.forEach((symbol, index) => {
    symbol.x = x + RACK.pad + column;
    symbol.y = top + rows[index] / 2;
    symbol.labelX = symbol.x + column + RACK.gap;
    top += rows[index];
  });
  return { x, y, width, height, titleX: x + RACK.pad, titleY: y + RACK.pad + RACK.title / 2 - 3, home };
}

/** The free side of the city symbol: west first, because the core's symbols crowd in the north and east. */
function placeRack(home, width, height, symbols, view) {
  const reach = home.radius + RACK.leader;
  const below = home.radius + 48;
  const spots = [
    [home.x - reach - width, home.y - height / 2, 0],
    [home.x - reach - width, home.y + 10, 6],
    [home.x - reach - width, home.y - height - 10, 12],
    [home.x - width / 2, home.y + below, 20],
    [home.x + reach, home.y - height / 2, 24],
    [home.x + reach, home.y + 30, 26],
  ];
  const cost = ([x, y, taste]) => taste + spotCost({ x, y, width, height }, symbols, view.inner);
  const [x, y] = spots.reduce((best, spot) => (cost(spot) < cost(best) ? spot : best));
  return { x: Math.round(x), y: Math.round(y) };
}

function spotCost(box, symbols, inner) {
  const crowd = symbols.filter((symbol) => boxTouchesCircle(box, symbol.x, symbol.y, symbol.radius + 6)).length;
  const outside = Math.max(0, inner.left + 8 - box.x, box.x + box.width - inner.right + 8)
    + Math.max(0, inner.top + 8 - box.y, box.y + box.height - inner.bottom + 8);
  return 100 * crowd + Math.min(90, outside);
}

export function boxTouchesCircle({ x, y, width, height }, cx, cy, radius) {
  const dx = Math.max(x - cx, 0, cx - x - width);
  const dy = Math.max(y - cy, 0, cy - y - height);
  return dx * dx + dy * dy < radius * radius;
}
