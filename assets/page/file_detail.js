// The drawer: what is known of one project, on what it rests, and what is not known. Text goes in as text.

import { element, iconButton, picture } from './dom.js';
import { drawGlyph } from './glyphs.js';
import { WORDS } from './words.js';

const CLOSE = ['M4 4l8 8M12 4l-8 8'];
const PIN = ['M8 14s4.5-4.2 4.5-7.6A4.5 4.5 0 0 0 8 2a4.5 4.5 0 0 0-4.5 4.4C3.5 9.8 8 14 8 14z', 'M8 8a1.6 1.6 0 1 0 0-3.2A1.6 1.6 0 0 0 8 8z'];

export class FileDetail {
  /** `tell` = {close(), show(id)}. */
  constructor(data, theme, tell) {
    Object.assign(this, { data, theme, tell, row: null });
    this.title = element('h2');
    this.title.id = 'file-detail';
    this.title.dir = 'auto';
    this.title.tabIndex = -1;
    this.close = iconButton('file-icon', WORDS.close, CLOSE, () => tell.close());
    this.see = iconButton('file-icon', WORDS.file.onMap, PIN, () => tell.show(data.projects.id[this.row]));
    this.body = element('div', 'file-body');
    this.body.tabIndex = 0;
    this.body.setAttribute('role', 'region');
    this.body.setAttribute('aria-labelledby', this.title.id);
    this.node = element('div', 'file-detail', '', element('div', 'file-bar', '', this.title, this.see, this.close), this.body);
    this.node.setAttribute('role', 'dialog');
    this.node.setAttribute('aria-labelledby', this.title.id);
    this.node.hidden = true;
  }

  show(row) {
    this.node.hidden = row === null;
    if (row === null || (row === this.row && this.drawn === this.theme.name)) return;
    Object.assign(this, { row, drawn: this.theme.name });
    const { projects, cards, documents } = this.data;
    const card = cards[row];
    this.title.textContent = projects.name[row];
    this.body.scrollTop = 0;
    this.body.replaceChildren(this.industry(row, card), this.facts(card), ...this.course(card), ...this.sources(card, documents));
  }

  industry(row, { industry, stage }) {
    const slot = this.data.projects.industry[row];
    const glyph = picture(14, 14, (ctx) => drawGlyph(ctx, this.theme.industries[slot].shape, 7, 7, 4.6, {
      color: this.theme.industryColor(slot), surface: this.theme.colors.surf, outline: 0,
    }));
    return element('p', 'file-industry', '', glyph, element('span', '', industry), element('span', 'file-stage', stage ?? ''));
  }

  facts({ facts }) {
    const list = element('dl', 'file-facts');
    for (const [heading, words, basis] of facts) {
      const told = element('dd');
      told.append(element('span', basis === WORDS.inferred ? 'file-inferred' : '', words));
      told.firstChild.dir = 'auto';
      if (basis) told.append(element('span', 'file-basis', basis));
      list.append(element('dt', '', heading), told);
    }
    return list;
  }

  /** The stages in their order: full for what has happened, hollow for what is planned. */
  course({ milestones = [] }) {
    if (!milestones.length) return [];
    const steps = milestones.map(([stage, date, planned, inferred, note], index) => {
      const dot = element('i', planned ? 'planned' : index === latest(milestones) ? 'latest' : '');
      const name = element('span', inferred ? 'file-inferred' : '', stage);
      const words = WORDS.listed(planned ? WORDS.file.plannedFor(date) : date, note);
      return element('li', '', '', dot, name, element('span', 'file-date', words));
    });
    return [element('ol', 'file-course', '', ...steps)];
  }

  sources({ documents: found = [] }, documents) {
    return found.map(([number, fields]) => {
      const [title, published] = documents[number];
      return element('p', 'file-source', '', element('span', '', `${title}${published ? `　${published}` : ''}`), element('span', 'file-fields', fields));
    });
  }

  focus() {
    this.title.focus({ preventScroll: true });
  }
}

/** The last thing that has happened. */
function latest(milestones) {
  return milestones.map(([, , planned]) => planned).lastIndexOf(0);
}
