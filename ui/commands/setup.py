"""Commands about the installation: seed, first-look, seeds-check, doctor."""

import argparse
import importlib.metadata
import os
import platform
import sqlite3
import sys
from pathlib import Path
from typing import Any, Final

from db.connection import LedgerError
from db.filters import Filters
from db.index.facets import Totals
from db.ledger import Ledger
from db.migrations import SCHEMA_VERSION
from db.money import format_money
from db.seeding import seed_ledger
from geo.errors import AtlasError
from geo.wording import tr
from ui.commands.ledger import describe_grades, path_of, ready_path, report_seeding
from ui.commands.output import print_json
from ui.program.diagnostics import logs_folder
from ui.program.sandbox import describe_sandbox
from ui.program.system_libraries import LIBRARIES, find_missing_libraries
from ui.services import Services

PACKAGES: Final = (
    "PySide6-Essentials",
    "PySide6-Addons",
    "folium",
    "geopy",
    "numpy",
    "shapely",
    "sqlite-utils",
    "XlsxWriter",
)
_ASSETS: Final = ("vendor/leaflet.js", "fonts", "basemap", "page/main.js", "page_file/file_main.js", "tokens.json")


class SeedsCheckFailed(AtlasError):
    """The data pack does not hold against the documents."""


class SelfTestFailed(AtlasError):
    """The program does not work as it should on this machine."""


def run_seed(options: argparse.Namespace, services: Services) -> None:
    """Build the ledger from the data pack."""
    report = seed_ledger(path_of(options, services), services.seeds_dir, services.now(), options.force)
    report_seeding(report)


def run_first_look(options: argparse.Namespace, services: Services) -> None:
    """Do the main job off-screen and print the files and the figures."""
    path = ready_path(options, services)
    files = services.first_look(path, options.to)
    with Ledger.open(path) as ledger:
        columns = ledger.load_columns()
        totals = columns.totals(columns.mask(Filters()))
    for file in files:
        print(file)
    print(_describe(totals))


def _describe(totals: Totals) -> str:
    money = tr(
        "Σ {amount}，{n} 个未公布金额",
        amount=format_money(totals.amount_wan),
        n=totals.unpublished,
    )
    return tr("{grades}；{money}", grades=describe_grades(totals.count, totals.by_grade), money=money)


def run_seeds_check(options: argparse.Namespace, services: Services) -> None:
    """Prove the data pack against the documents."""
    from db.seed_pack.seed_check import find_documents_dir, run_seed_check

    documents = options.documents or find_documents_dir(services.seeds_dir.parent)
    report = run_seed_check(services.seeds_dir, documents)
    print(report.to_text())
    if report.problems:
        raise SeedsCheckFailed(tr("数据包核对未通过，问题见上。"))


def run_self_test(options: argparse.Namespace, services: Services) -> None:
    """Try the program where it stands, and print what was found as JSON."""
    found = services.test_itself(ready_path(options, services), options.to)
    print_json(found)
    if not found["ok"]:
        raise SelfTestFailed(tr("自检没有通过，详情见上。"))


def run_doctor(options: argparse.Namespace, services: Services) -> None:
    """Print versions, places and what is missing."""
    found = examine(path_of(options, services), services)
    if options.json:
        print_json(found)
        return
    for title, values in found.items():
        print(f"{title}:")
        for line in _lines_of(values):
            print(f"  {line}")


def _lines_of(values: object) -> list[str]:
    if isinstance(values, dict):
        return [f"{key}: {value}" for key, value in values.items()]
    if isinstance(values, list):
        return [str(value) for value in values] or ["—"]
    return [str(values)]


def examine(ledger_path: Path, services: Services) -> dict[str, Any]:
    """Look at this machine without changing anything on it.

    Args:
        ledger_path: The ledger in use.
        services: Places.
    """
    ledger = _examine_ledger(ledger_path)
    missing = [
        *(tr("软件包 {name}", name=name) for name in PACKAGES if _version_of(name) is None),
        *(
            tr("资源 {path}", path=services.assets_dir / name)
            for name in _ASSETS
            if not (services.assets_dir / name).exists()
        ),
    ]
    missing += find_missing_libraries(services.assets_dir.parent / LIBRARIES)
    if not services.seeds_dir.is_dir():
        missing.append(tr("数据包 {path}", path=services.seeds_dir))
    if ledger["state"] != "ok":
        missing.append(tr("台账 {state}", state=ledger["state"]))
    return {
        "version": services.version,
        "versions": {
            "python": platform.python_version(),
            "sqlite": sqlite3.sqlite_version,
            "schema": SCHEMA_VERSION,
            **{name: _version_of(name) for name in PACKAGES},
        },
        "system": {
            "platform": platform.platform(),
            "display": _describe_display(),
            "encoding": sys.getfilesystemencoding(),
            "sandbox": describe_sandbox(),
        },
        "paths": {
            "ledger": str(ledger_path),
            "seeds": str(services.seeds_dir),
            "assets": str(services.assets_dir),
            "python": sys.executable,
            "logs": str(logs_folder(services.default_ledger.parent)),
        },
        "ledger": ledger,
        "missing": missing,
    }


def _version_of(package: str) -> str | None:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def _describe_display() -> str:
    if sys.platform in ("win32", "darwin"):
        return "yes"
    return os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY") or "none"


def _examine_ledger(path: Path) -> dict[str, Any]:
    try:
        with Ledger.open(path) as ledger:
            columns = ledger.load_columns()
            totals = columns.totals(columns.mask(Filters()))
            documents = ledger.find_documents()
            return {
                "state": "ok",
                "data_version": ledger.data_version,
                "projects": totals.count,
                "by_grade": dict(totals.by_grade),
                "amount_wan": totals.amount_wan,
                "unpublished": totals.unpublished,
                "documents": len(documents),
                "documents_with_text": sum(document.has_text for document in documents),
            }
    except LedgerError as error:
        return {"state": str(error)}
