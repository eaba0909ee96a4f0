// From a chart's figures to what ECharts draws, and where each bar lies. Bars lie in rows with a name at the left and both
// figures at the right, or stand in columns. Text is drawn, never parsed: names go where no markup is understood.

import { glyphPicture, hatch, textWidth } from './chart_ink.js';

const ROW = { widest: 116, gap: 10, top: 16, bottom: 2 };
const COLUMN = { left: 12, right: 12, top: 18, bottom: 34 };
const GLYPH_LEAST = 13;
const THICKEST_ROW = 24;
const FEW = 8;
const COLUMNS = new Set(['industry_year', 'amount']);

/** {option, boxes}: boxes are the bars' places in the plot by number of bar, null where there is nothing to point at. */
export function optionOf(chart, figures, theme, size) {
  const painting = new Painting(chart, figures, theme, size);
  return COLUMNS.has(chart.key) ? painting.columns() : painting.rows();
}

/** The size at which a chart is drawn for a picture that stands alone. */
export function pictureSize(chart) {
  return { width: 560, height: COLUMNS.has(chart.key) ? 300 : ROW.top + ROW.bottom + 22 * chart.bars.length };
}

class Painting {
  constructor(chart, { measure, series, words }, theme, size) {
    const value = (figure) => (measure === 'amount' ? figure.amount_wan : figure.count);
    Object.assign(this, { chart, theme, size, value, measure, industries: series, colors: theme.colors, units: words.units });
    this.hatched = { unknown: hatch(theme.colors.ink3, theme.colors.panel), rest: theme.colors.ink3 };
  }

  text(size = 11) {
    return { fontFamily: this.theme.family, fontSize: size, color: this.colors.ink2 };
  }

  // ---- rows ----

  rows() {
    const { chart, size, value } = this;
    this.widths = this.figureWidths();
    const right = ROW.gap + this.widths.count + this.widths.sum;
    this.left = Math.min(ROW.widest, Math.ceil(Math.max(...chart.bars.map(({ name }) => textWidth(name, this.theme.font(11))))) + 14);
    const band = Math.min(THICKEST_ROW, (size.height - ROW.top - ROW.bottom) / chart.bars.length);
    const most = this.most(chart.bars.map((bar) => [bar, Math.max(value(bar.figure), bar.reached ? value(bar.reached) : 0)]));
    const names = chart.bars.map((bar) => bar.name);
    const category = { type: 'category', inverse: true, axisLine: { show: false }, axisTick: { show: false }, data: names };
    const option = {
      animation: false, textStyle: this.text(), grid: { left: this.left, right, top: ROW.top, bottom: size.height - ROW.top - band * chart.bars.length },
      xAxis: { type: 'value', show: false, min: 0, max: most },
      yAxis: [{ ...category, axisLabel: this.nameLabel(band) }, { ...category, position: 'right', axisLabel: this.figureLabel(band), ...this.figureHeads() }],
      series: [...(chart.bars.some((bar) => bar.reached) ? [this.reachedSeries(band, most)] : []), ...this.plainSeries(band, most)],
    };
    const boxes = chart.bars.map((_, i) => ({ x: 0, y: ROW.top + i * band, width: size.width, height: band }));
    return { option, boxes };
  }

  nameLabel(band) {
    return {
      ...this.text(band < 13 ? 10 : 11), margin: this.left, align: 'left', interval: 0, width: this.left - 8,
      overflow: 'truncate', ellipsis: '…', color: this.colors.ink,
    };
  }

  /** Both figures, whichever is drawn: projects, then the sum; the drawn one in ink. */
  figureLabel(band) {
    const fontSize = band < 13 ? 10 : 11;
    const { ink, ink3 } = this.colors;
    const byAmount = this.measure === 'amount';
    const column = (width, strong) => ({ width, align: 'right', fontSize, fontFamily: this.theme.family, color: strong ? ink : ink3 });
    return {
      ...this.text(fontSize), margin: ROW.gap, align: 'left', interval: 0,
      formatter: (_, i) => `{n|${this.chart.bars[i].count_text}}{s|${this.chart.bars[i].sum_text}}`,
      rich: { n: column(this.widths.count, !byAmount), s: column(this.widths.sum, byAmount) },
    };
  }

