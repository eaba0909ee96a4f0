// Web Mercator in the units of the frame: the whole world is 2^32 wide and high, y grows southward.

export const WORLD = 4294967296;
const LATITUDE_LIMIT = 85.05112878;

export function worldX(lng) {
  return (lng / 360 + 0.5) * WORLD;
}

export function worldY(lat) {
  const sine = Math.sin((Math.max(-LATITUDE_LIMIT, Math.min(LATITUDE_LIMIT, lat)) * Math.PI) / 180);
  return (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * WORLD;
}

export function lngOf(x) {
  return (x / WORLD - 0.5) * 360;
}

export function latOf(y) {
  return (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / WORLD))) * 180) / Math.PI;
}

/** Screen pixels a kilometre at this zoom and latitude. */
export function pixelsPerKm(zoom, lat) {
  return (256 * 2 ** zoom) / (40075.016686 * Math.cos((lat * Math.PI) / 180));
}

/** [[lng, lat], …] -> Float64Array of x, y pairs, and the bounding box, in world units. */
export function projectLine(coordinates) {
  const xy = new Float64Array(coordinates.length * 2);
  const box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
  coordinates.forEach(([lng, lat], index) => {
    const x = worldX(lng);
    const y = worldY(lat);
    xy[2 * index] = x;
    xy[2 * index + 1] = y;
    growBox(box, x, y);
  });
  return { xy, box };
}

export function growBox(box, x, y) {
  box.minX = Math.min(box.minX, x);
  box.minY = Math.min(box.minY, y);
  box.maxX = Math.max(box.maxX, x);
  box.maxY = Math.max(box.maxY, y);
}

/** Is the point inside the ring (even-odd)? */
export function ringContains(xy, x, y) {
  let inside = false;
  for (let i = 0, j = xy.length - 2; i < xy.length; j = i, i += 2) {
    const crosses = xy[i + 1] > y !== xy[j + 1] > y;
    if (crosses && x < ((xy[j] - xy[i]) * (y - xy[i + 1])) / (xy[j + 1] - xy[i + 1]) + xy[i]) inside = !inside;
  }
  return inside;
}

/** The pieces of a line that come near a box, as x0, y0, x1, y1 each: all that counts for what is measured in the box. */
export function piecesNear(xy, { minX, minY, maxX, maxY }) {
  const pieces = [];
  for (let i = 0; i + 3 < xy.length; i += 2) {
    const [x0, y0, x1, y1] = [xy[i], xy[i + 1], xy[i + 2], xy[i + 3]];
    if (Math.max(x0, x1) < minX || Math.min(x0, x1) > maxX || Math.max(y0, y1) < minY || Math.min(y0, y1) > maxY) continue;
    pieces.push(x0, y0, x1, y1);
  }
  return new Float64Array(pieces);
}

/** Distance from a point to pieces of lines, in their units; `most` where all are farther. */
export function distanceToPieces(pieces, x, y, most = Infinity) {
  let near = most;
  let best = most * most;
  for (let i = 0; i < pieces.length; i += 4) {
    const [x0, y0, x1, y1] = [pieces[i] - x, pieces[i + 1] - y, pieces[i + 2] - x, pieces[i + 3] - y];
    if ((x0 > near && x1 > near) || (x0 < -near && x1 < -near) || (y0 > near && y1 > near) || (y0 < -near && y1 < -near)) continue;
    const dx = x1 - x0;
    const dy = y1 - y0;
    const length = dx * dx + dy * dy;
    const t = length ? Math.max(0, Math.min(1, -(x0 * dx + y0 * dy) / length)) : 0;
    const distance = (x0 + t * dx) ** 2 + (y0 + t * dy) ** 2;
    if (distance < best) [best, near] = [distance, Math.sqrt(distance)];
  }
  return near;
}
