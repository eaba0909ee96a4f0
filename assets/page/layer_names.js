// The names a person's own layers bring along, placed after the map's own.

import { placeNames } from './vector_labels.js';
import { worldBox } from './tile_grid.js';

export function placeLayerNames(plan) {
  const { placer, scene, view } = plan;
  const names = scene.layers.names(view);
  if (!names.length) return;
  const taken = new Set(placer.placed.flatMap(({ block }) => block.lines.map(({ text }) => text)));
  placeNames(plan, names, taken);
}

/** Which names of the built-in map are to be placed: none that is switched off, no schematic river over a real one. */
export function namesShown({ layers }, view) {
  const shows = (id) => layers.shows(id);
  return {
    parks: shows('park-names'), places: shows('place-names'), rail: shows('rail'), core: shows('core'),
    rivers: shows('place-names') && shows('basemap') && !layers.namesGround(worldBox(view)),
  };
}
