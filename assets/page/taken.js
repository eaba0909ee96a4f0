// Which of the symbols on the screen lie inside a path: what a selection will take, told while it is drawn. The window
// decides in the end, from the same positions.

import { pointSymbol } from './layout.js';

const MOST_MARKS = 1500;

/** `holds(x, y)` is asked in container pixels. */
export function symbolsInside(scene, stage, holds) {
  const shift = stage.toContainer(0, 0);
  const taken = { count: 0, amountWan: 0, unpublished: 0, marks: [] };
  const groups = [...scene.symbols, ...scene.hanging];
  for (const symbol of groups) {
    const at = { x: symbol.x + shift.x, y: symbol.y + shift.y };
    if (!holds(at.x, at.y)) continue;
    taken.count += symbol.count;
    taken.amountWan += symbol.amountWan;
    taken.unpublished += symbol.unpublished;
    taken.marks.push({ ...at, radius: symbol.radius + (symbol.selected ? 2 : 0) });
  }
  takePoints(taken, scene.frame, stage.view, shift, holds);
  return taken;
}

function takePoints(taken, frame, view, shift, holds) {
  for (let i = 0; i < frame.pointCount; i += 1) {
    const x = frame.pointX[i] * view.scale - view.originX + shift.x;
    const y = frame.pointY[i] * view.scale - view.originY + shift.y;
    if (!holds(x, y)) continue;
    const amountYi = frame.pointAmountYi[i];
    taken.count += 1;
    if (Number.isNaN(amountYi)) taken.unpublished += 1;
    else taken.amountWan += amountYi * 10000;
    if (taken.marks.length < MOST_MARKS) {
      const { radius, selected } = pointSymbol(frame, i, view);
      taken.marks.push({ x, y, radius: radius + (selected ? 2 : 0) });
    }
  }
}

/** What the window must know to find the same symbols: the frame they came from, and where the rack lists its parks. */
export function whereSymbolsAre(scene, stage, map) {
  const degrees = ({ x, y }) => {
    const { lng, lat } = map.containerPointToLatLng(stage.toContainer(x, y));
    return [lng, lat];
  };
  return {
    view: scene.frame.viewport ?? [...stage.bounds(), map.getZoom()],
    rack: scene.hanging.map((symbol) => [symbol.place, ...degrees(symbol)]),
  };
}
