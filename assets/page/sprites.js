// Symbols once drawn are kept as small pictures: to draw the same again, while the map moves or a pointer passes, is to
// copy it. A software canvas takes 100 µs for a ring of segments and 5 for its copy.

const MOST_PX = 2 ** 21; // kept of a screen with one pixel a CSS pixel: 8 MB
const MOST_PX_DENSE = 2 ** 23;

export class Sprites {
  constructor() {
    this.painted = 0; // so far, for tests
    this.canvas = new OffscreenCanvas(1, 1);
    this.forget('');
  }

  forget(look) {
    for (const { bitmap } of this.pictures?.values() ?? []) bitmap.close();
    Object.assign(this, { look, pictures: new Map(), pixels: 0 });
  }

  /** What is copied from now on is of this theme and for this density of pixels. */
  begin(theme, ratio) {
    const look = `${theme.name} ${ratio}`;
    if (look !== this.look || this.pixels > Math.min(MOST_PX_DENSE, MOST_PX * ratio * ratio)) this.forget(look);
    this.ratio = ratio;
  }

  /** Draw what `paint` paints around 0, 0 within `reach` CSS pixels, on whole pixels of the screen; the key tells looks apart. */
  stamp(ctx, { key, reach, paint }, x, y) {
    const { ratio } = this;
    const { bitmap, side } = this.pictures.get(key) ?? this.paint(key, reach, paint);
    const [left, top] = [x, y].map((at) => Math.round(at * ratio - side / 2) / ratio);
    ctx.drawImage(bitmap, left, top, side / ratio, side / ratio);
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
