// The symbols of one viewport as the window's index encoded them: typed arrays over one buffer, nothing copied.

import { request } from './fetching.js';

const MAGIC = 0x3243584b;
const HEADER_BYTES = 32;
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
  const pick = (array, kept) => array.constructor.from(kept, (i) => array[i]);
  const picked = (keys, kept) => Object.fromEntries(keys.map((key) => [key, pick(frame[key], kept)]));
  const byIndustry = (array) => array.constructor.from(groups.flatMap((i) => [...array.subarray(5 * i, 5 * i + 5)]));
  return {
    ...frame, groupCount: groups.length, pointCount: points.length, heads: [],
    groups: groups.map((i) => frame.groups[i]), names: frame.names && points.map((i) => frame.names[i]),
    industry: byIndustry(frame.industry), amountByIndustry: byIndustry(frame.amountByIndustry),
    ...picked(['groupX', 'groupY', 'count', 'inferred', 'unpublished', 'selected'], groups),
    ...picked(['pointX', 'pointY', 'pointId', 'pointAmountYi', 'pointIndustry', 'pointFlags'], points),
  };
}

/**
 * Fetches frames; a newer request aborts an older one, so that only the newest is ever drawn. The last one is kept: the
 * same view is not asked for twice, and one asked for ahead waits until the map is there.
 */
export class FrameLoader {
  constructor(onFrame, onError) {
    Object.assign(this, { onFrame, onError, asked: null, version: 0 });
  }

  /** The window has another result: what is kept or under way no longer holds. */
  forget() {
    this.version += 1;
  }

  /** `display` says by what symbols are sized and fetches the figures of the other modes, so that both arrive as one. */
  async request(bounds, zoom, display, { ahead = false } = {}) {
    const viewport = sidesOf(bounds, zoom);
    const key = this.keyOf(viewport, display);
    if (this.asked?.key === key) {
      this.asked.ahead &&= ahead;
      // What is drawn next may still be on its way: whoever asked comes to its end first.
      if (this.asked.frame) queueMicrotask(() => this.deliver(this.asked));
      return;
    }
    this.asked?.controller.abort();
    const asked = { key, ahead, controller: new AbortController(), frame: null };
    this.asked = asked;
    try {
      asked.frame = await fetchFrame(viewport, zoom, display, { signal: asked.controller.signal });
      this.deliver(asked);
    } catch (error) {
      if (this.asked === asked) this.asked = null;
      if (error.name !== 'AbortError') this.onError(error);
    }
  }

  /** Take a frame of another result that came unasked, if it is what would be asked for now; returns whether it is. */
  take(query, buffer, bounds, zoom, display) {
    this.forget();
    const viewport = sidesOf(bounds, zoom);
    if (display.mode !== 'symbols' || query !== queryOf(viewport, display)) return false;
    this.put(wholeFrame(buffer, viewport, zoom, query), display);
    return true;
  }

  /** This frame is the answer to its view from now on. */
  put(frame, display) {
    this.asked?.controller.abort();
    this.asked = { key: this.keyOf(frame.sides, display), ahead: false, controller: new AbortController(), frame };
    this.deliver(this.asked);
  }

  /** Whether this frame is the answer to what was asked last. */
  holds(frame) {
    return this.asked?.frame === frame;
  }

  keyOf(viewport, display) {
    return [this.version, display.asks, ...viewport].join(' ');
  }

  deliver(asked) {
    if (asked && asked === this.asked && !asked.ahead) this.onFrame(asked.frame);
  }
}

/** A view in the words of a question. */
function sidesOf(bounds, zoom) {
  return [...bounds.map((value) => value.toFixed(7)), zoom.toFixed(2)];
}

/** The window writes the same for a frame that it sends unasked. */
function queryOf([w, s, e, n, z], { measure }) {
  return `w=${w}&s=${s}&e=${e}&n=${n}&z=${z}&measure=${measure}`;
}

async function fetchFrame(viewport, zoom, display, options) {
  const query = queryOf(viewport, display);
  const [reply, figures] = await Promise.all([request(`/frame.bin?${query}`, options), display.fetch(query, options)]);
  const whole = wholeFrame(await reply.arrayBuffer(), viewport, zoom, query);
  return figures ? { ...onlySelected(whole), figures } : whole;
}

function wholeFrame(buffer, sides, zoom, query) {
  return { ...decodeFrame(buffer), zoom, query, sides, viewport: sides.map(Number) };
}
