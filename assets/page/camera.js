// Moves the view smoothly: every animation frame is a real view, drawn at constant symbol size. Nothing moves by itself
// if the system asks for reduced motion.

const FLY_MS = 220;
const WHEEL_PIXELS_PER_LEVEL = 240;
// Without a reset Leaflet pans by whole pixels only, and the same place would look different by where one came from.
const EXACTLY = { animate: false, reset: true };

export class Camera {
  /** `onFlight(centre, zoom)` is told where the view is going, as soon as it sets out. */
  constructor(map, onFlight = () => {}) {
    Object.assign(this, { map, onFlight });
    this.running = 0;
    this.target = null;
    this.reduced = matchMedia('(prefers-reduced-motion: reduce)');
    map.options.inertia = !this.reduced.matches;
    map.on('dragstart', () => this.stop());
    map.getContainer().addEventListener('wheel', (event) => this.onWheel(event), { passive: false });
  }

  get moving() {
    return this.running !== 0;
  }

  stop() {
    cancelAnimationFrame(this.running);
    this.running = 0;
    this.target = null;
  }

  snap(zoom) {
    const { minZoom, maxZoom, zoomSnap } = this.map.options;
    return Math.round(Math.max(minZoom, Math.min(maxZoom, zoom)) / zoomSnap) * zoomSnap;
  }

  /** Change the zoom by `delta` and keep what lies under `point` (container pixels) where it is. */
  zoomAround(point, delta) {
    const from = this.map.getZoom();
    const zoom = this.snap((this.target ?? from) + delta);
    if (Math.abs(zoom - from) < 1e-6) return;
    const anchor = this.map.containerPointToLatLng(point);
    const offset = point.subtract(this.map.getSize().divideBy(2));
    this.animate((part) => {
      const now = this.snap(from + (zoom - from) * part);
      const centre = this.map.project(anchor, now).subtract(offset);
      return [this.map.unproject(centre, now), now];
    });
    this.target = zoom;
  }

  flyTo(centre, zoom) {
    const fromZoom = this.map.getZoom();
    const toZoom = this.snap(zoom);
    const a = this.map.project(this.map.getCenter(), 0);
    const b = this.map.project(centre, 0);
    const ratio = 2 ** (toZoom - fromZoom);
    this.animate((part) => {
      const now = part === 1 ? toZoom : this.snap(fromZoom + (toZoom - fromZoom) * part);
      // The centre moves in step with the scale, so that the picture grows out of one fixed point.
      const share = Math.abs(ratio - 1) < 1e-3 ? part : (1 - 2 ** (fromZoom - now)) / (1 - 1 / ratio);
      return [this.map.unproject(a.add(b.subtract(a).multiplyBy(share)), 0), now];
    });
    this.target = toZoom;
  }

  /** Fly so that [west, south, east, north] is inside the free part of the window. */
  flyToBounds(bounds, padding, { minZoom = 0, animate = true } = {}) {
    const [centre, zoom] = this.fitting(bounds, padding);
    if (animate) this.flyTo(centre, Math.max(minZoom, zoom));
    else this.map.setView(centre, this.snap(Math.max(minZoom, zoom)), EXACTLY);
  }

  fitting([west, south, east, north], { left, top, right, bottom }) {
    const size = this.map.getSize();
    const free = L.point(Math.max(80, size.x - left - right), Math.max(80, size.y - top - bottom));
    const a = this.map.project([north, west], 0);
    const b = this.map.project([south, east], 0);
    const span = b.subtract(a);
    const { zoomSnap } = this.map.options;
    const exact = Math.log2(Math.min(free.x / Math.max(span.x, 1e-9), free.y / Math.max(span.y, 1e-9)));
    const zoom = this.snap(Math.floor(exact / zoomSnap + 1e-6) * zoomSnap);
    const shift = L.point((right - left) / 2, (bottom - top) / 2).divideBy(2 ** zoom);
    return [this.map.unproject(a.add(b).divideBy(2).add(shift), 0), zoom];
  }

  /** Run `at(part)` -> [centre, zoom] for part 0…1, ease-out. */
  animate(at) {
    this.stop();
    if (this.reduced.matches) {
      this.map.setView(...at(1), EXACTLY);
      return;
    }
    this.onFlight(...at(1));
    const start = performance.now();
    const step = (now) => {
      const time = Math.min(1, Math.max(0, now - start) / FLY_MS);
      this.running = time < 1 ? requestAnimationFrame(step) : 0;
      if (time === 1) this.target = null;
      this.map.setView(...at(1 - (1 - time) ** 3), time < 1 ? { animate: false } : EXACTLY);
    };
    this.running = requestAnimationFrame(step);
  }

  onWheel(event) {
    event.preventDefault();
    // A pinch on a touch pad arrives as small wheel steps with the control key.
    const pixels = (event.deltaMode === 1 ? event.deltaY * 40 : event.deltaY) * (event.ctrlKey ? 4 : 1);
    const delta = Math.max(-1, Math.min(1, -pixels / WHEEL_PIXELS_PER_LEVEL));
    this.zoomAround(this.map.mouseEventToContainerPoint(event), delta);
  }
}
