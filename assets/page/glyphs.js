// The area-equal industry glyphs: every shape of nominal radius r covers the area of a disc of radius r.

const SQUARE = 1.772;
const PLUS = 0.793;
const TRIANGLE = 2.694;
const DIAMOND = 1.253;
export const LARGEST_RING = 42; // px

const SHAPES = {
  square(ctx, x, y, r) {
    const side = SQUARE * r;
    ctx.roundRect(x - side / 2, y - side / 2, side, side, 0.14 * r);
  },
  plus(ctx, x, y, r) {
    const arm = PLUS * r;
    const half = arm / 2;
    const reach = arm * 1.5;
    const steps = [
      [-half, -reach], [half, -reach], [half, -half], [reach, -half], [reach, half], [half, half],
      [half, reach], [-half, reach], [-half, half], [-reach, half], [-reach, -half], [-half, -half],
    ];
    polygon(ctx, x, y, steps);
  },
  triangle(ctx, x, y, r) {
    const side = TRIANGLE * r;
    const height = (side * Math.sqrt(3)) / 2;
    polygon(ctx, x, y, [[0, (-2 / 3) * height], [side / 2, height / 3], [-side / 2, height / 3]]);
  },
  diamond(ctx, x, y, r) {
    const half = DIAMOND * r;
    polygon(ctx, x, y, [[0, -half], [half, 0], [0, half], [-half, 0]]);
  },
  disc(ctx, x, y, r) {
    ctx.moveTo(x + r, y);
    ctx.arc(x, y, r, 0, 2 * Math.PI);
  },
};

function polygon(ctx, x, y, steps) {
  steps.forEach(([dx, dy], index) => (index ? ctx.lineTo(x + dx, y + dy) : ctx.moveTo(x + dx, y + dy)));
  ctx.closePath();
}

/** Add a glyph's outline to the current path. */
export function traceGlyph(ctx, shape, x, y, r) {
  SHAPES[shape](ctx, x, y, r);
}

/** A filled glyph with a surface outline, or a hollow one for a project that is only planned. */
export function drawGlyph(ctx, shape, x, y, r, { color, surface, hollow = false, outline = 1.4 }) {
  ctx.beginPath();
  traceGlyph(ctx, shape, x, y, hollow ? r - 0.4 : r);
  ctx.lineJoin = 'round';
  if (outline) {
    ctx.lineWidth = 2 * outline + (hollow ? 1.6 : 0);
    ctx.strokeStyle = surface;
    ctx.stroke();
  }
  ctx.fillStyle = hollow ? surface : color;
  ctx.fill();
  if (hollow) {
    ctx.lineWidth = 1.6;
    ctx.strokeStyle = color;
    ctx.stroke();
  }
}

/** Glyph radius of one project by its printed amount in 亿元; unknown (NaN) is drawn as the minimum. */
export function glyphRadius(amountYi) {
  return amountYi > 0 ? Math.min(16, Math.max(6, 6 + 0.9 * Math.sqrt(amountYi))) : 6;
}

/** Outer radius of a donut of n projects; a single project is its own glyph of radius 8. */
export function donutRadius(n) {
  return n < 2 ? 8 : Math.min(LARGEST_RING, Math.max(12, 7.5 + 4.9 * Math.sqrt(n)));
}
