// Where a person's own tiles have something: a thin frame with the file's name, so that nobody takes the edge of a file for
// the edge of a river.

import { line } from './placer.js';

const MARGIN = 2;

export function drawCoverage(ctx, frames, view, theme) {
  const { colors } = theme;
  for (const frame of frames) {
    const { left, top, right, bottom } = screenFrame(frame, view);
    if (isAllAround({ left, top, right, bottom }, view)) continue;
    ctx.setLineDash([]);
    ctx.lineWidth = 3.2;
    ctx.globalAlpha = 0.7;
    ctx.strokeStyle = colors.land;
    ctx.strokeRect(left, top, right - left, bottom - top);
    ctx.globalAlpha = 1;
    ctx.lineWidth = 1.2;
    ctx.strokeStyle = theme.name === 'dark' ? colors.ink3 : colors.ink2;
    ctx.strokeRect(left, top, right - left, bottom - top);
  }
}

/** The names under, else over, the corners of the frames. */
export function placeCoverage({ placer, view, styles }, frames) {
  for (const frame of frames) {
    const { left, top, right, bottom } = screenFrame(frame, view);
    const words = line({ ...styles.note }, `${frame.title}　${frame.zooms}`);
    const spots = [
      { x: right, y: bottom + 10, side: 'W' }, { x: left, y: bottom + 10, side: 'E' },
      { x: right, y: top - 10, side: 'W' }, { x: left, y: top - 10, side: 'E' },
    ];
    const { inner } = view;
    const accept = (box) => box.x > inner.left && box.y > inner.top && box.x + box.width < inner.right && box.y + box.height < inner.bottom;
    placer.place({ kind: 'coverage', lines: [words] }, spots, { accept });
  }
}

/** Half pixels, so that the line is sharp; edges far off stay near the canvas. */
function screenFrame({ box }, view) {
  const at = (value, origin, size) => Math.max(-50, Math.min(size + 50, Math.round(value * view.scale - origin))) + 0.5;
  return {
    left: at(box.minX, view.originX, view.width), right: at(box.maxX, view.originX, view.width),
    top: at(box.minY, view.originY, view.height), bottom: at(box.maxY, view.originY, view.height),
  };
}

function isAllAround({ left, top, right, bottom }, view) {
  return left < -MARGIN && top < -MARGIN && right > view.width + MARGIN && bottom > view.height + MARGIN;
}
