// One chart: heading with its figures, 口径 and copies; bars painted by ECharts; over every bar a button, so that pointer,
// keyboard and screen reader reach the same thing.

import { init } from '/vendor/echarts.js';
import { optionOf, pictureSize } from './chart_option.js';
import { PICTURE_RATIO, chartPicture } from './chart_picture.js';
import { element, iconButton } from './dom.js';

const ICONS = {
  definition: ['M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4z', 'M8 7.4v3.6', 'M8 4.9v.2'],
  picture: ['M2.5 3.5h11v9h-11z', 'M2.5 10.5l3-3 2.5 2.5 2-2 3.5 3.5', 'M10.6 6.1v.01'],
  data: ['M2.5 3.5h11v9h-11z', 'M2.5 6.5h11', 'M2.5 9.5h11', 'M6.5 3.5v9'],
};

export class ChartCard {
  /** `tell` = {press(bar), point(bar or ''), copyData(), copyPicture(url)}. */
  constructor(key, words, theme, label, tell) {
    Object.assign(this, { key, words, theme, label, tell, chart: null, figures: null, focusKey: '', painter: null });
    this.title = element('h2');
    this.title.id = `title-${key}`;
    this.sum = element('span', 'chart-sum');
    this.paper = element('div', 'paper');
    this.paper.setAttribute('aria-hidden', 'true');
    this.hits = element('div', 'hits');
    this.hits.setAttribute('role', 'group');
    this.hits.setAttribute('aria-labelledby', this.title.id);
    this.empty = element('div', 'chart-empty');
    this.plot = element('div', 'plot', '', this.paper, this.hits, this.empty);
    this.node = element('section', 'chart', '', element('div', 'chart-head', '', this.title, this.sum, ...this.buttons()), this.plot);
    this.node.setAttribute('aria-labelledby', this.title.id);
    this.plot.addEventListener('keydown', (event) => this.onKey(event));
    this.plot.addEventListener('pointerleave', () => this.leave());
  }

  buttons() {
    const { words } = this;
    const what = iconButton('what', words.definition, ICONS.definition, () => this.define(what));
    what.removeAttribute('title');
    what.setAttribute('aria-describedby', 'definition');
    for (const type of ['pointerenter', 'focus']) what.addEventListener(type, () => this.define(what));
    for (const type of ['pointerleave', 'blur']) what.addEventListener(type, () => this.label.undefine());
    return [
      what,
      iconButton('copy-picture', words.copyPicture, ICONS.picture, () => this.copyPicture()),
      iconButton('copy-data', words.copyData, ICONS.data, () => this.tell.copyData()),
    ];
  }

  define(button) {
    this.label.define(this.chart.definition, button.getBoundingClientRect());
  }

  show(chart, figures) {
    Object.assign(this, { chart, figures });
    this.title.textContent = chart.title;
    this.sum.textContent = chart.words;
    this.sum.title = chart.long_words;
    this.empty.textContent = chart.empty;
    this.empty.hidden = !chart.empty;
    this.draw();
  }

  draw() {
    const { clientWidth: width, clientHeight: height } = this.plot;
    if (!this.chart || !width || !height) return;
    if (this.chart.empty) {
      this.painter?.clear();
      this.hits.replaceChildren();
      return;
    }
    this.placeHits(this.paint({ width, height }));
  }

  /** Paint at a size; returns where the bars lie. */
  paint(size) {
    this.painter ??= init(this.paper, null, { renderer: 'canvas', ...size });
    this.painter.resize({ ...size, silent: true });
    const { option, boxes } = optionOf(this.chart, this.figures, this.theme, size);
    this.painter.setOption(option, { notMerge: true, lazyUpdate: false });
    return boxes;
  }

  resize() {
    this.label.hide();
    this.draw();
  }

  /** A button over each bar; one of them is in the tab order, the arrow keys lead on. */
  placeHits(boxes) {
    const held = this.hits.contains(document.activeElement);
    const shown = this.chart.bars.flatMap((bar, index) => (boxes[index] ? [[bar, boxes[index]]] : []));
    if (!shown.some(([bar]) => bar.key === this.focusKey)) this.focusKey = shown[0]?.[0].key ?? '';
    this.hits.replaceChildren(...shown.map(([bar, box]) => this.hit(bar, box)));
    if (held) this.hitOf(this.focusKey)?.focus();
  }

  hit(bar, box) {
    const button = element('button', bar.series === null ? 'hit' : 'hit part');
    button.type = 'button';
    button.dataset.key = bar.key;
    button.tabIndex = bar.key === this.focusKey ? 0 : -1;
    button.setAttribute('aria-label', `${bar.title}, ${bar.words}`);
    button.setAttribute('aria-pressed', String(bar.chosen));
    button.setAttribute('aria-disabled', String(!bar.choosable));
    Object.assign(button.style, {
      left: `${box.x}px`, top: `${box.y}px`, width: `${box.width}px`, height: `${box.height}px`,
    });
    button.addEventListener('click', () => bar.choosable && this.tell.press(bar.key));
    button.addEventListener('pointerenter', () => this.enter(bar, button));
    button.addEventListener('focus', () => {
      this.focusKey = bar.key;
      if (button.matches(':focus-visible')) this.enter(bar, button);
    });
    button.addEventListener('blur', () => this.leave());
    return button;
  }

  enter(bar, button) {
    const { words } = this;
    const passing = bar.passing_words === bar.words ? '' : bar.passing_words;
    const hint = bar.choosable ? (bar.chosen ? words.release : words.choose) : words.fixed;
    this.label.show(bar.title, [
      ['hover-line', bar.words], ['hover-line', bar.share], ['hover-line', passing], ['hover-line', bar.reached_words],
      ['hover-note', hint],
    ], button.getBoundingClientRect());
    this.tell.point(bar.key);
  }

  leave() {
    this.label.hide();
    this.tell.point('');
  }

  onKey(event) {
    const buttons = [...this.hits.children];
    const here = buttons.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    const next = { Home: 0, End: buttons.length - 1 }[event.key] ?? (step === undefined ? undefined : here + step);
    if (event.key === 'Escape') this.leave();
    if (here < 0 || next === undefined) return;
    event.preventDefault();
    const target = buttons[Math.min(Math.max(next, 0), buttons.length - 1)];
    buttons[here].tabIndex = -1;
    target.tabIndex = 0;
    target.focus();
  }

  hitOf(key) {
    return [...this.hits.children].find((button) => button.dataset.key === key);
  }

  /** Drawn at a size of its own, however small the pane is; nobody sees the change, it is undone at once. */
  copyPicture() {
    const { chart, figures, theme } = this;
    let drawn = null;
    if (!chart.empty) {
      this.paint(pictureSize(chart));
      drawn = this.painter.renderToCanvas({ pixelRatio: PICTURE_RATIO });
      this.draw();
    }
    this.tell.copyPicture(chartPicture(chart, figures, theme, drawn).toDataURL('image/png'));
  }

  facts(box) {
    return {
      key: this.key, title: this.title.textContent, words: this.sum.textContent, empty: this.empty.hidden ? '' : this.empty.textContent,
      definition: this.chart.definition,
      head: Object.fromEntries([...this.node.querySelectorAll('.chart-head button')].map((button) => [button.className, box(button)])),
      bars: [...this.hits.children].map((button) => ({
        key: button.dataset.key, label: button.getAttribute('aria-label'), pressed: button.getAttribute('aria-pressed') === 'true',
        disabled: button.getAttribute('aria-disabled') === 'true', ...box(button),
      })),
    };
  }
}