  figureWidths() {
    const { chart, units, theme } = this;
    const widest = (texts) => Math.ceil(Math.max(...texts.map((text) => textWidth(text, theme.font(11)))));
    return {
      count: widest([units.count, ...chart.bars.map((bar) => bar.count_text)]) + 2,
      sum: widest([units.sum, ...chart.bars.map((bar) => bar.sum_text)]) + 12,
    };
  }

  /** What the two figures count, over them. */
  figureHeads() {
    const { count, sum } = this.units;
    const column = (width) => ({ width, align: 'right', ...this.text(10), color: this.colors.ink3 });
    return {
      name: `{n|${count}}{s|${sum}}`, nameLocation: 'start', nameGap: 5,
      nameTextStyle: {
        align: 'left', verticalAlign: 'bottom', padding: [0, 0, 0, ROW.gap],
        rich: { n: column(this.widths.count), s: column(this.widths.sum) },
      },
    };
  }

  reachedSeries(band, most) {
    const { line2 } = this.colors;
    return {
      type: 'bar', silent: true, barWidth: this.thickness(band), barGap: '-100%', z: 1,
      itemStyle: { color: 'transparent', borderColor: line2, borderWidth: 1 },
      data: this.chart.bars.map(({ reached }) => (reached ? Math.min(this.value(reached), most) : 0)),
    };
  }

  /** What passes in ink, what the chart's own filter leaves out as a ghost behind it. */
  plainSeries(band, most) {
    const { colors, value } = this;
    const clipped = (number) => Math.min(number, most);
    const inks = { value: colors.ink2, rest: colors.line2, unknown: this.hatched.unknown };
    const series = { type: 'bar', silent: true, stack: 'all', barWidth: this.thickness(band), barGap: '-100%', z: 2 };
    const broken = (bar) => (value(bar.figure) > most ? this.breakLabel() : undefined);
    return [
      { ...series, data: this.chart.bars.map((bar) => ({
        value: clipped(value(bar.passing)), itemStyle: { color: inks[bar.kind] }, label: value(bar.passing) > most ? this.breakLabel() : undefined,
      })) },
      { ...series, data: this.chart.bars.map((bar) => ({
        value: clipped(value(bar.figure)) - clipped(value(bar.passing)), itemStyle: { color: colors.line },
        label: value(bar.passing) > most ? undefined : broken(bar),
      })) },
    ];
  }

  thickness(band) {
    return Math.max(3, Math.min(13, Math.round(band * 0.62)));
  }

  /** A bar that is not to scale is cut through. */
  breakLabel() {
    return {
      show: true, position: 'inside', formatter: '≈', color: this.colors.ink3, backgroundColor: this.colors.panel,
      fontSize: 11, lineHeight: 12, padding: [0, 2], fontFamily: this.theme.family,
    };
  }

  /** The axis ends at the greatest named bar: 其他 and what is unknown may reach beyond and are cut. */
  most(pairs) {
    const named = pairs.filter(([bar]) => bar.kind === 'value').map(([, number]) => number);
    return Math.max(...named, 0) || Math.max(...pairs.map(([, number]) => number), 1);
  }

  // ---- columns ----

  columns() {
    return this.chart.key === 'amount' ? this.plainColumns() : this.stackedColumns();
  }

  columnAxes(names, most, label) {
    return {
      animation: false, textStyle: this.text(), grid: COLUMN,
      xAxis: {
        type: 'category', data: names, axisTick: { show: false }, axisLine: { lineStyle: { color: this.colors.line2 } },
        axisLabel: { ...this.text(), margin: 5, interval: 0, lineHeight: 14, hideOverlap: true, ...label },
      },
      yAxis: { type: 'value', min: 0, max: most, axisLabel: { show: false }, splitLine: { show: false } },
    };
  }

  /** The figures over the columns, the highest first; one that would cover another is left to the label. */
  topLabel(all, heights, band) {
    const kept = [];
    const order = all.map((_, i) => i).sort((a, b) => heights[b] - heights[a]);
    for (const i of order) {
      const half = textWidth(all[i], this.theme.font(11)) / 2;
      const clear = (other) => Math.abs(other.i - i) * band > other.half + half + 2 || Math.abs(heights[other.i] - heights[i]) > 13;
      if (kept.every(clear)) kept.push({ i, half });
    }
    const shown = new Set(kept.map(({ i }) => i));
    const texts = all.map((text, i) => (shown.has(i) ? text : ''));
    return {
      show: true, position: 'top', distance: 3, ...this.text(), color: this.colors.ink, formatter: ({ dataIndex }) => texts[dataIndex],
    };
  }

