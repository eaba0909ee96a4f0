"""Gathers, at set-up, what the map page shows but this repository does not contain.

``python -m assets.prepare`` builds three git-ignored folders from pinned packages: ``assets/vendor`` (Leaflet),
``assets/fonts`` (a subset of Noto Sans SC) and ``assets/basemap`` (districts, rivers, towns). The program itself never
imports this package.
"""
