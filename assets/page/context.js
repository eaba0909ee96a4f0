// What lies under a right click (or the menu key): the symbol, the park, the place. The window shows the menu.

import { whereSymbolsAre } from './taken.js';
import { ringContains, worldX, worldY } from './world.js';

export function attachContextMenu(page, tools, bridge) {
  const { map } = page;
  const container = map.getContainer();
  const ask = (at, symbol) => bridge.menu_wanted(JSON.stringify(whatLiesAt(page, at, symbol)));
  container.addEventListener('contextmenu', (event) => {
    event.preventDefault();
    if (event.target.closest('.panel, button')) return;
    if (tools.tool?.finish?.()) {
      tools.tell();
      return;
    }
    const at = map.mouseEventToContainerPoint(event);
    const { x, y } = page.stage.toCanvas(at);
    ask(at, page.interaction.hit(x, y));
  });
  container.addEventListener('keydown', (event) => {
    if (event.key !== 'ContextMenu' && !(event.key === 'F10' && event.shiftKey)) return;
    event.preventDefault();
    const symbol = page.interaction.active?.symbol ?? null;
    ask(symbol ? page.stage.toContainer(symbol.x, symbol.y) : map.getSize().divideBy(2), symbol);
  });
}

function whatLiesAt(page, at, symbol) {
  const { map, scene, stage } = page;
  const { lng, lat } = map.containerPointToLatLng(at);
  return {
    x: Math.round(at.x), y: Math.round(at.y), lng, lat,
    symbol: symbol ? symbolFacts(page, symbol) : null,
    park: symbol ? symbol.place ?? null : parkAt(scene, lng, lat),
    ...whereSymbolsAre(scene, stage, map),
  };
}

function symbolFacts({ stage, map }, symbol) {
  if (symbol.type === 'point') return { project: symbol.id };
  const { lng, lat } = map.containerPointToLatLng(stage.toContainer(symbol.x, symbol.y));
  return { place: symbol.place, spot: [lng, lat] };
}

/** The park in whose schematic outline a position lies; the smallest if several. */
function parkAt(scene, lng, lat) {
  const [x, y] = [worldX(lng), worldY(lat)];
  const around = scene.places.filter(({ footprint }) => footprint && ringContains(footprint.xy, x, y));
  const size = ({ footprint: { box } }) => (box.maxX - box.minX) * (box.maxY - box.minY);
  return around.sort((a, b) => size(a) - size(b))[0]?.id ?? null;
}
