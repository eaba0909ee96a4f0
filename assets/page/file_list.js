// The projects one below the other; rows are made as one scrolls to them, so that ten thousand cost no more than forty.

import { element, picture } from './dom.js';
import { drawGlyph } from './glyphs.js';
import { WORDS } from './words.js';

const STEP = 60;

export class FileList {
  /** `onPick(id)` is called for a row that is pressed. */
  constructor(data, theme, onPick) {
    Object.assign(this, { data, theme, onPick, rows: [], made: 0, selected: null });
    this.node = element('ul', 'file-list');
    this.more = element('li', 'file-more');
    this.more.setAttribute('aria-hidden', 'true');
    this.watcher = new IntersectionObserver((seen) => { if (seen.some(({ isIntersecting }) => isIntersecting)) this.extend(); }, {
      root: this.node, rootMargin: '600px',
    });
    this.node.addEventListener('click', (event) => {
      const row = event.target.closest('button[data-id]');
      if (row) this.onPick(Number(row.dataset.id));
    });
  }

  show(rows, selected) {
    const same = rows.length === this.rows.length && rows.every((row, index) => row === this.rows[index]) && this.theme.name === this.drawn;
    Object.assign(this, { rows, selected, drawn: this.theme.name });
    if (same) {
      this.mark();
      return;
    }
    this.watcher.disconnect();
    this.made = 0;
    this.node.scrollTop = 0;
    this.node.replaceChildren(...(rows.length ? [this.more] : [element('li', 'file-nothing', WORDS.file.nothing)]));
    if (rows.length) this.extend();
    this.watcher.observe(this.more);
  }

  extend() {
    const next = this.rows.slice(this.made, this.made + STEP);
    this.made += next.length;
    this.more.before(...next.map((row) => this.item(row)));
    if (this.made >= this.rows.length) this.more.remove();
    else { // told again if it is still in sight
      this.watcher.unobserve(this.more);
      this.watcher.observe(this.more);
    }
    this.mark();
  }

  item(row) {
    const { projects, cards } = this.data;
    const [slot, card] = [projects.industry[row], cards[row]];
    const glyph = picture(16, 16, (ctx) => drawGlyph(ctx, this.theme.industries[slot].shape, 8, 8, 5, {
      color: this.theme.industryColor(slot), surface: this.theme.colors.surf, outline: 0, hollow: Boolean(projects.planned[row]),
    }));
    const name = element('span', 'file-name', projects.name[row]);
    name.dir = 'auto';
    const where = element('span', card.basis && projects.inferred[row] ? 'file-inferred' : '', card.park ?? WORDS.file.noPlace);
    const published = projects.amount_wan[row] >= 0;
    const button = element('button', 'file-row', '', glyph, name,
      element('span', 'file-sub', '', element('span', '', card.stage ?? ''), where),
      element('span', `file-amount ${published ? '' : 'file-lacking'}`, published ? card.amount : WORDS.file.undisclosed));
    button.type = 'button';
    button.dataset.id = String(projects.id[row]);
    return element('li', '', '', button);
  }

  mark() {
    for (const row of this.node.querySelectorAll('.file-row')) {
      if (Number(row.dataset.id) === this.selected) row.setAttribute('aria-current', 'true');
      else row.removeAttribute('aria-current');
    }
  }

  /** Back to the row one came from. */
  focus(id) {
    this.node.querySelector(`[data-id="${id}"]`)?.focus({ preventScroll: true });
  }
}
