// Measuring: corners by click, the figures by the window on the ellipsoid, told live. A finished line or area stays
// until it is cancelled or a new one is begun.

import { Newest } from './fetching.js';
import { middleOf, pathThrough, screenOf } from './sketch.js';
import { WORDS, formatAreaKm2, formatMetres } from './words.js';

const SAME_PX = 4;
const LEAST_LEG_PX = 74;
const MOST_CORNERS = 200;
const RESULT_GAP = 20;

export const MEASURES = ['distance', 'area'];

export class MeasureTool {
  constructor(kind, { sketch, page, spoken }) {
    Object.assign(this, { kind, sketch, page, spoken });
    this.newest = new Newest((answer) => this.onAnswer(answer), (error) => page.bridge.report_error(WORDS.because(WORDS.noMeasure, error.message)));
    this.reset();
  }

  /** Whether there is anything to wipe away. */
  get active() {
    return this.corners.length > 0;
  }

  reset() {
    this.corners = [];
    this.pointer = null;
    this.done = false;
    this.answer = null;
    this.newest.forget();
  }

  /** A click or Enter: the next corner; the same place twice ends it. */
  step(point, at) {
    if (this.done) this.reset();
    const last = this.corners.at(-1);
    if (last && this.near(last, at)) {
      this.finish();
      return;
    }
    if (this.corners.length >= MOST_CORNERS) return;
    this.corners.push(point);
    this.pointer = { point, at };
    this.sketch.show((ctx, toScreen) => this.paint(ctx, toScreen));
    this.ask();
  }

  move(point, at) {
    if (!this.active || this.done) return;
    this.pointer = { point, at };
    this.sketch.invalidate();
    this.ask();
  }

  /** Take back the last corner. */
  back() {
    if (!this.active || this.done) return;
    this.corners.pop();
    if (!this.active) this.cancel();
    else this.ask();
    this.sketch.invalidate();
  }

  /** No more corners; the figures stay. False if there is nothing to end. */
  finish() {
    if (!this.active || this.done) return false;
    if (this.corners.length < 2) {
      this.cancel();
      return true;
    }
    this.done = true;
    this.pointer = null;
    this.sketch.say(null);
    this.sketch.invalidate();
    this.ask();
    return true;
  }

  cancel() {
    const was = this.active;
    this.reset();
    this.sketch.show(null);
    return was;
  }

  near(corner, at) {
    const { x, y } = screenOf(this.page.map, corner);
    return Math.hypot(at.x - x, at.y - y) < SAME_PX;
  }

  /** Corners with the place under the pointer as the one to come. */
  line() {
    const next = this.pointer && !this.near(this.corners.at(-1), this.pointer.at) ? [this.pointer.point] : [];
    return [...this.corners, ...next];
  }

  ask() {
    const points = this.line().map(({ lng, lat }) => `${lng.toFixed(7)},${lat.toFixed(7)}`);
    if (points.length > 1) this.newest.ask(`/measure.json?kind=${this.kind}&points=${encodeURIComponent(points.join(';'))}`);
    else this.answer = null;
  }

  onAnswer(answer) {
    this.answer = answer;
    if (this.done) this.spoken(WORDS.listed(...this.words()));
    this.sketch.invalidate();
  }

  words() {
    const { answer } = this;
    if (!answer) return [WORDS.measureHint[this.kind]];
    if (this.kind === 'distance') {
      const last = answer.legs_m.at(-1);
      return [WORDS.total(formatMetres(answer.length_m)), ...(answer.legs_m.length > 1 ? [WORDS.lastLeg(formatMetres(last))] : [])];
    }
    const around = WORDS.around(formatMetres(answer.length_m));
    if (answer.crosses) return [WORDS.crosses, around];
    return answer.area_km2 === null ? [around] : [formatAreaKm2(answer.area_km2), around];
  }

  paint(ctx, toScreen) {
    const { sketch } = this;
    const line = this.line();
    const points = line.map(toScreen);
    if (this.kind === 'area' && points.length > 2) sketch.area(ctx, pathThrough(points, true), { dashed: !this.done });
    if (this.kind === 'distance' || !this.done) sketch.line(ctx, pathThrough(points));
    points.slice(0, this.corners.length).forEach((point) => sketch.corner(ctx, point));
    if (this.kind === 'distance') this.paintLegs(ctx, points);
    if (this.done) this.paintResult(ctx, points);
    else if (this.pointer) {
      const from = this.kind === 'area' ? middleOf(points) : points[this.corners.length - 1];
      sketch.say([...this.words(), WORDS.measureEnd], this.pointer.at, from);
    }
  }

  paintLegs(ctx, points) {
    const legs = this.answer?.legs_m ?? [];
    if (legs.length < 2) return;
    for (let i = 0; i + 1 < points.length && i < legs.length; i += 1) {
      const [a, b] = [points[i], points[i + 1]];
      if (Math.hypot(b.x - a.x, b.y - a.y) < LEAST_LEG_PX) continue;
      this.sketch.plate(ctx, [formatMetres(legs[i])], { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, false);
    }
  }

  /** The result beside the end of a line, or in the middle of an area. */
  paintResult(ctx, points) {
    if (!this.answer) return;
    const end = points.at(-1);
    const mean = (axis) => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
    const at = this.kind === 'distance' ? { x: end.x, y: end.y + RESULT_GAP } : { x: mean('x'), y: mean('y') };
    this.sketch.plate(ctx, this.kind === 'distance' ? this.words().slice(0, 1) : this.words(), at);
  }
}
