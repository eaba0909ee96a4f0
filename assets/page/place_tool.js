// Putting something on the map by hand: a row of the rack or of the list card is dragged there, or, asked for by the
// window, a point is chosen by pointer or keys. The window writes it down; until it has, nothing here moves.

import { readJson } from './fetching.js';
import { PlaceMark } from './place_mark.js';
import { WORDS } from './words.js';
import { ringContains, worldX, worldY } from './world.js';

const DRAG_PX = 5;
const STEP_PX = 10;
const EDGE_PX = 48;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class PlaceTool {
  /** `page` gives map, stage, scene, base and theme; `bridge` is the window's ear for placing. */
  constructor(page, bridge) {
    this.page = page;
    this.bridge = bridge;
    this.container = page.map.getContainer();
    this.mark = new PlaceMark(this.container, page.theme);
    this.armed = null;
    this.job = null;
    this.swallow = false;
    this.listen();
    bridge.asked.connect((json) => this.begin({ asked: 0 }, page.map.getSize().divideBy(2), JSON.parse(json)));
    bridge.cancelled.connect(() => this.cancel());
  }

  get active() {
    return this.job !== null;
  }

  listen() {
    const before = { capture: true };
    this.container.addEventListener('pointerdown', (event) => this.onPress(event), before);
    this.container.addEventListener('mousedown', (event) => this.onMouseDown(event), before);
    this.container.addEventListener('mousemove', (event) => this.active && event.stopPropagation(), before);
    this.container.addEventListener('dblclick', (event) => this.active && event.stopPropagation(), before);
    window.addEventListener('pointermove', (event) => this.onMove(event), before);
    window.addEventListener('pointerup', (event) => this.onRelease(event), before);
    window.addEventListener('pointercancel', () => this.cancel(), before);
    window.addEventListener('click', (event) => this.onClick(event), before);
    window.addEventListener('keydown', (event) => this.onKey(event), before);
    window.addEventListener('blur', () => this.armed?.dragging && this.cancel());
    this.page.map.on('move zoom resize', () => this.active && this.show());
    this.page.map.on('mousemove', (event) => this.container.classList.toggle(
      'over-row', Boolean(this.rowAt(event.containerPoint))));
  }

  // ---- what is under the pointer ----

  /** The row of the rack at a container point, or undefined. */
  rowAt(point) {
    const { scene, stage } = this.page;
    if (!scene?.rack) return undefined;
    const { x, y } = stage.toCanvas(point);
    const { rack, hanging } = scene;
    if (x < rack.x || x > rack.x + rack.width) return undefined;
    return hanging.find((symbol) => Math.abs(symbol.y - y) <= Math.max(10, symbol.radius + 2));
  }

  /** What a press would take up: {project} or {park}, or null. */
  targetOf(event) {
    const row = event.target.closest('.card-row');
    if (row) return event.pointerType === 'touch' ? null : { project: Number(row.dataset.id) };
    if (event.target.closest('.panel, button')) return null;
    const symbol = this.rowAt(this.page.map.mouseEventToContainerPoint(event));
    return symbol ? { park: symbol.place } : null;
  }

  // ---- the pointer ----

  onPress(event) {
    this.swallow = false;
    const at = this.page.map.mouseEventToContainerPoint(event);
    if (this.active) {
      this.armed = { at };
      return;
    }
    this.armed = null;
    if (event.button !== 0 || !event.isPrimary || this.page.tools?.tool) return;
    const target = this.targetOf(event);
    if (target) this.armed = { at, target, pointer: event.pointerId, dragging: false };
  }

  /** What is dragged is the row, not the map under it. */
  onMouseDown(event) {
    if (this.armed?.target?.park !== undefined) event.stopPropagation();
  }

  onMove(event) {
    const { armed } = this;
    const at = this.page.map.mouseEventToContainerPoint(event);
    if (armed?.target) armed.last = { at, clientX: event.clientX, clientY: event.clientY };
    if (armed?.target && !armed.dragging && at.distanceTo(armed.at) > DRAG_PX) this.takeUp(armed);
    else if (this.active && !(this.job.asked && armed)) this.moveTo(at, this.isOver(event));
    if (armed?.dragging) event.stopPropagation();
  }

  /** Whether the pointer is where something can be put down: on the map, on no panel over it. */
  isOver({ clientX, clientY }) {
    const below = document.elementFromPoint(clientX, clientY);
    return Boolean(below) && this.container.contains(below) && !below.closest('.panel, button');
  }

  /** Ask what would be moved; meanwhile the pointer goes on, and may even have let go. */
  async takeUp(armed) {
    armed.dragging = true;
    this.container.setPointerCapture(armed.pointer);
    const [[key, id]] = Object.entries(armed.target);
    let facts;
    try {
      facts = await readJson(`/placeable.json?${key}=${id}`);
    } catch {
      facts = null;
    }
    const { last, released } = armed;
    if (this.armed !== armed && !released) return;
    if (!facts) {
      this.armed = null;
      return;
    }
    this.begin(armed.target, last.at, facts);
    // Only now: the list card lets the pointer through as long as something is being placed.
    this.moveTo(last.at, this.isOver(last));
    if (released) this.finish();
  }

  onRelease(event) {
    const { armed } = this;
    if (!armed?.dragging) return;
    event.stopPropagation();
    this.swallow = true;
    const at = this.page.map.mouseEventToContainerPoint(event);
    armed.last = { at, clientX: event.clientX, clientY: event.clientY };
    armed.released = true;
    this.armed = null;
    if (!this.active) return; // what is dragged is still being asked for; it is put down when that is known
    this.moveTo(at, this.isOver(event));
    this.finish();
  }

  /** A click puts down what the window had asked for; after a drag there is nothing left to click. */
  onClick(event) {
    const { armed } = this;
    if (this.swallow) {
      this.swallow = false;
    } else if (this.active && this.job.asked && this.isOver(event)) {
      this.armed = null;
      const at = this.page.map.mouseEventToContainerPoint(event);
      if (armed && at.distanceTo(armed.at) > DRAG_PX) return; // the map was moved
      this.moveTo(at, true);
      this.finish();
    } else {
      return;
    }
    event.stopPropagation();
    event.preventDefault();
  }

  // ---- the keys ----

  onKey(event) {
    if (!this.active && !this.armed?.dragging) return;
    if (event.key === 'Escape') this.cancel();
    else if (this.active && event.key === 'Enter') this.finish();
    else if (this.active && ARROWS[event.key]) this.step(ARROWS[event.key], event.shiftKey ? 1 : STEP_PX);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Move the cross; near the edge the map moves under it instead. */
  step([dx, dy], pixels) {
    const { map } = this.page;
    const size = map.getSize();
    const next = this.job.at.add(L.point(dx * pixels, dy * pixels));
    const inside = next.x >= EDGE_PX && next.x <= size.x - EDGE_PX && next.y >= EDGE_PX && next.y <= size.y - EDGE_PX;
    if (!inside) map.panBy([dx * pixels, dy * pixels], { animate: false });
    this.moveTo(inside ? next : this.job.at, true);
    this.mark.announce();
  }

  // ---- placing ----

  begin(target, at, facts) {
    const asked = 'asked' in target;
    this.job = { target, at, facts, asked, over: true };
    this.page.hover.point(null);
    this.container.classList.add('placing');
    this.bridge.choosing(true);
    if (asked) this.container.focus({ preventScroll: true });
    this.show();
    this.mark.announce();
  }

  moveTo(at, over) {
    Object.assign(this.job, { at, over });
    this.show();
  }

  show() {
    const { at, over, facts, asked } = this.job;
    const { lng, lat } = this.where();
    this.mark.show(at, this.page.map.getSize(), {
      ...facts, over, lng, lat, district: districtAt(this.page.base.districts, lng, lat),
      hint: asked ? WORDS.placeByKeys : WORDS.placeByDrag,
    });
  }

  where() {
    return this.page.map.containerPointToLatLng(this.job.at);
  }

  /** Put down, if this is a place to put it; the window answers with a new frame. */
  finish() {
    const { target, over } = this.job;
    const { lng, lat } = this.where();
    this.cancel();
    if (over) this.bridge.place(JSON.stringify({ ...target, lng, lat }));
  }

  cancel() {
    this.armed = null;
    if (!this.active) return;
    this.job = null;
    this.mark.hide();
    this.container.classList.remove('placing');
    this.bridge.choosing(false);
  }

  /** What is being placed, for tests. */
  facts() {
    if (!this.active) return null;
    const { at, over, facts } = this.job;
    const { lng, lat } = this.where();
    return { ...facts, x: at.x, y: at.y, over, lng, lat, words: this.mark.words };
  }
}

/** Name of the district a position lies in, or nothing. */
function districtAt(districts, lng, lat) {
  const [x, y] = [worldX(lng), worldY(lat)];
  const inside = ({ rings }) => rings.filter(({ xy }) => ringContains(xy, x, y)).length % 2 === 1;
  return districts.find(inside)?.name ?? '';
}
