// Symbols once drawn are kept as small pictures: to draw the same again, while the map moves or a pointer passes, is to
// copy it. A software canvas takes 100 µs for a ring of segments and 5 for its copy.

const MOST_PX = 2 ** 22; // kept of a screen with one pixel a CSS pixel: 16 MB
const MOST_PX_DENSE = 2 ** 23;
const SHEET_WIDTH = 1024; // CSS pixels
const MOST_ON_A_SHEET = 120; // painted in some 8 ms

export class Sprites {
  constructor() {
    this.painted = 0; // so far, for tests
    this.canvas = new OffscreenCanvas(1, 1);
    this.forget('');
  }

  forget(look) {
    for (const { bitmap } of this.pictures?.values() ?? []) bitmap.close();
    Object.assign(this, { look, pictures: new Map(), sheets: [], pixels: 0, wanted: new Map() });
  }

  /** What is copied from now on is of this theme and for this density of pixels. */
  begin(theme, ratio) {
    const look = `${theme.name} ${ratio}`;
    this.most = Math.min(MOST_PX_DENSE, MOST_PX * ratio * ratio);
    while (this.pixels > this.most && this.sheets.length > 1) this.forgetSheet(this.sheets.shift());
    if (look !== this.look || this.pixels > this.most) this.forget(look);
    this.ratio = ratio;
  }

  forgetSheet({ bitmap, keys, pixels }) {
    for (const key of keys) this.pictures.delete(key);
    bitmap.close();
    this.pixels -= pixels;
  }

  /** Draw what `paint` paints around 0, 0 within `reach` CSS pixels, on whole pixels of the screen; the key tells looks apart. */
  stamp(ctx, { key, reach, paint }, x, y) {
    const { ratio } = this;
    const { bitmap, side, at = 0, down = 0 } = this.pictures.get(key) ?? this.paint(key, reach, paint);
    const [left, top] = [Math.round(x * ratio - side / 2) / ratio, Math.round(y * ratio - side / 2) / ratio];
    ctx.drawImage(bitmap, at, down, side, side, left, top, side / ratio, side / ratio);
  }

  /**
   * Draw what comes in more looks than can be painted beforehand: `direct` draws it unless its picture is there; what is
   * missing is painted by `paintWanted`, so that it is there when the map is drawn again.
   */
  stampIfKept(ctx, { key, reach, paint }, x, y, direct) {
    if (this.pictures.has(key)) {
      this.stamp(ctx, { key }, x, y);
      return;
    }
    this.wanted.set(key, { reach, paint });
    direct();
  }

  /** In a quiet moment: paint what was drawn without a picture, some at a time on a sheet; returns whether more is left. */
  paintWanted() {
    const some = [...this.wanted].slice(0, MOST_ON_A_SHEET);
    const { spots, width, height } = this.shelves(some.map(([, { reach }]) => 2 * Math.ceil(reach * this.ratio)));
    if (!some.length) return false;
    const canvas = new OffscreenCanvas(width, height);
    const ctx = canvas.getContext('2d');
    some.forEach(([key, { paint }], i) => {
      const { at, down, side } = spots[i];
      ctx.setTransform(this.ratio, 0, 0, this.ratio, at + side / 2, down + side / 2);
      paint(ctx);
      this.wanted.delete(key);
    });
    const bitmap = canvas.transferToImageBitmap();
    some.forEach(([key], i) => this.pictures.set(key, { bitmap, ...spots[i] }));
    this.sheets.push({ bitmap, keys: some.map(([key]) => key), pixels: width * height });
    this.pixels += width * height;
    this.painted += some.length;
    return this.wanted.size > 0;
  }

  /** Squares side by side in rows, each row as high as its highest. */
  shelves(sides) {
    const spots = [];
    let [at, down, high, width] = [0, 0, 0, 0];
    for (const side of sides) {
      if (at && at + side > SHEET_WIDTH * this.ratio) [at, down, high] = [0, down + high, 0];
      spots.push({ at, down, side });
      at += side;
      [high, width] = [Math.max(high, side), Math.max(width, at)];
    }
    return { spots, width, height: down + high };
  }

  paint(key, reach, paint) {
    const side = 2 * Math.ceil(reach * this.ratio);
    Object.assign(this.canvas, { width: side, height: side });
    const ctx = this.canvas.getContext('2d');
    ctx.setTransform(this.ratio, 0, 0, this.ratio, side / 2, side / 2);
    paint(ctx);
    const picture = { bitmap: this.canvas.transferToImageBitmap(), side };
    this.pictures.set(key, picture);
    this.pixels += side * side;
    this.painted += 1;
    return picture;
  }
}
