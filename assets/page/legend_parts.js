// What the legend says of sizes, heat and coloured areas. Swatches are drawn by the same code as the map.

import { drawHatch } from './choropleth.js';
import { element, picture } from './dom.js';
import { drawing } from './drawing.js';
import { donutRadius, drawGlyph, glyphRadius } from './glyphs.js';
import { heatColor } from './heat.js';
import { css, rampColors } from './ramp.js';
import { legendSums, sumRadius } from './sizes.js';
import { WORDS, formatAmount, formatCount, formatFigure } from './words.js';

const COUNTS = [40, 10, 2];
const POINT_SUMS_YI = [1, 25, 100];
const BAR = { width: 160, height: 10 };

/** Circles as large as the symbols of these counts or sums are drawn. */
export function sizeCircles(theme, measure) {
  const byAmount = measure.shown === 'amount';
  const sizes = byAmount
    ? legendSums(measure).map((wan) => [sumRadius(measure, wan), formatAmount(wan)])
    : COUNTS.map((count) => [donutRadius(count), WORDS.projects(count)]);
  return circles(theme, sizes);
}

function circles(theme, sizes) {
  const { ink, ink2, line2 } = theme.colors;
  const largest = sizes[0][0];
  const [width, height] = [164, Math.ceil(2 * largest + 4)];
  return drawing(width, height, (ctx) => {
    const x = largest + 2;
    ctx.font = theme.font(11);
    ctx.textBaseline = 'middle';
    const end = 2 * largest + 18;
    for (const [radius, text] of sizes) {
      const top = height - 2 - 2 * radius;
      ctx.beginPath();
      ctx.moveTo(x, top + 0.5);
      ctx.lineTo(end, top + 0.5);
      ctx.strokeStyle = line2;
      ctx.lineWidth = 1;
      ctx.stroke();
      ctx.beginPath();
      ctx.arc(x, height - 2 - radius, radius, 0, 2 * Math.PI);
      ctx.strokeStyle = ink2;
      ctx.stroke();
      ctx.fillStyle = ink;
      ctx.fillText(text, end + 5, Math.max(7, top + 0.5));
    }
  });
}

/** Discs as large as single projects of these amounts are drawn, in one line. */
export function pointSizes(theme) {
  const radii = POINT_SUMS_YI.map(glyphRadius);
  const width = radii.reduce((sum, radius) => sum + 2 * radius + 4, 0);
  const image = drawing(Math.ceil(width), 34, (ctx) => {
    let x = 0;
    for (const radius of radii) {
      ctx.beginPath();
      ctx.arc(x + radius + 1, 17, radius - 0.5, 0, 2 * Math.PI);
      ctx.strokeStyle = theme.colors.ink2;
      ctx.stroke();
      x += 2 * radius + 4;
    }
  });
  return item(image, WORDS.pointSums(POINT_SUMS_YI));
}

export function hollowItem(theme) {
  return item(drawing(16, 16, (ctx) => drawGlyph(ctx, 'disc', 8, 8, 5, {
    color: theme.colors.ink2, surface: theme.colors.panel, hollow: true, outline: 0,
  })), WORDS.hollow);
}

/** What must be said of the measure: that it fell back, or how many the sums leave out. */
export function measureNotes({ asked, shown, count, published }) {
  if (asked === 'amount' && shown === 'count') return count ? [note(WORDS.fallback(published, count))] : [];
  if (shown === 'count') return [];
  return [note(WORDS.inRing), ...(count > published ? [note(WORDS.lackingSum(count - published))] : [])];
}

export function heatParts(theme, heat) {
  const head = element('div', 'legend-subject', '', element('b', '', WORDS.heat[heat.weight]), element('span', '', WORDS.density[heat.weight]));
  const left = WORDS.heatLeft(heat.without_position, heat.without_amount);
  const fallback = heat.asked === heat.weight ? [] : [note(WORDS.fallback(heat.published, heat.count))];
  const counted = heat.shown ? [heatBar(theme, heat), note(WORDS.heatOf(heat.shown))] : [note(WORDS.heatEmpty)];
  return [head, ...counted, ...(left ? [note(WORDS.notCounted(left))] : []), ...fallback];
}

