// The layers below the symbols, in the order and with the looks a person set: the built-in ground and every user's or
// online layer each have a canvas; what the built-in layers put above them is only switched here.

import { OverlayLayer } from './overlay_layer.js';
import { RasterTiles } from './raster_tiles.js';
import { TileLayer, reachOf } from './tile_layer.js';
import { plainText } from './vector_schemas.js';
import { VectorTiles } from './vector_tiles.js';
import { WORDS } from './words.js';

const GROUND = 'basemap';

export class LayerStack {
  /** `onNames` is told when there are other names to be placed than before, `onTrouble` of a sentence for the person. */
  constructor(stage, theme, { onNames, onTrouble }) {
    Object.assign(this, { stage, theme, onNames, onTrouble, troubled: false });
    this.specs = [];
    this.drawn = new Map();
    this.ground = stage.ground;
    this.pane = this.ground.parentElement;
  }

  /** Take the map's state (map_state.js): what is new is made, what is gone is closed, the rest only looks different. */
  apply({ layers }) {
    this.specs = layers;
    const wanted = layers.filter((spec) => spec.kind !== 'builtin' && spec.visible && spec.ready && spec.facts);
    const keys = new Map(wanted.map((spec) => [spec.id, identityOf(spec)]));
    for (const [id, one] of this.drawn) {
      if (keys.get(id) === one.identity) continue;
      one.layer.close();
      this.drawn.delete(id);
    }
    for (const spec of wanted) {
      const known = this.drawn.get(spec.id);
      if (!known) this.drawn.set(spec.id, { identity: identityOf(spec), layer: this.make(spec), spec });
      else if (isNews(known.spec, spec)) known.layer.renew(spec);
      if (known) known.spec = spec;
    }
    this.dressAll();
  }

  make(spec) {
    const canvas = L.DomUtil.create('canvas', 'atlas-canvas', this.pane);
    if (spec.kind === 'overlay') return new OverlayLayer(this.stage, canvas, spec, this.theme, this.onNames);
    const makeTiles = (its, onArrive) => (its.facts.format === 'vector'
      ? new VectorTiles(its, this.theme, { onArrive, onTrouble: () => this.tellOnce(WORDS.noPainter) }) : new RasterTiles(its, { onArrive, onTone: () => this.dressAll() }));
    return new TileLayer(this.stage, canvas, spec, makeTiles, spec.facts.format === 'vector' ? this.onNames : () => {});
  }

  tellOnce(sentence) {
    if (!this.troubled) this.onTrouble(sentence);
    this.troubled = true;
  }

  dressAll() {
    this.specs.forEach((spec, index) => this.dress(spec, this.specs.length - index));
    this.ground.style.visibility = this.shows(GROUND) ? '' : 'hidden';
  }

  dress({ id, opacity, desaturate }, height) {
    const layer = this.drawn.get(id)?.layer;
    const canvas = id === GROUND ? this.ground : layer?.canvas;
    if (!canvas) return;
    const filter = desaturate ? greyFilter(this.theme, layer?.tiles?.tone) : '';
    Object.assign(canvas.style, { zIndex: height, opacity, filter });
  }

  render(view, moving) {
    for (const { layer } of this.drawn.values()) layer.render(view, moving);
  }

  /** Is this built-in layer on? A page without a window's state shows all of them. */
  shows(id) {
    return this.specs.find((spec) => spec.id === id)?.visible ?? true;
  }

  /** Does a map with names of its own cover the middle of the view? */
  namesGround(box) {
    const [x, y] = [(box.minX + box.maxX) / 2, (box.minY + box.maxY) / 2];
    return this.visible().some(({ facts, opacity }) => {
      const reach = reachOf(facts.bounds);
      const inside = !reach || (x > reach.minX && x < reach.maxX && y > reach.minY && y < reach.maxY);
      return inside && opacity > 0.3 && facts.format === 'vector' && facts.schema !== 'other';
    });
  }

  /** Are there pictures over the built-in ground? */
  coversGround() {
    return this.visible().some(({ kind, opacity }) => kind !== 'overlay' && opacity > 0);
  }

  /** Does anything set the built-in ground apart from the core, parks and rail above it? */
  partsGround() {
    const ground = this.specs.find(({ id }) => id === GROUND);
    return this.drawn.size > 0 || (ground !== undefined && (!ground.visible || ground.opacity < 1 || Boolean(ground.desaturate)));
  }

  visible() {
    return this.specs.filter(({ id }) => this.drawn.has(id));
  }

  names(view) {
    return [...this.drawn.values()].flatMap(({ layer }) => layer.labels(view));
  }

  /** Whom to name for what is shown besides the built-in map: one text a source, none twice. */
  credits() {
    const texts = this.visible().map(({ kind, title, facts }) => {
      const words = plainText(facts.attribution ?? '');
      return words || (kind === 'tiles' ? WORDS.ownTiles : kind === 'overlay' ? WORDS.ownOverlay : plainText(title));
    });
    return [...new Set(texts)];
  }

  /** The frames of tile files: where they have something, [{box, text}]. */
  coverage() {
    return this.visible().filter(({ kind, facts }) => kind === 'tiles' && facts.bounds).map(({ title, facts }) => ({
      box: reachOf(facts.bounds), title: plainText(title), zooms: WORDS.zooms(facts.min_zoom, facts.max_zoom),
    }));
  }

  setTheme(theme) {
    this.theme = theme;
    for (const { layer } of this.drawn.values()) layer.setTheme(theme);
    this.dressAll();
  }

  /** Facts for tests: what is drawn, and whether anything is still on its way. */
  facts() {
    return this.visible().map(({ id, kind, opacity, desaturate }) => {
      const { layer } = this.drawn.get(id);
      const { zIndex } = layer.canvas.style;
      return { id, kind, opacity, desaturate, height: Number(zIndex), busy: layer.busy };
    });
  }
}

/** In the dark a light map in greys is turned over, a photograph only dimmed: both would glare. */
function greyFilter({ name }, tone) {
  if (name !== 'dark' || !tone) return 'grayscale(1)';
  return tone === 'light' ? 'grayscale(1) invert(1) contrast(0.72)' : 'grayscale(1) brightness(0.7)';
}

/** What makes a layer another one: what its tiles are, not how or where they are drawn. */
function identityOf({ id, kind, facts }) {
  return JSON.stringify([id, kind, facts.format, facts.schema, facts.vector_layers, facts.min_zoom, facts.max_zoom]);
}

function isNews(old, { datum, version, facts }) {
  return old.datum !== datum || old.version !== version || String(old.facts.bounds) !== String(facts.bounds);
}
