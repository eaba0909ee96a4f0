// Three canvases over the map (ground, themes, symbols with their names) drawn from one view. Panning moves them by
// Leaflet's transform; they reach beyond the window by a margin, so nothing is drawn again until the map rests or the
// margin is used up. A canvas that shows what is wanted already is kept as it is. The ground has a second canvas behind the
// first: the ground of the next view is drawn there while its symbols are on their way, and shown together with them.
// After a jump only what the window shows is drawn (`view.hasty`), and the margin when that is on the screen: where nothing
// lies between ground and symbols, on one canvas of the window's size above the others, as every canvas costs by its pixels.

import { WORLD, latOf, pixelsPerKm } from './world.js';

const MARGIN = 0.15;
const WORN = 0.5;
// Symbols of another view are usually there sooner; only then is the picture drawn with what is at hand.
const PATIENCE_MS = 48;
const MARGIN_MS = 80; // later than pictures are kept (map_page.js)
const REACH = 2; // px that are drawn beyond the window even in haste
const EVEN = 20; // px: at a multiple of it a pixel of the screen begins, whatever usual ratio that has
const PANES = [['atlas-base', 210], ['atlas-themes', 415], ['atlas-symbols', 420]];
const [GROUND, SYMBOLS] = [0, 2];
const SOON = -1; // no animation frame has this number

export class Stage {
  /**
   * `draw(stage, view)` paints, on the contexts it takes by `paper`; `onWorn()` is told when the margin is being used up
   * and may ask for symbols and `expect` them.
   */
  constructor(map, draw, onWorn = () => {}) {
    Object.assign(this, { map, draw, onWorn, queued: 0, expecting: 0, completing: 0, resetting: false, jumped: false, isWhole: false, view: null });
    this.patience = PATIENCE_MS;
    this.shown = new WeakMap();
    this.clipped = new WeakSet();
    this.placed = new Map();
    const panes = PANES.map(([name, zIndex]) => {
      const pane = map.createPane(name);
      pane.style.zIndex = zIndex;
      pane.style.pointerEvents = 'none';
      return pane;
    });
    this.ground = L.DomUtil.create('div', 'atlas-ground', panes[GROUND]);
    this.canvases = panes.map((pane, index) => L.DomUtil.create('canvas', 'atlas-canvas', index === GROUND ? this.ground : pane));
    this.spare = L.DomUtil.create('canvas', 'atlas-canvas', this.ground);
    this.whole = L.DomUtil.create('canvas', 'atlas-canvas', panes[SYMBOLS]);
    for (const canvas of [this.spare, this.whole]) canvas.style.visibility = 'hidden';
    map.on('viewprereset', () => {
      this.resetting = true;
      this.jumped = true;
    });
    map.on('viewreset', () => this.onReset());
    map.on('resize', () => this.render());
    map.on('move', () => this.onMove());
    map.on('zoom moveend', () => this.invalidate());
    this.watchPixelRatio();
  }

  /** Stand at the map's view before anything is drawn of it. */
  begin() {
    const view = this.currentView();
    if (!view.width || !view.height) return;
    this.view = view;
    this.spot = this.spotNow();
  }

  /**
   * Draw in the next animation frame, once; what is expected will be drawn anyway. The frame is asked for when all that
   * follows from the same event is known: a frame that shows nothing new would delay the one that does.
   */
  invalidate() {
    if (this.waiting) return;
    this.queued = SOON;
    queueMicrotask(() => {
      if (this.queued === SOON) this.queued = requestAnimationFrame(() => this.render());
    });
  }

  render() {
    cancelAnimationFrame(this.queued);
    clearTimeout(this.expecting);
    clearTimeout(this.completing);
    Object.assign(this, { queued: 0, expecting: 0 });
    const view = this.currentView();
    if (!view.width || !view.height) return;
    this.jumped = false;
    this.view = view;
    this.spot = this.spotNow();
    this.isWhole = false;
    this.draw(this, view);
    this.showWhole(this.isWhole);
    if (view.hasty) this.completing = setTimeout(() => this.complete(), MARGIN_MS);
  }

  /** Draw the margin too; whatever is about to be drawn sees to it itself. */
  complete() {
    if (this.view.hasty && !this.waiting) this.render();
  }

