// A translucent colour to fill large areas with. Without a graphics card a canvas takes ten times as long to lay a translucent
// colour over its pixels (5 ns each) as to copy a translucent picture there, so it is filled with a pattern of that colour.

const SIDE = 8; // px of the picture that is repeated
const TRANSLUCENT = /^rgba\(/;

const patterns = new Map();

/** What to set as `fillStyle` for a colour: itself where it is opaque, else a pattern that looks the same. */
export function wash(ctx, color) {
  if (!TRANSLUCENT.test(color)) return color;
  if (!patterns.has(color)) patterns.set(color, ctx.createPattern(plain(color), 'repeat'));
  return patterns.get(color);
}

function plain(color) {
  const canvas = new OffscreenCanvas(SIDE, SIDE);
  const ctx = canvas.getContext('2d');
  ctx.fillStyle = color;
  ctx.fillRect(0, 0, SIDE, SIDE);
  return canvas;
}
