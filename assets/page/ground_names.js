// Names that belong to an area or a course instead of a point: districts and rivers.

import { figureLines } from './area_names.js';
import { line } from './placer.js';
import { distanceToPieces, piecesNear, ringContains } from './world.js';

const SAMPLE = 30;
const EDGE = 34;
const MOST_ROOM = 150; // px; more room than this is no better
const LEAST_ROOM = 20;
const WATER_SIDE = 60; // px a name may reach above and below its middle, generously
const SUBJECT_ZOOM = 12.5; // nearer, the core is the whole ground
const RIVER_STEP = 34;
const RIVER_SAMPLE = 6;
const MOST_STRETCHES = 40;

/**
 * A district's name stands where the visible part of the district has most room, never over water. The spot is chosen
 * when the map rests and then stays on its ground as long as it can be seen.
 */
export class DistrictNames {
  constructor() {
    this.spots = new Map();
    this.seen = null;
  }

  place(plan, settled) {
    const { placer, scene, view, styles } = plan;
    const ground = this.groundOf(scene, view);
    for (const district of scene.base.districts) {
      if (!touches(district.box, view)) continue;
      const block = { kind: 'district', lines: [line(styles.district, district.name)] };
      const figure = scene.areaLabels?.get(district.name);
      if (figure) block.lines = figureLines(styles, block.lines[0], figure);
      const size = placer.measure(block);
      const dry = (box) => !ground.overWater(box);
      const clear = (box) => figure !== undefined || !ground.overSubject(box);
      const known = this.spotOf(district);
      if (known && inView(known, view, size) && placer.place(block, [spotAt(known, view)], { accept: (box) => clear(box) && dry(box), size })) continue;
      if (!settled) continue;
      const boxAt = (spot) => placer.freeBox(block, size, spotAt(spot, view));
      const taken = bestSpot(ground.roomiest(district, size), boxAt, { dry, clear, far: view.zoom < SUBJECT_ZOOM });
      if (!taken) continue;
      placer.place(block, [spotAt(taken, view)], { force: true, size });
      this.spots.set(district.name, taken);
    }
  }

  /** Find out of a view what names will need of its ground; `sizeOf(district)` is its name's. */
  prepare(scene, view, sizeOf) {
    const ground = this.groundOf(scene, view);
    ground.stretches();
    for (const district of scene.base.districts) {
      if (!touches(district.box, view)) continue;
      const size = sizeOf(district);
      const known = this.spotOf(district);
      if (!known || !inView(known, view, size)) ground.roomiest(district, size);
    }
  }

  spotOf(district) {
    return this.spots.get(district.name) ?? district.label;
  }

  /** What is known of the ground of a view is kept as long as the view: a filter changes symbols, not rivers. */
  groundOf(scene, view) {
    if (!this.seen?.isOf(scene, view)) this.seen = new GroundInView(scene, view);
    return this.seen;
  }
}

/** The first spot that is free, dry and clear of what speaks there; in a far view, where there is none, the first that is not. */
function bestSpot(candidates, boxAt, { dry, clear, far }) {
  let second;
  for (const spot of candidates) {
    const box = boxAt(spot);
    if (!box) continue;
    const isClear = clear(box);
    if ((!isClear && (second || !far)) || !dry(box)) continue;
    if (isClear) return spot;
    second = spot;
  }
  return second;
}

/** Water, parks and room of what one view shows of the ground. */
class GroundInView {
  constructor({ base, places }, view) {
    Object.assign(this, { base, places, view, rooms: new Map() });
    const { scale, originX, originY, width, height } = view;
    const px = 1 / scale;
    this.box = { minX: originX * px, minY: originY * px, maxX: (originX + width) * px, maxY: (originY + height) * px };
    this.rivers = base.rivers.map((river) => {
      const reach = Math.max(3, river.widthKm * view.km) / 2 + 4;
      return { reach, pieces: piecesNear(river.xy, grown(this.box, (reach + WATER_SIDE) * px)) };
    }).filter(({ pieces }) => pieces.length);
    const core = view.zoom < SUBJECT_ZOOM ? base.core : []; // nearer, the core is the whole ground
    const outlines = [...core, ...places.flatMap((place) => (place.footprint ? [place.footprint] : []))];
    this.outlines = outlines.filter(({ box }) => touches(box, view));
  }

