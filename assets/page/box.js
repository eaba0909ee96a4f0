// Which part of the world symbols are asked for: a box on a grid that stands still, so that views a few pixels apart ask
// the same and a view's symbols can be cut out of a larger box.

import { WORLD, latOf, lngOf } from './world.js';

const STEP_PX_LOG2 = 7; // 128 px at whole zooms, growing to 256 px just below the next
const REACH_PX = 96; // symbols and labels just outside a box reach into it (geo/aggregation.py)

/** The box of a view in world units, `far` times its size more on every side, and its sides in the words of a question. */
export function boxOf({ originX, originY, width, height, scale, zoom }, far = 0) {
  const step = 2 ** Math.max(24 - Math.floor(zoom) + STEP_PX_LOG2, 0);
  const inWorld = (units) => Math.max(0, Math.min(WORLD, units));
  const low = (px) => inWorld(Math.floor(px / scale / step) * step);
  const high = (px) => inWorld(Math.ceil(px / scale / step) * step);
  const box = {
    zoom,
    west: low(originX - far * width), east: high(originX + (1 + far) * width),
    north: low(originY - far * height), south: high(originY + (1 + far) * height),
  };
  return { ...box, sides: sidesOf([lngOf(box.west), latOf(box.south), lngOf(box.east), latOf(box.north)], zoom) };
}

/** A view in the words of a question; nine digits tell every world unit apart. */
export function sidesOf(bounds, zoom) {
  return [...bounds.map((value) => value.toFixed(9)), zoom.toFixed(2)];
}

/** Whether a box lies in another of the same zoom. */
export function holdsBox(outer, { zoom, west, east, north, south }) {
  return outer.zoom === zoom && outer.west <= west && outer.east >= east && outer.north <= north && outer.south >= south;
}

/**
 * The part of a frame that would have been answered for a smaller box: symbols stand where they stand whatever box is
 * asked for (geo/symbols/cluster_blocks.py). Null if it lacks names that the part would have.
 */
export function cutFrame(frame, box, mostNames) {
  const reach = (REACH_PX * WORLD) / (256 * 2 ** box.zoom);
  const [west, east, north, south] = [box.west - reach, box.east + reach, box.north - reach, box.south + reach];
  const inside = (x, y) => x >= west && x <= east && y >= north && y <= south;
  const within = (xs, ys) => {
    const found = [];
    for (let i = 0; i < xs.length; i += 1) if (inside(xs[i], ys[i])) found.push(i);
    return found;
  };
  const points = within(frame.pointX, frame.pointY);
  if (points.length <= mostNames && !frame.names) return null;
  const part = takeSymbols(frame, within(frame.groupX, frame.groupY), points);
  return { ...part, names: points.length <= mostNames ? part.names : null, heads: frame.heads.filter(({ x, y }) => inside(x, y)) };
}

/** Only these symbols of a frame, in this order. */
export function takeSymbols(frame, groups, points) {
  const pick = (array, kept) => {
    const taken = new array.constructor(kept.length);
    for (let i = 0; i < kept.length; i += 1) taken[i] = array[kept[i]];
    return taken;
  };
  const picked = (keys, kept) => Object.fromEntries(keys.map((key) => [key, pick(frame[key], kept)]));
  const byIndustry = (array) => {
    const taken = new array.constructor(5 * groups.length);
    groups.forEach((group, i) => taken.set(array.subarray(5 * group, 5 * group + 5), 5 * i));
    return taken;
  };
  return {
    ...frame, groupCount: groups.length, pointCount: points.length,
    groups: groups.map((i) => frame.groups[i]), names: frame.names && points.map((i) => frame.names[i]),
    industry: byIndustry(frame.industry), amountByIndustry: byIndustry(frame.amountByIndustry),
    ...picked(['groupX', 'groupY', 'count', 'inferred', 'unpublished', 'selected'], groups),
    ...picked(['pointX', 'pointY', 'pointId', 'pointAmountYi', 'pointIndustry', 'pointFlags'], points),
  };
}
