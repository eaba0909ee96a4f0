// Building the page's own panels. Text goes in as text, never as markup.

export function element(tag, className = '', text = '', ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text) node.textContent = text;
  node.append(...children);
  return node;
}

/** A button with an icon drawn as lines; `paths` are SVG path data in a 16 px box. */
export function iconButton(className, label, paths, onClick) {
  const button = element('button', className);
  button.type = 'button';
  button.title = label;
  button.setAttribute('aria-label', label);
  button.append(icon(paths));
  button.addEventListener('click', onClick);
  return button;
}

export function icon(paths) {
  const namespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  for (const data of paths) {
    const path = document.createElementNS(namespace, 'path');
    path.setAttribute('d', data);
    svg.append(path);
  }
  return svg;
}

/** A small canvas drawn by `draw(ctx)` in CSS pixels, sharp on every screen. */
export function picture(width, height, draw) {
  const ratio = window.devicePixelRatio || 1;
  const canvas = element('canvas', 'picture');
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const ctx = canvas.getContext('2d');
  ctx.scale(ratio, ratio);
  draw(ctx);
  return canvas;
}

/** A panel over the map: pointer and wheel on it do not reach the map. */
export function panel(className) {
  const node = element('div', `panel ${className}`);
  L.DomEvent.disableClickPropagation(node);
  for (const type of ['wheel', 'mousemove', 'keydown']) node.addEventListener(type, (event) => event.stopPropagation());
  return node;
}

/** Where those of a container's nodes are that a selector means, in its own pixels. */
export function boxesIn(container, selector) {
  const outer = container.getBoundingClientRect();
  return [...container.querySelectorAll(selector)].map((node) => {
    const box = node.getBoundingClientRect();
    return { x: box.left - outer.left, y: box.top - outer.top, width: box.width, height: box.height };
  });
}
