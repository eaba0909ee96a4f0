// Starts the page of a file of its own (geo/page_file.py): the same map as the window's, fed from the file, with a list,
// filters and a drawer around it. Nothing is ever asked of any network.

import { loadBasemap } from './basemap.js';
import { SILENT } from './bridge.js';
import { answerWith } from './fetching.js';
import { FileApp } from './file_app.js';
import { FileFeed } from './file_feed.js';
import { MapPage } from './map_page.js';
import { PLAIN_STATE } from './map_state.js';
import { preparePlaces } from './places.js';
import { probe } from './probe.js';
import { Theme } from './theme.js';
import { WORDS } from './words.js';
import { latOf, lngOf } from './world.js';

const TOUCH_SLACK = 14;
const NEAR_MARGIN = 0.05;
const NEAR_LEAST = 0.012;
const MOST_PARKS = 24; // more than this have no room beside each other on a small map
const NEAR_PADDING = { left: 60, top: 30, right: 24, bottom: 50 };
const PARKS_ZOOM = 10.5; // from here parks have symbols of their own

function read(id) {
  return JSON.parse(document.getElementById(id).textContent);
}

/** A signal as the window's bridge has them. */
function signal() {
  const heard = [];
  return { connect: (listener) => heard.push(listener), emit: (...values) => heard.forEach((listener) => listener(...values)) };
}

function makeTheme({ tokens, industries }) {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const asked = new URLSearchParams(location.search).get('theme');
  const theme = new Theme(tokens, asked ?? (dark.matches ? 'dark' : 'light'));
  theme.nameIndustries(theme.industries.map((own, slot) => (
    WORDS.file.names(industries.filter((industry) => industry.slot === slot).map(({ name }) => name)) || own.name)));
  return { theme, dark, fixed: asked !== null };
}

/** What a small map shows first: where parks and projects stand, without the outlines around them. */
function nearView({ places, projects }, whole) {
  const parks = places.filter(({ kind }) => kind === 'park');
  const spots = [
    ...parks.map(({ world_x: x, world_y: y }) => [x, y]),
    ...projects.id.flatMap((_, row) => (projects.place[row] < 0 ? [[projects.x[row], projects.y[row]]] : [])),
  ].map(([x, y]) => [lngOf(x), latOf(y)]);
  if (spots.length < 2 || parks.length > MOST_PARKS) return whole;
  const sides = [0, 1].map((axis) => {
    const values = spots.map((spot) => spot[axis]);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const margin = Math.max(NEAR_LEAST, (high - low) * NEAR_MARGIN);
    return [low - margin, high + margin];
  });
  const bounds = [sides[0][0], sides[1][0], sides[0][1], sides[1][1]];
  return { ...whole, bounds, leastZoom: PARKS_ZOOM, padding: NEAR_PADDING };
}

async function start() {
  const [config, data] = [read('atlas-config'), read('atlas-data')];
  const feed = new FileFeed(data);
  answerWith((url) => feed.answer(url));
  const { theme, dark, fixed } = makeTheme(data);
  const bridge = {
    ...SILENT, placing: null, frame_changed: signal(), theme_changed: signal(),
    pick: (json) => app.select(JSON.parse(json).ids[0]),
    report_error: (sentence) => console.error(sentence),
  };
  const app = new FileApp(data, feed, theme, () => bridge.frame_changed.emit());
  const narrow = matchMedia('(max-width: 899px)');
  feed.compact = narrow.matches;
  narrow.addEventListener('change', () => {
    feed.compact = narrow.matches;
    bridge.frame_changed.emit();
  });
  const map = window[config.map];
  app.mapBox.append(map.getContainer());
  map.invalidateSize({ animate: false, pan: false });
  const base = await loadBasemap(Object.keys(data.basemap));
  app.page = new MapPage(map, narrow.matches ? nearView(data, config) : config, {
    theme, base, places: preparePlaces(data.parks), bridge, mapState: PLAIN_STATE, makeCard: () => app.card(),
    ...(matchMedia('(pointer: coarse)').matches ? { slack: TOUCH_SLACK } : {}),
  });
  if (!fixed) dark.addEventListener('change', () => bridge.theme_changed.emit(dark.matches ? 'dark' : 'light'));
  bridge.theme_changed.connect(() => app.draw());
  new ResizeObserver(() => map.invalidateSize({ animate: false, pan: false })).observe(app.mapBox);
  window.atlasProbe = () => JSON.stringify(probe(app.page));
  window.atlasFile = app; // for who tests it
}

start();
