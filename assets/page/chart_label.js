// The label beside the pointer or the focused bar, and the words that say what a chart means. Text, never markup.

import { element } from './dom.js';

const GAP = 10;
const EDGE = 6;

export class ChartLabel {
  constructor(container) {
    this.node = element('div', 'hover');
    this.definition = element('div', 'definition');
    for (const node of [this.node, this.definition]) {
      node.setAttribute('role', 'tooltip');
      node.hidden = true;
      container.append(node);
    }
    this.definition.id = 'definition';
  }

  /** Show `lines` (name first, then [class, text]) beside a box on the screen. */
  show(name, lines, box) {
    this.node.replaceChildren(
      element('div', 'hover-name', name), ...lines.filter(([, text]) => text).map(([kind, text]) => element('div', kind, text)),
    );
    place(this.node, box);
  }

  hide() {
    this.node.hidden = true;
  }

  define(text, box) {
    this.definition.textContent = text;
    place(this.definition, box);
  }

  undefine() {
    this.definition.hidden = true;
  }

  text() {
    return this.node.hidden ? null : this.node.textContent;
  }
}

/** Beside the box if there is room, else under or over it; always inside the window. */
function place(node, box) {
  node.hidden = false;
  const { offsetWidth: width, offsetHeight: height } = node;
  const fits = (left) => left >= EDGE && left + width <= innerWidth - EDGE;
  const beside = [box.right + GAP, box.left - GAP - width].find(fits);
  const left = beside ?? Math.min(Math.max(EDGE, box.left), innerWidth - EDGE - width);
  const middle = (box.top + box.bottom - height) / 2;
  const under = box.bottom + GAP + height <= innerHeight - EDGE ? box.bottom + GAP : box.top - GAP - height;
  const top = beside === undefined ? under : middle;
  node.style.left = `${Math.round(left)}px`;
  node.style.top = `${Math.round(Math.min(Math.max(EDGE, top), innerHeight - EDGE - height))}px`;
}
