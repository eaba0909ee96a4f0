// The coordinates at the foot of the map: of the pointer, or of the middle. In WGS 84 they are written here; another
// datum is asked of the window, newest question first, and never while the map is on the move.

import { element } from './dom.js';
import { Newest } from './fetching.js';
import { WORDS, formatAngles } from './words.js';

const DATUMS = { wgs84: 'WGS 84', gcj02: 'GCJ-02', bd09: 'BD-09' };
const REST_MS = 60;

export class Readout {
  /** `copy({lng, lat})` is called when a person presses the coordinates. */
  constructor(map, copy) {
    this.map = map;
    this.datum = 'wgs84';
    this.form = 'decimal';
    this.pointer = null;
    this.timer = 0;
    this.node = element('button', 'position');
    this.node.type = 'button';
    this.node.title = WORDS.copyPosition;
    this.node.append(...Array.from({ length: 4 }, () => element('span')));
    this.newest = new Newest((answer) => this.write(answer), () => this.write(null));
    map.on('mousemove', ({ containerPoint, originalEvent }) => this.follow(containerPoint, Boolean(originalEvent.buttons)));
    map.on('mouseout', () => this.follow(null));
    this.node.addEventListener('click', () => copy(this.spot));
    // On the button the pointer points at no place; it shows and copies the middle of the map.
    this.node.addEventListener('mousemove', (event) => {
      event.stopPropagation();
      this.follow(null);
    });
    L.DomEvent.disableClickPropagation(this.node);
  }

  /** The place that is told, in WGS 84. */
  get spot() {
    return this.pointer ? this.map.containerPointToLatLng(this.pointer) : this.map.getCenter();
  }

  set({ datum, form }) {
    this.datum = DATUMS[datum] ? datum : 'wgs84';
    this.form = form;
    this.newest.forget();
    this.show();
  }

  /** With a button held the map may be on its way; the place under the pointer is told when it rests. */
  follow(containerPoint, held = false) {
    this.pointer = containerPoint;
    if (this.datum === 'wgs84' || !held) this.show();
    else this.rest();
  }

  /** The map was drawn: what lies under the pointer may be another place. */
  update() {
    this.node.children[3].textContent = `z ${this.map.getZoom().toFixed(2)}`;
    if (this.datum === 'wgs84') this.show();
    else this.rest();
  }

  rest() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.map.dragging.moving() ? this.rest() : this.show()), REST_MS);
  }

  show() {
    const { lng, lat } = this.spot;
    if (this.datum === 'wgs84') this.write({ lng, lat });
    else this.newest.ask(`/position.json?lng=${lng.toFixed(7)}&lat=${lat.toFixed(7)}&datum=${this.datum}`);
  }

  write(position) {
    const words = position ? formatAngles(position.lng, position.lat, this.form) : ['–', '–'];
    [...words, DATUMS[this.datum]].forEach((text, index) => {
      this.node.children[index].textContent = text;
    });
  }
}
