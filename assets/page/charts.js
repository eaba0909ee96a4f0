// The charts page: figures come from the window as numbers and words; this page only draws them and tells what is
// pointed at and pressed.

import { ChartCard } from './chart_card.js';
import { ChartKey } from './chart_key.js';
import { ChartLabel } from './chart_label.js';
import { element } from './dom.js';
import { Newest, readJson } from './fetching.js';
import { Theme, loadFonts } from './theme.js';

const REST_MS = 60;

class ChartsPage {
  constructor(bridge, theme) {
    Object.assign(this, { bridge, theme, cards: new Map(), figures: null, pointed: '', timer: 0 });
    this.label = new ChartLabel(document.body);
    this.key = new ChartKey(theme, {
      measure: (name) => bridge.set_measure(name), industry: (id) => bridge.press_industry(id),
    });
    this.field = element('main', 'charts');
    this.spoken = element('div', 'spoken');
    this.spoken.setAttribute('aria-live', 'polite');
    document.body.append(this.key.node, this.field, this.spoken);
    this.loader = new Newest((figures) => this.show(figures), (error) => bridge.report_error(error.message));
    bridge.charts_changed.connect((revision) => this.loader.ask(`/charts.json?revision=${revision}`));
    bridge.theme_changed.connect((name) => this.setTheme(name));
    bridge.said.connect((words) => { this.spoken.textContent = words; });
    new ResizeObserver(() => this.cards.forEach((card) => card.resize())).observe(this.field);
    bridge.page_ready();
  }

  show(figures) {
    this.figures = figures;
    this.key.show(figures);
    for (const chart of figures.charts) {
      if (!this.cards.has(chart.key)) this.addCard(chart.key, figures.words);
      this.cards.get(chart.key).show(chart, figures);
    }
    this.bridge.charts_drawn(figures.revision);
  }

  addCard(key, words) {
    const card = new ChartCard(key, words, this.theme, this.label, {
      press: (bar) => this.bridge.press(key, bar),
      point: (bar) => this.point(key, bar),
      copyData: () => this.bridge.copy_data(key),
      copyPicture: (url) => this.bridge.copy_picture(key, url),
    });
    this.cards.set(key, card);
    this.field.append(card.node);
  }

  /** Tell the window what is pointed at, once the pointer has stayed for a moment; at once when it points at nothing. */
  point(key, bar) {
    const pointed = bar ? JSON.stringify([key, bar]) : '';
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (pointed === this.pointed) return;
      this.pointed = pointed;
      this.bridge.point(bar ? key : '', bar);
    }, REST_MS);
  }

  setTheme(name) {
    this.theme.set(name);
    if (this.figures) this.show(this.figures);
  }

  /** What is shown, for tests. */
  facts() {
    const box = (node) => {
      const { left, top, width, height } = node.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2, width, height };
    };
    return {
      revision: this.figures?.revision ?? -1, theme: this.theme.name, label: this.label.text(),
      charts: [...this.cards.values()].map((card) => card.facts(box)),
    };
  }
}

function connect() {
  return new Promise((resolve) => new QWebChannel(qt.webChannelTransport, ({ objects }) => resolve(objects.charts)));
}

async function start() {
  const [manifest, tokens, bridge] = await Promise.all([readJson('/manifest.json'), readJson('/tokens.json'), connect()]);
  window.addEventListener('error', (event) => bridge.report_error(event.message));
  window.addEventListener('unhandledrejection', (event) => bridge.report_error(String(event.reason)));
  const theme = new Theme(tokens, new URLSearchParams(location.search).get('theme') ?? 'light');
  await loadFonts(tokens.fonts.family, manifest.fonts.filter((file) => /-(400|500|600)\./.test(file)));
  const page = new ChartsPage(bridge, theme);
  window.chartsProbe = () => JSON.stringify(page.facts());
}

start();
