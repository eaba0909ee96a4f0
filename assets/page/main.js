// Starts the map page of the window: what is ready is fetched, then the map is made and told to the window.

import { loadBasemap } from './basemap.js';
import { connectBridge } from './bridge.js';
import { readJson } from './fetching.js';
import { MapPage } from './map_page.js';
import { readMapState } from './map_state.js';
import { preparePlaces } from './places.js';
import { probe } from './probe.js';
import { Theme, loadFonts } from './theme.js';

async function start() {
  const config = JSON.parse(document.getElementById('atlas-config').textContent);
  const [manifest, tokens, places, bridge] = await Promise.all([
    readJson('/manifest.json'), readJson('/tokens.json'), readJson('/places.json'), connectBridge(),
  ]);
  window.addEventListener('error', (event) => bridge.report_error(event.message));
  window.addEventListener('unhandledrejection', (event) => bridge.report_error(String(event.reason)));
  const theme = new Theme(tokens, new URLSearchParams(location.search).get('theme') ?? 'light');
  const [base, mapState] = await Promise.all([
    loadBasemap(manifest.basemap), readMapState(manifest), loadFonts(tokens.fonts.family, manifest.fonts),
  ]);
  const page = new MapPage(window[config.map], config, { theme, base, places: preparePlaces(places), bridge, mapState });
  window.atlasProbe = () => JSON.stringify(probe(page));
  window.atlasPage = page; // for who measures it
}

start();
