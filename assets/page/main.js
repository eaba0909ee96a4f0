// Wiring of the map page: Leaflet gives the view, the window's feed gives the symbols, three canvases show them.

import { NEAR_ZOOM, drawBasemap, loadBasemap } from './basemap.js';
import { connectBridge } from './bridge.js';
import { Camera } from './camera.js';
import { MembersCard } from './card.js';
import { onlyMember, readJson } from './fetching.js';
import { EMPTY_FRAME, FrameLoader } from './frame.js';
import { Furniture } from './furniture.js';
import { HoverLabel } from './hover.js';
import { attachKeyboard } from './keyboard.js';
import { LabelLayer, namedProjectAt } from './labels.js';
import { layoutGroups, pointSymbol } from './layout.js';
import { Legend } from './legend.js';
import { textWidth } from './placer.js';
import { preparePlaces } from './places.js';
import { attachPointer } from './pointer.js';
import { Stage } from './stage.js';
import { drawSymbols, hitSymbol } from './symbols.js';
import { Theme, loadFonts } from './theme.js';
import { WORDS } from './words.js';

const FIT_PADDING = { left: 24, top: 28, right: 60, bottom: 40 };
const NEAR_PADDING = { left: 24, top: 56, right: 60, bottom: 44 };
const SETTLE_MS = 40;

class MapPage {
  constructor(map, config, { theme, base, places, bridge }) {
    Object.assign(this, { map, config, theme, base, bridge });
    this.places = places.list;
    this.footprints = places.footprints;
    this.frame = EMPTY_FRAME;
    this.scene = null;
    this.active = null;
    this.settleTimer = 0;
    this.acknowledged = -1;
    this.labels = new LabelLayer();
    this.rackMemory = { key: '', spot: 0, nudge: 0 };
    this.loader = new FrameLoader((frame) => this.onFrame(frame), (error) => this.onFrameError(error));
    this.buildPanels();
    this.camera = new Camera(map);
    this.fitAll(false);
    this.stage = new Stage(map, (contexts, view) => this.draw(contexts, view));
    this.connect();
    this.stage.render();
    this.settle();
  }

  buildPanels() {
    const container = this.map.getContainer();
    container.setAttribute('role', 'application');
    container.setAttribute('aria-label', WORDS.map);
    container.tabIndex = 0;
    this.legend = new Legend(container, this.theme);
    this.furniture = new Furniture(container, this.map, {
      zoomBy: (delta) => this.zoomBy(delta), fit: () => this.fitAll(true),
    }, this.base.attribution);
    this.hover = new HoverLabel(container, this.theme);
    this.card = new MembersCard(container, this.theme, (id, event) => this.pick([id], event));
    if (this.base.missing.length) this.furniture.showNotice(WORDS.missingBase(this.base.missing));
  }

  connect() {
    this.map.on('moveend', () => this.scheduleSettle());
    this.bridge.frame_changed.connect(() => this.requestFrame());
    this.bridge.theme_changed.connect((name) => this.setTheme(name));
    this.bridge.view_requested.connect((w, s, e, n) => this.camera.flyToBounds([w, s, e, n], FIT_PADDING));
    attachPointer(this.map, this.stage, {
      hit: (x, y) => this.hit(x, y),
      hover: (symbol, at) => this.setHover(symbol, at),
      activate: (symbol, event) => this.activate(symbol, event),
      zoomIn: (at) => this.camera.zoomAround(at, 1),
    });
    attachKeyboard(this.map.getContainer(), {
      symbols: () => this.reachable(),
      focused: () => (this.active?.focused ? this.active.symbol : null),
      focus: (symbol) => this.setFocus(symbol),
      activate: (event) => this.activateFocused(event),
      zoomBy: (delta) => this.zoomBy(delta),
      panBy: (x, y) => this.map.panBy([x, y], { animate: false }),
      escape: () => this.letGo(),
    });
  }

  // ---- drawing ----

