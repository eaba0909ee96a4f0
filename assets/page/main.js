// Starts the map page of the window: what is ready is fetched, then the map is made and told to the window.

import { loadBasemap } from './basemap.js';
import { connectBridge } from './bridge.js';
import { readJson } from './fetching.js';
import { MapPage } from './map_page.js';
import { readMapState } from './map_state.js';
import { preparePlaces } from './places.js';
import { probe } from './probe.js';
import { Theme, loadFonts } from './theme.js';

const VIEW = '/view.json';
const PATIENCE_MS = 400;
const LOOK_MS = 2;

async function start() {
  const config = JSON.parse(document.getElementById('atlas-config').textContent);
  const [manifest, tokens] = await Promise.all([readJson('/manifest.json'), readJson('/tokens.json')]);
  // Ground and letters lie in files: they need not wait for the ledger, which may still be opened.
  const [places, bridge, mapState, base] = await Promise.all([
    readJson('/places.json'), connectBridge(), readMapState(manifest),
    loadBasemap(manifest.basemap), loadFonts(tokens.fonts.family, manifest.fonts), takeSize(manifest),
  ]);
  config.bounds = places.home ?? config.bounds;
  window.addEventListener('error', (event) => bridge.report_error(event.message));
  window.addEventListener('unhandledrejection', (event) => bridge.report_error(String(event.reason)));
  const theme = new Theme(tokens, new URLSearchParams(location.search).get('theme') ?? 'light');
  window[config.map].invalidateSize(false);
  const options = {
    theme, base, places: preparePlaces(places), bridge, mapState, first: places.first, looksAhead: true,
  };
  const page = new MapPage(window[config.map], config, options);
  window.atlasProbe = () => JSON.stringify(probe(page));
  window.atlasPage = page; // for who measures it
}

/** A page that was loaded ahead of its window takes its size when that is shown; looked at, as frames come more seldom. */
async function takeSize({ routes }) {
  if (!routes.includes(VIEW)) return;
  const { width, height } = await readJson(VIEW);
  const fits = () => Math.abs(innerWidth - width) < 2 && Math.abs(innerHeight - height) < 2;
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end && !fits();) {
    await new Promise((then) => setTimeout(then, LOOK_MS));
  }
}

start();
