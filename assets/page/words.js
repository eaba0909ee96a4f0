// Every word the page itself says, and how it writes numbers. Data text never comes from here.

export const WORDS = {
  map: '科学城招商地图',
  legend: '图例',
  fold: '收起图例',
  unfold: '展开图例',
  inferredRing: '虚环：位置为推断',
  inferred: '推断',
  schematicFrame: '虚线框：范围示意',
  zoomIn: '放大',
  zoomOut: '缩小',
  fit: '看全部',
  close: '关闭',
  schematic: '示意底图',
  ownTiles: '瓦片：用户文件',
  ownOverlay: '叠加：用户文件',
  noPainter: '绘制矢量瓦片的组件没有读到；重新运行 ./run 可补齐。',
  zooms: (least, most) => (least === most ? `z ${least}` : `z ${least}～${most}`),
  unplaced: '园区已知，坐标未定',
  core: ['核心区约 313 km²', '示意范围'],
  cityNote: '仅知在科学城，无园区',
  footprintNote: (area) => `约 ${area} km²，范围示意`,
  stated: (stated, inferred) =>
    [stated ? `原文 ${stated}` : '', inferred ? `推断 ${inferred}` : ''].filter(Boolean).join('，'),
  projects: (count) => `${formatCount(count)} 项`,
  more: (count) => `另有 ${formatCount(count)} 项，请在表中查看`,
  ofWhichInferred: (count) => `其中推断 ${formatCount(count)}`,
  sum: (wan, unpublished) =>
    [wan > 0 ? `Σ ${formatAmount(wan)}` : '', unpublished ? `${formatCount(unpublished)} 项金额未公布` : '']
      .filter(Boolean).join('，'),
  shapes: { rectangle: '矩形', lasso: '套索', circle: '圆内' },
  modes: { replace: '', add: '加选：', subtract: '减选：' },
  radius: (length) => `半径 ${length}`,
  allUnpublished: 'Σ 均未公布',
  letGo: '松开完成，Esc 取消',
  shapeDone: {
    replace: (count) => `已选 ${formatCount(count)} 项`,
    add: (count) => `已加选 ${formatCount(count)} 项`,
    subtract: (count) => `已减选 ${formatCount(count)} 项`,
  },
  total: (length) => `共 ${length}`,
  lastLeg: (length) => `末段 ${length}`,
  around: (length) => `周长 ${length}`,
  crosses: '边界自相交，无法计算面积',
  measureHint: { distance: '量距：点按下一点', area: '量面积：点按下一点' },
  measureEnd: '双击结束，退格撤回一点，Esc 取消',
  noMeasure: '没有量出结果',
  copyPosition: '点按复制画面中心的坐标',
  behindSum: (count, unpublished) =>
    `${formatCount(count)} 项${unpublished ? (unpublished === count ? '，均未公布' : `，${formatCount(unpublished)} 项未公布`) : ''}`,
  fallback: (published, count) => `${formatCount(count)} 项中仅 ${formatCount(published)} 项公布金额，不足半数，仍按项目数显示`,
  inRing: '圈内：已公布金额之和，亿元',
  hollow: '空心：金额未公布',
  lackingSum: (unpublished) => `Σ 不含 ${formatCount(unpublished)} 项未公布`,
  heat: { count: '项目密度', amount: '投资额密度' },
  density: { count: '项/km²', amount: '亿元/km²' },
  heatOf: (shown) => `计入 ${formatCount(shown)} 项，均有自身坐标`,
  heatEmpty: '没有可计入的项目，热力图为空',
  heatLeft: (unplaced, unpublished) => [
    unplaced ? `${formatCount(unplaced)} 项没有自身坐标` : '', unpublished ? `${formatCount(unpublished)} 项金额未公布` : '',
  ].filter(Boolean).join('，'),
  notCounted: (text) => `未计入：${text}`,
  figures: { amount: '投资额', count: '项目数', per_km2: '项目密度' },
  figureUnits: { amount: '亿元', count: '项', per_km2: '项/km²' },
  areaKinds: { district: '按区县', park: '按园区' },
  schemes: { quantiles: '分位数', equal: '等间距', natural: '自然断点' },
  areasIn: { district: (count) => `${formatCount(count)} 区`, park: (count) => `${formatCount(count)} 园` },
  noProjects: '无项目',
  noFigure: '有项目，金额均未公布',
  noSize: '有项目，面积未知',
  leftOut: { city: '仅知在科学城', unplaced: '园区坐标未定', outside: { district: '在各区之外', park: '所在园区没有范围' } },
  notAssigned: (count) => `${formatCount(count)} 项无法归入，未计：`,
  missingBase: (names) => `底图文件缺失（${names.join('、')}），项目符号不受影响；重新运行 ./run 可补齐。`,
  placing: (title) => `放置：${title}`,
  willBe: (scope) => `${scope}将记为`,
  manual: '人工',
  notHere: '在地图空白处松开才会放下，松在这里则取消',
  placeByDrag: '松开放下，Esc 取消',
  placeByKeys: '方向键移动（Shift 微移），Enter 或点击放下，Esc 取消',
  dragToPlace: '拖到地图上即人工定位',
  noFrame: '地图数据没有读到，显示的可能不是最新结果。',
  noMembers: '这里的项目清单没有读到。',
};

/** 1234567 -> "1,234,567" */
export function formatCount(count) {
  return Math.round(count).toString().replace(/\B(?=(\d{3})+$)/g, ',');
}

/** An amount in 万元 as a person writes it: 亿元 from one 亿 on, no trailing zeros. */
export function formatAmount(wan) {
  const [value, unit] = wan >= 10000 ? [wan / 10000, '亿元'] : [wan, '万元'];
  const [whole, part = ''] = value.toFixed(4).split('.');
  const tail = part.replace(/0+$/, '');
  return `${formatCount(Number(whole))}${tail ? `.${tail}` : ''} ${unit}`;
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
  return mu < 100000 ? `${area}（${formatCount(mu)} 亩）` : area;
}

/** A sum in 万元 as 亿元 in few characters, for the hole of a ring: 0.05, 8.2, 105, 1.2万. */
export function formatSum(wan) {
  const yi = wan / 10000;
  if (yi >= 100000) return `${(yi / 10000).toFixed(0)}万`;
  if (yi >= 10000) return `${(yi / 10000).toFixed(1)}万`;
  return String(Number(yi.toFixed(yi >= 10 ? 0 : yi >= 0.95 ? 1 : 2)));
}

/** The count inside a donut: at most five characters. */
export function formatBadge(count) {
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
  if (figure === 'count' || value === 0) return formatCount(value);
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  const [whole, part = ''] = value.toFixed(Math.min(digits, 6)).split('.');
  const tail = part.replace(/0+$/, '');
  return `${formatCount(Number(whole))}${tail ? `.${tail}` : ''}`;
}
