// One donut: n in the hole, industries clockwise from 12 o'clock in their fixed order, a glyph in every segment that
// has room for it, the inferred share as a dashed arc counter-clockwise from 12. Sized by amount, segments are shares of
// the published sum, which stands in the hole; a ring of which no amount is published is hollow.

import { LARGEST_RING, drawGlyph, traceGlyph } from './glyphs.js';
import { formatBadge, formatSum } from './words.js';

const TOP = -Math.PI / 2;
const TURN = 2 * Math.PI;
const GLYPH_ARC = 14;
const INFERRED_GAP = 4.2;
const SELECTED_GAP = 11.2;
const ARC_STEPS = 64;
const OVER = 0.35; // px a segment is wider than the ring it covers, so that no colour shows at its edges

export function ringWidth(radius) {
  return Math.max(6.5, 0.34 * radius);
}

/** A sum needs more room in the hole than a number. */
function bandOf({ radius, byAmount }) {
  return byAmount ? Math.max(4.5, 0.28 * radius) : ringWidth(radius);
}

/** How far a symbol reaches from its centre, rings included. */
export function symbolReach(symbol) {
  const arc = symbol.inferred ? INFERRED_GAP + 1 : 1.6;
  return symbol.radius + (symbol.selected ? (symbol.inferred ? SELECTED_GAP + 1 : 8) : arc);
}

/**
 * Draw a group: `symbol` is {x, y, radius, count, industry[5], inferred, selected, byAmount, hollow, amounts[5]?}. The same
 * group looks the same wherever it stands, so that its picture is kept; one that has faded is drawn part by part.
 */
export function drawGroup(ctx, symbol, theme, sprites) {
  const direct = () => drawParts(ctx, symbol, theme, sprites);
  if (ctx.globalAlpha < 1) direct();
  else {
    const paint = (to) => drawParts(to, { ...symbol, x: 0, y: 0 }, theme, sprites);
    sprites.stampIfKept(ctx, { key: lookOf(symbol), reach: symbolReach(symbol) + 2, paint }, symbol.x, symbol.y, direct);
  }
}

/** All that decides how a group looks. */
function lookOf({ radius, count, inferred, selected, byAmount, hollow, amountWan, industry, amounts }) {
  const sums = byAmount ? `${amountWan} ${hollow} ${amounts}` : '';
  return `group ${radius} ${count} ${inferred} ${selected > 0} ${industry} ${sums}`;
}

function drawParts(ctx, symbol, theme, sprites) {
  drawSelection(ctx, symbol, theme);
  if (!hasArcOnRing(symbol)) stampInferredArc(ctx, symbol, theme, sprites);
  if (symbol.count === 1 && !symbol.amounts) {
    const index = symbol.industry.findIndex((n) => n > 0);
    const shape = theme.industries[index].shape;
    drawGlyph(ctx, shape, symbol.x, symbol.y, symbol.radius, {
      color: theme.industryColor(index), surface: theme.colors.surf, hollow: symbol.hollow,
    });
    return;
  }
  drawSegments(ctx, symbol, theme, sprites);
  drawCount(ctx, symbol, theme);
}

/** The ink ring on its yellow halo, flat. */
export function drawSelection(ctx, symbol, theme) {
  if (!symbol.selected) return;
  const { halo, ink, surf } = theme.colors;
  for (const [gap, color] of [[8, halo], [5.5, ink], [3.8, surf]]) {
    ctx.beginPath();
    ctx.arc(symbol.x, symbol.y, symbol.radius + gap, 0, TURN);
    ctx.fillStyle = color;
    ctx.fill();
  }
}

/** Dashed ring for the share of positions that are inferred. */
export function drawInferredArc(ctx, symbol, theme) {
  if (!symbol.inferred) return;
  const share = Math.min(1, symbol.inferred / symbol.count);
  ctx.beginPath();
  ctx.arc(symbol.x, symbol.y, symbol.radius + (symbol.selected ? SELECTED_GAP : INFERRED_GAP), TOP, TOP - share * TURN, true);
  ctx.setLineDash([2.6, 2.2]);
  ctx.lineWidth = 1.1;
  ctx.strokeStyle = theme.colors.ink2;
  ctx.stroke();
  ctx.setLineDash([]);
}

/** Dashes are the dearest to draw and much alike: arcs of one radius are kept by 64ths of the turn. */
function stampInferredArc(ctx, symbol, theme, sprites) {
  const { x, y, radius, byAmount, selected } = symbol;
  if (!symbol.inferred || byAmount) {
    drawInferredArc(ctx, symbol, theme);
    return;
  }
  const arc = roundedArc(symbol);
  const key = `arc ${radius} ${selected > 0} ${arc.inferred}`;
  const reach = radius + (selected ? SELECTED_GAP : INFERRED_GAP) + 2;
  sprites.stamp(ctx, { key, reach, paint: (to) => drawInferredArc(to, arc, theme) }, x, y);
}

function roundedArc({ radius, selected, inferred, count }) {
  return { x: 0, y: 0, radius, selected, inferred: Math.ceil(Math.min(1, inferred / count) * ARC_STEPS), count: ARC_STEPS };
}

/** In a large ledger most groups are of the largest size: there the arc is on the ring's picture, half as much to copy. */
function hasArcOnRing({ radius, inferred, selected, byAmount }) {
  return radius === LARGEST_RING && inferred > 0 && !selected && !byAmount;
}

