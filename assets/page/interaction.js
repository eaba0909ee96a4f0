// What a person does to the symbols, by pointer or keyboard: pointing, picking, opening a list, entering a park.

import { NEAR_ZOOM } from './basemap.js';
import { onlyMember } from './fetching.js';
import { attachKeyboard } from './keyboard.js';
import { namedProjectAt } from './labels.js';
import { findPoint, pointSymbol } from './layout.js';
import { attachPointer } from './pointer.js';
import { hitSymbol } from './symbols.js';

const NEAR_PADDING = { left: 24, top: 56, right: 60, bottom: 44 };
const PARK_STEP = 1.5;
const REACHABLE_POINTS = 2000;

export class Interaction {
  /** `page` gives the map, stage, camera, panels and the current scene; `pick(ids, mode)` tells the window. */
  constructor(page, pick) {
    this.page = page;
    this.pickInWindow = pick;
    this.active = null;
    const { map, stage, camera } = page;
    attachPointer(map, stage, {
      hit: (x, y) => this.hit(x, y),
      hitGround: (x, y) => (page.scene && !page.tools?.busy ? page.display.hit(x, y, stage.view) : null),
      hover: (symbol, at) => this.setHover(symbol, at),
      activate: (symbol, event) => this.activate(symbol, event),
      zoomIn: (at) => camera.zoomAround(at, 1),
    });
    attachKeyboard(map.getContainer(), {
      symbols: () => this.reachable(),
      focused: () => (this.active?.focused ? this.active.symbol : null),
      focus: (symbol) => this.setFocus(symbol),
      activate: (event) => this.active && this.activate(this.active.symbol, event),
      zoomBy: (delta) => page.zoomBy(delta),
      panBy: (x, y) => map.panBy([x, y], { animate: false }),
      escape: () => this.letGo(),
    });
  }

  /** The active symbol where it is in this scene, or null; it may have moved or gone with a new frame. */
  activeIn(scene, view) {
    if (!this.active) return null;
    const { symbol, focused } = this.active;
    // What stands for no one place is known by where it stands.
    const same = (other) => other.place === symbol.place && other.kind === symbol.kind
      && (symbol.place !== null || other.spot === symbol.spot);
    if (symbol.type === 'area') return this.areaNow(scene, symbol, focused);
    const now = symbol.type === 'group'
      ? [...scene.symbols, ...scene.hanging].find(same)
      : findPoint(scene.frame, symbol.id, view);
    if (!now) return null;
    this.active = { symbol: { ...now, type: symbol.type }, focused };
    return this.active;
  }

  /** An area has no symbol to mark: only the keyboard's ring shows at its middle. */
  areaNow(scene, symbol, focused) {
    const now = scene.areas.find(({ id }) => id === symbol.id);
    if (!now || !focused) return null;
    this.active = { symbol: now, focused };
    return this.active;
  }

  hit(x, y) {
    const { scene, stage, labels, tools, slack } = this.page;
    if (!scene || tools?.busy) return null;
    const symbol = hitSymbol(scene, stage.view, x, y, slack);
    const named = symbol ? undefined : namedProjectAt(labels.drawn, x, y);
    return named === undefined ? symbol : { type: 'point', ...findPoint(scene.frame, named, stage.view) };
  }

  setHover(symbol, at) {
    if (this.active?.focused && !symbol) return;
    const { hover, stage } = this.page;
    const key = (one) => one && `${one.type} ${one.id ?? one.place ?? one.spot}`;
    const changed = key(this.active?.symbol) !== key(symbol);
    hover.point(symbol, at);
    if (!changed) return;
    this.active = symbol ? { symbol, focused: false } : null;
    stage.invalidate();
  }

  setFocus(symbol) {
    if (!symbol) return;
    const { hover, stage } = this.page;
    this.active = { symbol, focused: true };
    stage.invalidate();
    hover.point(symbol, stage.toContainer(symbol.x, symbol.y));
    this.page.reader?.announce(symbol);
  }

  letGo() {
    const { card, hover, stage } = this.page;
    if (card.open) card.close();
    else this.active = null;
    hover.point(null);
    stage.invalidate();
  }

  /** What the arrow keys can reach: everything in the window, from left to right. */
  reachable() {
    const { scene, stage } = this.page;
    const { frame } = scene;
    const { inner } = stage.view;
    const count = frame.pointCount > REACHABLE_POINTS ? 0 : frame.pointCount;
    const points = Array.from({ length: count }, (_, i) => ({ type: 'point', ...pointSymbol(frame, i, stage.view) }));
    const groups = [...scene.symbols, ...scene.hanging].map((symbol) => ({ type: 'group', ...symbol }));
    const visible = ({ x, y }) => x > inner.left && x < inner.right && y > inner.top && y < inner.bottom;
    return [...groups, ...points, ...scene.areas].filter(visible).sort((a, b) => a.x - b.x);
  }

  activate(symbol, event) {
    if (symbol.type === 'area') return;
    this.page.hover.point(null);
    if (symbol.type === 'point') this.pick(symbol.id, event);
    else if (symbol.count === 1) this.pickOnly(symbol, event);
    else this.open(symbol);
  }

  /** A symbol of one project is that project. */
  async pickOnly(symbol, event) {
    const id = await onlyMember(symbol).catch(() => null);
    if (id === null) this.open(symbol);
    else this.pick(id, event);
  }

  /** What has no ground of its own is listed; a park is entered. */
  open(symbol) {
    const { card, stage } = this.page;
    const listed = symbol.kind === 'city' || symbol.kind === 'unplaced';
    if (listed) card.show(symbol, stage.toContainer(symbol.x, symbol.y));
    else this.enter(symbol);
  }

  /** Zoom to a park's footprint, at least to where its projects are drawn one by one. */
  enter(symbol) {
    const { map, camera, card, stage, footprints } = this.page;
    card.close();
    const footprint = footprints.get(symbol.place);
    if (footprint && map.getZoom() < NEAR_ZOOM) {
      camera.flyToBounds(footprint.bounds, NEAR_PADDING, { minZoom: NEAR_ZOOM });
      return;
    }
    const zoom = Math.max(NEAR_ZOOM + 0.3, map.getZoom() + PARK_STEP);
    camera.flyTo(map.containerPointToLatLng(stage.toContainer(symbol.x, symbol.y)), zoom);
  }

  pick(id, event) {
    this.pickInWindow([id], event?.ctrlKey || event?.metaKey || event?.shiftKey ? 'toggle' : 'replace');
  }
}
