// The legend: industries by shape and colour, true-scale circles, the two dashed conventions. It folds to one strip on
// near views and narrow windows, or when asked.

import { NEAR_ZOOM } from './basemap.js';
import { element, iconButton, panel, picture } from './dom.js';
import { donutRadius, drawGlyph } from './glyphs.js';
import { WORDS } from './words.js';

const CIRCLES = [40, 10, 2];
const NARROW = 640;
const LOW = 420;
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
  }

  /** Fold or unfold for this zoom, unless a person has chosen. */
  update(zoom) {
    const { clientWidth, clientHeight } = this.container;
    const byItself = zoom >= NEAR_ZOOM || clientWidth < NARROW || clientHeight < LOW;
    const folded = zoom >= NEAR_ZOOM || (this.chosen ?? byItself);
    if (folded === this.folded) return;
    this.folded = folded;
    this.build(zoom);
  }

  redraw() {
    this.folded = null;
  }

  build(zoom) {
    this.node.replaceChildren();
    this.node.classList.toggle('strip', this.folded);
    const toggle = iconButton(
      'fold', this.folded ? WORDS.unfold : WORDS.fold, this.folded ? CHEVRON_DOWN : CHEVRON_UP, () => {
        this.chosen = !this.folded;
        this.folded = null;
        this.update(zoom);
      },
    );
    toggle.setAttribute('aria-expanded', String(!this.folded));
    if (this.folded) {
      this.node.append(...this.industries(), this.inferredItem(WORDS.inferred));
      if (zoom < NEAR_ZOOM) this.node.append(toggle);
      return;
    }
    this.node.append(element('div', 'legend-head', '', element('span', 'legend-title', WORDS.legend), toggle));
    this.node.append(...this.industries(), element('hr'), this.circles());
    this.node.append(this.inferredItem(WORDS.inferredRing), this.schematicItem());
  }

  industries() {
    const { theme } = this;
    return theme.industries.map((industry, index) => item(
      picture(16, 16, (ctx) => drawGlyph(ctx, industry.shape, 8, 8, 4.9, {
        color: theme.industryColor(index), surface: theme.colors.surf, outline: 0,
      })),
      industry.name,
      'industry',
    ));
  }

  inferredItem(text) {
    const { ink2 } = this.theme.colors;
    return item(picture(16, 16, (ctx) => {
      ctx.arc(8, 8, 6.2, 0, 2 * Math.PI);
      dashed(ctx, ink2, 1.1, [2.6, 2.2]);
    }), text);
  }

  schematicItem() {
    const { footprintline } = this.theme.colors;
    return item(picture(16, 16, (ctx) => {
      ctx.roundRect(1.5, 3, 13, 10, 4);
      dashed(ctx, footprintline, 1, [3.4, 2.2]);
    }), WORDS.schematicFrame);
  }

  /** Circles as large as donuts of 40, 10 and 2 projects are drawn. */
  circles() {
    const { ink, ink2, line2 } = this.theme.colors;
    const largest = donutRadius(CIRCLES[0]);
    const [width, height] = [164, 2 * largest + 4];
    return picture(width, height, (ctx) => {
      const x = largest + 2;
      ctx.font = this.theme.font(11);
      ctx.textBaseline = 'middle';
      for (const count of CIRCLES) {
        const radius = donutRadius(count);
        const top = height - 2 - 2 * radius;
        ctx.beginPath();
        ctx.moveTo(x, top + 0.5);
        ctx.lineTo(116, top + 0.5);
        ctx.strokeStyle = line2;
        ctx.lineWidth = 1;
        ctx.stroke();
        ctx.beginPath();
        ctx.arc(x, height - 2 - radius, radius, 0, 2 * Math.PI);
        ctx.strokeStyle = ink2;
        ctx.stroke();
        ctx.fillStyle = ink;
        ctx.fillText(WORDS.projects(count), 121, Math.max(7, top + 0.5));
      }
    });
  }

  /** What the legend shows, for tests. */
  entries() {
    return [...this.node.querySelectorAll('.legend-item')].map((node) => node.textContent);
  }
}

function item(image, text, className = '') {
  return element('div', `legend-item ${className}`, '', image, element('span', '', text));
}

function dashed(ctx, color, width, dash) {
  ctx.setLineDash(dash);
  ctx.lineWidth = width;
  ctx.strokeStyle = color;
  ctx.stroke();
}
