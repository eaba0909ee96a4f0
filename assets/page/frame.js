// The symbols of one viewport as the window's index encoded them: typed arrays over one buffer, nothing copied.

import { request } from './fetching.js';

const MAGIC = 0x3143584b;
const HEADER_BYTES = 32;
export const INDUSTRY_COUNT = 5;
export const FLAG = { inferred: 1, planned: 2, selected: 4, own: 8 };

export const EMPTY_FRAME = {
  revision: -1, zoom: 0, groupCount: 0, pointCount: 0, groups: [], heads: [], names: null,
  groupX: [], groupY: [], count: [], inferred: [], unpublished: [], selected: [], amountWan: [], industry: [],
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
    amountWan: take(Float64Array, n),
    groupX: take(Uint32Array, n), groupY: take(Uint32Array, n), count: take(Uint32Array, n),
    inferred: take(Uint32Array, n), unpublished: take(Uint32Array, n), selected: take(Uint32Array, n),
    industry: take(Uint32Array, n * INDUSTRY_COUNT),
    pointX: take(Uint32Array, m), pointY: take(Uint32Array, m), pointId: take(Uint32Array, m),
    pointAmountYi: take(Float32Array, m), pointIndustry: take(Uint8Array, m), pointFlags: take(Uint8Array, m),
  };
}

/** Fetches frames; a newer request aborts an older one, so that only the newest is ever drawn. */
export class FrameLoader {
  constructor(onFrame, onError) {
    this.onFrame = onFrame;
    this.onError = onError;
    this.controller = null;
  }

  async request(bounds, zoom) {
    this.controller?.abort();
    const controller = new AbortController();
    this.controller = controller;
    const [w, s, e, n] = bounds.map((value) => value.toFixed(7));
    try {
      const reply = await request(`/frame.bin?w=${w}&s=${s}&e=${e}&n=${n}&z=${zoom.toFixed(2)}`, {
        signal: controller.signal,
      });
      const frame = { ...decodeFrame(await reply.arrayBuffer()), zoom };
      if (this.controller === controller) this.onFrame(frame);
    } catch (error) {
      if (error.name !== 'AbortError') this.onError(error);
    }
  }
}
