// Every word the page itself says, and how it writes numbers. Data text never comes from here.

const CONFIG = JSON.parse(document.getElementById('atlas-config')?.textContent ?? '{}');
const TRANSLATED = new Map(Object.entries(CONFIG.words ?? {}));
const IS_ENGLISH = CONFIG.language === 'en';

/**
 * A sentence in the person's language: the Chinese template is the key, as in Python (geo/wording.py).
 *
 * @param {string} source the template, a literal.
 * @param {object} values what stands in its braces, by name; `n` is the count that decides between one and several.
 * @returns {string}
 */
export function tr(source, values = {}) {
  const forms = TRANSLATED.get(source) ?? [source];
  const told = values.n === 1 ? forms[0] : forms.at(-1);
  return told.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name] ?? whole;
    return typeof value === 'number' ? formatCount(value) : value;
  });
}

/** A word of the data that is one of ours in the person's language, any other as it stands. */
export const term = (word) => TRANSLATED.get(word)?.[0] ?? word;

const listed = (...parts) => parts.filter(Boolean).join(tr('，'));

export const WORDS = {
  map: tr('科学城招商地图'),
  legend: tr('图例'),
  fold: tr('收起图例'),
  unfold: tr('展开图例'),
  inferredRing: tr('虚环：位置为推断'),
  inferred: tr('推断'),
  schematicFrame: tr('虚线框：范围示意'),
  zoomIn: tr('放大'),
  zoomOut: tr('缩小'),
  fit: tr('看全部'),
  close: tr('关闭'),
  schematic: tr('示意底图'),
  ownTiles: tr('瓦片：用户文件'),
  ownOverlay: tr('叠加：用户文件'),
  noPainter: tr('绘制矢量瓦片的组件没有读到；重新运行 ./run 可补齐。'),
  zooms: (least, most) => (least === most ? `z ${least}` : tr('z {least}～{most}', { least: String(least), most: String(most) })),
  unplaced: tr('园区已知，坐标未定'),
  core: [tr('核心区约 313 km²'), tr('示意范围')],
  cityNote: tr('仅知在科学城，无园区'),
  footprintNote: (area) => tr('约 {area} km²，范围示意', { area }),
  stated: (stated, inferred) =>
    listed(stated ? tr('原文 {n}', { n: stated }) : '', inferred ? tr('推断 {n}', { n: inferred }) : ''),
  projects: (count) => tr('{n} 项', { n: count }),
  more: (count) => tr('另有 {n} 项，请在表中查看', { n: count }),
  ofWhichInferred: (count) => tr('其中推断 {n}', { n: count }),
  sum: (wan, unpublished) =>
    listed(wan > 0 ? `Σ ${formatAmount(wan)}` : '', unpublished ? tr('{n} 项金额未公布', { n: unpublished }) : ''),
  shapes: { rectangle: tr('矩形'), lasso: tr('套索'), circle: tr('圆内') },
  modes: { replace: '', add: tr('加选：'), subtract: tr('减选：') },
  radius: (length) => tr('半径 {length}', { length }),
  allUnpublished: tr('Σ 均未公布'),
  letGo: tr('松开完成，Esc 取消'),
  shapeDone: {
    replace: (count) => tr('已选 {n} 项', { n: count }),
    add: (count) => tr('已加选 {n} 项', { n: count }),
    subtract: (count) => tr('已减选 {n} 项', { n: count }),
  },
  total: (length) => tr('共 {length}', { length }),
  lastLeg: (length) => tr('末段 {length}', { length }),
  around: (length) => tr('周长 {length}', { length }),
  crosses: tr('边界自相交，无法计算面积'),
  measureHint: { distance: tr('量距：点按下一点'), area: tr('量面积：点按下一点') },
  measureEnd: tr('双击结束，退格撤回一点，Esc 取消'),
  noMeasure: tr('没有量出结果'),
  copyPosition: tr('点按复制画面中心的坐标'),
  behindSum: (count, unpublished) => listed(
    tr('{n} 项', { n: count }),
    !unpublished ? '' : unpublished === count ? tr('均未公布') : tr('{n} 项未公布', { n: unpublished }),
  ),
  fallback: (published, count) => tr('{n} 项中仅 {published} 项公布金额，不足半数，仍按项目数显示', { n: count, published }),
  inRing: tr('圈内：已公布金额之和，亿元'),
  hollow: tr('空心：金额未公布'),
  lackingSum: (unpublished) => tr('Σ 不含 {n} 项未公布', { n: unpublished }),
  heat: { count: tr('项目密度'), amount: tr('投资额密度') },
  density: { count: tr('项/km²'), amount: tr('亿元/km²') },
  heatOf: (shown) => tr('计入 {n} 项，均有自身坐标', { n: shown }),
  heatEmpty: tr('没有可计入的项目，热力图为空'),
  heatLeft: (unplaced, unpublished) => listed(
    unplaced ? tr('{n} 项没有自身坐标', { n: unplaced }) : '', unpublished ? tr('{n} 项金额未公布', { n: unpublished }) : '',
  ),
  notCounted: (text) => tr('未计入：{text}', { text }),
  figures: { amount: tr('投资额'), count: tr('项目数'), per_km2: tr('项目密度') },
  figureUnits: { amount: tr('亿元'), count: tr('项'), per_km2: tr('项/km²') },
  areaKinds: { district: tr('按区县'), park: tr('按园区') },
  schemes: { quantiles: tr('分位数'), equal: tr('等间距'), natural: tr('自然断点') },
  areasIn: { district: (count) => tr('{n} 区', { n: count }), park: (count) => tr('{n} 园', { n: count }) },
  pointSums: (sumsYi) => `${sumsYi.map((yi) => formatFigure('amount', yi)).join(tr('、'))} ${tr('亿元')}`,
  noProjects: tr('无项目'),
  noFigure: tr('有项目，金额均未公布'),
  noSize: tr('有项目，面积未知'),
  leftOut: {
    city: tr('仅知在科学城'), unplaced: tr('园区坐标未定'),
    outside: { district: tr('在各区之外'), park: tr('所在园区没有范围') },
  },
  notAssigned: (count, reasons) => tr('{n} 项无法归入，未计：{reasons}', { n: count, reasons: listed(...reasons) }),
  withSize: (figure, size) => tr('{figure}（{size} km²）', { figure, size }),
  listed,
  missingBase: (names) => tr('底图文件缺失（{names}），项目符号不受影响；重新运行 ./run 可补齐。', { names: names.join(tr('、')) }),
  because: (sentence, reason) => tr('{sentence}（{reason}）', { sentence, reason }),
  placing: (title) => tr('放置：{title}', { title }),
  willBe: (scope) => tr('{scope}将记为', { scope }),
  manual: tr('人工'),
  notHere: tr('在地图空白处松开才会放下，松在这里则取消'),
  placeByDrag: tr('松开放下，Esc 取消'),
  placeByKeys: tr('方向键移动（Shift 微移），Enter 或点击放下，Esc 取消'),
  dragToPlace: tr('拖到地图上即人工定位'),
  file: {
    merged: tr('含各园区'),
    mergedParks: (name, n) => tr('{name}等 {n} 个园区', { name, n }),
    names: (names) => names.join(tr('、')),
    plannedFor: (date) => tr('{date}（计划）', { date }),
    heading: (count, month) => listed(tr('{n} 个项目', { n: count }), month ? tr('截至 {month}', { month }) : ''),
    filter: (words) => tr('筛选：{words}', { words }),
    about: tr('说明与来源'),
    search: tr('搜索项目、单位、园区、阶段'),
    industries: tr('按产业筛选'),
    all: tr('全部'),
    results: tr('项目清单'),
    summary: (placed, published) => tr('有落点 {placed} 个，披露金额 {published} 个', { placed, published }),
    unplaced: (count) => tr('未落点 {n} 个', { n: count }),
    here: (name, count) => tr('{name}：{n} 个', { name, n: count }),
    nothing: tr('没有符合条件的项目'),
    clear: tr('清除条件'),
    noPlace: tr('仅知在科学城'),
    noPosition: tr('坐标未定'),
    undisclosed: tr('金额未披露'),
    detail: tr('项目详情'),
    onMap: tr('在地图上看'),
    marks: tr('图例怎么读'),
    how: [
      tr('圆环：一处的项目按产业分段，圈内是个数；放大后逐个显示。'),
      tr('园区已知而坐标未定的，列在地图旁，不画到图上。'),
      tr('空心：只有计划的阶段。点线：推断，不是材料写明的。'),
    ],
  },
  noFrame: tr('地图数据没有读到，显示的可能不是最新结果。'),
  noMembers: tr('这里的项目清单没有读到。'),
};

