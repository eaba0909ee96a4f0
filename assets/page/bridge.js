// The window behind the page. Without one (a page opened on its own) the same calls exist and do nothing.

export const SILENT = {
  page_ready() {}, page_seen() {}, shown: { connect() {} }, viewport_changed() {}, pick() {}, frame_drawn() {}, report_error() {},
  frame_changed: { connect() {} }, frame_pushed: { connect() {} }, selection_changed: { connect() {} }, theme_changed: { connect() {} }, view_requested: { connect() {} },
  map_state_changed: { connect() {} }, marks_changed: { connect() {} }, industries_named: { connect() {} },
  placing: { place() {}, choosing() {}, asked: { connect() {} }, cancelled: { connect() {} } },
  tools: {
    shape_drawn() {}, sketching() {}, menu_wanted() {}, copy_position() {},
    sketch_cancelled: { connect() {} }, measure_started: { connect() {} }, view_restored: { connect() {} },
    bounds_restored: { connect() {} }, position_wanted: { connect() {} },
  },
};

export function connectBridge() {
  const transport = window.qt?.webChannelTransport;
  if (!transport || typeof QWebChannel === 'undefined') return Promise.resolve(SILENT);
  return new Promise((resolve) => new QWebChannel(transport, (channel) => {
    const { atlas, tools, placing } = channel.objects;
    atlas.tools = tools;
    atlas.placing = placing ?? SILENT.placing;
    resolve(atlas);
  }));
}
