// How it looks while something is being put on the map: a cross through the whole window, the glyph in its middle, and a
// label that says what will be written.

import { element, picture } from './dom.js';
import { drawGlyph } from './glyphs.js';
import { WORDS, formatDegrees } from './words.js';

const SIZE = 34;
const GAP = 24;
const MARGIN = 10;
const FOOT = 34;
const ANNOUNCE_MS = 350;

/** Six dots at the end of each row of the rack: it can be taken up. */
export function drawGrips(ctx, { rack, hanging }, theme) {
  ctx.fillStyle = theme.colors.ink3;
  for (const { y } of hanging) {
    for (let dot = 0; dot < 6; dot += 1) {
      ctx.fillRect(Math.round(rack.x + rack.width - 11 + 4 * (dot % 2)), Math.round(y - 5 + 4 * (dot >> 1)), 1.6, 1.6);
    }
  }
}

export class PlaceMark {
  constructor(container, theme) {
    this.theme = theme;
    this.across = element('i', 'place-line across');
    this.down = element('i', 'place-line down');
    this.spot = element('div', 'place-spot');
    this.label = element('div', 'hover place-label');
    this.live = element('div', 'place-live');
    this.live.setAttribute('role', 'status');
    this.root = element('div', 'place', '', this.across, this.down, this.spot, this.label);
    this.root.hidden = true;
    container.append(this.root, this.live);
    this.drawn = '';
    this.words = '';
    this.timer = 0;
  }

  /** Show at a container point what would be placed there. */
  show(at, size, facts) {
    this.root.hidden = false;
    this.root.classList.toggle('refused', !facts.over);
    this.across.style.top = `${Math.round(at.y)}px`;
    this.down.style.left = `${Math.round(at.x)}px`;
    this.spot.style.transform = `translate(${Math.round(at.x - SIZE / 2)}px, ${Math.round(at.y - SIZE / 2)}px)`;
    this.drawSpot(facts.industry);
    this.fill(facts);
    this.moveLabel(at, size);
  }

  hide() {
    clearTimeout(this.timer);
    this.root.hidden = true;
    this.live.textContent = '';
  }

  /** Let a screen reader say where the cross stands, once it rests. */
  announce() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.live.textContent = this.words;
    }, ANNOUNCE_MS);
  }

  drawSpot(industry) {
    const { theme } = this;
    const key = `${industry} ${theme.name}`;
    if (key === this.drawn) return;
    this.drawn = key;
    this.spot.replaceChildren(picture(SIZE, SIZE, (ctx) => {
      const middle = SIZE / 2;
      ctx.beginPath();
      ctx.arc(middle, middle, middle - 2, 0, 2 * Math.PI);
      ctx.fillStyle = theme.colors.surf;
      ctx.fill();
      ctx.lineWidth = 1.6;
      ctx.strokeStyle = theme.colors.ink;
      ctx.stroke();
      drawGlyph(ctx, theme.industries[industry].shape, middle, middle, 7.4, {
        color: theme.industryColor(industry), surface: theme.colors.surf, outline: 0,
      });
    }));
  }

  fill({ title, scope, lng, lat, district, over, hint }) {
    const name = element('div', 'hover-name', WORDS.placing(title));
    const lines = over
      ? [
        element('div', 'hover-line place-degrees', '',
          ...formatDegrees(lng, lat).map((text) => element('span', '', text)),
          ...(district ? [element('span', '', district)] : [])),
        element('div', 'hover-line', WORDS.willBe(scope), element('span', 'badge manual', WORDS.manual)),
        element('div', 'hover-line place-hint', hint),
      ]
      : [element('div', 'hover-line', WORDS.notHere)];
    this.label.replaceChildren(name, ...lines);
    this.words = WORDS.listed(...[name, ...lines].map((line) => [...line.childNodes].map((node) => node.textContent).join(' ')));
  }

  /** Beside the cross where there is room, above its horizontal line rather than below. */
  moveLabel(at, size) {
    const { offsetWidth, offsetHeight } = this.label;
    const right = at.x + GAP + offsetWidth + MARGIN <= size.x;
    const left = right ? at.x + GAP : Math.max(MARGIN, at.x - GAP - offsetWidth);
    const above = at.y - MARGIN - offsetHeight >= MARGIN;
    const top = above ? at.y - MARGIN - offsetHeight : Math.min(at.y + MARGIN, size.y - FOOT - offsetHeight);
    this.label.style.left = `${Math.round(left)}px`;
    this.label.style.top = `${Math.round(top)}px`;
  }
}
