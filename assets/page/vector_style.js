// The default style of vector tiles: the quiet map of the built-in base, with what it lacks. Widths are CSS pixels at a
// zoom of the map, as far as lines between two zooms go.

const GROUND = {
  light: {
    green: '#E8EDDF', built: '#F1EFE9', building: '#E7E3DB', buildingline: '#DCD7CC', casing: '#DBD6CB', minor: '#FFFFFF',
    medium: '#FFFFFF', major: '#FFFCF4', motorway: '#F6ECD4', motorwaycasing: '#D9CBA9', path: '#CFC9BC', railway: '#BDB7AB',
  },
  dark: {
    green: '#242E2A', built: '#272B30', building: '#2F343A', buildingline: '#383E45', casing: '#1A1D20', minor: '#343A40',
    medium: '#3A4047', major: '#434A52', motorway: '#544F43', motorwaycasing: '#1A1D20', path: '#3B4147', railway: '#4C535A',
  },
};

/** [zoom, width] stops of a road's fill, by its rank. */
const WIDTHS = [
  [[14, 0.6], [16, 3.2], [18, 8]],
  [[12, 0.4], [14, 1.6], [16, 5.5], [18, 13]],
  [[9.5, 0.5], [12, 1.5], [14, 3.4], [16, 8], [18, 18]],
  [[8, 0.6], [11, 1.6], [14, 4.6], [16, 10], [18, 22]],
  [[6, 0.6], [10, 1.8], [12, 3], [14, 6], [16, 12], [18, 26]],
];
const SHOWN_FROM = [14, 12.2, 9.8, 8, 5];
const CASED_FROM = [15, 14, 12.2, 10.5, 9];
const PALETTE_OF_RANK = ['minor', 'minor', 'medium', 'major', 'motorway'];
const LINE = 2;
const POLYGON = 3;

export function landColour(colors) {
  return colors.land;
}

/**
 * Paint rules for a schema (vector_schemas.js). `zoom` is the map's; `grain` is by how much the painter enlarges what it
 * paints, so that widths come out as meant.
 */
export function buildRules(library, meant, theme, { zoom, grain }) {
  const colors = { ...theme.colors, ...(GROUND[theme.name] ?? GROUND.light) };
  const px = (width) => Math.max(0.35, width) / grain;
  const make = {
    area: (fill, opacity = 1) => new library.PolygonSymbolizer({ fill, opacity }),
    line: (color, width, dash) => new library.LineSymbolizer({
      color, width: px(width), lineCap: dash ? 'butt' : 'round', lineJoin: 'round', ...(dash ? { dash: dash.map((part) => part / grain) } : {}),
    }),
  };
  return [
    ...groundRules(meant, colors, make, zoom),
    ...lineRules(meant, colors, make, zoom),
    ...roadRules(meant, colors, make, zoom),
    ...plainRules(meant, colors, make, { zoom, grain }),
  ];
}

const areas = (pairs, symbolizer) => pairs.map(([dataLayer, holds]) => ({
  dataLayer, symbolizer, filter: (_zoom, feature) => feature.geomType === POLYGON && holds(feature.props),
}));
const lines = (pairs, symbolizer) => pairs.map(([dataLayer, holds]) => ({
  dataLayer, symbolizer, filter: (_zoom, feature) => feature.geomType === LINE && holds(feature.props),
}));
const all = (layers) => layers.map((layer) => [layer, () => true]);

function groundRules(meant, colors, make, zoom) {
  const building = zoom < 13.5 ? [] : areas(all(meant.building), make.area(colors.building, Math.min(1, (zoom - 13.2) / 1.2)));
  return [
    ...areas(meant.built, make.area(colors.built)),
    ...areas(meant.green, make.area(colors.green)),
    ...lines(meant.stream, make.line(colors.river, byZoom([[8, 0.5], [11, 1.2], [14, 2.4], [17, 6]], zoom))),
    ...areas(all(meant.water), make.area(colors.river)),
    ...building,
    ...(zoom < 15 ? [] : areas(all(meant.building), make.line(colors.buildingline, 0.7))),
  ];
}

function lineRules(meant, colors, make, zoom) {
  const rail = zoom < 10 ? [] : lines(meant.rail, make.line(colors.railway, byZoom([[10, 0.7], [14, 1.3], [18, 2.4]], zoom)));
  return [...lines(meant.boundary, make.line(colors.border, 1, [7, 3, 1.5, 3])), ...rail];
}

function roadRules(meant, colors, make, zoom) {
  const shown = [0, 1, 2, 3, 4].filter((rank) => zoom >= SHOWN_FROM[rank]);
  const of = (rank) => meant.road.map(([layer, rankOf]) => [layer, (props) => rankOf(props) === rank]);
  const width = (rank) => byZoom(WIDTHS[rank], zoom);
  const casing = (rank) => (rank === 4 ? colors.motorwaycasing : colors.casing);
  const path = zoom < 14.5 ? [] : lines(of(-1), make.line(colors.path, byZoom([[14, 0.7], [18, 1.8]], zoom), [3, 2.5]));
  return [
    ...path,
    ...shown.flatMap((rank) => (zoom < CASED_FROM[rank] ? [] : lines(of(rank), make.line(casing(rank), width(rank) + 1.5)))),
    // A road too thin for a casing is drawn in the casing's colour: its own would vanish on the land.
    ...shown.flatMap((rank) => lines(of(rank), make.line(
      zoom < CASED_FROM[rank] ? casing(rank) : colors[PALETTE_OF_RANK[rank]], width(rank),
    ))),
  ];
}

/** Layers nobody knows: drawn as a person's own data, in ink. */
function plainRules(meant, colors, make, { zoom, grain }) {
  const layers = all(meant.plain ?? []);
  const width = byZoom([[8, 0.8], [13, 1.4], [17, 2]], zoom);
  return [
    ...areas(layers, make.area(colors.ink, 0.05)),
    ...areas(layers, make.line(colors.ink2, width)),
    ...lines(layers, make.line(colors.surf, width + 2)),
    ...lines(layers, make.line(colors.ink2, width)),
    ...layers.map(([dataLayer]) => ({
      dataLayer, symbolizer: dots(byZoom([[8, 2], [13, 3], [17, 4.5]], zoom) / grain, colors, grain),
      filter: (_zoom, feature) => feature.geomType === 1,
    })),
  ];
}

function dots(radius, colors, grain) {
  return {
    before(ctx) {
      ctx.globalAlpha = 1;
      ctx.fillStyle = colors.surf;
      ctx.strokeStyle = colors.ink2;
      ctx.lineWidth = 1.4 / grain;
    },
    draw(ctx, geometry) {
      ctx.beginPath();
      for (const { x, y } of geometry.flat()) {
        ctx.moveTo(x + radius, y);
        ctx.arc(x, y, radius, 0, 2 * Math.PI);
      }
      ctx.fill();
      ctx.stroke();
    },
  };
}

/** A value between [zoom, value] stops. */
export function byZoom(stops, zoom) {
  const next = stops.findIndex(([at]) => at >= zoom);
  if (next === -1) return stops.at(-1)[1];
  if (next === 0) return stops[0][1];
  const [[z0, a], [z1, b]] = [stops[next - 1], stops[next]];
  return a * (b / a) ** ((zoom - z0) / (z1 - z0));
}