/** The segments as [industry, start angle, end angle]. */
export function segmentsOf(symbol) {
  const segments = [];
  const shares = symbol.amountWan > 0 && symbol.amounts ? symbol.amounts : symbol.industry;
  const whole = shares.reduce((sum, share) => sum + share, 0);
  let angle = TOP;
  shares.forEach((share, index) => {
    if (!share) return;
    const end = angle + (share / whole) * TURN;
    segments.push([index, angle, end]);
    angle = end;
  });
  return segments;
}

function drawSegments(ctx, symbol, theme, sprites) {
  const { x, y, radius } = symbol;
  const { surf } = theme.colors;
  const width = bandOf(symbol);
  const inner = radius - width;
  const segments = segmentsOf(symbol);
  if (symbol.hollow) {
    disc(ctx, x, y, radius + 1.6, surf);
    drawHollowSegments(ctx, symbol, segments, theme, width);
    return;
  }
  const kept = symbol.byAmount ? null : largestOf(segments);
  if (kept) stampRing(ctx, symbol, width, kept[0], theme, sprites);
  else disc(ctx, x, y, radius + 1.6, surf);
  const over = kept ? OVER : 0;
  for (const segment of segments) {
    if (segment === kept) continue;
    const [index, start, end] = segment;
    ctx.beginPath();
    ctx.arc(x, y, radius + over, start, end);
    ctx.arc(x, y, inner - over, end, start, true);
    ctx.closePath();
    ctx.fillStyle = theme.industryColor(index);
    ctx.fill();
  }
  if (segments.length > 1) drawGaps(ctx, symbol, segments, inner, surf);
  drawSegmentGlyphs(ctx, symbol, segments, theme, width);
}

function largestOf(segments) {
  return segments.reduce((most, one) => (one[2] - one[1] > most[2] - most[1] ? one : most));
}

/** A whole ring in one colour on its plate, as a picture that is kept: other segments are drawn over it. */
function stampRing(ctx, symbol, width, industry, theme, sprites) {
  const { x, y, radius } = symbol;
  const arc = hasArcOnRing(symbol) ? roundedArc(symbol) : null;
  const paint = (to) => {
    if (arc) drawInferredArc(to, arc, theme);
    disc(to, 0, 0, radius + 1.6, theme.colors.surf);
    to.beginPath();
    to.arc(0, 0, radius, 0, TURN);
    to.arc(0, 0, radius - width, 0, TURN, true);
    to.fillStyle = theme.industryColor(industry);
    to.fill();
  };
  const key = `ring ${radius} ${industry} ${arc?.inferred ?? ''}`;
  sprites.stamp(ctx, { key, reach: radius + (arc ? INFERRED_GAP + 2 : 2), paint }, x, y);
}

/** Only the edges of the segments, each in its colour. */
function drawHollowSegments(ctx, { x, y, radius }, segments, theme, width) {
  const gap = segments.length > 1 ? 1.6 / radius : 0;
  ctx.lineWidth = 1.4;
  for (const [index, start, end] of segments) {
    ctx.strokeStyle = theme.industryColor(index);
    for (const edge of [radius - 0.7, radius - width + 0.7]) {
      ctx.beginPath();
      ctx.arc(x, y, edge, start + gap, Math.max(start + gap, end - gap));
      ctx.stroke();
    }
  }
}

function drawGaps(ctx, { x, y, radius }, segments, inner, color) {
  ctx.beginPath();
  for (const [, start] of segments) {
    ctx.moveTo(x + (inner - 0.5) * Math.cos(start), y + (inner - 0.5) * Math.sin(start));
    ctx.lineTo(x + (radius + 0.5) * Math.cos(start), y + (radius + 0.5) * Math.sin(start));
  }
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = color;
  ctx.stroke();
}

function drawSegmentGlyphs(ctx, { x, y, radius }, segments, theme, width) {
  const middle = radius - width / 2;
  const size = Math.max(2, Math.min(3.2, 0.29 * width));
  ctx.fillStyle = theme.colors.surf;
  for (const [index, start, end] of segments) {
    if ((end - start) * middle < GLYPH_ARC) continue;
    const angle = (start + end) / 2;
    ctx.beginPath();
    traceGlyph(ctx, theme.industries[index].shape, x + middle * Math.cos(angle), y + middle * Math.sin(angle), size);
    ctx.fill();
  }
}

/** The figure in the hole: the number, or the sum in 亿元; a dash where nothing is published. */
function drawCount(ctx, symbol, theme) {
  const { x, y, radius } = symbol;
  const text = symbol.byAmount ? (symbol.hollow ? '–' : formatSum(symbol.amountWan)) : formatBadge(symbol.count);
  let size = radius > 30 ? 15 : radius > 17 ? 13 : 12;
  if (text.length > 4) size -= 2;
  ctx.font = theme.font(size, 700);
  if (symbol.byAmount) {
    const room = 2 * (radius - bandOf(symbol)) - 3;
    size = Math.max(8, Math.min(size, (size * room) / ctx.measureText(text).width));
    ctx.font = theme.font(size, 700);
  }
  ctx.textAlign = 'center';
  ctx.textBaseline = 'alphabetic';
  ctx.fillStyle = theme.colors.ink;
  ctx.fillText(text, x, y + size * 0.36);
}

function disc(ctx, x, y, radius, color) {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, TURN);
  ctx.fillStyle = color;
  ctx.fill();
}