  plainColumns() {
    const { chart, size, value, colors } = this;
    const { bars } = chart;
    const band = (size.width - COLUMN.left - COLUMN.right) / bars.length;
    const most = this.most(bars.map((bar) => [bar, value(bar.figure)]));
    const ticks = bars.length > FEW ? bars.map((bar) => bar.tick) : bars.map((bar) => bar.range);
    const texts = bars.map((bar) => (value(bar.figure) ? (this.measure === 'amount' ? bar.sum_text : bar.count_text) : ''));
    const room = size.height - COLUMN.top - COLUMN.bottom;
    const heights = bars.map((bar) => (Math.min(value(bar.figure), most) / most) * room);
    const option = this.columnAxes(ticks, most, { formatter: (_, i) => ticks[i], align: 'center' });
    const [passing, ghost] = this.plainSeries(band / 0.8, most);
    const barWidth = Math.max(3, Math.min(34, Math.round(band * 0.72)));
    const top = { type: 'bar', silent: true, stack: 'all', data: bars.map(() => 0), label: this.topLabel(texts, heights, band) };
    option.series = [{ ...passing, barWidth }, { ...ghost, barWidth }, top];
    option.xAxis.axisLabel.color = colors.ink3;
    const boxes = bars.map((_, i) => ({ x: COLUMN.left + i * band, y: 0, width: band, height: size.height }));
    return { option, boxes };
  }

  stackedColumns() {
    const { chart, size, value, industries } = this;
    const parts = industries.length;
    const years = Array.from({ length: chart.bars.length / parts }, (_, i) => chart.bars.slice(i * parts, (i + 1) * parts));
    const sums = years.map((bars) => bars.reduce((sum, bar) => sum + value(bar.figure), 0));
    const most = Math.max(...sums, 1);
    const band = (size.width - COLUMN.left - COLUMN.right) / years.length;
    const option = this.columnAxes(years.map(([bar]) => bar.name), most, {
      formatter: (_, i) => `{y|${chart.stacks[i].name}}\n{s|${chart.stacks[i][this.measure === 'amount' ? 'count_words' : 'sum_words']}}`,
      rich: { y: { ...this.text(), lineHeight: 14 }, s: { ...this.text(10), color: this.colors.ink3, lineHeight: 13 } },
    });
    const room = { width: Math.max(6, Math.min(40, Math.round(band * 0.6))), height: size.height - COLUMN.top - COLUMN.bottom };
    const place = { most, room, band, years };
    option.series = [...industries.flatMap((industry, part) => this.partSeries(industry, part, place)), {
      type: 'bar', silent: true, stack: 'all', data: years.map(() => 0),
      label: this.topLabel(
        chart.stacks.map((stack) => stack[this.measure === 'amount' ? 'sum_text' : 'count_text']),
        sums.map((sum) => (sum / most) * room.height), band,
      ),
    }];
    return { option, boxes: this.partBoxes(place) };
  }

  /** What passes of one industry, and its ghost over it. */
  partSeries({ slot }, part, { most, room, years }) {
    const { theme, value } = this;
    const color = theme.industryColor(slot);
    const glyph = glyphPicture(theme.industries[slot].shape, this.colors.surf);
    const series = { type: 'bar', silent: true, stack: 'all', barWidth: room.width, itemStyle: { color, borderColor: this.colors.panel, borderWidth: 0.75 } };
    const label = { show: true, position: 'inside', formatter: '{g|}', rich: { g: { width: 9, height: 9, backgroundColor: { image: glyph } } } };
    const tall = (number) => (number / most) * room.height >= GLYPH_LEAST && room.width >= GLYPH_LEAST;
    return [
      { ...series, data: years.map((bars) => ({ value: value(bars[part].passing) || null, label: tall(value(bars[part].passing)) ? label : undefined })) },
      {
        ...series, itemStyle: { ...series.itemStyle, opacity: 0.22 },
        data: years.map((bars) => value(bars[part].figure) - value(bars[part].passing) || null),
      },
    ];
  }

  partBoxes({ most, room, band, years }) {
    return years.flatMap((bars, i) => {
      const left = COLUMN.left + (i + 0.5) * band - room.width / 2;
      let bottom = COLUMN.top + room.height;
      return bars.map((bar) => {
        const height = (this.value(bar.figure) / most) * room.height;
        bottom -= height;
        return height > 0 ? { x: left, y: bottom, width: room.width, height } : null;
      });
    });
  }
}
