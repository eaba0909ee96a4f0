// What the window answers its page, answered from the file itself: the same questions, the same forms.

import { FileIndex, encodeFrame } from './file_index.js';

const MISSING = { ok: false, status: 404 };

export class FileFeed {
  /** `data` is what the export wrote (db/export/page_data.py). */
  constructor(data) {
    this.data = data;
    this.columns = data.projects;
    this.index = new FileIndex(data.projects, data.places);
    this.rowOf = new Map(data.projects.id.map((id, row) => [id, row]));
    this.shown = this.index.shown;
    this.revision = 0;
    this.compact = false; // a small map has no room for the list of parks without a position: they are among the unplaced
  }

  /** Show other projects or another selection: the page has to ask again. */
  show(shown, selectedId) {
    const selected = new Uint8Array(this.index.count);
    if (this.rowOf.has(selectedId)) selected[this.rowOf.get(selectedId)] = 1;
    this.shown = shown;
    this.revision += 1;
    this.index.apply(shown, selected);
  }

  /** As `fetch` would: a reply, or one that is none. */
  async answer(address) {
    const url = new URL(address, 'app://file');
    const folder = /^\/basemap\/(.+)$/.exec(url.pathname);
    if (folder) return reply(this.data.basemap[folder[1]]);
    const route = {
      '/manifest.json': () => ({ basemap: Object.keys(this.data.basemap), fonts: [], routes: [] }),
      '/tokens.json': () => this.data.tokens,
      '/places.json': () => this.data.parks,
      '/members.json': (query) => this.members(Number(query.get('park'))),
      '/project.json': (query) => this.label(Number(query.get('id'))),
    }[url.pathname];
    if (url.pathname === '/frame.bin') return { ok: true, arrayBuffer: async () => this.frame(url.searchParams) };
    return route ? reply(route(url.searchParams)) : MISSING;
  }

  frame(query) {
    const [w, s, e, n, zoom] = ['w', 's', 'e', 'n', 'z'].map((key) => Number(query.get(key)));
    const frame = this.index.frame([w, s, e, n], zoom, query.get('measure') ?? 'count');
    const groups = this.compact ? frame.groups.filter(({ meta }) => meta.kind !== 'unplaced') : frame.groups;
    return encodeFrame({ ...frame, groups }, this.columns, this.revision);
  }

  /** Rows shown at a park, or at the parks that hang there. */
  rowsAt(park) {
    const { places } = this.data;
    const here = places.findIndex((place) => place.park_id === park);
    const inside = new Set([...places.keys()].filter((n) => n === here || places[n].host === here));
    return [...this.shown.keys()].filter((row) => this.shown[row] && inside.has(this.columns.place[row]));
  }

  members(park) {
    const rows = this.rowsAt(park).map((row) => ({ id: this.columns.id[row], name: this.columns.name[row] }));
    return { title: '', note: '', sections: [{ title: '', rows }] };
  }

  label(id) {
    const row = this.rowOf.get(id);
    const { industry, stage, amount, park, basis } = this.data.cards[row];
    return { name: this.columns.name[row], lines: [[industry, stage].filter(Boolean).join('　'), amount], place: park ?? '', badge: basis ?? '' };
  }
}

function reply(value) {
  return value === undefined ? MISSING : { ok: true, json: async () => value };
}
