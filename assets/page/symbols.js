// Draws the symbol canvas: rack, donuts, project glyphs with their rings.

import { drawGroup, drawSelection } from './donut.js';
import { FLAG } from './frame.js';
import { drawGlyph } from './glyphs.js';
import { pointSymbol } from './layout.js';
import { FADED, drawMark, fadeUnmarked } from './marks.js';
import { drawGrips } from './place_mark.js';
import { pointRadius } from './sizes.js';
import { WORDS } from './words.js';

const DETAILED_POINTS = 3000;
const RINGS = 16; // px that selection, inference and marks reach beyond a symbol
const TURN = 2 * Math.PI;

export function drawSymbols(ctx, scene, view, theme, active, sprites) {
  if (scene.rack) {
    drawRack(ctx, scene.rack, theme);
    if (scene.placeable) drawGrips(ctx, scene, theme);
  }
  const { frame } = scene;
  if (frame.pointCount > DETAILED_POINTS) drawDots(ctx, frame, view, theme);
  const points = detailedPoints(frame, view);
  // Larger ones first, so that a small symbol is never hidden under a large one; projects before groups.
  const groups = [...scene.symbols, ...scene.hanging].filter((symbol) => isSeen(symbol, view)).sort((a, b) => b.radius - a.radius);
  sprites.begin(theme, view.ratio);
  for (const point of points) drawOne(ctx, point, theme, () => stampPoint(ctx, onPixel(point, view), theme, sprites));
  for (const group of groups) drawOne(ctx, group, theme, () => drawGroup(ctx, onPixel(group, view), theme, sprites));
  if (active) drawActive(ctx, active, theme);
}

/** The projects drawn one by one in their shapes, those selected last; of thousands only what stands out. */
function detailedPoints(frame, view) {
  const stands = frame.pointCount > DETAILED_POINTS ? (i) => frame.pointFlags[i] & FLAG.selected || frame.marks?.points[i] : () => true;
  const points = [];
  for (let i = 0; i < frame.pointCount; i += 1) if (stands(i)) points.push(pointSymbol(frame, i, view));
  const seen = points.filter((point) => isSeen(point, view));
  return [...seen.filter(({ selected }) => !selected), ...seen.filter(({ selected }) => selected)];
}

function drawOne(ctx, symbol, theme, draw) {
  fadeUnmarked(ctx, symbol);
  draw();
  ctx.globalAlpha = 1;
  drawMark(ctx, symbol, theme);
}

/** Where pictures are copied pixel by pixel, everything around them must stand on the same pixel. */
function onPixel(symbol, { ratio }) {
  return { ...symbol, x: Math.round(symbol.x * ratio) / ratio, y: Math.round(symbol.y * ratio) / ratio };
}

/** Does any of a symbol, its rings included, lie on the canvas, or in haste in the window? */
function isSeen({ x, y, radius }, { width, height, hasty, inner }) {
  const reach = radius + RINGS;
  const { left, top, right, bottom } = hasty ? inner : { left: 0, top: 0, right: width, bottom: height };
  return x > left - reach && y > top - reach && x < right + reach && y < bottom + reach;
}

/** Projects look alike by the hundred: each look is painted once. */
function stampPoint(ctx, point, theme, sprites) {
  const { x, y, radius, industry, hollow, inferred, selected } = point;
  const key = ['point', radius, industry, hollow, inferred, selected].join(' ');
  sprites.stamp(ctx, { key, reach: radius + RINGS, paint: (to) => drawPoint(to, { ...point, x: 0, y: 0 }, theme) }, x, y);
}

function drawPoint(ctx, point, theme) {
  drawSelection(ctx, point, theme);
  drawGlyph(ctx, theme.industries[point.industry].shape, point.x, point.y, point.radius, {
    color: theme.industryColor(point.industry), surface: theme.colors.surf, hollow: point.hollow,
  });
  if (!point.inferred) return;
  ctx.beginPath();
  ctx.arc(point.x, point.y, point.radius + (point.selected ? 11.2 : 4.2), 0, TURN);
  ctx.setLineDash([2.6, 2.2]);
  ctx.lineWidth = 1.1;
  ctx.strokeStyle = theme.colors.ink2;
  ctx.stroke();
  ctx.setLineDash([]);
}

