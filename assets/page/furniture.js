// What stands around the map: zoom buttons, scale bar, coordinates, attribution, notices.

import { element, iconButton, panel } from './dom.js';
import { Readout } from './readout.js';
import { WORDS, term } from './words.js';
import { pixelsPerKm } from './world.js';

const LENGTHS_KM = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100];
const LONGEST_PX = 120;
const SOON_MS = 30;
const CREDITED = ['districts', 'towns', 'rivers'];
const SHOWN_BY = { districts: 'basemap', towns: 'place-names', rivers: 'basemap' };
const PLUS = ['M8 3v10M3 8h10'];
const MINUS = ['M3 8h10'];
const FIT = ['M2.5 5.5v-3h3M10.5 2.5h3v3M13.5 10.5v3h-3M5.5 13.5h-3v-3', 'M6 6h4v4H6z'];

export class Furniture {
  constructor(container, map, { zoomBy, fit, copy }, attribution) {
    this.map = map;
    const buttons = panel('zoom');
    buttons.append(
      iconButton('', WORDS.zoomIn, PLUS, () => zoomBy(1)),
      iconButton('', WORDS.zoomOut, MINUS, () => zoomBy(-1)),
      iconButton('', WORDS.fit, FIT, fit),
    );
    this.scaleText = element('span', 'scale-text');
    this.scaleBar = element('div', 'scale-bar', '', element('i'));
    const scale = element('div', 'scale', '', element('div', 'scale-head', '', element('span', '', '0'), this.scaleText), this.scaleBar);
    this.readout = new Readout(map, copy);
    this.attribution = attribution;
    this.sources = element('div', 'credits');
    this.showSources({ shows: () => true, credits: () => [] });
    this.foot = element('div', 'foot', '', scale, this.readout.node, element('div', 'spring'), this.sources);
    this.notice = element('div', 'notice');
    this.notice.setAttribute('role', 'status');
    this.notice.hidden = true;
    this.soon = 0;
    container.append(buttons, this.foot, this.notice);
  }

  /** The map was drawn; in haste that comes first, as what stands here is laid out anew by the document. */
  update(hasty = false) {
    if (hasty) {
      this.soon ||= setTimeout(() => this.update(), SOON_MS);
      return;
    }
    clearTimeout(this.soon);
    this.soon = 0;
    const centre = this.map.getCenter();
    const km = pixelsPerKm(this.map.getZoom(), centre.lat);
    const length = LENGTHS_KM.findLast((candidate) => candidate * km <= LONGEST_PX) ?? LENGTHS_KM[0];
    this.scaleText.textContent = length < 1 ? `${length * 1000} m` : `${length} km`;
    this.scaleBar.parentElement.style.width = `${Math.round(length * km)}px`;
    this.readout.update();
  }

  /** Name the sources of what is shown: the layers' first (layers.js), then the built-in map's. */
  showSources(layers) {
    this.sources.replaceChildren(...creditsOf(this.attribution, layers));
  }

  credits() {
    return [...this.sources.children].map((node) => node.textContent);
  }

  /** One sentence at the top of the map; empty hides it. */
  showNotice(text) {
    if (text === this.notice.textContent) return; // to say the same again would have the page laid out anew
    this.notice.textContent = text;
    this.notice.hidden = !text;
  }
}

/** Attribution stays on the map always; what is only rounded or drawn by hand is told on the boxed word. */
function creditsOf({ sources, note }, layers) {
  const told = CREDITED.filter((layer) => layers.shows(SHOWN_BY[layer]))
    .flatMap((layer) => sources.filter((source) => source.layer === layer));
  const schematic = element('span', 'schematic', WORDS.schematic);
  schematic.title = [...sources.filter((source) => !told.includes(source)).map((source) => term(source.text)), term(note)].join('\n');
  const texts = [...layers.credits(), ...told.map((source) => term(source.text))];
  return [...texts.map((text) => element('span', '', text)), schematic];
}
