// Taking symbols by a shape: rectangle, lasso or circle. While it is drawn the symbols inside are ringed and counted
// from what is on the screen; the window is told the shape, never a list.

import { circleAround, metresBetween } from './ground.js';
import { middleOf, pathThrough, screenOf } from './sketch.js';
import { symbolsInside, whereSymbolsAre } from './taken.js';
import { WORDS, formatMetres } from './words.js';

const LEAST_STEP_PX = 3;
const LEAST_SIZE_PX = 4;
const MOST_CORNERS = 1500;

export const SHAPES = ['rectangle', 'lasso', 'circle'];

export function modeOf(event) {
  if (event?.altKey) return 'subtract';
  return event?.shiftKey ? 'add' : 'replace';
}

export class SelectTool {
  /** `send(shape)` tells the window; `spoken(text)` the listener. */
  constructor(kind, { page, sketch, send, spoken }) {
    Object.assign(this, { kind, page, sketch, send, spoken });
    this.scratch = document.createElement('canvas').getContext('2d');
    this.corners = [];
    this.mode = 'replace';
  }

  /** Whether something is being drawn. */
  get active() {
    return this.corners.length > 0;
  }

  press(point, at, event) {
    this.corners = [point];
    this.pointer = at;
    this.mode = modeOf(event);
    this.sketch.show((ctx, toScreen) => this.paint(ctx, toScreen));
  }

  move(point, at, event) {
    if (!this.active) return;
    this.mode = modeOf(event);
    this.pointer = at;
    if (this.kind !== 'lasso') this.corners = [this.corners[0], point];
    else if (this.far(at, LEAST_STEP_PX) && this.corners.length < MOST_CORNERS) this.corners.push(point);
    this.sketch.invalidate();
  }

  /** The shape is complete; false if it is too small to be one. */
  release(event) {
    if (!this.active) return false;
    if (event) this.mode = modeOf(event);
    const shape = this.largeEnough() ? this.shape() : null;
    const count = shape ? this.taken().count : 0;
    const { mode } = this;
    this.cancel();
    if (!shape) return false;
    const { scene, stage, map } = this.page;
    this.send({ kind: this.kind, mode, ...shape, ...whereSymbolsAre(scene, stage, map) });
    this.spoken(WORDS.shapeDone[mode](count));
    return true;
  }

  /** By keyboard: Enter sets corner after corner; the same place twice closes a lasso. */
  step(point, at, event) {
    if (!this.active) this.press(point, at, event);
    else if (this.kind === 'lasso' && this.far(at, LEAST_STEP_PX)) this.move(point, at, event);
    else this.release(event);
  }

  cancel() {
    const was = this.active;
    this.corners = [];
    this.sketch.show(null);
    return was;
  }

  far(at, least) {
    const last = this.toScreen(this.corners.at(-1));
    return Math.hypot(at.x - last.x, at.y - last.y) >= least;
  }

  toScreen(point) {
    return screenOf(this.page.map, point);
  }

  largeEnough() {
    const points = this.corners.map((corner) => this.toScreen(corner));
    const span = (axis) => Math.max(...points.map((p) => p[axis])) - Math.min(...points.map((p) => p[axis]));
    if (this.kind === 'lasso') return points.length > 2 && Math.max(span('x'), span('y')) >= LEAST_SIZE_PX;
    return points.length > 1 && Math.max(span('x'), span('y')) >= LEAST_SIZE_PX;
  }

  /** The outline as degrees, not closed. */
  outline() {
    const [a, b] = this.corners;
    if (this.kind === 'lasso' || !b) return this.corners;
    if (this.kind === 'circle') return circleAround(a, this.radius());
    return [a, { lng: b.lng, lat: a.lat }, b, { lng: a.lng, lat: b.lat }];
  }

  radius() {
    return this.corners.length > 1 ? metresBetween(this.corners[0], this.corners[1]) : 0;
  }

  shape() {
    if (this.kind === 'circle') {
      const { lng, lat } = this.corners[0];
      return { center: [lng, lat], radius_m: this.radius() };
    }
    const ring = this.outline().map(({ lng, lat }) => [lng, lat]);
    return { ring: [...ring, ring[0]] };
  }

  taken() {
    const { scene, stage, map } = this.page;
    if (this.kind === 'circle') {
      const radius = this.radius();
      return symbolsInside(scene, stage, (x, y) => metresBetween(this.corners[0], map.containerPointToLatLng([x, y])) <= radius);
    }
    const path = pathThrough(this.outline().map((corner) => this.toScreen(corner)), true);
    return symbolsInside(scene, stage, (x, y) => this.scratch.isPointInPath(path, x, y, 'evenodd'));
  }

  paint(ctx, toScreen) {
    if (!this.largeEnough()) return;
    const { sketch } = this;
    const points = this.outline().map(toScreen);
    const taken = this.taken();
    const closed = this.kind !== 'lasso';
    ctx.save();
    sketch.area(ctx, pathThrough(points, true), { dashed: !closed });
    ctx.restore();
    if (!closed) sketch.line(ctx, pathThrough(points));
    for (const mark of taken.marks) sketch.mark(ctx, mark);
    if (this.kind === 'circle') this.paintRadius(ctx, toScreen);
    else sketch.corner(ctx, toScreen(this.corners[0]));
    sketch.say(this.words(taken), this.pointer, middleOf(points));
  }

  paintRadius(ctx, toScreen) {
    const [centre, rim] = this.corners.map(toScreen);
    this.sketch.line(ctx, pathThrough([centre, rim]), { dashed: true, width: 1.2 });
    this.sketch.corner(ctx, centre);
  }

  words({ count, amountWan, unpublished }) {
    const found = `${WORDS.modes[this.mode]}${WORDS.shapes[this.kind]} ${WORDS.projects(count)}`;
    const sum = count && !amountWan ? WORDS.allUnpublished : WORDS.sum(amountWan, unpublished);
    const radius = this.kind === 'circle' ? [WORDS.radius(formatMetres(this.radius()))] : [];
    return [...radius, found, [sum, WORDS.letGo].filter(Boolean).join('　')];
  }
}
