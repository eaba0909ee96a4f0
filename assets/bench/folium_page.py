"""A page as folium's users make it: FastMarkerCluster of all positions. `folium_page.py POSITIONS MODULES PAGE`.

Run by itself by the benchmark; prints how long it took, in ms. POSITIONS is float64[n, 2], latitude first.
"""

import json
import re
import sys
import time
from pathlib import Path

import folium
import folium.plugins
import numpy as np

_CALLBACK = "function (row) { return L.marker(new L.LatLng(row[0], row[1])); }"
_SHOWN = """<script>requestAnimationFrame(() => requestAnimationFrame(() => {
  const at = performance.now(), drawn = document.querySelector(".leaflet-marker-icon");
  window.RESULT = drawn ? { built: at, times: [at] } : { error: "nothing was drawn" }; }));</script>"""


def main() -> None:
    """Write the page; what it would load from elsewhere comes from the modules, and the rest of it is left out."""
    start = time.perf_counter()
    positions = np.load(sys.argv[1]).tolist()
    page = folium.Map([29.56, 106.32], zoom_start=11, tiles=None, prefer_canvas=True)
    folium.plugins.FastMarkerCluster(positions, callback=_CALLBACK).add_to(page)  # type: ignore[no-untyped-call]
    # Without tiles the map names no deepest zoom, which clusters ask for.
    html = page.get_root().render().replace('"preferCanvas": true,', '"preferCanvas": true, "maxZoom": 18,')
    took = 1000 * (time.perf_counter() - start)
    modules = Path(sys.argv[2]).resolve()
    for name, file in (
        ("/leaflet.js", "leaflet/dist/leaflet.js"),
        ("/leaflet.markercluster.js", "leaflet.markercluster/dist/leaflet.markercluster.js"),
        ("/leaflet.css", "leaflet/dist/leaflet.css"),
    ):
        html = re.sub(rf'"https://[^"]*{re.escape(name)}"', json.dumps((modules / file).as_uri()), html)
    html = re.sub(r'<script src="https://[^"]*"></script>|<link rel="stylesheet" href="https://[^"]*"/>', "", html)
    Path(sys.argv[3]).write_text(html.replace("</html>", f"{_SHOWN}</html>"), "utf-8")
    print(took)


if __name__ == "__main__":
    main()
