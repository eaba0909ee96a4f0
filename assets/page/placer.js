// Greedy label placement: a label takes the first of its spots that is free, or is dropped; it never leaves its point.
// Symbols and panels are there first, so they always win.

import { boxTouchesCircle } from './layout.js';

const PAD = 2;
const HALO = 3.2;
const CELL = 64;
const NEAR = 8; // px that letters and halos reach beyond their box, generously

const widths = new Map();

/** Width of a text in a font, remembered: text is measured far more often than it changes. */
export function textWidth(ctx, font, text, spacing = 0) {
  let known = widths.get(font);
  if (!known) widths.set(font, (known = new Map()));
  let width = known.get(text);
  if (width === undefined) {
    if (known.size > 4000) known.clear();
    ctx.font = font;
    width = ctx.measureText(text).width;
    known.set(text, width);
  }
  return width + spacing * text.length;
}

export class Placer {
  constructor(ctx, halo) {
    this.ctx = ctx;
    this.halo = halo;
    this.cells = new Map();
    this.placed = [];
    this.turned = [];
  }

  blockBox(box) {
    const kept = { x: box.x, y: box.y, width: box.width, height: box.height, radius: undefined };
    this.eachCell(box, (cell) => cell.push(kept));
  }

  blockCircle(x, y, radius) {
    const circle = { cx: x, cy: y, radius };
    this.eachCell({ x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius }, (cell) => cell.push(circle));
  }

  isFree(box) {
    const right = Math.floor((box.x + box.width) / CELL);
    const bottom = Math.floor((box.y + box.height) / CELL);
    for (let column = Math.floor(box.x / CELL); column <= right; column += 1) {
      for (let row = Math.floor(box.y / CELL); row <= bottom; row += 1) {
        const cell = this.cells.get(column * 65536 + row);
        if (!cell) continue;
        for (const taken of cell) {
          if (taken.radius === undefined ? overlaps(box, taken) : boxTouchesCircle(box, taken.cx, taken.cy, taken.radius)) return false;
        }
      }
    }
    return true;
  }

  /**
   * Try the spots in order. A block is {kind, lines: [{text, font, size, color, halo?, spacing?, leading?}], tight?}; a spot is
   * {x, y, side: E W N S C, gap}. Returns the box taken, or null. `size` is the block's, where it is known.
   */
  place(block, spots, { accept = () => true, force = false, size = this.measure(block) } = {}) {
    for (const spot of spots) {
      const box = spotBox(size, spot);
      const taken = padded(box, block.tight);
      if (!force && !(this.isFree(taken) && accept(taken))) continue;
      this.blockBox(taken);
      this.placed.push({ block, box, side: spot.side });
      return box;
    }
    return null;
  }

  /** The box, with some room around it, that a block of this size takes at a spot; null unless it is free. */
  freeBox({ tight }, size, spot) {
    const box = padded(spotBox(size, spot), tight);
    return this.isFree(box) ? box : null;
  }

  measure({ lines }) {
    return {
      width: Math.max(...lines.map((line) => textWidth(this.ctx, line.font, line.text, line.spacing))),
      height: lines.reduce((sum, line) => sum + lineHeight(line), 0),
    };
  }

  /** Draw everything placed, in haste what is in the window: all halos first, so that none cuts into a neighbour's letters. */
  draw({ hasty, inner }) {
    const { ctx } = this;
    const seen = hasty ? this.placed.filter(({ box }) => isNear(box, inner)) : this.placed;
    ctx.lineJoin = 'round';
    ctx.textBaseline = 'alphabetic';
    ctx.lineWidth = HALO;
    eachLine(ctx, seen, (line, x, y) => {
      ctx.strokeStyle = line.halo ?? this.halo;
      ctx.strokeText(line.text, x, y);
    });
    eachLine(ctx, seen, (line, x, y) => {
      ctx.fillStyle = line.color;
      ctx.fillText(line.text, x, y);
    });
    ctx.letterSpacing = '0px';
  }

