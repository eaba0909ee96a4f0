// The map: Leaflet gives the view, a feed gives the symbols, canvases show them. Window and file make one each.

import { drawBasemap, drawThemes } from './basemap.js';
import { Camera } from './camera.js';
import { MembersCard } from './card.js';
import { drawCoverage } from './coverage.js';
import { Display } from './display.js';
import { boxesIn } from './dom.js';
import { EMPTY_FRAME, FrameLoader } from './frame.js';
import { Furniture } from './furniture.js';
import { HoverLabel } from './hover.js';
import { Interaction } from './interaction.js';
import { LabelLayer } from './labels.js';
import { layoutGroups } from './layout.js';
import { LayerStack } from './layers.js';
import { Legend } from './legend.js';
import { PLAIN_STATE } from './map_state.js';
import { Marks } from './marks.js';
import { PlaceTool } from './place_tool.js';
import { textWidth } from './placer.js';
import { bytesOf, withSelection } from './pushed.js';
import { Reader } from './reading.js';
import { Sprites } from './sprites.js';
import { Stage } from './stage.js';
import { drawSymbols } from './symbols.js';
import { Tools } from './tools.js';
import { WORDS } from './words.js';

const FIT_PADDING = { left: 24, top: 18, right: 60, bottom: 24 };
const SETTLE_MS = 40;
const REST_MS = 60;
const TOLD_MS = 20; // of a view of the same result nobody waits to hear
const SOON_MS = 90; // the margin is drawn by then
const LATER_MS = 400; // whoever filters will filter again
const [GROUND, THEMES, SYMBOLS] = [0, 1, 2]; // the canvases of the stage
const PANELS = '.panel:not([hidden]), .foot > *:not(.spring), .notice:not([hidden])';
const MOST_LOOKS = 16;
const BUILT_IN = ['core', 'footprints', 'rail', 'place-names'];

export class MapPage {
  /**
   * `makeCard(page)` gives another list card than the map's own; `slack` is how far beside a symbol one may press;
   * `looksAhead` says whether symbols take time to come.
   */
  constructor(map, config, { theme, base, places, bridge, mapState, first, makeCard = ownCard, slack, looksAhead = false }) {
    Object.assign(this, { map, config, theme, base, bridge, makeCard, slack, looksAhead });
    this.places = places.list;
    this.footprints = places.footprints;
    Object.assign(this, { frame: EMPTY_FRAME, scene: null, boxes: new Map(), settleTimer: 0, telling: 0, acknowledged: -1 });
    this.labels = new LabelLayer();
    this.sprites = new Sprites();
    this.display = new Display(base, this.places, () => this.requestFrame());
    this.rackMemory = { key: '', spot: 0, step: { x: 0, y: 0 } };
    this.loader = new FrameLoader((frame) => this.onFrame(frame), (error) => this.onFrameError(error));
    this.buildPanels();
    this.camera = new Camera(map, (centre, zoom) => this.requestAhead(centre, zoom));
    this.fitAll(false);
    this.stage = new Stage(map, (stage, view) => this.draw(stage, view), () => this.requestFrame());
    this.layers = new LayerStack(this.stage, theme, {
      onNames: () => this.stage.invalidate(), onTrouble: (sentence) => this.bridge.report_error(sentence),
    });
    this.connect();
    this.showMapState(mapState);
    this.begin(first);
    bridge.page_ready();
  }

  /**
   * Symbols are asked for before anything is drawn: they come meanwhile, and the first picture has them. The window may have
   * sent those it thinks will be asked for.
   */
  begin(first) {
    const { stage } = this;
    stage.begin();
    this.tellView();
    if (first) this.takeFrame(first.query, first.words);
    else this.requestFrame();
    if (stage.view && !this.scene) this.layOut(stage.view, stage.paper(SYMBOLS, stage.view));
    stage.expectAnew();
  }

  buildPanels() {
    const container = this.map.getContainer();
    container.setAttribute('role', 'application');
    container.setAttribute('aria-label', WORDS.map);
    container.tabIndex = 0;
    this.legend = new Legend(container, this.theme);
    this.legend.onFold = () => this.stage.invalidate();
    this.furniture = new Furniture(container, this.map, {
      zoomBy: (delta) => this.zoomBy(delta), fit: () => this.fitAll(true),
      copy: ({ lng, lat }) => this.bridge.tools.copy_position(lng, lat),
    }, this.base.attribution);
    this.hover = new HoverLabel(container, this.theme, Boolean(this.bridge.placing));
    this.card = this.makeCard(this);
    this.furniture.showNotice(this.standingNotice());
  }

