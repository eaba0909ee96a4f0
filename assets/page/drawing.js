// A small drawing as part of the document instead of a canvas: every canvas is a layer of its own that is handed over whenever
// it appears, which for the ten of the legend takes longer than to draw the map.

const SVG = 'http://www.w3.org/2000/svg';
const TURN = 2 * Math.PI;

/** A picture drawn by `draw(pen)` in CSS pixels, where `pen` is a canvas's context as far as symbols and legends use one. */
export function drawing(width, height, draw) {
  const svg = shape('svg', { viewBox: `0 0 ${width} ${height}`, class: 'picture', 'aria-hidden': 'true' });
  Object.assign(svg.style, { width: `${width}px`, height: `${height}px` });
  draw(new Pen(svg));
  return svg;
}

function shape(name, attributes) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}

class Pen {
  constructor(svg) {
    Object.assign(this, { svg, steps: '', dash: [], fillStyle: '#000', strokeStyle: '#000', lineWidth: 1, lineJoin: 'miter' });
    Object.assign(this, { font: '', textBaseline: 'alphabetic' });
  }

  beginPath() {
    this.steps = '';
  }

  moveTo(x, y) {
    this.steps += `M${x} ${y}`;
  }

  lineTo(x, y) {
    this.steps += `L${x} ${y}`;
  }

  closePath() {
    this.steps += 'Z';
  }

  /** A whole circle, which is all that is asked for. */
  arc(x, y, radius, start, end) {
    if (end - start < TURN - 1e-9) throw new Error('only whole circles');
    this.steps += `M${x + radius} ${y}A${radius} ${radius} 0 0 1 ${x - radius} ${y}A${radius} ${radius} 0 0 1 ${x + radius} ${y}Z`;
  }

  roundRect(x, y, width, height, radius) {
    const corner = (dx, dy) => `a${radius} ${radius} 0 0 1 ${dx} ${dy}`;
    this.steps += `M${x + radius} ${y}h${width - 2 * radius}${corner(radius, radius)}v${height - 2 * radius}${corner(-radius, radius)}`
      + `h${2 * radius - width}${corner(-radius, -radius)}v${2 * radius - height}${corner(radius, -radius)}Z`;
  }

  setLineDash(dash) {
    this.dash = dash;
  }

  fill() {
    this.svg.append(shape('path', { d: this.steps, fill: this.fillStyle }));
  }

  stroke() {
    const { steps, dash, strokeStyle, lineWidth, lineJoin } = this;
    this.svg.append(shape('path', {
      d: steps, fill: 'none', stroke: strokeStyle, 'stroke-width': lineWidth, 'stroke-linejoin': lineJoin, 'stroke-dasharray': dash.join(' '),
    }));
  }

  fillText(text, x, y) {
    // A canvas's middle is that of the letters' box, half a pixel above the one here.
    const node = shape('text', { x, y: y - 1, fill: this.fillStyle, 'dominant-baseline': this.textBaseline === 'middle' ? 'central' : 'auto' });
    node.style.font = this.font;
    node.textContent = text;
    this.svg.append(node);
  }
}
