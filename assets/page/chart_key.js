// Above the charts: whether bars measure projects or money, and the key of the industries, each of which can be pressed.

import { element, picture } from './dom.js';
import { drawGlyph } from './glyphs.js';

export class ChartKey {
  /** `tell` = {measure(name), industry(id)}. */
  constructor(theme, tell) {
    Object.assign(this, { theme, tell });
    this.measures = element('div', 'measures');
    this.measures.setAttribute('role', 'radiogroup');
    this.industries = element('div', 'key');
    this.industries.setAttribute('role', 'group');
    this.node = element('div', 'bar', '', this.measures, this.industries);
  }

  show({ measure, words, series }) {
    const focused = document.activeElement?.dataset?.key;
    this.measures.setAttribute('aria-label', words.measure);
    this.measures.replaceChildren(...Object.entries(words.measures).map(([key, name]) => this.radio(key, name, key === measure)));
    this.industries.setAttribute('aria-label', words.industries);
    this.industries.replaceChildren(...series.filter(({ count }) => count).map((industry) => this.entry(industry)));
    if (focused) this.node.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }

  radio(key, name, checked) {
    const button = element('button', '', name);
    button.type = 'button';
    button.dataset.key = key;
    button.tabIndex = checked ? 0 : -1;
    button.setAttribute('role', 'radio');
    button.setAttribute('aria-checked', String(checked));
    button.addEventListener('click', () => this.tell.measure(key));
    button.addEventListener('keydown', (event) => {
      if (!/^Arrow/.test(event.key)) return;
      event.preventDefault();
      const other = [...this.measures.children].find((one) => one !== button);
      other.focus();
      this.tell.measure(other.dataset.key);
    });
    return button;
  }

  entry({ id, name, slot, count, chosen, words }) {
    const { theme } = this;
    const glyph = picture(14, 14, (ctx) => drawGlyph(ctx, theme.industries[slot].shape, 7, 7, 4.4, {
      color: theme.industryColor(slot), surface: theme.colors.panel, outline: 0,
    }));
    const button = element('button', '', '', glyph, element('span', '', name), element('b', '', count.toLocaleString('en')));
    button.type = 'button';
    button.dataset.key = `industry ${id}`;
    button.setAttribute('aria-pressed', String(chosen));
    button.setAttribute('aria-label', `${name}, ${words}`);
    button.addEventListener('click', () => this.tell.industry(id));
    return button;
  }
}
