// What is being drawn by hand, on a canvas of its own over the map, and the label that follows it. Corners are kept as
// degrees, so the sketch stays where it was drawn while the map moves under it.

import { element } from './dom.js';

const TURN = 2 * Math.PI;
const LABEL_GAP = 16;
const MARK_GAP = 6.6;
const FOOT = 34;
const PLATE_LINE = 17;

export class Sketch {
  /** `paint(ctx, toScreen)` draws what there is; `toScreen({lng, lat})` gives container pixels. */
  constructor(map, theme) {
    this.map = map;
    this.theme = theme;
    this.paint = null;
    this.queued = 0;
    const container = map.getContainer();
    this.canvas = element('canvas', 'sketch');
    this.label = element('div', 'hover sketch-label');
    this.label.hidden = true;
    this.crosshair = element('div', 'crosshair');
    this.crosshair.hidden = true;
    container.append(this.canvas, this.crosshair, this.label);
    map.on('move zoom resize', () => this.paint && this.invalidate());
  }

  /** Draw with this from now on; null wipes everything away. */
  show(paint) {
    this.paint = paint;
    if (!paint) this.say(null);
    this.invalidate();
  }

  invalidate() {
    this.queued ||= requestAnimationFrame(() => this.render());
  }

  render() {
    this.queued = 0;
    const { x: width, y: height } = this.map.getSize();
    const ratio = window.devicePixelRatio || 1;
    this.canvas.width = this.paint ? Math.round(width * ratio) : 0;
    this.canvas.height = this.paint ? Math.round(height * ratio) : 0;
    if (!this.paint) return;
    this.canvas.style.width = `${width}px`;
    this.canvas.style.height = `${height}px`;
    const ctx = this.canvas.getContext('2d');
    ctx.scale(ratio, ratio);
    ctx.lineJoin = 'round';
    ctx.lineCap = 'round';
    this.paint(ctx, (point) => screenOf(this.map, point));
  }

  /** Show lines of text beside a container pixel, on the side away from `from`: the first is the figure; null hides. */
  say(lines, at, from = { x: -Infinity, y: -Infinity }) {
    this.label.hidden = !lines;
    if (!lines) return;
    const [first, ...rest] = lines;
    this.label.replaceChildren(
      element('div', 'hover-name', first), ...rest.map((text) => element('div', 'hover-line', text)));
    const { x: width, y: height } = this.map.getSize();
    const { offsetWidth, offsetHeight } = this.label;
    this.label.style.left = `${Math.round(beside(at.x, offsetWidth, width - 8, at.x >= from.x))}px`;
    this.label.style.top = `${Math.round(beside(at.y, offsetHeight, height - FOOT, at.y >= from.y))}px`;
  }

  /** Show the keyboard's cross at a container pixel, or hide it. */
  cross(at) {
    this.crosshair.hidden = !at;
    if (at) this.crosshair.style.transform = `translate(${at.x}px, ${at.y}px)`;
  }

  // ---- strokes ----

  /** An outline in ink on a thin light casing, its inside slightly shaded. */
  area(ctx, path, { dashed = false } = {}) {
    const { colors } = this.theme;
    ctx.save();
    ctx.globalAlpha = this.theme.name === 'dark' ? 0.1 : 0.07;
    ctx.fillStyle = colors.ink;
    ctx.fill(path, 'evenodd');
    ctx.restore();
    this.line(ctx, path, { dashed });
  }

  line(ctx, path, { dashed = false, width = 1.6 } = {}) {
    const { colors } = this.theme;
    ctx.save();
    ctx.globalAlpha = 0.75;
    ctx.lineWidth = width + 2.4;
    ctx.strokeStyle = colors.surf;
    ctx.stroke(path);
    ctx.globalAlpha = 1;
    if (dashed) ctx.setLineDash([2, 4]);
    ctx.lineWidth = width;
    ctx.strokeStyle = colors.ink;
    ctx.stroke(path);
    ctx.restore();
  }

  /** A corner: a small open circle. */
  corner(ctx, { x, y }, radius = 3) {
    ctx.beginPath();
    ctx.arc(x, y, radius, 0, TURN);
    ctx.fillStyle = this.theme.colors.surf;
    ctx.fill();
    ctx.lineWidth = 1.4;
    ctx.strokeStyle = this.theme.colors.ink;
    ctx.stroke();
  }

  /** The ring around a symbol that will be taken. */
  mark(ctx, { x, y, radius }) {
    ctx.beginPath();
    ctx.arc(x, y, radius + MARK_GAP, 0, TURN);
    ctx.lineWidth = 1.6;
    ctx.strokeStyle = this.theme.colors.ink;
    ctx.stroke();
  }

  /** Lines of text on a plate of their own, which keeps them readable over whatever lies below; the first is strong. */
  plate(ctx, lines, { x, y }, strong = true) {
    const { colors } = this.theme;
    const font = (index) => this.theme.font(strong && !index ? 13 : 11, strong && !index ? 600 : 400);
    const widths = lines.map((text, index) => {
      ctx.font = font(index);
      return ctx.measureText(text).width;
    });
    const [width, height] = [Math.max(...widths) + 12, lines.length * PLATE_LINE + 4];
    const [left, top] = [Math.round(x - width / 2), Math.round(y - height / 2)];
    ctx.beginPath();
    ctx.roundRect(left + 0.5, top + 0.5, Math.round(width), height, 4);
    ctx.fillStyle = colors.surf;
    ctx.fill();
    ctx.lineWidth = 1;
    ctx.strokeStyle = colors.line2;
    ctx.stroke();
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.fillStyle = colors.ink;
    lines.forEach((text, index) => {
      ctx.font = font(index);
      ctx.fillText(text, left + width / 2, top + 3 + PLATE_LINE * (index + 0.5));
    });
  }
}

/** Where a box of some size begins after a point, or before it if that is wished or there is no room. */
function beside(at, size, limit, after) {
  const [behind, ahead] = [at - LABEL_GAP - size, at + LABEL_GAP];
  if (after) return ahead + size < limit ? ahead : Math.max(8, behind);
  return behind > 8 ? behind : Math.min(ahead, limit - size);
}

/** Container pixel of {lng, lat}; Leaflet's own would round it. */
export function screenOf(map, { lng, lat }) {
  return map.layerPointToContainerPoint(map.project([lat, lng]).subtract(map.getPixelOrigin()));
}

/** Middle of the box around container pixels. */
export function middleOf(points) {
  const middle = (axis) => (Math.min(...points.map((p) => p[axis])) + Math.max(...points.map((p) => p[axis]))) / 2;
  return { x: middle('x'), y: middle('y') };
}

/** A path through container pixels. */
export function pathThrough(points, closed = false) {
  const path = new Path2D();
  points.forEach(({ x, y }, index) => (index ? path.lineTo(x, y) : path.moveTo(x, y)));
  if (closed) path.closePath();
  return path;
}
