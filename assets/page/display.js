// How the figures are shown: by symbols, as heat, or as coloured areas. Asks the window for what the mode draws.

import { areaAt, areaInk, areaLabels, areaSymbols, drawAreas, fetchAreas } from './choropleth.js';
import { drawHeat, fetchHeat } from './heat.js';

export class Display {
  /** `places` and `base` give the outlines; `onChange()` is called when something else is to be shown. */
  constructor(base, places, onChange) {
    Object.assign(this, { base, places, onChange, measure: 'count', mode: 'symbols', choropleth: null });
    this.figures = null;
  }

  /** Take in the map's state; what it does not change is not asked for again. */
  set({ measure, mode, choropleth }) {
    const known = this.asks;
    Object.assign(this, { measure, mode, choropleth });
    if (this.asks !== known) this.onChange();
  }

  /** What of the state decides what is asked for. */
  get asks() {
    return JSON.stringify([this.measure, this.mode, this.mode === 'choropleth' && this.choropleth]);
  }

  /** Whether the mode draws figures, which come with the symbols. */
  get asksFigures() {
    return this.mode !== 'symbols';
  }

  /** The figures of the mode for one viewport, null for symbols. */
  async fetch(query, options) {
    if (this.mode === 'heat') return fetchHeat(query, options);
    if (this.mode === 'choropleth') return fetchAreas(this.choropleth, this.base, this.places, options);
    return null;
  }

  /** Take in the figures of the frame that is now shown. */
  show(frame) {
    this.figures = frame.figures ?? null;
  }

  get areas() {
    return this.figures?.kind === 'choropleth' ? this.figures : null;
  }

  /** Whether thematic colours cover the ground, so that the base map speaks low. */
  get covers() {
    return this.areas !== null;
  }

  /** Colour the ground: after the land is filled, before borders and rivers are drawn over it. */
  drawGround(ctx, view, theme) {
    if (this.areas) drawAreas(ctx, this.areas, view, theme);
  }

  /** Colour over the base map and under the symbols. */
  drawOver(ctx, view, theme) {
    if (this.figures?.kind === 'heat') drawHeat(ctx, this.figures, view, theme);
  }

  /** The area at a canvas position as a symbol that can be pointed at, or null. */
  hit(x, y, view) {
    return this.areas ? areaAt(this.areas, x, y, view) : null;
  }

  /** Figures written into the areas: name of a district or id of a park -> {text, halo, color}; null without areas. */
  labels(theme) {
    return this.areas && areaLabels(this.areas, theme);
  }

  /** Ink and halo for a name at a canvas position, or null on plain ground. */
  inkAt(x, y, view, theme) {
    return this.areas && areaInk(this.areas, x, y, view, theme);
  }

  symbols(view) {
    return this.areas ? areaSymbols(this.areas, view) : [];
  }

  /** What is coloured how, for tests. */
  facts(view, at) {
    if (!this.areas) return [];
    return this.areas.areas.map(({ name, value, count, unpublished, class_index: index, spot }) => ({
      name, value, count, unpublished, class: index,
      ...at({ x: spot.x * view.scale - view.originX, y: spot.y * view.scale - view.originY }),
    }));
  }
}
