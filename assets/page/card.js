// The quiet list card beside the city symbol or a park without a position: what hangs there, one row a project.

import { element, iconButton, panel } from './dom.js';
import { drawing } from './drawing.js';
import { readJson } from './fetching.js';
import { drawGlyph } from './glyphs.js';
import { WORDS } from './words.js';

const MOST_ROWS = 1000;
const CROSS = ['M4 4l8 8M12 4l-8 8'];

export class MembersCard {
  constructor(container, theme, onPick) {
    this.container = container;
    this.theme = theme;
    this.onPick = onPick;
    this.node = panel('card');
    this.node.setAttribute('role', 'dialog');
    this.node.hidden = true;
    this.node.addEventListener('keydown', (event) => this.onKey(event));
    container.append(this.node);
    this.place = null;
    this.opener = null;
  }

  get open() {
    return this.place !== null;
  }

  async show(symbol, at) {
    this.place = symbol.place;
    this.at = at;
    this.reach = symbol.radius;
    await this.refresh();
    this.node.querySelector('.card-row')?.focus({ preventScroll: true });
  }

  /** Read the members again, for a new result or selection; the card stays where it is. */
  async refresh() {
    const { place } = this;
    if (place === null) return;
    const focused = document.activeElement?.dataset?.id;
    let members;
    try {
      members = await readJson(`/members.json?park=${place}`);
    } catch {
      members = { title: WORDS.noMembers, sections: [] };
    }
    if (this.place !== place) return;
    const scroll = this.list?.scrollTop ?? 0;
    this.fill(members);
    this.node.hidden = false;
    this.moveBeside();
    this.list.scrollTop = scroll;
    if (focused) this.node.querySelector(`[data-id="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }

  close() {
    if (!this.open) return;
    this.place = null;
    this.node.hidden = true;
    this.node.replaceChildren();
    this.list = null;
  }

  fill(members) {
    const total = members.sections.reduce((sum, section) => sum + section.rows.length, 0);
    const head = element('div', 'card-head', '',
      element('b', '', members.title),
      iconButton('card-close', WORDS.close, CROSS, () => this.close()));
    this.node.setAttribute('aria-label', members.title);
    this.list = element('div', 'card-list');
    let left = MOST_ROWS;
    for (const section of members.sections) {
      if (section.title) this.list.append(element('div', 'card-section', section.title));
      this.list.append(...section.rows.slice(0, left).map((row) => this.row(row)));
      left = Math.max(0, left - section.rows.length);
    }
    if (total > MOST_ROWS) this.list.append(element('div', 'card-note', WORDS.more(total - MOST_ROWS)));
    const told = members.sections.some((section) => section.title?.startsWith(members.note));
    const note = members.note && !told ? [element('div', 'card-note', members.note)] : [];
    this.node.replaceChildren(head, ...note, this.list);
  }

  rows() {
    return [...this.node.querySelectorAll('.card-row')];
  }

  row(row) {
    const { theme } = this;
    const glyph = drawing(16, 16, (ctx) => drawGlyph(ctx, theme.industries[row.industry].shape, 8, 8, 4.6, {
      color: theme.industryColor(row.industry), surface: theme.colors.surf, hollow: row.planned, outline: 0,
    }));
    const button = element('button', `card-row ${row.selected ? 'selected' : ''}`, '',
      glyph, element('span', 'card-name', row.name), element('span', 'card-amount', row.amount ?? ''));
    button.type = 'button';
    button.dataset.id = row.id;
    button.setAttribute('aria-pressed', String(Boolean(row.selected)));
    button.title = row.name;
    button.addEventListener('click', (event) => this.onPick(row.id, event));
    return button;
  }

  moveBeside() {
    const { clientWidth, clientHeight } = this.container;
    const { offsetWidth, offsetHeight } = this.node;
    const right = this.at.x + this.reach + 24;
    const fits = right + offsetWidth < clientWidth - 12;
    const left = fits ? right : Math.max(12, this.at.x - this.reach - 24 - offsetWidth);
    const top = Math.max(12, Math.min(clientHeight - offsetHeight - 40, this.at.y - offsetHeight / 2));
    this.node.style.left = `${Math.round(left)}px`;
    this.node.style.top = `${Math.round(top)}px`;
  }

  onKey(event) {
    if (event.key === 'Escape') {
      this.close();
      this.container.focus({ preventScroll: true });
      return;
    }
    const rows = this.rows();
    const at = rows.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    rows[Math.max(0, Math.min(rows.length - 1, next))]?.focus();
  }
}