function heatBar(theme, { peak }) {
  const bar = picture(BAR.width, BAR.height, (ctx) => {
    for (let x = 0; x < BAR.width; x += 1) {
      const [r, g, b, a] = heatColor(theme, (x + 0.5) / BAR.width);
      ctx.fillStyle = css([r, g, b], a / 255);
      ctx.fillRect(x, 0, 1, BAR.height);
    }
  });
  bar.classList.add('legend-bar');
  const ends = element('div', 'legend-ends', '', element('span', '', '0'), element('span', '', formatFigure('amount', peak)));
  return element('div', '', '', bar, ends);
}

/** One row a class, from the largest, as the eye reads a scale; then what has no colour, then who was left out. */
export function areaParts(theme, figures) {
  const { unit, figure, scheme, classes, areas } = figures;
  const unitWords = WORDS.figureUnits[figure];
  const head = element('div', 'legend-subject', '',
    element('b', '', `${WORDS.areaKinds[unit]} · ${WORDS.figures[figure]}`), element('span', '', unitWords));
  const colors = rampColors(theme, classes.length);
  const rows = classes.map(({ low, high, areas: count }, index) => {
    const [from, to] = [low, high].map((value) => formatFigure(figure, value));
    return classRow(swatch(theme, css(colors[index])), from === to ? from : `${from}–${to}`, WORDS.areasIn[unit](count));
  }).reverse();
  const bare = areas.filter(({ count }) => !count).length;
  const hatched = areas.filter(({ count, class_index: index }) => count && index < 0).length;
  const without = [
    ...(hatched ? [classRow(swatch(theme, null, true), figure === 'per_km2' ? WORDS.noSize : WORDS.noFigure, WORDS.areasIn[unit](hatched))] : []),
    ...(bare ? [classRow(swatch(theme, null), WORDS.noProjects, WORDS.areasIn[unit](bare))] : []),
  ];
  return [head, ...rows, ...without, element('div', 'legend-scheme', classes.length > 1 ? WORDS.schemes[scheme] : ''), ...areaNotes(figures)];
}

function areaNotes({ unit, figure, left_out: left, areas }) {
  const reasons = Object.entries(left).filter(([, count]) => count).map(([reason, count]) => {
    const words = WORDS.leftOut[reason];
    return `${typeof words === 'string' ? words : words[unit]} ${formatCount(count)}`;
  });
  const total = Object.values(left).reduce((sum, count) => sum + count, 0);
  const lacking = areas.reduce((sum, { unpublished }) => sum + unpublished, 0);
  return [
    ...(figure === 'amount' && lacking ? [note(WORDS.lackingSum(lacking))] : []),
    ...(total ? [note(WORDS.notAssigned(total, reasons))] : []),
  ];
}

function swatch(theme, fill, hatched = false) {
  return picture(22, 14, (ctx) => {
    ctx.fillStyle = fill ?? theme.colors.land;
    ctx.fillRect(0, 0, 22, 14);
    if (hatched) {
      ctx.rect(0, 0, 22, 14);
      ctx.clip();
      drawHatch(ctx, theme, { left: 0, right: 22, top: 0, bottom: 14 });
    }
    ctx.strokeStyle = theme.colors.line2;
    ctx.lineWidth = 1;
    if (!fill) ctx.strokeRect(0.5, 0.5, 21, 13);
  });
}

function classRow(image, text, count) {
  return element('div', 'legend-item legend-class', '', image, element('span', '', text), element('span', 'legend-count', count));
}

export function note(text) {
  return element('div', 'legend-note', text);
}

export function item(image, text, className = '') {
  return element('div', `legend-item ${className}`, '', image, element('span', '', text));
}