  draw([baseContext, symbolContext, labelContext], view) {
    const { theme, frame } = this;
    const width = (symbol) => textWidth(labelContext, theme.font(12, 600), symbol.name);
    this.legend.update(view.zoom);
    const panels = this.panelBoxes();
    const surroundings = {
      places: this.places, core: this.base.core, panels, memory: this.rackMemory, frameZoom: frame.zoom,
    };
    this.scene = {
      frame, base: this.base, places: this.places, footprints: this.footprints, rules: [],
      ...layoutGroups(frame, surroundings, view, width),
    };
    drawBasemap(baseContext, this.base, this.places, view, theme.colors);
    drawSymbols(symbolContext, this.scene, view, theme, this.activeIn(view));
    this.labels.draw(labelContext, this.scene, view, theme, panels, !this.camera.moving);
    this.furniture.update();
  }

  /** The active symbol where it is now; it may have moved or gone with a new frame. */
  activeIn(view) {
    if (!this.active) return null;
    const { symbol, focused } = this.active;
    const now = symbol.type === 'group'
      ? [...this.scene.symbols, ...this.scene.hanging].find((other) => other.place === symbol.place && other.kind === symbol.kind)
      : this.findPoint(symbol.id, view);
    if (!now) return null;
    this.active = { symbol: { ...now, type: symbol.type }, focused };
    return this.active;
  }

  findPoint(id, view) {
    const index = this.frame.pointId.indexOf(id);
    return index < 0 ? null : pointSymbol(this.frame, index, view);
  }

  panelBoxes() {
    const container = this.map.getContainer();
    const outer = container.getBoundingClientRect();
    const margin = this.stage.toCanvas([0, 0]);
    return [...container.querySelectorAll('.panel:not([hidden]), .foot > *:not(.spring), .notice:not([hidden])')].map((node) => {
      const box = node.getBoundingClientRect();
      return { x: box.left - outer.left + margin.x, y: box.top - outer.top + margin.y, width: box.width, height: box.height };
    });
  }

  setTheme(name) {
    this.theme.set(name);
    this.legend.redraw();
    this.stage.render();
    this.card.refresh();
  }

  // ---- the feed ----

  scheduleSettle() {
    if (this.camera.moving) return;
    clearTimeout(this.settleTimer);
    this.settleTimer = setTimeout(() => this.settle(), SETTLE_MS);
  }

  /** The map rests: tell the window what is seen and ask for its symbols. */
  settle() {
    const bounds = this.map.getBounds();
    this.bridge.viewport_changed(
      bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth(), this.map.getZoom(),
    );
    this.requestFrame();
  }

  requestFrame() {
    this.loader.request(this.stage.bounds(), this.map.getZoom());
  }

  onFrame(frame) {
    const changed = frame.revision !== this.frame.revision;
    this.frame = frame;
    if (!this.base.missing.length) this.furniture.showNotice('');
    this.stage.render();
    this.bridge.frame_drawn(frame.revision, frame.groupCount, frame.pointCount);
    this.acknowledged = frame.revision;
    if (changed) this.card.refresh();
  }

  onFrameError(error) {
    this.furniture.showNotice(WORDS.noFrame);
    this.bridge.report_error(`${WORDS.noFrame}（${error.message}）`);
  }

  // ---- the person ----

  hit(x, y) {
    if (!this.scene) return null;
    const symbol = hitSymbol(this.scene, this.stage.view, x, y);
    const named = symbol ? undefined : namedProjectAt(this.labels.drawn, x, y);
    return named === undefined ? symbol : { type: 'point', ...this.findPoint(named, this.stage.view) };
  }

  setHover(symbol, at) {
    if (this.active?.focused && !symbol) return;
    const same = (this.active?.symbol.id ?? this.active?.symbol.place) === (symbol?.id ?? symbol?.place);
    this.hover.point(symbol, at);
    if (same && Boolean(this.active) === Boolean(symbol)) return;
    this.active = symbol ? { symbol, focused: false } : null;
    this.stage.invalidate();
  }

  setFocus(symbol) {
    if (!symbol) return;
    this.active = { symbol, focused: true };
    this.stage.invalidate();
    this.hover.point(symbol, this.stage.toContainer(symbol.x, symbol.y));
  }

  letGo() {
    if (this.card.open) this.card.close();
    else this.active = null;
    this.hover.point(null);
    this.stage.invalidate();
  }

  /** What the arrow keys can reach: everything in the window, from left to right. */
  reachable() {
    const { scene, stage } = this;
    const { inner } = stage.view;
    const points = this.frame.pointCount > 2000 ? [] : Array.from({ length: this.frame.pointCount }, (_, i) => (
      { type: 'point', ...pointSymbol(this.frame, i, stage.view) }));
    const groups = [...scene.symbols, ...scene.hanging].map((symbol) => ({ type: 'group', ...symbol }));
    return [...groups, ...points].filter(
      ({ x, y }) => x > inner.left && x < inner.right && y > inner.top && y < inner.bottom,
    ).sort((a, b) => a.x - b.x);
  }

