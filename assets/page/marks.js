// Projects pointed at elsewhere, such as under a bar of a chart: their symbols get a ring, by share where only some of a
// group are meant, and all others step back. Nothing is asked for anew and nothing moves.

import { request } from './fetching.js';

export const FADED = 0.28;

const MAGIC = 0x314d584b;
const TOP = -Math.PI / 2;
const TURN = 2 * Math.PI;

export class Marks {
  /** `frameNow()` gives the frame that is drawn; `onChange()` draws it again. */
  constructor(frameNow, onChange, onError) {
    Object.assign(this, { frameNow, onChange, onError, wanted: false, round: 0 });
  }

  /** Something is pointed at, or no longer. */
  set(some) {
    this.wanted = some;
    this.refresh();
  }

  /** Find out the marks of the frame that is drawn now; thematic modes have no symbols to mark. */
  async refresh() {
    this.round += 1;
    const { round } = this;
    const frame = this.frameNow();
    if (!this.wanted) {
      if (frame.marks) this.put(frame, null);
      return;
    }
    if (!frame.viewport || frame.figures) return;
    const [w, s, e, n, z] = frame.viewport;
    try {
      const reply = await request(`/marks.bin?w=${w}&s=${s}&e=${e}&n=${n}&z=${z}`);
      const marks = decodeMarks(await reply.arrayBuffer(), frame);
      if (round === this.round && marks && frame === this.frameNow()) this.put(frame, marks);
    } catch (error) {
      this.onError(error);
    }
  }

  put(frame, marks) {
    frame.marks = marks;
    this.onChange();
  }
}

/** The marks if they belong to the frame, else null: then a newer frame is on its way. */
export function decodeMarks(buffer, frame) {
  const [magic, revision, n, m] = new Uint32Array(buffer, 0, 4);
  if (magic !== MAGIC) throw new Error('not marks');
  if (revision !== frame.revision || n !== frame.groupCount || m !== frame.pointCount) return null;
  return { groups: new Uint32Array(buffer, 16, n), points: new Uint8Array(buffer, 16 + 4 * n, m) };
}

/** Before a symbol is drawn: those without anything that is pointed at step back. */
export function fadeUnmarked(ctx, { marked }) {
  if (marked !== undefined && !marked) ctx.globalAlpha = FADED;
}

/** The ring around what is pointed at; of a group, as much of it as is meant. */
export function drawMark(ctx, symbol, theme) {
  if (!symbol.marked) return;
  const radius = symbol.radius + (symbol.selected ? 11 : 5);
  const share = Math.min(1, symbol.marked / (symbol.count ?? 1));
  for (const [width, color] of [[5, theme.colors.surf], [2.2, theme.colors.ink]]) {
    ctx.beginPath();
    ctx.arc(symbol.x, symbol.y, radius, TOP, TOP + share * TURN);
    ctx.lineWidth = width;
    ctx.lineCap = 'round';
    ctx.strokeStyle = color;
    ctx.stroke();
  }
  ctx.lineCap = 'butt';
}