  /** Symbols for the view are on their way: the picture stays until `render`, for a moment at most. */
  expect() {
    cancelAnimationFrame(this.queued);
    this.queued = 0;
    this.expecting ||= setTimeout(() => this.render(), this.patience);
  }

  /** The wait begins anew: until now the page was busy itself. */
  expectAnew() {
    if (!this.expecting) return;
    clearTimeout(this.expecting);
    this.expecting = 0;
    this.expect();
  }

  get waiting() {
    return this.queued !== 0 || this.expecting !== 0;
  }

  /** Geometry of the drawing: world units -> canvas pixels is `x * scale - originX`. */
  currentView() {
    const margin = this.margin();
    const corner = this.map.containerPointToLayerPoint(margin.multiplyBy(-1)).round();
    return this.viewFrom(corner, this.map.getPixelOrigin().add(corner), this.map.getZoom());
  }

  /** The same for a view the map is on its way to. */
  viewAt(centre, zoom) {
    const corner = this.margin().multiplyBy(-1);
    const origin = this.map.project(centre, zoom).subtract(this.map.getSize().divideBy(2)).round().add(corner);
    return this.viewFrom(corner, origin, zoom);
  }

  margin() {
    const size = this.map.getSize();
    return L.point(Math.ceil(size.x * MARGIN), Math.ceil(size.y * MARGIN));
  }

  viewFrom(corner, origin, zoom) {
    const [size, margin] = [this.map.getSize(), this.margin()];
    const scale = (256 * 2 ** zoom) / WORLD;
    return {
      corner, zoom, scale, originX: origin.x, originY: origin.y, hasty: this.jumped,
      width: size.x + 2 * margin.x, height: size.y + 2 * margin.y,
      inner: { left: margin.x, top: margin.y, right: margin.x + size.x, bottom: margin.y + size.y },
      km: pixelsPerKm(zoom, latOf((origin.y + margin.y + size.y / 2) / scale)),
      ratio: window.devicePixelRatio || 1,
    };
  }

  /** Context of one of the canvases, cleared, in CSS pixels; null if it shows this view of the same things already. */
  paper(index, view, things = null) {
    if (index === GROUND && !this.holds(this.canvases[GROUND], view, things) && this.holds(this.spare, view, things)) this.turn();
    const canvas = this.canvases[index];
    if (this.holds(canvas, view, things)) {
      this.place(canvas, view.corner);
      return null;
    }
    this.shown.set(canvas, things && contentOf(view, things));
    return this.clip(canvas, view);
  }

  /** Context of one canvas for everything the window shows of a view, as it was; what is drawn first must cover all of it. */
  paperOfWindow(view) {
    const { inner, ratio, corner } = view;
    const [left, top] = [inner.left, inner.top].map((side) => Math.floor((side - REACH) / EVEN) * EVEN);
    const [right, bottom] = [inner.right, inner.bottom].map((side) => Math.ceil((side + REACH) / EVEN) * EVEN);
    this.isWhole = true;
    resize(this.whole, right - left, bottom - top, ratio);
    this.place(this.whole, corner, L.point(left, top));
    const ctx = this.whole.getContext('2d'); // not an opaque one: letters would be smoothed otherwise than on the others
    ctx.setTransform(ratio, 0, 0, ratio, -left * ratio, -top * ratio);
    return ctx;
  }

  /** What is covered is not seen, and not handed over with every frame either. */
  showWhole(isWhole) {
    this.whole.style.visibility = isWhole ? '' : 'hidden';
    for (const index of [GROUND, SYMBOLS]) this.canvases[index].style.visibility = isWhole ? 'hidden' : '';
  }

  /** Is the ground of a view drawn already, in front or behind? */
  holdsGround(view, things) {
    return this.holds(this.canvases[GROUND], view, things) || this.holds(this.spare, view, things);
  }

  /** Context of the canvas behind the ground, for a view that is expected; null if either shows it already. */
  paperAhead(view, things) {
    const { spare } = this;
    if (this.holdsGround(view, things)) return null;
    this.shown.set(spare, contentOf(view, things));
    return this.clip(spare, view);
  }

  /** Does a canvas show this already? What shows the margin too will do for a view without. */
  holds(canvas, view, things) {
    const kept = things && this.shown.get(canvas);
    if (!kept) return false;
    const [hasty, ...shows] = contentOf(view, things);
    return kept.length === shows.length + 1 && (hasty || !kept[0]) && shows.every((thing, i) => thing === kept[i + 1]);
  }