/** 1234567 -> "1,234,567" */
export function formatCount(count) {
  return Math.round(count).toString().replace(/\B(?=(\d{3})+$)/g, ',');
}

/** An amount in 万元 as a person writes it, exactly: 亿元 from one 亿 on; in English millions, billions from one on. */
export function formatAmount(wan) {
  if (IS_ENGLISH) return wan < 100000 ? `CNY ${shifted(wan, 2)} M` : `CNY ${shifted(wan, 5)} bn`;
  return wan >= 10000 ? `${shifted(wan, 4)} 亿元` : `${formatCount(wan)} 万元`;
}

/** A whole number with its point moved so many places to the left, without trailing zeros. */
function shifted(number, places) {
  const [whole, part] = (number / 10 ** places).toFixed(places).split('.');
  const tail = part.replace(/0+$/, '');
  return `${formatCount(Number(whole))}${tail ? `.${tail}` : ''}`;
}

/** 640 -> "640 m", 2345 -> "2.35 km" */
export function formatMetres(metres) {
  if (metres < 999.5) return `${metres < 99.5 ? Number(metres.toFixed(1)) : Math.round(metres)} m`;
  const km = metres / 1000;
  return `${km < 100 ? km.toFixed(2) : formatCount(km)} km`;
}

/** Square kilometres, and 亩 beside them as long as they can be grasped. */
export function formatAreaKm2(km2) {
  const mu = km2 * 1500;
  const area = km2 < 0.1 ? `${formatCount(km2 * 1e6)} m²` : `${km2 < 100 ? km2.toFixed(2) : formatCount(km2)} km²`;
  return mu < 100000 ? tr('{area}（{mu} 亩）', { area, mu }) : area;
}

