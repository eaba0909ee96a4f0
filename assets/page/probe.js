// What the page shows, as facts for tests: positions in CSS pixels of the map.

import { pointSymbol } from './layout.js';

const MOST_POINTS = 2000;

export function probe(page) {
  const { scene, stage, map, card, hover } = page;
  const { frame } = scene;
  const at = (item) => {
    const { x, y } = stage.toContainer(item.x, item.y);
    return { x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10 };
  };
  const groupFacts = ({ place, name, kind, count, radius, inferred, selected, marked, amountWan, hollow, ...symbol }) => (
    { place, name, kind, count, radius, inferred, selected, marked, amountWan, hollow, ...at(symbol) });
  const points = Array.from({ length: Math.min(frame.pointCount, MOST_POINTS) }, (_, i) => pointSymbol(frame, i, stage.view));
  return {
    revision: page.acknowledged,
    zoom: map.getZoom(),
    moving: page.camera.moving,
    size: [map.getSize().x, map.getSize().y],
    theme: page.theme.name,
    groups: [...scene.symbols, ...scene.hanging].map(groupFacts),
    points: points.map((point) => ({ ...point, ...at(point) })),
    labels: page.labels.drawn.map((label) => ({ ...label, ...at(label) })),
    legend: page.legend.entries(),
    notes: page.legend.notes(),
    measure: frame.measure,
    mode: frame.figures?.kind ?? 'symbols',
    areas: page.display.facts(stage.view, at),
    notice: page.furniture.notice.textContent,
    card: card.open ? card.rows().map((row) => row.textContent) : null,
    hover: hover.node.hidden ? null : hover.node.textContent,
    layers: page.layers.facts(),
    credits: page.furniture.credits(),
    missing: page.base.missing,
    placing: page.placing?.facts(),
    rack: scene.rack ? scene.hanging.map((row) => ({ place: row.place, ...at(row) })) : [],
  };
}
