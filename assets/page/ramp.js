// The sequential colours of heat and areas: one hue, from the tokens, evenly taken for any number of classes.

/** Colours as [r, g, b] for `count` classes, the least first. */
export function rampColors(theme, count) {
  const stops = theme.tokens.sequential[theme.name].map(channels);
  // Few classes leave both ends alone: the palest could pass for no value, the strongest would shout.
  const [first, last] = count > 3 ? [0, 1] : count > 2 ? [0.08, 0.9] : [0.25, 0.78];
  const step = count > 1 ? (last - first) / (count - 1) : 0;
  return Array.from({ length: count }, (_, i) => colorAt(stops, count > 1 ? first + step * i : 0.5));
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
