// The symbols of one viewport as the window's index encoded them: typed arrays over one buffer, nothing copied.

import { boxOf, cutFrame, holdsBox, sidesOf, takeSymbols } from './box.js';
import { request } from './fetching.js';

const MAGIC = 0x3243584b;
const HEADER_BYTES = 32;
const MOST_NAMES = 400; // a frame of more points has no names (geo/aggregation.py)
const MOST_BYTES = 6e6; // of frames kept
const FAR = 1; // views on every side that are asked for ahead,
const NEAR = 0.35; // as soon as less than this share of them is at hand
const LEAST = 0.1; // on larger screens nothing is asked ahead
const MOST_PX2 = 9e6; // of a box that is asked for ahead, on the screen
export const INDUSTRY_COUNT = 5;
export const FLAG = { inferred: 1, planned: 2, selected: 4, own: 8 };

/** How symbols are sized while nothing is known. */
const COUNTED = { asked: 'count', shown: 'count', full_wan: 1, count: 0, published: 0 };

export const EMPTY_FRAME = {
  revision: -1, zoom: 0, groupCount: 0, pointCount: 0, groups: [], heads: [], names: null,
  groupX: [], groupY: [], count: [], inferred: [], unpublished: [], selected: [], amountByIndustry: [], industry: [],
  measure: COUNTED,
  pointX: [], pointY: [], pointId: [], pointAmountYi: [], pointIndustry: [], pointFlags: [],
};

/** Decode a buffer; throws if it is not a frame. */
export function decodeFrame(buffer) {
  const header = new Uint32Array(buffer, 0, 8);
  if (header[0] !== MAGIC) throw new Error('not a frame');
  const [, revision, n, m, metaBytes] = header;
  const meta = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, HEADER_BYTES, metaBytes)));
  let offset = HEADER_BYTES + metaBytes;
  const take = (Type, length) => {
    const array = new Type(buffer, offset, length);
    offset += array.byteLength;
    return array;
  };
  return {
    revision, groupCount: n, pointCount: m, groups: meta.groups, heads: meta.heads ?? [], names: meta.names ?? null,
    measure: meta.measure, amountByIndustry: take(Float64Array, n * INDUSTRY_COUNT),
    groupX: take(Uint32Array, n), groupY: take(Uint32Array, n), count: take(Uint32Array, n),
    inferred: take(Uint32Array, n), unpublished: take(Uint32Array, n), selected: take(Uint32Array, n),
    industry: take(Uint32Array, n * INDUSTRY_COUNT),
    pointX: take(Uint32Array, m), pointY: take(Uint32Array, m), pointId: take(Uint32Array, m),
    pointAmountYi: take(Float32Array, m), pointIndustry: take(Uint8Array, m), pointFlags: take(Uint8Array, m),
  };
}

/** Where colours on the ground speak, only selected symbols stay on top of them. */
function onlySelected(frame) {
  const groups = [...frame.groups.keys()].filter((i) => frame.selected[i]);
  const points = [...frame.pointFlags.keys()].filter((i) => frame.pointFlags[i] & FLAG.selected);
  return { ...takeSymbols(frame, groups, points), heads: [] };
}

/**
 * Fetches frames; a newer request aborts an older one, so that only the newest is ever drawn. What one result was asked
 * for is kept, and what lies in it is not asked for again: a view is then drawn in the same task. One asked for ahead
 * waits until the map is there.
 */
export class FrameLoader {
  constructor(onFrame, onError) {
    Object.assign(this, { onFrame, onError, asked: null, version: 0, kept: new KeptFrames(), ahead: null });
  }

  /** The window has another result: what is kept or under way no longer holds. */
  forget() {
    this.version += 1;
    this.kept.clear();
    this.ahead?.abort();
  }

  /** `display` says by what symbols are sized and fetches the figures of the other modes, so that both arrive as one. */
  async request(view, bounds, display, { ahead = false } = {}) {
    const box = display.asksFigures ? { sides: sidesOf(bounds, view.zoom), zoom: view.zoom } : boxOf(view);
    const key = this.keyOf(box, display);
    const standing = this.asked;
    if (standing?.key === key) {
      standing.ahead &&= ahead;
      // What is drawn next may still be on its way: whoever asked comes to its end first. By then something else may be asked.
      if (standing.frame) queueMicrotask(() => this.deliver(standing));
      return;
    }
    this.asked?.controller.abort();
    this.ahead?.abort();
    const asked = { key, ahead, controller: new AbortController(), frame: this.keptFor(box, display), told: false };
    this.asked = asked;
    if (asked.frame) {
      queueMicrotask(() => this.deliver(asked));
      return;
    }
    try {
      const frame = await fetchFrame(box, display, { signal: asked.controller.signal });
      Object.assign(asked, { frame, told: true });
      this.keep(box, frame, display);
      this.deliver(asked);
    } catch (error) {
      if (this.asked === asked) this.asked = null;
      if (error.name !== 'AbortError') this.onError(error);
    }
  }

