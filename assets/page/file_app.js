// What surrounds the map of a file: heading, search, industries, list, drawer. One state, drawn anew from it; the map is
// told what matches and what is selected.

import { element, icon, iconButton, picture } from './dom.js';
import { FileDetail } from './file_detail.js';
import { FileList } from './file_list.js';
import { drawGlyph } from './glyphs.js';
import { WORDS, formatCount } from './words.js';
import { latOf, lngOf } from './world.js';

const INFO = ['M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4z', 'M8 7.4v3.6', 'M8 4.9v.2'];
const CLOSE = ['M4 4l8 8M12 4l-8 8'];
const LENS = ['M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9z', 'M10.4 10.4l3.4 3.4'];
const KEY = ['M2.5 4h2M7 4h6.5M2.5 8h2M7 8h6.5M2.5 12h2M7 12h6.5'];
const HOMELESS = new Set(['city', 'unplaced']);
const NEAR_STEP = 0.3;
const OWN_ZOOM = 14;

/** As texts are compared: width and case do not matter. */
function folded(text) {
  return text.normalize('NFKC').toLowerCase();
}

/** Give the way back something to go back from; a viewer that shows the file inside another page may forbid it. */
function remember() {
  try {
    history.pushState(null, '');
    return true;
  } catch {
    return false;
  }
}

export class FileApp {
  /** `onChange()` is called when the map has something else to show. */
  constructor(data, feed, theme, onChange) {
    Object.assign(this, { data, feed, theme, onChange, page: null });
    this.state = { group: null, text: '', park: null, unplaced: false, selected: null };
    this.texts = data.cards.map((card, row) => folded([
      data.projects.name[row], card.stage, card.amount, ...card.facts.map(([, words]) => words),
    ].join('\n')));
    this.detail = new FileDetail(data, theme, { close: () => this.select(null), show: (id) => this.showOnMap(id) });
    this.list = new FileList(data, theme, (id) => this.pick(id));
    document.body.classList.add('file');
    this.mapBox = element('section', 'file-map');
    this.mapBox.setAttribute('aria-label', WORDS.map);
    document.body.append(this.head(), element('main', 'file-main', '', this.mapBox, this.side()), this.about());
    document.addEventListener('keydown', (event) => this.onKey(event));
    this.leaving = false;
    this.remembered = false;
    window.addEventListener('popstate', () => {
      this.leaving = false;
      if (this.state.selected !== null) this.apply({ selected: null });
    });
    this.draw();
  }

  // ---- what there is ----

  head() {
    const { title, count, until, filters } = this.data.about;
    const about = iconButton('file-icon', WORDS.file.about, INFO, () => this.dialog.showModal());
    const key = iconButton('file-icon file-key', WORDS.legend, KEY, () => this.toggleLegend(key));
    key.setAttribute('aria-expanded', 'false');
    const words = element('div', 'file-words', '', element('h1', '', title),
      element('p', '', `${WORDS.file.heading(count, until)}　${WORDS.file.filter(filters)}`));
    return element('header', 'file-head', '', words, key, about);
  }

  side() {
    this.search = element('input');
    Object.assign(this.search, { type: 'search', placeholder: WORDS.file.search, autocomplete: 'off', spellcheck: false });
    this.search.setAttribute('aria-label', WORDS.file.search);
    this.search.addEventListener('input', () => this.apply({ text: this.search.value }));
    this.chips = element('div', 'file-chips');
    this.chips.setAttribute('role', 'group');
    this.chips.setAttribute('aria-label', WORDS.file.industries);
    this.summary = element('p', 'file-summary');
    this.summary.setAttribute('role', 'status');
    this.narrow = element('button', 'file-narrow');
    this.narrow.type = 'button';
    this.narrow.addEventListener('click', () => this.apply({ unplaced: !this.state.unplaced, park: null }));
    const find = element('div', 'file-search', '', icon(LENS), this.search);
    const told = element('div', 'file-told', '', this.summary, this.narrow);
    const side = element('section', 'file-side', '', find, this.chips, told, this.list.node, this.detail.node);
    side.setAttribute('aria-label', WORDS.file.results);
    return side;
  }

  /** What the file is: filter, sums, time, sources, and how to read the map. */
  about() {
    const { lines, title } = this.data.about;
    this.dialog = element('dialog', 'file-about');
    const close = iconButton('file-icon', WORDS.close, CLOSE, () => this.dialog.close());
    const heading = element('h2', '', WORDS.file.about);
    heading.id = 'file-about';
    Object.assign(heading, { tabIndex: -1, autofocus: true });
    this.dialog.setAttribute('aria-labelledby', heading.id);
    const facts = element('dl');
    for (const [name, words] of lines) facts.append(element('dt', '', name), element('dd', '', words));
    const how = element('ul', '', '', ...WORDS.file.how.map((words) => element('li', '', words)));
    this.dialog.append(
      element('div', 'file-bar', '', heading, close), element('p', 'file-title', title), facts, element('h3', '', WORDS.file.marks), how,
    );
    this.dialog.addEventListener('click', (event) => { if (event.target === this.dialog) this.dialog.close(); });
    return this.dialog;
  }

  /** In place of the map's list card: what has no ground of its own narrows the list. */
  card() {
    return {
      open: false, rows: () => [], refresh() {}, close() {},
      show: ({ place, name }) => this.apply({ park: { id: place, name }, unplaced: false, selected: null }),
    };
  }

