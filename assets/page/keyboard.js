// The map by keyboard: arrows go from symbol to symbol by direction, Enter does what a click does, + and - zoom,
// Shift with an arrow pans, Escape lets go.

const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const PAN_PX = 80;

export function attachKeyboard(container, { symbols, focused, focus, activate, zoomBy, panBy, escape }) {
  container.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = DIRECTIONS[event.key];
    if (direction && event.shiftKey) panBy(direction[0] * PAN_PX, direction[1] * PAN_PX);
    else if (direction) focus(nextSymbol(symbols(), focused(), direction));
    else if (event.key === 'Enter' || event.key === ' ') activate(event);
    else if (event.key === '+' || event.key === '=') zoomBy(1);
    else if (event.key === '-') zoomBy(-1);
    else if (event.key === 'Escape') escape();
    else return;
    event.preventDefault();
  });
}

/** The nearest symbol in a direction: what lies straight ahead counts more than what lies aside. */
export function nextSymbol(symbols, from, [dx, dy]) {
  if (!from) return symbols[0] ?? null;
  let best = null;
  let bestCost = Infinity;
  for (const symbol of symbols) {
    const ahead = (symbol.x - from.x) * dx + (symbol.y - from.y) * dy;
    const aside = Math.abs((symbol.x - from.x) * dy) + Math.abs((symbol.y - from.y) * dx);
    const cost = ahead + 2 * aside;
    if (ahead > 1 && aside < 2.5 * ahead + 8 && cost < bestCost) [best, bestCost] = [symbol, cost];
  }
  return best ?? from;
}
