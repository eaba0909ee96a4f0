// The legend: industries by shape and colour, true-scale circles, the two dashed conventions; in the other modes what
// colours stand for. It folds to one strip on near views and narrow windows, or when asked.

import { NEAR_ZOOM } from './basemap.js';
import { element, iconButton, panel } from './dom.js';
import { drawing } from './drawing.js';
import { drawGlyph } from './glyphs.js';
import { areaParts, heatParts, hollowItem, item, measureNotes, pointSizes, sizeCircles } from './legend_parts.js';
import { WORDS } from './words.js';

const NARROW = 640;
const LOW = 420;
const MOST_KEPT = 8;
const SOON_MS = 30;
const CHEVRON_UP = ['M4 10l4-4 4 4'];
const CHEVRON_DOWN = ['M4 6l4 4 4-4'];

export class Legend {
  constructor(container, theme) {
    this.container = container;
    this.theme = theme;
    this.node = panel('legend');
    this.node.setAttribute('role', 'group');
    this.node.setAttribute('aria-label', WORDS.legend);
    container.append(this.node);
    this.chosen = null;
    this.folded = null;
    this.shown = null;
    this.latest = null;
    this.look = ''; // tells apart how large it may be
    this.due = null; // what it is to say, until it does
    this.dressing = 0;
    this.parts = new Map(); // what was built, by what it says
    this.onFold = () => {}; // what stands beside it has room to find
  }

  /** Fold or unfold for this zoom and size of the map, unless a person has chosen, and say what the frame shows. */
  update(zoom, frame, size, hasty = false) {
    const byItself = zoom >= NEAR_ZOOM || size.width < NARROW || size.height < LOW;
    const forced = zoom >= NEAR_ZOOM && !frame.figures;
    const folded = forced || (this.chosen ?? (byItself && !frame.figures));
    // Another frame is another legend only if it says something else.
    const told = JSON.stringify([zoom >= NEAR_ZOOM, frame.measure, frame.figures?.kind, frame.figures && frame.revision, frame.figures?.peak]);
    const same = frame.figures?.kind === 'choropleth' ? frame.figures === this.shown?.figures : told === this.shown?.told;
    this.latest = { zoom, frame, size };
    if (folded === this.folded && same) return;
    this.shown = { told, figures: frame.figures };
    this.folded = folded;
    this.look = `${folded} ${told}`;
    this.due = { told, zoom, frame };
    if (hasty) this.dressing ||= setTimeout(() => this.dress(), SOON_MS);
    else this.dress();
  }

  /** Show what it says by now: in haste the map comes first, as another legend has the document laid out anew. */
  dress() {
    clearTimeout(this.dressing);
    this.dressing = 0;
    if (!this.due) return;
    const { told, zoom, frame } = this.due;
    this.due = null;
    this.node.classList.toggle('strip', this.folded);
    this.node.replaceChildren(...this.keptParts(told, zoom, frame));
  }

  redraw() {
    this.folded = null;
    this.due = null;
    this.parts.clear();
  }

  /** Zooming in and out, one comes by the same legends again and again. */
  keptParts(told, zoom, frame) {
    if (frame.figures) return this.build(zoom, frame);
    const key = `${this.folded} ${told}`;
    if (this.parts.size > MOST_KEPT) this.parts.clear();
    if (!this.parts.has(key)) this.parts.set(key, this.build(zoom, frame));
    return this.parts.get(key);
  }

  build(zoom, { measure, figures }) {
    const toggle = iconButton(
      'fold', this.folded ? WORDS.unfold : WORDS.fold, this.folded ? CHEVRON_DOWN : CHEVRON_UP, () => this.turn(),
    );
    toggle.setAttribute('aria-expanded', String(!this.folded));
    if (this.folded) {
      const strip = figures ? this.figureParts(figures).slice(0, 1) : this.strip(measure, zoom);
      return zoom < NEAR_ZOOM || figures ? [...strip, toggle] : strip;
    }
    const head = element('div', 'legend-head', '', element('span', 'legend-title', WORDS.legend), toggle);
    if (figures) return [head, ...this.figureParts(figures)];
    return [
      head, ...this.industries(), element('hr'), sizeCircles(this.theme, measure),
      ...(measure.shown === 'amount' ? [hollowItem(this.theme)] : []),
      this.inferredItem(WORDS.inferredRing), this.schematicItem(), ...measureNotes(measure),
    ];
  }

  /** A person folds it, or unfolds it. */
  turn() {
    const { zoom, frame, size } = this.latest;
    this.chosen = !this.folded;
    this.folded = null;
    this.update(zoom, frame, size);
    this.onFold();
  }

  /** Near, industries in one line; by amount what a single project's size means. */
  strip(measure, zoom) {
    const amounts = measure.shown === 'amount' ? [...(zoom >= NEAR_ZOOM ? [pointSizes(this.theme)] : []), hollowItem(this.theme)] : [];
    const notes = measure.shown === measure.asked ? [] : measureNotes(measure);
    return [...this.industries(), this.inferredItem(WORDS.inferred), ...amounts, ...notes];
  }

  figureParts(figures) {
    return figures.kind === 'heat' ? heatParts(this.theme, figures) : areaParts(this.theme, figures);
  }

  industries() {
    const { theme } = this;
    return theme.industries.map((industry, index) => item(
      drawing(16, 16, (ctx) => drawGlyph(ctx, industry.shape, 8, 8, 4.9, {
        color: theme.industryColor(index), surface: theme.colors.surf, outline: 0,
      })),
      industry.name,
      'industry',
    ));
  }

  inferredItem(text) {
    const { ink2 } = this.theme.colors;
    return item(drawing(16, 16, (ctx) => {
      ctx.arc(8, 8, 6.2, 0, 2 * Math.PI);
      dashed(ctx, ink2, 1.1, [2.6, 2.2]);
    }), text);
  }

  schematicItem() {
    const { footprintline } = this.theme.colors;
    return item(drawing(16, 16, (ctx) => {
      ctx.roundRect(1.5, 3, 13, 10, 4);
      dashed(ctx, footprintline, 1, [3.4, 2.2]);
    }), WORDS.schematicFrame);
  }

  /** What the legend shows, for tests. */
  notes() {
    this.dress();
    return [...this.node.querySelectorAll('.legend-note')].map((node) => node.textContent);
  }

  entries() {
    this.dress();
    return [...this.node.querySelectorAll('.legend-item')].map((node) => node.textContent);
  }
}

function dashed(ctx, color, width, dash) {
  ctx.setLineDash(dash);
  ctx.lineWidth = width;
  ctx.strokeStyle = color;
  ctx.stroke();
}