  /** What stays true as long as the page is open. */
  standingNotice() {
    const { missing } = this.base;
    return missing.length ? WORDS.missingBase(missing) : '';
  }

  connect() {
    this.map.on('moveend', () => this.scheduleSettle());
    this.map.on('resize', () => this.keepHome());
    this.bridge.frame_changed.connect(() => this.renewFrame());
    this.bridge.frame_pushed.connect((query, words) => this.takeFrame(query, words));
    this.bridge.selection_changed.connect((...told) => this.showSelection(...told));
    this.marks = new Marks(() => this.frame, () => this.stage.invalidate(), (error) => this.onFrameError(error));
    this.bridge.marks_changed.connect((some) => this.marks.set(some));
    this.bridge.shown.connect(() => requestAnimationFrame(() => this.bridge.page_seen()));
    this.bridge.theme_changed.connect((name) => this.setTheme(name));
    this.bridge.view_requested.connect((...bounds) => this.showBounds(bounds));
    this.interaction = new Interaction(this, (ids, mode) => this.bridge.pick(JSON.stringify({ ids, mode })));
    this.reader = new Reader(this);
    this.tools = new Tools(this, this.bridge.tools, (text) => this.reader.say(text));
    this.placing = this.bridge.placing ? new PlaceTool(this, this.bridge.placing) : null;
    this.bridge.tools.position_wanted.connect(() => this.copyPosition());
    this.bridge.industries_named.connect((json) => this.nameIndustries(JSON.parse(json)));
    this.bridge.map_state_changed.connect((json) => this.showMapState(JSON.parse(json)));
  }

  /** A state that is shown already is not drawn anew: a start tells of it twice. */
  showMapState(state) {
    const words = JSON.stringify({ ...PLAIN_STATE, ...state });
    if (words === this.stateWords) return;
    this.stateWords = words;
    const { tool, coordinates, ...shown } = state;
    this.layers.apply(shown);
    this.furniture.showSources(this.layers);
    this.display.set(shown);
    this.tools.use(tool);
    this.furniture.readout.set(coordinates);
    this.stage.invalidate();
  }

  copyPosition() {
    const { lng, lat } = this.furniture.readout.spot;
    this.bridge.tools.copy_position(lng, lat);
  }

  // ---- drawing ----

  /** Find where everything at hand is; nothing is painted. */
  layOut(view, ctx) {
    const { theme } = this;
    const frame = this.layers.shows('symbols') ? this.frame : EMPTY_FRAME;
    const { left, top, right, bottom } = view.inner;
    this.legend.update(view.zoom, this.frame, { width: right - left, height: bottom - top }, view.hasty);
    const panels = this.boxesNow(view).map((box) => ({ ...box, x: box.x + left, y: box.y + top }));
    const surroundings = {
      places: this.places, core: this.base.core, panels, memory: this.rackMemory, frameZoom: frame.zoom,
    };
    const width = (symbol) => textWidth(ctx, theme.font(12, 600), symbol.name);
    this.scene = {
      frame, layers: this.layers, base: this.base, places: this.places, footprints: this.footprints, rules: [],
      placeable: Boolean(this.placing),
      areaLabels: this.display.labels(theme), inkAt: (x, y) => this.display.inkAt(x, y, view, theme), areas: this.display.symbols(view),
      ...layoutGroups(frame, surroundings, view, width),
    };
    return panels;
  }

  draw(stage, view) {
    const { theme } = this;
    const whole = this.isOneCanvas(view);
    const ctx = whole ? stage.paperOfWindow(view) : stage.paper(SYMBOLS, view);
    const panels = this.layOut(view, ctx);
    if (whole) this.drawGround(ctx, view);
    else this.drawBelow(stage, view);
    drawSymbols(ctx, this.scene, view, theme, this.interaction.activeIn(this.scene, view), this.sprites);
    this.labels.draw(ctx, this.scene, view, theme, panels, !this.camera.moving);
    this.furniture.update(view.hasty);
    this.tools.refresh();
  }

  /** In haste everything is drawn on one canvas, unless something must lie between or the ground is there already. */
  isOneCanvas(view) {
    return view.hasty && !this.layers.partsGround() && !this.stage.holdsGround(view, this.thingsBelow());
  }

