// Mouse and touch on the map, told apart from dragging.

export function attachPointer(map, stage, { hit, hitGround, hover, activate, zoomIn }) {
  const container = map.getContainer();
  const symbolAt = (point) => {
    const { x, y } = stage.toCanvas(point);
    return hit(x, y);
  };
  // Coloured areas are told of under a resting pointer; otherwise they are ground, to be dragged and zoomed on.
  const groundAt = (point) => {
    const { x, y } = stage.toCanvas(point);
    return hitGround(x, y);
  };
  let dragging = false;
  map.on('dragstart', () => {
    dragging = true;
    hover(null);
  });
  map.on('dragend', () => {
    dragging = false;
  });
  map.on('mousemove', (event) => {
    if (dragging) return;
    const symbol = symbolAt(event.containerPoint);
    container.classList.toggle('over-symbol', Boolean(symbol));
    const told = symbol ?? groundAt(event.containerPoint);
    hover(told, told ? stage.toContainer(told.x, told.y) : null);
  });
  map.on('mouseout', () => hover(null));
  map.on('click', (event) => {
    const symbol = symbolAt(event.containerPoint);
    container.focus({ preventScroll: true });
    if (symbol) activate(symbol, event.originalEvent);
  });
  map.on('dblclick', (event) => {
    if (!symbolAt(event.containerPoint)) zoomIn(event.containerPoint);
  });
}