/** Thousands of points: one path an industry and no rings; the shapes are too small to tell apart anyway. */
function drawDots(ctx, frame, view, theme) {
  const side = frame.pointCount > 20000 ? 2 : 4;
  ctx.globalAlpha = frame.marks ? FADED : 1;
  theme.industries.forEach((_, industry) => {
    ctx.beginPath();
    for (let i = 0; i < frame.pointCount; i += 1) {
      if (frame.pointIndustry[i] !== industry) continue;
      const x = frame.pointX[i] * view.scale - view.originX;
      const y = frame.pointY[i] * view.scale - view.originY;
      if (x > -side && y > -side && x < view.width + side && y < view.height + side) {
        ctx.rect(x - side / 2, y - side / 2, side, side);
      }
    }
    ctx.fillStyle = theme.industryColor(industry);
    ctx.fill();
  });
  ctx.globalAlpha = 1;
}

/** The inset on which parks without a position hang: dashed like everything schematic, tied to the city symbol. */
function drawRack(ctx, rack, theme) {
  const { colors } = theme;
  ctx.beginPath();
  ctx.moveTo(rack.home.x, rack.home.y);
  const endX = Math.max(rack.x, Math.min(rack.home.x, rack.x + rack.width));
  const endY = Math.max(rack.y + 12, Math.min(rack.home.y, rack.y + rack.height - 12));
  ctx.lineTo(endX, endY);
  ctx.setLineDash([1.5, 3]);
  ctx.lineWidth = 1;
  ctx.strokeStyle = colors.ink3;
  ctx.stroke();
  ctx.beginPath();
  ctx.roundRect(rack.x + 0.5, rack.y + 0.5, rack.width - 1, rack.height - 1, 6);
  ctx.setLineDash([]);
  ctx.globalAlpha = 0.92;
  ctx.fillStyle = colors.panel;
  ctx.fill();
  ctx.globalAlpha = 1;
  ctx.setLineDash([5, 3.5]);
  ctx.strokeStyle = colors.line2;
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.font = theme.font(11);
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = colors.ink3;
  ctx.fillText(WORDS.unplaced, rack.titleX, rack.titleY);
}

/** The symbol under the pointer, or the one the keyboard is on. */
function drawActive(ctx, { symbol, focused }, theme) {
  const gap = symbol.selected ? 11 : 5;
  ctx.beginPath();
  ctx.arc(symbol.x, symbol.y, symbol.radius + gap, 0, TURN);
  ctx.lineWidth = focused ? 2 : 1.4;
  ctx.strokeStyle = focused ? theme.colors.focus : theme.colors.ink;
  ctx.stroke();
}

/** The symbol at a canvas position, points before groups, or null; `slack` is how far beside it still counts, in px. */
export function hitSymbol(scene, view, x, y, slack = 4) {
  const { frame } = scene;
  let best = null;
  let bestDistance = Infinity;
  for (let i = 0; i < frame.pointCount; i += 1) {
    const dx = frame.pointX[i] * view.scale - view.originX - x;
    const dy = frame.pointY[i] * view.scale - view.originY - y;
    const distance = Math.hypot(dx, dy) - pointRadius(frame, i);
    if (distance < slack && distance < bestDistance) [best, bestDistance] = [i, distance];
  }
  if (best !== null) return { type: 'point', ...pointSymbol(frame, best, view) };
  const groups = [...scene.symbols, ...scene.hanging].sort((a, b) => a.radius - b.radius);
  const hit = groups.find((symbol) => Math.hypot(symbol.x - x, symbol.y - y) <= symbol.radius + slack);
  return hit ? { type: 'group', ...hit } : null;
}
