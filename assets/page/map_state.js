// How the map is set up (ui/map/map_state.py describes it): read once at the start, then told by the window.

import { readJson } from './fetching.js';

const ROUTE = '/map_state.json';

/** The state of a page whose window keeps none. */
export const PLAIN_STATE = {
  revision: -1, layers: [], measure: 'count', mode: 'symbols',
  choropleth: { unit: 'district', figure: 'count', scheme: 'quantiles', classes: 5 },
  tool: 'pan', coordinates: { datum: 'wgs84', form: 'decimal' }, bookmarks: [],
};

/** The state at the start; the manifest says whether there is one to ask for. */
export async function readMapState({ routes = [] }) {
  return routes.includes(ROUTE) ? { ...PLAIN_STATE, ...(await readJson(ROUTE)) } : PLAIN_STATE;
}
