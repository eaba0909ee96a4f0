// From all projects of the file and a viewport to the few symbols to draw: geo/aggregation.py for a page of its own,
// held to it by tests, so that the file shows what the window shows.

import { OwnClusters, contains } from './file_clusters.js';
import { INFERRED, SELECTED, UNPUBLISHED, addRow, addSums, amountOf, countOf, mergeHidden, niceCeiling, noSums, roomOf } from './file_tally.js';
import { FLAG } from './frame.js';
import { WORDS } from './words.js';
import { WORLD, worldX, worldY } from './world.js';

const PARKS_ZOOM = 10.5;
const SUBPARKS_ZOOM = 12.5;
const POINTS_ZOOM = 13;
const MOST_NAMES = 400;
const MARGIN_PX = 96;
const CITY_REACH_PX = 10;
const PARK_REACH_PX = 14;

export class FileIndex {
  /** `columns` = {id, name, x, y, place, industry, amount_wan, inferred, planned}; `places` as geo/placement.py has them. */
  constructor(columns, places) {
    Object.assign(this, { columns, places, count: columns.id.length });
    this.members = places.map(() => []);
    const own = [];
    columns.place.forEach((place, row) => (place < 0 ? own : this.members[place]).push(row));
    this.own = new OwnClusters(columns, own);
    const everything = new Uint8Array(this.count).fill(1);
    this.all = this.sumPlaces(everything, new Uint8Array(this.count));
    this.near = this.nearSpots();
    this.fullWan = niceCeiling(Math.max(this.largestSumWan(), this.own.largestCellWan()));
    this.apply(everything, new Uint8Array(this.count));
  }

  /** Take in which projects match and which are selected, 0 or 1 each. */
  apply(shown, selected) {
    Object.assign(this, { shown, selected });
    this.sums = this.sumPlaces(shown, selected);
    this.own.apply(shown, selected);
    const rows = [...shown.keys()].filter((row) => shown[row]);
    this.published = { count: rows.length, published: rows.filter((row) => this.columns.amount_wan[row] >= 0).length };
  }

  /** What one viewport shows, as geo/symbols/map_frame.py describes it; bounds in degrees, [west, south, east, north]. */
  frame([w, s, e, n], zoom, asked = 'count') {
    const margin = (MARGIN_PX * WORLD) / (256 * 2 ** zoom);
    const box = {
      west: Math.round(worldX(Math.max(w, -180))) - margin, east: Math.round(worldX(Math.min(e, 180))) + margin,
      north: Math.round(worldY(Math.min(n, 85))) - margin, south: Math.round(worldY(Math.max(s, -85))) + margin,
    };
    const opened = this.places.map(({ kind, open_zoom: open }) => (kind === 'park' || kind === 'subpark') && zoom >= open);
    const own = this.own.visible(box, zoom, zoom >= POINTS_ZOOM, this.fullWan);
    const rows = [...this.openRows(box, opened), ...own.rows];
    const groups = [
      ...this.placeGroups(box, zoom, opened),
      ...own.groups.map((group) => ({ ...group, meta: { place: null, name: '', kind: 'own', note: '', holds: [] } })),
    ];
    return { groups, rows, heads: this.heads(box, opened), names: rows.length <= MOST_NAMES, measure: this.measure(asked), flags: rows.map((row) => this.flagsOf(row)) };
  }

  measure(asked) {
    const { count, published } = this.published;
    const shown = asked === 'amount' && published > 0 && 2 * published >= count ? 'amount' : 'count';
    return { asked, shown, full_wan: this.fullWan, count, published };
  }

  /** Place whose symbol shows each place at this zoom, -1 where projects are drawn one by one. */
  targets(zoom, opened) {
    return this.places.map(({ kind, host }, index) => {
      if (opened[index]) return -1;
      if (zoom < PARKS_ZOOM) return 0;
      return zoom < SUBPARKS_ZOOM && kind === 'subpark' ? host : index;
    });
  }

  placeGroups(box, zoom, opened) {
    const apart = this.targets(zoom, opened);
    const { drawnWith, spots } = this.symbolPlan(zoom, apart);
    const sums = merge(this.sums, apart.map((index) => (index < 0 ? -1 : drawnWith[index])));
    const matching = merge(this.sums, apart).map((each) => countOf(each) > 0);
    return spots.flatMap(({ x, y }, index) => (
      countOf(sums[index]) && contains(box, x, y) ? [{ x, y, sums: sums[index], meta: this.groupMeta(index, drawnWith, matching, zoom) }] : []));
  }

  /** A symbol's words; of several parks the largest that matches speaks for all of them. */
  groupMeta(symbol, drawnWith, matching, zoom) {
    const inside = [...drawnWith.keys()].filter((index) => drawnWith[index] === symbol);
    if (inside.length < 2) return metaOf(this.places[symbol], zoom);
    const ranked = inside.sort((a, b) => this.ranks[b] - this.ranks[a] || a - b);
    const holds = ranked.map((index) => this.places[index].park_id);
    const some = ranked.filter((index) => matching[index]);
    const first = this.places[some[0]];
    if (some.length === 1) return { ...metaOf(first, zoom), holds };
    return { place: null, name: WORDS.file.mergedParks(first.name, some.length), kind: 'park', note: '', holds };
  }