  isOf({ base, places }, { originX, originY, scale, width, height }) {
    const { view } = this;
    return base === this.base && places === this.places && originX === view.originX && originY === view.originY
      && scale === view.scale && width === view.width && height === view.height;
  }

  overWater(box) {
    const { scale, originX, originY } = this.view;
    const y = (box.y + box.height / 2 + originY) / scale;
    // Three probes along the text are closer together than any river is wide in its name's height.
    const probes = [box.x + 6, box.x + box.width / 2, box.x + box.width - 6].map((x) => (x + originX) / scale);
    return this.rivers.some(({ reach, pieces }) => (
      probes.some((x) => distanceToPieces(pieces, x, y) * scale < reach + box.height / 2)));
  }

  /** Does the box lie over the core or a park? There the parks speak. */
  overSubject(box) {
    const { scale, originX, originY } = this.view;
    const xs = [0, 0.5, 1].map((part) => (box.x + box.width * part + originX) / scale);
    const ys = [box.y, box.y + box.height].map((y) => (y + originY) / scale);
    return this.outlines.some(({ xy, box: { minX, minY, maxX, maxY } }) => (
      xs[2] >= minX && xs[0] <= maxX && ys[1] >= minY && ys[0] <= maxY
      && xs.some((x) => ys.some((y) => ringContains(xy, x, y)))));
  }

  /** Sample points inside the district and the window, those farthest from any border first. */
  roomiest(district, { width }) {
    const key = `${district.name} ${width}`;
    if (!this.rooms.has(key)) this.rooms.set(key, this.findRoom(district, width / 2 + 14));
    return this.rooms.get(key);
  }

  findRoom(district, halfWidth) {
    const { inner, scale, originX, originY } = this.view;
    const found = [];
    const pieces = district.rings.map((ring) => piecesNear(ring.xy, grown(this.box, MOST_ROOM / scale)));
    for (let y = inner.top + EDGE; y < inner.bottom - EDGE; y += SAMPLE) {
      const wy = (y + originY) / scale;
      const inside = district.rings.map((ring) => crossingsOf(ring.xy, wy)).filter(({ length }) => length);
      const most = Math.min((y - inner.top) * 1.6, (inner.bottom - y) * 1.6, MOST_ROOM);
      if (!inside.length || most <= LEAST_ROOM) continue;
      for (let x = inner.left + halfWidth; x < inner.right - halfWidth; x += SAMPLE) {
        const wx = (x + originX) / scale;
        if (!isInAny(inside, wx)) continue;
        let near = Math.min(x - inner.left, inner.right - x, most) / scale;
        for (const each of pieces) near = distanceToPieces(each, wx, wy, near);
        if (near * scale > LEAST_ROOM) found.push({ x: wx, y: wy, room: near * scale });
      }
    }
    return found.sort((a, b) => b.room - a.room);
  }

  /** Where a river's name could stand, best places first: [name, stretches]. */
  stretches() {
    this.courses ??= stretchesByName(this.base.rivers, this.view);
    return this.courses;
  }
}

function grown({ minX, minY, maxX, maxY }, by) {
  return { minX: minX - by, minY: minY - by, maxX: maxX + by, maxY: maxY + by };
}

/** Where a ring crosses a parallel, from west to east. */
function crossingsOf(xy, y) {
  const found = [];
  for (let i = 0, j = xy.length - 2; i < xy.length; j = i, i += 2) {
    if (xy[i + 1] > y !== xy[j + 1] > y) found.push(((xy[j] - xy[i]) * (y - xy[i + 1])) / (xy[j + 1] - xy[i + 1]) + xy[i]);
  }
  return found.sort((a, b) => a - b);
}

/** Even-odd along the parallel: inside is east of an odd number of crossings. */
function isBetween(crossings, x) {
  let passed = 0;
  while (passed < crossings.length && crossings[passed] <= x) passed += 1;
  return passed % 2 === 1;
}

function isInAny(rings, x) {
  for (const crossings of rings) if (isBetween(crossings, x)) return true;
  return false;
}

