// What stands around the map: zoom buttons, scale bar, coordinates, attribution, notices.

import { element, iconButton, panel } from './dom.js';
import { WORDS, formatDegrees } from './words.js';
import { pixelsPerKm } from './world.js';

const LENGTHS_KM = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100];
const LONGEST_PX = 120;
const CREDITED = ['districts', 'towns', 'rivers'];
const PLUS = ['M8 3v10M3 8h10'];
const MINUS = ['M3 8h10'];
const FIT = ['M2.5 5.5v-3h3M10.5 2.5h3v3M13.5 10.5v3h-3M5.5 13.5h-3v-3', 'M6 6h4v4H6z'];

export class Furniture {
  constructor(container, map, { zoomBy, fit }, attribution) {
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
    this.position = element('div', 'position');
    this.position.append(...Array.from({ length: 4 }, () => element('span')));
    const credits = creditsOf(attribution);
    this.foot = element('div', 'foot', '', scale, this.position, element('div', 'spring'), credits);
    this.notice = element('div', 'notice');
    this.notice.setAttribute('role', 'status');
    this.notice.hidden = true;
    container.append(buttons, this.foot, this.notice);
    map.on('mousemove', (event) => this.showPosition(event.latlng));
    map.on('mouseout', () => this.showPosition(map.getCenter()));
  }

  update() {
    const centre = this.map.getCenter();
    const km = pixelsPerKm(this.map.getZoom(), centre.lat);
    const length = LENGTHS_KM.findLast((candidate) => candidate * km <= LONGEST_PX) ?? LENGTHS_KM[0];
    this.scaleText.textContent = length < 1 ? `${length * 1000} m` : `${length} km`;
    this.scaleBar.parentElement.style.width = `${Math.round(length * km)}px`;
    this.showPosition(centre);
  }

  showPosition({ lng, lat }) {
    const words = [...formatDegrees(lng, lat), WORDS.datum, `z ${this.map.getZoom().toFixed(2)}`];
    words.forEach((text, index) => {
      this.position.children[index].textContent = text;
    });
  }

  /** One sentence at the top of the map; empty hides it. */
  showNotice(text) {
    this.notice.textContent = text;
    this.notice.hidden = !text;
  }
}

/** Attribution stays on the map always; what is only rounded or drawn by hand is told on the boxed word. */
function creditsOf({ sources, note }) {
  const told = CREDITED.flatMap((layer) => sources.filter((source) => source.layer === layer));
  const schematic = element('span', 'schematic', WORDS.schematic);
  schematic.title = [...sources.filter((source) => !told.includes(source)).map((source) => source.text), note].join('\n');
  return element('div', 'credits', '', ...told.map((source) => element('span', '', source.text)), schematic);
}
