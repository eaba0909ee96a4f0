// A chart as a picture that stands alone: heading, figures, key, bars, what was asked and how it is counted; at twice
// the size of the screen.

import { drawGlyph } from './glyphs.js';
import { pictureSize } from './chart_option.js';

export const PICTURE_RATIO = 2;

const EDGE = 16;
const NEVER_FIRST = /^[，。；：、）”％!),.:;?]/;

/** `drawn` is the canvas of the bars, or null for an empty chart, which says why. */
export function chartPicture(chart, figures, theme, drawn) {
  const { width: room, height: plot } = drawn ? pictureSize(chart) : { width: 560, height: 80 };
  const width = room + 2 * EDGE;
  const ctx = document.createElement('canvas').getContext('2d');
  const { filters, source } = figures.words;
  const sum = wrap(ctx, theme.font(11), chart.long_words, room);
  const foot = [filters, chart.definition, source].flatMap((text) => wrap(ctx, theme.font(10), text, room));
  const key = chart.key === 'industry_year' ? keyPlaces(ctx, figures.series, theme, room) : { entries: [], height: 0 };
  const head = EDGE + 24 + 16 * sum.length + key.height;
  const height = head + plot + 10 + 14 * foot.length + EDGE;
  ctx.canvas.width = width * PICTURE_RATIO;
  ctx.canvas.height = height * PICTURE_RATIO;
  ctx.scale(PICTURE_RATIO, PICTURE_RATIO);
  ctx.fillStyle = theme.colors.surf;
  ctx.fillRect(0, 0, width, height);
  ctx.textBaseline = 'alphabetic';
  write(ctx, theme.font(14, 600), theme.colors.ink, [chart.title], EDGE + 14, 20);
  write(ctx, theme.font(11), theme.colors.ink2, sum, EDGE + 34, 16);
  drawKey(ctx, key.entries, theme, EDGE + 24 + 16 * sum.length);
  if (drawn) ctx.drawImage(drawn, EDGE, head, room, plot);
  else write(ctx, theme.font(12), theme.colors.ink3, [chart.empty], head + 40, 16);
  write(ctx, theme.font(10), theme.colors.ink3, foot, head + plot + 20, 14);
  return ctx.canvas;
}

/** Where the entries of the key go: one after another, in as many lines as they need. */
function keyPlaces(ctx, series, theme, room) {
  ctx.font = theme.font(11);
  let [x, y] = [0, 0];
  const entries = series.filter(({ count }) => count).map((entry) => {
    const width = 15 + ctx.measureText(entry.name).width;
    if (x && x + width > room) [x, y] = [0, y + 18];
    const place = { ...entry, x, y };
    x += width + 14;
    return place;
  });
  return { entries, height: y + 26 };
}

function drawKey(ctx, entries, theme, top) {
  ctx.font = theme.font(11);
  for (const { name, slot, x, y } of entries) {
    drawGlyph(ctx, theme.industries[slot].shape, EDGE + x + 5, top + y + 8, 4.4, {
      color: theme.industryColor(slot), surface: theme.colors.surf, outline: 0,
    });
    ctx.fillStyle = theme.colors.ink;
    ctx.fillText(name, EDGE + x + 15, top + y + 12);
  }
}

function write(ctx, font, color, lines, y, step) {
  ctx.font = font;
  ctx.fillStyle = color;
  lines.forEach((text, i) => ctx.fillText(text, EDGE, y + i * step));
}

/** Lines no wider than `width`, broken between characters, or between words where there are any. */
function wrap(ctx, font, text, width) {
  ctx.font = font;
  const lines = [''];
  for (const piece of text.match(/[\x21-\x7e]+|\s|[^\x21-\x7e\s]/g) ?? []) {
    const last = lines.at(-1);
    const full = last && ctx.measureText(last + piece).width > width && !NEVER_FIRST.test(piece);
    if (full) lines.push(piece.trim());
    else lines[lines.length - 1] = last + piece;
  }
  return lines;
}
