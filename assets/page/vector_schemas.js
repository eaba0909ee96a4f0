// What the layers of vector tiles mean. OpenMapTiles and Protomaps are known; of others the layers' names are a hint.
// Every feature becomes one of a few kinds, so that one quiet style serves all.

const GREEN = /^(wood|forest|grass|scrub|park|nature_reserve|national_park|meadow|garden|cemetery|golf_course|farmland|orchard|wetland|recreation_ground|pitch|zoo|protected_area|village_green)$/;
const BUILT = /^(residential|industrial|commercial|retail|school|university|college|hospital|railway|military|aerodrome|airfield|urban_area|pedestrian)$/;
const OTHER_HINTS = [
  [/water|river|lake|ocean|水|河|江|湖/i, 'water'], [/road|street|highway|transport|路|道/i, 'road'],
  [/build|建筑|房/i, 'building'], [/park|green|forest|wood|grass|绿|林/i, 'green'], [/bound|border|界/i, 'boundary'],
];

const ROADS = {
  motorway: 4, trunk: 3, primary: 3, secondary: 2, tertiary: 2, minor: 1, residential: 1, unclassified: 1,
  living_street: 1, busway: 1, service: 0, track: 0, path: -1, footway: -1, cycleway: -1, pedestrian: -1, steps: -1,
  highway: 4, major_road: 3, medium_road: 2, minor_road: 1,
};

/** Rank of a road 4 (motorway) … 0 (service), -1 path, or null if it is none. */
function roadRank(name) {
  return Object.hasOwn(ROADS, name) ? ROADS[name] : null;
}

function kindOf(props) {
  return props.kind ?? props['pmap:kind'] ?? '';
}

function openMapTilesRank({ class: name, subclass }) {
  if (name === 'rail' || name === 'transit') return null;
  return roadRank(subclass === 'pedestrian' ? 'path' : name);
}

function protomapsRank(props) {
  const detail = props.kind_detail ?? props['pmap:kind_detail'] ?? '';
  if (kindOf(props) === 'major_road' && /^(secondary|tertiary)/.test(detail)) return 2;
  return detail === 'service' ? 0 : roadRank(kindOf(props));
}

const OPENMAPTILES = {
  full: true,
  green: [['landcover', (p) => GREEN.test(p.class)], ['park', () => true], ['landuse', (p) => GREEN.test(p.class)]],
  built: [['landuse', (p) => BUILT.test(p.class)], ['aeroway', (p) => p.class === 'aerodrome']],
  water: ['water'],
  stream: [['waterway', () => true]],
  building: ['building'],
  road: [['transportation', openMapTilesRank]],
  rail: [['transportation', (p) => p.class === 'rail' || p.class === 'transit']],
  boundary: [['boundary', (p) => p.admin_level <= 6 && !p.maritime]],
};

const PROTOMAPS = {
  full: true,
  green: [['landcover', (p) => GREEN.test(kindOf(p))], ['landuse', (p) => GREEN.test(kindOf(p))], ['natural', (p) => GREEN.test(kindOf(p))]],
  built: [['landuse', (p) => BUILT.test(kindOf(p))], ['landcover', (p) => kindOf(p) === 'urban_area']],
  water: ['water'],
  stream: [['water', (p) => /^(river|stream|canal)$/.test(kindOf(p))], ['physical_line', () => true]],
  building: ['buildings'],
  road: [['roads', protomapsRank]],
  rail: [['roads', (p) => kindOf(p) === 'rail'], ['transit', () => true]],
  boundary: [['boundaries', () => true]],
};

