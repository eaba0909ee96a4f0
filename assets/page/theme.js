// The design tokens: one file for window and page. Colours become CSS variables for the panels and a plain object for
// the canvases.

export class Theme {
  constructor(tokens, name) {
    this.tokens = tokens;
    this.industries = tokens.industries;
    this.family = [tokens.fonts.family, ...tokens.fonts.fallback]
      .map((family) => (/^[a-z-]+$/.test(family) ? family : `"${family}"`)).join(', ');
    this.set(name);
  }

  set(name) {
    this.name = this.tokens[name] ? name : 'light';
    this.colors = this.tokens[this.name];
    const style = document.documentElement.style;
    for (const [key, value] of Object.entries(this.colors)) style.setProperty(`--${key}`, value);
    style.setProperty('--family', this.family);
    style.setProperty('color-scheme', this.name);
    document.documentElement.dataset.theme = this.name;
  }

  /** Call the industries, in their fixed order, what the chosen taxonomy calls them; returns whether that is new. */
  nameIndustries(names) {
    const before = this.industries;
    this.industries = before.map((industry, index) => ({ ...industry, name: names[index] ?? industry.name }));
    return this.industries.some(({ name }, index) => name !== before[index].name);
  }

  /** Fill of an industry by its place in the fixed order. */
  industryColor(index) {
    return this.colors[this.industries[index].key];
  }

  font(size, weight = 400) {
    return `${weight} ${size}px ${this.family}`;
  }
}

/**
 * Load the weights that exist, not packed, as unpacking takes longer than reading; text is drawn on canvas, so they must be
 * there before the first drawing.
 */
export async function loadFonts(family, files) {
  const faces = files.flatMap((file) => {
    const weight = /-(\d{3})\.ttf$/.exec(file)?.[1];
    return weight ? [new FontFace(family, `url(/fonts/${file})`, { weight })] : [];
  });
  await Promise.allSettled(faces.map(async (face) => document.fonts.add(await face.load())));
}