  /** Take a frame of another result that came unasked, if it is what would be asked for now; returns whether it is. */
  take(query, buffer, view, display) {
    this.forget();
    const box = boxOf(view);
    if (display.asksFigures || query !== queryOf(box, display)) return false;
    this.put(wholeFrame(buffer, box, query), display);
    return true;
  }

  /** This frame is the answer to its view from now on. */
  put(frame, display) {
    this.asked?.controller.abort();
    this.asked = { key: this.keyOf(frame.box, display), ahead: false, controller: new AbortController(), frame, told: true };
    this.keep(frame.box, frame, display);
    this.deliver(this.asked);
  }

  /** Whether this frame is the answer to what was asked last. */
  holds(frame) {
    return this.asked?.frame === frame;
  }

  /** The frame of a box if it is known already, without the marks it was drawn with: something else is pointed at by now. */
  keptFor(box, display) {
    if (display.asksFigures) return null;
    const frame = this.kept.find(box, display.asks);
    return frame && { ...frame, marks: null, ...namesOf(box, queryOf(box, display)) };
  }

  /** What the window thinks the page shows is what it was asked for last; tell it what is shown instead. */
  async tell(display) {
    const { asked } = this;
    if (!asked?.frame || asked.told || display.asksFigures) return;
    asked.told = true;
    await bytesFrom(`/looked.json?${asked.frame.query}`); // unheard, what is pushed next is another view's: then the page asks
  }

  /** Ask for what lies around a view before it is needed, unless that is known; given up when anything else is asked. */
  async lookAhead(view, display) {
    const far = Math.min(FAR, (Math.sqrt(MOST_PX2 / (view.width * view.height)) - 1) / 2);
    if (display.asksFigures || far < LEAST || this.kept.holds(boxOf(view, NEAR * far), display.asks)) return;
    const { version } = this;
    const box = boxOf(view, far);
    this.ahead?.abort();
    this.ahead = new AbortController();
    const query = queryOf(box, display);
    const bytes = await bytesFrom(`/ahead.bin?${query}`, { signal: this.ahead.signal });
    if (bytes && version === this.version) this.keep(box, wholeFrame(bytes, box, query), display);
  }

  keep(box, frame, display) {
    if (!display.asksFigures) this.kept.add({ box, frame, asks: display.asks });
  }

  keyOf({ sides }, display) {
    return [this.version, display.asks, ...sides].join(' ');
  }

  deliver(asked) {
    if (asked && asked === this.asked && !asked.ahead) this.onFrame(asked.frame);
  }
}

/** Frames of one result, those used last; a view is cut out of any that holds it. */
class KeptFrames {
  constructor() {
    this.clear();
  }

  clear() {
    Object.assign(this, { frames: [], bytes: 0 });
  }

  add(one) {
    const inside = ({ box, asks }) => asks === one.asks && holdsBox(one.box, box);
    this.frames = [one, ...this.frames.filter((other) => !inside(other))];
    this.bytes = 0;
    const fits = this.frames.findIndex(({ frame }) => (this.bytes += frame.bytes) > MOST_BYTES);
    if (fits >= 0) this.frames.length = Math.max(1, fits);
  }

  holds(box, asks) {
    return this.frames.some((one) => one.asks === asks && holdsBox(one.box, box));
  }

  find(box, asks) {
    const at = this.frames.findIndex((one) => one.asks === asks && holdsBox(one.box, box));
    if (at < 0) return null;
    const [one] = this.frames.splice(at, 1);
    this.frames.unshift(one);
    return one.box.sides.join() === box.sides.join() ? one.frame : cutFrame(one.frame, box, MOST_NAMES);
  }
}

/** The window writes the same for a frame that it sends unasked. */
function queryOf({ sides: [w, s, e, n, z] }, { measure }) {
  return `w=${w}&s=${s}&e=${e}&n=${n}&z=${z}&measure=${measure}`;
}

/** Null where nothing comes, as when the page is left: what was asked ahead is asked for, and missed, when it is needed. */
function bytesFrom(url, options) {
  return request(url, options).then((reply) => reply.arrayBuffer()).catch(() => null);
}

async function fetchFrame(box, display, options) {
  const query = queryOf(box, display);
  const [reply, figures] = await Promise.all([request(`/frame.bin?${query}`, options), display.fetch(query, options)]);
  const whole = wholeFrame(await reply.arrayBuffer(), box, query);
  return figures ? { ...onlySelected(whole), figures } : whole;
}

function wholeFrame(buffer, box, query) {
  return { ...decodeFrame(buffer), ...namesOf(box, query), bytes: buffer.byteLength };
}

/** By what a frame is known. */
function namesOf(box, query) {
  return { zoom: box.zoom, query, box, viewport: box.sides.map(Number) };
}