/** A sum in 万元 in few characters, for the hole of a ring: as 亿元 0.05, 8.2, 105, 1.2万; in English as billions. */
export function formatSum(wan) {
  if (IS_ENGLISH) return String(Number((wan / 100000).toPrecision(wan >= 1e8 ? 4 : 3)));
  const yi = wan / 10000;
  if (yi >= 100000) return `${(yi / 10000).toFixed(0)}万`;
  if (yi >= 10000) return `${(yi / 10000).toFixed(1)}万`;
  return String(Number(yi.toFixed(yi >= 10 ? 0 : yi >= 0.95 ? 1 : 2)));
}

/** The count inside a donut: at most five characters. */
export function formatBadge(count) {
  if (IS_ENGLISH && count >= 1e6) return `${(count / 1e6).toFixed(count < 1e7 ? 1 : 0)}M`;
  if (IS_ENGLISH && count >= 100000) return `${(count / 1000).toFixed(0)}k`;
  return count < 100000 ? String(count) : `${(count / 10000).toFixed(count < 1e6 ? 1 : 0)}万`;
}

/** [longitude, latitude] as decimal degrees, or as degrees, minutes and seconds. */
export function formatAngles(lng, lat, form) {
  if (form !== 'dms') return formatDegrees(lng, lat);
  return [`${formatDms(lng)}${lng >= 0 ? 'E' : 'W'}`, `${formatDms(lat)}${lat >= 0 ? 'N' : 'S'}`];
}

function formatDms(angle) {
  const tenths = Math.round(Math.abs(angle) * 36000); // of a second: rounded first, so that no 60″ comes out
  const pad = (value, width) => value.padStart(width, '0');
  const seconds = pad(((tenths % 600) / 10).toFixed(1), 4);
  return `${Math.floor(tenths / 36000)}°${pad(String(Math.floor(tenths / 600) % 60), 2)}′${seconds}″`;
}

export function formatDegrees(lng, lat) {
  const east = lng >= 0 ? 'E' : 'W';
  const north = lat >= 0 ? 'N' : 'S';
  return [`${Math.abs(lng).toFixed(4)}°${east}`, `${Math.abs(lat).toFixed(4)}°${north}`];
}

/** A figure of an area or class: whole numbers as they are, others with three digits that matter. */
export function formatFigure(figure, value) {
  if (IS_ENGLISH && figure === 'amount') return formatFigure('', value / 10); // from 亿元 to billions
  if (figure === 'count' || value === 0) return formatCount(value);
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  const [whole, part = ''] = value.toFixed(Math.min(digits, 6)).split('.');
  const tail = part.replace(/0+$/, '');
  return `${formatCount(Number(whole))}${tail ? `.${tail}` : ''}`;
}
