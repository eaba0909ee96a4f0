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

/** Fetches frames; a newer request aborts an older one, so that only the newest is ever drawn. */
export class FrameLoader {
  constructor(onFrame, onError) {
    this.onFrame = onFrame;
    this.onError = onError;
    this.controller = null;
  }

  /** `display` says by what symbols are sized and fetches the figures of the other modes, so that both arrive as one. */
  async request(bounds, zoom, display) {
    this.controller?.abort();
    const controller = new AbortController();
    this.controller = controller;
    const [w, s, e, n] = bounds.map((value) => value.toFixed(7));
    try {
      const query = `w=${w}&s=${s}&e=${e}&n=${n}&z=${zoom.toFixed(2)}&measure=${display.measure}`;
      const options = { signal: controller.signal };
      const [reply, figures] = await Promise.all([request(`/frame.bin?${query}`, options), display.fetch(query, options)]);
      const viewport = [w, s, e, n, zoom.toFixed(2)].map(Number);
      const whole = { ...decodeFrame(await reply.arrayBuffer()), zoom, viewport };
      const frame = figures ? { ...onlySelected(whole), figures } : whole;
      if (this.controller === controller) this.onFrame(frame);
    } catch (error) {
      if (error.name !== 'AbortError') this.onError(error);
    }
  }
}
