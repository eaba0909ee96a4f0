// A chart as a picture that stands alone: heading, figures, key, bars, what was asked and how it is counted; at twice
// the size of the screen.

import { drawGlyph } from './glyphs.js';

const SCALE = 2;
const EDGE = 16;
const LEAST_WIDTH = 420;

/** `drawn` is the canvas of the bars at SCALE, or null for an empty chart, which says why. */
export function chartPicture(chart, figures, theme, drawn, plot) {
  const width = Math.max(LEAST_WIDTH, plot.clientWidth) + 2 * EDGE;
  const paper = document.createElement('canvas').getContext('2d');
  const lines = {
    sum: wrap(paper, theme.font(11), chart.words, width - 2 * EDGE),
    foot: [figures.words.filters, chart.definition, figures.words.source].flatMap(
      (text) => wrap(paper, theme.font(10), text, width - 2 * EDGE),
    ),
  };
  const keyed = chart.key === 'industry_year' ? 20 : 0;
  const head = EDGE + 20 + 16 * lines.sum.length + keyed + 6;
  const height = head + plot.clientHeight + 10 + 14 * lines.foot.length + EDGE;
  const { canvas } = paper;
  [canvas.width, canvas.height] = [width * SCALE, height * SCALE];
  const ctx = canvas.getContext('2d');
  ctx.scale(SCALE, SCALE);
  ctx.fillStyle = theme.colors.surf;
  ctx.fillRect(0, 0, width, height);
  ctx.textBaseline = 'alphabetic';
  write(ctx, theme.font(14, 600), theme.colors.ink, [chart.title], EDGE, EDGE + 14, 20);
  write(ctx, theme.font(11), theme.colors.ink2, lines.sum, EDGE, EDGE + 34, 16);
  if (keyed) drawKey(ctx, figures.series, theme, head - 16);
  if (drawn) ctx.drawImage(drawn, EDGE, head, drawn.width / SCALE, drawn.height / SCALE);
  else write(ctx, theme.font(12), theme.colors.ink3, [chart.empty], EDGE, head + 40, 16);
  write(ctx, theme.font(10), theme.colors.ink3, lines.foot, EDGE, head + plot.clientHeight + 20, 14);
  return canvas;
}

function drawKey(ctx, series, theme, y) {
  let x = EDGE;
  ctx.font = theme.font(11);
  for (const { name, slot, count } of series) {
    if (!count) continue;
    drawGlyph(ctx, theme.industries[slot].shape, x + 6, y, 4.4, { color: theme.industryColor(slot), surface: theme.colors.surf, outline: 0 });
    ctx.fillStyle = theme.colors.ink;
    ctx.fillText(name, x + 15, y + 4);
    x += 15 + ctx.measureText(name).width + 12;
  }
}

function write(ctx, font, color, lines, x, y, step) {
  ctx.font = font;
  ctx.fillStyle = color;
  lines.forEach((text, i) => ctx.fillText(text, x, y + i * step));
}

/** Lines no wider than `width`, broken between characters, or between words where there are any. */
function wrap(ctx, font, text, width) {
  ctx.font = font;
  const lines = [''];
  for (const piece of text.match(/[\x21-\x7e]+|\s|[^\x21-\x7e\s]/g) ?? []) {
    const last = lines.at(-1);
    if (last && ctx.measureText(last + piece).width > width) lines.push(piece.trim());
    else lines[lines.length - 1] = last + piece;
  }
  return lines;
}
