// The label under a resting pointer: after 120 ms, beside the symbol, never under the pointer.

import { element, picture } from './dom.js';
import { onlyMember, readJson } from './fetching.js';
import { drawGlyph } from './glyphs.js';
import { WORDS, formatCount } from './words.js';

const REST_MS = 120;
const GAP = 12;

export class HoverLabel {
  /** `canPlace`: whether a project can be placed by hand here. */
  constructor(container, theme, canPlace) {
    Object.assign(this, { container, theme, canPlace });
    this.node = element('div', 'hover');
    this.node.setAttribute('role', 'tooltip');
    this.node.hidden = true;
    container.append(this.node);
    this.timer = 0;
    this.key = null;
  }

  /** Show the label of `symbol` (with its container position) after a rest, or hide it for null. */
  point(symbol, at) {
    const key = symbol && `${symbol.type}:${symbol.id ?? symbol.place ?? symbol.spot}`;
    if (key === this.key) return;
    this.key = key;
    clearTimeout(this.timer);
    this.node.hidden = true;
    if (symbol) this.timer = setTimeout(() => this.show(symbol, at, key), REST_MS);
  }

  async show(symbol, at, key) {
    const content = await this.contentOf(symbol);
    if (!content || this.key !== key) return;
    const hint = this.canPlace && symbol.kind === 'unplaced' ? [element('div', 'hover-line place-hint', WORDS.dragToPlace)] : [];
    this.node.replaceChildren(...content, ...hint);
    this.node.hidden = false;
    this.moveBeside(symbol, at);
  }

  /** The label's lines, for the eye or to be read out. */
  async contentOf(symbol) {
    if (symbol.type === 'area') return [element('div', 'hover-name', symbol.name), ...symbol.words.map((text) => element('div', 'hover-line', text))];
    const id = symbol.type === 'point' ? symbol.id : await onlyMember(symbol).catch(() => null);
    return id === null ? this.groupContent(symbol) : this.projectContent(id, symbol);
  }

  async projectContent(id, symbol) {
    let facts;
    try {
      facts = await readJson(`/project.json?id=${id}`);
    } catch {
      return symbol.name ? [element('div', 'hover-name', symbol.name)] : null;
    }
    const place = element('div', 'hover-line', facts.place ?? '');
    if (facts.badge) {
      place.append(element('span', `badge ${symbol.inferred ? 'dashed' : ''}`, facts.badge));
    }
    return [
      element('div', 'hover-name', facts.name),
      ...(facts.lines ?? []).map((text) => element('div', 'hover-line', text)),
      ...(facts.place || facts.badge ? [place] : []),
    ];
  }

  groupContent(symbol) {
    const { theme } = this;
    const title = element('div', 'hover-name', symbol.name || WORDS.projects(symbol.count));
    const rows = symbol.industry.flatMap((count, index) => (count ? [element('div', 'hover-row', '',
      picture(14, 14, (ctx) => drawGlyph(ctx, theme.industries[index].shape, 7, 7, 4.4, {
        color: theme.industryColor(index), surface: theme.colors.surf, outline: 0,
      })),
      element('span', '', theme.industries[index].name), element('b', '', formatCount(count)))] : []));
    const counts = WORDS.listed(WORDS.projects(symbol.count), symbol.inferred ? WORDS.ofWhichInferred(symbol.inferred) : '');
    const sum = WORDS.sum(symbol.amountWan, symbol.unpublished);
    return [
      title, element('div', 'hover-line', counts), ...rows, ...(sum ? [element('div', 'hover-line', sum)] : []),
    ];
  }

  moveBeside(symbol, { x, y }) {
    const { clientWidth, clientHeight } = this.container;
    const { offsetWidth, offsetHeight } = this.node;
    const reach = symbol.radius + GAP;
    const left = x + reach + offsetWidth < clientWidth - 8 ? x + reach : x - reach - offsetWidth;
    const top = Math.max(8, Math.min(clientHeight - offsetHeight - 34, y - offsetHeight / 2));
    this.node.style.left = `${Math.max(8, Math.round(left))}px`;
    this.node.style.top = `${Math.round(top)}px`;
  }
}