  toggleLegend(button) {
    const open = !this.mapBox.classList.contains('legend-open');
    this.mapBox.classList.toggle('legend-open', open);
    button.setAttribute('aria-expanded', String(open));
    this.page.legend.chosen = !open;
    this.page.legend.redraw();
    this.page.stage.render();
  }

  // ---- what is asked ----

  onKey(event) {
    if (event.key === 'Escape' && this.state.selected !== null && !this.dialog.open) this.select(null);
  }

  /** A row of the list: its card opens, and the map goes there. */
  pick(id) {
    this.select(id);
    this.showOnMap(id);
  }

  /** One project or none; a phone's way back closes its card. */
  select(id) {
    if (id === this.state.selected || this.leaving) return;
    if (id === null && this.remembered) {
      this.leaving = true;
      history.back();
      return;
    }
    if (this.state.selected === null) this.remembered = remember();
    this.apply({ selected: id });
  }

  apply(change) {
    const before = this.state;
    this.state = { ...before, ...change };
    this.draw();
    if (before.selected !== this.state.selected) {
      this.page.map.invalidateSize({ animate: false, pan: false }); // before it goes anywhere: the card may take of its room
      if (this.state.selected === null) this.list.focus(before.selected);
      else this.detail.focus();
    }
  }

  draw() {
    const { group, text, park, unplaced, selected } = this.state;
    const { projects } = this.data;
    const words = folded(text).split(/\s+/).filter(Boolean);
    const said = projects.id.map((_, row) => words.every((word) => this.texts[row].includes(word)));
    const shown = Uint8Array.from(projects.id, (_, row) => Number(said[row] && (group === null || projects.group[row] === group)));
    this.feed.show(shown, selected);
    const rows = [...shown.keys()].filter((row) => shown[row]);
    const here = park && new Set(this.feed.rowsAt(park.id));
    const listed = rows.filter((row) => (!here || here.has(row)) && (!unplaced || this.isHomeless(row)));
    this.drawChips(said);
    this.drawTold(rows, park && { ...park, count: listed.length });
    this.list.show(listed, selected);
    this.detail.show(selected === null ? null : this.feed.rowOf.get(selected));
    this.onChange();
  }

  isHomeless(row) {
    const place = this.data.projects.place[row];
    return place >= 0 && HOMELESS.has(this.data.places[place].kind);
  }

  drawChips(said) {
    const { projects, industries } = this.data;
    const counts = industries.map(() => 0);
    said.forEach((matches, row) => { counts[projects.group[row]] += Number(matches); });
    const focused = document.activeElement?.dataset?.group;
    const scrolled = this.chips.scrollLeft;
    const held = new Set(projects.group);
    const all = counts.reduce((sum, count) => sum + count, 0);
    this.chips.replaceChildren(this.chip(null, WORDS.file.all, all), ...industries.flatMap(({ name }, group) => (
      held.has(group) ? [this.chip(group, name, counts[group])] : [])));
    this.chips.scrollLeft = scrolled;
    if (focused !== undefined) this.chips.querySelector(`[data-group="${focused}"]`)?.focus({ preventScroll: true });
  }

  chip(group, name, count) {
    const button = element('button', 'file-chip');
    button.type = 'button';
    button.dataset.group = String(group);
    button.setAttribute('aria-pressed', String(this.state.group === group));
    if (group !== null) button.append(this.glyph(this.data.industries[group].slot));
    button.append(element('span', '', name), element('b', '', formatCount(count)));
    button.addEventListener('click', () => this.apply({ group: this.state.group === group ? null : group, park: null }));
    return button;
  }

  glyph(slot) {
    return picture(14, 14, (ctx) => drawGlyph(ctx, this.theme.industries[slot].shape, 7, 7, 4.6, {
      color: this.theme.industryColor(slot), surface: this.theme.colors.surf, outline: 0,
    }));
  }

  /** How many have a place and an amount, or what narrows the list and how to be rid of it. */
  drawTold(rows, park) {
    const homeless = rows.filter((row) => this.isHomeless(row)).length;
    const published = rows.filter((row) => this.data.projects.amount_wan[row] >= 0).length;
    this.summary.textContent = park
      ? WORDS.file.here(park.name, park.count) : WORDS.file.summary(rows.length - homeless, published);
    this.narrow.replaceChildren(park ? WORDS.file.clear : WORDS.file.unplaced(homeless), ...(park ? [icon(CLOSE)] : []));
    this.narrow.setAttribute('aria-pressed', String(this.state.unplaced));
    this.narrow.disabled = !park && !homeless;
    this.narrow.onclick = park ? () => this.apply({ park: null }) : null;
  }

  /** Go where the project is drawn on its own; what has no place is shown at the city's symbol. */
  showOnMap(id) {
    const row = this.feed.rowOf.get(id);
    const { x, y, place } = this.data.projects;
    const home = place[row] < 0 ? null : this.data.places[place[row]];
    const { map, camera, stage } = this.page;
    if (home && HOMELESS.has(home.kind)) {
      this.page.fitAll(true);
      return;
    }
    const least = home ? home.open_zoom + NEAR_STEP : OWN_ZOOM;
    camera.flyTo(L.latLng(latOf(y[row]), lngOf(x[row])), Math.max(map.getZoom(), least));
    stage.invalidate();
  }
}
