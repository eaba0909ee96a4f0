// The map read aloud and by Tab: symbol after symbol as one reads, row by row, each told with its facts.

import { element } from './dom.js';
import { WORDS } from './words.js';

const ROW_PX = 20;

export class Reader {
  constructor(page) {
    this.page = page;
    this.node = element('div', 'spoken');
    this.node.setAttribute('role', 'status');
    this.node.setAttribute('aria-live', 'polite');
    this.turn = 0;
    const container = page.map.getContainer();
    container.append(this.node);
    container.addEventListener('keydown', (event) => this.onKey(event));
  }

  say(text) {
    this.turn += 1;
    this.node.textContent = text;
  }

  /** Tell what a symbol is, as its hover label does. */
  async announce(symbol) {
    this.turn += 1;
    const { turn } = this;
    const content = (await this.page.hover.contentOf(symbol)) ?? [];
    if (turn === this.turn) this.node.textContent = WORDS.listed(...content.map((node) => node.textContent));
  }

  onKey(event) {
    if (event.key !== 'Tab' || event.target !== event.currentTarget || event.ctrlKey || event.altKey) return;
    const { interaction } = this.page;
    const next = this.neighbour(event.shiftKey ? -1 : 1);
    if (next) {
      interaction.setFocus(next);
      event.preventDefault();
    } else interaction.letGo(); // and Tab goes on to what comes after the map
  }

  /** The next symbol in reading order from the one in focus, or null at either end. */
  neighbour(step) {
    const { interaction } = this.page;
    const order = inReadingOrder(interaction.reachable());
    if (!interaction.active?.focused) return order.at(step > 0 ? 0 : -1) ?? null;
    const { symbol } = interaction.active;
    const here = order.findIndex((other) => sameSymbol(other, symbol));
    return order[here + step] ?? null;
  }
}

function sameSymbol(a, b) {
  return a.type === b.type && (a.type === 'point' ? a.id === b.id : a.place === b.place && Math.hypot(a.x - b.x, a.y - b.y) < 2);
}

/** From left to right in rows from top to bottom; what overlaps in height is one row. */
export function inReadingOrder(symbols) {
  const rows = [];
  for (const symbol of [...symbols].sort((a, b) => a.y - b.y)) {
    const row = rows.at(-1);
    if (row && symbol.y - row[0].y < ROW_PX) row.push(symbol);
    else rows.push([symbol]);
  }
  return rows.flatMap((row) => row.sort((a, b) => a.x - b.x));
}
