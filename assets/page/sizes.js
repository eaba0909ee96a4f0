// How large a symbol is drawn. By amount, areas are proportional; the window says in every frame which measure holds.
// The same formulas as geo/symbols/symbol_scale.py, which keeps symbols apart.

import { donutRadius, glyphRadius } from './glyphs.js';

const LEAST_RING = 14;
const FULL_RING = 42;
const SINGLE = 8;
const POINT = 6;

/** Radius of a ring that stands for a sum in 万元. */
export function sumRadius(measure, amountWan) {
  return Math.min(FULL_RING, Math.max(LEAST_RING, FULL_RING * Math.sqrt(amountWan / measure.full_wan)));
}

/** Radius of a group's symbol. */
export function groupRadius(measure, { count, unpublished, amountWan }) {
  if (measure.shown === 'count') return donutRadius(count);
  return count === 1 && unpublished === 1 ? SINGLE : sumRadius(measure, amountWan);
}

/** Radius of point `i` of a frame. */
export function pointRadius(frame, i) {
  return frame.measure.shown === 'amount' ? glyphRadius(frame.pointAmountYi[i]) : POINT;
}

/** Sums that the legend shows as circles, the largest first, in 万元. */
export function legendSums(measure) {
  return [1, 0.5, 0.15].map((share) => share * measure.full_wan);
}
