// The tool in a person's hand: which pointer and key events go to it instead of to the map, and what a right click asks.

import { attachContextMenu } from './context.js';
import { MEASURES, MeasureTool } from './measure_tool.js';
import { SHAPES, SelectTool } from './select_tool.js';
import { Sketch, screenOf } from './sketch.js';

const CLICK_PX = 4;
const STEP_PX = 8;
const STRIDE_PX = 40;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Tools {
  /** `page` gives map, theme, scene and stage; `bridge` is the window's ear for tools. */
  constructor(page, bridge, spoken) {
    this.page = page;
    this.bridge = bridge;
    this.spoken = spoken;
    this.name = 'pan';
    this.tool = null;
    this.pressed = null;
    this.told = false;
    this.cursor = null;
    this.sketch = new Sketch(page.map, page.theme);
    this.container = page.map.getContainer();
    this.listen();
    attachContextMenu(page, this, bridge);
    bridge.sketch_cancelled.connect(() => this.cancel());
    bridge.measure_started.connect((lng, lat) => this.measureFrom({ lng, lat }));
    bridge.view_restored.connect((lng, lat, zoom) => page.camera.flyTo(L.latLng(lat, lng), zoom));
    bridge.bounds_restored.connect((w, s, e, n) => page.camera.flyToBounds([w, s, e, n], { left: 0, top: 0, right: 0, bottom: 0 }));
  }

  /** Whether the pointer is at work, so that symbols under it are left alone. */
  get busy() {
    return MEASURES.includes(this.name) || Boolean(this.tool?.active);
  }

  use(name) {
    if (name === this.name) return;
    this.cancel();
    this.name = name;
    this.tool = this.build(name);
    this.cursor = null;
    this.sketch.cross(null);
    this.container.dataset.tool = name;
    const { dragging } = this.page.map;
    if (SHAPES.includes(name)) dragging.disable();
    else dragging.enable();
    this.page.interaction.setHover(null);
  }

  build(name) {
    const { page, sketch, bridge, spoken } = this;
    if (SHAPES.includes(name)) {
      return new SelectTool(name, { page, sketch, spoken, send: (shape) => bridge.shape_drawn(JSON.stringify(shape)) });
    }
    return MEASURES.includes(name) ? new MeasureTool(name, { page, sketch, spoken }) : null;
  }

  /** Drop what is being drawn, or wipe away what was measured; false if there is nothing. */
  cancel() {
    const was = this.tool?.cancel() ?? false;
    this.pressed = null;
    this.tell();
    return was;
  }

  /** The scene was drawn anew: what is counted may have changed. */
  refresh() {
    if (this.tool?.active) this.sketch.invalidate();
  }

  measureFrom(point) {
    if (!MEASURES.includes(this.name)) return;
    this.tool.step(point, screenOf(this.page.map, point));
    this.tell();
  }

  /** Let the window know whether Escape is ours. */
  tell() {
    const active = Boolean(this.tool?.active);
    if (active !== this.told) this.bridge.sketching(active);
    this.told = active;
  }

  listen() {
    const on = (type, act) => this.container.addEventListener(type, act, { capture: true });
    on('pointerdown', (event) => this.onPointerDown(event));
    on('pointermove', (event) => this.onPointerMove(event));
    on('pointerup', (event) => this.onPointerUp(event));
    on('pointercancel', () => this.cancel());
    on('click', (event) => this.onClick(event));
    on('dblclick', (event) => this.onDoubleClick(event));
    on('keydown', (event) => this.onKeyDown(event));
  }

  /** Whether an event is on the map itself and not on a panel over it. */
  onMap(event) {
    return Boolean(this.tool) && !event.target.closest('.panel, button');
  }

  at(event) {
    const at = this.page.map.mouseEventToContainerPoint(event);
    return { at, point: this.page.map.containerPointToLatLng(at) };
  }

  onPointerDown(event) {
    if (!this.onMap(event)) return;
    this.cursor = null;
    this.sketch.cross(null);
    const { at, point } = this.at(event);
    this.pressed = { at, button: event.button, drawn: false };
    if (event.button !== 0 || !SHAPES.includes(this.name)) return;
    this.container.focus({ preventScroll: true });
    this.container.setPointerCapture(event.pointerId);
    this.tool.press(point, at, event);
  }

  onPointerMove(event) {
    const { pressed } = this;
    if (!this.tool || (!pressed && !this.onMap(event))) return;
    const { at, point } = this.at(event);
    if (pressed?.button === 1) this.panWith(at);
    else this.tool.move(point, at, event);
    const far = pressed && at.distanceTo(pressed.at) > CLICK_PX;
    if (far && !pressed.drawn && this.tool.active) {
      pressed.drawn = true;
      this.page.interaction.setHover(null);
    }
    this.tell();
  }

  /** The middle button moves the map, whatever the tool. */
  panWith(at) {
    this.page.map.panBy(this.pressed.at.subtract(at), { animate: false });
    this.pressed.at = at;
  }

  onPointerUp(event) {
    const { pressed } = this;
    if (!pressed || !this.tool) return;
    if (event.button === 0 && SHAPES.includes(this.name)) {
      const done = this.tool.release(event);
      pressed.drawn ||= done;
    } else if (event.button === 0) {
      pressed.drawn = this.at(event).at.distanceTo(pressed.at) > CLICK_PX;
    }
    this.tell();
  }

  /** After a shape the click that ends it is not also a click on a symbol; in measuring it is a corner. */
  onClick(event) {
    if (!this.onMap(event)) return;
    const drawn = this.pressed?.drawn;
    this.pressed = null;
    if (MEASURES.includes(this.name) && !drawn) {
      const { at, point } = this.at(event);
      this.container.focus({ preventScroll: true });
      if (event.detail < 2) this.tool.step(point, at);
      this.tell();
    } else if (!drawn) return;
    event.stopPropagation();
  }

  onDoubleClick(event) {
    if (!this.onMap(event) || !MEASURES.includes(this.name)) return;
    event.stopPropagation();
    this.tool.finish();
    this.tell();
  }

  // ---- keyboard ----

  onKeyDown(event) {
    if (event.target !== this.container || event.ctrlKey || event.metaKey) return;
    if (this.handleKey(event)) {
      event.preventDefault();
      event.stopPropagation();
      this.tell();
    }
  }

  handleKey(event) {
    if (event.key === 'Escape') return this.cancel();
    if (!this.tool) return false;
    const arrow = ARROWS[event.key];
    if (arrow) return this.moveCursor(arrow, event);
    if (event.key === 'Enter' && this.cursor) {
      this.tool.step(this.page.map.containerPointToLatLng(this.cursor), this.cursor, event);
      return true;
    }
    if (event.key === 'Enter' && this.tool.finish) return this.tool.finish();
    if (event.key === 'Backspace' && this.tool.back) {
      this.tool.back();
      return true;
    }
    return false;
  }

  /** A cross in place of the pointer, moved by the arrows; with Shift in strides. */
  moveCursor([dx, dy], event) {
    const { map } = this.page;
    const size = map.getSize();
    const step = event.shiftKey ? STRIDE_PX : STEP_PX;
    const from = this.cursor ?? size.divideBy(2).round();
    this.cursor = L.point(
      Math.max(0, Math.min(size.x, from.x + dx * step)), Math.max(0, Math.min(size.y, from.y + dy * step)));
    const point = map.containerPointToLatLng(this.cursor);
    if (this.tool.active && this.name !== 'lasso') this.tool.move(point, this.cursor, { altKey: event.altKey });
    map.fire('mousemove', { latlng: point, containerPoint: this.cursor, originalEvent: event });
    this.sketch.cross(this.cursor);
    return true;
  }
}