  /** Everything the symbols stand on; with nothing of a person's own in between it is one canvas, kept while it holds. */
  drawBelow(stage, view) {
    const { theme, display, layers } = this;
    const things = this.thingsBelow();
    const ground = stage.paper(GROUND, view, things);
    if (ground) this.drawGround(ground, view);
    const lifted = layers.partsGround();
    layers.render(view, this.camera.moving);
    stage.canvases[THEMES].style.display = lifted ? '' : 'none';
    if (!lifted) return;
    const over = stage.paper(THEMES, view, [...things, JSON.stringify(layers.coverage())]);
    if (!over) return;
    if (layers.coversGround()) display.drawGround(over, view, theme);
    this.drawOver(over, view);
  }

  /** While symbols are on their way there is time to draw what they will stand on. */
  drawAhead(view) {
    const { stage, display, map, layers } = this;
    // The ground's own colours come with the symbols, and whoever drags will be elsewhere by then.
    if (display.asksFigures || display.figures || map.dragging.moving()) return;
    const ground = stage.paperAhead(view, this.thingsBelow());
    if (ground) this.drawGround(ground, view);
    if (layers.shows('place-names')) {
      this.labels.prepare(stage.canvases[SYMBOLS].getContext('2d'), { base: this.base, places: this.places }, view, this.theme);
    }
    stage.expectAnew();
  }

  /** What is drawn below symbols, as far as it can change. */
  thingsBelow() {
    const { theme, display, layers } = this;
    return [theme.name, layers.partsGround(), layers.coversGround(), display.figures, ...BUILT_IN.map((id) => layers.shows(id))];
  }

  drawGround(ctx, view) {
    const { theme, display, layers } = this;
    const colourAreas = layers.coversGround() ? null : () => display.drawGround(ctx, view, theme);
    drawBasemap(ctx, this.base, view, theme.colors, colourAreas);
    if (!layers.partsGround()) this.drawOver(ctx, view);
  }

  /** Thematic colours, core, parks, rail, towns: what is seen above a person's own maps. */
  drawOver(ctx, view) {
    const { theme, display, layers } = this;
    display.drawOver(ctx, view, theme);
    const shows = (id) => layers.shows(id);
    drawThemes(ctx, this.base, this.places, view, theme.colors, { shows, coloured: display.covers });
    drawCoverage(ctx, layers.coverage(), view, theme);
  }

  /** In haste the panels are where they were when the same were there last: to ask has the whole page laid out. */
  boxesNow({ hasty, inner: { left, top, right, bottom } }) {
    const shown = this.map.getContainer().querySelectorAll(PANELS).length;
    const key = `${right - left} ${bottom - top} ${shown} ${this.legend.look}`;
    if (this.boxes.size > MOST_LOOKS) this.boxes.clear();
    if (!hasty || !this.boxes.has(key)) this.boxes.set(key, this.panelBoxes());
    return this.boxes.get(key);
  }

  panelBoxes() {
    this.legend.dress();
    return boxesIn(this.map.getContainer(), PANELS);
  }

  setTheme(name) {
    if (name === this.theme.name) return;
    this.theme.set(name);
    this.layers.setTheme(this.theme);
    this.redrawLegend();
    this.stage.render();
    this.card.refresh();
  }

  nameIndustries(names) {
    if (!this.theme.nameIndustries(names)) return;
    this.redrawLegend();
    this.stage.invalidate(); // not at once: symbols may be on their way
  }

  /** Where it stood in other words or colours says nothing of where it will stand. */
  redrawLegend() {
    this.legend.redraw();
    this.boxes.clear();
  }

  // ---- the feed ----

  /** The map has stopped: its symbols are asked for at once, the window hears of it when it rests. */
  scheduleSettle() {
    if (this.camera.moving) return;
    this.requestFrame();
    clearTimeout(this.settleTimer);
    this.settleTimer = setTimeout(() => this.tellView(), SETTLE_MS);
  }

  tellView() {
    const bounds = this.map.getBounds();
    this.bridge.viewport_changed(
      bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth(), this.map.getZoom(),
    );
    if (this.looksAhead) this.loader.tell(this.display);
  }

