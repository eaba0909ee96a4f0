// Small pictures the charts are drawn with.

import { picture } from './dom.js';
import { traceGlyph } from './glyphs.js';

const STEP = 5;

/** Hatching for what is unknown, as a pattern for ECharts. */
export function hatch(color, ground) {
  const ratio = window.devicePixelRatio || 1;
  const image = picture(STEP, STEP, (ctx) => {
    ctx.fillStyle = ground;
    ctx.fillRect(0, 0, STEP, STEP);
    ctx.strokeStyle = color;
    ctx.lineWidth = 1;
    ctx.beginPath();
    for (const shift of [-STEP, 0, STEP]) {
      ctx.moveTo(shift - 1, STEP + 1);
      ctx.lineTo(shift + STEP + 1, -1);
    }
    ctx.stroke();
  });
  return { image, repeat: 'repeat', scaleX: 1 / ratio, scaleY: 1 / ratio };
}

/** An industry's shape, alone on nothing. */
export function glyphPicture(shape, color) {
  return picture(18, 18, (ctx) => {
    ctx.fillStyle = color;
    ctx.beginPath();
    traceGlyph(ctx, shape, 9, 9, 6.4);
    ctx.fill();
  });
}

const measuring = document.createElement('canvas').getContext('2d');

/** CSS pixels a text takes. */
export function textWidth(text, font) {
  measuring.font = font;
  return measuring.measureText(text).width;
}
