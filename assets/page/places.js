// The parks of the ledger in the units of the drawing.

import { projectLine, worldX, worldY } from './world.js';

/** -> {list, footprints: Map(id -> {xy, box, bounds})} */
export function preparePlaces({ parks }) {
  const list = parks.map((park) => ({
    id: park.id, name: park.name, kind: park.kind, areaKm2: park.area_km2,
    x: park.lng === null ? null : worldX(park.lng), y: park.lat === null ? null : worldY(park.lat),
    footprint: park.footprint ? { ...projectLine(park.footprint), bounds: boundsOf(park.footprint) } : null,
  }));
  const footprints = new Map(list.filter((park) => park.footprint).map((park) => [park.id, park.footprint]));
  return { list, footprints };
}

function boundsOf(ring) {
  const lngs = ring.map(([lng]) => lng);
  const lats = ring.map(([, lat]) => lat);
  return [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)];
}