  /** Ask for the symbols of the view; unless it is on the move, it is drawn when they are there. */
  requestFrame() {
    const { stage, camera } = this;
    if (!stage.view) return;
    if (!camera.moving) stage.expect();
    const view = stage.currentView();
    this.loader.request(view, stage.bounds(view), this.display);
    // At a start the answer is there sooner than the ground; where it is known nothing is awaited.
    if (stage.expecting && this.scene && !this.loader.asked?.frame) this.drawAhead(view);
  }

  /** The window has another result. */
  renewFrame() {
    this.loader.forget();
    this.requestFrame();
  }

  /** The map is on its way there: its symbols can come meanwhile. */
  requestAhead(centre, zoom) {
    const { stage } = this;
    if (!stage.view) return;
    const view = stage.viewAt(centre, zoom);
    this.loader.request(view, stage.bounds(view), this.display, { ahead: true });
  }

  /** The window has another result and sends the frame it thinks will be asked for. */
  takeFrame(query, words) {
    const { stage } = this;
    if (!stage.view) return;
    if (!this.loader.take(query, bytesOf(words), stage.currentView(), this.display)) this.requestFrame();
  }

  /** Others are selected and nothing else has changed: no symbol moves, only halos do. */
  showSelection(revision, query, words) {
    const { frame, loader } = this;
    const known = loader.holds(frame) && !frame.figures;
    const chosen = known ? withSelection(frame, revision, query, words) : null;
    loader.forget();
    if (chosen) loader.put(chosen, this.display);
    else this.requestFrame();
  }

  onFrame(frame) {
    const changed = frame.revision !== this.frame.revision;
    this.frame = frame;
    this.display.show(frame);
    if (this.marks.wanted) this.marks.refresh();
    this.furniture.showNotice(this.standingNotice());
    this.stage.render();
    clearTimeout(this.telling);
    this.telling = setTimeout(() => this.tellDrawn(frame), changed ? 0 : TOLD_MS); // the screen first
    this.acknowledged = frame.revision;
    if (changed) this.card.refresh();
    else this.keepPictures();
    if (this.looksAhead) this.lookAhead(changed ? LATER_MS : SOON_MS);
  }

  /** Whoever hears that the map is drawn may look at all of it. */
  tellDrawn({ revision, groupCount, pointCount }) {
    this.legend.dress();
    this.furniture.update();
    this.bridge.frame_drawn(revision, groupCount, pointCount);
  }

  /** What lies around the view is asked for when the map rests: moved there, it is drawn at once. */
  lookAhead(pause) {
    clearTimeout(this.looking);
    this.looking = setTimeout(() => {
      const { stage, camera, loader, display } = this;
      if (stage.waiting || camera.moving || this.map.dragging.moving()) this.lookAhead(pause);
      else loader.lookAhead(stage.currentView(), display);
    }, pause);
  }

  /** Where the map is looked at it will be moved: once it rests, what it shows is kept as pictures. */
  keepPictures() {
    clearTimeout(this.keeping);
    this.keeping = setTimeout(() => {
      if (this.stage.waiting || this.camera.moving || this.map.dragging.moving() || this.sprites.paintWanted()) this.keepPictures();
    }, REST_MS);
  }

  onFrameError(error) {
    this.furniture.showNotice(WORDS.noFrame);
    this.bridge.report_error(WORDS.because(WORDS.noFrame, error.message));
  }

  /** A view the window asks for looks the same wherever one comes from: names choose their ground anew. */
  showBounds(bounds) {
    this.labels.forgetSpots();
    this.camera.flyToBounds(bounds, FIT_PADDING);
  }

  zoomBy(delta) {
    this.camera.zoomAround(this.map.getSize().divideBy(2), delta);
  }

  fitAll(animate) {
    this.camera.flyToBounds(this.config.bounds, this.config.padding ?? FIT_PADDING, { animate, minZoom: this.config.leastZoom });
    if (!animate) this.home = { centre: this.map.getCenter(), zoom: this.map.getZoom() };
  }

  /** As long as nobody has moved the map, a window of another size shows the same ground. */
  keepHome() {
    const { centre, zoom } = this.home;
    const moved = this.map.getZoom() !== zoom || this.map.latLngToContainerPoint(centre)
      .distanceTo(this.map.latLngToContainerPoint(this.map.getCenter())) > 2;
    if (!moved) this.fitAll(false);
  }
}

function ownCard(page) {
  return new MembersCard(page.map.getContainer(), page.theme, (id, event) => page.interaction.pick(id, event));
}
