// Sums over groups of projects and how symbols make room for each other: geo/symbols/tally.py, geo/symbols/symbol_scale.py and
// geo/symbols/symbol_spread.py for a page that has no window behind it. A group is {x, y, sums}.

import { donutRadius } from './glyphs.js';
import { groupRadius } from './sizes.js';

export const INDUSTRIES = 5;
export const INFERRED = 10;
export const UNPUBLISHED = 11;
export const SELECTED = 12;
const QUANTITIES = 13;
const CLEARANCE = 4;
const ROUNDS = 24;
const NICE = [1, 2, 3, 4, 5, 6, 8, 10, 20];

/** Projects by industry, their amounts by industry, those of an inferred park, without an amount, selected. */
export function noSums() {
  return new Float64Array(QUANTITIES);
}

export function addRow(sums, { industry, amount_wan: amount, inferred }, row, selected) {
  sums[industry[row]] += 1;
  if (amount[row] < 0) sums[UNPUBLISHED] += 1;
  else sums[INDUSTRIES + industry[row]] += amount[row];
  sums[INFERRED] += inferred[row];
  sums[SELECTED] += selected[row];
}

export function addSums(sums, others) {
  others.forEach((value, index) => { sums[index] += value; });
}

export function countOf(sums) {
  return sums[0] + sums[1] + sums[2] + sums[3] + sums[4];
}

export function amountOf(sums) {
  return sums[5] + sums[6] + sums[7] + sums[8] + sums[9];
}

/** Room a symbol may take by either measure: another measure changes sizes and nothing else. */
export function roomOf(sums, fullWan) {
  const facts = { count: countOf(sums), unpublished: sums[UNPUBLISHED], amountWan: amountOf(sums) };
  return Math.max(donutRadius(facts.count), groupRadius({ shown: 'amount', full_wan: fullWan }, facts));
}

/** The least of 1, 2, 3, 4, 5, 6, 8, 10, 20 … that is not less than a value; 1 for nothing at all. */
export function niceCeiling(value) {
  if (value <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return NICE.map((step) => step * power).find((step) => step >= value);
}

/** Move symbols that touch away from each other, none farther than its reach; `spots` = [{x, y, room, reach}] in px. */
export function spreadApart(spots) {
  let moved = spots.map(({ x, y }) => ({ x, y }));
  for (let round = 0; round < ROUNDS; round += 1) {
    const pushed = moved.map((spot, index) => pushOf(moved, spots, spot, index));
    if (!pushed.some(({ lack }) => lack > 1e-6)) break;
    moved = moved.map((spot, index) => withinReach(spots[index], { x: spot.x + pushed[index].x, y: spot.y + pushed[index].y }));
  }
  return moved;
}

function pushOf(moved, spots, spot, index) {
  const push = { x: 0, y: 0, lack: 0 };
  moved.forEach((other, place) => {
    if (place === index) return;
    const [dx, dy] = [spot.x - other.x, spot.y - other.y];
    const distance = Math.hypot(dx, dy);
    const lack = Math.max(spots[index].room + spots[place].room + CLEARANCE - distance, 0);
    const same = distance < 1e-9;
    push.x += ((same ? Math.sign(index - place) : dx / distance) * lack) / 2;
    push.y += ((same ? 0 : dy / distance) * lack) / 2;
    push.lack = Math.max(push.lack, lack);
  });
  return push;
}

function withinReach(from, to) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const shorten = Math.min(1, from.reach / Math.max(Math.hypot(dx, dy), 1e-9));
  return { x: from.x + dx * shorten, y: from.y + dy * shorten };
}

/**
 * Let symbols of places make room for each other and merge those for which there is none (geo/symbols/symbol_merging.py). `spots` =
 * [{x, y, reach, alone, rank}] in px, `roomsOf(home)` their radii once some are drawn with others. Gives the symbol each is
 * drawn with, and where those stand that are drawn.
 */
export function mergeHidden(spots, roomsOf) {
  const every = spots.map((_, index) => index);
  const merge = (home, kept, at, rooms, slack) => {
    const free = kept.filter((index) => !spots[index].alone);
    const hidden = findHidden(free.map((index) => ({ ...at[index], room: rooms[index], rank: spots[index].rank })), slack);
    const step = [...every];
    free.forEach((index, n) => { step[index] = free[hidden[n]]; });
    return home.map((index) => step[index]);
  };
  let home = merge(every, every, spots, roomsOf(every), 2 * Math.max(0, ...spots.map(({ reach }) => reach)));
  for (;;) {
    const rooms = roomsOf(home);
    const kept = every.filter((index) => home[index] === index);
    const moved = spots.map(({ x, y }) => ({ x, y }));
    spreadApart(kept.map((index) => ({ ...spots[index], room: rooms[index] }))).forEach((spot, n) => { moved[kept[n]] = spot; });
    const next = merge(home, kept, moved, rooms, 0);
    if (next.every((to, index) => to === home[index])) return { home, moved };
    home = next;
  }
}

/** For each symbol the larger one that covers its figure, else itself. */
function findHidden(symbols, slack) {
  const order = [...symbols.keys()].sort((a, b) => symbols[b].rank - symbols[a].rank || a - b);
  const target = [...symbols.keys()];
  order.forEach((index, n) => {
    if (target[index] !== index) return;
    for (const other of order.slice(n + 1)) {
      const [one, two] = [symbols[index], symbols[other]];
      const apart = Math.hypot(one.x - two.x, one.y - two.y) + slack;
      if (target[other] === other && apart < Math.max(one.room, two.room) + Math.min(one.room, two.room) / 2) target[other] = index;
    }
  });
  return target;
}

/** Merge groups whose symbols would touch into the largest of them, until none touch. */
export function withoutOverlaps(groups, unit, fullWan, block) {
  let left = groups;
  for (;;) {
    left = [...left].sort((a, b) => countOf(b.sums) - countOf(a.sums) || a.y - b.y || a.x - b.x);
    const room = left.map(({ sums }) => roomOf(sums, fullWan));
    const drawn = left.map((group, index) => keptInside(group, (room[index] + CLEARANCE / 2) * unit, block));
    const target = touchedBy(drawn, room, unit);
    if (target.every((to, index) => to === index)) return drawn;
    left = mergedInto(left, target);
  }
}

/** As far from the edges of its block as a symbol reaches: so none touches one of a neighbouring block. */
function keptInside(group, reach, { left, top, size }) {
  const within = (value, low) => Math.min(Math.max(value, low + reach), low + size - reach);
  return { ...group, x: within(group.x, left), y: within(group.y, top) };
}

function touchedBy(groups, room, unit) {
  const target = groups.map((_, index) => index);
  groups.forEach((group, index) => {
    if (target[index] !== index) return;
    for (let other = index + 1; other < groups.length; other += 1) {
      const apart = Math.hypot((group.x - groups[other].x) / unit, (group.y - groups[other].y) / unit);
      if (target[other] === other && apart < room[index] + room[other] + CLEARANCE) target[other] = index;
    }
  });
  return target;
}

function mergedInto(groups, target) {
  const merged = new Map();
  groups.forEach(({ x, y, sums }, index) => {
    const to = merged.get(target[index]) ?? { x: 0, y: 0, sums: noSums() };
    merged.set(target[index], to);
    const weight = countOf(sums);
    to.x += x * weight;
    to.y += y * weight;
    addSums(to.sums, sums);
  });
  return [...merged.values()].map(({ x, y, sums }) => ({ x: x / countOf(sums), y: y / countOf(sums), sums }));
}