/** What stands in which layer: of a known schema, or told from the layers' names. */
export function readSchema({ schema, vector_layers: layers }) {
  if (schema === 'openmaptiles') return OPENMAPTILES;
  if (schema === 'protomaps') return PROTOMAPS;
  const meant = { full: false, green: [], built: [], water: [], stream: [], building: [], road: [], rail: [], boundary: [], plain: [] };
  for (const layer of layers) {
    const kind = OTHER_HINTS.find(([words]) => words.test(layer))?.[1] ?? 'plain';
    if (kind === 'road') meant.road.push([layer, (p) => roadRank(p.class ?? p.highway ?? p.kind ?? p.type) ?? 1]);
    else if (kind === 'green' || kind === 'boundary') meant[kind].push([layer, () => true]);
    else meant[kind].push(layer);
    if (kind === 'water') meant.stream.push([layer, () => true]);
  }
  return meant;
}

// ---- names ----

const CHINESE = ['name:zh-Hans', 'name:zh', 'name_zh', 'name:zh-Hant', 'pgf:name:zh', 'name', 'NAME', '名称', 'Name', 'name:latin', 'name_en', 'name:en'];
// eslint-disable-next-line no-control-regex
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g;
const LONGEST_NAME = 40;

/** What is written beside a feature, Chinese if it has such a name; empty for none. */
export function nameOf(props) {
  const found = CHINESE.map((key) => props[key]).find((value) => value !== undefined && value !== null && value !== '');
  return plainText(found ?? '');
}

/** One line of text without anything that steers writing. */
export function plainText(value) {
  const text = String(value).slice(0, 400).replace(UNSEEN, ' ').replace(/\s+/g, ' ').trim();
  const letters = [...text];
  return letters.length > LONGEST_NAME ? `${letters.slice(0, LONGEST_NAME - 1).join('')}…` : text;
}

const PLACES = {
  country: ['district', 0, 0], state: ['district', 1, 4], province: ['district', 1, 4], region: ['district', 1, 4],
  city: ['city', 2, 0], town: ['town', 4, 9.5], county: ['district', 3, 9], borough: ['district', 4, 10],
  village: ['village', 6, 12], suburb: ['village', 5, 11.5], quarter: ['village', 6, 13], neighbourhood: ['village', 7, 13.5],
  hamlet: ['village', 8, 14], isolated_dwelling: ['village', 9, 15], island: ['village', 7, 12], macrohood: ['village', 5, 11.5],
};

function placeLabel(name) {
  return Object.hasOwn(PLACES, name) ? PLACES[name] : null;
}

const OPENMAPTILES_NAMES = {
  place: (p) => placeLabel(p.class),
  water_name: () => ['water', 5, 10], waterway: () => ['waterline', 6, 11], mountain_peak: () => ['poi', 8, 13],
  transportation_name: (p) => roadLabel(roadRank(p.class)), park: () => ['poi', 8, 13.5],
  aerodrome_label: () => ['poi', 6, 11], poi: (p) => ['poi', 9 + (p.rank ?? 20) / 20, (p.rank ?? 99) < 12 ? 15 : 16.2],
};

const PROTOMAPS_NAMES = {
  places: (p) => {
    const detail = p.kind_detail ?? p['pmap:kind_detail'];
    return placeLabel(kindOf(p) === 'locality' ? detail ?? 'village' : kindOf(p));
  },
  water: (p, isLine) => (isLine ? ['waterline', 6, 11] : ['water', 5, 10]), roads: (p) => roadLabel(protomapsRank(p)),
  pois: (p) => ['poi', 9, Math.max(14, (p.min_zoom ?? 15) + 0.5)],
};

function roadLabel(rank) {
  return rank === null || rank < 0 ? null : ['road', 12 - rank, [16.5, 15.5, 14, 13, 12][rank]];
}

/** For a layer of tiles: (props, isLine) -> [kind, rank, least zoom] of a feature's name, or null for no name. */
export function namesIn(schema, layer) {
  const known = { openmaptiles: OPENMAPTILES_NAMES, protomaps: PROTOMAPS_NAMES }[schema];
  if (known) return Object.hasOwn(known, layer) ? known[layer] : null;
  return (_props, isLine) => [isLine ? 'road' : 'poi', 8, isLine ? 13 : 11];
}