  activateFocused(event) {
    if (!this.active) return;
    const { symbol } = this.active;
    this.activate(symbol, event);
  }

  /** A symbol of one project is that project. */
  async pickOnly(symbol, event) {
    const id = await onlyMember(symbol).catch(() => null);
    if (id !== null) this.pick([id], event);
    else this.enter(symbol);
  }

  activate(symbol, event) {
    const at = this.stage.toContainer(symbol.x, symbol.y);
    this.hover.point(null);
    if (symbol.type === 'point') this.pick([symbol.id], event);
    else if (symbol.count === 1) this.pickOnly(symbol, event);
    else if (symbol.kind === 'city' || symbol.kind === 'unplaced') this.card.show(symbol, at);
    else this.enter(symbol);
  }

  /** Zoom to a park's footprint, at least to where its projects are drawn one by one. */
  enter(symbol) {
    this.card.close();
    const footprint = this.footprints.get(symbol.place);
    if (footprint && this.map.getZoom() < NEAR_ZOOM) {
      this.camera.flyToBounds(footprint.bounds, NEAR_PADDING, { minZoom: NEAR_ZOOM });
      return;
    }
    const at = this.stage.toContainer(symbol.x, symbol.y);
    const zoom = Math.max(NEAR_ZOOM + 0.3, this.map.getZoom() + 1.5);
    this.camera.flyTo(this.map.containerPointToLatLng(at), zoom);
  }

  pick(ids, event) {
    const mode = event?.ctrlKey || event?.metaKey || event?.shiftKey ? 'toggle' : 'replace';
    this.bridge.pick(JSON.stringify({ ids, mode }));
  }

  zoomBy(delta) {
    this.camera.zoomAround(this.map.getSize().divideBy(2), delta);
  }

  fitAll(animate) {
    this.camera.flyToBounds(this.config.bounds, FIT_PADDING, { animate });
  }

  // ---- tests ----

  /** What the page shows, as JSON: positions in CSS pixels of the container. */
  probe() {
    const at = (item) => {
      const { x, y } = this.stage.toContainer(item.x, item.y);
      return { x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10 };
    };
    const { scene, frame, stage } = this;
    const group = ({ place, name, kind, count, radius, inferred, selected, ...symbol }) => (
      { place, name, kind, count, radius, inferred, selected, ...at(symbol) });
    return JSON.stringify({
      revision: this.acknowledged, zoom: this.map.getZoom(), theme: this.theme.name,
      moving: this.camera.moving,
      groups: [...scene.symbols, ...scene.hanging].map(group),
      points: Array.from({ length: Math.min(frame.pointCount, 2000) }, (_, i) => {
        const point = pointSymbol(frame, i, stage.view);
        return { ...point, ...at(point) };
      }),
      labels: this.labels.drawn.map((label) => ({ ...label, ...at(label) })),
      legend: this.legend.entries(), notice: this.furniture.notice.textContent,
      card: this.card.open ? [...this.card.node.querySelectorAll('.card-row')].map((row) => row.textContent) : null,
      hover: this.hover.node.hidden ? null : this.hover.node.textContent,
      missing: this.base.missing,
    });
  }
}

async function start() {
  const config = JSON.parse(document.getElementById('atlas-config').textContent);
  const [manifest, tokens, places, bridge] = await Promise.all([
    readJson('/manifest.json'), readJson('/tokens.json'), readJson('/places.json'), connectBridge(),
  ]);
  window.addEventListener('error', (event) => bridge.report_error(event.message));
  window.addEventListener('unhandledrejection', (event) => bridge.report_error(String(event.reason)));
  const theme = new Theme(tokens, new URLSearchParams(location.search).get('theme') ?? 'light');
  const [base] = await Promise.all([
    loadBasemap(manifest.basemap), loadFonts(tokens.fonts.family, manifest.fonts),
  ]);
  const page = new MapPage(window[config.map], config, { theme, base, places: preparePlaces(places), bridge });
  window.atlasProbe = () => page.probe();
}

start();