function spotAt(spot, view) {
  return { x: spot.x * view.scale - view.originX, y: spot.y * view.scale - view.originY, side: 'C' };
}

function touches(box, { scale, originX, originY, inner }) {
  return box.maxX * scale - originX > inner.left && box.minX * scale - originX < inner.right
    && box.maxY * scale - originY > inner.top && box.minY * scale - originY < inner.bottom;
}

function inView(spot, view, size) {
  const { x, y } = spotAt(spot, view);
  const { left, right, top, bottom } = view.inner;
  return x - size.width / 2 > left + 12 && x + size.width / 2 < right - 12 && y > top + 18 && y < bottom - 18;
}

/** River names: upright characters along the course, all or none. */
export function placeRiverNames(plan, districts) {
  for (const [name, stretches] of districts.groundOf(plan.scene, plan.view).stretches()) {
    const taken = stretches.find((stretch) => allFree(plan, name, stretch.points));
    if (taken) [...name].forEach((character, i) => placeCharacter(plan, character, taken.points[i], true));
  }
}

function stretchesByName(rivers, view) {
  const byName = new Map();
  for (const river of rivers) {
    if (river.name) byName.set(river.name, [...(byName.get(river.name) ?? []), ...stretchesOf(river, river.name.length, view)]);
  }
  return [...byName].map(([name, stretches]) => [name, stretches.sort((a, b) => b.score - a.score).slice(0, MOST_STRETCHES)]);
}

function allFree({ placer }, name, points) {
  return points.every(([x, y]) => placer.isFree({ x: x - 9, y: y - 10, width: 18, height: 20 }));
}

function placeCharacter({ placer, styles }, character, [x, y], force) {
  placer.place({ kind: 'river', lines: [line(styles.river, character)] }, [{ x, y, side: 'C' }], { force });
}

/** Stretches of the course inside the window that are long enough for the name, straight ones first. */
function stretchesOf(river, count, view) {
  const course = resample(river.xy, view);
  const stride = Math.round(RIVER_STEP / RIVER_SAMPLE);
  const span = stride * (count - 1);
  const found = [];
  const { inner } = view;
  const centre = [(inner.left + inner.right) / 2, (inner.top + inner.bottom) / 2];
  for (let i = 0; i + span < course.length; i += 4) {
    if (!course[i] || !inside(course[i], inner)) continue;
    const points = Array.from({ length: count }, (_, k) => course[i + k * stride]);
    if (!points.every((point) => point && inside(point, inner))) continue;
    if (course.slice(i, i + span).includes(null)) continue;
    const [first, last] = [points[0], points[count - 1]];
    const straight = Math.hypot(last[0] - first[0], last[1] - first[1]) / (span * RIVER_SAMPLE);
    const away = Math.hypot(first[0] - centre[0], first[1] - centre[1]) / Math.hypot(...centre);
    const vertical = Math.abs(last[1] - first[1]) > Math.abs(last[0] - first[0]);
    const forward = vertical ? last[1] > first[1] : last[0] > first[0];
    found.push({ score: straight - 0.25 * away, points: forward ? points : points.reverse() });
  }
  return found;
}

function inside([x, y], { left, right, top, bottom }) {
  return x > left + 26 && x < right - 26 && y > top + 26 && y < bottom - 40;
}

/** The course every few pixels; null where it leaves the window, so that no name spans a gap. */
function resample(xy, view) {
  const points = [];
  let carry = 0;
  for (let i = 0; i + 3 < xy.length; i += 2) {
    const x0 = xy[i] * view.scale - view.originX;
    const y0 = xy[i + 1] * view.scale - view.originY;
    const dx = xy[i + 2] * view.scale - view.originX - x0;
    const dy = xy[i + 3] * view.scale - view.originY - y0;
    const length = Math.hypot(dx, dy);
    if (Math.max(x0, x0 + dx) < 0 || Math.min(x0, x0 + dx) > view.width
      || Math.max(y0, y0 + dy) < 0 || Math.min(y0, y0 + dy) > view.height) {
      points.push(null);
      carry = 0;
      continue;
    }
    let at = carry;
    for (; at < length; at += RIVER_SAMPLE) points.push([x0 + (dx * at) / length, y0 + (dy * at) / length]);
    carry = at - length;
  }
  return points;
}
