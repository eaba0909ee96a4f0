// Metres on the WGS 84 ellipsoid near a point: enough to draw a circle under a moving pointer without asking anyone.
// Gauss's mid-latitude formula, the same as geo/measure.py's; the window's answer is what is kept.

const A_M = 6378137;
const E2 = 0.00669437999014131;
const RADIAN = Math.PI / 180;
const ROUNDS = 3;

/** Radii of curvature [across, along the meridian] in metres at a latitude in radians. */
function radii(lat) {
  const flat = 1 - E2 * Math.sin(lat) ** 2;
  return [A_M / Math.sqrt(flat), (A_M * (1 - E2)) / flat ** 1.5];
}

/** Distance in metres between {lng, lat} and {lng, lat}. */
export function metresBetween(a, b) {
  const middle = ((a.lat + b.lat) / 2) * RADIAN;
  const [across, along] = radii(middle);
  const turn = (b.lng - a.lng) * RADIAN;
  const rise = (b.lat - a.lat) * RADIAN;
  const north = 2 * along * Math.sin(rise / 2) * Math.cos(turn / 2);
  const east = 2 * across * Math.sin(turn / 2) * Math.cos(middle);
  return 2 * across * Math.asin(Math.min(1, Math.hypot(north, east) / (2 * across)));
}

/** Points {lng, lat} all around at `metres` from the centre, clockwise from north, not closed. */
export function circleAround(centre, metres, count = 120) {
  return Array.from({ length: count }, (_, i) => pointAt(centre, metres, (2 * Math.PI * i) / count));
}

/** The point in a direction: stepped to in the plane, then drawn in or out until its distance is right. */
function pointAt(centre, metres, bearing) {
  const [across, along] = radii(centre.lat * RADIAN);
  const step = [
    (Math.sin(bearing) * metres) / (across * Math.cos(centre.lat * RADIAN)) / RADIAN,
    (Math.cos(bearing) * metres) / along / RADIAN,
  ];
  let reach = 1;
  let point = centre;
  for (let round = 0; round < ROUNDS; round += 1) {
    point = { lng: centre.lng + step[0] * reach, lat: centre.lat + step[1] * reach };
    reach *= metres / Math.max(metresBetween(centre, point), 1e-9);
  }
  return { lng: centre.lng + step[0] * reach, lat: centre.lat + step[1] * reach };
}
