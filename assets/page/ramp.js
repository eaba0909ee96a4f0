// The sequential colours of heat and areas: one hue, from the tokens, evenly taken for any number of classes.

/** Colours as [r, g, b] for `count` classes, the least first. */
export function rampColors(theme, count) {
  const stops = theme.tokens.sequential[theme.name].map(channels);
  // One or two classes take the middle and the strong end, never the palest, which could pass for no value.
  const first = count > 4 ? 0 : count > 2 ? 0.12 : 0.35;
  return Array.from({ length: count }, (_, i) => colorAt(stops, count > 1 ? first + ((1 - first) * i) / (count - 1) : 0.6));
}

export function colorAt(stops, share) {
  const at = share * (stops.length - 1);
  const low = Math.min(stops.length - 2, Math.floor(at));
  return stops[low].map((value, channel) => Math.round(value + (stops[low + 1][channel] - value) * (at - low)));
}

export function channels(hex) {
  return [1, 3, 5].map((from) => parseInt(hex.slice(from, from + 2), 16));
}

export function css([r, g, b], alpha = 1) {
  return alpha === 1 ? `rgb(${r} ${g} ${b})` : `rgb(${r} ${g} ${b} / ${alpha})`;
}

/** Ink that reads on a fill: the theme's ink or its opposite, whichever contrasts more. */
export function inkOn(color, theme) {
  const options = [theme.colors.ink, theme.colors.onfill];
  const contrast = (ink) => {
    const [a, b] = [luminance(channels(ink)), luminance(color)].sort((one, other) => other - one);
    return (a + 0.05) / (b + 0.05);
  };
  return contrast(options[0]) >= contrast(options[1]) ? options[0] : options[1];
}

function luminance(color) {
  const [r, g, b] = color.map((value) => (value <= 10 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