  /** Which symbols stand where follows from all projects of the file, so that a filter never moves one. */
  symbolPlan(zoom, target) {
    const unit = WORLD / (256 * 2 ** zoom);
    const spots = this.places.map((place, index) => (zoom >= SUBPARKS_ZOOM ? this.near[index] : spotOf(place)));
    const merged = merge(this.all, target);
    const standing = this.places.flatMap(({ kind }, index) => (countOf(merged[index]) && kind !== 'unplaced' ? [index] : []));
    this.ranks = merged.map(countOf);
    const given = standing.map((index) => merged[index]);
    const { home, moved } = mergeHidden(standing.map((index) => ({
      x: spots[index].x / unit, y: spots[index].y / unit, rank: this.ranks[index],
      alone: this.places[index].kind === 'city', reach: this.places[index].kind === 'city' ? CITY_REACH_PX : PARK_REACH_PX,
    })), (homes) => merge(given, homes).map((sums) => roomOf(sums, this.fullWan)));
    const drawnWith = this.places.map((_, index) => index);
    standing.forEach((index, n) => {
      spots[index] = { x: moved[n].x * unit, y: moved[n].y * unit };
      drawnWith[index] = standing[home[n]];
    });
    return { drawnWith, spots: spots.map((spot, index) => (this.places[index].kind === 'unplaced' ? spots[0] : spot)) };
  }

  /** Each place's spot once parks that share one are told apart. */
  nearSpots() {
    const hosts = this.places.map(({ host }, index) => (host < 0 ? index : host));
    const sharing = this.places.map(() => 0);
    hosts.forEach((host, index) => { if (countOf(this.all[index])) sharing[host] += 1; });
    return this.places.map((place, index) => (
      place.middle && sharing[hosts[index]] > 1 ? { x: place.middle[0], y: place.middle[1] } : spotOf(place)));
  }

  openRows(box, opened) {
    const { x, y } = this.columns;
    return this.members.flatMap((rows, index) => (
      opened[index] ? rows.filter((row) => this.shown[row] && contains(box, x[row], y[row])) : []));
  }

  heads(box, opened) {
    return this.places.flatMap(({ park_id: place, name, head }, index) => {
      const sums = this.sums[index];
      if (!opened[index] || !head || !countOf(sums) || !contains(box, ...head)) return [];
      return [{ place, name, x: head[0], y: head[1], stated: countOf(sums) - sums[INFERRED], inferred: sums[INFERRED] }];
    });
  }

  flagsOf(row) {
    const { inferred, planned, place } = this.columns;
    return inferred[row] * FLAG.inferred + planned[row] * FLAG.planned + this.selected[row] * FLAG.selected
      + (place[row] < 0 ? FLAG.own : 0);
  }

  sumPlaces(shown, selected) {
    return this.members.map((rows) => {
      const sums = noSums();
      for (const row of rows) if (shown[row]) addRow(sums, this.columns, row, selected);
      return sums;
    });
  }

  largestSumWan() {
    const merged = merge(this.all, this.targets(PARKS_ZOOM, this.places.map(() => false)));
    return Math.max(0, ...merged.map(amountOf));
  }
}

function spotOf({ world_x: x, world_y: y }) {
  return { x, y };
}

function merge(sums, target) {
  const merged = sums.map(noSums);
  sums.forEach((one, index) => { if (target[index] >= 0) addSums(merged[target[index]], one); });
  return merged;
}

/** A ring's words; the note tells what is merged into it at this zoom. */
function metaOf({ park_id: place, name, kind, note }, zoom) {
  if (kind === 'city' && zoom < PARKS_ZOOM) return { place, name, kind, note: WORDS.file.merged, holds: [] };
  return { place, name, kind, note: kind === 'park' && zoom >= SUBPARKS_ZOOM ? '' : note, holds: [] };
}

/** A frame in the form the page decodes (geo/symbols/map_frame.py). */
export function encodeFrame({ groups, rows, heads, names, measure, flags }, columns, revision) {
  const told = { groups: groups.map(({ meta }) => meta), heads, names: names ? rows.map((row) => columns.name[row]) : null, measure };
  const text = new TextEncoder().encode(JSON.stringify(told));
  const metaBytes = Math.ceil(text.length / 8) * 8;
  const buffer = new ArrayBuffer(32 + metaBytes + groups.length * (40 + 24 + 20) + rows.length * 18);
  new Uint32Array(buffer, 0, 8).set([0x3243584b, revision, groups.length, rows.length, metaBytes]);
  const meta = new Uint8Array(buffer, 32, metaBytes).fill(32);
  meta.set(text);
  let offset = 32 + metaBytes;
  const put = (Type, values) => {
    new Type(buffer, offset, values.length).set(values);
    offset += values.length * Type.BYTES_PER_ELEMENT;
  };
  const units = (value) => Math.max(0, Math.min(WORLD - 1, Math.round(value)));
  put(Float64Array, groups.flatMap(({ sums }) => [...sums.subarray(5, 10)]));
  put(Uint32Array, groups.map(({ x }) => units(x)));
  put(Uint32Array, groups.map(({ y }) => units(y)));
  put(Uint32Array, groups.map(({ sums }) => countOf(sums)));
  for (const quantity of [INFERRED, UNPUBLISHED, SELECTED]) put(Uint32Array, groups.map(({ sums }) => sums[quantity]));
  put(Uint32Array, groups.flatMap(({ sums }) => [...sums.subarray(0, 5)]));
  for (const key of ['x', 'y', 'id']) put(Uint32Array, rows.map((row) => columns[key][row]));
  put(Float32Array, rows.map((row) => (columns.amount_wan[row] < 0 ? NaN : columns.amount_wan[row] / 10000)));
  put(Uint8Array, rows.map((row) => columns.industry[row]));
  put(Uint8Array, flags);
  return buffer;
}
