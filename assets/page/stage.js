// Three canvases over the map (base, symbols, labels) drawn from one view. Panning moves them by Leaflet's transform;
// they reach beyond the window by a margin, so nothing is drawn again until the map rests or the margin is used up.

import { WORLD, latOf, pixelsPerKm } from './world.js';

const MARGIN = 0.15;
const PANES = [['atlas-base', 210], ['atlas-symbols', 420], ['atlas-labels', 430]];

export class Stage {
  /** `draw(contexts, view)` paints; it gets three cleared contexts in CSS pixels. */
  constructor(map, draw) {
    this.map = map;
    this.draw = draw;
    this.queued = 0;
    this.canvases = PANES.map(([name, zIndex]) => {
      const pane = map.createPane(name);
      pane.style.zIndex = zIndex;
      pane.style.pointerEvents = 'none';
      return L.DomUtil.create('canvas', 'atlas-canvas', pane);
    });
    map.on('viewreset resize', () => this.render());
    map.on('move', () => this.onMove());
    map.on('zoom moveend', () => this.invalidate());
    this.watchPixelRatio();
  }

  /** Draw in the next animation frame, once. */
  invalidate() {
    if (this.queued) return;
    this.queued = requestAnimationFrame(() => this.render());
  }

  render() {
    cancelAnimationFrame(this.queued);
    this.queued = 0;
    const view = this.currentView();
    if (!view.width || !view.height) return;
    this.view = view;
    const contexts = this.canvases.map((canvas) => this.prepare(canvas, view));
    this.draw(contexts, view);
  }

  /** Geometry of the drawing: world units -> canvas pixels is `x * scale - originX`. */
  currentView() {
    const size = this.map.getSize();
    const zoom = this.map.getZoom();
    const margin = L.point(Math.ceil(size.x * MARGIN), Math.ceil(size.y * MARGIN));
    const corner = this.map.containerPointToLayerPoint(margin.multiplyBy(-1)).round();
    const origin = this.map.getPixelOrigin().add(corner);
    const scale = (256 * 2 ** zoom) / WORLD;
    return {
      corner, zoom, scale, originX: origin.x, originY: origin.y,
      width: size.x + 2 * margin.x, height: size.y + 2 * margin.y,
      inner: { left: margin.x, top: margin.y, right: margin.x + size.x, bottom: margin.y + size.y },
      km: pixelsPerKm(zoom, latOf((origin.y + margin.y + size.y / 2) / scale)),
      ratio: window.devicePixelRatio || 1,
    };
  }

  prepare(canvas, view) {
    const { width, height, ratio } = view;
    const [pixelWidth, pixelHeight] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width !== pixelWidth || canvas.height !== pixelHeight) {
      canvas.width = pixelWidth;
      canvas.height = pixelHeight;
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
    }
    L.DomUtil.setPosition(canvas, view.corner);
    const ctx = canvas.getContext('2d');
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, width, height);
    return ctx;
  }

  onMove() {
    if (!this.view || this.queued) return;
    const here = this.map.containerPointToLayerPoint([0, 0]);
    const dx = Math.abs(here.x - this.view.corner.x - this.view.inner.left);
    const dy = Math.abs(here.y - this.view.corner.y - this.view.inner.top);
    if (dx > 0.8 * this.view.inner.left || dy > 0.8 * this.view.inner.top) this.invalidate();
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
  bounds({ corner, width, height } = this.view) {
    const topLeft = this.map.layerPointToLatLng(corner);
    const bottomRight = this.map.layerPointToLatLng(corner.add(L.point(width, height)));
    return [topLeft.lng, bottomRight.lat, bottomRight.lng, topLeft.lat];
  }
}