  eachCell(box, visit) {
    const right = Math.floor((box.x + box.width) / CELL);
    const bottom = Math.floor((box.y + box.height) / CELL);
    for (let column = Math.floor(box.x / CELL); column <= right; column += 1) {
      for (let row = Math.floor(box.y / CELL); row <= bottom; row += 1) {
        const key = column * 65536 + row;
        let cell = this.cells.get(key);
        if (!cell) this.cells.set(key, (cell = []));
        visit(cell);
      }
    }
  }
}

function eachLine(ctx, placed, visit) {
  for (const { block, box, side } of placed) {
    let top = box.y;
    for (const line of block.lines) {
      const height = lineHeight(line);
      ctx.font = line.font;
      ctx.letterSpacing = `${line.spacing ?? 0}px`;
      const [align, x] = anchorOf(side, box, line.spacing ?? 0);
      ctx.textAlign = align;
      visit(line, x, Math.round(top + height / 2 + line.size * 0.365));
      top += height;
    }
  }
}

function isNear({ x, y, width, height }, { left, top, right, bottom }) {
  return x + width > left - NEAR && x < right + NEAR && y + height > top - NEAR && y < bottom + NEAR;
}

/** One line of a block. */
export function line(style, text) {
  return { ...style, text };
}

function lineHeight(line) {
  return line.leading ?? Math.round(line.size * 1.36);
}

function anchorOf(side, box, spacing) {
  if (side === 'E') return ['left', box.x];
  if (side === 'W') return ['right', box.x + box.width];
  return ['center', box.x + box.width / 2 + spacing / 2];
}

function spotBox({ width, height }, { x, y, side, gap = 0 }) {
  const left = side === 'E' ? x + gap : side === 'W' ? x - gap - width : x - width / 2;
  const top = side === 'N' ? y - gap - height : side === 'S' ? y + gap : y - height / 2;
  return { x: Math.round(left), y: Math.round(top), width, height };
}

function padded({ x, y, width, height }, tight) {
  const pad = tight ? 0 : PAD;
  return { x: x - PAD, y: y - pad, width: width + 2 * PAD, height: height + 2 * pad };
}

function overlaps(a, b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Break a text into at most `most` lines no wider than `width`, of even length; what does not fit ends in an ellipsis. */
export function wrapText(ctx, font, text, width, most) {
  const widest = breakText(ctx, font, text, width, most);
  if (widest.length < 2 || widest.at(-1).endsWith('…')) return widest;
  for (let narrow = width * 0.5; narrow < width; narrow += 6) {
    const lines = breakText(ctx, font, text, narrow, most);
    if (lines.length && !lines.at(-1).endsWith('…')) return lines;
  }
  return widest;
}

function breakText(ctx, font, text, width, most) {
  const lines = [];
  let rest = text;
  while (rest && lines.length < most) {
    if (textWidth(ctx, font, rest) <= width) return [...lines, rest];
    const last = lines.length === most - 1;
    const cut = fittingLength(ctx, font, rest, width, last ? '…' : '');
    if (!cut) return [];
    lines.push(rest.slice(0, cut) + (last ? '…' : ''));
    rest = rest.slice(cut).trimStart();
  }
  return lines;
}

function fittingLength(ctx, font, text, width, tail) {
  let [cut, most] = [0, text.length];
  while (cut < most) {
    const more = Math.ceil((cut + most) / 2);
    if (textWidth(ctx, font, text.slice(0, more) + tail) <= width) cut = more;
    else most = more - 1;
  }
  if (tail) return cut;
  // A word or number in Latin letters is not broken if it can start the next line; no line starts with a closing mark.
  const before = /[0-9A-Za-z.+-]*$/.exec(text.slice(0, cut))[0].length;
  if (/^[0-9A-Za-z]/.test(text.slice(cut)) && before && before < cut - 3) cut -= before;
  if (/^[，。；：、）》”]/.test(text.slice(cut)) && cut > 2) cut -= 1;
  return cut;
}