  /** The context of a canvas, cleared; in haste nothing beside the window is painted. */
  clip(canvas, view) {
    const ctx = this.prepare(canvas, view);
    if (!view.hasty) return ctx;
    const { left, top, right, bottom } = view.inner;
    ctx.save();
    ctx.beginPath();
    ctx.rect(left - REACH, top - REACH, right - left + 2 * REACH, bottom - top + 2 * REACH);
    ctx.clip();
    this.clipped.add(canvas);
    return ctx;
  }

  /** The ground that was drawn ahead comes to the front. */
  turn() {
    [this.canvases[GROUND], this.spare] = [this.spare, this.canvases[GROUND]];
    this.canvases[GROUND].style.visibility = '';
    this.spare.style.visibility = 'hidden';
  }

  prepare(canvas, view) {
    const { width, height, ratio } = view;
    resize(canvas, width, height, ratio);
    this.place(canvas, view.corner);
    const ctx = canvas.getContext('2d');
    if (this.clipped.delete(canvas)) ctx.restore();
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, width, height);
    return ctx;
  }

  /** Put a canvas where a view's corner is, or so far from it. */
  place(canvas, corner, from = L.point(0, 0)) {
    this.placed.set(canvas, from);
    L.DomUtil.setPosition(canvas, corner.add(from));
  }

  onMove() {
    if (!this.view || this.resetting) return;
    this.spot = this.spotNow();
    if (this.view.hasty && !this.waiting) this.render(); // the margin comes into sight
    if (this.waiting) return;
    const { left, top } = this.view.inner;
    if (Math.abs(this.spot.x + left) > WORN * left || Math.abs(this.spot.y + top) > WORN * top) {
      this.invalidate();
      this.onWorn();
    }
  }

  /** The map has jumped: while its symbols are expected the picture stays where it is on the screen. */
  onReset() {
    this.resetting = false;
    if (this.expecting && this.view) this.carry();
    else this.render();
  }

  carry() {
    const corner = this.map.containerPointToLayerPoint(this.spot).round();
    this.view = { ...this.view, corner };
    for (const [canvas, from] of this.placed) {
      if (canvas.isConnected) L.DomUtil.setPosition(canvas, corner.add(from));
      else this.placed.delete(canvas);
    }
  }

  /** Where the canvases' corner is in the window, in container pixels. */
  spotNow() {
    return this.map.layerPointToContainerPoint(this.view.corner);
  }

  /** Draw again when the window moves to a screen with another pixel ratio. */
  watchPixelRatio() {
    const query = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    query.addEventListener('change', () => {
      this.invalidate();
      this.watchPixelRatio();
    }, { once: true });
  }

  /** Container pixel -> pixel of the canvases. */
  toCanvas(containerPoint) {
    return this.map.containerPointToLayerPoint(containerPoint).subtract(this.view.corner);
  }

  /** Pixel of the canvases -> container pixel. */
  toContainer(x, y) {
    return this.map.layerPointToContainerPoint(this.view.corner.add(L.point(x, y)));
  }

  /** Bounds of the canvases, [west, south, east, north]: as they were drawn, or as another view has them. */
  bounds({ originX, originY, zoom, width, height } = this.view) {
    const topLeft = this.map.unproject(L.point(originX, originY), zoom);
    const bottomRight = this.map.unproject(L.point(originX + width, originY + height), zoom);
    return [topLeft.lng, bottomRight.lat, bottomRight.lng, topLeft.lat];
  }
}

/** Give a canvas its size, in CSS pixels; who has it already is not cleared. */
function resize(canvas, width, height, ratio) {
  const [pixelWidth, pixelHeight] = [Math.round(width * ratio), Math.round(height * ratio)];
  Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` }); // as many pixels may be of another size
  if (canvas.width === pixelWidth && canvas.height === pixelHeight) return;
  Object.assign(canvas, { width: pixelWidth, height: pixelHeight });
}

/** What a canvas shows: a view and the things drawn of it. */
function contentOf({ hasty, originX, originY, scale, width, height, ratio }, things) {
  return [hasty, originX, originY, scale, width, height, ratio, ...things];
}
