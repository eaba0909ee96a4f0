// Names over coloured ground: the areas' own with their figures, other parks in ink that reads on the colour below.

import { PARK_ZOOM } from './basemap.js';
import { line } from './placer.js';

const PAD = 8;

/** A name and the figure its area is coloured by, in ink that reads on the colour. */
export function figureLines(styles, name, { text, halo, color }) {
  return [{ ...name, color, halo }, { ...line(styles.figure, text), color, halo }];
}

/** Parks with an outline: inside it where there is room, else beside it on plain ground. */
export function placeAreaParks(plan) {
  const { placer, scene, view, styles, theme } = plan;
  if (view.zoom < PARK_ZOOM) return;
  for (const place of scene.places) {
    if (!place.footprint) continue;
    const figure = scene.areaLabels.get(place.id);
    const name = line(figure ? { ...styles.subpark } : styles.quiet, place.name);
    const box = boxOf(place.footprint.box, view);
    const { x, y, left, right, top, width, height } = box;
    const onColour = (ink) => (figure ? figureLines(styles, name, { ...figure, ...ink }) : [{ ...name, ...ink }]);
    const inside = onColour(scene.inkAt(x, y) ?? {});
    const size = placer.measure({ lines: inside });
    if (size.width + PAD <= width && size.height + PAD <= height
      && placer.place({ kind: 'quiet', lines: inside }, [{ x, y, side: 'C' }])) continue;
    const spots = [
      { x, y: top, side: 'N', gap: 4 }, { x: right, y, side: 'E', gap: 5 }, { x: left, y, side: 'W', gap: 5 },
    ];
    for (const spot of spots) {
      const ink = scene.inkAt(...besideOf(spot, size)) ?? { halo: theme.colors.land, color: theme.colors.ink };
      if (placer.place({ kind: 'quiet', lines: onColour(ink) }, [spot])) break;
    }
  }
}

/** The middle of a label beside a spot: what lies there decides its ink. */
function besideOf({ x, y, side, gap }, { width, height }) {
  if (side === 'N') return [x, y - gap - height / 2];
  return [side === 'E' ? x + gap + width / 2 : x - gap - width / 2, y];
}

function boxOf({ minX, minY, maxX, maxY }, { scale, originX, originY }) {
  const [left, right] = [minX * scale - originX, maxX * scale - originX];
  const [top, bottom] = [minY * scale - originY, maxY * scale - originY];
  return { left, right, top, x: (left + right) / 2, y: (top + bottom) / 2, width: right - left, height: bottom - top };
}
