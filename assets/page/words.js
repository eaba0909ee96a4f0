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
  unplaced: '园区已知，坐标未定',
  core: ['核心区约 313 km²', '示意范围'],
  datum: 'WGS 84',
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
  missingBase: (names) => `底图文件缺失（${names.join('、')}），项目符号不受影响；重新运行 ./run 可补齐。`,
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

/** The count inside a donut: at most five characters. */
export function formatBadge(count) {
  return count < 100000 ? String(count) : `${(count / 10000).toFixed(count < 1e6 ? 1 : 0)}万`;
}

export function formatDegrees(lng, lat) {
  const east = lng >= 0 ? 'E' : 'W';
  const north = lat >= 0 ? 'N' : 'S';
  return [`${Math.abs(lng).toFixed(4)}°${east}`, `${Math.abs(lat).toFixed(4)}°${north}`];
}
