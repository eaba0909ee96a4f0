// Tiles as they are fetched: only what the last view wants, a few at a time, and as many kept as the store may hold.

const AT_ONCE = 6;

export class TileStore {
  /**
   * `load(cell, signal)` gives the tile's value, or null if there is none; `weigh(value)` its pixels or bytes;
   * `onArrive` is told of every answer, also of a failure.
   */
  constructor(load, { most, weigh, release = () => {}, onArrive }) {
    Object.assign(this, { load, most, weigh, release, onArrive });
    this.entries = new Map();
    this.loading = new Map();
    this.waiting = [];
    this.weight = 0;
    this.failed = 0;
  }

  /** The value of a tile: undefined if it is not here (yet), null if there is none. */
  get(key) {
    const entry = this.entries.get(key);
    if (!entry) return undefined;
    this.entries.delete(key);
    this.entries.set(key, entry);
    return entry.value;
  }

  has(key) {
    return this.entries.has(key);
  }

  get busy() {
    return this.loading.size + this.waiting.length > 0;
  }

  /** Fetch these [key, cell] in this order; what is being fetched and not among them is given up. */
  want(wanted) {
    const keys = new Map(wanted);
    for (const [key, controller] of this.loading) {
      if (!keys.has(key)) {
        controller.abort();
        this.loading.delete(key);
      }
    }
    this.waiting = wanted.filter(([key]) => !this.entries.has(key) && !this.loading.has(key));
    this.pump();
  }

  pump() {
    while (this.loading.size < AT_ONCE && this.waiting.length) this.fetch(...this.waiting.shift());
  }

  async fetch(key, cell) {
    const controller = new AbortController();
    this.loading.set(key, controller);
    let value = null;
    try {
      value = await this.load(cell, controller.signal);
    } catch {
      if (!controller.signal.aborted) this.failed += 1;
    }
    if (this.loading.get(key) !== controller) {
      if (value) this.release(value);
      return;
    }
    this.loading.delete(key);
    this.put(key, value);
    this.pump();
    this.onArrive();
  }

  put(key, value) {
    this.drop(key);
    this.entries.set(key, { value, weight: value ? this.weigh(value) : 0 });
    this.weight += value ? this.weigh(value) : 0;
  }

  /** Forget the longest unused beyond what the store may hold, but none of `kept`. */
  trim(kept) {
    for (const key of [...this.entries.keys()]) {
      if (this.weight <= this.most) return;
      if (!kept.has(key)) this.drop(key);
    }
  }

  drop(key) {
    const entry = this.entries.get(key);
    if (!entry) return;
    this.entries.delete(key);
    this.weight -= entry.weight;
    if (entry.value) this.release(entry.value);
  }

  /** Forget which tiles there were none of: they may be there now. */
  forgetHoles() {
    for (const [key, { value }] of [...this.entries]) if (value === null) this.drop(key);
  }

  close() {
    this.want([]);
    for (const key of [...this.entries.keys()]) this.drop(key);
  }
}
